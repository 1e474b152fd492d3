"""Cells of a file that a spreadsheet opens; see `common.spreadsheet`."""

from common.spreadsheet import BOM, identifier, text

__all__ = ["BOM", "identifier", "text"]
