"""What is done again and again by the clock.

These are tasks of a queue with a worker of its own, so that a long import keeps no letter waiting. Each has
its next run enqueued before it does anything: whatever becomes of a run, the next one comes. All of them bear
being run by several workers at once.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from accounts.kept.chain import seal_new
from accounts.kept.erasure import fold_log
from accounts.passwords.throttle import forget_wrong_passwords
from common.sent_forms import forget_old
from home.backups.keeping import daily_backup
from home.bank_health import keep_bank_health
from home.tasks import beat
from home.verification.services import nightly_verification, tell_administrators
from interviews.common.settling import settle_interviews
from interviews.letters.services.delivery import deliver_to_candidates
from interviews.planning.services.delivery import deliver_waiting
from interviews.planning.services.reminders import create_reminders
from interviews.planning.services.robot_delivery import deliver_robot_messages
from interviews.privacy.services.retention import apply_retention
from qbank.imports.services.jobs import sweep as sweep_imports
from qbank.questions.tallies import recount_when_due

QUEUE = "scheduled"

ScheduledTask = Task[[], None]
#: All that :func:`every` made.
SCHEDULED: list[ScheduledTask] = []


def every(interval: timedelta) -> Callable[[Callable[[], object]], ScheduledTask]:
    """Make a function of a module a task that is due again ``interval`` after each start of a run."""

    def decorate(function: Callable[[], object]) -> ScheduledTask:
        @task(queue_name=QUEUE)
        @wraps(function)
        def run() -> None:
            enqueue_once(run, timezone.now() + interval)
            function()

        SCHEDULED.append(run)
        return run

    return decorate


@every(timedelta(seconds=10))
def deliver_letters() -> None:
    deliver_waiting()


@every(timedelta(seconds=10))
def write_to_candidates() -> None:
    deliver_to_candidates()


@every(timedelta(seconds=10))
def let_robots_speak() -> None:
    deliver_robot_messages()


@every(timedelta(seconds=10))
def seal_records() -> None:
    """Seal what was recorded since the last time."""
    seal_new()


@every(timedelta(minutes=1))
def resume_imports() -> None:
    """Take up again the imports that a killed worker left behind."""
    sweep_imports()


@every(timedelta(minutes=10))
def look_at_bank() -> None:
    keep_bank_health()


@every(timedelta(minutes=1))
def recount_questions() -> None:
    recount_when_due()


@every(timedelta(minutes=1))
def ask_worker() -> None:
    """Give the worker of people's jobs something to do, so that it shows when it does nothing."""
    beats = DBTaskResult.objects.filter(task_path=beat.module_path)
    beats.finished().delete()
    if not beats.exists():
        beat.enqueue()


@every(timedelta(minutes=10))
def settle() -> None:
    """Let the start page pass over what is decided on."""
    settle_interviews()


@every(timedelta(minutes=5))
def write_reminders() -> None:
    create_reminders()


@every(timedelta(hours=1))
def erase_candidates() -> None:
    """Warn and erase the candidates whose retention time is over; empty the log of what was erased."""
    apply_retention()
    fold_log()


@every(timedelta(hours=1))
def back_up() -> None:
    """Ask for the day's backup, which a worker of the other queue makes."""
    daily_backup()


@every(timedelta(hours=1))
def verify_records() -> None:
    """Ask for the night's verification, which a worker of the other queue does."""
    nightly_verification()


@every(timedelta(minutes=5))
def tell_of_differences() -> None:
    """Letters that the mail server did not take are tried again."""
    tell_administrators()


@every(timedelta(minutes=5))
def forget_sent_forms() -> None:
    forget_old()


@every(timedelta(hours=1))
def forget_sessions() -> None:
    """Delete ended sessions, and wrong passwords that count no more."""
    call_command("clearsessions")
    forget_wrong_passwords()


@every(timedelta(hours=1))
def prune_results() -> None:
    """Forget runs: scheduled ones at once, failed ones after a day, people's jobs after two weeks."""
    command, options = "prune_db_task_results", {"verbosity": 0}
    call_command(command, queue_name=QUEUE, min_age_days=0, failed_min_age_days=1, **options)
    call_command(command, min_age_days=14, **options)


def enqueue_once(scheduled: ScheduledTask, run_after: datetime) -> None:
    """Enqueue a task unless it waits already, for whatever time."""
    unfinished = DBTaskResult.objects.filter(
        task_path=scheduled.module_path, status__in=(TaskResultStatus.READY, TaskResultStatus.RUNNING)
    )
    with transaction.atomic():
        # Workers that run the same task at the same time come here one after the other.
        list(unfinished.select_for_update())
        if not unfinished.filter(status=TaskResultStatus.READY).exists():
            scheduled.using(run_after=run_after).enqueue()


def enqueue_all() -> None:
    """Have every scheduled task wait, due now: for a worker's start."""
    now = timezone.now()
    for scheduled in SCHEDULED:
        enqueue_once(scheduled, now)
    DBTaskResult.objects.filter(queue_name=QUEUE, status=TaskResultStatus.READY).update(run_after=now)
