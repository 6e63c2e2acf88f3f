"""The pages of the proofs: which bars, whether they were reached, and every round as it was."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bench.machine import describe_product
from bench.proofs import against, foreign, stuck
from bench.proofs.reconnect import LATEST, SOON
from bench.proofs.returns import Reconnect, Return
from bench.report import milliseconds, whole
from bench.results import table, verdict, write_results
from bench.statistic import Spread, paired_ratios, spread

RESTARTED = 3.0
"""Seconds within which the process has to be ready again for the bars to hold."""
MOST_EXIT = 10.0
BACK_SOON = 0.99
LEAST_RATIO = 0.8
LEAST_KEPT = 0.9
MOST_BYTES = 1_000_000
_BAR_HEAD = ("figure", "bar", "found", "reached")


def write_reconnect(output: Path, found: Reconnect) -> None:
    """The way back."""
    lines = _head("The way back after an outage", f"{found.sockets:,} idle sockets in one API process")
    lines += ["", f"{found.customers:,} customers and {found.agents} agents, with several tabs each. An idle socket "]
    lines[-1] += f"costs {found.bytes_a_socket / 1024:.1f} KiB of the process's {found.bytes_in_all / 2**20:.0f} MiB. "
    lines[-1] += "Times are seconds from the signal; what counts as back and as an error stands in `bench/README.md`."
    lines += table(_BAR_HEAD, [row for name in ("SIGKILL", "SIGTERM") for row in _return_bars(name, found)])
    lines += table(
        ("signal", "gone", "ready", "back p50", "p99", "last", "by polling", "rows due", "missing", "came twice"),
        [_return_row(each) for each in found.returns],
    )
    lines += ["", "How attempts and connections ended, which clients bear with:", ""]
    lines += [f"- {each.signal}: {_counts(each.ends)}. Errors: {_counts(each.errors)}" for each in found.returns]
    cpu = spread([each.server_cpu / each.sockets * 1000 for each in found.returns])
    others = spread([each.others_share for each in found.returns])
    lines += ["", f"CPU of the new process: {_spread(cpu, 1)} ms for each socket. Everything else on the machine kept "]
    lines[-1] += f"{_spread(others, 2)} of a core busy."
    write_results(output, "\n".join(lines) + "\n", {"machine": describe_product(), **found.as_json()})


def _return_bars(name: str, found: Reconnect) -> list[tuple[str, str, str, str]]:
    """The worst round counts."""
    rounds = [each for each in found.returns if each.signal == name]
    if not rounds:
        return [(f"{name}: everybody was back before it", "yes", "no", verdict(False))]
    soon = min(each.back_soon / each.sockets for each in rounds)
    latest = min(each.back_at_latest / each.sockets for each in rounds)
    ready, gone = max(each.ready_seconds for each in rounds), max(each.exit_seconds for each in rounds)
    errors = sum(sum(each.errors.values()) for each in rounds)
    missing = sum(each.missing for each in rounds)
    first = (f"{name}: ready again", f"within {RESTARTED:g} s", f"{ready:.1f} s", verdict(ready <= RESTARTED))
    if name == "SIGTERM":
        first = (f"{name}: the process is gone", f"within {MOST_EXIT:g} s", f"{gone:.1f} s", verdict(gone <= MOST_EXIT))
    return [
        first,
        (f"{name}: back after {SOON:g} s", f"{BACK_SOON:.0%}", f"{soon:.2%}", verdict(soon >= BACK_SOON)),
        (f"{name}: back after {LATEST:g} s", "all", f"{latest:.2%}", verdict(latest >= 1)),
        (f"{name}: errors that reached a client", "none", str(errors), verdict(not errors)),
        (f"{name}: rows that never came", "none", str(missing), verdict(not missing)),
    ]


def _return_row(each: Return) -> list[str]:
    times = (each.exit_seconds, each.ready_seconds, each.back_p50, each.back_p99, each.back_last)
    counts = (each.by_poll, each.due, each.missing, each.repeats)
    return [each.signal, *(f"{time:.1f}" for time in times), *(f"{number:,}" for number in counts)]


def write_foreign(output: Path, conversations: int, hold: float, rounds: Sequence[foreign.Round]) -> None:
    """A transaction that stays open."""
    what = f"{len(rounds)} interleaved rounds of {hold:g} s each, {conversations:,} conversations"
    lines = _head("Sends beside an open transaction", what)
    bars = []
    for case in foreign.CASES[1:]:
        ratio = spread(
            paired_ratios([each[case]["rate"] for each in rounds], [each["none"]["rate"] for each in rounds])
        )
        reached = verdict(ratio.median >= LEAST_RATIO)
        bars.append(
            (f"open {case}: messages a second / without", f"at least {LEAST_RATIO}", _spread(ratio, 2), reached)
        )
        for figure, name in (("repeats", "rows that came twice"), ("missing", "messages that never came")):
            number = round(sum(each[case][figure] for each in rounds))
            bars.append((f"open {case}: {name} to an agent's socket", "none", str(number), verdict(not number)))
    lines += table(_BAR_HEAD, bars)
    rows = []
    for case in foreign.CASES:
        cells = {name: spread([each[case][name] for each in rounds]) for name in ("rate", "p50", "p99", "cpu_ms")}
        rate, p50, p99 = (
            whole(cells["rate"].median),
            milliseconds(cells["p50"].median),
            milliseconds(cells["p99"].median),
        )
        rows.append((case, rate, p50, p99, _spread(cells["cpu_ms"], 2)))
    lines += table(("open transaction", "messages a second", "p50 ms", "p99 ms", "CPU ms a send"), rows)
    others = spread([figures["others_share"] for each in rounds for figures in each.values()])
    lines += ["", f"Everything else on the machine kept {_spread(others, 2)} of a core busy."]
    everything = {"machine": describe_product(), "conversations": conversations, "hold": hold, "rounds": rounds}
    write_results(output, "\n".join(lines) + "\n", everything)


def write_against(output: Path, seconds: float, rounds: Sequence[against.Round]) -> None:
    """What a change cost."""
    lines = _head("This checkout beside an earlier one", f"{len(rounds)} interleaved rounds, {seconds:g} s each")
    bars = []
    for cell in against.CELLS:
        found = spread(against.ratios(rounds, cell))
        now = spread([each[cell.name]["now"][cell.figure] for each in rounds]).median
        shown = f"p50 {milliseconds(now)} ms" if cell.less_is_better else f"{whole(now)} a second"
        reached = verdict(found.median >= LEAST_KEPT)
        bars.append((f"{cell.name}: {shown}", f"at least {LEAST_KEPT}", _spread(found, 2), reached))
    lines += ["", "Ratios of what is better when there is more: rates, and the inverse of latencies."]
    lines += table(_BAR_HEAD, bars)
    write_results(output, "\n".join(lines) + "\n", {"machine": describe_product(), "rounds": rounds})


def write_stuck(output: Path, rate: float, seconds: float, shared: stuck.Seats, rounds: Sequence[stuck.Round]) -> None:
    """Readers that stop."""
    what = f"{len(rounds)} interleaved rounds of {seconds:g} s each, {rate:g} messages a second"
    lines = _head("Readers that stop reading", what)
    lines += ["", f"Stuck: {shared.stuck_agents} agents and {shared.stuck_customers} customers. "]
    lines[-1] += f"Reading on: {shared.agents} agents and {shared.customers} customers."
    each = [stuck.bytes_each(found, shared) for found in rounds]
    closed = min(found.stuck.closed for found in rounds)
    bars = [
        (
            "memory of the server for each that is stuck, worst round",
            f"at most {MOST_BYTES / 1000:g} kB",
            f"{max(each) / 1000:.0f} kB",
            verdict(max(each) <= MOST_BYTES),
        ),
        ("of those who are stuck, closed", "all", f"{closed} of {shared.stuck}", verdict(closed == shared.stuck)),
    ]
    for figure in ("p50", "p99"):
        ratio = spread([getattr(found.stuck, figure) / getattr(found.reading, figure) for found in rounds])
        reached = verdict(ratio.lower <= 1)
        bars.append(
            (f"{figure} of the others / where all read", "lower quartile at most 1", _spread(ratio, 2), reached)
        )
    lost = sum(case.missing + case.refused for found in rounds for case in (found.stuck, found.reading))
    bars.append(("messages that others missed", "none", str(lost), verdict(not lost)))
    lines += table(_BAR_HEAD, bars)
    head = ("", "p50 ms", "p99 ms", "grown MB", "closed", "longest until closed s", "kernel keeps kB", "others' CPU")
    rows = [
        [
            name,
            milliseconds(case.p50),
            milliseconds(case.p99),
            f"{case.bytes_grown / 1e6:.1f}",
            str(case.closes),
            f"{case.longest_life:.1f}",
            f"{case.left_behind / 1000:.0f}",
            f"{case.others_share:.2f}",
        ]
        for found in rounds
        for name, case in (("some stuck", found.stuck), ("all read", found.reading))
    ]
    lines += table(head, rows)
    everything = {"machine": describe_product(), "rate": rate, "seconds": seconds, **stuck.as_json(shared, rounds)}
    write_results(output, "\n".join(lines) + "\n", everything)


def _head(title: str, what: str) -> list[str]:
    lines = [f"# {title}", "", f"{what}. How it is measured stands in `bench/README.md`.", ""]
    return lines + [f"- {name}: {words}" for name, words in describe_product().items()]


def _counts(counted: dict[str, int]) -> str:
    return ", ".join(f"{name} {number:,}" for name, number in sorted(counted.items())) or "none"


def _spread(found: Spread, digits: int) -> str:
    return f"{found.median:.{digits}f} [{found.lower:.{digits}f}–{found.upper:.{digits}f}]"
