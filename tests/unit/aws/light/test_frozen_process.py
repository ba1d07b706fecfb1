"""A process that Lambda freezes between two calls, while the service closes its idle connections."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.aws.light.peer import Peer

ROOT = Path(__file__).parents[4]
CHILD = """
import sys
from chalicelib.aws.hot_path import process_environment
from chalicelib.aws.light.client import JsonClient
from chalicelib.aws.light.operations import DYNAMODB
from chalicelib.aws.light.signing import Credentials

credentials = Credentials("AKIDEXAMPLE", "secret")
client = JsonClient(DYNAMODB, sys.argv[1], "ap-northeast-2", credentials, "", process_environment())
for line in sys.stdin:
    client.put_item(TableName=line.strip())
    print("written", flush=True)
"""


@pytest.mark.parametrize("stopped_s", [0, pytest.param(60, marks=pytest.mark.long)])
def test_a_frozen_process_continues_with_one_new_connection(peer: Callable[..., Peer], stopped_s: int) -> None:
    service = peer()
    command = [sys.executable, "-c", CHILD, service.endpoint]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={"PATH": os.environ["PATH"]}
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None

        def write(table: str) -> None:
            print(table, file=child.stdin, flush=True)

        write("before")
        assert child.stdout.readline() == "written\n"
        child.send_signal(signal.SIGSTOP)
        os.waitid(os.P_PID, child.pid, os.WSTOPPED | os.WNOWAIT)
        service.drop_connections()
        time.sleep(stopped_s)
        child.send_signal(signal.SIGCONT)
        write("after")
        assert child.stdout.readline() == "written\n"
        child.stdin.close()
    assert service.seen == [b'{"TableName":"before"}', b'{"TableName":"after"}'], "each write was carried out once"
    assert service.handshakes == 2
