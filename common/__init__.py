"""Abstract bases and helpers without domain models."""
