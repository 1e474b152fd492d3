"""The pages of sittings and of marking."""
