"""The desk's deliveries: importing the verbs registers what the outbox sweep sends."""

from complaints.services import letters, telling

__all__ = ["letters", "telling"]
