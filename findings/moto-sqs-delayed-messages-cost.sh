#!/usr/bin/env bash
# moto 5.2.5, SQS `ReceiveMessage` and `SendMessage` with DelaySeconds (timers of up to 15 minutes).
#
# Expected: messages that are still delayed cost a receive next to nothing, as on SQS, where they are no part of it.
# What happens: for each message that it returns, moto reads all attributes of the queue to learn its retention period,
# and counts them by several passes over every stored message, with a reading of the clock in each step. With 500 timers
# in a queue, one receive of 10 messages makes 62,000 checks of single messages, 1,065 without timers: a local
# environment that uses delays as timers spends most of its CPU there.
#
# Needs Python 3.11 and a package index. Exits with 0 while it is so, with 1 if it changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "moto[sqs]==5.2.5" 2>"$folder/pip.log" || { cat "$folder/pip.log"; exit 2; }

AWS_ACCESS_KEY_ID=x AWS_SECRET_ACCESS_KEY=x "$folder/venv/bin/python" - <<'PYTHON'
import sys

import boto3
from moto import mock_aws


def checks_of_a_receive(timers: int) -> int:
    """How often a stored message is looked at while 10 messages are received beside `timers` delayed ones."""
    with mock_aws():
        sqs = boto3.client("sqs", "ap-northeast-2")
        url = sqs.create_queue(QueueName="work")["QueueUrl"]
        for start in range(0, timers, 10):
            entries = [{"Id": str(n), "MessageBody": "later", "DelaySeconds": 900} for n in range(start, start + 10)]
            sqs.send_message_batch(QueueUrl=url, Entries=entries)
        sqs.send_message_batch(QueueUrl=url, Entries=[{"Id": str(n), "MessageBody": "now"} for n in range(10)])
        looked = 0

        def count(frame, event, _):
            nonlocal looked
            if event == "call" and frame.f_code.co_name in ("visible", "delayed") and "sqs" in frame.f_code.co_filename:
                looked += 1

        sys.setprofile(count)
        try:
            received = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
        finally:
            sys.setprofile(None)
        assert len(received) == 10, received
        return looked


none, many = checks_of_a_receive(0), checks_of_a_receive(500)
print(f"checks of single messages in one receive of 10: {none} without timers, {many} beside 500 timers")
sys.exit(0 if many > 20 * none else 1)
PYTHON
