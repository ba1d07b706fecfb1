"""End to end through the stand-in: 50 customers and their agents write in turn over real WebSockets.

The centre is one process (beside its engine), all clients another; with two processor cores they compete. Latency is
measured at a fixed rate (each pair a message every two seconds, counted from its due time), throughput without one
(each client responds as soon as it receives). The limit of 5 messages a second and person holds the latter below 10 a
second and pair, 500 in all.
"""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from tests.bench.clients import ChatClient, Said
from tests.bench.earlier_commit import earlier_tree
from tests.bench.figures import Figure, Run, Target
from tests.bench.handlers import ROOT
from tests.bench.people import TYPICAL_TEXT

PAIRS, CAPACITY = 50, 5
MANY_PAIRS = 60
"""Without a pace: a person may send 5 messages a second in a conversation, so that 60 pairs can't exceed 600."""
PERIOD_S, PACED_S, FLAT_OUT_S = 2.0, 20.0, 12.0
READY_S = 120.0
TURNS, TURN_S = 4, 4.0
"""Of each side. The engine gets quicker for a minute after its start: both sides are as old in each turn."""
ARRIVING = 4
"""So many customers arrive at once."""


@dataclass(frozen=True)
class Pair:
    """A customer and the agent who serves them."""

    conversation: str
    customer: ChatClient
    agent: ChatClient
    numbers: Iterator[int] = field(default_factory=lambda: count(100))


@dataclass
class Delays:
    """Seconds from when each message was due to when it was received."""

    delays: list[float] = field(default_factory=list)
    lost: int = 0

    def ms(self, hundredth: int) -> float:
        """A percentile of the delays, ms."""
        return quantiles(self.delays, n=100, method="inclusive")[hundredth - 1] * 1000


def measure(run: Run) -> list[Figure]:
    """On Amazon's DynamoDB Local, whose speed is nearer to DynamoDB's; and on moto, which `make run` uses."""
    figures = []
    for engine, prefix, name in (
        ("amazon", "standin", "Amazon's DynamoDB Local"),
        ("moto", "standin_moto", "moto"),
    ):
        run.say(f"{PAIRS} pairs on {name}: {PACED_S:.0f} s at a pace, {FLAT_OUT_S:.0f} s without")
        with _centre(engine) as centre:
            paced, flat_out = asyncio.run(_talk(centre))
        load = f"{PAIRS} pairs, {len(paced.delays) / PACED_S:.0f} messages/s, {name}"
        figures += [
            Figure(
                f"{prefix}_messages_per_second",
                len(flat_out.delays) / FLAT_OUT_S,
                "/s",
                f"{PAIRS} pairs, each answering at once, {name}",
            ),
            Figure(f"{prefix}_p50_ms", paced.ms(50), "ms", f"sent to received; {load}"),
            Figure(f"{prefix}_p99_ms", paced.ms(99), "ms", f"sent to received; {load}"),
            Figure(f"{prefix}_flat_out_p50_ms", median(flat_out.delays) * 1000, "ms", "the same, answering at once"),
            Figure(f"{prefix}_flat_out_p99_ms", flat_out.ms(99), "ms", "the same, answering at once"),
            Figure(f"{prefix}_lost_or_doubled", paced.lost + flat_out.lost, "", "messages not received once"),
        ]
    return [*figures, _over_before(run)]


def _over_before(run: Run) -> Figure:
    """This tree's stand-in and the earlier one's, both as they are after their start, talked to in turn."""
    earlier = earlier_tree("standin_over_before")
    run.say(f"{TURNS} turns of {TURN_S:.0f} s without a pace, before and now")
    with _centre("amazon", earlier, MANY_PAIRS) as then, _centre("amazon", pairs=MANY_PAIRS) as now:
        ratios = asyncio.run(_compare(then, now))
    run.say(f"ratios of the turns: {', '.join(f'{ratio:.2f}' for ratio in ratios)}")
    return Figure("standin_over_before", median(ratios), "×", "messages a second ÷ before", Target(1.5, at_least=True))


@contextmanager
def _centre(engine: str, root: Path = ROOT, pairs: int = PAIRS) -> Iterator[dict[str, Any]]:
    """Addresses and tokens of a centre in a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.standin_child", engine, str(pairs), str(pairs // CAPACITY), str(CAPACITY)],
        cwd=root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        if not line:
            raise RuntimeError(f"the centre ended with {process.wait()}")
        yield json.loads(line)
    finally:
        process.stdin.close()
        process.wait()
        process.stdout.close()


async def _talk(centre: dict[str, Any]) -> tuple[Delays, Delays]:
    """At a pace, then without."""
    pairs = await _pairs(centre)
    try:
        start = time.perf_counter() + 0.5
        paced = await _all(pairs, lambda at, pair, measured: _paced(pair, start + PERIOD_S * at / PAIRS, measured))
        flat_out = await _all_at_once(pairs, FLAT_OUT_S)
    finally:
        await _close(pairs)
    flat_out.lost += sum(client.doubled for client in _everyone(pairs))
    return paced, flat_out


async def _compare(then: dict[str, Any], now: dict[str, Any]) -> list[float]:
    """The ratio of each turn's messages."""
    before, after = await _pairs(then), await _pairs(now)
    try:
        ratios = []
        for _ in range(TURNS):
            count = len((await _all_at_once(before, TURN_S)).delays)
            ratios.append(len((await _all_at_once(after, TURN_S)).delays) / count)
        return ratios
    finally:
        await _close([*before, *after])


async def _all_at_once(pairs: list[Pair], seconds: float) -> Delays:
    """Each pair answers at once."""
    end = time.perf_counter() + seconds
    return await _all(pairs, lambda _, pair, measured: _flat_out(pair, end, measured))


async def _close(pairs: list[Pair]) -> None:
    await asyncio.gather(*(client.close() for client in _everyone(pairs)))


async def _all(pairs: list[Pair], talk: Callable[[int, Pair, Delays], Awaitable[None]]) -> Delays:
    measured = Delays()
    await asyncio.gather(*(talk(index, pair, measured) for index, pair in enumerate(pairs)))
    return measured


async def _paced(pair: Pair, start: float, measured: Delays) -> None:
    for turn in range(int(PACED_S / PERIOD_S)):
        due = start + turn * PERIOD_S
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        await _one(pair, turn % 2 == 0, due, measured)


async def _flat_out(pair: Pair, end: float, measured: Delays) -> None:
    turn = 0
    while (now := time.perf_counter()) < end:
        await _one(pair, turn % 2 == 0, now, measured)
        turn += 1


async def _one(pair: Pair, from_customer: bool, due: float, measured: Delays) -> None:
    speaker, listener = (pair.customer, pair.agent) if from_customer else (pair.agent, pair.customer)
    number = next(pair.numbers)
    _, when = await asyncio.gather(
        speaker.send(pair.conversation, number, {"type": "text", "text": TYPICAL_TEXT}),
        _when(listener, (pair.conversation, f"{speaker.device}:{number}")),
    )
    if when is None:
        measured.lost += 1
    else:
        measured.delays.append(when - due)


async def _when(listener: ChatClient, said: Said) -> float | None:
    try:
        return await listener.wait_for_message(said)
    except TimeoutError:
        return None


async def _pairs(centre: dict[str, Any]) -> list[Pair]:
    """Everyone connected, every customer handed over to an agent."""
    rest, ws = centre["rest"], centre["ws"]
    agents = [
        await ChatClient.connect(rest, ws, token, f"deskbench{index:02}")
        for index, token in enumerate(centre["agents"])
    ]
    for agent in agents:
        await agent.request("availability", status="available")
    waiting: dict[str, ChatClient] = {}
    few = asyncio.Semaphore(ARRIVING)

    async def arrive(index: int, token: str) -> None:
        async with few:
            customer = await ChatClient.connect(rest, ws, token, f"phonebench{index:02}")
            opened = await customer.request("open", device=customer.device)
            conversation = opened["conversation"]["id"]
            await customer.send(conversation, 1, _agent_request(opened))
            waiting[conversation] = customer

    await asyncio.gather(*(arrive(index, token) for index, token in enumerate(centre["customers"])))
    greeted: set[str] = set()
    async with asyncio.timeout(READY_S):
        while len(greeted) < len(waiting):
            await asyncio.sleep(0.1)
            for agent in agents:
                for conversation in sorted(agent.assigned - greeted):  # an agent who stays silent loses it again
                    await agent.send(conversation, 1, {"type": "text", "text": TYPICAL_TEXT})
                    greeted.add(conversation)
    served = [(conversation, agent) for agent in agents for conversation in sorted(agent.assigned)]
    return [Pair(conversation, waiting[conversation], agent) for conversation, agent in served]


def _agent_request(opened: dict[str, Any]) -> dict[str, Any]:
    """The press of the greeting's button that asks for an agent. Its id is read from the result of `open`: the tree of
    an earlier commit may have another."""
    greeting = opened["messages"][0]
    (button,) = [each for each in greeting["body"]["buttons"] if each["id"].endswith(":agent_request")]
    return {"type": "answer", "to": greeting["seq"], "button": button["id"], "label": button["label"]}


def _everyone(pairs: list[Pair]) -> list[ChatClient]:
    return list({id(client): client for pair in pairs for client in (pair.customer, pair.agent)}.values())
