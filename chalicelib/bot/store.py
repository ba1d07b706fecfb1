"""The bot's memory in DynamoDB, one item a conversation; and its customers' unfinished forms, one item a customer."""

from typing import Any

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist, PutError

from chalicelib.aws.model import BaseModel, bind
from chalicelib.bot.drafts import Drafts
from chalicelib.bot.state import BotState


class MemoryItem(BaseModel):
    """`state` is a BotState as JSON."""

    class Meta:
        pass

    pk = UnicodeAttribute(hash_key=True)
    version = NumberAttribute()
    state = UnicodeAttribute()


class DynamoStore:
    """`ports.Store` on DynamoDB."""

    def __init__(self, client: Any, table: str) -> None:
        bind(MemoryItem, client, table)

    def load(self, conversation: str) -> BotState:
        try:
            item = MemoryItem.get(conversation, consistent_read=True)
        except DoesNotExist:
            return BotState()
        return msgspec.json.decode(item.state, type=BotState)

    def save(self, conversation: str, state: BotState) -> bool:
        item = MemoryItem(conversation, version=state.version, state=msgspec.json.encode(state).decode())
        is_next = MemoryItem.pk.does_not_exist() | (MemoryItem.version == state.version - 1)
        try:
            item.save(condition=is_next)
        except PutError as error:
            if error.cause_response_code == "ConditionalCheckFailedException":
                return False
            raise
        return True


class DraftItem(BaseModel):
    """`drafts` is a `Drafts` as JSON. The key can't be a conversation's: those have no `#`."""

    class Meta:
        pass

    pk = UnicodeAttribute(hash_key=True)
    version = NumberAttribute()
    drafts = UnicodeAttribute()
    ttl = NumberAttribute()


class DynamoDrafts:
    """`ports.DraftStore` on DynamoDB, in the table of the bot's memory."""

    def __init__(self, client: Any, table: str) -> None:
        bind(DraftItem, client, table)

    def load(self, customer: str) -> Drafts:
        try:
            item = DraftItem.get(f"drafts#{customer}", consistent_read=True)
        except DoesNotExist:
            return Drafts()
        return msgspec.json.decode(item.drafts, type=Drafts)

    def save(self, customer: str, drafts: Drafts, until: int) -> bool:
        kept = msgspec.json.encode(drafts).decode()
        item = DraftItem(f"drafts#{customer}", version=drafts.version, drafts=kept, ttl=until)
        before = drafts.version - 1
        is_next = (DraftItem.version == before) if before else DraftItem.pk.does_not_exist()
        try:
            item.save(condition=is_next)
        except PutError as error:
            if error.cause_response_code == "ConditionalCheckFailedException":
                return False
            raise
        return True
