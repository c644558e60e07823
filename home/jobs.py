"""Jobs that people start, each in a process of its own: how much time and memory it may take, and what
becomes of one that takes more.

A job that exceeds its limits, or takes its process down, is tried once more and then set aside: what it
worked on says so on its page, and the worker goes on with the next one.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.db import connections
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from common.limited import LimitExceededError, ProcessLimits, run_forked
from home.tasks import run_verification
from home.verification.services import give_up
from qbank.bulk.services.changes import look_through, make_change
from qbank.imports.services.applying import apply_batch
from qbank.imports.services.jobs import release
from qbank.imports.services.judging import judge_batch
from qbank.imports.services.undoing import undo_batch
from qbank.imports.tasks import (
    apply_import,
    change_questions,
    judge_import,
    look_through_questions,
    undo_import,
)
from qbank.sources.services.uploads import give_up_reading, release_reading
from qbank.sources.tasks import read_uploaded_document

Result = DBTaskResult[Any, Any]

logger = logging.getLogger(__name__)

#: How often a job is tried.
TRIES: Final = 2


@dataclass(frozen=True, slots=True)
class Bounds:
    """``release``, called with the job's argument, lets it be tried once more; ``set_aside`` ends it."""

    limits: ProcessLimits
    release: Callable[[int], None]
    set_aside: Callable[[int], None]


#: By the task's path. Fifty thousand rows take two minutes, the longest document ten seconds.
BOUNDS: Final = {
    judge_import.module_path: Bounds(
        ProcessLimits(seconds=300, megabytes=1500),
        release,
        lambda pk: judge_batch(batch_id=pk, given_up=True),
    ),
    apply_import.module_path: Bounds(
        ProcessLimits(seconds=900, megabytes=1500),
        release,
        lambda pk: apply_batch(batch_id=pk, given_up=True),
    ),
    undo_import.module_path: Bounds(
        ProcessLimits(seconds=900, megabytes=1500), release, lambda pk: undo_batch(batch_id=pk, given_up=True)
    ),
    look_through_questions.module_path: Bounds(
        ProcessLimits(seconds=900, megabytes=1000),
        release,
        lambda pk: look_through(batch_id=pk, given_up=True),
    ),
    change_questions.module_path: Bounds(
        ProcessLimits(seconds=1800, megabytes=1000),
        release,
        lambda pk: make_change(batch_id=pk, given_up=True),
    ),
    read_uploaded_document.module_path: Bounds(
        ProcessLimits(seconds=60, megabytes=1000),
        lambda pk: release_reading(upload_id=pk),
        lambda pk: give_up_reading(upload_id=pk),
    ),
    run_verification.module_path: Bounds(
        ProcessLimits(seconds=900, megabytes=1000),
        # A run begins with all of it anew.
        lambda pk: None,
        lambda pk: give_up(verification_id=pk),
    ),
}


class JobWorker(db_worker.Worker):
    """Runs the jobs that people start as BOUNDS says, and everything else as the library does.

    Where processes can't be copied (Windows), jobs run in the worker itself, without limits.
    """

    def run_task(self, db_task_result: Result) -> None:
        bounds = BOUNDS.get(db_task_result.task_path)
        if bounds is None or not hasattr(os, "fork"):
            super().run_task(db_task_result)
            return
        self.running_task = True
        try:
            self._run_within(bounds, db_task_result)
        finally:
            self.running_task = False
            self._run_tasks += 1

    def _run_within(self, bounds: Bounds, db_task_result: Result) -> None:
        [argument] = db_task_result.args_kwargs["args"]
        for _attempt in range(TRIES):
            # The copy opens its own.
            connections.close_all()
            try:
                run_forked(bounds.limits, lambda: self._run_in_copy(db_task_result))
                return
            except (LimitExceededError, RuntimeError) as error:
                logger.warning("%s %s: %r", db_task_result.task_path, argument, error)
                failure = error
                bounds.release(argument)
        logger.error("%s %s is set aside", db_task_result.task_path, argument)
        bounds.set_aside(argument)
        db_task_result.set_failed(failure)

    def _run_in_copy(self, db_task_result: Result) -> Any:
        self.reset_signals()
        super().run_task(db_task_result)
        if db_task_result.exception_class_path == "builtins.MemoryError":
            raise MemoryError
