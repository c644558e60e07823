"""The company's settings: who may change them, what is kept of it, and the logo."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import AuditEvent
from common.limits import LOGO_BYTES
from interviews.company.rules.pictures import Picture, redraw
from interviews.company.services.company import change_company
from interviews.models import Company
from tests.factories import make_user
from tests.forms import writing_forms
from tests.pictures import make_jpeg, make_picture, make_png

pytestmark = pytest.mark.django_db
URL = reverse("interviews:company")
LOGO = reverse("interviews:company-logo")
NUMBERS = {"exposure_days": "30", "retention_warning_days": "14", "reminder_hours": "24"}


def sent(page, **changes):
    """What a browser sends: the fields as the page showed them, and what the person changed of them."""
    (form,) = [form for form in writing_forms(page.content.decode(), URL) if form.action == URL]
    data = {name: value for name, value in form.as_shown.items() if name != "form_token"}
    return {name: value for name, value in (data | changes).items() if value is not False}


def upload(data, name="logo.png"):
    return SimpleUploadedFile(name, data, content_type="image/png")


# Who


@pytest.mark.parametrize("role", ["hr", "admin"])
def test_hr_and_admins_change_it(client_for, role):
    client = client_for(role)
    page = client.get(URL)
    answer = client.post(URL, sent(page, name="甲公司", approval_needed="on", exposure_limit="3"))
    assert (answer.status_code, answer.url) == (302, URL)
    company = Company.current()
    assert (company.name, company.approval_needed, company.exposure_limit) == ("甲公司", True, 3)
    event = AuditEvent.objects.get(action="company.change")
    assert event.actor == client.user
    assert event.before == {"name": "", "approval_needed": False, "exposure_limit": None}
    assert event.after == {"name": "甲公司", "approval_needed": True, "exposure_limit": 3}
    assert 'href="/interviews/company/"' in client.get("/").content.decode()


def test_interviewers_do_not_know_of_it(interviewer):
    assert interviewer.get(URL).status_code == 404
    assert interviewer.post(URL, NUMBERS | {"name": "x"}).status_code == 404
    assert "/interviews/company/" not in interviewer.get("/").content.decode()
    assert not Company.objects.exists()


def test_the_administration_changes_it_by_the_same_service(admin):
    change_company(actor=make_user("hr"), changes={"name": "甲公司"}, logo=Picture(make_png(), "image/png"))
    assert "甲公司" in admin.get(reverse("admin:interviews_company_changelist")).content.decode()
    url = reverse("admin:interviews_company_change", args=[1])
    page = admin.get(url).content.decode()
    assert "甲公司" in page and "IHDR" not in page
    (form,) = [form for form in writing_forms(page, url) if "name" in form.as_shown]
    assert admin.post(url, form.as_shown | {"name": "乙公司"}).status_code == 302
    assert Company.current().name == "乙公司" and Company.current().logo
    event = AuditEvent.objects.filter(action="company.change").first()
    assert (event.before, event.after) == ({"name": "甲公司"}, {"name": "乙公司"})


# What is kept


def test_without_a_change_nothing_is_recorded(hr):
    assert hr.post(URL, sent(hr.get(URL))).status_code == 302
    assert not AuditEvent.objects.filter(action="company.change").exists()


def test_who_saves_later_is_asked_about_what_somebody_else_changed_meanwhile(hr):
    opened = hr.get(URL)
    change_company(actor=make_user("hr", name="王芳"), changes={"footer": "内部资料", "sends_mail": True})
    asked = hr.post(URL, sent(opened, name="甲公司"))
    assert "王芳" in asked.content.decode() and Company.current().name == ""
    # What one did not touch is the others' unless one says otherwise.
    hr.post(URL, sent(asked))
    company = Company.current()
    assert (company.name, company.footer, company.sends_mail) == ("甲公司", "内部资料", True)


def test_a_number_may_be_emptied_again(hr):
    change_company(actor=make_user("hr"), changes={"retention_months": 24})
    hr.post(URL, sent(hr.get(URL), retention_months=""))
    assert Company.current().retention_months is None


def test_names_are_one_line(hr):
    hr.post(URL, sent(hr.get(URL), name=" 甲\n公司 ", footer="第一行\r\n第二行"))
    assert (Company.current().name, Company.current().footer) == ("甲 公司", "第一行 第二行")


@pytest.mark.parametrize(
    "bad",
    [
        {"name": "甲" * 121},
        {"name": "甲\0乙"},
        {"footer": "甲" * 201},
        {"exposure_limit": "0"},
        {"exposure_limit": "-1"},
        {"exposure_limit": "9" * 30},
        {"exposure_days": ""},
        {"exposure_days": "x"},
        {"retention_months": "241"},
        {"retention_warning_days": "366"},
        {"reminder_hours": "0"},
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(hr, bad):
    answer = hr.post(URL, sent(hr.get(URL), **bad))
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == set(bad)
    assert "Not saved yet" in answer.content.decode()
    assert not Company.objects.exists()


def test_the_database_keeps_one_row_and_a_logo_with_its_kind():
    for wrong in (
        Company(pk=2),
        Company(pk=1, logo=b"x", logo_type="image/svg+xml"),
        Company(pk=1, logo_type="image/png"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong.save(force_insert=True)


def test_what_is_typed_is_escaped(hr):
    change_company(actor=make_user("hr"), changes={"name": '"><script>alert(1)</script>'})
    assert "<script>alert" not in hr.get(URL).content.decode()


# The logo


@pytest.mark.parametrize(
    ("data", "kind"), [(make_png(), "image/png"), (make_jpeg(), "image/jpeg")], ids=["png", "jpeg"]
)
def test_a_logo_is_known_by_its_content_and_kept_drawn_anew(hr, interviewer, data, kind):
    hidden = data + b"<script>"
    assert hr.post(URL, sent(hr.get(URL), logo_file=upload(hidden, "logo.jpeg"))).status_code == 302
    data = redraw(data).data
    sha256 = hashlib.sha256(data).hexdigest()
    assert f"{LOGO}?v={sha256}" in hr.get(URL).content.decode()
    for client in (hr, interviewer):
        answer = client.get(LOGO)
        assert (answer.content, answer.headers["Content-Type"]) == (data, kind)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "immutable" in interviewer.get(LOGO, {"v": sha256}).headers["Cache-Control"]
    assert "immutable" not in interviewer.get(LOGO, {"v": "0" * 64}).headers["Cache-Control"]
    event = AuditEvent.objects.get(action="company.change")
    assert (event.before, event.after) == ({"logo": ""}, {"logo": sha256})


def test_a_logo_can_be_removed(hr, interviewer):
    change_company(actor=make_user("hr"), changes={}, logo=Picture(make_png(), "image/png"))
    assert hr.post(URL, sent(hr.get(URL), remove_logo="on")).status_code == 302
    assert (Company.current().logo, Company.current().logo_type) == (None, "")
    assert interviewer.get(LOGO).status_code == 404
    assert "Remove the logo" not in hr.get(URL).content.decode()


def test_replacing_and_removing_at_once_is_refused(hr):
    change_company(actor=make_user("hr"), changes={}, logo=Picture(make_png(), "image/png"))
    answer = hr.post(URL, sent(hr.get(URL), remove_logo="on", logo_file=upload(make_png(40, 40))))
    assert "not both" in answer.content.decode()
    assert bytes(Company.current().logo) == make_png()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "not a PNG or JPEG picture"),
        (b"MZ" + bytes(200), "not a PNG or JPEG picture"),
        (make_picture("GIF"), "not a PNG or JPEG picture"),
        (make_png()[:-20], "it is damaged"),
        (make_jpeg()[:-20], "it is damaged"),
        (make_png(8, 8), "The picture has 8 × 8 pixels; each side needs between 16 and 3000."),
        (make_jpeg(4000, 40), "The picture has 4000 × 40 pixels"),
        (make_png() + bytes(LOGO_BYTES), "at most 512.0"),
        (b"", "empty"),
    ],
    ids=["svg", "exe", "gif", "cut png", "cut jpeg", "small", "large", "heavy", "empty"],
)
def test_other_files_are_refused_with_a_sentence_and_the_old_logo_stays(hr, data, sentence):
    change_company(actor=make_user("hr"), changes={}, logo=Picture(make_jpeg(), "image/jpeg"))
    answer = hr.post(URL, sent(hr.get(URL), name="乙公司", logo_file=upload(data)))
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    company = Company.current()
    assert (bytes(company.logo), company.name) == (make_jpeg(), "")


@pytest.mark.parametrize("name", ["logo.svg", "logo.exe", "logo.png.html"])
def test_a_picture_named_as_something_else_is_refused(hr, name):
    answer = hr.post(URL, sent(hr.get(URL), logo_file=upload(make_png(), name)))
    assert "Allowed extensions are: png, jpg, jpeg." in answer.content.decode()
    assert not Company.objects.exists()
