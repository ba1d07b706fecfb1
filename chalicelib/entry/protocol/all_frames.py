"""The union of all server frames, for documents: a connection loads those that it gets."""

from chalicelib.content.job_frames import AnyJobFrame
from chalicelib.content.server_frames import AnyEventFrame
from chalicelib.entry.protocol.replies import AckFrame, ErrorFrame

AnyFrame = AckFrame | ErrorFrame | AnyEventFrame | AnyJobFrame
