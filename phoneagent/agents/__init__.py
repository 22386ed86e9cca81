"""The roles: each asks a model (or plain code) and returns one fact."""
