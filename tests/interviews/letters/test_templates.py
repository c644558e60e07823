"""The texts of letters: shipped in both languages, changed by HR with a preview, and put back."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from accounts.models import AuditEvent
from interviews.letters.rules.default_texts import DEFAULT_TEXTS
from interviews.letters.rules.placeholders import LetterText
from interviews.letters.services.templates import fingerprint, save_text, text_of
from interviews.models import LetterKind, LetterLanguage, LetterTemplate
from tests import factories

pytestmark = pytest.mark.django_db
LIST = reverse("interviews:letter-template-list")
URL = reverse("interviews:letter-template-edit", args=["invitation", "zh-hans"])
RESTORE = reverse("interviews:letter-template-restore", args=["invitation", "zh-hans"])
KIND, LANGUAGE = LetterKind.INVITATION, LetterLanguage.CHINESE


def page(response: Any) -> str:
    return response.content.decode()


def form_data(client: Any, **changes: str) -> dict[str, str]:
    form = client.get(URL).context["form"]
    return {name: form[name].value() for name in form.fields} | changes


def test_every_kind_is_offered_in_both_languages(hr):
    shown = page(hr.get(LIST))
    for kind in LetterKind:
        for language in LetterLanguage:
            assert reverse("interviews:letter-template-edit", args=[kind, language]) in shown


def test_hr_writes_the_companys_own_text_and_puts_the_shipped_one_back(hr):
    hr.post(URL, form_data(hr, subject="来面试", body="{候选人}，请来。\r\n{确认链接}"))
    assert text_of(KIND, LANGUAGE) == LetterText("来面试", "{候选人}，请来。\n{确认链接}")
    event = AuditEvent.objects.get(action="lettertemplate.change")
    assert event.after["subject"] == "来面试" and event.actor == hr.user
    assert "来面试" not in page(hr.get(LIST)) and str(hr.user) in page(hr.get(LIST))
    hr.post(RESTORE)
    assert text_of(KIND, LANGUAGE) == DEFAULT_TEXTS["invitation", "zh-hans"]
    assert AuditEvent.objects.filter(action="lettertemplate.restore").count() == 1
    assert "came with the site" in page(hr.post(RESTORE, follow=True))


def test_the_preview_fills_the_text_in_and_saves_nothing(hr):
    data = form_data(hr, body="{候选人}在{地点}见{sender}")
    shown = page(hr.post(URL, data | {"preview": "1"}))
    assert f"在302 会议室见{hr.user}" in shown and "{候选人}在{地点}" in shown
    assert not LetterTemplate.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"body": "{姓名}，您好"}, "There is no placeholder “{姓名}”. Known are: {候选人}, {公司}"),
        ({"subject": "{确认链接}"}, "“{确认链接}” can’t stand in this text."),
        ({"body": "{{ settings.SECRET_KEY }}"}, "There is no placeholder “{settings.SECRET_KEY}”."),
        ({"body": "请在 { 前回复"}, "A brace stands alone."),
        ({"subject": " "}, "This field is required."),
        ({"subject": "甲" * 201}, "at most 200 characters"),
    ],
)
@pytest.mark.parametrize("act", ["save", "preview"])
def test_what_can_not_be_filled_in_is_refused_and_what_was_typed_stays(hr, changes, sentence, act):
    answer = page(hr.post(URL, form_data(hr, **changes) | {act: "1"}))
    assert sentence in answer
    assert not LetterTemplate.objects.exists()


def test_a_text_that_somebody_else_changed_meanwhile_is_not_overwritten(hr):
    data = form_data(hr, body="我的")
    opened_on = fingerprint(text_of(KIND, LANGUAGE))
    other = factories.make_user("hr")
    save_text(actor=other, kind=KIND, language=LANGUAGE, text=LetterText("他", "他的"), opened_on=opened_on)
    answer = page(hr.post(URL, data))
    assert "while you had this open" in answer and "我的" in answer and "他的" in answer
    assert text_of(KIND, LANGUAGE).body == "他的"


def test_what_is_pasted_as_markup_stays_text(hr):
    body = "<script>alert(1)</script> {候选人}"
    hr.post(URL, form_data(hr, body=body))
    shown = page(hr.get(URL))
    assert "<script>alert(1)" not in shown and "&lt;script&gt;alert(1)" in shown


def test_a_subject_is_one_line(hr):
    text = LetterText("邀请\r\nBcc: x@example.com", "请来")
    save_text(
        actor=hr.user, kind=KIND, language=LANGUAGE, text=text, opened_on=fingerprint(text_of(KIND, LANGUAGE))
    )
    assert text_of(KIND, LANGUAGE).subject == "邀请 Bcc: x@example.com"


def test_nobody_but_hr_changes_texts(interviewer, admin):
    for client in (interviewer, admin):
        assert client.get(LIST).status_code == 404
        assert client.post(URL, {"subject": "x", "body": "y"}).status_code == 404
        assert client.post(RESTORE).status_code == 404
        with pytest.raises(PermissionDenied):
            save_text(
                actor=client.user, kind=KIND, language=LANGUAGE, text=LetterText("a", "b"), opened_on=""
            )


@pytest.mark.parametrize("path", ["x/zh-hans", "invitation/fr", "invitation/%00", "邀请/en"])
def test_what_there_is_no_text_of_is_not_found(hr, path):
    assert hr.get(f"/interviews/company/letters/{path}/").status_code == 404
    assert hr.post(f"/interviews/company/letters/{path}/restore/").status_code == 404


def test_the_same_text_again_is_no_change(hr):
    hr.post(URL, form_data(hr))
    assert not LetterTemplate.objects.exists() and not AuditEvent.objects.exists()
    with pytest.raises(ValidationError):
        save_text(actor=hr.user, kind=KIND, language=LANGUAGE, text=LetterText("", "x"), opened_on="x")
