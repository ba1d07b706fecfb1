"""A cold start: imports and the first message, then the end. A program by itself: it may import nothing but the
standard library and what is in the directory given to it.

`python -I -S -B cold_child.py TASK_ROOT EVENT_FILE` calls `app.message` and exits with 0 if it was answered well.
"""

import json
import os
import sys


class Context:
    """What Lambda tells a function of its call, as far as anyone asks."""

    function_name = "message"
    memory_limit_in_mb = 512
    invoked_function_arn = "arn:aws:lambda:ap-northeast-2:123456789012:function:message"
    aws_request_id = "8476a536-e9f4-11e8-9739-2dfe598c3fcd"

    def get_remaining_time_in_millis(self) -> int:
        """Milliseconds until Lambda ends the call."""
        return 29_000


def main() -> None:
    """The start and the first message."""
    root, event = sys.argv[1:]
    sys.path.insert(0, root)
    from app import message

    with open(event, encoding="utf-8") as file:  # noqa: PTH123 - pathlib would be one more thing to load
        answer = message(json.load(file), Context())
    well = answer["statusCode"] == 200 and '"event":"error"' not in answer.get("body", "")
    # At once: Lambda doesn't take its interpreters down either.
    os._exit(0 if well else 1)


if __name__ == "__main__":
    main()
