"""People's jobs run in processes of their own: one that takes too much is tried twice and set aside."""

import importlib
import pkgutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult

import interviews
import qbank
from common.limited import ProcessLimits
from home import jobs
from home.jobs import BOUNDS, Bounds, JobWorker
from home.scheduled import QUEUE
from home.tasks import run_verification
from qbank.imports.services import judging
from qbank.imports.services.jobs import enqueue
from qbank.models import DocumentUpload, ImportBatch
from qbank.sources.services import uploads
from tests.qbank.imports.services.batches import make_preview, new_rows
from tests.qbank.sources.uploads.documents import upload_document, upload_url


def work() -> None:
    """A worker does what people wait for, and ends."""
    JobWorker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="worker",
        excluded_queue_names=[],
    ).run()


@pytest.fixture
def queue(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "scheduled"]}
    }
    bounds = {
        path: Bounds(ProcessLimits(seconds=2, megabytes=200), bound.release, bound.set_aside)
        for path, bound in BOUNDS.items()
    }
    monkeypatch.setattr(jobs, "BOUNDS", bounds)


def take_memory(*_args: Any, **_options: Any) -> None:
    bytearray(2_000_000_000)


def take_time(*_args: Any, **_options: Any) -> None:
    while True:
        pass


def die(*_args: Any, **_options: Any) -> None:
    signal.raise_signal(signal.SIGKILL)


@pytest.mark.django_db(transaction=True)
class TestTooMuch:
    @pytest.mark.parametrize("harm", [take_memory, take_time, die])
    def test_a_document_is_tried_twice_and_set_aside_and_the_next_is_read(
        self,
        queue: None,
        hr: Client,
        monkeypatch: pytest.MonkeyPatch,
        tmp_path: Path,
        harm: Callable[..., None],
    ) -> None:
        tries, read = tmp_path / "tries", uploads.read_document

        def read_or_harm(data: bytes, name: str) -> str:
            if name == "harm.txt":
                with tries.open("a") as file:
                    file.write("x")
                harm()
            return read(data, name)

        monkeypatch.setattr(uploads, "read_document", read_or_harm)
        upload_document(hr, "harm", name="harm.txt")
        upload_document(hr)
        work()
        harmful, well = DocumentUpload.objects.order_by("pk")
        assert (harmful.status, well.status) == ("failed", "ready")
        assert tries.read_text() == "xx"
        assert "tried twice" in hr.get(upload_url(harmful, "upload-detail")).content.decode()
        statuses = DBTaskResult.objects.order_by("enqueued_at").values_list("status", flat=True)
        assert list(statuses) == [TaskResultStatus.FAILED, TaskResultStatus.SUCCESSFUL]

    def test_a_spreadsheet_says_so_on_its_page(
        self, queue: None, hr: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        batch = make_preview(new_rows(2), hr.user)
        DBTaskResult.objects.all().delete()
        ImportBatch.objects.update(status="judging", run=None)
        enqueue(ImportBatch.objects.get())
        monkeypatch.setattr(judging, "batch_lines", take_memory)
        work()
        batch.refresh_from_db()
        assert batch.status == "failed"
        page = hr.get(reverse("qbank:import-detail", args=[batch.pk])).content.decode()
        assert "tried twice" in page

    def test_what_a_job_reads_leaves_nothing_in_the_worker(
        self, queue: None, hr: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        kept: list[int] = []
        monkeypatch.setattr(uploads, "read_document", lambda data, name: kept.append(1) or data.decode())
        upload_document(hr)
        work()
        assert DocumentUpload.objects.get().status == "ready"
        assert not kept


def test_every_job_that_people_start_has_limits() -> None:
    paths = {
        task.module_path
        for package in (interviews, qbank)
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
        if module.name.endswith(".tasks")
        for task in vars(importlib.import_module(module.name)).values()
        if isinstance(task, Task) and task.queue_name != QUEUE
    }
    assert paths | {run_verification.module_path} == set(BOUNDS)
