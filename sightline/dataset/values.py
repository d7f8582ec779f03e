"""
How one value is read: the date, number, flag, code or JSON that a cell's text means, or why it means none.

These are plain functions of one text. `typing.py` calls them once per distinct text of a column, so they can
afford to be careful; the common clean forms never come here.
"""

import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from math import inf, isfinite
from typing import Any

from sightline.dataset import code_lists
from sightline.dataset.code_lists import CodeList
from sightline.dataset.schema import Column, ColumnType

# What stands for nothing in a cell, upper-cased.
NULL_WORDS = ("", "NULL", "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "N/A", "-", "?")
# What may stand around a text without being part of it: blanks, hard and zero-width ones too.
BLANKS = " \t\r\n\u00a0\u200b\ufeff"
NO_DATE = date(1900, 1, 1)
# Read in this order after a column's own list: other lists whose codes stand for its codes.
ALIASES = {
    "ethnicity": ("ethnicity_alias",),
    "sex": ("sex_numeric_legacy", "gender_national", "annex_a_gender"),
    "gender_ssd": ("sex_numeric_legacy", "gender_national", "annex_a_gender"),
    "annex_a_gender": ("sex_numeric_legacy", "gender_national"),
    "yes_no": ("oc2_flag", "foster_carer_adopter", "csww_agency"),
    "yes_no_na": ("oc2_flag",),
}
# Free text about a family inside outcome JSON: dropped at load (docs/sources.md).
FREE_TEXT_KEYS = ("COMMENTS", "OUTCOME_COMMENTS")


@dataclass(frozen=True)
class Reading:
    """
    What a text means. `value` None without a `rule` means: nothing was recorded.

    `rule` is the stable name of what is wrong, `message` the sentence for it; `repaired` says that the value
    had to be mended; `unlisted` that it is kept although its (open) list doesn't know it.
    """

    value: Any = None
    rule: str | None = None
    message: str | None = None
    repaired: bool = False
    unlisted: bool = False


Reader = Callable[[str], Reading]


def reader_for(column: Column, words: dict[str, dict[str, str]]) -> Reader:
    """The function that reads one text of `column`; `words` are the authority's own for coded columns."""
    if column.codes and column.type is ColumnType.TEXT:
        meanings = _meanings(column.codes)
        local = {fold(word): code for word, code in words.get(column.codes, {}).items()}
        return lambda text: read_code(text.strip(BLANKS), column.codes or "", meanings, local)
    read: Reader = {
        ColumnType.DATE: read_date,
        ColumnType.TIMESTAMP: read_timestamp,
        ColumnType.INTEGER: read_integer,
        ColumnType.NUMBER: read_number,
        ColumnType.FLAG: read_flag,
        ColumnType.JSON: read_json,
        ColumnType.TEXT: lambda text: Reading(text),
    }[column.type]
    return lambda text: Reading() if text.strip(BLANKS).upper() in NULL_WORDS else read(text.strip(BLANKS))


# Dates -----------------------------------------------------------------------------------------------

_TIME = r"(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?: ?(Z|[+-]\d{2}:?\d{2}))?)?"
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + _TIME)
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})" + _TIME)
_MONTH_NAMED = re.compile(r"(\d{1,2})[-/. ]([A-Za-z]{3,9})[-/. ,]+(\d{4}|\d{2})" + _TIME)
_SERIAL = re.compile(r"(\d{5})(\.\d+)?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Two-digit years up to this one are of this century: leaves dates to come, keeps workers' births of the 1950s.
_LAST_SHORT_YEAR = 49
_EXCEL_DAY_0 = datetime(1899, 12, 30)
_EXCEL_DAYS = range(14_611, 73_051)  # 1940 to 2099


def read_timestamp(text: str) -> Reading:
    """Day first, always; a text that is a date only month first is refused, never guessed."""
    named = _MONTH_NAMED.fullmatch(text)
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day, short = int(match[1]), int(match[2]), int(match[3]), False
    elif match := _DAY_FIRST.fullmatch(text):
        day, month, year, short = int(match[1]), int(match[2]), int(match[3]), len(match[3]) == 2
    elif named and named[2][:3].lower() in _MONTHS:
        match = named
        month = _MONTHS.index(named[2][:3].lower()) + 1
        day, year, short = int(named[1]), int(named[3]), len(named[3]) == 2
    elif (serial := _SERIAL.fullmatch(text)) and int(serial[1]) in _EXCEL_DAYS:
        moment = _EXCEL_DAY_0 + timedelta(days=float(text))
        return Reading(moment.replace(microsecond=0), repaired=True)
    else:
        return Reading(rule="not_a_date", message="not a date: write it as 31/12/2024 or 2024-12-31")
    if short:
        year += 2000 if year <= _LAST_SHORT_YEAR else 1900
    try:
        hour, minute, second = (int(match[n] or 0) for n in (4, 5, 6))
        moment = datetime(year, month, day, hour, minute, second)
    except ValueError:
        if month > 12 and 1 <= day <= 12:
            return Reading(rule="month_first_date", message="a date only if the month came first; write the day first")
        return Reading(rule="not_a_date", message="not a day of the calendar")
    return Reading(None if moment.date() == NO_DATE else moment, repaired=short)


def read_date(text: str) -> Reading:
    reading = read_timestamp(text)
    if reading.value is None:
        return reading
    return Reading(reading.value.date(), repaired=reading.repaired)


# Numbers and flags -----------------------------------------------------------------------------------

_NUMBER = re.compile(r"£? ?[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d*)?([eE][+-]?\d{1,2})?")


def read_number(text: str) -> Reading:
    number = float(text.replace(",", "").lstrip("£ ")) if _NUMBER.fullmatch(text) else inf
    return Reading(number) if isfinite(number) else Reading(rule="not_a_number", message="not a number")


def read_integer(text: str) -> Reading:
    reading = read_number(text)
    if reading.rule:
        return reading
    if reading.value != int(reading.value) or abs(reading.value) >= 2**31:
        return Reading(rule="not_a_whole_number", message="not a whole number")
    return Reading(int(reading.value))


_FLAGS = {"true": True, "t": True, "1": True, "y": True, "yes": True} | {
    "false": False, "f": False, "0": False, "n": False, "no": False
}  # fmt: skip


def read_flag(text: str) -> Reading:
    value = _FLAGS.get(text.casefold().removesuffix(".0"))
    return Reading(value) if value is not None else Reading(rule="not_a_flag", message="neither yes nor no")


def read_json(text: str) -> Reading:
    """Valid JSON as it stands, without free-text keys; a list in single quotes is mended."""
    repaired = False
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        try:
            value, repaired = json.loads(text.replace("'", '"')), True
        except (ValueError, RecursionError):
            return Reading(rule="not_json", message="not valid JSON")
    if isinstance(value, dict) and any(key.upper() in FREE_TEXT_KEYS for key in value):
        value = {key: item for key, item in value.items() if key.upper() not in FREE_TEXT_KEYS}
        return Reading(json.dumps(value, ensure_ascii=False), repaired=repaired)
    return Reading(json.dumps(value, ensure_ascii=False) if repaired else text, repaired=repaired)


# Codes -----------------------------------------------------------------------------------------------

_LETTER_PREFIX = re.compile(r"^[A-Za-z]{1,2}\)\s*")
_LEADING_TOKEN = re.compile(r"^([A-Za-z0-9_]+)(?=(\s*[:=(–-]|\s|$))(\s*[:=(–-])?")
_BRACKETED = re.compile(r"\s*\([^)]*\)\s*$")


def fold(text: str) -> str:
    """A text for comparing: plain quotes, single blanks, any case."""
    return " ".join(text.replace("’", "'").replace("‘", "'").replace("–", "-").split()).casefold()


@lru_cache
def _meanings(name: str) -> dict[str, str]:
    """Every folded text that means a code of the list `name`, most binding first: codes, words, labels, aliases."""
    own = code_lists.ALL[name]
    meanings = {fold(code.code): code.maps_to or code.code for code in own.codes.values()}
    for word, stands_for in _WORDS.get(name, {}).items():
        meanings.setdefault(fold(word), stands_for)
    for code in own.codes.values():
        meanings.setdefault(fold(code.label), code.maps_to or code.code)
    short = [fold(_BRACKETED.sub("", code.label)) for code in own.codes.values()]
    for label, code in zip(short, own.codes.values(), strict=True):
        if short.count(label) == 1:
            meanings.setdefault(label, code.maps_to or code.code)
    for alias in ALIASES.get(name, ()):
        for text, stands_for in _meanings(alias).items():
            if stands_for in own.codes or stands_for in {c.maps_to for c in own.codes.values()}:
                meanings.setdefault(text, stands_for)
    return meanings


_WORDS: dict[str, dict[str, str]] = tomllib.loads((files("sightline.dataset") / "code_words.toml").read_text("utf-8"))


def read_code(text: str, name: str, meanings: dict[str, str], local: dict[str, str]) -> Reading:
    """
    The code that a cell means: itself, behind a letter ('q) 6: Police'), before a text ('N1 - Neglect'), by its
    label, or by a word of the authority's own. Unknown to a closed list: set aside; to an open one: kept.
    """
    codes: CodeList = code_lists.ALL[name]
    for candidate, repaired in _candidates(text):
        code = local.get(candidate, meanings.get(candidate))
        if code is not None:
            return Reading(code or None, repaired=repaired)
    if text.upper() in NULL_WORDS:
        return Reading()
    if codes.closed:
        return Reading(rule="unknown_code", message=f"not in the list '{codes.title}'")
    return Reading(text, unlisted=True)


def _candidates(text: str) -> list[tuple[str, bool]]:
    """Folded texts to look up, most literal first, with whether taking it is a repair."""
    bare = _LETTER_PREFIX.sub("", text)
    found = [(fold(text), False), (fold(bare), False)]
    if re.fullmatch(r"\d+\.0+", bare):
        found.append((bare.split(".")[0], True))
    if token := _LEADING_TOKEN.match(bare):
        # A single letter leads a text only before a colon or a dash: 'A lone parent' is no code A.
        if len(token[1]) > 1 or token[1].isdigit() or token[3]:
            found.append((fold(token[1]), False))
        if token[3]:
            found.append((fold(bare[token.end() :]), False))
    found.append((fold(_BRACKETED.sub("", bare)), False))
    return found
