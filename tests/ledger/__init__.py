"""An app of the tests alone: an append-only table with every kind of unique key, and a history."""
