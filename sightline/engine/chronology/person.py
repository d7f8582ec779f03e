"""Who the child is, what they are today, who holds them, and their brothers and sisters."""

from datetime import date

from sightline.clocks.holders import ALLOCATED
from sightline.engine.chronology.care import legal, legal_name
from sightline.engine.chronology.model import ChildFacts, Holder, Lane, Relative, Standing
from sightline.engine.chronology.need import YES
from sightline.engine.chronology.reading import Row
from sightline.engine.chronology.story import Story
from sightline.engine.chronology.words import NOT_RECORDED, in_words, label, lowered, sentence
from sightline.measures.spells import FOREVER

UNBORN_OR_UNKNOWN = "U"
LOOKED_AFTER, PROTECTION, IN_NEED = "Looked after", "Protection plan", "Child in need"


def age_on(born: date | None, day: date) -> int | None:
    """Age in whole years; None before birth or without a birth date."""
    if born is None or born > day:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def facts(story: Story) -> ChildFacts:
    """The child's facts in words."""
    person = story.person
    codes = [row["disability_code"] for row in story.rows.of("disability")]
    found = [label("disability", code) for code in codes if code != "NONE"]
    disability = ", ".join(found) if found else "none" if codes else NOT_RECORDED
    sex = "" if person["sex"] == UNBORN_OR_UNKNOWN else label("sex", person["sex"])
    gender = "" if person["gender"] in (None, UNBORN_OR_UNKNOWN) else label("gender_ssd", person["gender"])
    ethnicity = "" if person["ethnicity"] in ("NOBT", None) else label("ethnicity", person["ethnicity"])
    born, died = story.birth_date, story.death_date
    others = (("Nationality", person["nationality"]), ("Pupil number", person["upn"]))
    return ChildFacts(
        la_code=story.rows.la_code,
        person_id=story.rows.person_id,
        forename=person["forename"] or "",
        surname=person["surname"] or "",
        birth_date=born,
        is_unborn=born is not None and born > story.as_at,
        death_date=died,
        age=age_on(born, min(died, story.as_at) if died else story.as_at),
        sex=sex or NOT_RECORDED,
        gender=gender or NOT_RECORDED,
        ethnicity=ethnicity or NOT_RECORDED,
        disability=disability,
        others=tuple((name, value) for name, value in others if value),
    )


def holder(story: Story) -> Holder | None:
    """Who holds the case on the as-at date, else whose team held it last; None where nobody ever did."""
    placed = next(iter(story.rows.of("holders")), None)
    if placed is not None and placed["team_id"] is not None:
        held = story.held(story.as_at)
        since = held["start_date"] if held else placed["closed"]
        is_now = placed["how"] == ALLOCATED
        team = placed["team"] or story.team(placed["team_id"])
        return Holder(placed["team_id"], team, placed["worker_id"], story.worker(placed["worker_id"]), since, is_now)
    held = story.held(story.as_at)
    if held is None:
        return None
    return Holder(
        held["team_id"],
        story.team(held["team_id"]),
        held["worker_id"],
        story.worker(held["worker_id"]),
        held["start_date"],
    )


def relatives(story: Story) -> tuple[Relative, ...]:
    """Brothers and sisters known, the eldest first."""
    found = [
        Relative(
            row["person_id"],
            " ".join(part for part in (row["forename"], row["surname"]) if part),
            row["dob"] or row["expected_dob"],
        )
        for row in story.rows.of("relatives")
    ]
    return tuple(sorted(found, key=lambda one: (one.birth_date or date.max, one.person_id)))


def standings(story: Story) -> tuple[Standing, ...]:
    """What the child is on the as-at date, the highest help first; empty for a closed case."""
    day = story.as_at
    found = [
        Standing(LOOKED_AFTER, row["start_date"], _law(story))
        for row in story.rows.of("cla_periods")
        if row["start_date"] <= day < row["end_date"]
    ]
    plans = [s for s in story.spells if s.lane is Lane.PLANS and s.is_open_on(day)]
    found += [Standing(PROTECTION, s.start, s.label) for s in plans if s.kind == "protection"]
    found += [Standing("Child in need plan", s.start) for s in plans if s.kind == "in_need"]
    if not found:
        found += [
            Standing(IN_NEED, row["referral_date"], "open referral")
            for row in story.rows.of("cin_episodes")
            if _is_open(row, day)
        ]
    eligible = {row["care_leaver_eligibility"] for row in story.rows.of("care_leavers")} - {None, "NONE", "ELIGIBLE"}
    if eligible and not any(s.name == LOOKED_AFTER for s in found):
        held = story.held(day)
        said = lowered(label("care_leaver_eligibility", sorted(eligible)[0]).split(" (")[0])
        found.append(Standing("Care leaver", held["start_date"] if held else day, said))
    return tuple({s.name: s for s in reversed(found)}[name] for name in dict.fromkeys(s.name for s in found))


def _law(story: Story) -> str:
    day = story.as_at
    for row in reversed(legal(story)):
        start, end = row["legal_status_start_date"], row["legal_status_end_date"]
        if start is not None and start <= day and (end is None or day < end):
            return f"{lowered(legal_name(row['legal_status']))} since {in_words(start)}"
    return ""


def _is_open(row: Row, day: date) -> bool:
    start, end = row["referral_date"], row["close_date"]
    return row["referral_nfa"] != YES and start is not None and start <= day and (end is None or day < end)


def tell(story: Story) -> None:
    """Birth, death, and who held the case."""
    person = story.person
    if story.birth_date is not None and (person["dob"] is not None or story.birth_date <= story.as_at):
        story.happened(story.birth_date, "Born" if person["dob"] else "Expected to be born")
    if story.death_date is not None:
        story.happened(story.death_date, "Died")
    why = {row["involvement_start_date"]: row["worker_change_reason"] for row in story.rows.of("involvements")}
    held = sorted(story.rows.of("allocation"), key=lambda row: row["start_date"])
    for before, row in zip([None, *held], held, strict=False):
        start, end = row["start_date"], None if row["end_date"] == FOREVER else row["end_date"]
        worker, team = story.worker(row["worker_id"]), story.team(row["team_id"])
        story.spell(Lane.WORKER, start, end, worker or team or "Allocated", "worker" if worker else "team")
        reason = lowered(label("sw_change_reason", why.get(start)))
        if before is not None and before["end_date"] == start:
            from_whom = story.worker(before["worker_id"]) or story.team(before["team_id"]) or "nobody named"
            what = "Change of worker" if before["worker_id"] != row["worker_id"] else "Change of team"
            story.happened(start, what, sentence(f"{from_whom} to {worker or team}", reason), team)
        else:
            story.happened(start, "Allocated", sentence(worker or team, reason), team)
        follows = any(other["start_date"] == end for other in held)
        if end is not None and not follows:
            story.happened(end, "Allocation ended", worker or team, team, after=start)
