"""E-mail into a list."""


class FakeMail:
    """`services.Mail`: to, subject, text, reply-to of each."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str, str, str]] = []

    def send(self, to: str, subject: str, text: str, reply_to: str = "") -> None:
        self.sent.append((to, subject, text, reply_to))
