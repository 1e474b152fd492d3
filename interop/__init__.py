"""How other systems talk to us."""
