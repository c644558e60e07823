"""Benchmarks: plain programs, started by `make bench`, not collected by pytest."""
