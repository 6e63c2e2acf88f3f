"""`python -m bench.proofs.side FOLDER`: the product that Python finds first, measured as it is told by standard input.

A line in is one measurement, as JSON; a line out is what it found. It ends with its input.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from bench.costs import Figures
from bench.measure import Bench
from bench.plan import MANY, PRODUCT
from bench.stack.contenders import running_stack
from bench.stack.world import settle

NEAR_HIGHEST = 5_000.0
"""Messages a second, from where the search begins: it is the same for both sides."""


def main() -> None:
    """Start the product, warm it up, and measure."""
    folder, seconds = Path(sys.argv[1]), float(sys.argv[2])
    with running_stack(folder, workers=1) as stack:
        bench = Bench(stack, seconds)
        for _ in range(2):
            bench.sends(PRODUCT, 64, MANY)
        bench.delivery(PRODUCT, 100, 1.0)
        print("ready", flush=True)
        for line in sys.stdin:
            found = _measure(bench, seconds, **json.loads(line))
            # Or PostgreSQL would tidy up by itself while the other side is measured.
            settle(stack.contenders[PRODUCT].database_url)
            print(json.dumps(found), flush=True)


def _measure(bench: Bench, seconds: float, what: str, **told: int) -> Figures:
    match what:
        case "sends":
            return bench.sends(PRODUCT, told["clients"], told["conversations"])
        case "delivery":
            return bench.delivery(PRODUCT, told["rate"], seconds)
        case _:
            return bench.highest_rate(PRODUCT, NEAR_HIGHEST)


if __name__ == "__main__":
    main()
