"""`CertificateStore` in memory; held to the same contract suite as DynamoDB."""

from chalicelib.certificates.model import IssuedCertificate


class FakeCertificates:
    """Certificates in dictionaries."""

    def __init__(self) -> None:
        self.numbers: dict[tuple[str, str], str] = {}
        self.issued: dict[str, IssuedCertificate] = {}
        self.opened: dict[str, list[tuple[int, str]]] = {}

    def claim_number(self, customer: str, content: str, number: str) -> str:
        return self.numbers.setdefault((customer, content), number)

    def get(self, number: str) -> IssuedCertificate | None:
        return self.issued.get(number)

    def add(self, certificate: IssuedCertificate) -> IssuedCertificate:
        return self.issued.setdefault(certificate.number, certificate)

    def record_opening(self, number: str, person: str, at: int) -> None:
        opened = self.opened.setdefault(number, [])
        if (at, person) not in opened:
            opened.append((at, person))

    def openings(self, number: str) -> list[tuple[int, str]]:
        return sorted(self.opened.get(number, []))
