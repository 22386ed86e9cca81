"""Benchmarks of other people, run with our crew on any phone."""
