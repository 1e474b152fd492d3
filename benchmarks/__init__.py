"""How fast it is, against the raw SQL in the same process, on both engines. Run with `make bench`.

Ratios are what counts: machines differ, and the raw SQL fetching the very same rows is measured beside
everything that reads. Row counts and checksums are asserted equal, so that nothing is fast by being wrong.
"""
