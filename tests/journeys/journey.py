"""The seed case, step by step, each as the person whose work it is, through the page that this person uses.

Every method is one step on one moment: it opens pages, fills in forms, and asserts what anybody would see there
under any law. What only the law of the day shows is asserted by the tests, between the steps.
"""

import re
from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile

from casework.kernel import tokens
from casework.management.demo.stories import FACES, trader
from casework.management.demo.walk import picture, signature
from tests.journeys.page import Page
from tests.journeys.person import Browser, Person
from tests.journeys.record import nothing_changes

REPORTER, PHONE = "卢晓岚", "13912345678"
PARTY, CODE, ADDRESS = trader(0)
FINE = "￥180,000"
STAFF = (
    "intake", "unithead", "inspector1", "inspector2", "officer", "reviewer", "legal", "head", "principal",
    "publisher1", "publisher2",
)  # fmt: skip


class Journey:
    """One case and everybody who has to do with it. ``clock`` sets the time of a step; ``settle`` waits until what
    the step promised is done; ``lapse`` lets the period of defence run out."""

    def __init__(
        self,
        browser: Callable[[], Browser],
        *,
        clock: Callable[[str], object],
        settle: Callable[[], None],
        htmx: bool = False,
    ) -> None:
        self.clock, self.settle = clock, settle
        self.htmx = htmx
        self.citizen, self.public = Person(browser()), Person(browser())
        self.staff = {name: Person(browser()).sign_in(name) for name in STAFF}

    def __getattr__(self, name: str) -> Person:
        try:
            return self.__dict__["staff"][name]
        except KeyError:
            raise AttributeError(name) from None

    def case_page(self, who: str = "officer") -> Page:
        return self.staff[who].open(f"/desk/cases/{self.case}/")

    def step_page(self, who: str, button: str) -> Page:
        """The case page's link to the next step, followed."""
        self.case_page(who)
        return self.staff[who].follow(button)

    def document(self, title: str) -> str:
        """The address of the latest document of this title, from the list on the case page."""
        page = self.case_page()
        return page.link(title)

    def pdf(self, title: str) -> bytes:
        """The document as the case officer downloads it."""
        return self.officer.download(f"{self.document(title)}pdf/")

    # --- What is refused ---

    def refuses(self, who: str, path: str, status: int, *words: str, **fields: str) -> None:
        """Both to look at and to send, ``path`` is refused to this person with these words, reason and article,
        and nothing changes."""
        person = self.staff[who]
        with nothing_changes():
            seen = person.open(path, refused=True)
            sent = person.force(path, {"token": tokens.issue(0), **fields})
        for page in (seen, sent) if seen.status != 405 else (sent,):
            assert page.status == status and all(each in page for each in words), page.text

    def refuses_by_api(self, who: str, path: str, status: int, *words: str, **given: object) -> None:
        """The same over the API, as a problem of RFC 9457."""
        with nothing_changes():
            answered, content_type, problem = self.staff[who].ask(f"/api/v1/{path}", given)
        assert (answered, problem["status"]) == (status, status)
        assert content_type == "application/problem+json"
        assert problem["type"].startswith("urn:casework:problem:") and problem["title"] and problem["law"]
        said = [f"{reason['detail']}{reason['law']}" for reason in problem["reasons"]]
        assert problem["detail"] in said[0] and all(any(each in one for one in said) for each in words), said

    def reasons_against(self, action: str, who: str = "officer") -> dict[str, str]:
        """What the API says against a step of the case: code → article."""
        _, _, case = self.staff[who].ask(f"/api/v1/cases/{self.case}/")
        (step,) = [option for option in case["options"] if option["action"] == action]
        assert step["is_allowed"] == (not step["reasons"])
        return {reason["code"]: reason["law"] for reason in step["reasons"]}

    # --- The citizen ---

    def receive(self, at: str, *, happened_on: str) -> Page:
        self.clock(at)
        citizen = self.citizen
        citizen.open("/")
        citizen.open("/complaints/new/")
        for answers in (
            {"bought": "不是，或者我没有买", "redress": "不要", "look_into": "要"},
            {"商家名称": PARTY, "统一社会信用代码": CODE, "发生在哪里": ADDRESS},
            {
                "conducts": ["没有经过同意，拍摄或识别人脸", "没有说明收集个人信息做什么用"],
                "story": FACES.told,
                "happened_on": happened_on,
            },
            {"files": [photo("大堂.jpg", "lobby"), photo("告示.jpg", "notice")]},
            {"identity": "留下姓名和电话", "您的姓名": REPORTER, "您的电话": PHONE},
        ):
            citizen.press("保存并继续", answers)
        page = citizen.press("提交，取得回执")
        assert PARTY in page and "没有经过同意，拍摄或识别人脸" in page
        self.report = re.search(r"RPT-\d{4}-\d{6}", page.text)[0]
        self.code = re.search(r"[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}", page.text)[0]
        assert citizen.download(page.link("回执（PDF）")).startswith(b"%PDF-")
        citizen.press("已记下查询码，在这台设备上关闭")
        self.settle()
        return page

    def track(self) -> Page:
        """The citizen looks how far it is, with number and code."""
        self.citizen.open("/complaints/track/")
        page = self.citizen.press("查看进度", {"number": self.report, "code": self.code})
        assert page.address == f"/complaints/track/{self.report}/"
        return page

    # --- Intake ---

    def register(self, at: str) -> Page:
        self.clock(at)
        inbox = self.intake.open("/desk/intake/")
        assert self.report in inbox
        sheet = self.intake.open(f"/desk/intake/{self.report}/")
        assert FACES.told in sheet and "大堂.jpg" in sheet and REPORTER not in sheet and PHONE not in sheet
        return self.intake.press("登记为举报")

    def route(self, at: str) -> Page:
        self.clock(at)
        page = self.intake.press(
            "分送，生成线索",
            {
                "office": "桂城市场监督管理所（演示）",
                "cause": FACES.cause,
                "summary": FACES.summary,
                "party_name": PARTY,
                "party_uscc": CODE,
                "party_address": ADDRESS,
            },
        )
        assert "桂城市场监督管理所（演示）" in page and "线索已登记" in page
        self.case = re.search(r"CAS-\d{4}-\d{6}", page.markup)[0]
        self.settle()
        return page

    def open_identity(self, at: str) -> Page:
        """The intake officer looks who it was, and says why."""
        self.clock(at)
        self.intake.open(f"/desk/intake/{self.report}/")
        page = self.intake.press("查看，并记录是我看的", {"reason": "核实举报人要求补充的内容"})
        assert REPORTER in page and PHONE in page
        return self.intake.open(f"/desk/intake/{self.report}/")

    def tell_reporter(self, at: str) -> Page:
        self.clock(at)
        self.intake.open(f"/desk/intake/{self.report}/")
        page = self.intake.press("告知举报人")
        self.settle()
        return page

    # --- From the lead to filing ---

    def assign(self, at: str) -> Page:
        self.clock(at)
        self.unithead.open("/desk/cases/")
        assert PARTY in self.unithead
        self.step_page("unithead", "指派，开始核查")
        assert "粤演示0101" in self.unithead
        names = ["陈立行（演示）", "黄思敏（演示）", "赵启明（演示）"]
        page = self.unithead.press("指派，开始核查", {"officers": names})
        assert "核查中" in page and all(name in page for name in names)
        return page

    def plan_visit(self, at: str, planned_for: str) -> Page:
        self.clock(at)
        inspector = self.inspector1
        inspector.open(f"/desk/visits/new/?case={self.case}")
        page = inspector.press(
            "安排检查，报请负责人批准",
            {
                "officers": ["陈立行（演示）", "黄思敏（演示）"],
                "place": ADDRESS,
                "planned_for": planned_for,
                "purpose": "有没有人脸识别功能的摄像机",
                "checklist": "门口有没有告示\n有没有取得来访者同意",
                "reason": "线索具体，需要到现场核查。",
            },
        )
        assert "已安排，等负责人批准" in page or page.address == "/desk/visits/"  # pressed twice
        inspector.open("/m/")
        page = inspector.follow(ADDRESS)
        self.visit = page.address
        assert "负责人还没有批准这次检查" in page and "粤演示0117" in page
        return page

    def approve(self, at: str, kind: str, button: str) -> Page:
        """The head finds the item in the queue, reads it and presses."""
        self.clock(at)
        queue = self.head.open("/desk/approvals/")
        assert PARTY in queue
        self.head.follow(kind)
        page = self.head.press(button, {"意见": "同意。"}, htmx=self.htmx)
        assert "已批准" in page and page.address == "/desk/approvals/"
        self.settle()
        return page

    def notify_visit(self, at: str) -> Page:
        self.clock(at)
        self.inspector1.open("/m/")
        assert ADDRESS in self.inspector1
        self.inspector1.open(self.visit)
        page = self.inspector1.press("制作检查通知书")
        self.settle()
        return page

    def begin_visit(self, at: str) -> Page:
        self.clock(at)
        self.inspector1.open(self.visit)
        assert "您有权陈述、申辩" in self.inspector1
        return self.inspector1.press("已到现场，开始检查")

    def photograph(self, at: str) -> Page:
        self.clock(at)
        self.inspector1.open(self.visit)
        self.inspector1.follow("拍照")
        photos = [
            photo("1.jpg", "lobby", "一"),
            photo("2.jpg", "camera", "二"),
            photo("3.jpg", "notice", "三"),
        ]
        page = self.inspector1.press("上传，封存原件", {"photos": photos, "caption": "大堂摄像机和告示"})
        assert "3件" in page or "3 件" in page
        return page

    def write_up(self, at: str) -> Page:
        self.clock(at)
        self.inspector2.open(self.visit)
        self.inspector2.follow("笔录")
        page = self.inspector2.press(
            "保存笔录",
            {
                "told_rights": "两名执法人员主动出示执法证，告知有权陈述、申辩和申请回避。",
                "findings": FACES.findings,
                "recording": "执法记录仪1台，全程录像46分钟。",
                "party_name": "钱知远",
                "party_capacity": "售楼处经理",
                "party_statement": "情况属实。",
                "answer_0": "有、是",
                "answer_1": "没有、否",
            },
        )
        assert "人像记录2,316条" in page
        return page

    def sign(self, at: str) -> None:
        """Without script: each with a photo of the signed paper."""
        self.clock(at)
        for who, button, given in (
            ("inspector1", "我是执法人员，签字", {"officer-paper": paper()}),
            ("inspector2", "我是执法人员，签字", {"officer-paper": paper()}),
            ("inspector1", "保存当事人签字", {"party-paper": paper(), "party-name": "钱知远"}),
        ):
            self.staff[who].open(f"{self.visit}signatures/")
            self.staff[who].press(button, given)

    def finish_visit(self, at: str) -> Page:
        self.clock(at)
        self.inspector1.open(self.visit)
        page = self.inspector1.press("完成检查，生成现场笔录")
        self.settle()
        assert "不能再改" in page
        return page

    def propose_filing(self, at: str) -> Page:
        self.clock(at)
        self.step_page("officer", "报请立案")
        page = self.officer.press("报请立案", {"reason": f"现场检查发现，{FACES.summary}有初步证据。"})
        assert "等负责人审批" in page
        return page

    # --- From filing to the notice ---

    def work_out(self, at: str, *, ended_on: str) -> Page:
        """Each answer brings the next questions; then use it for the case; the page of the result."""
        self.clock(at)
        self.officer.open(f"/desk/cases/{self.case}/worksheet/")
        self.officer.press("计算", {"norms": ["CPL-56-personal-info"], "ended_on": ended_on})
        answers = {"amount_illegal_gains": "unknown", "tier": "ordinary", "proposed_fine": "180,000"}
        result = self.officer.press("计算", {**answers, "reason": FACES.reason})
        answers = {"为什么无法计算": "没有因此单独取得收入，无法计算。"}
        if self.htmx:
            result = self.officer.glance("计算", answers, target="result")
        self.officer.press("用于本案", answers)
        self.settle()
        return result

    def conclude(self, at: str, *, legal_review: str = "", discussion: str = "") -> Page:
        self.clock(at)
        self.step_page("officer", "提交调查终结报告")
        page = self.officer.press(
            "提交调查终结报告",
            {"report": FACES.findings, "legal_review_ground": legal_review, "discussion_ground": discussion},
        )
        self.settle()
        return page

    def send_to_review(self, at: str) -> Page:
        self.clock(at)
        self.case_page("unithead")
        return self.unithead.press("送审核")

    def review(self, at: str, who: str = "reviewer") -> Page:
        self.clock(at)
        self.step_page(who, "同意，送负责人审批")
        points = [str(n) for n in range(7)]
        page = self.staff[who].press("同意，送负责人审批", {"points": points, "opinion": "事实清楚，同意。"})
        self.settle()
        return page

    def issue_notice(self, at: str) -> Page:
        self.clock(at)
        self.case_page()
        page = self.officer.press("制作告知书")
        self.settle()
        return page

    def serve(self, at: str, title: str) -> Page:
        self.clock(at)
        self.officer.open(f"{self.document(title)}serve/")
        page = self.officer.press("记录送达，期限开始计算", {"method": "direct", "received_by": "钱知远"})
        self.settle()
        return page

    def waive(self, at: str) -> Page:
        self.clock(at)
        self.step_page("officer", "记录放弃")
        return self.officer.press("记录放弃", {"content": "当事人当场书面放弃。"})

    # --- From the notice to closing ---

    def discuss(self, at: str) -> Page:
        self.clock(at)
        self.step_page("principal", "记录集体讨论")
        page = self.principal.press(
            "记录集体讨论",
            {
                "held_at": f"{at[:10]}T09:00",
                "place": "本局三楼会议室",
                "presided_by": "郑国栋（演示）",
                "recorder": "苏明哲（演示）",
                "stance_head": "同意结论",
                "opinion_head": "事实清楚，同意。",
                "stance_principal": "同意结论",
                "opinion_principal": "幅度适当，同意。",
                "summary": "幅度适当。",
                "result": "同意拟处理意见",
                "outcome": "同意拟处罚意见。",
                "scan": paper(),
            },
        )
        self.settle()
        return page

    def propose_decision(self, at: str) -> Page:
        self.clock(at)
        self.step_page("officer", "报请作出决定")
        return self.officer.press("报请作出决定", {"reason": "当事人没有陈述申辩，建议按告知的内容处罚。"})

    def prepare(self, at: str) -> Page:
        self.clock(at)
        waiting = self.publisher1.open("/desk/publications/")
        assert PARTY in waiting
        self.publisher1.open(f"/desk/publications/prepare/{self.case}/")
        page = self.publisher1.press("保存，请同事复核")
        self.publication = page.address
        self.settle()
        return page

    def publish(self, at: str) -> Page:
        self.clock(at)
        self.publisher2.open(self.publication)
        return self.publisher2.press("三项都已核对，公示")

    def pay(self, at: str) -> Page:
        self.clock(at)
        self.step_page("officer", "登记这笔缴款")
        return self.officer.press("登记这笔缴款", {"amount": "180000", "receipt_number": f"回单{self.case}"})

    def propose_closing(self, at: str) -> Page:
        self.clock(at)
        self.step_page("officer", "报请结案")
        return self.officer.press("报请结案", {"reason": "罚款已经缴清，违法行为已经改正。"})


def photo(name: str, what: str, words: str = "") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture(what, words), content_type="image/jpeg")


def paper() -> SimpleUploadedFile:
    return SimpleUploadedFile("signed.png", signature()[0], content_type="image/png")
