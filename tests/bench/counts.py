"""Requests, units and posts a message, counted from HTTP on Amazon's DynamoDB Local, and the requests again on moto.

moto doesn't reckon units by size, so its units aren't shown; a message makes the same requests on both.
"""

from dataclasses import dataclass

from msgspec.structs import replace

from local.demo.contracts import HOLDERS
from tests.bench.deployment import Deployment, deployment
from tests.bench.feeds import feed_ports
from tests.bench.figures import Figure, Run, Target
from tests.bench.lists import list_figures
from tests.bench.people import TYPICAL_TEXT, Connection, Talk, assigned_talk, bot_talk
from tests.bench.proxy import Traffic
from tests.bench.site import conversation_item_bytes, create_other_connections, create_tutorial_room, extend_history
from tests.fakes.contracts import load_into

TUTORIAL = "tests.bench.others.tutorial.message"
SCANNING = "tests.bench.others.tutorial.scanning"

SMALL = (2, 10)
LARGE = (1_000, 10_000)
"""Connections on the site, messages of history."""

BOT_TURNS = ("어제 저녁에 사고 났어요", "아니요 다친 사람 없어요", "강남역 사거리에서 뒤차가 박았어요")
"""A customer's messages up to the middle of the accident form."""

OVER_500_BYTES = "가나다라마 " * 40
LONGEST = "가" * 5_400


@dataclass(frozen=True)
class BothWays:
    """What a customer's and an agent's message cost, at one size of the site; each goes to `recipients` devices."""

    customer: Traffic
    agent: Traffic
    recipients: int

    @property
    def each(self) -> tuple[Traffic, Traffic]:
        return self.customer, self.agent


@dataclass(frozen=True)
class OtherWays:
    """What a message costs the tutorial's way and the scanning samples' way."""

    tutorial: Traffic
    scanning: Traffic


def measure(run: Run) -> list[Figure]:
    """All counts."""
    run.say("on moto: which requests a message makes")
    with deployment("moto") as centre:
        there = both_ways(centre, assigned_talk(centre), LARGE)
    run.say("on Amazon's DynamoDB Local: requests, units, posts")
    with deployment("amazon") as centre:
        talk = assigned_talk(centre)
        small, others_small = both_ways(centre, talk, SMALL), _other_ways(centre, talk)
        large, others_large = both_ways(centre, talk, LARGE), _other_ways(centre, talk)
        more = [
            *_other_actions(centre, talk),
            *list_figures(centre),
            bot_turn_figure(centre),
            contract_answer_figure(centre),
        ]
    if list(map(_shape, there.each)) != list(map(_shape, large.each)):
        raise AssertionError(f"moto saw {list(map(_shape, there.each))}, DynamoDB Local other requests")
    return [*message_figures(small, large), *_comparison(others_small, others_large), *more]


def bot_turn_figure(centre: Deployment) -> Figure:
    """What a customer in the middle of the accident form waits for: message, reads, state, the answer's number."""
    conversation, (customer, *_) = bot_talk(centre, 8)
    for words in BOT_TURNS[:-1]:
        customer.send(conversation, words)
    traffic = customer.measure_bot_turn(conversation, BOT_TURNS[-1])
    return Figure(
        "bot_ddb_round_trips_before_post",
        traffic.round_trips_in_a_row_before_post,
        "",
        f"DynamoDB round trips before the bot's answer, of {traffic.round_trips_before_post} requests; "
        "a message in the middle of the accident form",
        Target(4),
    )


def contract_answer_figure(centre: Deployment) -> Figure:
    """What a customer who asks about the month's kilometres waits for: message, reads, contract, state, the card."""
    conversation, (customer, *_) = bot_talk(centre, 9)
    load_into(feed_ports(centre.dynamodb), replace(HOLDERS[1], id=customer.person))
    customer.send(conversation, "보험 만기 언제예요?")
    traffic = customer.measure_bot_turn(conversation, "이번 달 몇 키로 탔어요?")
    return Figure(
        "contract_answer_ddb_round_trips",
        traffic.round_trips_in_a_row_before_post,
        "",
        f"DynamoDB round trips before the card of a month by kilometres, of {traffic.round_trips_before_post} requests",
        Target(4),
    )


def both_ways(centre: Deployment, talk: Talk, size: tuple[int, int]) -> BothWays:
    """One message each way, on a site of that size."""
    connections, messages = size
    create_other_connections(centre, connections - 2)
    extend_history(centre, talk, messages)
    return BothWays(
        customer=talk.customer[0].measure_send(talk.conversation),
        agent=talk.agent[0].measure_send(talk.conversation),
        recipients=len(talk.customer) + len(talk.agent) - 1,
    )


def _other_ways(centre: Deployment, talk: Talk) -> OtherWays:
    speaker = talk.customer[0]
    create_tutorial_room(centre, speaker.connection, talk.agent[0].connection)
    said = {**speaker.frame_event({}), "body": TYPICAL_TEXT}
    return OtherWays(_counted(centre, TUTORIAL, said), _counted(centre, SCANNING, said))


def message_figures(small: BothWays, large: BothWays) -> list[Figure]:
    """The targets: the same few requests for any size. The worst of both directions and both sizes."""
    every = (*small.each, *large.each)
    at = "2 and 1,000 connections, 10 and 10,000 messages; the worst of all"
    return [
        Figure(
            "message_ddb_round_trips_before_post",
            max(traffic.round_trips_before_post for traffic in every),
            "",
            f"DynamoDB requests before the other side is posted to; {at}",
            Target(1, exactly=True),
        ),
        Figure("message_write_units", max(t.write_units for t in every), "WU", at, Target(2, exactly=True)),
        Figure("message_read_units", max(t.read_units for t in every), "RU", at, Target(0, exactly=True)),
        Figure(
            "message_posts_per_device",
            max(len(traffic.posts) / size.recipients for size in (small, large) for traffic in size.each),
            "",
            "posts for each device but the one that speaks",
            Target(1, exactly=True),
        ),
        Figure(
            "message_units_growth",
            sum(map(_units, large.each)) / sum(map(_units, small.each)),
            "×",
            "units at 1,000 connections and 10,000 messages ÷ at 2 and 10",
            Target(1, exactly=True),
        ),
    ]


def _comparison(small: OtherWays, large: OtherWays) -> list[Figure]:
    room_of_two = "Chalice's tutorial (keeps nothing), a room of two"
    everyone = "keep, scan for connections, post to all"
    return [
        *_all("tutorial_small", f"{room_of_two}; 2 connections", small.tutorial),
        *_all("tutorial_large", f"{room_of_two}; 1,000 connections", large.tutorial),
        *_all("scanning_small", f"{everyone}; 2 connections", small.scanning),
        *_all("scanning_large", f"{everyone}; 1,000 connections", large.scanning),
    ]


def _other_actions(centre: Deployment, talk: Talk) -> list[Figure]:
    customer, agent, where = talk.customer[0], talk.agent[0], talk.conversation
    seq = agent.request("send", **_sending(agent, "확인했습니다."), conversation=where)["seq"]
    figures = [
        Figure(
            "head_bytes",
            conversation_item_bytes(centre, where),
            "B",
            "size of the head; up to 1,024 it costs one write unit",
        )
    ]
    for name, about, traffic in (
        ("over_500", "a message of 500 to 1,024 bytes", customer.measure_send(where, OVER_500_BYTES)),
        ("longest", "a message of 16 KB", customer.measure_send(where, LONGEST)),
        ("delivered", "a receipt: delivered", customer.measure_request("delivered", conversation=where, seq=seq)),
        ("read", "a receipt: read", customer.measure_request("read", conversation=where, seq=seq)),
        ("typing", "typing", customer.measure_request("typing", conversation=where)),
    ):
        figures += _all(name, about, traffic)
    listening = assigned_talk(centre, 2, devices=2, speaking=1)
    traffic = listening.customer[0].measure_send(listening.conversation)
    figures += _all("two_devices", "two devices each, one of each speaks", traffic)
    speaking = assigned_talk(centre, 4, devices=2, speaking=2)
    traffic = speaking.customer[0].measure_send(speaking.conversation)
    figures += _all("two_devices_speaking", "two devices each, all of them have spoken", traffic)
    figures += [
        Figure(
            "message_write_units_two_devices",
            traffic.write_units,
            "WU",
            "two devices each, all of them have spoken",
            Target(2, exactly=True),
        ),
        Figure(
            "two_devices_head_bytes", conversation_item_bytes(centre, listening.conversation), "B", "two devices each"
        ),
        Figure(
            "two_devices_speaking_head_bytes",
            conversation_item_bytes(centre, speaking.conversation),
            "B",
            "two devices each, all of them have spoken",
        ),
    ]
    figures += _all("bot", "“내 보험 보여줘” and the bot's answer", _bot_answer(centre))
    return figures


def _bot_answer(centre: Deployment) -> Traffic:
    conversation, (phone,) = bot_talk(centre, 3)
    load_into(feed_ports(centre.dynamodb), replace(HOLDERS[0], id=phone.person))
    return phone.measure_send(conversation, "내 보험 보여줘")


def _sending(connection: Connection, words: str) -> dict[str, object]:
    return {"client_id": f"{connection.device}:900000", "body": {"type": "text", "text": words}}


def _all(name: str, about: str, traffic: Traffic) -> list[Figure]:
    return [
        Figure(f"{name}_{key}", value, unit, about, column=column)
        for key, value, unit, column in (
            ("ddb_round_trips_before_post", traffic.round_trips_before_post, "", "DynamoDB before the post"),
            ("write_units", traffic.write_units, "WU", "write units"),
            ("read_units", traffic.read_units, "RU", "read units"),
            ("posts", len(traffic.posts), "", "posts"),
        )
    ]


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
