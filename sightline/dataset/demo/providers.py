"""The register of homes and agencies that the made-up authority's children are placed with, and of its own homes."""

from datetime import date

import numpy as np
import pyarrow as pa

from sightline.dataset.demo.arrow import dates, make, whole, words
from sightline.dataset.demo.clock import NEVER, Clock, day_number, to_date
from sightline.dataset.demo.draw import Rng
from sightline.dataset.demo.levels import LOCALITIES

# Numbers of providers: the placements draw from them.
HOMES = 320_000 + np.arange(60) * 37
AGENCIES = 410_000 + np.arange(25) * 91
OWN_FOSTERING = 402_000
OWN_HOMES = 22  # of HOMES, those in our area
OTHER_LOCAL_HOMES = 340_000 + np.arange(17) * 41  # in our area, none of our children placed

TYPES = ("CHILDRENS_HOME", "FOSTERING_AGENCY", "LA_FOSTERING")
GRADES = ("GOOD", "RI", "INADEQUATE", "OUTSTANDING", None)
GOOD, RI, INADEQUATE, OUTSTANDING, NOT_YET = range(5)
# WB 38: homes in the county; WB 36 and 37: three quarters of the providers used, and nearly all the children placed
# elsewhere than with own foster carers, with a good or outstanding one. The own fostering required improvement.
IN_COUNTY = {GOOD: 24, RI: 12, INADEQUATE: 1, NOT_YET: 2}
ELSEWHERE = {GOOD: 24, OUTSTANDING: 7, RI: 7}
OF_AGENCIES = {GOOD: 20, OUTSTANDING: 4, RI: 1}
SECTORS = ("PRIVATE", "VOLUNTARY", "LA")
NAMES = ("Alder", "Ash", "Beech", "Birch", "Cedar", "Elder", "Elm", "Fir", "Hazel", "Holly", "Larch", "Lime", "Maple",
         "Oak", "Pine", "Rowan", "Willow", "Yew")  # fmt: skip
HOUSES = ("House", "Lodge", "Cottage", "View", "Court")
PARTS = ("Castle", "Quay", "Moor", "Vale", "Priory", "Bridge", "Heath")


def provider_table(clock: Clock, rng: Rng) -> pa.Table:
    """ext_provider: the register of each 31 March; inspected once a year, the grade now and then another one before."""
    urn = np.concatenate([HOMES, OTHER_LOCAL_HOMES, AGENCIES, [OWN_FOSTERING]])
    n, homes, local = len(urn), len(HOMES), len(OTHER_LOCAL_HOMES)
    kind = np.repeat([0, 1, 2], [homes + local, len(AGENCIES), 1])
    in_county = np.zeros(n, bool)
    in_county[rng.permutation(homes)[:OWN_HOMES]] = True
    in_county[homes : homes + local] = True
    in_county[-1] = True
    grade = np.full(n, RI)
    for where, shares in ((in_county & (kind == 0), IN_COUNTY), (~in_county & (kind == 0), ELSEWHERE),
                          (kind == 1, OF_AGENCIES)):  # fmt: skip
        dealt = np.repeat(list(shares), list(shares.values()))
        grade[where] = rng.permutation(np.resize(dealt, int(where.sum())))
    sector = np.where(kind == 2, 2, (rng.random(n) < 0.08).astype(int))
    registers = _registers(clock)
    registered = day_number(date(2004, 1, 1)) + rng.integers(0, 3000, n)
    registered = np.where(grade == NOT_YET, registers[-1] - rng.integers(20, 150, n), registered)
    places = np.where(kind == 0, rng.integers(2, 9, n), rng.integers(20, 300, n))
    seats, day = np.meshgrid(np.arange(n), registers)
    seat, listed = seats.ravel(), day.ravel()
    fits = registered[seat] <= listed
    seat, listed = seat[fits], listed[fits]
    rows = len(seat)
    inspected = np.where(grade[seat] == NOT_YET, NEVER, listed - rng.integers(5, 330, rows))
    latest = listed == registers[-1]
    other = np.where(grade[seat] == GOOD, RI, GOOD)
    same = latest | (rng.random(rows) < 0.8) | (grade[seat] == NOT_YET) | (kind[seat] == 2)
    then = np.where(same, grade[seat], other)
    interim = np.where((kind[seat] == 0) & (rng.random(rows) < 0.7), inspected + rng.integers(60, 150, rows), NEVER)
    names = [f"{a} {b}" for b in HOUSES for a in NAMES] + ["Our own foster carers"]
    wards = [f"{place} {part}" for place in LOCALITIES for part in PARTS]
    own = seat == n - 1
    return make(
        "ext_provider",
        urn=pa.array([f"SC{u}" for u in urn[seat]]),
        listed_on=dates(listed),
        setting_name=words(names, np.where(own, len(names) - 1, seat % (len(names) - 1))),
        ward=words(wards, rng.integers(0, len(wards), n)[seat], where=in_county[seat] & ~own),
        provider_type=words(TYPES, kind[seat]),
        provider_subtype=words(("Children's home",), np.zeros(rows, np.int64), where=kind[seat] == 0),
        sector=words(SECTORS, sector[seat]),
        in_county=words(("N", "Y"), in_county[seat].astype(int)),
        registration_date=dates(registered[seat]),
        max_users=whole(places[seat]),
        full_inspection_date=dates(inspected),
        overall_effectiveness=words(GRADES, then),
        interim_inspection_date=dates(interim, until=clock.as_at),
        interim_result=words(
            ("Improved effectiveness", "Sustained effectiveness", "Declined in effectiveness"),
            rng.choice(3, rows, p=(0.3, 0.6, 0.1)),
            where=interim <= clock.as_at,
        ),
    )


def _registers(clock: Clock) -> np.ndarray:
    """Every 31 March of the demo's years up to the as-at date."""
    first, last = to_date(clock.opens).year, to_date(clock.as_at).year
    days = [day_number(date(year, 3, 31)) for year in range(first, last + 1)]
    return np.array([day for day in days if day <= clock.as_at])
