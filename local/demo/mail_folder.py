"""A stand-in for SES: each e-mail is a file that mail programs open."""

import time
from email.message import EmailMessage
from itertools import count
from pathlib import Path


class MailFolder:
    """`services.Mail` into a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)

    def send(self, to: str, subject: str, text: str, reply_to: str = "") -> None:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = "baro@insurer.example", to, subject
        if reply_to:
            message["Reply-To"] = reply_to
        message.set_content(text)
        self._folder.mkdir(parents=True, exist_ok=True)
        name = f"{int(time.time() * 1000)}-{next(self._numbers):04d}.eml"
        (self._folder / name).write_bytes(bytes(message))
