"""The background job of uploaded documents. Like those of imports it names its service by its path."""

from __future__ import annotations

from django.utils.module_loading import import_string
from django_tasks import task


@task()
def read_uploaded_document(upload_id: int) -> None:
    """Read an uploaded document; the outcome is stored in its record."""
    import_string("qbank.sources.services.uploads.read_upload")(upload_id=upload_id)
