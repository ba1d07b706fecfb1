"""The pages in Chromium: size and time to input of the customer's page, response to keys of the agents' page.

The customer's page is loaded without a cache from the centre on this machine over DevTools' "Slow 4G" on a processor
slowed fourfold. The agents' page is its load build (web/panel/bench): the real components on synthetic data.
"""

import gzip
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median, quantiles
from threading import Event, Thread
from typing import Any

from playwright.sync_api import Browser, Page, Response

from tests.bench.figures import Figure, Run, Target
from tests.bench.handlers import ROOT
from tests.e2e.windows import browser

LOADS, SITTINGS = 5, 3
SLOW_4G = {
    "offline": False,
    "latency": 150 * 3.75,
    "downloadThroughput": 1.6e6 / 8 * 0.9,
    "uploadThroughput": 750e3 / 8 * 0.9,
}
"""Chromium's own numbers for this preset: ms a request (round trips of a fresh connection included), bytes/s."""
CPU_SLOWER = 4

WHEN_USABLE = """
const words = "길에서 차가 멈췄어요";
let written = false;
const look = () => {
  const composer = document.querySelector("#write");
  if (composer?.checkVisibility() && !composer.disabled && !written) {
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(composer, words);
    composer.dispatchEvent(new InputEvent("input", { bubbles: true }));
    written = true;
  }
  const send = document.querySelector(".c-composer [type=submit]");
  if (written && composer.value === words && send && !send.disabled) send.click();
  const mine = [...document.querySelectorAll(".b-bubble[data-side=mine]")];
  if (mine.some((one) => one.textContent.includes(words))) window.usableAfter ??= performance.now();
  if (document.querySelector("[data-side=theirs] .b-bubble")) window.greetedAfter ??= performance.now();
  if (document.querySelector("[data-side=mine][data-seq]")) window.arrivedAfter ??= performance.now();
  if (!window.arrivedAfter || !window.greetedAfter) requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""
"""Writes as soon as the page takes input, and sends. The page is usable when it has stored and shows the text; the
message must arrive without another action."""

WAITING, OPEN, MESSAGES, PER_SECOND = 1_000, 50, 300, 20
KEYS, KEYS_IN_EACH = 200, 40
BETWEEN_KEYS_MS = 60
"""A quick typist."""
TASK = "ThreadControllerImpl::RunTask"
"""A task in Chromium's traces."""


def measure(run: Run) -> list[Figure]:
    """Both pages, one after the other."""
    run.say(f"the customer's page: {LOADS} cold loads, slow 4G, CPU {CPU_SLOWER} times slower")
    with browser() as chromium:
        with _centre() as centre:
            weights, waits, greetings, arrivals = zip(
                *(_cold_load(chromium, centre["rest"], one) for one in centre["customers"]), strict=True
            )
        run.say(f"the agent's page: {KEYS} keys with {WAITING} waiting and {OPEN} open conversations")
        with _served(_load_build(run.scratch / "panel-load")) as address:
            sittings = [_typed(chromium, address) for _ in range(SITTINGS)]
    return [
        Figure(
            "customer_page_gzip_kb",
            max(weights) / 1024,
            "KB",
            "all the customer's page loads of its own, gzipped, without the font",
            Target(60),
        ),
        Figure(
            "customer_page_usable_s",
            median(waits),
            "s",
            f"cold, signed in, to the first words written and kept; slow 4G, CPU/{CPU_SLOWER}; median of {LOADS}",
            Target(2),
        ),
        Figure("customer_page_greeted_s", median(greetings), "s", "the same loads, to the bot's greeting"),
        Figure("customer_page_arrived_s", median(arrivals), "s", "the same loads, to the words' arrival at the centre"),
        Figure(
            "panel_input_delay_p95_ms",
            median(quantiles(one.delays, n=20, method="inclusive")[-1] for one in sittings),
            "ms",
            f"key to handler on the agent's page, {WAITING:,} waiting, {OPEN} open, {PER_SECOND} messages/s",
            Target(50),
        ),
        Figure(
            "panel_longest_task_ms",
            median(one.longest for one in sittings),
            "ms",
            f"from opening the page on; 0 when none took 50 ms, from where on Chromium tells; median of {SITTINGS}",
            Target(100),
        ),
        Figure(
            "panel_longest_task_cpu_ms",
            median(one.longest_cpu for one in sittings),
            "ms",
            "the same sittings, of the processor's time alone: what else the machine does isn't in it",
        ),
    ]


@contextmanager
def _centre() -> Iterator[dict[str, Any]]:
    """Addresses and tokens of a centre in a process of its own."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.bench.standin_child", "moto", str(LOADS), "1", "5"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        line = process.stdout.readline()
        if not line:
            raise RuntimeError(f"the centre ended with {process.wait()}")
        yield json.loads(line)
        process.stdin.close()


def _cold_load(chromium: Browser, rest: str, token: str) -> tuple[int, float, float, float]:
    """Bytes of a first visit; seconds until the page could be used, the bot had greeted, the words had arrived."""
    address = rest.removesuffix("/api")
    with closing(chromium.new_context(viewport={"width": 390, "height": 844}, locale="ko-KR")) as context:
        page = context.new_page()
        responses: list[Response] = []

        def came(response: Response) -> None:
            responses.append(response)

        page.on("response", came)
        page.add_init_script(WHEN_USABLE)
        _slowed(page)
        page.goto(f"{address}/#token={token}", wait_until="commit")
        page.wait_for_function("() => window.arrivedAfter && window.greetedAfter", timeout=60_000)
        usable, greeted, arrived = (
            float(page.evaluate(f"window.{name}After")) / 1000 for name in ("usable", "greeted", "arrived")
        )
        assert page.locator("[data-side=mine][data-seq]").count() == 1, "what was written early must arrive once"
        own = {one.url: one for one in responses if not one.url.startswith((f"{address}/api/", f"{address}/fonts/"))}
        return sum(len(gzip.compress(one.body())) for one in own.values()), usable, greeted, arrived


def _slowed(page: Page) -> None:
    protocol = page.context.new_cdp_session(page)
    protocol.send("Network.enable")
    protocol.send("Network.emulateNetworkConditions", SLOW_4G)
    protocol.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWER})


def _load_build(out: Path) -> Path:
    """The load page, built; raises `CalledProcessError`."""
    subprocess.run(
        ["npx", "vite", "build", "--config", "panel/bench/vite.config.ts", "--logLevel", "error"],
        cwd=ROOT / "web",
        env={**os.environ, "PANEL_LOAD_OUT": str(out)},
        check=True,
        capture_output=True,
    )
    return out


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Says nothing."""


@contextmanager
def _served(directory: Path) -> Iterator[str]:
    """The address of a directory's files."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(directory))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()


@dataclass(frozen=True)
class _Sitting:
    """Delays of all keys, and the page's longest task by the clock and by its use of the processor; ms."""

    delays: list[float]
    longest: float
    longest_cpu: float


def _typed(chromium: Browser, address: str) -> _Sitting:
    """Opens the page and types in one conversation after the other."""
    with closing(chromium.new_context(viewport={"width": 1440, "height": 900}, locale="ko-KR")) as context:
        page = context.new_page()
        with _traced(page) as tasks:
            page.goto(f"{address}?open={OPEN}&waiting={WAITING}&messages={MESSAGES}&rate={PER_SECOND}")
            page.locator("#composer").wait_for()
            page.wait_for_function("() => document.querySelectorAll('.p-row').length > 5")
            page.evaluate("baroLoad.reset()")
            for _ in range(KEYS // KEYS_IN_EACH):
                page.locator("#composer").focus()
                page.keyboard.type("a" * KEYS_IN_EACH, delay=BETWEEN_KEYS_MS)
                page.keyboard.press("Alt+u")  # on to the next that wants an answer
            figures = page.evaluate("baroLoad.figures()")
    return _Sitting(figures["delays"], max(figures["longTasks"], default=0.0), max(tasks))


@contextmanager
def _traced(page: Page) -> Iterator[list[float]]:
    """What the tasks of the page's main thread took of the processor, ms; known when the block has ended."""
    protocol = page.context.new_cdp_session(page)
    events: list[dict[str, Any]] = []
    ended = Event()
    protocol.on("Tracing.dataCollected", lambda collected: events.extend(collected["value"]))
    protocol.on("Tracing.tracingComplete", lambda _: ended.set())
    protocol.send("Tracing.start", {"categories": "toplevel", "transferMode": "ReportEvents"})
    tasks: list[float] = []
    yield tasks
    protocol.send("Tracing.end")
    while not ended.is_set():
        page.wait_for_timeout(10)  # lets the events come in
    busiest = Counter(_thread(event) for event in events if event["name"] == TASK)
    mains = {_thread(event) for event in events if event.get("args", {}).get("name") == "CrRendererMain"}
    main = max(mains, key=lambda thread: busiest[thread])
    tasks += [event.get("tdur", 0) / 1000 for event in events if event["name"] == TASK and _thread(event) == main]


def _thread(event: Mapping[str, Any]) -> tuple[int, int]:
    return event["pid"], event["tid"]
