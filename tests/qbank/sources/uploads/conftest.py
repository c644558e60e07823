"""An uploaded document that has been read."""

from __future__ import annotations

import pytest
from django.test import Client

from qbank.models import DocumentUpload
from tests.qbank.sources.uploads.documents import upload_document


@pytest.fixture
def upload(hr: Client) -> DocumentUpload:
    upload_document(hr)
    return DocumentUpload.objects.get()
