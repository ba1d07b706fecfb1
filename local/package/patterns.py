"""Compiles regular expressions at build time: every pattern that is compiled when the message function is imported, and
when the bot is imported and answers sentences. `python -m local.package.patterns FOLDER SENTENCES` writes the files
that `chalicelib.kernel.patterns` reads."""

import marshal
import re
import subprocess
import sys
from array import array
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from chalicelib.kernel.patterns import GROUPS, SRE_VERSION, CompiledPatterns

FOLDER = "chalicelib/kernel/patterns"
"""Their folder in the package."""

_SENTENCES = "local/nlu/data/train"
_OF_A_FILE = 4
"""Sentences of each file of utterances; enough to run every extractor once."""


def compile_patterns(project: Path, scratch: Path) -> list[tuple[str, bytes]]:
    """The files, created in a process of its own: path in the package and content. Raises RuntimeError if that
    fails."""
    command = [sys.executable, "-m", "local.package.patterns", str(scratch), str(project / _SENTENCES)]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"patterns could not be compiled:\n{done.stderr}")
    return [(f"{FOLDER}/{group}.bin", (scratch / f"{group}.bin").read_bytes()) for group in GROUPS]


def record_compiled(work: Callable[[], None]) -> CompiledPatterns:
    """The patterns that `re` compiles during `work`."""
    seen: dict[tuple[str, int], None] = {}
    compiler: Any = re._compiler  # type: ignore[attr-defined]
    compile_ = compiler.compile

    def noting(pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        made: re.Pattern[Any] = compile_(pattern, flags)
        if isinstance(pattern, str):
            seen[pattern, int(flags)] = None
        return made

    compiler.compile = noting
    try:
        work()
    finally:
        compiler.compile = compile_
    return {(pattern, flags): _code(pattern, flags) for pattern, flags in sorted(seen)}


def _import_message() -> None:
    import app  # noqa: F401 - imported for what it compiles
    from chalicelib.entry import messages_actions  # noqa: F401 - as above


def answer(conversations: list[list[str]]) -> None:
    """Lets the bot answer the sentences of each conversation."""
    from chalicelib.content.configuration import bot_rules, flows, queues, texts
    from chalicelib.content.hours import SEOUL
    from chalicelib.dialogue.context import Context
    from chalicelib.dialogue.policy import respond
    from chalicelib.dialogue.state import BotState
    from chalicelib.dialogue.user_input import UserInput
    from chalicelib.nlu import read_message
    from chalicelib.nlu.request_parts import split_requests
    from chalicelib.nlu.stranded_vehicle import extract_stranded_evidence
    from chalicelib.processes import intake  # noqa: F401 - as above

    context = Context(bot_rules(), flows(), texts("ko"), tuple, datetime.now(SEOUL), next(iter(queues())))
    for sentences in conversations:
        state = BotState(version=1)
        for sentence in sentences:
            reading = read_message(sentence, context.now)
            _ = [(clause.acts, clause.entities) for clause in reading.clauses]
            extract_stranded_evidence(reading.cleaned, reading.repaired)
            split_requests(reading.cleaned)
            state = respond(state, UserInput.of(reading), reading.understood, context).state


def _code(pattern: str, flags: int) -> tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]:
    """The compiled code, as `re` builds it before it creates a pattern."""
    inside: Any = re
    parsed = inside._parser.parse(pattern, flags)
    by_name: dict[str, int] = parsed.state.groupdict
    by_number: list[str | None] = [None] * parsed.state.groups
    for name, number in by_name.items():
        by_number[number] = name
    code = array("I", inside._compiler._code(parsed, flags)).tobytes()
    return flags | parsed.state.flags, code, parsed.state.groups - 1, dict(by_name), tuple(by_number)


def _conversations(folder: Path) -> list[list[str]]:
    """The first sentences of each file, as what one customer writes."""
    files = (file.read_text(encoding="utf-8").splitlines() for file in sorted(folder.rglob("*.tsv")))
    return [[line.split("\t")[-1] for line in lines[:_OF_A_FILE]] for lines in files]


def main(folder: Path, sentences: Path) -> None:
    """Writes one file per group."""
    folder.mkdir(parents=True, exist_ok=True)
    work = {"message": _import_message, "bot": lambda: answer(_conversations(sentences))}
    for group in GROUPS:
        (folder / f"{group}.bin").write_bytes(marshal.dumps((SRE_VERSION, record_compiled(work[group]))))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
