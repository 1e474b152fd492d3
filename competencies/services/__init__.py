"""What may be done to frameworks, modules and sources. Each verb owns its transaction."""
