"""`CertificateStore` on one DynamoDB table.

| pk | sk | what |
|---|---|---|
| `certificate#<number>` | `certificate` | an issued certificate as JSON |
| `certificate#<number>` | `opened#<at>#<person>` | somebody got its link |
| `customer#<id>` | `<digest of the content>` | the number of the certificate with this content |
"""

import msgspec

from chalicelib.aws.table import Table, string_value
from chalicelib.certificates.model import IssuedCertificate

_OPENED = "opened#"


class DynamoCertificateStore:
    """`ports.CertificateStore` on DynamoDB."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def claim_number(self, customer: str, content: str, number: str) -> str:
        pk = f"customer#{customer}"
        item = {"pk": string_value(pk), "sk": string_value(content), "number": string_value(number)}
        if self._table.put(item, "attribute_not_exists(pk)"):
            return number
        held = self._table.get(pk, content)
        return str(held["number"]["S"]) if held else number

    def get(self, number: str) -> IssuedCertificate | None:
        item = self._table.get(f"certificate#{number}", "certificate")
        return msgspec.json.decode(item["body"]["S"], type=IssuedCertificate) if item else None

    def add(self, certificate: IssuedCertificate) -> IssuedCertificate:
        body = msgspec.json.encode(certificate).decode()
        item = {
            "pk": string_value(f"certificate#{certificate.number}"),
            "sk": string_value("certificate"),
            "body": string_value(body),
        }
        if self._table.put(item, "attribute_not_exists(pk)"):
            return certificate
        return self.get(certificate.number) or certificate

    def record_opening(self, number: str, person: str, at: int) -> None:
        sk = f"{_OPENED}{at:013d}#{person}"
        self._table.put({"pk": string_value(f"certificate#{number}"), "sk": string_value(sk)})

    def openings(self, number: str) -> list[tuple[int, str]]:
        values = {":p": string_value(f"certificate#{number}"), ":o": string_value(_OPENED)}
        found = self._table.query("pk = :p AND begins_with(sk, :o)", values)
        parts = (item["sk"]["S"].removeprefix(_OPENED).partition("#") for item in found)
        return [(int(at), person) for at, _, person in parts]
