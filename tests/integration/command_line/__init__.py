"""The command line as a person or a script meets it."""

from datetime import date

AS_AT = date(2017, 6, 30)
