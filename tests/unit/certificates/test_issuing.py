"""Issuing certificates: the same content is the same certificate, whatever fails in between; what anybody learns of a
number."""

import pytest

from chalicelib.certificates import service
from chalicelib.certificates.model import (
    NUMBER_LENGTH,
    CertificateContent,
    IssuedCertificate,
    certificate_key,
    displayed_number,
    number_from,
    state_of,
    typed_number,
)
from chalicelib.certificates.ports import CertificatePorts
from chalicelib.certificates.rules import certificate_rules
from tests.fakes.certificates import FakeCertificates
from tests.fakes.files import FakeObjectStore

CONTENT = CertificateContent("receipt", "ko", "1", "2026-11-30", "보험료 영수증", (), "영수했습니다.", {"total_won": 1})


class Lost(Exception):
    """The process ends."""


class World:
    """Ports whose calls may fail: `fails_at` is the number of the call, from 1, before which the process ends."""

    def __init__(self) -> None:
        self.store, self.files, self.renderings, self.calls, self.fails_at = (
            FakeCertificates(),
            FakeObjectStore(),
            0,
            0,
            0,
        )
        self.bits = 0

    def step(self) -> None:
        self.calls += 1
        if self.calls == self.fails_at:
            raise Lost

    def ports(self) -> CertificatePorts:
        world = self

        class Store(FakeCertificates):
            def claim_number(self, customer: str, content: str, number: str) -> str:
                held = world.store.claim_number(customer, content, number)
                world.step()
                return held

            get = staticmethod(world.store.get)

            def add(self, certificate: IssuedCertificate) -> IssuedCertificate:
                world.step()
                return world.store.add(certificate)

        class Files(FakeObjectStore):
            def put(self, key: str, content: bytes, media_type: str) -> None:
                world.step()
                world.files.put(key, content, media_type)

        return CertificatePorts(Store(), Files(), self.render, certificate_rules(), lambda: 7, self.random)

    def render(self, content: CertificateContent, number: str) -> bytes:
        self.renderings += 1  # a second rendering may differ in its bytes
        return f"{number} {content.title} {self.renderings}".encode()

    def random(self, bits: int) -> int:
        self.bits += 1
        return self.bits * 0x1234567890ABCDEF % (1 << bits)


def test_the_same_content_is_the_same_certificate() -> None:
    world = World()
    ports = world.ports()
    first = service.issue(ports, "c1", CONTENT)
    assert service.issue(ports, "c1", CONTENT) == first
    assert service.issue(ports, "c2", CONTENT).number != first.number
    assert len(world.files.objects) == world.renderings == 2
    assert (first.size, first.issued_at) == (len(world.files.objects[certificate_key(first.number, first.digest)]), 7)


@pytest.mark.parametrize("fails_at", [1, 2, 3])
def test_a_crash_in_between_leaves_one_number_and_a_file_that_fits(fails_at: int) -> None:
    world = World()
    world.fails_at = fails_at
    with pytest.raises(Lost):
        service.issue(world.ports(), "c1", CONTENT)
    certificate = service.issue(world.ports(), "c1", CONTENT)
    assert set(world.store.numbers.values()) == {certificate.number}
    assert certificate_key(certificate.number, certificate.digest) in world.files.objects
    assert service.issue(world.ports(), "c1", CONTENT) == certificate


def test_a_number_is_read_however_it_was_typed() -> None:
    number = number_from(0x0123456789ABCDEF0123)
    assert len(number) == NUMBER_LENGTH
    shown = displayed_number(number)
    assert shown == shown.upper()
    for typed in (shown, shown.lower(), f" {number} ", shown.replace("-", " "), shown.replace("1", "I")):
        assert typed_number(typed) == number
    for typed in ("", "7K3M", shown + "0", "u" * NUMBER_LENGTH, "가" * NUMBER_LENGTH):
        assert typed_number(typed) == ""


def test_another_file_is_as_unknown_as_another_number() -> None:
    certificate = service.issue(World().ports(), "c1", CONTENT)
    assert state_of(certificate, "") == state_of(certificate, certificate.digest) == "unchanged"
    assert state_of(certificate, "0" * 64) == state_of(None, "") == state_of(None, certificate.digest) == "unknown"
