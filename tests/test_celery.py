from casework.celery import SWEEPS, TASK_MODULES, app
from casework.env import BASE_DIR

HOUSE = ("casework", "complaints", "inspections", "penalties")


def test_every_task_module_of_the_tree_is_listed():
    files = [path for package in HOUSE for path in (BASE_DIR / package).rglob("tasks.py")]
    assert {".".join(path.relative_to(BASE_DIR).with_suffix("").parts) for path in files} == set(TASK_MODULES)


def test_the_table_sweeps_every_task_and_nothing_else():
    app.loader.import_default_modules()
    assert {name for name in app.tasks if name.split(".")[0] in HOUSE} == set(SWEEPS)


def test_a_sweep_that_could_not_run_is_not_run_late():
    for entry in app.conf.beat_schedule.values():
        assert entry["options"]["expires"] == entry["schedule"]
