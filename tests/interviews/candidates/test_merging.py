"""Two entries of one person become one: nothing is lost, it can be taken back, an erasure reaches both."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import AuditEvent
from interviews.candidates.pages.merging import WORDS, perhaps_the_same
from interviews.candidates.services.candidates import add_note, save_and_record
from interviews.candidates.services.merging import (
    BY_RULE,
    CHOSEN,
    NEVER_MOVED,
    merge_candidates,
    newest_merge,
    plan_unmerge,
    relations,
    rows_of,
    state_of,
    unmerge,
)
from interviews.candidates.services.tags import change_tags
from interviews.models import (
    Candidate,
    CandidateImport,
    CandidateImportRow,
    CandidateMerge,
    CandidateNote,
    CandidatePaper,
    Interview,
    Tie,
)
from interviews.privacy.services.erasure import erase_candidate
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def merge(actor: Any, candidate: Candidate, other: Candidate, **take: bool) -> CandidateMerge:
    return merge_candidates(
        actor=actor, candidate=candidate, other=other, take=take, seen=state_of(candidate, other)
    )


def page(candidate: Candidate, name: str = "candidate-merge") -> str:
    return reverse(f"interviews:{name}", args=[candidate.pk])


@pytest.fixture
def two(hr_user) -> tuple[Candidate, Candidate]:
    """The same person entered twice; the second entry has a row in every table that hangs on candidates."""
    first = factories.make_candidate(name="林若溪", email="lin@example.com", phone="")
    second = factories.make_candidate(
        name="Lin Ruoxi", email="ruoxi@example.com", phone="13900001111", position=first.position
    )
    factories.make_interview(candidate=second, round="一面", starts_at=timezone.now() - timedelta(days=3))
    factories.make_note(candidate=second, text="到岗时间两周", by=hr_user)
    factories.make_paper(candidate=second, content=b"resume", added_by=hr_user)
    Tie.objects.create(person=factories.make_user(), candidate=second, kind="friend", declared_by=hr_user)
    batch = CandidateImport.objects.create(name="a.csv", names=["姓名"], created_by=hr_user)
    CandidateImportRow.objects.create(batch=batch, number=2, cells=["Lin Ruoxi"], candidate=second)
    change_tags(actor=hr_user, candidates=[second.pk], add="夜班")
    third = factories.make_candidate(name="Lin R.", position=first.position, email="", phone="")
    merge(hr_user, second, third)
    second.refresh_from_db()
    return first, second


@pytest.fixture
def hr_user():
    return factories.make_user("hr")


def database() -> str:
    """Everything that stands about candidates, but for the trail."""
    tables: list[Any] = [Candidate, *(relation.related_model for relation in relations().values())]
    rows = {model._meta.label: list(models.QuerySet(model).order_by("pk").values()) for model in tables}
    for row in rows["interviews.CandidatePaper"]:
        row["content"] = bytes(row["content"]).hex()
    return json.dumps(rows, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)


def test_every_column_and_every_relation_of_a_candidate_is_handled():
    """Who adds one says here what a merge does with it."""
    chosen = {column for columns in CHOSEN.values() for column in columns}
    assert {column.name for column in Candidate._meta.concrete_fields} == chosen | BY_RULE
    names = {relation.get_accessor_name() for relation in Candidate._meta.related_objects}
    assert names == WORDS.keys() | NEVER_MOVED
    assert relations().keys() == WORDS.keys()


def test_what_may_stand_once_for_a_candidate_is_handled():
    """A table that takes a candidate only once needs a rule: the other entry's row could not go over."""
    once = {
        name
        for name, relation in relations().items()
        for constraint in relation.related_model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and relation.field.name in constraint.fields
    }
    assert once == {"papers", "ties", "taggings"}
    assert not any(relation.one_to_one for relation in relations().values())


def test_everything_goes_over(two, hr_user):
    first, second = two
    ids = {name: set(rows_of(name, second.pk).values_list("pk", flat=True)) for name in relations()}
    assert all(ids.values()), "the entry has a row in every table"
    merge(hr_user, first, second, name=True)
    assert not Candidate.objects.filter(pk=second.pk).exists()
    for name, own in ids.items():
        assert own <= set(rows_of(name, first.pk).values_list("pk", flat=True)), name
    first.refresh_from_db()
    assert (first.name, first.email, first.phone) == ("Lin Ruoxi", "lin@example.com", "13900001111")
    assert "linruoxi" in first.search_keys


def test_a_merge_is_taken_back_to_the_letter(two, hr_user):
    first, second = two
    factories.make_paper(candidate=first, content=b"resume", name="other name.pdf", added_by=hr_user)
    tie = Tie.objects.get(candidate=second)
    Tie.objects.create(person=tie.person, candidate=first, kind="work", declared_by=hr_user)
    before = database()
    merge(hr_user, first, second, name=True, email=True)
    assert CandidatePaper.objects.filter(candidate=first).count() == 1
    assert Tie.objects.active().filter(candidate=first).count() == 1
    assert Tie.objects.filter(candidate=first).count() == 2
    assert database() != before
    returned = unmerge(actor=hr_user, merge=newest_merge(first))
    assert returned.pk == second.pk
    assert database() == before


def test_what_came_since_stays_and_what_was_changed_since_stands_in_the_way(two, hr_user):
    first, second = two
    merge(hr_user, first, second)
    add_note(actor=hr_user, candidate=first, text="merged")
    plan = plan_unmerge(newest_merge(first))
    assert (plan.counts["notes"], plan.since["notes"], plan.refusals) == (1, 1, [])
    first.refresh_from_db()
    first.email = "new@example.com"
    save_and_record(actor=hr_user, instance=first)
    with pytest.raises(ValidationError, match="Changed since the merge: e-mail"):
        unmerge(actor=hr_user, merge=newest_merge(first))
    first.email = "lin@example.com"
    save_and_record(actor=hr_user, instance=first)
    unmerge(actor=hr_user, merge=newest_merge(first))
    assert CandidateNote.objects.get(text="merged").candidate_id == first.pk


def test_the_later_merge_is_taken_back_first(two, hr_user):
    first, second = two
    earlier = merge(hr_user, first, second)
    third = factories.make_candidate(name="林", position=first.position)
    first.refresh_from_db()
    merge(hr_user, first, third)
    with pytest.raises(ValidationError, match="Take that back first"):
        unmerge(actor=hr_user, merge=earlier)
    unmerge(actor=hr_user, merge=newest_merge(first))
    unmerge(actor=hr_user, merge=earlier)
    with pytest.raises(ValidationError, match="taken back already"):
        unmerge(actor=hr_user, merge=earlier)


def test_what_was_submitted_and_sealed_says_what_it_said(two, hr_user):
    first, second = two
    interview = Interview.objects.get(candidate=second)
    card = factories.make_scorecard(interview=interview)
    version = {"candidate": "Lin Ruoxi"}
    card.versions.create(number=1, content=version, sha256="0" * 64, submitted_at=timezone.now())
    merge(hr_user, first, second)
    assert card.versions.get().content == version


def test_one_person_merges_at_a_time_and_only_what_they_saw(two, hr_user):
    first, second = two
    with pytest.raises(ValidationError, match="Look again"):
        merge_candidates(actor=hr_user, candidate=first, other=second, take={}, seen="x")
    with pytest.raises(ValidationError, match="same entry"):
        merge(hr_user, first, first)
    merge(hr_user, first, second)
    with pytest.raises(ValidationError, match="merged already"):
        merge(hr_user, first, second)


@pytest.mark.parametrize("role", ["admin", "interviewer", "panelist"])
def test_nobody_but_hr_merges(two, role, hr_user):
    first, second = two
    with pytest.raises(PermissionDenied):
        merge(factories.make_user(role), first, second)
    done = merge(hr_user, first, second)
    with pytest.raises(PermissionDenied):
        unmerge(actor=factories.make_user(role), merge=done)


def test_the_trail_says_it_without_names_or_contacts(two, hr_user):
    first, second = two
    merge(hr_user, first, second, name=True)
    event = AuditEvent.objects.get(action="candidate.merge", object_id=str(first.pk))
    assert event.after["merged"] == second.pk
    assert event.after["name"] == event.after["phone"] == "…"
    gone = AuditEvent.objects.filter(action="candidate.merge", object_id=str(second.pk)).latest("pk")
    assert gone.after == {"into": first.pk}


def test_an_erasure_reaches_the_entry_that_went(two, hr_user):
    first, second = two
    second.name = "Ruoxi L."
    save_and_record(actor=hr_user, instance=second)
    interview = Interview.objects.get(candidate=second)
    Interview.objects.filter(pk=interview.pk).update(round="Lin R. / ruoxi@example.com / Ruoxi L.")
    other_list = CandidateImport.objects.create(name="b.csv", names=["邮箱"], created_by=hr_user)
    CandidateImportRow.objects.create(batch=other_list, number=2, cells=["ruoxi@example.com"])
    second.refresh_from_db()
    merge(hr_user, first, second)
    erase_candidate(actor=hr_user, candidate=first)
    trail = [[event.object_label, event.before, event.after] for event in AuditEvent.objects.all()]
    everything = database() + json.dumps(trail, ensure_ascii=False)
    for word in ("Ruoxi", "Lin R.", "ruoxi@example.com", "13900001111", "林若溪"):
        assert word not in everything, word
    with pytest.raises(ValidationError, match="erased since"):
        unmerge(actor=hr_user, merge=newest_merge(first))


def test_nobody_who_was_erased_is_merged(two, hr_user):
    first, second = two
    erase_candidate(actor=hr_user, candidate=second)
    second.refresh_from_db()
    with pytest.raises(ValidationError, match="stay apart"):
        merge(hr_user, first, second)


def test_the_page_asks_only_where_both_differ(hr, two):
    first, second = two
    html = hr.get(page(first), {"other": second.pk}).content.decode()
    assert 'name="name"' in html
    assert 'name="email"' in html
    assert 'name="phone"' not in html
    assert "13900001111" in html
    assert "1 interview with its panel" in html


def test_it_is_merged_on_the_page_and_the_old_address_leads_on(hr, two):
    first, second = two
    address = f"{page(first)}?other={second.pk}"
    data = {"seen": state_of(first, second), "name": "going", "email": "staying"}
    assert hr.post(address, data).url == page(first, "candidate-detail")
    first.refresh_from_db()
    assert first.name == "Lin Ruoxi"
    assert hr.get(page(second, "candidate-detail")).url == page(first, "candidate-detail")
    # Sent twice: nothing more happens.
    assert hr.post(address, data).url == page(first, "candidate-detail")
    assert "is there again" in hr.get(page(first, "candidate-unmerge")).content.decode()
    assert hr.post(page(first, "candidate-unmerge")).url == page(second, "candidate-detail")
    assert hr.get(page(second, "candidate-detail")).status_code == 200


def test_the_other_entry_is_found_by_typing(hr, two):
    first, second = two
    found = hr.get(page(first, "candidate-merge-choices"), {"q": "ruoxi"}).json()["choices"]
    assert [choice["id"] for choice in found] == [str(second.pk)]
    assert not hr.get(page(first, "candidate-merge-choices"), {"q": "若溪"}).json()["choices"]
    typed = hr.get(page(first), {"other-typed": "Lin Ruoxi"})
    assert typed.url == f"{page(first)}?other={second.pk}"


def test_a_repeated_contact_is_offered_and_a_namesake_with_others_is_not(hr):
    first = factories.make_candidate(name="王芳", phone="139-0000-1111", email="")
    position = first.position
    twice = factories.make_candidate(name="Wang Fang", phone="+86 13900001111", email="", position=position)
    namesake = factories.make_candidate(name="王芳", phone="13800002222", email="", position=position)
    assert perhaps_the_same(first) == [twice]
    assert perhaps_the_same(namesake) == []
    bare = factories.make_candidate(name="王 芳", phone="", email="", position=position)
    assert set(perhaps_the_same(bare)) == {first, namesake}
    assert "Perhaps the same person" in hr.get(page(first, "candidate-detail")).content.decode()


def test_two_interviews_at_the_same_time_are_pointed_out(hr):
    first = factories.make_candidate(name="王芳")
    second = factories.make_candidate(name="王芳")
    at = timezone.now() + timedelta(days=1)
    factories.make_interview(candidate=first, starts_at=at)
    factories.make_interview(candidate=second, starts_at=at + timedelta(minutes=30))
    html = hr.get(page(first), {"other": second.pk}).content.decode()
    assert "at the same time" in html
    assert "for different positions" in html
