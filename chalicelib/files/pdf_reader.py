"""pypdf's reader, which searches the whole file for each object that isn't where its table says. A damaged file of
30 MB would be searched for minutes; here all objects are looked up in one pass."""

import io
import re
from functools import cached_property

from pypdf import PdfReader
from pypdf.generic import IndirectObject, PdfObject, StreamObject

_OBJECT = re.compile(rb"(?<![0-9])([0-9]{1,10})[\0\t\n\f\r ]+([0-9]{1,5})[\0\t\n\f\r ]+obj")
"""The head of an object (ISO 32000-2, 7.3.10)."""
_OBJECT_OR_STREAM = re.compile(_OBJECT.pattern + rb"|/Type[\0\t\n\f\r ]*/ObjStm\b")
Key = tuple[int, int]
"""The number and the generation of an object."""


class QuickReader(PdfReader):
    """Reads a PDF that may be invalid. Raises what `PdfReader` raises."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        super().__init__(io.BytesIO(content), strict=False)

    def get_object(self, indirect_reference: int | IndirectObject) -> PdfObject | None:
        """The object, None if it is nowhere."""
        reference = indirect_reference
        if isinstance(reference, int):
            reference = IndirectObject(reference, 0, self)
        return super().get_object(reference) if self._find(reference.idnum, reference.generation) else None

    def _find(self, number: int, generation: int) -> bool:
        """Whether an object is anywhere. One that the table has elsewhere is put right in it."""
        if (generation, number) in self.resolved_objects or number in self.xref_free_entry.get(generation, ()):
            return True
        if generation == 0 and number in self.xref_objStm:
            return True
        start = self.xref.get(generation, {}).get(number)
        if start is not None and (head := _OBJECT.match(self._content, start)) and _key(head) == (number, generation):
            return True
        if (number, generation) in self._objects:
            self.xref.setdefault(generation, {})[number] = self._objects[number, generation]
        elif generation == 0 and self._encryption is not None and number in self._encrypted_streams:
            self.xref_objStm[number] = self._encrypted_streams[number]
        else:
            return False
        return True

    @cached_property
    def _objects(self) -> dict[Key, int]:
        """The first place of each object."""
        found: dict[Key, int] = {}
        for head in _OBJECT.finditer(self._content):
            found.setdefault(_key(head), head.start())
        return found

    @cached_property
    def _encrypted_streams(self) -> dict[int, Key]:
        """By its number, the object stream that has an object, and the place in it. pypdf looks for these without
        decrypting them, so that it finds none where the table is lost."""
        found: dict[int, Key] = {}
        number, generation = 0, 0
        for head in _OBJECT_OR_STREAM.finditer(self._content):
            if head[1]:
                number, generation = _key(head)
                continue
            stream = self.get_object(IndirectObject(number, generation, self))
            if isinstance(stream, StreamObject):
                numbers = stream.get_data()[: int(stream.get("/First", 0))].split()[::2]
                found |= {int(packed): (number, place) for place, packed in enumerate(numbers)}
        return found


def _key(head: re.Match[bytes]) -> Key:
    return int(head[1]), int(head[2])
