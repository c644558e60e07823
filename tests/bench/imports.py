"""Spreadsheet imports against django-import-export's own way and against the lower limit.

    python -m tests.bench.imports [--rows 10000 50000] [--their-rows 10000] [--only ours theirs limit]
        [--banks whole bare]

Every measurement is a process of its own on a fresh database: SQLite, or the PostgreSQL of DATABASE_URL
(`make bench` runs both). All read the same generated workbook of questions with answers of 600 characters:
a whole bank, with two competencies and three rubric points each, and a bare one without.

- ours: preview (receive, judge every row) and apply, with revisions, search index and audit event.
- theirs: the default admin of django-import-export: the upload until its preview page is there, and the
  confirmation until it is answered.
- limit: reading the workbook with openpyxl and bare bulk_create of the same rows; nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import product
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))
WAYS = ("ours", "theirs", "limit")
#: What a bank's file is named after, with its rows.
BANKS = ("whole", "bare")


def ours(path: Path) -> dict[str, float]:
    """Seconds of preview and apply."""
    from django.test import override_settings

    from qbank.imports.services import apply_batch, configure, judge_batch, start_apply
    from qbank.models import ImportBatch
    from tests.bench.import_jobs import received

    with override_settings(TASKS={"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}):
        began = time.perf_counter()
        batch, reading, mapping = received(path)
        configure(batch=batch, reading=reading, mapping=mapping, actor=None)
        judge_batch(batch_id=batch.pk)
        previewed = time.perf_counter()
        start_apply(batch=ImportBatch.objects.get(pk=batch.pk), actor=None)
        apply_batch(batch_id=batch.pk)
        applied = time.perf_counter()
    return {"preview": previewed - began, "apply": applied - previewed}


def theirs(path: Path) -> dict[str, float]:
    """Seconds until its preview page is there, and until its confirmation is answered."""
    from django.conf import settings
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client, override_settings

    from accounts.models import User

    _make_places()
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.create_superuser(username="bench"))
    plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    storages = settings.STORAGES | plain
    with override_settings(ROOT_URLCONF="tests.bench.their_site", STORAGES=storages):
        began = time.perf_counter()
        file = SimpleUploadedFile(path.name, path.read_bytes())
        chosen = {"format": "0", "resource": "0" if _is_bare(path) else "1", "import_file": file}
        page = client.post("/admin/qbank/question/import/", chosen)
        form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.content.decode()))
        previewed = time.perf_counter()
        client.post("/admin/qbank/question/process_import/", form)
        applied = time.perf_counter()
    return {"preview": previewed - began, "apply": applied - previewed}


def limit(path: Path) -> dict[str, float]:
    """Seconds of reading with openpyxl and of bare bulk_create."""
    from django.db import transaction
    from openpyxl import load_workbook

    from qbank.models import Question, ReferenceAnswer, RubricPoint
    from tests.bench.plain_rows import points

    categories, competencies = _make_places()
    began = time.perf_counter()
    sheet = load_workbook(path, read_only=True).worksheets[0]
    names, *rows = sheet.iter_rows(values_only=True)
    read = time.perf_counter()
    cells = [dict(zip(names, row, strict=True)) for row in rows]
    questions = [
        Question(code=row["编号"], text=row["题目"], category=categories[row["分类"]], kind="behavioural")
        for row in cells
    ]
    written = list(zip(questions, cells, strict=True))
    link = Question.competencies.through
    with transaction.atomic():
        Question.objects.bulk_create(questions, batch_size=1000)
        ReferenceAnswer.objects.bulk_create(
            (ReferenceAnswer(question=question, text=row["参考答案"]) for question, row in written),
            batch_size=1000,
        )
        RubricPoint.objects.bulk_create(
            (point for question, row in written for point in points(question, row.get("评分要点"))),
            batch_size=1000,
        )
        link._default_manager.bulk_create(
            (
                link(question=question, competency=competencies[name])
                for question, row in written
                for name in row.get("能力项", "").split("；")
                if name
            ),
            batch_size=1000,
        )
    done = time.perf_counter()
    return {"preview": read - began, "apply": done - read}


def _make_places() -> tuple[dict[str, Any], dict[str, Any]]:
    """The categories and competencies by name, where an import does not make them."""
    from qbank.models import Category, Competency
    from tests.bench.banks import CATEGORIES, COMPETENCIES

    return (
        {name: Category.objects.create(name=name) for name in CATEGORIES},
        {name: Competency.objects.create(name=name) for name in COMPETENCIES},
    )


def _check(path: Path) -> None:
    """Ends the run unless everything in the file has arrived."""
    from qbank.models import Question, ReferenceAnswer, RubricPoint

    rows, parts = int(path.stem.partition("-")[2]), not _is_bare(path)
    link = Question.competencies.through
    expected = [
        (Question.objects.in_bank(), rows),
        (ReferenceAnswer.objects.all(), rows),
        (RubricPoint.objects.all(), 3 * rows * parts),
        (link._default_manager.all(), 2 * rows * parts),
    ]
    for queryset, count in expected:
        if (row_count := queryset.count()) != count:
            sys.exit(f"{row_count} rows arrived in {queryset.model._meta.db_table}, not {count}.")


def _is_bare(path: Path) -> bool:
    return path.stem.startswith("bare")


def measure_once(way: str, path: Path) -> None:
    """One measurement, in this process; its result as JSON."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    began = time.process_time()
    seconds = {"ours": ours, "theirs": theirs, "limit": limit}[way](path)
    processor = time.process_time() - began
    _check(path)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(seconds | {"memory": memory, "processor": processor}))


def measured(way: str, path: Path) -> dict[str, float]:
    """A measurement in a process and on a database of its own."""
    var = Path(tempfile.mkdtemp(prefix="qbank-bench-"))
    environment = os.environ | {
        "QBANK_VAR": str(var),
        "QBANK_SECRET_KEY": "only-for-a-benchmark-" + "x" * 40,
        "QBANK_LOG_LEVEL": "ERROR",
    }
    try:
        output = subprocess.run(
            [sys.executable, "-m", "tests.bench.imports", "--measure", way, str(path)],
            cwd=ROOT,
            env=environment | _emptied(),
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout
    finally:
        shutil.rmtree(var, ignore_errors=True)
    result: dict[str, float] = json.loads(output.strip().splitlines()[-1])
    return result


def _emptied() -> dict[str, str]:
    """Where DATABASE_URL names a server: everything in its database is dropped first."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        return {}
    import environ
    import psycopg2

    settings = environ.Env.db_url_config(url)
    options = settings.get("OPTIONS", {})
    connection = psycopg2.connect(
        dbname=settings["NAME"],
        user=settings["USER"],
        password=settings["PASSWORD"] or None,
        host=settings["HOST"] or options.get("host") or None,
        port=settings["PORT"] or None,
    )
    with connection, connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    connection.close()
    return {}


def main() -> int:
    options = _options()
    if options.measure:
        measure_once(options.measure[0], Path(options.measure[1]))
        return 0
    from tests.bench.banks import BARE, HEADER, write_xlsx

    database = "PostgreSQL" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "SQLite"
    folder = Path(tempfile.mkdtemp(prefix="qbank-bench-"))
    try:
        for bank, rows in product(options.banks, options.rows):
            columns = len(HEADER) if bank == "whole" else BARE
            path = write_xlsx(folder / f"{bank}-{rows}.xlsx", rows, columns)
            results = {}
            size = path.stat().st_size / 2**20
            print(f"\n{database}, {bank} bank, {rows} rows, {size:.1f} MB", flush=True)
            for way in options.only:
                if way == "theirs" and rows not in options.their_rows:
                    continue
                results[way] = _shown(way, measured(way, path))
            _ratios(results)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def _shown(way: str, result: dict[str, float]) -> float:
    total = result["preview"] + result["apply"]
    first, second = ("reading", "bulk_create") if way == "limit" else ("preview", "apply")
    print(
        f"  {way:<7} {first} {result['preview']:6.2f} s + {second} {result['apply']:6.2f} s = {total:6.2f} s,"
        f" {result['processor']:.2f} s of processor, at most {result['memory']:.0f} MB",
        flush=True,
    )
    return total


def _ratios(results: dict[str, float]) -> None:
    if "ours" not in results:
        return
    if "theirs" in results:
        times = results["theirs"] / results["ours"]
        print(f"  django-import-export takes {times:.1f} × as long as ours (wanted: 8 ×)")
    if "limit" in results:
        print(f"  ours takes {results['ours'] / results['limit']:.1f} × the lower limit (wanted: 3 ×)")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 50_000])
    parser.add_argument("--their-rows", type=int, nargs="*", default=[10_000])
    parser.add_argument("--only", nargs="+", choices=WAYS, default=list(WAYS))
    parser.add_argument("--banks", nargs="+", choices=BANKS, default=list(BANKS))
    parser.add_argument("--measure", nargs=2, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
