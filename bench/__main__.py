"""`python -m bench [COMMAND]`: what is measured, and where the results go. Without a command it is `compare`."""

from __future__ import annotations

import argparse
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from bench.compare import NotInstalled, compare
from bench.proofs import against, foreign, pages, reconnect, stuck
from bench.results import Say
from bench.stack.limit import NoPgbench
from bench.stack.memory import TooFewFiles
from bench.stack.world import CONVERSATIONS

HERE = Path(__file__).parent
COMMANDS = ("compare", "against", "reconnect", "foreign", "stuck")
SCRATCH = HERE.parent / ".results"
"""On the disk of the repository, where `make run` has its data: a folder in memory would make every commit free."""


def main() -> int:
    """Run one command."""
    words = sys.argv[1:]
    if not words or words[0] not in (*COMMANDS, "-h", "--help"):
        words = ["compare", *words]
    arguments = _parser().parse_args(words)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    SCRATCH.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=SCRATCH))
    try:
        _measure(arguments, folder, _speaker())
    except (NotInstalled, NoPgbench, TooFewFiles, against.NoCheckout) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped; nothing was written.", file=sys.stderr)
        return 130
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def _speaker() -> Say:
    begin = time.monotonic()

    def say(line: str) -> None:
        print(f"{time.monotonic() - begin:6.0f} s  {line}", flush=True)

    return say


def _measure(arguments: argparse.Namespace, folder: Path, say: Say) -> None:
    output = arguments.output or HERE / "results" / ("bench" if arguments.command == "compare" else arguments.command)
    rounds = arguments.rounds
    match arguments.command:
        case "compare":
            seconds, warm_up, workers = arguments.seconds, arguments.warm_up, arguments.workers
            compare(folder, output, rounds=rounds, seconds=seconds, warm_up=warm_up, workers=workers, say=say)
        case "against":
            cells = against.measure_against(folder, arguments.other, rounds=rounds, seconds=arguments.seconds, say=say)
            pages.write_against(output, arguments.seconds, cells)
        case "reconnect":
            returned = reconnect.measure_reconnect(folder, sockets=arguments.sockets, rounds=rounds, say=say)
            pages.write_reconnect(output, returned)
        case "foreign":
            sent = foreign.measure_foreign(
                folder, conversations=arguments.conversations, hold=arguments.hold, rounds=rounds, say=say
            )
            pages.write_foreign(output, arguments.conversations, arguments.hold, sent)
        case "stuck":
            sockets, rate, seconds = arguments.sockets, arguments.rate, arguments.seconds
            seats, cases = stuck.measure_stuck(
                folder, sockets=sockets, rate=rate, seconds=seconds, rounds=rounds, say=say
            )
            pages.write_stuck(output, rate, seconds, seats, cases)
    say(f"The results are {output}.md and .json.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description="What the product costs, and what it bears.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="{" + ",".join(COMMANDS) + "}")

    def command(name: str, text: str, rounds: int) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text)
        made.add_argument("--rounds", type=int, default=rounds)
        made.add_argument("--output", type=Path, help="without .md and .json")
        return made

    beside = command("compare", "the product beside its peers and its limit", 5)
    beside.add_argument("--seconds", type=float, default=3.0, help="of each measurement")
    beside.add_argument("--warm-up", type=float, default=1.0, help="seconds before each measurement")
    beside.add_argument("--workers", type=int, default=1, help="API processes of the product and of each peer")
    changed = command("against", "this checkout beside an earlier one", 9)
    changed.add_argument("other", type=Path, help="the folder of the other checkout, built")
    changed.add_argument("--seconds", type=float, default=2.0, help="of each measurement")
    back = command("reconnect", "thousands of idle sockets, and their way back after an outage", 3)
    back.add_argument("--sockets", type=int, default=4000)
    held = command("foreign", "sends while somebody else keeps a transaction open", 5)
    held.add_argument("--hold", type=float, default=60.0, help="seconds that it is open, and of each measurement")
    held.add_argument("--conversations", type=int, default=CONVERSATIONS, help="among which the messages go")
    asleep = command("stuck", "sockets that are not read any more, and what others notice", 5)
    asleep.add_argument("--sockets", type=int, default=200)
    asleep.add_argument("--rate", type=float, default=300.0, help="messages a second")
    asleep.add_argument("--seconds", type=float, default=25.0, help="of each measurement")
    return parser


if __name__ == "__main__":
    sys.exit(main())
