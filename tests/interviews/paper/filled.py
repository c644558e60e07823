"""The Excel form as a person downloads it, fills it in and brings it back."""

import io
import json
from uuid import uuid4

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from interviews.paper.excel_form import layout


def url(room, name, **query):
    return reverse(f"interviews:{name}", args=[room.interview.pk], query=query)


def download(room, address=None) -> bytes:
    answer = room.client.get(address or url(room, "scorecard-form"))
    assert answer.status_code == 200
    return answer.getvalue()


class Sheet:
    """A downloaded form as a person fills it in, by what its rows are for."""

    def __init__(self, data: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(data))
        self.form = self.book.worksheets[0]

    def cell(self, position: int, *, point: int | None = None, field: str = ""):
        for row in self.form.iter_rows():
            key = layout.read_key(str(row[0].value or ""))
            if key and key.position == position:
                if point is not None and key.point == point:
                    return row[layout.MARK]
                if field and key.field == field:
                    return row[layout.ENTRY]
        raise AssertionError((position, point, field))

    def set(self, value, position: int, **which) -> str:
        cell = self.cell(position, **which)
        cell.value = value
        return f"{self.form.title}!{cell.coordinate}"

    def bytes(self) -> bytes:
        file = io.BytesIO()
        self.book.save(file)
        return file.getvalue()


def upload(room, data: bytes, name: str = "form.xlsx", client=None):
    file = SimpleUploadedFile(name, data)
    return (client or room.client).post(url(room, "scorecard-upload"), {"file": file})


def take_over(room, answer, *taken):
    token = answer.context["preview"].token
    return room.client.post(
        url(room, "scorecard-upload-accept"), {"token": token, "take": taken}, follow=True
    )


def save(room, item, **fields):
    """Record something on the site itself."""
    changes = [
        {"id": str(uuid4()), "item": item.pk, "field": name.replace("__", ":"), "value": value}
        for name, value in fields.items()
    ]
    answer = room.client.post(
        url(room, "scorecard-save"),
        json.dumps({"seat": room.seat.pk, "changes": changes}),
        content_type="application/json",
    )
    assert len(answer.json()["acknowledged"]) == len(changes)


def errors(answer) -> str:
    return " ".join(answer.context["form"].errors.get("file", []))


def points(item, red_flag=False):
    return list(item.points.filter(red_flag=red_flag).order_by("level", "position"))
