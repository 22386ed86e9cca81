"""The pytest plugin, and what users need to test their own agents and apps."""
