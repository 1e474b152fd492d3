"""Letting data out, each time with a line in the log."""
