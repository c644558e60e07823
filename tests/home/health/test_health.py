"""/readyz, the doctor and its page never say that all is well when it is not."""

from datetime import timedelta
from unittest import mock

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from accounts.models import AuditEvent
from home.health import readiness
from home.tasks import beat
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def looked_for_anew(monkeypatch):
    monkeypatch.setattr(readiness, "HOLDS", -1)


@pytest.fixture
def workers():
    """Both have done what was due; waiting(queue) leaves a job that has been due for ten minutes."""

    def job(queue, **options):
        return DBTaskResult.objects.create(
            task_path=beat.module_path,
            queue_name=queue,
            args_kwargs={"args": [], "kwargs": {}},
            backend_name="default",
            exception_class_path="",
            traceback="",
            **options,
        )

    def waiting(queue):
        job(queue, status=TaskResultStatus.READY, run_after=timezone.now() - timedelta(minutes=10))

    for queue in ("default", "scheduled"):
        job(queue, status=TaskResultStatus.SUCCESSFUL, run_after=timezone.now())
    return waiting


def test_a_site_that_can_do_its_work_is_ready(stranger, workers):
    answer = stranger.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ready",
        "database": "ok",
        "disk": "ok",
        "worker default": "ok",
        "worker scheduled": "ok",
    }
    assert "no-cache" in answer["Cache-Control"]


@pytest.mark.parametrize("queue", ["default", "scheduled"])
def test_a_worker_that_does_nothing_is_told(stranger, workers, queue):
    workers(queue)
    answer = stranger.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()[f"worker {queue}"] == "does not go on"


def test_a_database_that_does_not_answer_is_told(stranger):
    with mock.patch("home.health.facts.connection.cursor", side_effect=DatabaseError("secret name")):
        answer = stranger.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["database"] == "no answer"
    assert "secret" not in answer.content.decode()


@pytest.mark.parametrize("free", [None, 1024])
def test_a_full_disk_is_told(stranger, workers, free):
    with mock.patch("home.health.readiness.free_bytes", return_value=free):
        answer = stranger.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["disk"] == "full"


def test_the_page_shows_administrators_what_the_doctor_says(admin, workers, capsys):
    workers("scheduled")
    page = admin.get(reverse("health:page")).content.decode()
    with pytest.raises(CommandError):
        call_command("doctor")
    said = capsys.readouterr().out
    for name in ("Database", "Migrations", "Disk", "Secrets", "Addresses", "Mail", "Clock", "Backup"):
        assert name in page
    assert said.count("\n") == page.count('class="name"')
    assert reverse("health:page") in admin.get(reverse("backups:list")).content.decode()


def test_a_clock_that_is_behind_the_trail_is_a_fault(admin, workers):
    factories.make_user("hr")
    event = AuditEvent(action="user.create", object_type="user", object_id="1", object_label="x")
    event.save()
    with mock.patch("home.health.facts.timezone.localtime", return_value=timezone.now() - timedelta(days=2)):
        page = admin.get(reverse("health:page")).content.decode()
    assert "set the clock right" in page


@pytest.mark.parametrize("role", ["hr", "interviewer"])
def test_nobody_else_is_told(client_for, role):
    assert client_for(role).get(reverse("health:page")).status_code == 404
