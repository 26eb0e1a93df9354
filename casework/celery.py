"""The Celery application: where the tasks are, and which sweep runs how often.

A task takes no arguments: it looks for rows that are due. A sweep that could not run is not worth running
late, the next one finds the same rows; therefore each message expires after its interval.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casework.settings")

# Listed, not discovered: autodiscovery misses casework.web.tasks.
TASK_MODULES = [
    "casework.kernel.tasks",
    "casework.web.tasks",
    "complaints.tasks",
    "inspections.tasks",
]

# The sweeps and their intervals in seconds.
SWEEPS = {
    "casework.kernel.tasks.deliver_due": 2,
    "casework.web.tasks.lapse_defences_due": 600,
    "casework.web.tasks.end_announcements_due": 600,
    "casework.web.tasks.end_expired_publications": 600,
    "casework.web.tasks.escalate_deadlines": 600,
    "casework.web.tasks.lapse_rights_due": 600,
    "casework.web.tasks.lapse_measures_due": 600,
    "casework.web.tasks.run_out_executions": 600,
    "complaints.tasks.erase_expired_drafts": 600,
    "casework.web.tasks.rebuild_deadlines": 24 * 3600,
    "complaints.tasks.deliver_to_hotlines": 2,
    "complaints.tasks.erase_due": 24 * 3600,
    "complaints.tasks.run_imports": 5,
    "complaints.tasks.tell_hotlines_outcomes_due": 60,
}

app = Celery("casework", include=TASK_MODULES)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = {
    task: {"task": task, "schedule": seconds, "options": {"expires": seconds}}
    for task, seconds in SWEEPS.items()
}
