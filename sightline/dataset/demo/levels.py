"""
The levels the made-up authority is drawn to, in one place: numbers and the table each comes from.

The numbers are those of a county's published performance workbook (WB n: its table n; docs/conventions.md).
A series is monthly and ends in the demo's latest whole month, whatever the as-at date: what was printed for
June 2017 is what the demo shows last. Before the printed months a level follows `Path.before`, knots of
(months before the latest, level), and flows follow the school year besides.
"""

from dataclasses import dataclass, field

import numpy as np

PRINTED = 13  # months, June 2016 to June 2017

# Flows before the printed months: how busy each calendar month is, January first. Schools are shut in August
# and at Christmas; new terms bring referrals.
SEASON = np.array([1.03, 0.97, 1.10, 0.95, 1.06, 1.08, 1.09, 0.84, 0.98, 1.07, 1.04, 0.79])


@dataclass(frozen=True)
class Path:
    """
    One level by month: the thirteen printed months, and knots before them.

    `seasonal`: before the printed months the level moves with the school year.
    """

    source: str
    printed: tuple[float, ...]
    before: tuple[tuple[int, float], ...]
    seasonal: bool = False

    def __post_init__(self):
        if len(self.printed) != PRINTED:
            raise ValueError(f"{self.source}: {len(self.printed)} months are given, {PRINTED} are needed.")

    def monthly(self, months_before: np.ndarray, calendar_month: np.ndarray) -> np.ndarray:
        """The level of each month, given how many months before the latest it lies (0: the latest) and its 1-12."""
        knots = sorted(self.before, reverse=True)
        xs = np.array([-k for k, _ in knots] + [-(PRINTED - 1)], float)
        last = self.printed[0] if not self.seasonal else knots[-1][1]
        ys = np.array([v for _, v in knots] + [last], float)
        level = np.interp(-months_before.astype(float), xs, ys)
        if self.seasonal:
            level = level * SEASON[calendar_month - 1]
        printed = np.array(self.printed[::-1], float)
        inside = months_before < PRINTED
        level[inside] = printed[np.clip(months_before[inside], 0, PRINTED - 1)]
        return level


def _flow(source: str, printed: tuple[float, ...], *before: tuple[int, float]) -> Path:
    return Path(source, printed, before, seasonal=True)


def _stock(source: str, printed: tuple[float, ...], *before: tuple[int, float]) -> Path:
    return Path(source, printed, before)


# fmt: off
CONTACTS = _flow("WB 4", (1315, 1436, 1234, 1142, 1185, 1147, 906, 1013, 903, 1017, 882, 1153, 1306),
                 (13, 1250), (40, 1200), (90, 1050))
FORWARDED = _flow("WB 4", (522, 651, 503, 387, 356, 361, 336, 403, 391, 446, 313, 452, 477),
                  (13, 500), (40, 500), (90, 440))
REFERRALS = _flow("WB 7; before: scorecard RA 1", (486, 542, 590, 442, 345, 357, 395, 356, 377, 506, 284, 528, 436),
                  (13, 570), (27, 575), (40, 545), (90, 480))
TO_ASSESSMENT = _flow("WB 7", (427, 463, 538, 391, 309, 321, 360, 295, 338, 454, 252, 483, 404),
                      (13, 505), (27, 505), (40, 480), (90, 425))
REREFERRED = _flow("WB 7, children", (115, 106, 137, 97, 100, 89, 98, 92, 95, 128, 62, 106, 94),
                   (13, 125), (27, 125), (40, 118), (90, 100))
ASSESSMENTS = _flow("WB 11", (492, 506, 515, 405, 394, 392, 426, 431, 453, 510, 288, 496, 491),
                    (13, 640), (27, 640), (40, 560), (90, 490))
STRATEGY = _flow("WB 16", (196, 187, 131, 139, 115, 174, 123, 161, 191, 219, 159, 267, 237),
                 (13, 250), (40, 230), (90, 200))
S47_STARTED = _flow("WB 18, enquiries ended, a little before they end",
                    (138, 116, 92, 80, 88, 122, 100, 118, 140, 128, 115, 150, 125),
                    (13, 172), (40, 160), (90, 130))
CONFERENCES = _flow("WB 20", (35, 48, 63, 51, 17, 58, 51, 49, 70, 72, 38, 79, 79),
                    (13, 84), (20, 101), (40, 90), (90, 70))
TO_PLAN = _flow("WB 21", (32, 42, 57, 41, 15, 47, 43, 38, 55, 71, 33, 67, 70),
                (13, 72), (20, 84), (40, 74), (90, 58))
PLANS = _stock("WB 22; before: scorecard CPP 2", (603, 513, 533, 477, 418, 406, 396, 392, 419, 442, 427, 461, 494),
               (13, 640), (15, 714), (27, 640), (40, 540), (90, 480))
LOOKED_AFTER = _stock("WB 26", (708, 718, 711, 710, 703, 704, 700, 696, 690, 684, 696, 684, 690),
                      (15, 710), (40, 705), (90, 680))
CIN_OPEN = _stock("WB 8, less finance only; before: scorecard CIN 3",
                  (2813, 2827, 2734, 2662, 2512, 2456, 2486, 2446, 2372, 2440, 2426, 2457, 2477),
                  (15, 3050), (27, 3150), (40, 2950), (90, 2700))
FINANCE_ONLY = _stock("WB 8", (248, 256, 257, 252, 311, 275, 275, 274, 275, 305, 288, 295, 286), (40, 240), (90, 180))
ICS_FINANCE_ONLY = _stock("WB 8", (985, 985, 1039, 1046, 1092, 1099, 1099, 1125, 1135, 1162, 1166, 1185, 1171),
                          (40, 700), (90, 420))
# fmt: on
CLA_STARTED = 26  # a month; WB 33: 72 children started since 1 April and are still looked after

# Shares by month, the latest last (percentages printed for the same thirteen months).
CLOSED_AT_ASSESSMENT = (57.8, 48.5, 47.8, 52.4, 51.5, 39.7, 45.8, 40.6, 42.2, 35.7, 51.0, 40.9, 33.7)  # WB 12
VISITED_IN_SIX_WEEKS = (84.3, 84.1, 89.0, 89.0, 92.3, 89.1, 86.9, 90.4, 89.6, 89.3, 94.7, 94.0, 97.4)  # WB 30
CONFERENCE_LATE = (6, 22, 24, 2, 15, 18, 13, 9, 14, 23, 11, 17, 37.5)  # WB 20, of those with an enquiry
CONFERENCE_NO_S47 = (2, 2, 5, 2, 4, 8, 4, 3, 11, 2, 3, 2, 7)  # WB 20, children
ENDED_WITHIN_3M = (12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 16.7, 6.1, 34.2)  # WB 24; before: census headlines
SW_CHANGED = (27.7, 27.5, 18.1, 30.0, 32.1, 25.0, 24.4, 23.5, 32.6, 22.0, 32.0, 12.0, 17.0)  # WB 45
CP_VISITS_IN_LINE = (78, 78.2, 93.8, 72.2, 83.3, 73.9, 64.7, 62.5, 81.3, 69.6, 71.4, 76.1, 80.8)  # WB 43

# Working days from start to authorisation (WB 14): within 10, 11-25, 26-45, over 45.
BANDS_LAST_YEAR = (9.5, 26.0, 54.0, 10.5)
BANDS_LATEST = (9.3, 24.3, 49.3, 17.1)

# WB 27 (example W250): children looked after by age band, boys then girls.
CLA_AGE_BANDS = ((0, 0), (1, 5), (6, 10), (11, 15), (16, 17))
CLA_BOYS = (21, 44, 87, 156, 101)
CLA_GIRLS = (8, 38, 51, 105, 79)
# WB 28 lost its values; "about 70% a year or more" survives. Months in care: upper bound, share.
TIME_IN_CARE = ((1.5, 0.055), (6, 0.130), (12, 0.115), (24, 0.190), (48, 0.220), (190, 0.290))
# IRU figure 3 (31 March 2017): care orders 67, section 20 24, placement orders 10, of which interim about a tenth.
LEGAL_MIX = {"C2": 0.560, "C1": 0.105, "V2": 0.235, "E1": 0.090, "L2": 0.004, "J1": 0.006}
THREE_OR_MORE_PLACEMENTS = 0.102  # children, 12 months
THREE_OR_MORE_MOVES_SINCE_APRIL = 19  # children, WB 32
UASC_SHARE = 0.051
CARE_LEAVERS = 428  # WB 9, Permanency & Transition
DISABLED_SERVICE = 280  # WB 9, children in need
PRIVATE_FOSTERING = 37  # WB 40

REPEAT_PLAN_EVER = 0.255  # scorecard CPP 4: 24.7; quarter one: 26.9
REPEAT_PLAN_2YR = 0.14  # WB 23
S47_NOT_SUBSTANTIATED, S47_CONTINUING = 0.238, 0.543  # WB 19
STRATEGY_OUTCOMES = {"further_strategy_discussion": 93, "section_17_assessment": 154, "no_further_action": 186}  # WB 17

# What became of referrals that did not go to assessment (WB 6; scorecard RA 3).
OTHER_OUTCOMES = {"nfa": 0.42, "ics": 0.37, "private_fostering": 0.15, "housing": 0.04, "court_report": 0.02}


@dataclass(frozen=True)
class TeamLevel:
    """One team of docs/demo.md: code, name, service area, locality, adjusted FTE and open cases."""

    code: str
    name: str
    service_area: str
    locality: str | None
    fte: float = 0.0
    cases: int = 0


IR, CF, PT = "Initial Response", "Children & Families", "Permanency & Transition"
DCS, PF, FO, OTHER = "Disabled Children's Service", "Private Fostering", "Finance Only cases", "Ad-hoc or Others"
ICS_FO = "ICS Finance Only cases"
LOCALITIES = ("Exmere", "Mid & East", "North", "South")


def _teams() -> tuple[TeamLevel, ...]:
    letters = dict(zip("XMNS", LOCALITIES, strict=True))
    rows: list[TeamLevel] = []
    for letter, fte, cases in zip("XMNS", (5.2, 6.0, 7.0, 7.2), (112, 199, 188, 236), strict=True):
        place = letters[letter]
        rows.append(TeamLevel(f"IRC{letter}1", f"Initial Response {place}", IR, place, fte, cases))
    families = {
        "X": ((4.6, 80), (5.2, 97), (6.9, 126), (7.8, 108)),
        "M": ((4.6, 67), (7.6, 120), (5.6, 81), (6.6, 109)),
        "N": ((0.0, 0), (5.8, 134), (5.2, 114), (5.6, 116)),
        "S": ((7.6, 139), (5.8, 129), (6.8, 127), (7.4, 143)),
    }
    for letter, numbers in families.items():
        for i, (fte, cases) in enumerate(numbers, 1):
            place = letters[letter]
            rows.append(TeamLevel(f"CFC{letter}{i}", f"Children & Families {place} {i}", CF, place, fte, cases))
    for letter, fte, cases in zip("XMNS", (12.5, 9.0, 10.2, 10.8), (234, 142, 205, 221), strict=True):
        place = letters[letter]
        rows.append(TeamLevel(f"PTC{letter}1", f"Permanency & Transition {place}", PT, place, fte, cases))
    disabled = (
        ("ICCEMID", "East & Mid", "Mid & East", 4.3, 75),
        ("ICCEXETR", "Exmere", "Exmere", 5.0, 102),
        ("ICCNORTH", "North 1", "North", 1.7, 34),
        ("ICCNRTH2", "North 2", "North", 2.1, 18),
        ("ICCSWEST", "South 1", "South", 2.4, 29),
        ("ICCSWST2", "South 2", "South", 3.3, 83),
    )
    for code, name, place, fte, cases in disabled:
        rows.append(TeamLevel(code, f"Disabled Children {name}", DCS, place, fte, cases))
    rows.append(TeamLevel("PFC1", "Private Fostering", PF, None, 1.7, 37))
    rows.append(TeamLevel("FOC01", "Finance Only", FO, None, 0, 286))
    breaks: tuple[tuple[str, str, str | None, int], ...] = (
        ("ICSFREME", "Short Breaks Exmere, Mid & East", None, 560),
        ("ICSFRN", "Short Breaks North", "North", 230),
        ("ICSFRS", "Short Breaks South", "South", 381),
    )
    rows += [TeamLevel(code, name, ICS_FO, place, 0, cases) for code, name, place, cases in breaks]
    return tuple(rows)


TEAMS = _teams()
CLOSED_TEAM, ITS_SUCCESSOR = "CFCN1", "CFCN2"  # docs/demo.md: the fourth C&F North team, gone by June

POPULATION_LATEST, POPULATION_BEFORE = 143_555, 142_587  # 0-17, mid-2016 and mid-2015 (docs/conventions.md)


@dataclass(frozen=True)
class Scale:
    """
    How one authority differs from the printed one: `size` multiplies every count, the rest single rates.

    The first authority is the printed one: all ones.
    """

    size: float = 1.0
    contacts: float = 1.0
    referrals: float = 1.0
    protection: float = 1.0
    care: float = 1.0
    need: float = 1.0
    late: float = 1.0
    extra: dict[str, float] = field(default_factory=dict)

    def of(self, path: Path) -> float:
        """What to multiply a path by."""
        if path in (CONTACTS,):
            return self.size * self.contacts
        if path in (REFERRALS, TO_ASSESSMENT, REREFERRED, FORWARDED, ASSESSMENTS):
            return self.size * self.referrals
        if path in (STRATEGY, S47_STARTED, CONFERENCES, TO_PLAN, PLANS):
            return self.size * self.protection
        if path is LOOKED_AFTER:
            return self.size * self.care
        return self.size * self.need
