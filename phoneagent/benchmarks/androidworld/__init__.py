"""AndroidWorld (github.com/google-research/android_world): its unmodified tasks and evaluators."""
