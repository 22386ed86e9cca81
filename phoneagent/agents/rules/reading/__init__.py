"""Reads clauses: one module per field of life, one function per kind of sentence."""
