"""Writes of the journey."""
