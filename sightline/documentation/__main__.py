"""`python -m sightline.documentation [--check]`: writes the reference pages, or says which are not current."""

import sys

from sightline.documentation.pages import REPOSITORY, pages, stale, write


def main(arguments: list[str]) -> int:
    """The exit code: 1 where pages are not current, 2 for another argument than --check."""
    if arguments not in ([], ["--check"]):
        sys.stderr.write("Use 'python -m sightline.documentation' to write the pages, or add --check.\n")
        return 2
    made = pages(REPOSITORY)
    old = stale(REPOSITORY, made)
    if arguments:
        if old:
            sys.stderr.write(f"Not current: {', '.join(old)}. Run 'make docs' and commit what it writes.\n")
        return 1 if old else 0
    write(REPOSITORY, made)
    sys.stderr.write(f"{len(made)} pages, {len(old)} of them changed.\n")
    return 0


sys.exit(main(sys.argv[1:]))
