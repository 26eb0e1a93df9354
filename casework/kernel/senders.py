"""How a message leaves the house: by mail or as a text message. Which sender does it is a setting.

A sender is called by a delivery of the outbox with the key of its row: the same key is the same message, and a
gateway that knows keys sends it once.
"""

from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.module_loading import import_string


class Sender(Protocol):
    def send(self, to: str, subject: str, text: str, *, key: str) -> None:
        """Hand it over, or raise: the outbox then tries again, and at last shows the message as stuck."""


class MailSender:
    """Through Django's mail backend (``EMAIL_URL``); the key is the Message-ID."""

    def send(self, to: str, subject: str, text: str, *, key: str) -> None:
        headers = {"Message-ID": f"<{key}@casework>"}
        EmailMessage(subject=subject, body=text, to=[to], headers=headers).send()


class FileSmsSender:
    """One file for each text message in ``SMS_DIR``, named by its key, for a gateway that takes files."""

    def send(self, to: str, subject: str, text: str, *, key: str) -> None:
        folder = Path(settings.SMS_DIR)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{key}.txt").write_text(f"{to}\n{text}", encoding="utf-8")


def by_mail() -> Sender:
    return _sender(settings.MAIL_SENDER)


def by_sms() -> Sender:
    return _sender(settings.SMS_SENDER)


def _sender(path: str) -> Sender:
    sender: Sender = import_string(path)()
    return sender
