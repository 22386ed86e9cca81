"""What takes how long; `python -m benchmarks.speed` measures everything and rewrites the table."""
