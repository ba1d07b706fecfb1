"""S3: uploads and downloads by presigned URLs."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from botocore.exceptions import ClientError

_ABSENT = frozenset({"404", "NoSuchKey", "NoSuchUpload", "NotFound"})
_CHUNK = 1024 * 1024
_ONLY_VERSION = "null"
"""The version id that S3 uses in a bucket without versions."""
_SCAN_TAG = "GuardDutyMalwareScanStatus"
"""Set by GuardDuty's malware protection for S3 on what it has scanned."""
_SCANS = {"NO_THREATS_FOUND": "clean", "THREATS_FOUND": "threat", "UNSUPPORTED": "threat"}
"""Results of a scan. A failed scan has no result; the check of the file then fails after `SCAN_TIMEOUT_MS`."""


class Bucket:
    """A private bucket."""

    def __init__(self, client: Any, name: str) -> None:
        self._client = client
        self._name = name

    def put_url(self, key: str, size: int, seconds: int) -> str:
        """A URL for PUT of a whole file; S3 refuses another size."""
        return self._sign("put_object", seconds, Key=key, ContentLength=size)

    def start_multipart(self, key: str) -> str:
        """Starts a multipart upload; returns its id."""
        answer: str = self._client.create_multipart_upload(Bucket=self._name, Key=key)["UploadId"]
        return answer

    def part_url(self, key: str, multipart: str, number: int, size: int, seconds: int) -> str:
        """A URL for PUT of a part; S3 refuses another size."""
        return self._sign("upload_part", seconds, Key=key, UploadId=multipart, PartNumber=number, ContentLength=size)

    def uploaded_parts(self, key: str, multipart: str) -> Mapping[int, tuple[int, str]]:
        """The uploaded parts: number → size and tag. Empty if the upload doesn't exist."""
        found: dict[int, tuple[int, str]] = {}
        request: dict[str, Any] = {"Bucket": self._name, "Key": key, "UploadId": multipart}
        try:
            while True:
                answer = self._client.list_parts(**request)
                found |= {part["PartNumber"]: (part["Size"], part["ETag"]) for part in answer.get("Parts", ())}
                if not answer.get("IsTruncated"):
                    return found
                request["PartNumberMarker"] = answer["NextPartNumberMarker"]
        except ClientError as error:
            if _absent(error):
                return {}
            raise

    def complete_multipart(self, key: str, multipart: str, tags: Mapping[int, str]) -> None:
        """Completes a multipart upload; idempotent."""
        parts = [{"PartNumber": number, "ETag": tag} for number, tag in sorted(tags.items())]
        try:
            self._client.complete_multipart_upload(
                Bucket=self._name, Key=key, UploadId=multipart, MultipartUpload={"Parts": parts}
            )
        except ClientError as error:
            if not _absent(error) or self.size(key) is None:
                raise

    def abort_multipart(self, key: str, multipart: str) -> None:
        """Aborts a multipart upload."""
        try:
            self._client.abort_multipart_upload(Bucket=self._name, Key=key, UploadId=multipart)
        except ClientError as error:
            if not _absent(error):
                raise

    def size(self, key: str) -> int | None:
        """The size of an object; None if there is none."""
        try:
            answer: int = self._client.head_object(Bucket=self._name, Key=key)["ContentLength"]
        except ClientError as error:
            if _absent(error):
                return None
            raise
        return answer

    def current_version(self, key: str) -> str | None:
        """The current version of an object; None if there is none."""
        try:
            answer: str = self._client.head_object(Bucket=self._name, Key=key).get("VersionId", _ONLY_VERSION)
        except ClientError as error:
            if _absent(error):
                return None
            raise
        return answer

    def download(self, key: str, version: str, into: Path) -> None:
        """Downloads a version of an object into a file, a megabyte at a time."""
        body = self._client.get_object(Bucket=self._name, Key=key, VersionId=version)["Body"]
        with into.open("wb") as file:
            for chunk in body.iter_chunks(_CHUNK):
                file.write(chunk)

    def blocks(self, key: str, version: str, offset: int) -> Iterator[bytes]:
        """The bytes of a version of an object ("" for the current one) from an offset on, a megabyte at a time."""
        request: dict[str, Any] = {"Bucket": self._name, "Key": key}
        if version not in ("", _ONLY_VERSION):
            request["VersionId"] = version
        if offset:
            request["Range"] = f"bytes={offset}-"
        try:
            body = self._client.get_object(**request)["Body"]
        except ClientError as error:
            if error.response["Error"]["Code"] == "InvalidRange":
                return  # everything was read
            raise
        yield from body.iter_chunks(_CHUNK)

    def put(self, key: str, content: bytes, media_type: str) -> None:
        """Writes an object."""
        self._client.put_object(Bucket=self._name, Key=key, Body=content, ContentType=media_type)

    def copy(self, source: str, version: str, target: str, media_type: str) -> None:
        """Copies a version within the bucket, with this media type and not the one that the uploader declared."""
        self._client.copy_object(
            Bucket=self._name,
            Key=target,
            CopySource={"Bucket": self._name, "Key": source, "VersionId": version},
            TaggingDirective="COPY",
            MetadataDirective="REPLACE",
            ContentType=media_type,
        )

    def delete(self, key: str) -> None:
        """Deletes an object; idempotent."""
        self._client.delete_object(Bucket=self._name, Key=key)

    def get_url(self, key: str, seconds: int, name: str, *, inline: bool) -> str:
        """A URL for download, valid for `seconds`, with `name` as the file's name."""
        how = "inline" if inline else "attachment"
        disposition = f"{how}; filename*=UTF-8''{quote(name, safe='')}"
        return self._sign("get_object", seconds, Key=key, ResponseContentDisposition=disposition)

    def scan_result(self, key: str, version: str) -> str:
        """The result of the malware scan of this version: "clean", "threat", or "" for none yet."""
        tags = self._client.get_object_tagging(Bucket=self._name, Key=key, VersionId=version)["TagSet"]
        result = next((tag["Value"] for tag in tags if tag["Key"] == _SCAN_TAG), "")
        return _SCANS.get(result, "")

    def _sign(self, method: str, seconds: int, **request: Any) -> str:
        address: str = self._client.generate_presigned_url(
            method, Params={"Bucket": self._name, **request}, ExpiresIn=seconds
        )
        return address


def _absent(error: ClientError) -> bool:
    return error.response["Error"]["Code"] in _ABSENT
