"""The one family of errors that a person is shown: what is wrong, where, and what to do."""

from collections.abc import Iterable
from difflib import get_close_matches


class SightlineError(Exception):
    """
    Something a person must put right. The message is shown as it stands, without a traceback.

    `exit_code` is what the command line ends with: 1 for bad data, 2 for bad usage.
    """

    exit_code = 1


class BadInput(SightlineError):
    """A file, sheet, row or value that can't be trusted, with the place where it stands."""

    def __init__(
        self,
        message: str,
        *,
        file: str | None = None,
        sheet: str | None = None,
        row: int | None = None,
        column: str | None = None,
        value: str | None = None,
    ):
        self.message, self.sheet, self.column, self.value = message, sheet, column, value
        places = [
            file,
            f"sheet '{sheet}'" if sheet else None,
            f"row {row}" if row else None,
            f"column '{column}'" if column else None,
            f"value '{value[:60]}'" if value else None,
        ]
        place = ", ".join(p for p in places if p)
        super().__init__(f"{place}: {message}" if place else message)

    def at(self, *, file: str, row: int) -> "BadInput":
        """The same error with the file and row that its value stands in."""
        return BadInput(self.message, file=file, sheet=self.sheet, row=row, column=self.column, value=self.value)


class BadUsage(SightlineError):
    """A command or a call that asks for something that does not exist."""

    exit_code = 2


class BadSettings(BadUsage):
    """A `sightline.toml` that can't be understood."""


class BadDeclaration(SightlineError):
    """A table, measure or report that contradicts itself; raised when it is declared."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """` Did you mean 'x'?`, or nothing when nothing known is near."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f" Did you mean '{near[0]}'?" if near else ""
