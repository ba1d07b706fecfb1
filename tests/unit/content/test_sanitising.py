"""All strings of all bodies and commands are masked, and the result is valid."""

import hashlib
from datetime import date
from typing import Annotated, Any, get_args

import msgspec
import pytest
from msgspec import inspect

from chalicelib.content import message_bodies
from chalicelib.content.message_bodies import Body, Card, CardRow, File, FormSubmission, SignatureRequest, Text
from chalicelib.content.sanitising import open_number_end, sanitised, strings_in
from chalicelib.entry.protocol.commands import all_commands

RESIDENT = "9001011234567"
KEPT = "900101-*******"
DIGEST = "a9001011234567" + "f" * 50


def filled(kind: Any) -> Any:
    """A value of this type with a resident number wherever a string may hold one, as long as it may be."""
    match kind:
        case inspect.Metadata():
            return filled(kind.type)
        case inspect.StrType(pattern=None | message_bodies.KEY_PATTERN | message_bodies.PHONE_NUMBER_PATTERN):
            if kind.max_length is None or kind.pattern == message_bodies.PHONE_NUMBER_PATTERN:
                return RESIDENT
            return RESIDENT.rjust(min(kind.max_length, 400), "x")
        case inspect.StrType():
            samples = (
                DIGEST,
                "2026-01-01",
                "20261123-482137",
                "901011234567",
                "05071234567",
                "tablet01:1",
                "tablet01:f1",
                "general",
            )
            return next(each for each in samples if _fits(each, kind))
        case inspect.StructType():
            return kind.cls(**{field.name: filled(field.type) for field in kind.fields})
        case inspect.VarTupleType():
            return (filled(kind.item_type),)
        case inspect.DictType():
            return {filled(kind.key_type): filled(kind.value_type)}
        case inspect.UnionType():
            return filled(next(each for each in kind.types if not isinstance(each, inspect.NoneType)))
    return _other(kind)


def _other(kind: Any) -> object:
    """What is no string and holds none."""
    if isinstance(kind, inspect.LiteralType):
        return kind.values[0]
    if isinstance(kind, inspect.DateType):
        return date(2026, 1, 1)
    return isinstance(kind, inspect.BoolType) or kind.ge or 0


def _fits(sample: str, kind: inspect.StrType) -> bool:
    limits = msgspec.Meta(pattern=kind.pattern, min_length=kind.min_length, max_length=kind.max_length)
    try:
        msgspec.convert(sample, Annotated[str, limits])
    except msgspec.ValidationError:
        return False
    return True


@pytest.mark.parametrize("kind", [*get_args(Body), *all_commands()])
def test_every_string_of_every_body_and_command_is_masked(kind: Any) -> None:
    thing = filled(inspect.type_info(kind))
    kept = sanitised(thing)
    again = msgspec.json.decode(msgspec.json.encode(kept), type=kind)
    assert again == kept
    ref = getattr(thing, "ref", "")
    texts = [words for words in strings_in(kept) if words not in (ref, DIGEST)]
    assert not any(RESIDENT in words for words in texts)
    assert getattr(kept, "ref", "") == ref, "an answer finds its frame"


def test_a_value_without_a_resident_number_is_not_changed() -> None:
    for body in (Text("방금 강남역에서 뒤차가 박았어요"), Text("1234567"), FormSubmission(1, {"phone": "01012345678"})):
        assert sanitised(body) is body


def test_the_digest_of_a_signature_request_follows_its_text() -> None:
    signed = sanitised(SignatureRequest("합의서", RESIDENT, hashlib.sha256(RESIDENT.encode()).hexdigest()))
    assert (signed.text, signed.digest) == (KEPT, hashlib.sha256(KEPT.encode()).hexdigest())


def test_a_file_name_is_no_path() -> None:
    assert sanitised(File("upload000001", f"../{RESIDENT}\u202egpj", "photo", 1)).name == f".._{KEPT}gpj"


def test_halves_in_adjacent_fields_are_one_number() -> None:
    form = sanitised(FormSubmission(1, {"born": "900101", "rest": "1234567", "phone": "01012345678"}))
    assert form.values == {"born": "900101", "rest": "*******", "phone": "01012345678"}
    card = sanitised(
        Card("확인", (CardRow("주민등록번호 앞자리", "900101-"), CardRow("주민등록번호 뒷자리", "1234567")))
    )
    assert [row.value for row in card.rows] == ["900101-", "*******"]
    apart = FormSubmission(1, {"born": "900101", "words": "그날은 비가 왔어요", "paid": "1234567"})
    assert sanitised(apart) == apart


def test_a_date_stays_open_until_another_text() -> None:
    assert open_number_end((Text("900101"),)) == 0
    assert open_number_end((Text("900101-"), Text("다시"))) == 3
    assert open_number_end((Text("900101"), Text("아니다 그건 나중에 말할게요"))) is None
