"""Spreadsheet imports against django-import-export's own way and against the lower limit.

    python -m tests.bench.imports [--rows 10000 50000] [--their-rows 10000] [--only ours theirs limit]

Every measurement is a process of its own on a fresh database: SQLite, or the PostgreSQL of DATABASE_URL
(`make bench` runs both). All read the same generated workbook with answers of 600 characters.

- ours: preview (receive, judge every row) and apply, with revisions, search index and audit event.
- theirs: the default admin of django-import-export: the upload until its preview page is there, and the
  confirmation until it is answered.
- limit: reading the workbook with openpyxl and bare bulk_create of questions and answers; nothing else.
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
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))
WAYS = ("ours", "theirs", "limit")


def ours(path: Path) -> dict[str, float]:
    """Seconds of preview and apply."""
    from django.test import override_settings

    from qbank.models import ImportBatch, Question
    from qbank.services.imports import apply_batch, configure, judge_batch, start_apply
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
    _check(Question.objects.in_bank().count(), path)
    return {"preview": previewed - began, "apply": applied - previewed}


def theirs(path: Path) -> dict[str, float]:
    """Seconds until its preview page is there, and until its confirmation is answered."""
    from django.conf import settings
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client, override_settings

    from accounts.models import User
    from qbank.models import Category, Question, ReferenceAnswer
    from tests.bench.banks import CATEGORIES

    for name in CATEGORIES:
        Category.objects.create(name=name)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.create_superuser(username="bench"))
    plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    storages = settings.STORAGES | plain
    with override_settings(ROOT_URLCONF="tests.bench.their_site", STORAGES=storages):
        began = time.perf_counter()
        file = SimpleUploadedFile(path.name, path.read_bytes())
        page = client.post("/admin/qbank/question/import/", {"format": "0", "import_file": file})
        form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.content.decode()))
        previewed = time.perf_counter()
        client.post("/admin/qbank/question/process_import/", form)
        applied = time.perf_counter()
    _check(Question.objects.count(), path)
    _check(ReferenceAnswer.objects.count(), path)
    return {"preview": previewed - began, "apply": applied - previewed}


def limit(path: Path) -> dict[str, float]:
    """Seconds of reading with openpyxl and of bare bulk_create."""
    from django.db import transaction
    from openpyxl import load_workbook

    from qbank.models import Category, Question, ReferenceAnswer
    from tests.bench.banks import CATEGORIES

    categories = {name: Category.objects.create(name=name) for name in CATEGORIES}
    began = time.perf_counter()
    sheet = load_workbook(path, read_only=True).worksheets[0]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    read = time.perf_counter()
    questions = [
        Question(code=code, text=text, category=categories[category], kind="behavioural")
        for code, text, category, *_rest in rows
    ]
    with transaction.atomic():
        Question.objects.bulk_create(questions, batch_size=1000)
        answers = [
            ReferenceAnswer(question=question, text=row[3])
            for question, row in zip(questions, rows, strict=True)
        ]
        ReferenceAnswer.objects.bulk_create(answers, batch_size=1000)
    written = time.perf_counter()
    _check(Question.objects.count(), path)
    return {"preview": read - began, "apply": written - read}


def _check(count: int, path: Path) -> None:
    if count != int(path.stem):
        sys.exit(f"{count} questions arrived of {path.stem}.")


def one(way: str, path: Path) -> None:
    """One measurement, in this process; its result as JSON."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    began = time.process_time()
    seconds = {"ours": ours, "theirs": theirs, "limit": limit}[way](path)
    processor = time.process_time() - began
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
            [sys.executable, "-m", "tests.bench.imports", "--one", way, str(path)],
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
    if options.one:
        one(options.one[0], Path(options.one[1]))
        return 0
    from tests.bench.banks import write_xlsx

    database = "PostgreSQL" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "SQLite"
    folder = Path(tempfile.mkdtemp(prefix="qbank-bench-"))
    try:
        for rows in options.rows:
            path = write_xlsx(folder / f"{rows}.xlsx", rows)
            results = {}
            print(f"\n{database}, {rows} rows, {path.stat().st_size / 2**20:.1f} MB", flush=True)
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
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
