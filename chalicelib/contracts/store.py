"""The read model of contracts in DynamoDB: a part is an item, `pk` its place, `sk` its name, `rows` its rows as JSON,
`n` the number of its writes. `feed_store` writes them."""

from chalicelib.aws.table import Table, string_value
from chalicelib.contracts.assembly import assemble_holder
from chalicelib.contracts.holder import Policyholder
from chalicelib.contracts.parts import customer_place


class DynamoPolicyholderStore:
    """`ports.PolicyholderStore` on DynamoDB: a customer is one query."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def get(self, customer: str) -> Policyholder | None:
        place = {":pk": string_value(customer_place(customer))}
        items = self._table.query("pk = :pk", place, consistent=False)
        return assemble_holder(customer, ((item["sk"]["S"], item["rows"]["S"]) for item in items))
