"""Uses of roadside service in DynamoDB, beside the read model of contracts: an item per job, `pk` is `uses#<contract>`,
`sk` the job, `use` a RoadsideUse as JSON."""

import msgspec

from chalicelib.aws.table import Table, string_value
from chalicelib.contracts.holder import RoadsideUse


class DynamoRoadsideUseStore:
    """`ports.RoadsideUseStore` on DynamoDB."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def uses_of(self, contract: str) -> tuple[RoadsideUse, ...]:
        items = self._table.query("pk = :pk", {":pk": string_value(_place(contract))}, consistent=True)
        return tuple(msgspec.json.decode(item["use"]["S"], type=RoadsideUse) for item in items)

    def record_use(self, contract: str, use: RoadsideUse) -> None:
        stored = string_value(msgspec.json.encode(use).decode())
        self._table.put({"pk": string_value(_place(contract)), "sk": string_value(use.job), "use": stored})


def _place(contract: str) -> str:
    return f"uses#{contract}"
