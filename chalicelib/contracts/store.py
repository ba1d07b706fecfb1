"""Policyholders in DynamoDB, one item a customer."""

from typing import Any

import msgspec
from msgspec.structs import replace
from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import DoesNotExist

from chalicelib.aws.model import BaseModel, bind
from chalicelib.contracts.ports import Policyholder
from chalicelib.kernel.masking import masked


class HolderItem(BaseModel):
    """`holder` is a Policyholder as JSON."""

    class Meta:
        pass

    pk = UnicodeAttribute(hash_key=True)
    holder = UnicodeAttribute()


class DynamoStore:
    """`ports.Store` on DynamoDB."""

    def __init__(self, client: Any, table: str) -> None:
        bind(HolderItem, client, table)

    def get(self, customer: str) -> Policyholder | None:
        try:
            item = HolderItem.get(customer)
        except DoesNotExist:
            return None
        holder = msgspec.json.decode(item.holder, type=Policyholder)
        return replace(holder, name=masked(holder.name))  # numbers of contracts and cars stay as they are

    def put(self, holder: Policyholder) -> None:
        HolderItem(holder.id, holder=msgspec.json.encode(holder).decode()).save()
