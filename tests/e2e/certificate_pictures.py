"""Pictures of the PDF files that customers open: certificates, a receipt in English and the letter of a payment.
`make screenshots` takes them with the others; run alone, it takes these."""

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import aiohttp

from chalicelib.wiring import root
from local.demo.people import PEOPLE, DemoPerson
from tests.e2e.claims.decision_pictures import paid_claim
from tests.e2e.pictures import PICTURES
from tests.e2e.world import World, running_centre

CERTIFICATES = {
    "certificate-insurance": ("cust-kim", "insurance"),
    "certificate-payment": ("cust-park", "payment"),
    "certificate-receipt-english": ("cust-wilson", "receipt"),
}
"""Picture → whose contract, and the kind of the certificate."""
LETTER = "certificate-letter"
DOTS_PER_INCH = 100


def take_certificate_pictures(world: World) -> None:
    """All pictures of this module, by poppler; where it is missing, those that there are stay."""
    program = shutil.which("pdftoppm")
    if program is None:
        print("Without poppler (Debian: poppler-utils) the pictures of certificates stay as they are.")
        for name in (*CERTIFICATES, LETTER):
            (PICTURES / f"{name}.png").touch()
        return
    for name, (customer, kind) in CERTIFICATES.items():
        person = PEOPLE[customer]
        holder = root.services().contracts().get(customer)
        assert holder is not None
        _draw(program, world.run(_certificate(world, person, kind, holder.contracts[0].number)), name)
    case = paid_claim(world)
    store = root.services().claims().store
    claim = store.get(case.number)
    assert claim is not None
    event = next(each for each in store.history(claim) if each.code == "pay")
    _draw(program, world.run(_certificate(world, case.customer, "letter", f"{case.number}:{event.number}")), LETTER)


async def _certificate(world: World, person: DemoPerson, kind: str, about: str) -> bytes:
    """The file that the customer's page opens."""
    async with world.connected(person) as phone:
        opened = await phone.request("open_certificate", kind=kind, contract=about)
    async with aiohttp.ClientSession(raise_for_status=True) as session, session.get(opened["url"]) as answer:
        return await answer.read()


def _draw(program: str, file: bytes, name: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "certificate.pdf"
        path.write_bytes(file)
        first_page = (program, "-png", "-singlefile", "-r", str(DOTS_PER_INCH), str(path), str(PICTURES / name))
        subprocess.run(first_page, check=True)


def main() -> int:
    """The pictures of this module."""
    with running_centre(Path("build/screenshots")) as world:
        take_certificate_pictures(world)
    print("\n".join(sorted(path.name for path in PICTURES.glob("certificate-*.png"))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
