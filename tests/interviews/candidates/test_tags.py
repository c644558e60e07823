"""Candidates' tags: one word is one tag, HR alone sees them, the blind none given since scoring began."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import AuditEvent
from common.finding.tags import MOST, tags_in
from interviews.candidates.services.merging import merge_candidates, newest_merge, state_of, unmerge
from interviews.candidates.services.tags import change_tags
from interviews.models import Candidate, CandidateTag, CandidateTagging, Scorecard
from interviews.privacy.services.erasure import erase_candidate
from interviews.privacy.services.export import candidate_data
from tests import factories

pytestmark = pytest.mark.django_db
LIST = reverse("interviews:candidate-list")


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def keeper():
    return factories.make_user("hr")


def tags(candidate: Candidate) -> list[str]:
    return [tagging.tag.name for tagging in candidate.taggings.select_related("tag").order_by("tag__key")]


def url(candidate: Candidate, name: str = "candidate-tags") -> str:
    return reverse(f"interviews:{name}", args=[candidate.pk])


def names(response: Any) -> list[str]:
    return [candidate.name for candidate in response.context["page_obj"]]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("夜班，内推、 夜班", ["夜班", "内推"]),
        ("#VIP, vip ,ＶＩＰ", ["VIP"]),
        ("  two   words ;\n", ["two words"]),
        ("，,; #", []),
    ],
)
def test_tags_are_read_as_people_type_them(typed, read):
    assert list(tags_in(typed).values()) == read


def test_hr_gives_and_takes_tags_on_the_page(hr):
    candidate = factories.make_candidate()
    hr.post(url(candidate), {"tags": "夜班，内推"})
    assert tags(candidate) == ["内推", "夜班"]
    hr.post(url(candidate), {"tags": "夜班"})
    assert CandidateTagging.objects.count() == 2
    tag = CandidateTag.objects.get(name="夜班")
    hr.post(url(candidate), {"remove": tag.pk})
    assert tags(candidate) == ["内推"]
    assert "内推" in hr.get(url(candidate, "candidate-detail")).content.decode()


def test_another_spelling_is_the_same_tag(keeper):
    one, two = factories.make_candidate(), factories.make_candidate()
    change_tags(actor=keeper, candidates=[one.pk], add="VIP")
    change_tags(actor=keeper, candidates=[one.pk, two.pk], add="ｖｉｐ")
    assert tags(one) == tags(two) == ["VIP"]


def test_too_long_and_too_many_are_refused(hr, keeper):
    candidate = factories.make_candidate()
    answer = hr.post(url(candidate), {"tags": "长" * 41}, follow=True).content.decode()
    assert "too long for a tag" in answer
    many = ",".join(str(number) for number in range(MOST + 1))
    with pytest.raises(ValidationError, match="at most"):
        change_tags(actor=keeper, candidates=[candidate.pk], add=many)
    assert not CandidateTagging.objects.exists()


def test_the_list_is_narrowed_to_a_tag_and_shows_tags(hr, keeper):
    one, two = factories.make_candidate(name="李雷"), factories.make_candidate(name="韩梅")
    change_tags(actor=keeper, candidates=[one.pk], add="夜班")
    tag = CandidateTag.objects.get()
    page = hr.get(LIST, {"tag": tag.pk})
    assert names(page) == ["李雷"]
    assert f"?tag={tag.pk}" in page.content.decode()
    assert set(names(hr.get(LIST))) == {"李雷", two.name}


@pytest.mark.parametrize("role", ["admin", "interviewer", "panelist"])
def test_nobody_but_hr_sees_or_gives_tags(client_for, keeper, role):
    user = factories.make_user(role)
    interview = factories.make_interview(panel=[user])
    change_tags(actor=keeper, candidates=[interview.candidate_id], add="强烈推荐")
    assert not CandidateTagging.objects.visible_to(user).exists()
    client = client_for(user=user)
    assert client.post(url(interview.candidate), {"tags": "x"}).status_code in (403, 404)
    with pytest.raises(PermissionDenied):
        change_tags(actor=user, candidates=[interview.candidate_id], add="x")
    for name in ("interview-detail", "interview-print"):
        answer = client.get(reverse(f"interviews:{name}", args=[interview.pk]))
        assert "强烈推荐" not in answer.content.decode()


def test_hr_on_the_panel_sees_no_tag_given_since_scoring_began(client_for, keeper):
    blind = factories.make_user("hr")
    other = factories.make_user()
    interview = factories.make_interview(panel=[blind, other])
    candidate = interview.candidate
    change_tags(actor=keeper, candidates=[candidate.pk], add="before")
    card = factories.make_scorecard(interview=interview, user=other)
    change_tags(actor=keeper, candidates=[candidate.pk], add="since")
    change_tags(actor=blind, candidates=[candidate.pk], add="own")
    now = timezone.now()
    Scorecard.objects.filter(pk=card.pk).update(opened_at=now)
    for word, at in (("before", -1), ("since", 1), ("own", 1)):
        CandidateTagging.objects.filter(tag__name=word).update(at=now + timedelta(minutes=at))
    client = client_for(user=blind)
    since = CandidateTag.objects.get(name="since")
    assert names(client.get(LIST, {"tag": since.pk})) == []
    assert candidate_data(candidate, blind)["tags"] == ["before", "own"]
    shown = client.get(url(candidate, "candidate-detail")).context["taggings"]
    assert [tagging.tag.name for tagging in shown] == ["before", "own"]
    # What they don't see they don't take off, and giving it tells nothing.
    client.post(url(candidate), {"remove": since.pk})
    client.post(url(candidate), {"tags": "since"})
    assert tags(candidate) == ["before", "own", "since"]
    assert len(names(client_for(user=keeper).get(LIST, {"tag": since.pk}))) == 1


def test_the_trail_says_who_changed_tags_without_the_words(keeper):
    candidate = factories.make_candidate()
    change_tags(actor=keeper, candidates=[candidate.pk], add="强烈推荐")
    event = AuditEvent.objects.get(action="candidate.tag")
    assert event.actor == keeper
    assert "强烈推荐" not in f"{event.before} {event.after}"
    change_tags(actor=keeper, candidates=[candidate.pk], add="强烈推荐")
    assert AuditEvent.objects.filter(action="candidate.tag").count() == 1


def test_an_erasure_takes_the_tags_and_the_words_nobody_else_has(keeper):
    one, two = factories.make_candidate(), factories.make_candidate()
    change_tags(actor=keeper, candidates=[one.pk], add="怀孕,夜班")
    change_tags(actor=keeper, candidates=[two.pk], add="夜班")
    erase_candidate(actor=keeper, candidate=one)
    assert list(CandidateTag.objects.values_list("name", flat=True)) == ["夜班"]
    assert change_tags(actor=keeper, candidates=[one.pk], add="x") == 0


def test_a_merge_keeps_the_tags_of_both_and_gives_them_back(keeper):
    one = factories.make_candidate()
    two = factories.make_candidate(position=one.position)
    change_tags(actor=keeper, candidates=[one.pk], add="a,both")
    change_tags(actor=keeper, candidates=[two.pk], add="both,b")
    before = list(CandidateTagging.objects.order_by("pk").values())
    merge_candidates(actor=keeper, candidate=one, other=two, take={}, seen=state_of(one, two))
    assert tags(one) == ["a", "b", "both"]
    unmerge(actor=keeper, merge=newest_merge(one))
    assert list(CandidateTagging.objects.order_by("pk").values()) == before


def test_as_many_queries_for_two_as_for_twenty(keeper):
    def queries(ids: list[int]) -> int:
        with CaptureQueriesContext(connection) as caught:
            change_tags(actor=keeper, candidates=ids, add="a,b")
        return len(caught)

    few = [factories.make_candidate().pk for _number in range(2)]
    many = [factories.make_candidate().pk for _number in range(20)]
    queries([factories.make_candidate().pk])
    assert queries(few) == queries(many)
