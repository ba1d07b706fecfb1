"""An app written from docs/protocol.md alone talks to the centre; the page's frames are those of the centre."""

from tests.e2e.documented_session import client_of, follow
from tests.e2e.session_page import PAGE, read_session
from tests.e2e.world import World


async def test_the_session_in_the_protocols_page_is_what_the_centre_sends(world: World) -> None:
    session = read_session(PAGE.read_text("utf-8"))
    async with client_of(world) as client:
        await follow(client, session, pause=lambda: world.clock.advance(1000))
