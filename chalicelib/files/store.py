"""`UploadStore` on one DynamoDB table.

| pk | sk | content |
|---|---|---|
| `upload#<id>` | `upload` | the upload as JSON, with its `version` |
| `conversation#<id>` | upload | the conversation's uploads; ids sort by time |
| `request#<conversation>#<person>` | client id | the upload that was created for it |
| `content#<customer>` | digest | the first upload with this content |
| `checks` | upload | a pending check: requested at `at`, or waiting for bytes until `at` |

A final status also goes into the outbox, in the same transaction. `checks` is a queue of work, not of events.
"""

from collections.abc import Iterable
from typing import Any

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist, PutError
from pynamodb.expressions.condition import Condition
from pynamodb.transactions import TransactWrite

from chalicelib.aws.model import BaseModel, bind, commit, connection
from chalicelib.aws.outbox import DynamoOutbox
from chalicelib.aws.table import Table
from chalicelib.files.events import PublishedFileEvent, upload_subject
from chalicelib.files.model import Upload
from chalicelib.kernel.errors import Conflict
from chalicelib.kernel.parallel import RunParallel


class _Item(BaseModel):
    """`body` is an upload as JSON, or an upload's id."""

    class Meta:
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    body = UnicodeAttribute(null=True)
    version = NumberAttribute(null=True)
    at = NumberAttribute(null=True)


class DynamoUploadStore:
    """`ports.UploadStore` on DynamoDB."""

    def __init__(self, client: Any, table: str, outbox: DynamoOutbox, run_parallel: RunParallel | None = None) -> None:
        bind(_Item, client, table)
        self._table = Table(client, table, run_parallel)
        self._outbox = outbox
        self._connection = connection(client)

    def create(self, upload: Upload, client_id: str, until: int) -> Upload:
        request = (f"request#{upload.conversation}#{upload.by.id}", client_id)

        def write(to: TransactWrite) -> None:
            to.save(_Item(*request, body=upload.id), condition=_Item.pk.does_not_exist())
            to.save(_upload_item(upload))
            to.save(_Item(f"conversation#{upload.conversation}", upload.id))
            to.save(_Item("checks", upload.id, at=until))

        if commit(self._connection, write):
            return upload
        first = self.get(self._body(*request))
        if first is None:
            raise Conflict
        return first

    def get(self, upload: str) -> Upload | None:
        body = self._body(f"upload#{upload}", "upload")
        return msgspec.json.decode(body, type=Upload) if body else None

    def get_many(self, uploads: Iterable[str]) -> tuple[Upload, ...]:
        items = self._table.get_many((f"upload#{upload}", "upload") for upload in uploads)
        return tuple(msgspec.json.decode(item["body"]["S"], type=Upload) for item in items)

    def update(self, upload: Upload, event: PublishedFileEvent | None = None) -> bool:
        unchanged = _Item.version == upload.version - 1
        if event is not None:
            return self._update_and_publish(upload, event, unchanged)
        try:
            _upload_item(upload).save(condition=unchanged)
        except PutError as error:
            if error.cause_response_code == "ConditionalCheckFailedException":
                return False
            raise
        return True

    def _update_and_publish(self, upload: Upload, event: PublishedFileEvent, unchanged: Condition) -> bool:
        def write(to: TransactWrite) -> None:
            to.save(_upload_item(upload), condition=unchanged)
            self._outbox.add(to, upload_subject(upload.id), event.number, event)

        return commit(self._connection, write)

    def of_conversation(self, conversation: str) -> tuple[Upload, ...]:
        items = _Item.query(f"conversation#{conversation}", consistent_read=True, scan_index_forward=False)
        return self.get_many(item.sk for item in items)

    def first_upload_with(self, customer: str, digest: str, upload: str) -> str:
        first = _Item(f"content#{customer}", digest, body=upload)
        try:
            first.save(condition=_Item.pk.does_not_exist())
        except PutError as error:
            if error.cause_response_code == "ConditionalCheckFailedException":
                return self._body(f"content#{customer}", digest)
            raise
        return upload

    def mark_check_pending(self, upload: str, now: int) -> None:
        _Item("checks", upload, at=now).save()

    def clear_pending_check(self, upload: str) -> None:
        _Item("checks", upload).delete()

    def pending_checks(self, before: int) -> tuple[str, ...]:
        return tuple(item.sk for item in _Item.query("checks", consistent_read=True) if (item.at or 0) < before)

    @staticmethod
    def _body(pk: str, sk: str) -> str:
        try:
            return _Item.get(pk, sk, consistent_read=True).body or ""
        except DoesNotExist:
            return ""


def _upload_item(upload: Upload) -> _Item:
    body = msgspec.json.encode(upload).decode()
    return _Item(f"upload#{upload.id}", "upload", version=upload.version, body=body)
