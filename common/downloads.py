"""Files that a page hands over to be saved."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

#: Content types by file name extension.
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def workbook_response(filename: str, content: bytes) -> HttpResponse:
    """An Excel file to be saved as ``filename``; any text may stand in the name."""
    headers = {"Content-Disposition": content_disposition_header(True, filename) or ""}
    return HttpResponse(content, content_type=CONTENT_TYPES["xlsx"], headers=headers)
