"""Requests, units and posts a message, counted from HTTP on Amazon's DynamoDB Local, and the requests again on moto.

moto doesn't reckon units by size, so its units aren't shown; a message must make the same requests on both.
"""

from dataclasses import dataclass
from itertools import chain

from chalicelib.contracts.store import DynamoStore as Contracts
from local.centre.people import HOLDERS
from tests.bench.deployment import Deployment, EngineName, deployment
from tests.bench.figures import Figure, Run, Target
from tests.bench.handlers import STAGE
from tests.bench.people import Line, Talk, assigned_talk, bot_talk
from tests.bench.proxy import Traffic
from tests.bench.site import crowd, head_bytes, history, room

TUTORIAL = "tests.bench.others.tutorial.message"
SCANNING = "tests.bench.others.tutorial.scanning"

SMALL = (2, 10)
LARGE = (1_000, 10_000)
"""Connections on the site, messages of history."""

OVER_500_BYTES = "가나다라마 " * 40
LONGEST = "가" * 5_400


@dataclass(frozen=True)
class Ways:
    """What one message costs, at one size of the site: ours in both directions, the tutorial's, the scanning samples'."""

    customer: Traffic
    agent: Traffic
    tutorial: Traffic
    scanning: Traffic

    @property
    def ours(self) -> tuple[Traffic, Traffic]:
        return self.customer, self.agent


def measure(run: Run) -> list[Figure]:
    """All counts."""
    run.say("on moto: which requests a message makes")
    on_moto = _small_and_large("moto")
    run.say("on Amazon's DynamoDB Local: requests, units, posts")
    with deployment("amazon") as centre:
        talk = assigned_talk(centre)
        small, large = ways(centre, talk, SMALL), ways(centre, talk, LARGE)
        others = _other_actions(centre, talk)
    for there, here in zip(chain(*(w.ours for w in on_moto)), chain(small.ours, large.ours), strict=True):
        if _shape(there) != _shape(here):
            raise AssertionError(f"moto saw {_shape(there)}, DynamoDB Local {_shape(here)}")
    return [*message_figures(small, large), *_comparison(small, large), *others]


def ways(centre: Deployment, talk: Talk, size: tuple[int, int]) -> Ways:
    """One message each way, on a site of that size. Sites only grow."""
    connections, messages = size
    speaker, listener = talk.customer[0], talk.agent[0]
    already = 2 if size != SMALL else connections
    crowd(centre, connections - already)
    history(centre, talk, messages)
    room(centre, speaker.connection, listener.connection)
    said = speaker.saying(talk.conversation, "")
    said["body"] = "네, 갓길에 세워 두었고 다친 사람은 없는데 견인차는 언제쯤 올까요?"
    return Ways(
        customer=speaker.counted_saying(talk.conversation),
        agent=listener.counted_saying(talk.conversation),
        tutorial=_counted(centre, TUTORIAL, said),
        scanning=_counted(centre, SCANNING, said),
    )


def message_figures(small: Ways, large: Ways) -> list[Figure]:
    """The promise: the same few requests whatever the size. The worst of both directions and both sizes."""
    every = (*small.ours, *large.ours)
    size = "2 and 1,000 connections, 10 and 10,000 messages; the worst of all"
    return [
        Figure(
            "message_ddb_round_trips_before_post",
            max(traffic.round_trips_before_post for traffic in every),
            "",
            f"DynamoDB requests before the other side is posted to; {size}",
            Target(1, exactly=True),
        ),
        Figure("message_write_units", max(t.write_units for t in every), "WU", size, Target(2, exactly=True)),
        Figure("message_read_units", max(t.read_units for t in every), "RU", size, Target(0, exactly=True)),
        Figure(
            "message_posts_per_device",
            max(len(traffic.posts) for traffic in every),
            "",
            "posts for each device but the one that speaks",
            Target(1, exactly=True),
        ),
        Figure(
            "message_units_growth",
            sum(map(_units, large.ours)) / sum(map(_units, small.ours)),
            "×",
            "units at 1,000 connections and 10,000 messages ÷ at 2 and 10",
            Target(1, exactly=True),
        ),
    ]


def _comparison(small: Ways, large: Ways) -> list[Figure]:
    found = []
    for name, about, here, there in (
        ("tutorial", "Chalice's tutorial (keeps nothing), a room of two", small.tutorial, large.tutorial),
        ("scanning", "keep, scan for connections, post to all", small.scanning, large.scanning),
    ):
        for size, traffic in (("small", here), ("large", there)):
            at = f"{about}; {'2' if size == 'small' else '1,000'} connections"
            found += [
                Figure(f"{name}_ddb_round_trips_before_post_{size}", traffic.round_trips_before_post, "", at),
                Figure(f"{name}_write_units_{size}", traffic.write_units, "WU", at),
                Figure(f"{name}_read_units_{size}", traffic.read_units, "RU", at),
                Figure(f"{name}_posts_{size}", len(traffic.posts), "", at),
            ]
    return found


def _other_actions(centre: Deployment, talk: Talk) -> list[Figure]:
    customer, agent, where = talk.customer[0], talk.agent[0], talk.conversation
    seq = agent.ask("send", **_sending(agent, "확인했습니다."), conversation=where)["seq"]
    figures = [
        Figure("head_bytes", head_bytes(centre, where), "B", "the head after these messages; 1,024 are one write unit")
    ]
    for name, about, traffic in (
        ("over_500", "a message of 500 to 1,024 bytes", customer.counted_saying(where, OVER_500_BYTES)),
        ("longest", "a message of 16 KB", customer.counted_saying(where, LONGEST)),
        ("delivered", "a receipt: delivered", customer.counted("delivered", conversation=where, seq=seq)),
        ("read", "a receipt: read", customer.counted("read", conversation=where, seq=seq)),
        ("typing", "typing", customer.counted("typing", conversation=where)),
    ):
        figures += _all(name, about, traffic)
    two = assigned_talk(centre, 2, devices=2)
    traffic = two.customer[0].counted_saying(two.conversation)
    figures += _all("two_devices", "a message between people with two devices each", traffic)
    figures.append(Figure("two_devices_head_bytes", head_bytes(centre, two.conversation), "B", "its head"))
    figures += _all("bot", "“내 보험 보여줘” and the bot's answer", _bot_answer(centre))
    return figures


def _bot_answer(centre: Deployment) -> Traffic:
    conversation, (phone,) = bot_talk(centre, 3)
    Contracts(centre.dynamodb, f"baro-{STAGE}-contracts").put(HOLDERS[0])
    return phone.counted_saying(conversation, "내 보험 보여줘")


def _sending(line: Line, words: str) -> dict[str, object]:
    return {"client_id": f"{line.device}:900000", "body": {"type": "text", "text": words}}


def _all(name: str, about: str, traffic: Traffic) -> list[Figure]:
    return [
        Figure(f"{name}_ddb_round_trips_before_post", traffic.round_trips_before_post, "", about),
        Figure(f"{name}_write_units", traffic.write_units, "WU", about),
        Figure(f"{name}_read_units", traffic.read_units, "RU", about),
        Figure(f"{name}_posts", len(traffic.posts), "", about),
    ]


def _small_and_large(engine: EngineName) -> tuple[Ways, Ways]:
    with deployment(engine) as centre:
        talk = assigned_talk(centre)
        return ways(centre, talk, SMALL), ways(centre, talk, LARGE)


def _counted(centre: Deployment, handler: str, event: dict[str, object]) -> Traffic:
    centre.proxy.start()
    centre.proxy.hold = True
    try:
        centre.handlers.call(handler, event)
    finally:
        centre.proxy.hold = False
    return centre.proxy.traffic()


def _units(traffic: Traffic) -> float:
    return traffic.write_units + traffic.read_units


def _shape(traffic: Traffic) -> tuple[list[str], int, int]:
    return (
        sorted(request.operation for request in traffic.requests),
        traffic.round_trips_before_post,
        len(traffic.posts),
    )
