"""E-mail through SES, and into the demo's folder."""

import logging
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest

from chalicelib.aws.mail import SesMail
from local.demo.mail_folder import MailFolder


class FakeSes:
    """SES that keeps what it sends."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []

    def send_email(self, **fields: Any) -> None:
        self.sent.append(fields)


def test_a_message_is_sent_in_utf_8_with_the_address_to_answer() -> None:
    ses = FakeSes()
    SesMail(ses, "baro@insurer.example").send("dept@insurer.example", "상담 연결", "내용", reply_to="kim@example.com")
    (sent,) = ses.sent
    assert (sent["Source"], sent["Destination"]) == ("baro@insurer.example", {"ToAddresses": ["dept@insurer.example"]})
    assert sent["ReplyToAddresses"] == ["kim@example.com"]
    assert sent["Message"]["Subject"] == {"Data": "상담 연결", "Charset": "UTF-8"}


def test_without_a_sender_nothing_is_sent_and_it_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    ses = FakeSes()
    with caplog.at_level(logging.WARNING):
        SesMail(ses, "").send("dept@insurer.example", "상담 연결", "내용")
    assert ses.sent == []
    assert "not sent" in caplog.text


def test_the_demo_writes_a_file_that_mail_programs_open(tmp_path: Path) -> None:
    MailFolder(tmp_path / "mail").send("dept@insurer.example", "상담 연결", "내용\n둘째 줄", "kim@example.com")
    (file,) = (tmp_path / "mail").iterdir()
    read = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert (read["To"], read["Subject"], read["Reply-To"]) == ("dept@insurer.example", "상담 연결", "kim@example.com")
    assert "둘째 줄" in read.get_content()
