"""The roles: each asks a model (or plain code) and returns one fact."""

# The roles that may ask a model; the Perceptor never does.
ROLES = ("manager", "operator", "reflector", "notetaker", "curator")
