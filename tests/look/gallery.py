"""What the gallery shows: one of everything, with invented names."""

from datetime import date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from django import forms

TODAY = date(2021, 11, 16)


class GalleryForm(forms.Form):
    name = forms.CharField(label="您要反映哪个商家？", help_text="名称、统一社会信用代码或地址，写一样就行")
    happened_on = forms.DateField(label="最近一次是哪一天？", widget=forms.DateInput(attrs={"type": "date"}))
    conduct = forms.MultipleChoiceField(
        label="商家做了什么？",
        help_text="可以多选",
        choices=[("face", "没有经过同意，拍摄或识别人脸"), ("other", "其他")],
        widget=forms.CheckboxSelectMultiple,
    )
    gains = forms.ChoiceField(
        label="违法所得", choices=[("known", "已查明"), ("none", "查明没有")], widget=forms.RadioSelect
    )
    law = forms.ChoiceField(label="法律", choices=[("CRPL", "消费者权益保护法")])
    story = forms.CharField(label="请说说经过", widget=forms.Textarea)
    agreed = forms.BooleanField(label="我说的是真实情况", help_text="故意说假话要负责任")
    photo = forms.FileField(label="照片或其他材料", required=False)
    token = forms.CharField(widget=forms.HiddenInput)


def deadline(due_on, **more):
    return SimpleNamespace(
        **{"state": "running", "unit": "calendar_day", "started_on": date(2021, 9, 13), "due_on": due_on}
        | more
    )


def gallery():
    """The context of `parts/gallery.html`."""
    return {
        "site": {
            "name": "市监办案",
            "office_name": "南海区市场监督管理局（演示）",
            "demo": True,
            "today": TODAY,
            "view": "",
            "user_roles": ["case_officer"],
            "nav": [
                {"url": "/desk/inbox/", "icon": "inbox", "text": "收件箱", "count": 14, "current": False},
                {"url": "/desk/cases/", "icon": "folder", "text": "案件", "count": 23, "current": True},
                {"url": "/desk/approvals/", "icon": "stamp", "text": "审批", "count": 7, "current": False},
                {"url": "/desk/visits/", "icon": "pin", "text": "检查", "count": 2, "current": False},
                {"url": "/desk/register/", "icon": "globe", "text": "公示", "count": None, "current": False},
            ],
        },
        "deadlines": [
            deadline(date(2021, 12, 24), label="充裕", internal_due_on=date(2021, 12, 22)),
            deadline(date(2021, 11, 22), label="渐近", unit="working_day", left=4),
            deadline(date(2021, 11, 17), label="最后", unit="working_day", left=1),
            deadline(TODAY, label="今天"),
            deadline(date(2021, 11, 14), label="逾期"),
            deadline(
                date(2021, 12, 30), label="中止", state="held", reason="鉴定中", held_on=date(2021, 11, 4)
            ),
            deadline(date(2021, 11, 10), label="已完成", state="met", met_on=date(2021, 11, 9)),
            deadline(date(2022, 1, 20), label="暂定", unit="working_day", left=45, provisional=True),
        ],
        "amount": "180000.00",
        "fine": {
            "min": "0.00",
            "max": "500000.00",
            "lighter": ["0.00", "150000.00"],
            "ordinary": ["150000.00", "350000.00"],
            "heavier": ["350000.00", "500000.00"],
        },
        "peers": ["50000", "80000", "160000", "160000", "200000", "300000"],
        "items": [
            {"kind": "ok", "text": "两名执法人员，证件当日有效", "law": "粤演示0101、粤演示0117"},
            {
                "kind": "blocks",
                "text": "案件审核意见",
                "law": "市场监督管理行政处罚程序规定第四十九条",
                "link": "#main",
                "link_text": "催办",
            },
            {"kind": "note", "text": "罚款高于同类中位数", "law": "承办人已写明理由"},
            {"kind": "tip", "text": "登记为举报", "law": "没有要求退赔", "link": "#main", "link_text": "改"},
        ],
        "stages": [
            {"name": "立案", "state": "done", "on": date(2021, 9, 13)},
            {"name": "调查", "state": "done"},
            {"name": "审核", "state": "now", "when": "现在"},
            {"name": "告知", "state": "next"},
            {"name": "决定", "state": "next"},
        ],
        "steps": [
            {
                "title": "收到您的举报",
                "state": "done",
                "at": datetime(2021, 8, 24, 1, 58, tzinfo=ZoneInfo("UTC")),
            },
            {"title": "正在调查", "state": "now", "when": "现在", "text": "有新的材料，可以现在补充。"},
            {"title": "作出处理决定", "state": "next", "on": date(2021, 12, 12), "law": "程序规定第六十四条"},
        ],
        "trace": {
            "label": "罚款幅度",
            "value": {"min": "0.00", "max": "500000.00"},
            "because": [
                {
                    "label": "选法律",
                    "law": "消费者权益保护法第五十六条",
                    "value": "2014-03-15",
                    "rejected": [
                        {"norm": "个人信息保护法第六十六条", "why": "2021年11月1日起施行，晚于行为终了"}
                    ],
                },
                {"label": "分幅度", "value": "0 + 500,000 × 30% = 150,000", "because": []},
            ],
        },
        "tabs": [
            {"url": "?", "text": "全部", "count": 7, "current": True},
            {"url": "?kind=file", "text": "立案", "count": 2, "current": False},
        ],
        "facets": [
            {
                "title": "年份",
                "choices": [
                    {"url": "?year=2021", "text": "2021", "count": 5, "share": 83, "current": True},
                    {"url": "?year=2020", "text": "2020", "count": 1, "share": 17, "current": False},
                ],
            }
        ],
        "page": {"previous_url": "?before=9", "next_url": "?after=3", "total": "1000件以上"},
        "form": GalleryForm(
            {"name": "示例云岭置业", "law": "CRPL", "story": "8月21日下午我去看房。", "gains": "none"}
        ),
        "at": datetime(2021, 8, 24, 9, 58, tzinfo=ZoneInfo("Asia/Shanghai")),
        "digest": "9f2c41" + "0" * 54 + "e07b",
    }
