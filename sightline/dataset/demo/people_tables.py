"""People, families, homes, disabilities and immigration statuses."""

import json

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sightline.dataset.demo.arrow import dates, ids, make, words, yes_no
from sightline.dataset.demo.clock import LONG_GONE, NEVER
from sightline.dataset.demo.draw import Rng, pick, repeat_each
from sightline.dataset.demo.families import YEAR
from sightline.dataset.demo.names import forenames, roads, surnames
from sightline.dataset.demo.postcodes import made_up, within_locality
from sightline.dataset.demo.world import NFA, World

# fmt: off
ETHNICITY = {
    "WBRI": 89.0, "WOTH": 2.6, "WROM": .5, "WIRT": .4, "WIRI": .3, "MWBC": .9, "MWBA": .6, "MWAS": .7, "MOTH": .9,
    "AIND": .3, "APKN": .2, "ABAN": .3, "AOTH": .5, "BAFR": .6, "BCRB": .2, "BOTH": .2, "CHNE": .2, "OOTH": .6,
    "REFU": .4, "NOBT": .6,
}
ASYLUM_ETHNICITY = {"AOTH": 35, "OOTH": 30, "BAFR": 30, "WOTH": 5}
DISABILITIES = ("LD", "AUT", "COMM", "BEH", "MOB", "PC", "INC", "CON", "HEAR", "VIS", "HAND", "DDA")
DISABILITY_SHARES = (28, 27, 12, 14, 8, 7, 3, 4, 2, 2, 1, 3)
# fmt: on
NATIONALITIES = ("Afghanistan", "Eritrea", "Iran", "Iraq", "Sudan", "Vietnam", "Albania")
DISABILITY_UNASKED = 0.3  # of those who were assessed; a case that goes further has an answer in the end
# A unique pupil number: a check letter, an authority (here one of those that are none), nine digits.
PSEUDO_AUTHORITY, CHECK_LETTERS = "005", "ABCDEFGHJKLMNPQRTUVWXYZ"


def person_table(world: World, used: np.ndarray, rng: Rng) -> pa.Table:
    """ssd_person. A child not yet born has an expected date, no birth date, and sex U."""
    p, as_at = world.people, world.clock.as_at
    people = np.flatnonzero(used)
    dob, family, uasc = p.dob[people], p.family[people], p.uasc[people] > 0
    unborn = dob > as_at
    codes = list(dict.fromkeys([*ETHNICITY, *ASYLUM_ETHNICITY]))
    by_family = pick(rng, np.arange(len(ETHNICITY)), list(ETHNICITY.values()), world.families.n)[family]
    seeking = pick(rng, [codes.index(c) for c in ASYLUM_ETHNICITY], list(ASYLUM_ETHNICITY.values()), len(people))
    sex = np.where(unborn, 2, p.sex[people])
    age = (as_at - dob) / YEAR
    has_upn = (age > 5) & ~uasc & (rng.random(len(people)) < 0.985)
    identity = np.where(rng.random(len(people)) < 0.0012, 3, sex)
    upn = pupil_numbers(people)
    return make(
        "ssd_person",
        legacy_id=ids("OLD", np.where(rng.random(len(people)) < 0.3, people, -1)),
        person_id=ids("P", people),
        upn=pc.if_else(pa.array(has_upn), upn, pa.scalar(None, pa.string())),
        forename=forenames(rng, p.sex[people]),
        surname=surnames(rng, family),
        sex=words(("M", "F", "U"), sex),
        gender=words(("M", "F", "U", "I"), identity),
        ethnicity=words(codes, np.where(uasc, seeking, by_family)),
        dob=dates(dob, where=~unborn),
        upn_unknown=words(("UN1", "UN2", "UN3"), np.where(age <= 5, 0, np.where(uasc, 1, 2)), where=~has_upn & ~unborn),
        send_flag=yes_no((p.disabled[people] > 0) & (age > 3) & (rng.random(len(people)) < 0.7)),
        expected_dob=dates(dob, where=unborn),
        death_date=dates(p.death[people]),
        nationality=words(NATIONALITIES, rng.integers(0, len(NATIONALITIES), len(people)), where=uasc),
    )


def pupil_numbers(people: np.ndarray) -> pa.Array:
    """A unique pupil number for each: of a pseudo-authority, with the check letter that its twelve digits ask for."""
    digits = np.char.zfill(people.astype(str), 9)
    digits = np.char.add(PSEUDO_AUTHORITY, digits)
    worth = sum((np.array([d[n] for d in digits], int) * (n + 2) for n in range(12)), np.zeros(len(people), int))
    letters = np.array(list(CHECK_LETTERS))[worth % len(CHECK_LETTERS)]
    return pa.array(np.char.add(letters, digits).tolist(), pa.string())


def family_table(world: World, used: np.ndarray) -> pa.Table:
    """ssd_family: each person in one family."""
    people = np.flatnonzero(used)
    return make("ssd_family", table_id=ids("FT", people), family_id=ids("FAM", world.people.family[people]),
                person_id=ids("P", people))  # fmt: skip


FAMILIES_LIVE, CHILDREN_ARE_PLACED = "13579", "2468"  # sectors of a postcode district


def postcodes(
    rng: Rng, count: int, *, inside: np.ndarray, sectors: str, locality: np.ndarray | None = None
) -> pa.Array:
    """Postcodes of no place, inside the authority or outside, in these sectors; each in its locality where told."""
    texts = made_up("QX", sectors) + made_up("QV", sectors)
    half = len(texts) // 2
    drawn = rng.integers(0, half, count)
    if locality is not None:
        drawn = within_locality(drawn, locality, half)
    return words(texts, drawn + np.where(inside, 0, half))


def address_table(world: World, used: np.ndarray, rng: Rng) -> pa.Table:
    """ssd_address: a family's homes, one after another, for each of its children."""
    p, clock = world.people, world.clock
    people = np.flatnonzero(used)
    families = world.families.n
    homes = 1 + (rng.random(families) < 0.32) + (rng.random(families) < 0.1)
    moved = rng.integers(clock.opens, clock.as_at + 1, (families, 2))
    moved.sort(axis=1)
    counts = homes[p.family[people]]
    counts = np.where(p.dob[people] > clock.as_at, 0, counts)
    owner, place = repeat_each(counts)
    family, dob = p.family[people][owner], p.dob[people][owner]
    edges = np.column_stack([np.full(families, -20000), moved, np.full(families, NEVER)])
    start = np.maximum(edges[family, place], dob)
    end = np.where(place == counts[owner] - 1, NEVER, edges[family, place + 1])
    lived = start < end
    owner, place, family, start, end = owner[lived], place[lived], family[lived], start[lived], end[lived]
    streets = [json.dumps({"HOUSE": str(1 + h), "STREET": road, "TOWN": town}, separators=(",", ":"))
               for town in ("Upper Lantern", "Nether Cobble", "Quillmarket", "Saltmarrow")
               for road in roads() for h in range(90)]  # fmt: skip
    per_town = len(streets) // 4
    key = (family * 7 + place * 13) % per_town + world.families.locality[family] * per_town
    codes = postcodes(rng, 3 * families, inside=np.ones(3 * families, bool), sectors=FAMILIES_LIVE,
                      locality=np.repeat(world.families.locality, 3))  # fmt: skip
    return make(
        "ssd_address",
        table_id=ids("AD", np.arange(len(owner))),
        person_id=ids("P", people[owner]),
        address_type=words(("Home",), np.zeros(len(owner), np.int64)),
        address_start_date=dates(start),
        address_end_date=dates(end),
        address_postcode=codes.take(pa.array(family * 3 + place)),
        address_json=words(streets, key),
    )


def disability_table(world: World, used: np.ndarray, rng: Rng) -> pa.Table:
    """ssd_disability: one row per disability; NONE where the question was asked and the answer was no."""
    p = world.people
    assessed = np.zeros(p.n, bool)
    assessed[world.episodes.person[world.episodes.assessed > 0]] = True
    known = np.flatnonzero(used & (assessed | (p.disabled > 0)) & (p.dob < world.clock.as_at))
    draw = rng.random(len(known))
    disabled = (p.disabled[known] > 0) | (draw < 0.075)
    further = np.zeros(p.n, bool)
    further[world.episodes.person[world.episodes.outcome != NFA]] = True
    asked = disabled | (draw > DISABILITY_UNASKED) | further[known]
    counts = np.where(disabled, 1 + (rng.random(len(known)) < 0.38), asked.astype(int))
    owner, place = repeat_each(counts)
    first = pick(rng, np.arange(len(DISABILITIES)), DISABILITY_SHARES, len(known))
    code = (first[owner] + place * 3) % len(DISABILITIES)
    code = np.where(disabled[owner], code, len(DISABILITIES))
    # Whose case went further without an assessment was asked too.
    rest = np.setdiff1d(np.flatnonzero(used & further & (p.dob <= world.clock.as_at)), known)
    person, code = np.concatenate([known[owner], rest]), np.append(code, np.full(len(rest), len(DISABILITIES)))
    return make("ssd_disability", table_id=ids("D", np.arange(len(person))), person_id=ids("P", person),
                disability_code=words((*DISABILITIES, "NONE"), code))  # fmt: skip


def immigration_table(world: World, keep: np.ndarray) -> pa.Table:
    """
    ssd_immigration_status: unaccompanied children whose care is in the window (`keep`: episodes).

    The status ends at 18, or when the child leaves care.
    """
    p, periods = world.people, world.periods
    cared = np.zeros(p.n, bool)
    cared[periods.person[keep[periods.episode]]] = True
    people = np.flatnonzero(cared & (p.uasc > 0))
    began = np.full(p.n, NEVER)
    np.minimum.at(began, periods.person, periods.start)
    left = np.full(p.n, LONG_GONE)
    np.maximum.at(left, periods.person, periods.end)
    ends = np.minimum(p.dob[people] + int(18 * YEAR), left[people])
    return make(
        "ssd_immigration_status",
        immigration_status_id=ids("IM", people),
        person_id=ids("P", people),
        immigration_status_start_date=dates(began[people]),
        immigration_status_end_date=dates(ends, until=world.clock.as_at),
        immigration_status=words(("UASC",), np.zeros(len(people), np.int64)),
    )
