"""Contract of stores for receipts: they only rise, in any order."""

from chalicelib.content.views import Receipts
from chalicelib.conversations.ports import ConversationStore
from tests.stores.conversations_written import Fresh, opened, said


def test_a_read_receipt_lowers_no_delivered_seq(conversations: ConversationStore, fresh: Fresh) -> None:
    conversation = opened(conversations, fresh)
    for number in (1, 2, 3):
        conversations.number_message(said(conversation, number))
    person = conversation.customer.id
    conversations.advance_receipt(conversation.id, person, "customer", 3, 0)
    after = conversations.advance_receipt(conversation.id, person, "customer", 0, 1)
    assert after is not None
    assert after.receipts["customer"] == Receipts(3, 1)
