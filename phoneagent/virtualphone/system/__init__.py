"""What a phone does behind its screen: clock, files, settings, packages, activities, providers."""
