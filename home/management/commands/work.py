"""A background worker: of people's jobs, or with ``--queue-name scheduled`` of what is done by the clock."""

import logging
from typing import Any

from django_tasks_db.management.commands import db_worker

from home.jobs import JobWorker
from home.scheduled import QUEUE, enqueue_all
from home.serving.parent import end_with_parent
from home.tasks import beat


class Command(db_worker.Command):
    help = "Do the tasks of a queue: `default` for people's jobs, `scheduled` for what is done by the clock."

    def handle(self, *, queue_name: str, **options: Any) -> None:
        end_with_parent()
        self.scheduled = not {QUEUE, "*"}.isdisjoint(queue_name.split(","))
        if self.scheduled:
            enqueue_all()
        # The library has no other way to be given one.
        db_worker.Worker = JobWorker  # type: ignore[misc]
        super().handle(queue_name=queue_name, **options)

    def configure_logging(self, verbosity: int) -> None:
        super().configure_logging(verbosity)
        if self.scheduled and verbosity == 1:
            # Every run that went well would be logged, several times a minute.
            logging.getLogger("django_tasks").setLevel(logging.WARNING)
        else:
            logging.getLogger("django_tasks").addFilter(_is_no_beat)


def _is_no_beat(record: logging.LogRecord) -> bool:
    """Whether a line of the log is about a job that somebody asked for."""
    return beat.module_path not in record.getMessage()
