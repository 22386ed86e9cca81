"""A sentence in, an Android phone operated, a verdict with evidence out."""
