"""`python -m sightline.dataset.demo [as-at date]`: the first made-up authority's levels against their targets."""

import sys
import time
from datetime import date

from sightline.dataset.demo.authority import authority
from sightline.dataset.demo.measured import as_text, measured_levels


def main() -> None:
    as_at = date.fromisoformat(sys.argv[1]) if len(sys.argv) > 1 else date(2017, 6, 30)
    began = time.perf_counter()
    made = authority(0, seed=1, as_at=as_at)
    took = time.perf_counter() - began
    sys.stdout.write(f"{made.name}, as at {as_at}: made in {took:.1f} s\n\n")
    for name, table in made.tables.items():
        sys.stdout.write(f"{name:32} {table.num_rows:9,}\n")
    sys.stdout.write(f"{'all tables':32} {sum(t.num_rows for t in made.tables.values()):9,}\n\n")
    sys.stdout.write(as_text(measured_levels(made)) + "\n")


if __name__ == "__main__":
    main()
