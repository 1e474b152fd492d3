"""Writes of people: keyword-only verbs, each in a transaction of its own. Pages decide who may call them."""
