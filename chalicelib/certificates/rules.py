"""Who issues certificates, and for how long links are valid (`config/certificates.toml`)."""

from functools import cache

from msgspec import Struct

from chalicelib.content.config_files import read_rules, require_between
from chalicelib.content.configuration import LOCALES

MAX_LINK_S = 3600
MAX_TRIES = 1000


class Issuer(Struct, frozen=True, forbid_unknown_fields=True):
    """The insurer as it stands on certificates, by language; its telephone number."""

    name: dict[str, str]
    address: dict[str, str]
    telephone: str


class CertificateRules(Struct, frozen=True, forbid_unknown_fields=True):
    """`link_seconds`: how long a link to a certificate is valid. Numbers are checked `tries` times an address in
    `tries_window_seconds`."""

    issuer: Issuer
    link_seconds: int
    tries: int
    tries_window_seconds: int


@cache
def certificate_rules() -> CertificateRules:
    """The rules of `certificates.toml`, cached. Raises msgspec.ValidationError for a wrong type."""
    return read_rules("certificates.toml", CertificateRules)


def validate_certificate_rules(rules: CertificateRules) -> None:
    """Raises ValueError that names the first error."""
    for name in ("name", "address"):
        words: dict[str, str] = getattr(rules.issuer, name)
        if set(words) != set(LOCALES) or not all(each.strip() for each in words.values()):
            raise ValueError(f"certificates.toml: issuer.{name} has a text in each of {', '.join(LOCALES)}")
    if not rules.issuer.telephone.strip():
        raise ValueError("certificates.toml: issuer.telephone: write a number")
    for key, low, high in (
        ("link_seconds", 30, MAX_LINK_S),
        ("tries", 1, MAX_TRIES),
        ("tries_window_seconds", 60, 86_400),
    ):
        require_between("certificates.toml", key, getattr(rules, key), low, high)
