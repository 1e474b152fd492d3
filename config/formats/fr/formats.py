"""French as it is written in Canada: 18 nov. 2026, 9 h 14; 1er for the first; 3,5 and 12 000."""

# No-break spaces stand before and after the h of hours; h is escaped, being a form of its own.
_CLOCK = "G\u00a0\\h\u00a0i"

DATE_FORMAT = "j F Y"
TIME_FORMAT = _CLOCK
DATETIME_FORMAT = f"j F Y, {_CLOCK}"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j F"
SHORT_DATE_FORMAT = "Y-m-d"
SHORT_DATETIME_FORMAT = f"Y-m-d {_CLOCK}"
FIRST_DAY_OF_WEEK = 0
DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "\u00a0"
NUMBER_GROUPING = 3
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d/%m/%Y"]
DATETIME_INPUT_FORMATS = ["%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"]

LIST_DAY_FORMAT = "D j N"
RECORD_DAY_FORMAT = "j N Y"
FULL_DAY_FORMAT = "l j F Y"
MOMENT_FORMAT = f"j N Y, {_CLOCK}"
CLOCK_FORMAT = _CLOCK
WEEKDAY_FORMAT = "D"
SHORT_MONTH_FORMAT = "N"
FIRST_OF_MONTH = "1\\e\\r"
