"""The roles of the bureau as people call them."""

from django.utils.translation import gettext_lazy as _

from casework.kernel.roles import Role

ROLE_NAMES = {
    Role.HOTLINE: _("Hotline operator"),
    Role.INTAKE: _("Intake officer"),
    Role.MEDIATOR: _("Mediator"),
    Role.INSPECTOR: _("Inspector"),
    Role.CASE_OFFICER: _("Case officer"),
    Role.UNIT_HEAD: _("Head of the case unit"),
    Role.CASE_REVIEWER: _("Case reviewer"),
    Role.LEGAL_REVIEWER: _("Legal reviewer"),
    Role.BUREAU_HEAD: _("Head of the bureau"),
    Role.PRINCIPAL_HEAD: _("Principal head of the bureau"),
    Role.HEARING_HOST: _("Hearing host"),
    Role.PUBLICATION: _("Publication officer"),
    Role.ARCHIVIST: _("Archivist"),
    Role.LITIGATION: _("Litigation officer"),
    Role.SYSTEM_ADMIN: _("System administrator"),
    Role.SECURITY_ADMIN: _("Security administrator"),
    Role.AUDITOR: _("Auditor"),
    Role.SYSTEM: _("System"),
}
