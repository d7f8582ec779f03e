"""
Working days of England and Wales: Monday to Friday, less bank holidays.

Counting follows docs/conventions.md: the start date is day 0, so the working days between two dates are those
after the first up to and including the second, which is a difference of two running numbers.
"""

from datetime import date, timedelta
from functools import lru_cache

import holidays
import pyarrow as pa

# The calendar reaches from the oldest case that could still be open to a few years ahead of today's plans.
FIRST_DAY = date(1990, 1, 1)
LAST_DAY = date(2040, 12, 31)


@lru_cache(maxsize=1)
def working_day_calendar() -> pa.Table:
    """
    One row a calendar day from 1990 to 2040.

    Shape: `day` (date), `is_working_day` (bool), `working_day_number` (int, running count of working days up
    to and including the day).
    Source: the `holidays` package, England and Wales.
    """
    bank_holidays = holidays.country_holidays("GB", subdiv="ENG", years=range(FIRST_DAY.year, LAST_DAY.year + 1))
    days, flags, numbers, running = [], [], [], 0
    day = FIRST_DAY
    while day <= LAST_DAY:
        is_working = day.weekday() < 5 and day not in bank_holidays
        running += is_working
        days.append(day)
        flags.append(is_working)
        numbers.append(running)
        day += timedelta(days=1)
    return pa.table(
        {
            "day": pa.array(days, pa.date32()),
            "is_working_day": pa.array(flags, pa.bool_()),
            "working_day_number": pa.array(numbers, pa.int32()),
        }
    )
