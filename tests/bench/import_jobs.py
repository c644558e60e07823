"""An import by the site's own services, in a process of its own. Runs in a site, or with DATABASE_URL."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def received(path: Path) -> tuple[Any, Any, Any]:
    """A batch of the file, how it is read, and its columns' meaning: unknown names are created."""
    from qbank.imports.services import columns_step, receive
    from qbank.spreadsheets.columns.mapping import CREATE, ColumnMapping, Field
    from qbank.spreadsheets.files.table import Reading
    from tests.bench.banks import CATEGORIES, COMPETENCIES

    batch = receive(name=path.name, data=path.read_bytes(), actor=None)
    created = {Field.CATEGORY: CATEGORIES, Field.COMPETENCY: COMPETENCIES}
    values = {field: dict.fromkeys(names, CREATE) for field, names in created.items()}
    return batch, Reading.from_json(batch.options), ColumnMapping(columns_step(batch).mapping.columns, values)


def enqueue(path: Path) -> None:
    """Hand the file to the site's worker to be judged; print the batch's number."""
    from qbank.imports.services import configure

    batch, reading, mapping = received(path)
    configure(batch=batch, reading=reading, mapping=mapping, actor=None)
    print(batch.pk)


def apply(pk: int) -> None:
    """Hand the batch to the worker to be applied."""
    from qbank.imports.services import start_apply
    from qbank.models import ImportBatch

    start_apply(batch=ImportBatch.objects.get(pk=pk), actor=None)


def watch(pk: int, status_wanted: str) -> None:
    """Wait until the batch is in that state. Ends with an error when it gets into another."""
    import time

    from qbank.models import ImportBatch

    working = {"preview": "judging", "applied": "applying"}[status_wanted]
    while (status := ImportBatch.objects.values_list("status", flat=True).get(pk=pk)) == working:
        time.sleep(0.5)
    if status != status_wanted:
        sys.exit(f"The import is {status}, not {status_wanted}.")


if __name__ == "__main__":
    import django

    django.setup()
    command, argument = sys.argv[1], sys.argv[2]
    if command == "enqueue":
        enqueue(Path(argument))
    elif command == "apply":
        apply(int(argument))
    else:
        watch(int(argument), sys.argv[3])
