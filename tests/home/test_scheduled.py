"""What is done by the clock: again and again, each for itself, waiting once whatever happens to a worker."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from home import scheduled
from home.management.commands.serve import worker_command
from home.management.commands.work import Command as Work
from home.scheduled import QUEUE, SCHEDULED, deliver_letters, enqueue_all, enqueue_once

READY, RUNNING = TaskResultStatus.READY, TaskResultStatus.RUNNING
FAILED, SUCCESSFUL = TaskResultStatus.FAILED, TaskResultStatus.SUCCESSFUL

#: What each task calls.
ACTS = (
    *("deliver_waiting", "sweep_imports", "create_reminders"),
    *("apply_retention", "daily_backup", "call_command", "seal_new"),
)


@pytest.fixture(autouse=True)
def queues_in_the_database(settings, monkeypatch):
    # The worker shares the connection, and the transaction, of the test.
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "scheduled"]}
    }


@pytest.fixture
def calls(monkeypatch) -> list[str]:
    """The names of the acts that were called; each does nothing else."""
    called: list[str] = []
    for name in ACTS:
        monkeypatch.setattr(scheduled, name, lambda *args, name=name, **options: called.append(name))
    return called


def work(queue: str = QUEUE) -> None:
    """A worker does what is due, and ends."""
    db_worker.Worker(
        queue_names=[queue],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="worker",
        excluded_queue_names=[],
    ).run()


def runs(task, *statuses) -> list[DBTaskResult]:
    return list(DBTaskResult.objects.filter(task_path=task.module_path, status__in=statuses))


def make_due() -> None:
    DBTaskResult.objects.filter(status=READY).update(run_after=timezone.now())


@pytest.mark.django_db
def test_all_is_done_at_the_start_and_then_waits_for_its_next_time(calls):
    enqueue_all()
    work()
    assert set(calls) == set(ACTS)
    for task in SCHEDULED:
        [done] = runs(task, SUCCESSFUL)
        [waiting] = runs(task, READY)
        assert waiting.run_after > done.started_at + timedelta(seconds=5)
    calls.clear()
    work()
    assert not calls


@pytest.mark.django_db
def test_letters_are_looked_for_several_times_a_minute(calls):
    enqueue_all()
    work()
    [waiting] = runs(deliver_letters, READY)
    assert waiting.run_after <= timezone.now() + timedelta(seconds=10)


@pytest.mark.django_db
def test_one_that_fails_is_done_again_and_stops_no_other(calls, monkeypatch):
    def fail():
        raise RuntimeError("no")

    monkeypatch.setattr(scheduled, "deliver_waiting", fail)
    enqueue_all()
    work()
    assert set(calls) == set(ACTS) - {"deliver_waiting"}
    make_due()
    work()
    assert len(runs(deliver_letters, FAILED)) == 2 and len(runs(deliver_letters, READY)) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("died", ["before the next run waited", "afterwards"])
def test_a_killed_worker_leaves_the_next_run_waiting_once(died):
    deliver_letters.enqueue()
    DBTaskResult.objects.update(status=RUNNING, started_at=timezone.now())
    if died == "afterwards":
        enqueue_once(deliver_letters, timezone.now())
    enqueue_all()
    assert len(runs(deliver_letters, READY)) == 1


@pytest.mark.django_db
def test_several_starts_let_each_wait_once_and_now():
    enqueue_all()
    DBTaskResult.objects.update(run_after=timezone.now() + timedelta(days=1))
    enqueue_all()
    assert DBTaskResult.objects.ready().count() == len(SCHEDULED) == DBTaskResult.objects.count()


@pytest.mark.django_db
def test_of_two_that_wait_by_chance_one_goes_on(calls):
    for _ in range(2):
        deliver_letters.enqueue()
    work()
    assert len(calls) == 2 and len(runs(deliver_letters, READY)) == 1


@pytest.mark.django_db(transaction=True)
def test_workers_that_run_the_same_at_the_same_time_let_the_next_wait_once():
    for _ in range(2):
        deliver_letters.enqueue()
    DBTaskResult.objects.update(status=RUNNING)

    def begin(_worker: int) -> None:
        try:
            enqueue_once(deliver_letters, timezone.now())
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        list(workers.map(begin, range(4)))
    assert len(runs(deliver_letters, READY)) == 1


@pytest.mark.django_db
def test_what_waits_under_a_name_that_is_gone_stops_nothing(calls):
    enqueue_all()
    DBTaskResult.objects.filter(task_path=deliver_letters.module_path).update(task_path="home.gone.task")
    work()
    assert set(calls) == set(ACTS) - {"deliver_waiting"}


@pytest.mark.django_db
def test_runs_are_forgotten_and_peoples_jobs_stay_a_while():
    enqueue_all()
    DBTaskResult.objects.exclude(task_path=scheduled.prune_results.module_path).update(
        status=SUCCESSFUL, finished_at=timezone.now()
    )
    job = DBTaskResult.objects.create(
        task_path="a.job",
        args_kwargs={},
        backend_name="default",
        status=SUCCESSFUL,
        finished_at=timezone.now() - timedelta(days=13),
    )
    work()
    assert set(DBTaskResult.objects.exclude(queue_name=QUEUE)) == {job}
    assert {run.task_path for run in DBTaskResult.objects.filter(queue_name=QUEUE)} == {
        scheduled.prune_results.module_path
    }


@pytest.mark.django_db
def test_the_worker_of_peoples_jobs_leaves_them_to_the_other_one(calls):
    enqueue_all()
    work("default")
    assert not calls


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("queue", "waiting"), [("scheduled", len(SCHEDULED)), ("*", len(SCHEDULED)), ("default", 0)]
)
def test_their_worker_has_them_wait_when_it_starts(queue, waiting, monkeypatch):
    monkeypatch.setattr(db_worker.Command, "handle", lambda *args, **options: None)
    Work().handle(queue_name=queue)
    assert DBTaskResult.objects.ready().count() == waiting


def test_the_site_is_served_with_a_worker_for_each_queue(settings):
    queues = settings.TASKS["default"]["QUEUES"]
    assert [worker_command(queue)[4] for queue in queues] == queues
