"""Work lists of departments: their rows, their order, and what removes a row."""

from msgspec.structs import replace

from chalicelib.claims.events import claim_subject
from chalicelib.kernel.actors import Role
from chalicelib.routing.events import routing_subject
from chalicelib.routing.model import QueueEntry
from tests.entry.centre import LEE, T0, Centre, person
from tests.entry.claim_fixtures import DOYUN, NO, adjuster, done, registered, work


def test_a_confirmed_report_gives_every_department_its_work_once(centre: Centre) -> None:
    number = registered(centre)
    centre.event_jobs.relay(claim_subject(number))
    work(centre)
    for department, coverage in (("property", "property_damage"), ("own_car", "own_damage"), ("roadside", "")):
        assert [(item.claim, item.coverage) for item in centre.claims.store.open_work(department)] == [
            (number, coverage)
        ]
    assert centre.core.sent == [(number, 1, "registered")]


def test_a_tow_added_later_notifies_roadside_once(centre: Centre) -> None:
    number = registered(centre, drivable="true")
    assert centre.claims.store.open_work("roadside") == ()
    for version, drivable in enumerate(("false", "true", "false"), start=1):
        done(centre, DOYUN, number, "amend_claim", version=version, facts={"drivable": drivable})
    assert [item.claim for item in centre.claims.store.open_work("roadside")] == [number]


def test_roadside_help_is_first_on_the_list_and_is_taken_and_done(centre: Centre) -> None:
    minsu = adjuster("agent-minsu", "roadside", "property")
    number = registered(centre)
    rows = centre.done(minsu, "work_list")["work"]
    assert [(row["coverage"], row.get("waiting_since", 0), row["due_on"]) for row in rows] == [
        ("", T0, "2027-01-15"),
        ("property_damage", 0, "2027-01-18"),
    ]
    assert centre.ask(DOYUN, "assist", claim=number, department="roadside")["code"] == NO
    done(centre, minsu, number, "assist", department="roadside")
    taken = next(row for row in centre.done(minsu, "work_list")["work"] if row["coverage"] == "")
    assert (taken["adjuster"]["id"], "waiting_since" in taken) == (minsu.id, False)
    done(centre, minsu, number, "assist", department="roadside", done=True)
    assert [row["coverage"] for row in centre.done(minsu, "work_list")["work"]] == ["property_damage"]


def test_an_emergency_is_first_on_every_work_list(centre: Centre) -> None:
    minsu = adjuster("agent-minsu", "roadside")
    conversation = centre.opened()
    registered(centre, conversation, place="영동고속도로 강릉방향 112km", occurred_at="2027-01-15T16:50+09:00")
    centre.routing.enqueue(QueueEntry("talk2", LEE.id, "general", T0 - 60_000, emergency=True, name="이순자"))
    centre.routing.enqueue(QueueEntry("talk3", LEE.id, "general", T0 - 90_000, name="이순자"))
    for talk in ("talk2", "talk3"):
        centre.event_jobs.relay(routing_subject(talk))
    work(centre)
    for who, coverages in ((minsu, [""]), (DOYUN, ["own_damage", "property_damage"])):
        first, *rest = centre.done(who, "work_list")["work"]
        assert (first["conversation"], first["claim"], first["emergency"]) == ("talk2", "", True)
        assert first["waiting_since"] == T0 - 60_000
        assert [(row["coverage"], row["emergency"], row["waiting_since"]) for row in rest] == [
            (coverage, True, T0) for coverage in coverages
        ]
    assert centre.done(person("agent-x", Role.AGENT, "general"), "work_list")["work"] == []


def test_an_emergency_in_the_chat_is_one_on_the_work_list(centre: Centre) -> None:
    conversation = centre.opened()
    centre.store.conversations[conversation] = replace(centre.store.conversations[conversation], emergency=True)
    number = registered(centre, conversation)
    found = centre.claims.store.get(number)
    assert found is not None
    assert found.emergency
