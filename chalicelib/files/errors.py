"""Errors of file operations, as clients get them."""

from chalicelib.kernel.errors import BaroError


class FileKindNotAccepted(BaroError):
    """A kind of file that is not accepted; `accepted` lists the suffixes that are."""

    code = "file_kind_not_accepted"


class FileTooLarge(BaroError):
    """More than `max_mb` MiB for this kind of file."""

    code = "file_too_large"
    status = 413


class FileEmpty(BaroError):
    """The file has 0 bytes."""

    code = "file_empty"


class TooManyFiles(BaroError):
    """The conversation has `max` unfinished uploads already."""

    code = "too_many_files"
    status = 429


class FileIncomplete(BaroError):
    """`missing` parts have not arrived: ask for `upload_parts` and send them."""

    code = "file_incomplete"
    retryable = True
    status = 409


class FileNotReady(BaroError):
    """The file can't be opened: it is incomplete, being checked, quarantined or discarded."""

    code = "file_not_ready"
    status = 409


class SignatureVoid(BaroError):
    """The signature is for another text than the one that was shown. Nothing was signed."""

    code = "signature_void"
    status = 409


class InvalidUploadTransition(Exception):
    """A change of status that `TRANSITIONS` doesn't contain. It is always a defect of this code."""
