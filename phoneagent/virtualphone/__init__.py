"""A phone in pure Python that is reached by adb; it knows nothing of whoever uses it."""
