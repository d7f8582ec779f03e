"""
The pages that a browser opens in tests: who opens them, where they are, what they are.

Every page of the application has its line here: axe, the keyboard, 320 pixels, forced colours, paper and no scripts are
tried on all of them (`test_every_page.py`). `NOBODY` is a reader who has not signed in.
"""

from dataclasses import dataclass

NOBODY = ""


@dataclass(frozen=True)
class Visit:
    """One page as one person sees it. `path` may hold `{child}`, `{team}` and `{worker}` of the made-up authority."""

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
)
PEOPLE = (
    Visit(NOBODY, "/sign-in/"),
    Visit("director", "/account/"),
    Visit("director", "/account/second-factor/"),
    Visit("governance", "/audit/"),
)
DESIGN = (Visit(NOBODY, "/design/"),)

PAGES: tuple[Visit, ...] = (*HELP, *PEOPLE, *DESIGN)

# Pages that answer with an error of their own: the path and its status.
REFUSED = (
    (Visit("director", "/nowhere/"), 404),
    (Visit("member", "/audit/"), 403),
)
