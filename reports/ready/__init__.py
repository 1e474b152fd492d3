"""The reports that are ready to take: one module each, `build(scope)` returns the table."""
