"""
Caseloads as they stand: children for each full-time worker, by worker of a team or by team of a larger unit, with the
rule that made each full-time equivalent and who is not counted.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sightline.engine.worklists import Holder, Post, State, Worklists
from sightline.judgement.targets import TargetInForce, target_on
from sightline.judgement.words import printed_number
from sightline.measures import arithmetic
from sightline.measures.allocation import NEWLY_QUALIFIED_SHARE
from sightline.measures.catalogue import measure_called
from sightline.measures.subjects.caseload import MANAGERS
from sightline.measures.windows import Month
from sightline.pages.children import names_of_workers
from sightline.pages.organisation import Unit, UnitKind, parts_of
from sightline.pages.reading import Reading
from sightline.pages.worklists import children_held, in_unit, in_words, with_capital, worklists_of

AVERAGE = "caseload_average"
# The bars reach to here at least, so that those of different teams can be held beside each other.
SCALE = 30


@dataclass(frozen=True)
class Load:
    """
    One worker's or one unit's load. `rule` says why the full-time equivalent counts as it does, where it differs;
    `each` is children for each full-time worker, None where nothing counts.
    """

    key: str
    name: str
    about: str
    fte: Fraction
    adjusted: Fraction
    rule: str
    children: int
    overdue: int
    this_week: int

    @property
    def each(self) -> Fraction | None:
        return Fraction(self.children) / self.adjusted if self.adjusted else None


@dataclass(frozen=True)
class Caseload:
    """
    The loads of a unit's parts (each a `part`: worker, team or locality) and of the unit.

    `scale` is where the bars end; `average` is the whole authority's.
    """

    part: str
    rows: tuple[Load, ...]
    total: Load
    without_worker: int
    not_counted: tuple[str, ...]
    average: Fraction | None
    aim: TargetInForce | None
    scale: int

    @property
    def by_worker(self) -> bool:
        return self.part == "worker"

    @property
    def aim_words(self) -> str:
        return "" if self.aim is None else self.aim.words(measure_called(AVERAGE).unit)

    @property
    def line(self) -> Fraction | None:
        """Where the line in the bars stands: the aim, else the authority's average."""
        return self.average if self.aim is None else arithmetic.exact(self.aim.target.value)

    @property
    def line_words(self) -> str:
        if self.aim is not None:
            return f"aim: {self.aim_words}"
        return "" if self.average is None else f"line: average of all, {printed_number(self.average, 1)}"

    @property
    def counted(self) -> list[Load]:
        return [row for row in self.rows if row.each is not None]

    @property
    def finding(self) -> str:
        """`Five of six workers are off the aim of under 20`, or how many are above the authority's average."""
        one, many = self.part, f"{self.part}s" if self.part != "locality" else "localities"
        if not self.counted or self.line is None:
            return "Caseloads"
        off = [row for row in self.counted if row.each is not None and self._is_over(row.each)]
        over = f"over the aim of {self.aim_words}" if self.aim is not None else "over the average of all"
        if not off:
            return f"No {one} is {over}"
        of = f"{with_capital(in_words(len(off)))} of {in_words(len(self.counted))}"
        return f"{of} {many} {'is' if len(off) == 1 else 'are'} {over}"

    def _is_over(self, each: Fraction) -> bool:
        if self.aim is not None:
            return not self.aim.is_met(each)
        return self.average is not None and each > self.average

    @property
    def spread(self) -> tuple[Fraction, Fraction] | None:
        each = [row.each for row in self.rows if row.each is not None]
        return (min(each), max(each)) if len(each) > 1 else None


def caseload_of(reading: Reading, unit: Unit) -> Caseload:
    """The loads of a team's workers, or of a larger unit's teams. Workers are for those who manage them."""
    return reading.remembered(("caseload", unit.key), lambda: _made(reading, unit))


def _made(reading: Reading, unit: Unit) -> Caseload:
    lists = worklists_of(reading)
    held = children_held(lists, unit)
    posts = [post for post in lists.posts if in_unit(unit, post)]
    by_worker = unit.kind in (UnitKind.TEAM, UnitKind.WORKER)
    rows = _by_worker(reading, lists, unit, held, posts) if by_worker else _by_part(reading, lists, unit)
    day = reading.as_at
    target = target_on(AVERAGE, reading.settings, day)
    average = reading.figure(
        measure_called(AVERAGE), measure_called(AVERAGE).windows[0], Month.of(day), reading.organisation.whole
    )
    loads = [row.each for row in rows if row.each is not None]
    return Caseload(
        part="worker" if by_worker else parts_of(unit, reading.organisation)[0].words,
        rows=tuple(rows),
        total=_load(lists, unit.key, unit.name, "", held, posts, [unit]),
        without_worker=sum(h.worker_id is None for h in held),
        not_counted=_not_counted(posts),
        average=None if average is None or average.value is None else Fraction(average.value),
        aim=target,
        scale=max(SCALE, *(10 * (int(each) // 10 + 1) for each in loads)) if loads else SCALE,
    )


def _load(
    lists: Worklists, key: str, name: str, about: str, held: Sequence[Holder], posts: Iterable[Post],
    units: Sequence[Unit], rule: str = "",
) -> Load:  # fmt: skip
    posts = list(posts)
    mine = [due for due in lists.waiting if any(in_unit(unit, due) for unit in units)]
    states = Counter(lists.state_of(due) for due in mine)
    return Load(
        key=key,
        name=name,
        about=about,
        fte=_sum(post.fte for post in posts),
        adjusted=_sum(post.adjusted_fte for post in posts),
        rule=rule,
        children=len(held),
        overdue=states[State.OVERDUE],
        this_week=states[State.TODAY] + states[State.THIS_WEEK],
    )


def _sum(amounts: Iterable[float]) -> Fraction:
    # A full-time equivalent is a sum of hundredths; binary noise past the sixth decimal is no part of it.
    return sum((arithmetic.exact(round(amount, 6)) for amount in amounts), Fraction(0))


def _by_worker(
    reading: Reading, lists: Worklists, unit: Unit, held: Sequence[Holder], posts: Sequence[Post]
) -> list[Load]:
    names = names_of_workers(reading)
    children: dict[str, list[Holder]] = defaultdict(list)
    for holder in held:
        if holder.worker_id is not None:
            children[holder.worker_id].append(holder)
    of_worker: dict[str, list[Post]] = defaultdict(list)
    for post in posts:
        of_worker[post.worker_id].append(post)
    workers = set(children) | {worker for worker, own in of_worker.items() if any(post.adjusted_fte for post in own)}
    dues: dict[str, Counter[State]] = defaultdict(Counter)
    for due in lists.waiting:
        if due.worker_id in workers and in_unit(unit, due):
            dues[due.worker_id][lists.state_of(due)] += 1
    rows = [
        Load(
            key=f"worker.{worker}",
            name=names.get(worker, worker),
            about=_role(of_worker[worker], lists.job_titles.get(worker, "")),
            fte=_sum(post.fte for post in of_worker[worker]),
            adjusted=_sum(post.adjusted_fte for post in of_worker[worker]),
            rule=_rule(of_worker[worker]),
            children=len(children[worker]),
            overdue=dues[worker][State.OVERDUE],
            this_week=dues[worker][State.TODAY] + dues[worker][State.THIS_WEEK],
        )
        for worker in workers
    ]
    return sorted(rows, key=lambda row: (-(row.each or 0), -row.children, row.name))


def _by_part(reading: Reading, lists: Worklists, unit: Unit) -> list[Load]:
    _kind, parts = parts_of(unit, reading.organisation)
    rows = []
    for part in parts:
        held = children_held(lists, part)
        posts = [post for post in lists.posts if post.team in part.teams]
        if held or any(post.adjusted_fte for post in posts):
            rows.append(_load(lists, part.key, part.name, "", held, posts, [part]))
    return sorted(rows, key=lambda row: (-(row.each or 0), row.name))


def _role(posts: Sequence[Post], job_title: str) -> str:
    """`Social worker, agency`; what the records call the post where there is one, else the job title."""
    if not posts:
        return job_title or "no post on record in this team"
    post = max(posts, key=lambda one: one.fte)
    words = "Newly qualified (ASYE)" if post.is_newly_qualified else with_capital(post.post.replace("_", " "))
    if post.agency == "Agency":
        words += ", agency"
    return words + (", part-time" if post.fte < 1 else "")


def _rule(posts: Sequence[Post]) -> str:
    """Why a full-time equivalent counts as another: `1.0 counts as 0.6`."""
    fte, adjusted = _sum(post.fte for post in posts), _sum(post.adjusted_fte for post in posts)
    if fte == adjusted:
        return ""
    if all(post.is_absent for post in posts):
        return "on long-term leave, not counted"
    return f"{printed_number(fte, 1)} counts as {printed_number(adjusted, 1)}"


def _not_counted(posts: Sequence[Post]) -> tuple[str, ...]:
    """Who is in post and carries nothing in the average, in words. Why somebody is away is not told."""
    managers = [post for post in posts if post.post in MANAGERS and not post.adjusted_fte]
    others = [post for post in posts if post.post not in MANAGERS and not post.adjusted_fte and not post.is_absent]
    away = [post for post in posts if post.is_absent and post.post not in MANAGERS]
    found = []
    if managers:
        kinds = " and ".join(sorted({post.post.replace("_", " ") for post in managers}, reverse=True))
        found.append(f"{kinds} (they hold no cases)")
    for kind in sorted({post.post for post in others}):
        fte = _sum(post.fte for post in others if post.post == kind)
        why = " (counts only in Permanency & Transition)" if kind == "family_practitioner" else ""
        found.append(f"{printed_number(fte, 1)} {kind.replace('_', ' ')}{why}")
    if away:
        found.append(f"{printed_number(_sum(post.fte for post in away), 1)} on long-term leave")
    if any(post.is_newly_qualified and post.adjusted_fte for post in posts):
        found.append(f"the other {100 - int(NEWLY_QUALIFIED_SHARE * 100)}% of newly qualified workers")
    return tuple(found)
