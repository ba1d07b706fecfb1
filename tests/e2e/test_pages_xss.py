"""Messages are shown as text: no script runs and no element is made of them."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from chalicelib.kernel.actors import Role
from local.client import Client
from local.demo.people import DemoPerson
from tests.e2e.pages.signed_in import AgentWindow, CustomerWindow
from tests.e2e.windows import Window
from tests.e2e.world import World

pytestmark = pytest.mark.browser

BY_THEMSELVES = (
    "<script data-x>hit()</script>",
    "<img data-x src=x onerror=hit()>",
    "\"><img data-x src=x onerror='hit()'>",
    "'><svg data-x onload=hit()>",
    "<svg data-x><animate onbegin=hit() attributeName=x dur=1s></svg>",
    "<details data-x open ontoggle=hit()>",
    "<input data-x autofocus onfocus=hit()>",
    "<video data-x><source onerror=hit()></video>",
    "<audio data-x src=x onerror=hit()></audio>",
    "<iframe data-x srcdoc='<script>parent.hit()</script>'></iframe>",
    "<iframe data-x src=javascript:parent.hit()></iframe>",
    "</textarea></title></style></script><img data-x src=x onerror=hit()>",
    "<body data-x onload=hit()>",
    "<style data-x>@keyframes a{}</style><b data-x style=animation-name:a onanimationstart=hit()>",
    "<ScRiPt data-x>hit()</sCrIpT>",
    "<object data-x data=javascript:hit() onerror=hit()></object>",
)
"""Each runs `hit()`, or marks an element with `data-x`, as soon as it is taken for HTML."""

WHEN_PRESSED = (
    "javascript:hit()",
    "https://a.example/\"onmouseover='hit()'data-x='",
    "<a data-x href=javascript:hit()>눌러 보세요</a>",
    "data:text/html,<script>hit()</script>",
    "[눌러 보세요](javascript:hit())",
    "{{constructor.constructor('hit()')()}}${hit()}",
    "&lt;img data-x src=x onerror=hit()&gt;",
    "\\u003cimg data-x src=x onerror=hit()\\u003e",
)
PAYLOADS = BY_THEMSELVES + WHEN_PRESSED
NAME = "<img data-x src=x onerror=hit()>"

WATCH = """
window.hits = 0;
window.hit = () => { window.hits += 1; };
window.refused = [];
addEventListener("securitypolicyviolation", (event) => window.refused.push(event.violatedDirective));
"""
HARM = """() => ({
  hits: window.hits,
  refused: window.refused,
  elements: document.querySelectorAll("[data-x]").length,
  links: [...document.links].filter((link) => !/^(https?|tel):/.test(link.protocol)).length,
})"""
NONE = {"hits": 0, "refused": [], "elements": 0, "links": 0}


def form(payload: str) -> dict[str, Any]:
    """A form with the payload wherever a form has words."""
    field = {"name": "words", "label": payload, "hint": payload, "value": payload}
    choice = {"name": "one", "label": payload, "kind": "choice", "options": [{"value": "a", "label": payload}]}
    return {"type": "form", "form": "words", "title": payload, "submit": payload, "fields": [field, choice]}


def card(payload: str) -> dict[str, Any]:
    """A card likewise, with a button."""
    button = {"id": "yes", "label": payload, "kind": "primary"}
    rows = [{"label": payload, "value": payload}]
    return {"type": "card", "title": payload, "text": payload, "rows": rows, "buttons": [button]}


def test_each_payload_would_do_harm_as_html(chromium: Browser) -> None:
    with closing(chromium.new_context()) as context:
        context.add_init_script(WATCH)
        page = context.new_page()
        for payload in BY_THEMSELVES:
            page.goto("about:blank")
            page.set_content(payload, wait_until="domcontentloaded")
            assert page.evaluate("document.querySelectorAll('[data-x]').length") > 0, payload
        page.goto("about:blank")
        page.set_content(NAME)
        page.wait_for_function("window.hits > 0")


def test_the_pages_allow_no_inline_code_or_styles(chromium: Browser, world: World) -> None:
    with closing(chromium.new_context()) as context:
        for path in ("/", "/panel/"):
            policy = context.request.get(world.standin.http_url + path).headers["content-security-policy"]
            assert "default-src 'self'" in policy
            assert "unsafe" not in policy
            assert "*" not in policy


class Scene:
    """A customer and an agent with harmful names, their windows, and a connection of each for any body."""

    def __init__(self, world: World, chromium: Browser) -> None:
        self.world = world
        self.customer = world.customer(NAME)
        self.agent = DemoPerson("agent-x", Role.AGENT, NAME, "", ("general",), 5)
        # Where inline code may run, what keeps it from running isn't the policy.
        self.desk = AgentWindow(chromium, world, self.agent, bypass_csp=True)
        self.desk.set_status("상담 가능")
        self.phone = CustomerWindow(chromium, world, self.customer, bypass_csp=True)
        for window in (self.phone, self.desk):
            window.page.evaluate(WATCH)
        self.phone.request_agent()
        self.phone.expect_served_by(self.agent)
        self.desk.expect_serving(self.customer)

    def close(self) -> None:
        self.phone.close()
        self.desk.close()

    def says(self, person: DemoPerson, bodies: list[Any], note: str = "") -> int:
        """All of it in one go, on a device of its own; the clock goes on so that it isn't too fast for the centre.
        The seq of the last."""

        async def say() -> int:
            async with self.world.connected(person) as client:
                conversation, seq = await the_conversation(client), 0
                for body in bodies:
                    seq = (await client.send(conversation, body))["seq"]
                    self.world.clock.advance(500)
                if note:
                    await client.request("note", conversation=conversation, text=note)
                return seq

        return self.world.run(say())

    def shows(self, window: Window, texts: tuple[str, ...]) -> None:
        """All of these stand in the thread, letter by letter."""
        for text in texts:
            expect(window.log).to_contain_text(text)


async def the_conversation(client: Client) -> str:
    """The id of the only conversation this person takes part in."""
    welcome = await client.hello()
    return str(welcome["conversations"][0]["conversation"]["id"])


@pytest.fixture
def scene(world: World, chromium: Browser) -> Iterator[Scene]:
    with closing(Scene(world, chromium)) as made:
        yield made


def test_no_text_becomes_code_or_elements(scene: Scene, world: World, chromium: Browser) -> None:
    few = PAYLOADS[:3]
    for start in range(0, len(PAYLOADS), 12):
        batch = PAYLOADS[start : start + 12]  # no more than a desk draws at first
        for person in (scene.customer, scene.agent):
            scene.says(person, list(batch))
            scene.shows(scene.desk, batch)
            scene.shows(scene.phone, batch)
    scene.says(scene.agent, [make(payload) for payload in few for make in (card, form)], note="\n".join(PAYLOADS))
    scene.shows(scene.desk, PAYLOADS)
    scene.phone.log.get_by_role("button", name=few[-1], exact=True).first.click()
    values = {f"field{number}": payload for number, payload in enumerate(PAYLOADS[:20])}
    fields = [{"name": name, "label": name} for name in values]
    asked = scene.says(
        scene.agent, [{"type": "form", "form": "many", "title": "여러 가지", "submit": "보내기", "fields": fields}]
    )
    scene.says(scene.customer, [{"type": "form_submission", "to": asked, "values": values}])
    scene.shows(scene.desk, PAYLOADS)
    assert scene.phone.page.evaluate(HARM) == NONE
    assert scene.desk.page.evaluate(HARM) == NONE
    # The same as history, under the policy with which the pages are served: there is nothing for it to refuse.
    with (
        closing(CustomerWindow(chromium, world, scene.customer)) as phone,
        closing(AgentWindow(chromium, world, scene.agent)) as desk,
    ):
        desk.expect_serving(scene.customer)
        assert [*phone.console_errors, *desk.console_errors] == []
        for window in (phone, desk):
            scene.shows(window, PAYLOADS[:3])
            assert window.page.evaluate("document.querySelectorAll('[data-x]').length") == 0
