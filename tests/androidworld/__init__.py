"""AndroidWorld's tasks solved by scripted people, through the screen alone."""
