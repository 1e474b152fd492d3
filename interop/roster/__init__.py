"""Rosters: files of people on their way into cohorts.

bytes -> `reading` (tables) -> `columns` or `oneroster` (people) -> `planning` (what writing would do)
-> `staging` (rows to look at) -> `applying` (the services of `people`, in one transaction).
"""
