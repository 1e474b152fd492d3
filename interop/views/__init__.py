"""The pages of imports: upload, where classes lead, preview, progress, result."""
