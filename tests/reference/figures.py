"""A measure's figure: its parts counted fact by fact, divided once at the end."""

from fractions import Fraction

from reference import subjects
from reference.dates import month_end, month_of, months_of
from reference.measures import MEASURES, Measure
from reference.records import Records, Row

# Codes of what is counted, not of residents: a rate of one is on all residents.
OWN_CODES = ("outcome", "source", "primary_need", "closure_reason", "timeliness", "time_band", "category_of_abuse",
             "legal_status", "placement_type", "placements", "placements_in_year", "end_reason", "case_type",
             "allocated_to", "last_visit", "why_ended", "missing_type", "provider_type", "provider_grade")  # fmt: skip
AVERAGED = ("quarter", "ytd", "rolling12")
AGE_BANDS = {
    "standard": {"Under 1": 0, "1-4": 4, "5-9": 9, "10-15": 15},
    "looked_after": {"Under 1": 0, "1-5": 5, "6-10": 10, "11-15": 15},
    "under_five": {"Under 5": 4},
    "care_leavers": {"Under 16": 15, "16": 16, "17": 17, "18": 18, "19": 19, "20": 20, "21": 21},
}
OLDEST = {"under_five": "5 and over", "care_leavers": "22 and over"}
UNKNOWN = {("sex", "U"), ("gender", "U"), ("source", "10"), ("ethnicity_group", "Unknown"), ("disability", "Unknown"),
           ("uasc", "Unknown")}  # fmt: skip
Members = tuple[str | None, ...]
Month = tuple[int, int]


def figure(
    measure_id: str, records: Records, period: str, window: str, by: tuple[str, ...] = ()
) -> dict[Members, tuple[Fraction, Fraction | None, Fraction | None]]:
    """
    {members: (numerator, denominator, value)} of a measure for the window that ends with the month `period`.

    Members are codes; None is unknown. Only members with something in the numerator or denominator are there.
    """
    measure = MEASURES[measure_id]
    last = (int(period[:4]), int(period[5:7]))
    months = months_of(window, last)
    tops = _counted(records, measure, months, window, by)
    belows = _below(records, measure, months, window, by)
    ignored = OWN_CODES if measure.over == "residents" else measure.ignores
    kept = [name for name in by if name not in ignored]

    def divided(members: Members):
        top = tops.get(members, Fraction(0))
        if belows is None:
            return top, None, _projected(top, window, months)
        key = tuple(member for name, member in zip(by, members, strict=True) if name in kept)
        below = belows.get(key)
        if not below:
            return top, below, None
        annualised = measure.over == "residents" and not measure.is_snapshot and window in ("month", "projected")
        top_of_year = top * 12 / len(months) if annualised else top
        return top, below, top_of_year / below * measure.per

    found = {members for members, top in tops.items() if top}
    if isinstance(measure.over, str) or kept != list(by) or belows is None:
        return {members: divided(members) for members in found}
    return {members: divided(members) for members in found | {m for m, below in belows.items() if below}}


def _projected(top: Fraction, window: str, months: list[Month]) -> Fraction:
    return top * 12 / len(months) if window == "projected" else top


def _counted(records, measure: Measure, months, window, by) -> dict[Members, Fraction]:
    return _amounts(records, measure.subject, measure.counted, measure.what, months, window, by, measure)


def _below(records, measure: Measure, months, window, by) -> dict[Members, Fraction] | None:
    if measure.over is None:
        return None
    if measure.over == "residents":
        # The estimate of the last month; residents are known by authority alone.
        cut = tuple(name for name in by if name not in OWN_CODES)
        if set(cut) - {"authority"}:
            return {}
        youngest, oldest = measure.ages
        young = lambda f: youngest <= f["age"] <= oldest  # noqa: E731
        return _amounts(records, subjects.residents, young, "residents", months[-1:], "snapshot", cut, measure)
    kept = tuple(name for name in by if name not in measure.ignores)
    subject, what = measure.over_subject or measure.subject, measure.over_what or measure.what
    return _amounts(records, subject, measure.over, what, months, window, kept, measure)


def _amounts(records, subject, condition, what, months, window, by, measure: Measure) -> dict[Members, Fraction]:
    """The count by members: a snapshot's last month (or mean of months), an event's sum of months."""
    by_month: dict[Month, dict[Members, list[Row]]] = {month: {} for month in months}
    is_snapshot = subject in (subjects.residents, subjects.posts) or measure.is_snapshot
    averaged = is_snapshot and window in AVERAGED
    used = months if averaged or not is_snapshot else months[-1:]
    for month in used:
        for fact in _facts(records, subject, month, is_snapshot):
            if condition(fact):
                members = tuple(_member(fact, name, measure.bands) for name in by)
                by_month[month].setdefault(members, []).append(fact)
    found: dict[Members, Fraction] = {}
    for members in {members for of_month in by_month.values() for members in of_month}:
        parts = [by_month[month].get(members, []) for month in used]
        if what == "children in the period":
            found[members] = Fraction(len({fact["child"] for part in parts for fact in part}))
        else:
            found[members] = sum((_amount(part, what) for part in parts), Fraction(0))
        if averaged:
            found[members] /= len(used)
    return found


def _amount(facts: list[Row], what: str) -> Fraction:
    if what == "rows":
        return Fraction(len(facts))
    if what == "children":
        return Fraction(len({fact["child"] for fact in facts}))
    return sum((Fraction(str(fact[what])) for fact in facts), Fraction(0))


def _facts(records: Records, subject, month: Month, is_snapshot: bool) -> list[Row]:
    """The subject's facts of a month up to the as-at date, with what they may be cut by; worked out once."""
    key = (subject, month if is_snapshot else None)
    if key not in records.kept:
        day = min(month_end(month), records.as_at)
        made = subject(records, day) if is_snapshot else subject(records)
        made = [fact for fact in made if fact["day"] is not None and fact["day"] <= records.as_at]
        records.kept[key] = [_described(records, fact) for fact in made]
        if not is_snapshot:
            of_month: dict[Month, list[Row]] = {}
            for fact in records.kept[key]:
                of_month.setdefault(month_of(fact["day"]), []).append(fact)
            records.kept[key] = of_month
    return records.kept[key] if is_snapshot else records.kept[key].get(month, [])


def _described(records: Records, fact: Row) -> Row:
    authority = fact["child"][0] if "child" in fact else fact["la"]
    place = records.place(authority, fact.get("team"), fact["day"])
    child = fact.get("child")
    about = {**records.described(child, fact["day"]), **records.home(child, fact["day"])} if child else {}
    return {**about, **fact, **place, "authority": authority}


def _member(fact: Row, name: str, bands: str) -> str | None:
    if name != "age_band":
        # A code that says 'unknown' is the same as none.
        member = fact.get(name)
        return None if (name, member) in UNKNOWN else member
    age = fact["age"]
    if age is None:
        return None
    if age < 0:
        return "Unborn"
    named = AGE_BANDS[bands].items()
    return next((band for band, highest in named if age <= highest), OLDEST.get(bands, "16 and over"))
