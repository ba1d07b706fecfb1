"""A valid frame of every action on claims, files and push; their permissions are tested with their subjects."""

from typing import Any

from chalicelib.entry.protocol import claims as c
from chalicelib.entry.protocol import files as f
from chalicelib.entry.protocol import push as p
from chalicelib.entry.protocol.base import Command

NOBODYS = "20260101-000000"
"""The number of a claim that isn't there."""

CLAIMS: dict[type[Command], dict[str, Any]] = {
    c.ClaimsCommand: {"customer": "cust-kim"},
    c.ClaimCommand: {"claim": NOBODYS},
    c.WorkListCommand: {},
    c.AssistCommand: {"claim": NOBODYS, "department": "roadside"},
    c.ApplyTransitionCommand: {
        "claim": NOBODYS, "coverage": "own_damage", "transition": "withdraw", "version": 1, "grounds": "수리 안 함",
    },
    c.AmendClaimCommand: {"claim": NOBODYS, "version": 1, "facts": {"place": "역삼역"}},
    c.AddCoverageCommand: {"claim": NOBODYS, "version": 1, "coverage": "bodily_injury"},
    c.AddClaimNoteCommand: {"claim": NOBODYS, "text": "블랙박스 확인"},
    c.AccountCommand: {"claim": NOBODYS, "bank": "KB", "number": "123-456-7890", "holder": "cust-kim"},
    c.ReviewCommand: {
        "claim": NOBODYS, "version": 1, "item": "claim_form", "upload": "upload0001", "accept": False,
        "reason": "흐려요",
    },
    c.FileAsCommand: {"claim": NOBODYS, "item": "claim_form", "upload": "upload0001"},
}  # fmt: skip

FILES: dict[type[Command], dict[str, Any]] = {
    f.UploadCommand: {"client_id": "tablet01:f1", "name": "사고.jpg", "size": 1_000, "type": "image/jpeg"},
    f.UploadPartsCommand: {"upload": "upload0001"},
    f.UploadedCommand: {"upload": "upload0001"},
    f.DiscardCommand: {"upload": "upload0001"},
    f.GetFileCommand: {"upload": "upload0001"},
    f.FilesCommand: {},
}


PUSH: dict[type[Command], dict[str, Any]] = {
    p.PushOnCommand: {"device": "tablet01", "platform": "fcm", "token": "c0ffee:APA91b_" + "x" * 120},
    p.PushOffCommand: {"device": "tablet01"},
}

ELSEWHERE = CLAIMS | FILES | PUSH
"""The actions whose rights are tried outside `test_permissions`."""
