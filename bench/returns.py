"""
Statutory returns of any size, made up in arrays, and what their rules take.

    python -m bench.returns ssda903 84000      all rules of the newest set, in seconds and MB
    python -m bench.returns cin 400000
"""

import json
import resource
import subprocess
import sys
import time

import numpy as np
import pyarrow as pa

from sightline.dataset import code_lists
from sightline.returns.check import Checked, check
from sightline.returns.schema import SSDA903, return_called
from sightline.returns.submission import FILE, LINE, Submission

SEED = 1948
_START = np.datetime64("2026-04-01")
_NOT_FLAGS = frozenset(["CHILD", "DOB", "SDQ_SCORE", "SDQ_REASON"])


class World:
    """Random columns of one return. Dates are written the way the return writes them."""

    def __init__(self, name: str, children: int):
        self.of = return_called(name)
        self.random = np.random.default_rng(SEED)
        self.start = _START if self.of is SSDA903 else np.datetime64("2025-04-01")
        self.ids = np.array([f"C{n:07}" for n in range(children)])
        days = np.arange("1990-01-01", "2040-01-01", dtype="datetime64[D]")
        written = np.datetime_as_string(days)
        if self.of is SSDA903:
            written = np.array([f"{d[8:]}/{d[5:7]}/{d[:4]}" for d in written])
        self._first, self._written = days[0], written

    def days(self, days: np.ndarray, blank: float = 0.0) -> pa.Array:
        """Days as text, a share of them blank."""
        texts = self._written[(days - self._first).astype(int)].astype(object)
        return pa.array(np.where(self.random.random(len(days)) < blank, "", texts), pa.string())

    def codes(self, name: str, count: int, blank: float = 0.0, but: str = "") -> pa.Array:
        known = np.array([c for c in code_lists.ALL[name].codes if c not in but.split()], dtype=object)
        chosen = known[self.random.integers(0, len(known), count)]
        return pa.array(np.where(self.random.random(count) < blank, "", chosen), pa.string())

    def rows_per_child(self, mean: float) -> np.ndarray:
        """Positions of the children that rows belong to, in order."""
        return np.repeat(np.arange(len(self.ids)), self.random.poisson(mean, len(self.ids)))

    def some(self, share: float) -> np.ndarray:
        return np.flatnonzero(self.random.random(len(self.ids)) < share)

    def before(self, count: int, least: int, most: int) -> np.ndarray:
        """Days before the year's start; negative numbers are days after it."""
        return self.start - self.random.integers(least, most, count).astype("timedelta64[D]")

    def table(self, cells: dict[str, pa.Array], count: int) -> pa.Table:
        return pa.table(
            {
                "case": pa.array(np.zeros(count, dtype="int64")),
                "row": pa.array(np.arange(count)),
                FILE: pa.array(["made up"] * count, pa.string()),
                LINE: pa.array(np.arange(count) + 2),
                **cells,
            }
        )


def ssda903(children: int) -> Submission:
    """A looked-after return: careers of following episodes, with some of everything else."""
    w = World("ssda903", children)
    born = w.before(children, 300, 6400)
    tables: dict[str, pa.Table] = {}

    def add(name: str, of: np.ndarray, **cells: pa.Array) -> None:
        own = {"CHILD": pa.array(w.ids[of])}
        if name not in ("Header", "Episodes"):
            own["DOB"] = pa.array(np.asarray(written)[of])
        tables[name] = w.table({**own, **cells}, len(of))

    written = w.days(born).to_pylist()
    everyone = np.arange(children)
    add("Header", everyone, SEX=w.codes("sex", children, but="U"), DOB=pa.array(written),
        ETHNIC=w.codes("ethnicity", children), UPN=pa.array([f"A{n:012}" for n in range(children)]),
        MOTHER=pa.array(w.random.choice(["", "0", "1"], children)), MC_DOB=w.days(born, 0.99))  # fmt: skip
    of = np.sort(np.concatenate([everyone, w.rows_per_child(1.4)]))
    count = len(of)
    last = np.append(of[1:] != of[:-1], True)
    number = np.arange(count) - np.searchsorted(of, of)
    begun = w.before(children, -300, 1500)[of] + (number * 60).astype("timedelta64[D]")
    ended = begun + np.timedelta64(60, "D")
    ends = w.days(ended).to_pylist()
    open_still = last & (w.random.random(count) < 0.7)
    first = number == 0
    add("Episodes", of, DECOM=w.days(begun),
        RNE=pa.array(np.where(first, "S", np.array(w.codes("reason_new_episode", count, but="S").to_pylist()))),
        LS=w.codes("legal_status", count, but="D1"), CIN=w.codes("primary_need", count, but="N9 N0"),
        PLACE=w.codes("placement_type", count, but="H5 P2 Z1"), PLACE_PROVIDER=w.codes("placement_provider", count),
        DEC=pa.array(np.where(open_still, "", np.array(ends))),
        REC=pa.array(np.where(open_still, "", np.where(last, "E8", "X1"))),
        REASON_PLACE_CHANGE=w.codes("reason_place_change", count, 0.5),
        HOME_POST=pa.array(["AB1 1AA"] * count), PL_POST=pa.array(w.random.choice(["AB1 1AB", "CD2 2CD"], count)),
        URN=pa.array([f"SC{n:06}" for n in w.random.integers(0, 9000, count)]),
        PL_LA=pa.array(w.random.choice(["878", "879"], count)),
        PL_LOCATION=pa.array(w.random.choice(["IN", "OUT"], count)),
        PL_DISTANCE=pa.array(w.random.integers(0, 400, count).astype(str)))  # fmt: skip
    providers = 9000
    tables["provider_info"] = w.table(
        {"URN": pa.array([f"SC{n:06}" for n in range(providers)]), "LA_CODE": pa.array(["878"] * providers),
         "LA_NAME": pa.array(["Somewhere"] * providers), "PLACE_CODES": pa.array(["K2,U4,U6"] * providers),
         "PROVIDER_CODES": pa.array(["PR1,PR4"] * providers), "POSTCODE": pa.array(["AB1 1AB"] * providers),
         "REG_END": w.days(w.before(providers, -300, 2000), 0.9)}, providers)  # fmt: skip
    of = w.rows_per_child(2.2)
    add("Reviews", of, REVIEW=w.days(w.before(len(of), -360, 0), 0.01),
        REVIEW_CODE=w.codes("review_participation", len(of), 0.01))  # fmt: skip
    of = w.some(0.06)
    add("UASC", of, SEX=w.codes("sex", len(of)), DUC=w.days(w.before(len(of), -1500, 0), 0.5))
    of = w.some(0.7)
    flags = [c.name for c in w.of.tables["OC2"].columns if c.name not in _NOT_FLAGS]
    scored = w.random.integers(0, 41, len(of)).astype(str)
    add("OC2", of, SDQ_SCORE=pa.array(scored), SDQ_REASON=w.codes("sdq_reason", len(of), 0.9),
        **{f: w.codes("oc2_flag", len(of), 0.2) for f in flags})  # fmt: skip
    of = w.some(0.4)
    add("OC3", of, IN_TOUCH=w.codes("care_leaver_in_touch", len(of)), ACTIV=w.codes("care_leaver_activity", len(of)),
        ACCOM=pa.array(w.random.choice(["U1", "B1", "Z1", "0"], len(of))))  # fmt: skip
    of = w.some(0.04)
    add("AD1", of, DATE_INT=w.days(w.before(len(of), -200, 400)), DATE_MATCH=w.days(w.before(len(of), -300, 300)),
        FOSTER_CARE=w.codes("oc2_flag", len(of)), NB_ADOPTR=w.codes("adopter_number", len(of)),
        SEX_ADOPTR=w.codes("adopter_sex", len(of)), LS_ADOPTR=w.codes("adopter_legal_status", len(of)))  # fmt: skip
    of = w.some(0.06)
    add("PlacedAdoption", of, DATE_PLACED=w.days(w.before(len(of), -200, 400)),
        DATE_PLACED_CEASED=w.days(w.before(len(of), -300, 0), 0.8),
        REASON_PLACED_CEASED=w.codes("adoption_reversal_reason", len(of), 0.8))  # fmt: skip
    of = w.some(0.35)
    add("PrevPerm", of, PREV_PERM=w.codes("previous_permanence", len(of)), LA_PERM=pa.array(["878"] * len(of)),
        DATE_PERM=w.days(w.before(len(of), 300, 2000)))  # fmt: skip
    of = w.rows_per_child(0.9)
    gone = w.before(len(of), -360, 30)
    add("Missing", of, MISSING=w.codes("missing_type", len(of)), MIS_START=w.days(gone),
        MIS_END=w.days(gone + np.timedelta64(3, "D"), 0.02))  # fmt: skip
    of = w.rows_per_child(1.8)
    held = w.before(len(of), -360, 360)
    add("SWEpisodes", of, SW_ID=pa.array([f"SW{n}" for n in w.random.integers(1000, 9999, len(of))]),
        SW_DECOM=w.days(held), SW_DEC=w.days(held + np.timedelta64(90, "D"), 0.4),
        SW_REASON=w.codes("sw_change_reason", len(of)))  # fmt: skip
    of = w.some(0.02)
    held = w.before(len(of), -360, 100)
    add("DoLo", of, DOLO_START=w.days(held), DOLO_END=w.days(held + np.timedelta64(90, "D"), 0.5))
    tables |= {f"{name}_last": table for name, table in tables.items() if name != "provider_info"}
    return Submission(w.of, "made up", w.of.years[-1], w.of.years[-1], tables, (), "878", "csv")


def cin(children: int) -> Submission:
    """A census: episodes of need with their assessments, enquiries, plans and reviews."""
    w = World("cin", children)
    tables: dict[str, pa.Table] = {}

    def add(name: str, of: np.ndarray, **cells: pa.Array) -> None:
        tables[name] = w.table({"LAchildID": pa.array(w.ids[of]), **cells}, len(of))

    everyone = np.arange(children)
    tables["Header"] = w.table({"Collection": pa.array(["CIN"]), "Year": pa.array(["2026"]),
                                "ReferenceDate": pa.array(["2026-03-31"]), "LEA": pa.array(["878"])}, 1)  # fmt: skip
    add("ChildIdentifiers", everyone, UPN=pa.array([f"A878{n:09}" for n in everyone]),
        FormerUPN=pa.nulls(children, pa.string()),
        UPNunknown=w.codes("upn_unknown_cin", children, 0.9), Sex=w.codes("sex", children),
        PersonBirthDate=w.days(w.before(children, 0, 6400), 0.02),
        ExpectedPersonBirthDate=w.days(w.before(children, -300, 0), 0.98),
        PersonDeathDate=w.days(w.before(children, -300, 0), 0.999))  # fmt: skip
    add("ChildCharacteristics", everyone, Ethnicity=w.codes("ethnicity", children))
    of = np.concatenate([everyone, w.some(0.1)])
    add("Disabilities", of, Disability=w.codes("disability", len(of)))
    of = np.sort(np.concatenate([everyone, w.rows_per_child(0.6)]))
    episodes = of
    count = len(of)
    number = pa.array((np.arange(count) - np.searchsorted(of, of) + 1).astype(str))
    numbers = np.array(number.to_pylist(), dtype=object)
    referred = w.before(count, -360, 300)
    add("CINdetails", of, CINdetailsID=number, CINreferralDate=w.days(referred),
        ReferralSource=w.codes("referral_source", count), PrimaryNeedCode=w.codes("primary_need", count),
        CINclosureDate=w.days(referred + np.timedelta64(200, "D"), 0.5),
        ReasonForClosure=w.codes("closure_reason", count, 0.5), DateOfInitialCPC=w.days(referred, 0.98),
        ReferralNFA=pa.array(w.random.choice(["false", "false", "false", "true"], count)))  # fmt: skip

    def below(share: float) -> tuple[np.ndarray, dict[str, pa.Array], np.ndarray]:
        at = np.flatnonzero(w.random.random(count) < share)
        return episodes[at], {"CINdetailsID": pa.array(numbers[at])}, referred[at]

    of, key, since = below(0.75)
    factors = [f"{a}|{b}" for a, b in zip(w.codes("assessment_factor", len(of)).to_pylist(),
                                          w.codes("assessment_factor", len(of)).to_pylist(), strict=True)]  # fmt: skip
    ones = pa.array(["1"] * len(of))
    add("Assessments", of, **key, AssessmentID=ones, AssessmentActualStartDate=w.days(since),
        AssessmentAuthorisationDate=w.days(since + np.timedelta64(40, "D"), 0.1),
        AssessmentFactors=pa.array(factors))  # fmt: skip
    twice = np.repeat(np.arange(len(of)), 2)
    add("AssessmentFactorsList", of[twice], CINdetailsID=key["CINdetailsID"].take(pa.array(twice)),
        AssessmentID=pa.array(["1"] * len(twice)),
        AssessmentFactors=pa.array([f for pair in factors for f in pair.split("|")]))  # fmt: skip
    of, key, since = below(0.3)
    add("CINplanDates", of, **key, CINPlanStartDate=w.days(since + np.timedelta64(45, "D")),
        CINPlanEndDate=w.days(since + np.timedelta64(150, "D"), 0.4))  # fmt: skip
    of, key, since = below(0.35)
    add("Section47", of, **key, S47ActualStartDate=w.days(since),
        InitialCPCtarget=w.days(since + np.timedelta64(21, "D")),
        DateOfInitialCPC=w.days(since + np.timedelta64(18, "D"), 0.6),
        ICPCnotRequired=pa.array(w.random.choice(["true", "false"], len(of))))  # fmt: skip
    of, key, since = below(0.12)
    plan = {**key, "CPPID": pa.array(["1"] * len(of))}
    add("ChildProtectionPlans", of, **plan, CPPstartDate=w.days(since + np.timedelta64(18, "D")),
        CPPendDate=w.days(since + np.timedelta64(300, "D"), 0.5),
        InitialCategoryOfAbuse=w.codes("category_of_abuse", len(of)),
        LatestCategoryOfAbuse=w.codes("category_of_abuse", len(of)),
        NumberOfPreviousCPP=pa.array(w.random.integers(0, 3, len(of)).astype(str)))  # fmt: skip
    add("Reviews", of, **plan, CPPreviewDate=w.days(since + np.timedelta64(100, "D")))
    return Submission(w.of, "made up", 2026, 2026, tables, (), "878", "xml")


def measured(name: str, children: int) -> dict[str, float | int | str]:
    """What checking a return of so many children takes, the making of the return left out."""
    submission = ssda903(children) if name == "ssda903" else cin(children)
    made = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    since = time.perf_counter()
    checked: Checked = check(submission)
    return {
        "return": name,
        "children": children,
        "rows": sum(t.num_rows for t in submission.tables.values()),
        "rules": len(checked.outcomes),
        "not_run": len(checked.not_run),
        "failures": checked.failures,
        "seconds": round(time.perf_counter() - since, 2),
        "made_mb": made,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


# One authority and England: its looked-after children and care leavers, and its children in need of a year.
SIZES = (("ssda903", 600), ("ssda903", 84_000), ("cin", 3_000), ("cin", 400_000))


def results() -> list[dict[str, float | int | str]]:
    """Each size measured in a process of its own, so that its peak memory is its own."""
    found = []
    for name, children in SIZES:
        run = [sys.executable, "-m", "bench.returns", name, str(children)]
        found.append(json.loads(subprocess.run(run, capture_output=True, text=True, check=True).stdout))
    return found


def page(found: list[dict[str, float | int | str]]) -> list[str]:
    """The results as the reader sees them."""
    lines = [
        "",
        "## The statutory returns",
        "",
        "Every rule of the newest set, on made-up returns with last year's beside them; a process each, compiling the",
        "rules included, reading the files not. Goals: the SSDA903 of England under 20 s, its CIN census under 60 s,",
        "under 4 GB, linear; one authority under 2 s.",
        "",
        "| return | children | rows | rules | not run | failures | seconds | MB, making the return included |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    return lines + [
        f"| {r['return']} | {r['children']:,} | {r['rows']:,} | {r['rules']} | {r['not_run']} | {r['failures']:,} "
        f"| {r['seconds']:.1f} | {r['peak_mb']:,} |"
        for r in found
    ]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measured(sys.argv[1], int(sys.argv[2]))) + "\n")
