"""The web worker dies after the submission is committed and before its answer leaves; the citizen presses again."""

import os
import signal
import threading
from pathlib import Path

import psycopg
import pytest

from casework.kernel import clock
from casework.kernel.deadlines import DAY
from tests.faults.site import Site, WireBrowser, until
from tests.journeys.person import Person

ON = "保存并继续"
STORY = "大堂顶上有两个摄像头对着门口，没有人告诉我，也没有告示。"


@pytest.mark.faults
def test_pressing_again_after_a_killed_worker_gives_the_same_receipt(site):
    citizen = Person(WireBrowser(site, as_it_sends=lambda: None))
    citizen.open("/complaints/new/")
    citizen.press(ON, {"bought": "no", "redress": "no", "look_into": "yes"})
    citizen.press(ON, {"trader_name": "示例云岭置业"})
    yesterday = (clock.today() - DAY).isoformat()
    citizen.press(ON, {"conducts": ["face_capture"], "story": STORY, "happened_on": yesterday})
    citizen.press(ON)
    citizen.press(ON, {"identity": "anonymous"})

    # The session is written after the submission and before the answer: whoever holds its row holds the answer.
    with psycopg.connect(site.home.database_url) as held:
        held.execute("SELECT 1 FROM django_session FOR UPDATE")
        pressing = threading.Thread(target=citizen.press, args=["提交，取得回执"])
        pressing.start()
        until(lambda: site.count("complaints_submission") == 1, "the submission to be committed")
        for worker in _web_workers(site):
            os.kill(worker, signal.SIGKILL)
    pressing.join()

    assert "RPT-" in citizen.page.text and citizen.page.address == "/complaints/receipt/"
    assert site.count("complaints_submission") == 1


def _web_workers(site: Site) -> list[int]:
    web = site.pids()["web"]
    return [int(pid) for pid in Path(f"/proc/{web}/task/{web}/children").read_text().split()]
