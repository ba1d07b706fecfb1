"""Contract of stores for what stands beside the moves: details of lists, boards, visits and tallies."""

from chalicelib.routing.model import EntryDetails, QueueEntry, Visit
from chalicelib.routing.ports import RoutingStore
from chalicelib.routing.tallies import Tally
from chalicelib.services import EventOutbox
from tests.stores.routing_written import T0, entry_of, on_duty, published, state_of


def test_what_lists_tell_of_a_conversation_follows_its_moves(routing: RoutingStore, outbox: EventOutbox) -> None:
    about = EntryDetails("견인", "차가 안 움직여요", ("complaint",))
    entry = QueueEntry("c1", "p1", "general", T0, about=EntryDetails("견인"))
    routing.enqueue(entry)
    before = len(published(outbox))
    assert routing.describe(entry, "", about)
    assert not routing.describe(entry, "a1", about)
    assert [each.about for each in routing.list_waiting("general", 10)] == [about]
    assert len(published(outbox)) == before
    on_duty(routing, "a1")
    assert routing.assign(entry_of(routing), state_of(routing, "a1"))
    assert not routing.describe(entry, "", EntryDetails("moved since"))
    served, words = entry_of(routing), EntryDetails("견인", "아직이에요")
    assert routing.describe(served, "a1", words)
    assert routing.requeue(entry_of(routing), "a1", entry_of(routing), T0 + 1, "transferred")
    waiting = routing.list_waiting("general", 10)
    assert [each.about for each in waiting] == [words]
    assert routing.describe(waiting[0], "", EntryDetails())
    assert entry_of(routing).about == EntryDetails()
    assert not routing.describe(QueueEntry("c9", "p9", "general", T0), "", about)


def test_a_board_is_claimed_by_one_until_it_is_released_or_late(routing: RoutingStore) -> None:
    assert routing.claim_showing("board:general", "one", T0, T0 + 5)
    assert not routing.claim_showing("board:general", "other", T0 + 4, T0 + 9)
    assert routing.claim_showing("board:general", "one", T0 + 4, T0 + 5), "a repeat of the same"
    assert routing.claim_showing("board:contract", "other", T0, T0 + 5)
    assert routing.claim_showing("board:general", "other", T0 + 5, T0 + 9)
    routing.release_showing("board:general")
    assert routing.claim_showing("board:general", "one", T0 + 5, T0 + 9)


def test_a_visit_names_who_waited_and_who_served(routing: RoutingStore) -> None:
    assert routing.visit("p1", "general") == Visit()
    routing.enqueue(QueueEntry("c1", "p1", "general", T0))
    assert routing.visit("p1", "general") == Visit("c1", T0)
    assert routing.visit("p1", "contract") == Visit()
    assert routing.prioritise(QueueEntry("c1", "p1", "contract", T0))
    assert routing.leave(entry_of(routing), T0 + 9)
    assert routing.visit("p1", "contract") == Visit("c1", T0, T0 + 9)
    routing.enqueue(QueueEntry("c2", "p1", "contract", T0 + 20))
    assert routing.visit("p1", "contract") == Visit("c2", T0 + 20)
    on_duty(routing, "a1", 1, "contract")
    assert routing.assign(entry_of(routing, "c2"), state_of(routing, "a1"))
    assert routing.unassign(entry_of(routing, "c2"), "a1", T0 + 30)
    assert routing.visit("p1", "contract") == Visit("c2", T0 + 20, 0, "a1", T0 + 30)


def test_a_customer_is_enqueued_after_the_visit_that_was_read_only(routing: RoutingStore) -> None:
    nothing = routing.visit("p1", "general")
    assert routing.enqueue(QueueEntry("c1", "p1", "general", T0), nothing)
    assert routing.enqueue(QueueEntry("c1", "p1", "general", T0), nothing), "it is there already"
    assert not routing.enqueue(QueueEntry("c2", "p1", "general", T0), nothing)
    assert routing.find_entry("c2") is None
    assert routing.enqueue(QueueEntry("c2", "p1", "general", T0), routing.visit("p1", "general"))


def test_the_latest_tally_of_each_queue_is_kept(routing: RoutingStore) -> None:
    assert routing.tallies(["general", "contract"]) == {"general": Tally(), "contract": Tally()}
    routing.save_tally("general", Tally(3, 2, 4, 1, T0 + 1))
    routing.save_tally("general", Tally(9, 9, 9, 9, T0))
    routing.save_tally("contract", Tally(0, 0, 0, 0, T0))
    assert routing.tallies(["general", "contract"]) == {
        "general": Tally(3, 2, 4, 1, T0 + 1),
        "contract": Tally(0, 0, 0, 0, T0),
    }
    routing.save_tally("general", Tally(5, 5, 0, 5, T0 + 1))
    assert routing.tallies(["general"]) == {"general": Tally(5, 5, 0, 5, T0 + 1)}


def test_the_boards_that_were_shown_last_are_kept(routing: RoutingStore) -> None:
    assert routing.kept_boards(["general", "contract"]) == {}
    for board in (b"first", bytes(range(256))):
        routing.keep_board("general", board)
    assert routing.kept_boards(["general", "contract"]) == {"general": bytes(range(256))}
    assert routing.claim_showing("board:general", "one", T0, T0 + 5), "showing it is claimed apart"
