"""A person's own phrases for notes."""

import pytest
from django.urls import reverse

from interviews.models import NoteSnippet
from tests import factories

pytestmark = pytest.mark.django_db
URL = reverse("interviews:snippets-save")


def save(client, *texts):
    return client.post(URL, {"text": list(texts)})


def snippets(client):
    return list(NoteSnippet.objects.filter(user=client.user).values_list("text", flat=True))


def test_they_are_kept_in_order_without_empty_ones(interviewer):
    answer = save(interviewer, " 举例  说明了 ", "", "回避了问题")
    assert answer.json() == {"snippets": ["举例 说明了", "回避了问题"]}
    assert snippets(interviewer) == ["举例 说明了", "回避了问题"]
    save(interviewer, "另一句")
    assert snippets(interviewer) == ["另一句"]
    save(interviewer)
    assert snippets(interviewer) == []


def test_everybody_has_their_own(interviewer, client_for):
    other = client_for("interviewer")
    save(interviewer, "PLANTED")
    save(other, "mine")
    assert (snippets(interviewer), snippets(other)) == (["PLANTED"], ["mine"])
    interview = factories.make_interview(panel=[interviewer.user, other.user])
    page = other.get(reverse("interviews:scorecard", args=[interview.pk])).content.decode()
    assert "mine" in page
    assert "PLANTED" not in page


@pytest.mark.parametrize("texts", [["x"] * 10, ["好" * 201], ["a\0b"], ["ok", "\x07"]])
def test_what_can_not_be_kept_is_refused_with_a_sentence_and_the_old_ones_stay(interviewer, texts):
    save(interviewer, "before")
    answer = save(interviewer, *texts)
    assert answer.status_code == 400
    assert answer.json()["message"].endswith(".")
    assert snippets(interviewer) == ["before"]


def test_markup_is_text(interviewer):
    save(interviewer, '"><script>alert(1)</script>')
    interview = factories.make_interview(panel=[interviewer.user])
    page = interviewer.get(reverse("interviews:scorecard", args=[interview.pk])).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_who_may_not_sit_on_panels_has_none_and_scripts_are_told_in_json(client_for, stranger):
    assert save(client_for("admin"), "x").status_code == 404
    answer = save(stranger, "x")
    assert (answer.status_code, answer.json()["error"]) == (401, "signed-out")
    assert not NoteSnippet.objects.exists()


def test_looking_is_not_saving(interviewer):
    assert interviewer.get(URL).status_code == 405
