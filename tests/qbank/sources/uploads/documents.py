"""Documents to be uploaded, and what the tests of uploads share."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document

from qbank.models import DocumentUpload
from qbank.sources.rules.upload_preview import Preview
from tests.qbank.sources.damaged import damaged_bank

BANK = """客服主管面试题
一、服务意识
1、请谈谈你对“客户第一”的理解。
参考答案：不是一味退让。先听完，再复述。
2、客户要求见领导，你会怎么处理？
答：先稳定情绪，再判断是否升级。
二、团队管理
1、新人被投诉三次，你会怎么带他？
"""


DAMAGED_BANK = damaged_bank(12_000)


def upload_document(client: Client, data: bytes | str = BANK, name: str = "题库.txt") -> Any:
    content = data.encode() if isinstance(data, str) else data
    return client.post(
        reverse("qbank:upload-create"), {"file": SimpleUploadedFile(name, content)}, follow=True
    )


def preview_of(upload: DocumentUpload) -> Preview:
    upload.refresh_from_db()
    return Preview.from_data(upload.drafts, upload.source.restored if upload.source else "")


def upload_url(upload: DocumentUpload, name: str, **kwargs: Any) -> str:
    return reverse(f"qbank:{name}", kwargs={"pk": upload.pk} | kwargs)


def docx(*paragraphs: str) -> bytes:
    document, file = Document(), io.BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(file)
    return file.getvalue()


def zip_bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"0" * 80_000_000)
    return file.getvalue()


def question_data(**changed: Any) -> dict[str, Any]:
    return {
        "text": "新的问题？",
        "category": "服务意识",
        "kind": "",
        "difficulty": "",
        "minutes": "",
        "answer": ["新答案"],
    } | changed


def texts(upload: DocumentUpload) -> list[tuple[str, list[str]]]:
    """Each question of the preview with its answers."""
    return [
        (question.draft.text, [answer.text for answer in question.draft.answers])
        for question in preview_of(upload).questions
    ]
