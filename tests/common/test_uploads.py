"""What a request may fill memory and disk with, and how large a form takes a file."""

from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms.fields import FileField
from django.test import RequestFactory
from django.utils import translation

from common import limits
from common.uploads import MaxFileSize
from interviews.candidates.forms.imports import CandidateListForm
from interviews.company.forms import CompanyForm
from interviews.models import Company
from interviews.paper.forms import FilledFormUpload
from qbank.imports.forms import SpreadsheetForm
from qbank.sources.forms.documents import UploadForm
from tests.pictures import make_png


def received(*files: SimpleUploadedFile) -> list[Any]:
    request = RequestFactory().post("/", {f"file{number}": file for number, file in enumerate(files)})
    return [request.FILES[f"file{number}"] for number in range(len(files))]


def test_a_file_within_the_limit_arrives_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "REQUEST_BYTES", 200_000)
    (file,) = received(SimpleUploadedFile("a.csv", b"x" * 200_000))
    assert (file.size, len(file.read())) == (200_000, 200_000)


def test_one_beyond_it_keeps_its_size_but_not_its_content(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "REQUEST_BYTES", 200_000)
    (file,) = received(SimpleUploadedFile("a.csv", b"x" * 300_000))
    assert (file.name, file.size, file.read()) == ("a.csv", 300_000, b"")


def test_the_limit_is_for_all_files_of_a_request(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "REQUEST_BYTES", 200_000)
    first, second = received(
        SimpleUploadedFile("a.csv", b"x" * 150_000), SimpleUploadedFile("b.csv", b"x" * 150_000)
    )
    assert (len(first.read()), second.size, second.read()) == (150_000, 150_000, b"")


def refused(field: FileField, name: str, size: int) -> list[str]:
    file = SimpleUploadedFile(name, make_png() if name.endswith(".png") else b"x")
    file.size = size
    try:
        field.clean(file)
    except forms.ValidationError as error:
        return [message.replace("\N{NO-BREAK SPACE}", " ") for message in error.messages]
    return []


def test_a_file_may_be_as_large_as_said_and_no_larger() -> None:
    field = FileField(validators=[MaxFileSize(2048, "%(size)s > %(most)s")])
    assert refused(field, "a.csv", 2048) == []
    with translation.override("en"):
        assert refused(field, "a.csv", 3072) == ["3.0 KB > 2.0 KB"]


@pytest.mark.parametrize(
    ("form", "name", "most", "says"),
    [
        (UploadForm, "a.txt", 10, "at most 10.0 MB can be read. Split it"),
        (SpreadsheetForm, "a.csv", 20, "at most 20.0 MB can be read. Split it"),
        (CandidateListForm, "a.csv", 5, "at most 5.0 MB can be read. Split it"),
        (FilledFormUpload, "a.xlsx", 20, "a scoring form is at most 20.0 MB."),
        (CompanyForm, "a.png", 0.5, "at most 512.0 KB are taken. Save it smaller"),
    ],
)
def test_each_form_has_its_limit_and_its_sentence(form: Any, name: str, most: float, says: str) -> None:
    made = form(instance=Company()) if form is CompanyForm else form()
    field = made.fields["logo_file" if form is CompanyForm else "file"]
    most_bytes = int(most * 1024 * 1024)
    assert refused(field, name, most_bytes) == []
    with translation.override("en"):
        (sentence,) = refused(field, name, most_bytes + 1)
    assert says in sentence
    with translation.override("zh-hans"):
        (sentence,) = refused(field, name, most_bytes + 1)
    assert "file" not in sentence and sentence.endswith("。")
