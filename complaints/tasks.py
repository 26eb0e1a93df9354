"""The desk's deliveries: importing the verbs registers what the outbox sweep sends."""

from complaints.services import telling

__all__ = ["telling"]
