"""Personal data: sealed, opened with a reason that stays on file, erased for good."""

import pytest

from casework.kernel import audit, files, vault
from casework.kernel.clock import now
from casework.kernel.errors import Invalid
from casework.kernel.models import VaultEntry

PERSON = {"name": "钱知远", "phone": "13800000000", "email": ""}
pytestmark = pytest.mark.django_db


def test_what_is_stored_is_not_readable():
    vault.seal(PERSON, at=now())
    stored = b"".join(bytes(entry.ciphertext) for entry in VaultEntry.objects.all())
    assert VaultEntry.objects.count() == 2
    assert "钱知远".encode() not in stored and b"13800000000" not in stored


def test_opening_gives_the_data_and_records_who_and_why(cast):
    subject = vault.seal(PERSON, at=now())
    opened = vault.open_entries(
        subject, reference="RPT-2026-000001", actor=cast["intake"], at=now(), reason="核实身份"
    )
    assert opened == {"name": "钱知远", "phone": "13800000000"}
    event = audit.history_of("RPT-2026-000001").get(action="vault.opened")
    assert event.actor == cast["intake"] and audit.details_of(event)["reason"] == "核实身份"
    assert "钱知远" not in event.body


def test_opening_without_a_reason_is_refused(cast):
    subject = vault.seal(PERSON, at=now())
    with pytest.raises(Invalid):
        vault.open_entries(subject, reference="RPT-2026-000001", actor=cast["intake"], at=now(), reason=" ")
    assert not audit.history_of("RPT-2026-000001").exists()


def test_a_phone_can_be_looked_up_without_being_stored():
    vault.seal(PERSON, at=now())
    assert VaultEntry.objects.filter(blind_index=vault.blind_index("phone", "138 0000 0000")).exists()
    assert not VaultEntry.objects.filter(blind_index=vault.blind_index("name", "13800000000")).exists()


def test_erasure_leaves_a_tombstone_and_unreadable_files(cast):
    subject = vault.seal(PERSON, at=now())
    letter = files.store(b"a letter to a person", "text/plain", at=now(), subject=subject)
    assert files.read(letter) == b"a letter to a person"
    vault.erase(subject, reference="RPT-2026-000001", actor=cast["admin"], at=now(), ground="保存期满")
    with pytest.raises(vault.Erased):
        vault.open_entries(
            subject, reference="RPT-2026-000001", actor=cast["intake"], at=now(), reason="核实"
        )
    with pytest.raises(vault.Erased):
        files.read(letter)


def test_a_new_wrapping_key_reads_what_the_old_one_sealed(settings, cast):
    subject = vault.seal(PERSON, at=now())
    settings.VAULT_KEYS = ["ee" * 32, *settings.VAULT_KEYS]
    assert vault.data_key(subject)
    settings.VAULT_KEYS = ["ee" * 32]
    with pytest.raises(LookupError):
        vault.data_key(subject)
