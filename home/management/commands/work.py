"""The background worker, which first looks for work that a killed one left behind, and sends the letters."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Command as DatabaseWorker

from home.errands import Errand, Errands
from interviews.planning.services.delivery import deliver_waiting
from interviews.planning.services.reminders import remind
from interviews.privacy.services.retention import sweep as sweep_candidates
from qbank.imports.services.states import STALE_AFTER
from qbank.imports.tasks import sweep_imports

#: What is done by the clock, beside the jobs: an import that takes long keeps no letter waiting.
ERRANDS = (Errand(deliver_waiting, every=5), Errand(remind, every=300), Errand(sweep_candidates, every=3600))


class Command(DatabaseWorker):
    help = "Do the background jobs."

    def handle(self, *args: Any, **options: Any) -> None:
        sweep_imports.enqueue()
        # What was killed just now is known to be dead only when it has been silent for a while.
        later = timezone.now() + STALE_AFTER + timedelta(seconds=5)
        sweep_imports.using(run_after=later).enqueue()
        errands = Errands(ERRANDS)
        errands.start()
        try:
            super().handle(*args, **options)
        finally:
            errands.stop()
