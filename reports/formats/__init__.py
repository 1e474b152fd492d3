"""Reports as files: one module a format, each written from `reports.table` alone. Pure: no Django.

A format takes its words from the report and from `Words`, so that it knows no language.
"""
