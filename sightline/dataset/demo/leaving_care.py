"""Care leavers and permanence."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sightline.dataset.demo.allocation import Held, team_on
from sightline.dataset.demo.arrow import dates, ids, make, whole, words, yes_no
from sightline.dataset.demo.care_tables import Care
from sightline.dataset.demo.clock import NEVER, age_on, day_number, to_date
from sightline.dataset.demo.draw import Rng, pick
from sightline.dataset.demo.entering_care import ADOPTED, GUARDIANSHIP
from sightline.dataset.demo.families import YEAR
from sightline.dataset.demo.organisation import ADVISER, SOCIAL_WORKER, Organisation
from sightline.dataset.demo.world import LEFT_CARE, World

ELIGIBLE = ("FORMER_RELEVANT", "RELEVANT", "QUALIFYING")
TOUCH = {"YES": 78, "NO": 12, "REFU": 6, "NREQ": 3, "RHOM": 1}
IN_WORK = ("F2", "F1", "P2", "F3", "P3", "F5", "P5", "F4")
ACTIVITIES = (*IN_WORK, "G4", "G5", "G6", "0")
HOMES = {"U": 34, "D": 16, "B": 15, "E": 9, "Z": 11, "T": 5, "K": 3, "X": 3, "S": 1.5, "W": 1, "V": 0.5, "Y": 1}
UNSUITABLE = ("X", "S", "W", "V")
SHARED_HOUSES = 0.05  # houses in multiple occupation, of those in touch: the case system knows, the return has no code
UNLISTED = 5  # care leavers whose case lies unallocated and who are not in the list
HISTORY = 36  # months of the list as earlier extracts told it


def leavers_tables(
    world: World, held: Held, keep: np.ndarray, org: Organisation, involvements: pa.Table, rng: Rng
) -> dict[str, pa.Table]:
    """
    ssd_care_leavers (today's position), ext_care_leaver_observation (birthdays and month ends), and ssd_involvements
    without those of the few whose case nobody holds.
    """
    e, p, periods, as_at = world.episodes, world.people, world.periods, world.clock.as_at
    left = np.full(p.n, NEVER)
    ended = np.flatnonzero(periods.end <= as_at)
    left[periods.person[ended]] = periods.end[ended]
    own = np.flatnonzero(keep & (e.kind == LEFT_CARE) & (e.close > as_at) & (p.period[e.person] < 0))
    few = max(1, round(UNLISTED * world.scale.size))
    unlisted, own = own[:few], own[few:]
    person = e.person[own]
    age = (as_at - p.dob[person]) / YEAR
    n = len(own)
    eligible = np.where(age < 18, 1, np.where(rng.random(n) < 0.06, 2, 0))
    touch, activity, home, suitable = _position(rng, n, as_at)
    home = _of_age(home, age)
    home = np.where((suitable == 0) & (rng.random(n) < SHARED_HOUSES), len(HOMES) + 1, home)
    known = touch == 0
    adviser = org.seat_for(np.full(n, org.team("LCA1")), rng.random(n), ADVISER)
    team = team_on(held, own, np.full(n, as_at))
    worker = org.seat_for(team, rng.random(n), SOCIAL_WORKER)
    contact = np.where(known, as_at - rng.integers(1, 60, n), as_at - rng.integers(70, 400, n))
    tables = {
        "ssd_care_leavers": make(
            "ssd_care_leavers",
            table_id=ids("CL", np.arange(n)),
            person_id=ids("P", person),
            care_leaver_eligibility=words(ELIGIBLE, eligible),
            care_leaver_in_touch=words(list(TOUCH), touch),
            care_leaver_latest_contact=dates(np.maximum(contact, left[person]), where=known | (rng.random(n) < 0.8)),
            care_leaver_accommodation=words((*HOMES, "R", "HMO"), np.where(known, home, len(HOMES))),
            care_leaver_accom_suitable=words(("1", "2"), suitable, where=known),
            care_leaver_activity=words(ACTIVITIES, np.where(known, activity, len(ACTIVITIES) - 1)),
            pathway_plan_review_date=dates(as_at - rng.integers(5, 200, n), where=rng.random(n) < 0.95),
            care_leaver_personal_advisor=ids("W", org.holder_on(adviser, np.full(n, as_at))),
            care_leaver_allocated_team=words([t.code for t in org.teams], team),
            care_leaver_worker_id=ids(
                "W", np.where(worker >= 0, org.holder_on(np.maximum(worker, 0), np.full(n, as_at)), -1)
            ),
        )
    }
    tables["ssd_care_leavers"] = pa.concat_tables([tables["ssd_care_leavers"], _still_looked_after(world, n)])
    tables["ext_care_leaver_observation"] = pa.concat_tables(
        [_observations(world, keep, left, rng), _earlier_extracts(world, keep, left, rng)]
    )
    tables["ssd_involvements"] = _unheld(involvements, e.person[unlisted], left)
    return tables


def _unheld(involvements: pa.Table, people: np.ndarray, left: np.ndarray) -> pa.Table:
    """The involvements with nobody for these care leavers since they left care (`left`: the day, by person)."""
    which = pc.index_in(involvements["invo_person_id"], value_set=ids("P", people)).combine_chunks()
    day = dates(left[people]).take(which)
    ends = pc.min_element_wise(involvements["invo_involvement_end_date"], day)
    ended = involvements.set_column(
        involvements.column_names.index("invo_involvement_end_date"), "invo_involvement_end_date", ends
    )
    since = pc.greater_equal(involvements["invo_involvement_start_date"], day)
    return ended.filter(pc.invert(pc.fill_null(since, False)))


def _still_looked_after(world: World, first: int) -> pa.Table:
    """Young people of 16 and 17 in the list who have not left care: eligible, and in neither cohort."""
    p, as_at = world.people, world.clock.as_at
    age = (as_at - p.dob) / YEAR
    people = np.flatnonzero((p.period >= 0) & (age >= 16) & (age < 18))
    people = people[world.periods.start[p.period[people]] < as_at - 91]
    # Nine in ten have a pathway plan, made or reviewed in the last half year; who has none follows from who they are.
    reviewed = as_at - 5 - (people * 37) % 170
    return make(
        "ssd_care_leavers",
        table_id=ids("CL", first + np.arange(len(people))),
        person_id=ids("P", people),
        care_leaver_eligibility=words(("ELIGIBLE",), np.zeros(len(people), np.int64)),
        pathway_plan_review_date=dates(reviewed, where=people % 10 > 0),
    )


def _earlier_extracts(world: World, keep: np.ndarray, left: np.ndarray, rng: Rng) -> pa.Table:
    """The list at the end of each earlier month, as the extract of that day told it; most say what they said before."""
    e, p, clock = world.episodes, world.people, world.clock
    own = np.flatnonzero(keep & (e.kind == LEFT_CARE))
    said = np.column_stack(_position(rng, len(own), clock.as_at))
    rows = []
    for month in np.flatnonzero((clock.before > 0) & (clock.before < HISTORY))[::-1]:
        end = int(clock.ends[month])
        anew = rng.random(len(own)) < 0.1
        said[anew] = np.column_stack(_position(rng, int(anew.sum()), end))
        here = (e.day[own] <= end) & (e.close[own] > end) & (left[e.person[own]] <= end)
        rows.append((e.person[own[here]], np.full(int(here.sum()), end), said[here]))
    person, day, position = (np.concatenate(part) for part in zip(*rows, strict=True))
    _, one = np.unique(person * (1 << 20) + day, return_index=True)
    person, day, position = person[one], day[one], position[one]
    touch, activity, home, suitable = position.T
    age = age_on(p.dob[person], day)
    home = _of_age(home, age)
    known = touch == 0
    return make(
        "ext_care_leaver_observation",
        person_id=ids("P", person),
        observed_on=dates(day),
        source=words(("ssd",), np.zeros(len(person), np.int64)),
        in_touch=words(list(TOUCH), touch),
        activity=words(ACTIVITIES, np.where(known, activity, len(ACTIVITIES) - 1)),
        accommodation=words((*HOMES, "R"), np.where(known, home, len(HOMES))),
        suitability=words(("1", "2"), suitable, where=known),
        eligibility=words(ELIGIBLE, (age < 18).astype(int)),
    )


def _position(rng: Rng, n: int, day: int) -> tuple[np.ndarray, ...]:
    touch = pick(rng, np.arange(len(TOUCH)), list(TOUCH.values()), n)
    # Training and employment were split in 2021/22 (F3 into F4 and F5).
    new = day >= day_number(to_date(0).replace(2021, 4, 1))
    shares = (12, 4, 3, 0, 0, 14, 6, 5) if new else (12, 4, 3, 18, 7, 0, 0, 0)
    activity = pick(rng, np.arange(len(ACTIVITIES) - 1), (*shares, 12, 26, 9), n)
    home = pick(rng, np.arange(len(HOMES)), list(HOMES.values()), n)
    bad = np.isin(home, [list(HOMES).index(h) for h in UNSUITABLE])
    suitable = (bad | (rng.random(n) < 0.04)).astype(int)
    return touch, activity, home, suitable


def _of_age(home: np.ndarray, age: np.ndarray) -> np.ndarray:
    """Where they live, by age: under 18 nobody lives in a foyer (T) or stays put with a former foster carer (Z)."""
    for_adults = np.isin(home, [list(HOMES).index(h) for h in ("T", "Z")])
    return np.where(for_adults & (age < 18), list(HOMES).index("B"), home)


def _observations(world: World, keep: np.ndarray, left: np.ndarray, rng: Rng) -> pa.Table:
    """What was known at each birthday from 17 to 21 since leaving care (the 903's question), kept as it was then."""
    e, p, clock = world.episodes, world.people, world.clock
    people = np.unique(e.person[keep & (e.kind == LEFT_CARE)])
    people = people[left[people] <= clock.as_at]
    rows = []
    for years in range(17, 22):
        born = p.dob[people].astype("datetime64[D]")
        month = born.astype("datetime64[M]")
        within = (born - month.astype("datetime64[D]")).astype(np.int64)
        day = (month + 12 * years).astype("datetime64[D]").astype(np.int64) + within
        fits = (day >= np.maximum(left[people] - 31, clock.opens)) & (day <= clock.as_at)
        rows.append((people[fits], day[fits]))
    person, day = (np.concatenate(x) for x in zip(*rows, strict=True))
    order = np.lexsort((day, person))
    person, day = person[order], day[order]
    n = len(person)
    touch, activity, home, suitable = _position(rng, n, 0)
    later = _position(rng, n, clock.as_at)[1]
    activity = np.where(day >= day_number(to_date(0).replace(2021, 4, 1)), later, activity)
    known = touch == 0
    age = age_on(p.dob[person], day)
    home = _of_age(home, age)
    return make(
        "ext_care_leaver_observation",
        person_id=ids("P", person),
        observed_on=dates(day),
        source=words(("s903",), np.zeros(n, np.int64)),
        in_touch=words(list(TOUCH), touch),
        activity=words(ACTIVITIES, np.where(known, activity, len(ACTIVITIES) - 1)),
        accommodation=words((*HOMES, "R"), np.where(known, home, len(HOMES))),
        suitability=words(("1", "2"), suitable, where=known),
        eligibility=words(ELIGIBLE, (age < 18).astype(int)),
    )


def _by_carer(care: Care, rows: np.ndarray) -> np.ndarray:
    """Whether each period of care ended in an adoption by the foster carers: a placement for it with them (A5)."""
    placements = care.tables["ssd_cla_placement"]
    with_carers = placements.filter(pc.equal(placements["clap_cla_placement_type"], "A5"))["clap_cla_id"]
    return pc.is_in(ids("LAC", rows), value_set=with_carers.combine_chunks()).to_numpy(zero_copy_only=False)


def permanence_table(world: World, care: Care, rng: Rng) -> pa.Table:
    """ssd_permanence: adoption and guardianship, done or under way (a placement order without an adoption yet)."""
    c, as_at = care.periods, world.clock.as_at
    under_way = c.stays & (care.ordered <= as_at)
    own = np.flatnonzero((c.reason == ADOPTED) | (c.reason == GUARDIANSHIP) | under_way)
    n = len(own)
    done, adopted = c.end[own] <= as_at, c.reason[own] == ADOPTED
    ordered, placed = care.ordered[own], care.placed[own]
    adopting = adopted | under_way[own]
    known = adopting & (ordered < NEVER)
    decision = np.maximum(np.where(known, ordered, c.start[own] + 60) - rng.integers(20, 60, n), c.start[own] + 14)
    waiting = ordered + rng.integers(60, 200, n)
    matched = np.where(adopted, placed - rng.integers(7, 15, n), waiting)
    matched = np.maximum(matched, np.where(known, ordered, 0) + 1)
    group = rng.random(n) < 0.35
    number = pick(rng, (0, 1, 2, 3), (14, 62, 14, 10), n)
    return make(
        "ssd_permanence",
        table_id=ids("PE", np.arange(n)),
        person_id=ids("P", c.person[own]),
        cla_id=ids("LAC", c.row[own]),
        adm_decision_date=dates(decision, where=adopting),
        part_of_sibling_group=yes_no(group),
        siblings_placed_together=whole(np.where(group, 2, 1)),
        siblings_placed_apart=whole((rng.random(n) < 0.2).astype(int)),
        placement_order_date=dates(ordered, where=known),
        matched_date=dates(matched, until=as_at, where=known),
        adopter_sex=words(("F1", "MF", "MM", "FF"), number, where=adopted),
        adopter_legal_status=words(("L0", "L11", "L12", "L2"), number, where=adopted),
        number_of_adopters=whole(np.where(number == 0, 1, 2), where=adopted),
        placed_for_adoption_date=dates(placed, where=adopted),
        adopted_by_carer_flag=yes_no(_by_carer(care, c.row[own]), where=adopted),
        placement_provider_urn=words(("SC402900", "SC402901"), np.arange(n) % 2, where=adopting),
        permanence_order_date=dates(c.end[own], where=done),
        permanence_order_type=words(("SGO", "ADOPTION"), adopted.astype(int), where=done),
    )
