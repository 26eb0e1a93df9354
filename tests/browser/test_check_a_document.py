"""Somebody on a phone checks the PDF that they were sent: its digest is computed there, the file stays there."""

import pytest

from casework.kernel import files
from casework.kernel.models import User
from casework.models import Document
from tests.browser.people import PHONE
from tests.factories import case_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "public"])]


def test_a_pdf_is_checked_without_being_sent(enter, clock_at, eye):
    clock_at("2021-11-24 09:00")
    citizen = enter(screen=PHONE)
    case = case_in({user.username: user for user in User.objects.all()}, "noticed")
    notice = Document.objects.get(case=case, kind="penalty_notice")
    pdf = {"name": "通知.pdf", "mimeType": "application/pdf", "buffer": files.read(notice.file)}
    citizen.opens("/verify/")
    citizen.page.set_input_files("#pdf", pdf)
    citizen.page.wait_for_url(f"**/verify/?q={notice.file.sha256}")
    citizen.looks()
    citizen.reads(notice.number)
    citizen.opens("/verify/")
    citizen.page.set_input_files("#pdf", pdf | {"buffer": pdf["buffer"] + b" "})
    citizen.page.wait_for_url("**/verify/?q=*")
    citizen.reads("本局没有这个文号、核对码或文件摘要的文书。")
    assert eye.problems == []
