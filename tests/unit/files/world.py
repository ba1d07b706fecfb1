"""Uploads on fakes, with a clock, and a Lambda that can crash at every call."""

from collections.abc import Callable
from itertools import count
from typing import Any

from chalicelib.content.views import Named
from chalicelib.files.model import Upload
from chalicelib.files.ports import FilePorts
from chalicelib.files.rules import file_rules
from chalicelib.files.service import UploadRequest, complete_upload, request_upload
from tests.fakes.backoff import NO_WAIT
from tests.fakes.files import FakeObjectStore, FakeUploads

KIM = Named("cust-kim", "김서연")
MB = 1024 * 1024


class Crash(BaseException):
    """The Lambda died."""


class Fused:
    """Ends the Lambda, or fails, at a call, before or after it took effect."""

    def __init__(self, real: Any, burn: Callable[[Callable[[], Any]], Any]) -> None:
        self._real, self._burn = real, burn

    def __getattr__(self, name: str) -> Any:
        return lambda *args, **kwargs: self._burn(lambda: getattr(self._real, name)(*args, **kwargs))


class World:
    """Uploads on fakes; `now` is the clock, `failure` what the call raises that `left` counts down to."""

    def __init__(self, *, scanner: bool = False) -> None:
        self.now, self.left, self.before = 1_800_000_000_000, 0, False
        self.failure: type[BaseException] = Crash
        self.store, self.objects, self.asked = FakeUploads(), FakeObjectStore(), list[str]()
        ids = count(1)
        self.ports = FilePorts(
            Fused(self.store, self._burn),
            Fused(self.objects, self._burn),
            file_rules(),
            lambda: self.now,
            lambda: f"upload{next(ids):06d}",
            lambda _latitude, _longitude: "역삼역",
            self.asked.append,
            scanner,
            backoff=NO_WAIT,
        )

    def _burn(self, call: Callable[[], Any]) -> Any:
        self.left -= 1
        if self.left == 0 and self.before:
            raise self.failure
        answer = call()
        if self.left == 0:
            raise self.failure
        return answer

    def announced(self, name: str = "사고.jpg", size: int = 1_000, client_id: str = "phone001:f1") -> Upload:
        return request_upload(self.ports, KIM, "c1", KIM.id, UploadRequest(client_id, name, size, "", "file")).upload

    def put(self, content: bytes, name: str = "사고.jpg", client_id: str = "phone001:f1") -> Upload:
        upload = self.announced(name, len(content), client_id)
        self.objects.objects[f"incoming/{upload.id}"] = content
        return complete_upload(self.ports, upload)

    def now_of(self, upload: Upload) -> Upload:
        found = self.store.get(upload.id)
        assert found is not None
        return found
