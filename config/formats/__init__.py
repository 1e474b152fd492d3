"""How dates and numbers are written, by language. Django finds the folders by `FORMAT_MODULE_PATH`.

Beside Django's own names each language says the forms that `common.dates` uses: `LIST_DAY_FORMAT`,
`RECORD_DAY_FORMAT`, `FULL_DAY_FORMAT`, `MOMENT_FORMAT`, `CLOCK_FORMAT`, their parts `WEEKDAY_FORMAT` and
`SHORT_MONTH_FORMAT`, and `FIRST_OF_MONTH`, the escaped sign for the first of a month where it is not "1".
"""
