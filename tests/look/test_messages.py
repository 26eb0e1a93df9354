"""Every message is translated, compiled, and filed with the desk that says it."""

from pathlib import Path

import pytest
from django.core.management import call_command

from casework.management.commands.messages import collect, faults_of, messages_of, owner, save


def test_every_message_is_translated_and_compiled():
    call_command("messages", check=True)


@pytest.mark.parametrize(
    ("path", "app"),
    [
        ("casework/kernel/pages.py", "casework"),
        ("penalties/views.py", "penalties"),
        ("templates/complaints/form.html", "complaints"),
        ("templates/base_desk.html", "casework"),
        ("templates/approvals/queue.html", "casework"),
    ],
)
def test_a_message_belongs_to_the_desk_that_says_it(path, app):
    assert owner(Path(path)) == app


def test_messages_are_found_in_all_their_forms(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(
        """{% trans "one" %}{% translate 'it"s two' context "duo" %}{{ title|default:_("three") }}
        {% blocktranslate count n=x trimmed %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}"""
    )
    assert list(messages_of(page)) == [
        ("one", None),
        ('it"s two', "duo"),
        ("three", None),
        (("%(n)s day", "%(n)s days"), None),
    ]


def test_a_new_message_is_a_fault_until_it_is_translated_and_a_shared_one_is_asked_once(tmp_path):
    for name, words in {"parts/x.html": "Sign in", "penalties/x.html": "Sign in|Surcharge"}.items():
        page = tmp_path / "templates" / name
        page.parent.mkdir(parents=True)
        page.write_text("".join(f'{{% trans "{word}" %}}' for word in words.split("|")))
    found = collect(tmp_path)
    assert [m.id for m in found["penalties"] if m.id] == ["Surcharge"]
    found["penalties"]["Surcharge"].string = "加处罚款"
    save(tmp_path, "penalties", found["penalties"])
    assert list(faults_of(tmp_path, "penalties", collect(tmp_path)["penalties"])) == []
    assert list(faults_of(tmp_path, "casework", found["casework"])) == ["casework: untranslated: Sign in"]


def test_a_translation_that_was_not_compiled_is_a_fault(tmp_path):
    page = tmp_path / "templates" / "x.html"
    page.parent.mkdir()
    page.write_text('{% trans "Sign in" %}')
    found = collect(tmp_path)["casework"]
    found["Sign in"].string = "登录"
    save(tmp_path, "casework", found)
    found["Sign in"].string = "请登录"
    assert list(faults_of(tmp_path, "casework", found)) == ["casework: django.mo is not what django.po says"]
