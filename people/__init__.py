"""Who is here and who may see whom."""
