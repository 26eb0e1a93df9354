from django.apps import AppConfig

from casework.celery import app as celery_app

__all__ = ["CaseworkConfig", "celery_app"]  # importing the application makes it the one of shared_task


class CaseworkConfig(AppConfig):
    name = "casework"
