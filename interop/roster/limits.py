"""How much of a file is taken: enough for a large school, too little to hurt the server."""

from typing import Final

MAX_FILE_BYTES: Final = 10 * 1024 * 1024
"""Size of an uploaded file. A roster of 5,000 people takes about half a megabyte."""
MAX_UNPACKED_BYTES: Final = 64 * 1024 * 1024
"""Size of everything inside a zip or a workbook, unpacked."""
MAX_ENTRIES: Final = 500
"""Number of files inside a zip or a workbook."""
MAX_RATIO: Final = 200
"""How many times an entry of a zip may grow when unpacked; text grows 5 to 30 times."""
RATIO_FROM_BYTES: Final = 1024 * 1024
"""Entries that stay below this size may grow as they like."""
MAX_ROWS: Final = 20_000
"""Rows of one table, and people of one roster."""
MAX_ENROLMENTS: Final = 200_000
"""Rows of the enrolments of a OneRoster file: each person is in several classes."""
MAX_COLUMNS: Final = 200
"""Columns of one table."""
MAX_NAME: Final = 150
MAX_SORT_NAME: Final = 310
MAX_EMAIL: Final = 254
MAX_IDENTIFIER: Final = 255
MAX_SYSTEM: Final = 100
"""Widths of the columns that the values end up in."""
