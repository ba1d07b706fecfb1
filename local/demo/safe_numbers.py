"""An exchange of safe numbers for one machine: its numbers ring nowhere."""

from zlib import crc32


class DemoSafeNumbers:
    """`ports.SafeNumbers`: a number made of who is called; one that is safe already stays."""

    def number_of(self, person: str, phone: str) -> str:
        if not phone or phone.startswith("050"):
            return phone
        return f"0508{crc32(person.encode()) % 10_000_000:07}"
