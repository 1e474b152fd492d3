"""A made-up school to look around in. Its people, posts and levels are invented."""
