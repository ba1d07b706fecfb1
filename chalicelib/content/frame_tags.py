"""The name of a frame type on the wire."""

import re


def frame_tag(class_name: str) -> str:
    """`AddCoverageCommand` → `add_coverage`, `MessageFrame` → `message`, `ClaimShown` → `claim_shown`."""
    name = class_name.removesuffix("Command").removesuffix("Frame")
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
