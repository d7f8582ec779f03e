"""
The pages that a browser opens in tests: who opens them, where they are, what they are.

Every page of the application has its line here: axe, the keyboard, 320 pixels, forced colours, paper and no scripts are
tried on all of them (`test_every_page.py`). `NOBODY` is a reader who has not signed in.
"""

from dataclasses import dataclass

NOBODY = ""


@dataclass(frozen=True)
class Visit:
    """One page as one person sees it. `path` may hold `{child}`, `{team}`, `{worker}`: the demo team manager's."""

    who: str
    path: str

    def __str__(self) -> str:
        return f"{self.who or 'nobody'} {self.path}"


HELP = (
    Visit("member", "/help/"),
    Visit("director", "/help/definitions/?q=conference"),
    Visit("member", "/help/glossary/"),
    Visit("member", "/help/hidden/"),
    Visit("member", "/help/how-sure/"),
    Visit("manager", "/help/keyboard/"),
    Visit(NOBODY, "/help/privacy/"),
    Visit(NOBODY, "/help/accessibility/"),
    Visit(NOBODY, "/help/signing-in/"),
    Visit("director", "/find/?q=referrals"),
    Visit("director", "/find/?q=nothing+is+called+so"),
    Visit("member", "/help/caseloads/"),
)
PEOPLE = (
    Visit(NOBODY, "/sign-in/"),
    Visit("director", "/account/"),
    Visit("director", "/account/second-factor/"),
    Visit("governance", "/audit/"),
)
DESIGN = (Visit(NOBODY, "/design/"),)
FIGURES = (
    Visit("director", "/"),
    Visit("member", "/"),
    Visit("analyst", "/"),
    Visit("director", "/scorecard/"),
    Visit("head", "/scorecard/"),
    Visit("director", "/scorecard/?unit=locality.north&beside=locality.south"),
    Visit("member", "/reports/"),
    Visit("director", "/reports/dashboard/"),
    Visit("member", "/scorecard/?show=exceptions"),
    Visit("director", "/measures/?q=referred"),
    Visit("director", "/measure/rereferral_pct_children/"),
    Visit("member", "/measure/cla_snapshot/"),
    Visit("manager", "/team/"),
    Visit("director", "/unit/?unit=locality.north"),
    Visit("manager", "/unit/?unit={team}"),
)
CHILDREN = (
    Visit("manager", "/due/"),
    Visit("worker", "/due/"),
    Visit("director", "/due/?show=later"),
    Visit("manager", "/due/?show=done"),
    Visit("manager", "/due/today/"),
    Visit("manager", "/due/export/"),
    Visit("manager", "/unit/?unit={worker}"),
    Visit("director", "/records/"),
    Visit("manager", "/records/cin_total/"),
    Visit("manager", "/child/{child}/"),
)
MAPS = (
    Visit("director", "/map/"),
    Visit("member", "/map/?measure=cla_started_rate"),
    Visit("analyst", "/map/?measure=assessments_in_45wd_pct&by=district"),
)
COMMENTARY = (
    Visit("director", "/commentary/"),
    Visit("manager", "/commentary/rereferral_pct_children/"),
    Visit("analyst", "/commentary/icpc_in_15wd_excl_no_s47_pct/?unit=whole"),
    Visit("member", "/commentary/rereferral_pct_children/"),
    Visit("director", "/commentary/promised/"),
    Visit("director", "/annotations/"),
    Visit("director", "/published/sign-off/"),
    Visit("director", "/published/"),
)
ADMINISTRATION = (
    Visit("admin", "/administration/"),
    Visit("admin", "/administration/organisation/"),
    Visit("admin", "/administration/people/"),
    Visit("admin", "/administration/people/new/"),
    Visit("analyst", "/administration/targets/"),
    Visit("analyst", "/administration/imports/"),
    Visit("analyst", "/api/tokens/"),
)
QUALITY = (
    Visit("director", "/quality/"),
    Visit("manager", "/quality/check/visit_not_saying_seen/"),
    Visit("analyst", "/returns/"),
    Visit("director", "/returns/cin-2026/"),
    Visit("analyst", "/returns/cin-2026/rule/4220/"),
    Visit("manager", "/returns/ssda903-2026/report/"),
    Visit("manager", "/returns/cin-2026/download/"),
    Visit("director", "/returns/rules/?q=birth"),
)

PAGES: tuple[Visit, ...] = (
    *HELP, *PEOPLE, *DESIGN, *FIGURES, *CHILDREN, *MAPS, *COMMENTARY, *ADMINISTRATION, *QUALITY,
)  # fmt: skip

# Pages that answer with an error of their own: the path and its status.
REFUSED = (
    (Visit("director", "/nowhere/"), 404),
    (Visit("member", "/audit/"), 403),
    (Visit("manager", "/child/{other_child}/"), 403),
    (Visit("director", "/scorecard/?period=1066-10"), 400),
)
