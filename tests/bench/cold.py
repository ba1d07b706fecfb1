"""Cold start: a fresh process, from its start to the answer of the first message, and then ended at once.

The packages are unpacked read-only and run by a bare interpreter that writes no bytecode; AWS answers from a process of
its own with what was recorded, over plain HTTP and, for ours and the usual stack alike, over TLS. An empty process
starts the same interpreter and ends it at once. The ratios are of CPU time (user and system), which other work on the
machine disturbs least; the clock's ratios stand beside them.
"""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench import packages
from tests.bench.figures import Figure, Run, Target
from tests.bench.handlers import environment
from tests.bench.proxy import Answer
from tests.bench.recording import record, record_bot
from tests.bench.replay import replaying
from tests.fakes.authority import Authority

RUNS = 15
CACHE = Path("build/bench")
_CHILD = Path(__file__).parent / "cold_child.py"
_SAVED = "DynamoDB_20120810.PutItem usual "


@dataclass(frozen=True)
class Start:
    """One start: seconds of CPU and by the clock."""

    cpu_s: float
    wall_s: float


@dataclass(frozen=True)
class Kind:
    """What is started: a command and its environment."""

    command: list[str]
    environment: dict[str, str]

    def start(self) -> Start:
        """Starts it and waits for its end. Raises RuntimeError if it ends badly."""
        started = time.perf_counter()
        process = subprocess.Popen(self.command, env=self.environment, stderr=subprocess.PIPE)
        assert process.stderr is not None
        said = process.stderr.read().decode()
        _, status, used = os.wait4(process.pid, 0)
        taken = time.perf_counter() - started
        process.stderr.close()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RuntimeError(f"{self.command} ended with {process.returncode}:\n{said}")
        return Start(used.ru_utime + used.ru_stime, taken)


def measure(run: Run) -> list[Figure]:
    """Medians over interleaved rounds; ratios are medians of each round's ratio."""
    run.say("packaging both, recording what AWS answers")
    our_root, usual_root = packages.ours(run.scratch), packages.usual(run.scratch, CACHE)
    recording = record(1)
    bot_answers, asked = record_bot()
    talk_answers = [*recording.answers, Answer(_SAVED, 200, b"{}")]
    bot_folder = run.scratch / "bot"
    bot_folder.mkdir()
    authority = Authority.make(run.scratch, "cold")
    trusted = str(authority.file)
    secure_folder = run.scratch / "secure"
    secure_folder.mkdir()
    with (
        replaying(talk_answers, run.scratch) as talk,
        replaying(bot_answers, bot_folder) as bot,
        replaying(talk_answers, secure_folder, authority.server(run.scratch)) as secure,
    ):
        said = run.scratch / "said.json"
        said.write_text(json.dumps(recording.customer[0], ensure_ascii=False), encoding="utf-8")
        question = run.scratch / "asked.json"
        question.write_text(json.dumps(asked, ensure_ascii=False), encoding="utf-8")
        kinds = {
            "empty": Kind([*_bare(), "-c", "import os; os._exit(0)"], environment(talk)),
            "ours": _message(our_root, said, environment(talk)),
            "ours_tls": _message(our_root, said, environment(secure, trusted)),
            "bot": _message(our_root, question, environment(bot)),
            "usual": _message(usual_root, said, environment(talk)),
            "usual_tls": _message(usual_root, said, environment(secure, trusted)),
        }
        run.say(f"{RUNS} rounds of {len(kinds)} fresh processes")
        for kind in kinds.values():
            kind.start()
        runs = [{name: kind.start() for name, kind in kinds.items()} for _ in range(RUNS)]
    return _figures(runs)


def _figures(runs: list[dict[str, Start]]) -> list[Figure]:
    def ratio(of: str, to: str, *, clock: bool = False) -> float:
        if clock:
            return median(one[of].wall_s / one[to].wall_s for one in runs)
        return median(one[of].cpu_s / one[to].cpu_s for one in runs)

    def ms(of: str) -> Figure:
        value = median(one[of].wall_s for one in runs) * 1000
        return Figure(f"cold_{of}_ms", value, "ms", f"{_ABOUT[of]}, by the clock")

    return [
        Figure(
            "cold_over_empty_process",
            ratio("ours", "empty"),
            "×",
            "CPU, start to first message handled ÷ an empty process",
            Target(11.5),
        ),
        Figure("cold_tls_over_empty_process", ratio("ours_tls", "empty"), "×", "the same over TLS", Target(15.5)),
        Figure("cold_tls_over_usual_stack", ratio("ours_tls", "usual_tls"), "×", "over TLS ÷ the usual stack over TLS"),
        Figure("cold_over_usual_stack", ratio("ours", "usual"), "×", "the same ÷ the usual stack", Target(1)),
        Figure("cold_usual_over_empty_process", ratio("usual", "empty"), "×", "the usual stack ÷ an empty process"),
        Figure("cold_bot_over_empty_process", ratio("bot", "empty"), "×", _ABOUT["bot"], Target(30)),
        Figure(
            "bot_first_answer_added_over_empty",
            median((one["bot"].cpu_s - one["ours"].cpu_s) / one["empty"].cpu_s for one in runs),
            "×",
            "start to the bot's first answer less start to a plain message",
        ),
        Figure("cold_over_empty_process_wall", ratio("ours", "empty", clock=True), "×", "by the clock"),
        Figure("cold_over_usual_stack_wall", ratio("ours", "usual", clock=True), "×", "by the clock"),
        *map(ms, _ABOUT),
    ]


_ABOUT = {
    "empty": "an empty process",
    "ours": "start to the first message handled",
    "ours_tls": "the same over TLS",
    "bot": "start to the bot's first answer",
    "usual": "the usual stack's first message",
    "usual_tls": "the same over TLS",
}


def _bare() -> list[str]:
    # -B: root may write bytecode even where it says read-only.
    return [os.path.realpath(sys.executable), "-I", "-S", "-B"]


def _message(root: Path, event: Path, surroundings: dict[str, str]) -> Kind:
    return Kind([*_bare(), str(_CHILD), str(root), str(event)], surroundings)
