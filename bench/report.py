"""The results as Markdown."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from bench.plan import (
    BARS,
    CEILING,
    HIGHEST,
    POOL_SIZES,
    PRODUCT,
    RATES,
    SEND_CELLS,
    SENDERS,
    SERVERS,
    Bar,
    Round,
    rate_name,
)
from bench.statistic import Spread, paired_ratios, spread

Form = Callable[[float], str]

_NAMES = {
    "product": "Stonechat",
    "drizzle": "peer, Drizzle",
    "prepared": "peer, prepared statement",
    "pgbench": "limit, pgbench",
}


def whole(value: float) -> str:
    """A number of messages a second."""
    return f"{value:,.0f}"


def milliseconds(value: float) -> str:
    """Seconds, shown in thousandths."""
    return f"{value * 1000:,.2f}" if math.isfinite(value) else "never"


def plain(value: float) -> str:
    """A ratio, or something small."""
    return f"{value:.2f}"


def write_report(machine: dict[str, str], settings: dict[str, float], rounds: Sequence[Round]) -> str:
    """The whole page."""
    lines = ["# Bench", ""]
    lines += [f"{len(rounds)} interleaved rounds of {settings['seconds']:g} s a measurement, "]
    lines[-1] += f"{settings['workers']:g} API process(es) each. Cells are medians, with quartiles in brackets. "
    lines[-1] += "What is measured and how stands in `bench/README.md`."
    pools = [f"{name.removeprefix('pool_')} {size:g}" for name, size in settings.items() if name.startswith("pool_")]
    lines += ["", f"- connections of each peer's process: {', '.join(pools)} (the fastest of {POOL_SIZES})"]
    lines += [*[f"- {name}: {words}" for name, words in machine.items()]]
    lines += ["", "## Bars", "", "Ratios are made within each round. Both peers are shown where a bar names the peer."]
    lines += ["", "| figure | compared with | bar | median [quartiles] | reached |", "|---|---|---|---|---|"]
    lines += [_bar_line(bar, rounds) for bar in BARS]
    lines += ["", "## (a) Authenticated send to commit"]
    for cell in SEND_CELLS:
        lines += _table(cell.name, SENDERS, rounds)
    lines += ["", "## (b) Send to the other side's socket"]
    for rate in RATES:
        lines += _table(rate_name(rate), SERVERS, rounds, delivery=True)
    lines += ["", f"### {HIGHEST} with p99 under 100 ms", "", "| | messages a second |", "|---|---|"]
    lines += [f"| {_NAMES[name]} | {_cell(rounds, HIGHEST, name, 'rate', whole)} |" for name in SERVERS]
    lines += ["", "## The generator is not the limit", "", *_generator(rounds)]
    return "\n".join(lines) + "\n"


def values(rounds: Sequence[Round], cell: str, name: str, figure: str) -> list[float]:
    """One figure of all rounds."""
    return [each[cell][name][figure] for each in rounds]


def bar_spread(bar: Bar, rounds: Sequence[Round]) -> Spread:
    """The ratios that a bar is about."""
    ours = values(rounds, bar.cell, PRODUCT, bar.figure)
    return spread(paired_ratios(ours, values(rounds, bar.cell, bar.other, bar.figure)))


def is_reached(bar: Bar, found: Spread) -> bool:
    """Whether it is."""
    value = found.lower if bar.lower_quartile else found.median
    return value <= bar.bound if bar.at_most else value >= bar.bound


def _bar_line(bar: Bar, rounds: Sequence[Round]) -> str:
    found = bar_spread(bar, rounds)
    sign = "at most" if bar.at_most else "at least"
    quartile = ", lower quartile" if bar.lower_quartile else ""
    reached = "yes" if is_reached(bar, found) else "**no**"
    what = "messages a second" if bar.figure == "rate" else bar.figure
    return (
        f"| {bar.cell}: {what} | {_NAMES[bar.other]} | {sign} {bar.bound:g}{quartile} | "
        f"{_spread(found, plain)} | {reached} |"
    )


def _table(cell: str, names: Sequence[str], rounds: Sequence[Round], *, delivery: bool = False) -> list[str]:
    columns: list[tuple[str, str, Form]] = [("p50 ms", "p50", milliseconds), ("p99 ms", "p99", milliseconds)]
    if not delivery:
        columns.insert(0, ("messages a second", "rate", whole))
    columns += [
        ("CPU ms a send", "cpu_ms", plain),
        ("of it server", "server_cpu_ms", plain),
        ("of it PostgreSQL", "postgres_cpu_ms", plain),
    ]
    lines = ["", f"### {cell}", "", "| | " + " | ".join(title for title, _, _ in columns) + " |"]
    lines += ["|---" * (len(columns) + 1) + "|"]
    for name in names:
        cells = [_cell(rounds, cell, name, figure, form) for _, figure, form in columns]
        lines.append(f"| {_NAMES[name]} | " + " | ".join(cells) + " |")
    return lines


def _generator(rounds: Sequence[Round]) -> list[str]:
    ceiling = [each[CEILING][CEILING] for each in rounds]
    sends = [figures for each in rounds for cell in SEND_CELLS for figures in each[cell.name].values()]
    delivered = [figures for each in rounds for rate in RATES for figures in each[rate_name(rate)].values()]
    highest = [figures for each in rounds for figures in each[HIGHEST].values() if "generator_share" in figures]
    everything = [*sends, *delivered, *highest]
    rate, cost = (spread([each[figure] for each in ceiling]) for figure in ("rate", "generator_us_per_send"))
    busiest = max(figures["generator_share"] for figures in everything)
    late = spread([figures["lateness_p99"] for figures in delivered])
    others = spread([figures["others_share"] for figures in everything])
    return [
        f"- Against a server that only answers, with 64 clients: {_spread(rate, whole)} messages a second, "
        f"{_spread(cost, plain)} µs of its CPU each.",
        f"- In the tables above it took at most {busiest:.0%} of one core.",
        f"- In (b) it wrote messages later than intended by {_spread(late, milliseconds)} ms (p99), "
        "which the latencies include.",
        f"- Everything else on the machine, kernel threads included, kept {_spread(others, plain)} of a core busy.",
    ]


def _cell(rounds: Sequence[Round], cell: str, name: str, figure: str, form: Form) -> str:
    found = values(rounds, cell, name, figure)
    if figure.endswith("cpu_ms") and not any(found):
        return "none"
    return _spread(spread(found), form)


def _spread(found: Spread, form: Form) -> str:
    return f"{form(found.median)} [{form(found.lower)}–{form(found.upper)}]"
