from casework.celery import SWEEPS, app


def test_every_sweep_of_the_table_is_a_task():
    app.loader.import_default_modules()
    assert set(SWEEPS) <= set(app.tasks)


def test_a_sweep_that_could_not_run_is_not_run_late():
    for entry in app.conf.beat_schedule.values():
        assert entry["options"]["expires"] == entry["schedule"]
