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
    """A file of no bytes."""

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
    """The file can't be opened: it is on its way, being checked, or was laid aside."""

    code = "file_not_ready"
    status = 409


class SignatureVoid(BaroError):
    """The text isn't the one that was to be signed: nothing was signed."""

    code = "signature_void"
    status = 409
