"""The real server, killed in the middle of a submission."""
