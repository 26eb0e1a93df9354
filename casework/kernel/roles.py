"""Who may act: the roles of a bureau (law/workflow.md, 'Roles'). Pure."""

from enum import StrEnum


class Role(StrEnum):
    """A function in the bureau. One person may hold several, but never on the same case where the table
    forbids it (``forbids_actors_of``)."""

    HOTLINE = "hotline"  # 12345 operator
    INTAKE = "intake"  # R1 接收岗
    MEDIATOR = "mediator"  # R2 投诉处理、调解人员
    INSPECTOR = "inspector"  # R3 执法人员 (site)
    CASE_OFFICER = "case_officer"  # R3 办案人员
    UNIT_HEAD = "unit_head"  # R4 办案机构负责人
    CASE_REVIEWER = "case_reviewer"  # R5 案件审核人员
    LEGAL_REVIEWER = "legal_reviewer"  # R6 法制审核人员
    BUREAU_HEAD = "bureau_head"  # R7 部门负责人
    PRINCIPAL_HEAD = "principal_head"  # R8 主要负责人
    HEARING_HOST = "hearing_host"  # R10 听证主持人
    PUBLICATION = "publication"  # R11 公示岗
    ARCHIVIST = "archivist"  # R12 档案人员
    LITIGATION = "litigation"  # R13 应诉人员
    # 三员分立: the three administrators cannot read a case, and one account holds at most one of them.
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDITOR = "auditor"
    # The sweeps. No account ever holds it.
    SYSTEM = "system"


ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})

# Roles whose holders read the case files of their own office and the offices below it.
CASE_READERS = frozenset(Role) - ADMINISTRATORS - {Role.SYSTEM, Role.HOTLINE}

# What can be lent for the days of an absence: the powers of an office. An investigator's is personal (执法证),
# an administrator's stands alone.
DELEGABLE = frozenset(
    {
        Role.UNIT_HEAD,
        Role.CASE_REVIEWER,
        Role.LEGAL_REVIEWER,
        Role.BUREAU_HEAD,
        Role.PRINCIPAL_HEAD,
        Role.PUBLICATION,
    }
)

# 办案人员: the two officers that every investigative act needs (处罚法 art 42).
INVESTIGATORS = frozenset({Role.INSPECTOR, Role.CASE_OFFICER})
