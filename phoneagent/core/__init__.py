"""The nouns, as frozen facts, and the protocols between the rooms."""
