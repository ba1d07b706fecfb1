"""What people send, before it is kept: no resident numbers, and file names that are only names."""

import hashlib
import unicodedata

from msgspec.structs import replace

from chalicelib.content.bodies import Answer, Body, Card, File, Form, Signing, Submission, Text
from chalicelib.kernel.masking import masked

_INVISIBLE = frozenset({"Cc", "Cf", "Zl", "Zp"})
"""Among them what turns the reading direction: "진단서<U+202E>gpj.exe" reads as a picture."""


def cleaned(body: Body) -> Body:
    """The body as it may be kept."""
    match body:
        case Text():
            return replace(body, text=masked(body.text))
        case Answer():
            return replace(body, label=masked(body.label))
        case Submission():
            return replace(body, values={name: masked(value) for name, value in body.values.items()})
        case Card():
            rows = tuple(replace(row, value=masked(row.value)) for row in body.rows)
            return replace(body, title=masked(body.title), text=masked(body.text), rows=rows)
        case Form():
            fields = tuple(replace(field, hint=masked(field.hint), value=masked(field.value)) for field in body.fields)
            return replace(body, title=masked(body.title), fields=fields)
        case Signing():
            return _cleaned_signing(body)
        case File():
            return replace(body, name=file_name(body.name))
    return body


def _cleaned_signing(body: Signing) -> Signing:
    text = masked(body.text)
    if text == body.text:
        return body  # a digest that doesn't fit its text stays so: it is refused when it is signed
    return replace(body, text=text, digest=hashlib.sha256(text.encode()).hexdigest())


def file_name(name: str) -> str:
    """A file's name as people read it; never a path."""
    composed = unicodedata.normalize("NFC", name).replace("/", "_").replace("\\", "_")
    return masked("".join(char for char in composed if unicodedata.category(char) not in _INVISIBLE))
