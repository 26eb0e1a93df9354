"""The cast of the demo world: two bureaus, one station, a person for every role. All names are invented."""

import datetime as dt
from dataclasses import dataclass

from casework.kernel.clock import at_hour
from casework.kernel.models import Office, OfficeProfile, User
from casework.kernel.roles import Role
from casework.services.people import add_certificate, add_person

SINCE = dt.date(2019, 4, 1)
UNTIL = dt.date(2030, 12, 31)
NEVER = dt.date(9999, 12, 31)  # the qualification does not expire


@dataclass(frozen=True)
class Part:
    username: str
    name: str
    office: str
    roles: tuple[Role, ...]
    certificate: str = ""
    qualification: str = ""
    """国家统一法律职业资格."""


CAST = (
    Part("operator", "吴清（演示）", "nanhai", (Role.HOTLINE,)),
    Part("intake", "梁子衡（演示）", "nanhai", (Role.INTAKE,)),
    Part("mediator", "江映雪（演示）", "nanhai", (Role.MEDIATOR,)),
    Part("unithead", "罗致远（演示）", "nanhai", (Role.UNIT_HEAD,)),
    Part("inspector1", "陈立行（演示）", "guicheng", (Role.INSPECTOR,), "粤演示0101"),
    Part("inspector2", "黄思敏（演示）", "guicheng", (Role.INSPECTOR,), "粤演示0117"),
    Part("officer", "赵启明（演示）", "nanhai", (Role.CASE_OFFICER,), "粤演示0123"),
    Part("reviewer", "何蔚然（演示）", "nanhai", (Role.CASE_REVIEWER,)),
    Part("legal", "苏明哲（演示）", "nanhai", (Role.LEGAL_REVIEWER,), qualification="A20184406演示01"),
    Part("head", "周明远（演示）", "nanhai", (Role.BUREAU_HEAD,)),
    Part("deputy", "冯静仪（演示）", "nanhai", (Role.BUREAU_HEAD,)),
    Part("principal", "郑国栋（演示）", "nanhai", (Role.PRINCIPAL_HEAD,)),
    Part("publisher1", "林晓彤（演示）", "nanhai", (Role.PUBLICATION,)),
    Part("publisher2", "叶嘉雯（演示）", "nanhai", (Role.PUBLICATION,)),
    Part("host", "邓雅文（演示）", "nanhai", (Role.HEARING_HOST,)),
    Part("archivist", "谭婉清（演示）", "nanhai", (Role.ARCHIVIST,)),
    Part("litigator", "卢俊贤（演示）", "nanhai", (Role.LITIGATION,)),
    Part("finance", "钱雨桐（演示）", "nanhai", (Role.FINANCE,)),
    Part("admin", "系统管理员（演示）", "nanhai", (Role.SYSTEM_ADMIN,)),
    Part("secadmin", "安全管理员（演示）", "nanhai", (Role.SECURITY_ADMIN,)),
    Part("auditor", "安全审计员（演示）", "nanhai", (Role.AUDITOR,)),
    Part("stranger", "外局人员（演示）", "shunde", (Role.CASE_OFFICER,), "粤演示0901"),
    Part("strangerhead", "外局负责人（演示）", "shunde", (Role.BUREAU_HEAD,)),
)


def make_offices() -> dict[str, Office]:
    """Two bureaus that may not see each other, and a station (市场监督管理所) under the first."""
    nanhai = Office.objects.create(code="nanhai", name="佛山市南海区市场监督管理局（演示）")
    guicheng = Office.objects.create(
        code="guicheng", name="桂城市场监督管理所（演示）", parent=nanhai, competence_words=["桂城"]
    )
    shunde = Office.objects.create(code="shunde", name="佛山市顺德区市场监督管理局（演示）")
    for office, short, place in ((nanhai, "佛南市监", "南海"), (shunde, "佛顺市监", "顺德")):
        OfficeProfile.objects.create(
            office=office,
            valid_from=SINCE,
            name=office.name,
            short_name=f"{place}区市场监管局（演示）",
            number_prefix=short,
            address=f"佛山市{place}区演示路1号",
            phone="0757-00000000",
            bank_name=f"演示银行{place}支行",
            bank_account_name=f"{place}区财政局演示专户",
            bank_account="0000 0000 0000 0000",
            government=f"佛山市{place}区人民政府",
            superior="佛山市市场监督管理局",
            court=f"佛山市{place}区人民法院",
            repair_channel="“信用中国”网站、国家企业信用信息公示系统",
        )
    return {"nanhai": nanhai, "guicheng": guicheng, "shunde": shunde}


def make_people(password: str | None) -> dict[str, User]:
    """Offices and cast, from the first day of the rules that the demo world uses; username → person."""
    at = at_hour(SINCE)
    offices = make_offices()
    people = {}
    for part in CAST:
        user = add_person(
            username=part.username,
            name=part.name,
            office=offices[part.office],
            roles=part.roles,
            password=password,
            actor=None,
            at=at,
        )
        if part.certificate:
            add_certificate(
                user=user, number=part.certificate, valid_from=SINCE, valid_to=UNTIL, actor=None, at=at
            )
        if part.qualification:
            add_certificate(
                user=user,
                number=part.qualification,
                valid_from=SINCE,
                valid_to=NEVER,
                is_legal_qualification=True,
                actor=None,
                at=at,
            )
        people[part.username] = user
    return people
