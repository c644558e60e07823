"""Undoing an import deletes whom nobody has done anything with; the others stay."""

import pytest

from accounts.models import AuditEvent
from interviews.candidates.services import imports
from interviews.candidates.services.candidates import add_note, create_notes, save_and_record
from interviews.candidates.services.import_undo import undo_import
from interviews.candidates.services.merging import merge_candidates, state_of
from interviews.models import Candidate, CandidateNote
from tests import factories
from tests.interviews.candidates.lists import import_all, upload_list, url

pytestmark = pytest.mark.django_db


def test_taking_back_removes_whom_nothing_hangs_on_and_keeps_the_others(hr, position):
    names = ["没人管", "有面试", "有备注", "改过的"]
    batch = upload_list(hr, *[f"{name},客服经理,,,来自名单" for name in names])
    import_all(hr, batch)
    people = {candidate.name: candidate for candidate in Candidate.objects.all()}
    factories.make_interview(candidate=people["有面试"])
    add_note(actor=hr.user, candidate=people["有备注"], text="x")
    people["改过的"].phone = "1"
    save_and_record(actor=hr.user, instance=people["改过的"])
    page = hr.get(url("-undo", batch.pk)).content.decode()
    assert "1 candidate goes" in page and "3 candidates stay" in page
    hr.post(url("-undo", batch.pk))
    assert set(Candidate.objects.values_list("name", flat=True)) == set(names) - {"没人管"}
    notes = CandidateNote.objects.order_by("pk").values_list("candidate__name", "text")
    assert list(notes) == [(name, "来自名单") for name in names[1:]] + [("有备注", "x")]
    page = hr.get(url("", batch.pk)).content.decode()
    assert "有面试" in page and "没人管" not in page and "were kept" in page
    assert not AuditEvent.objects.filter(object_label__contains="没人管").exists()
    with pytest.raises(imports.ImportChangedError):
        undo_import(actor=hr.user, batch=batch)


def test_a_note_from_elsewhere_keeps_a_candidate_and_one_of_the_lists_own_does_not(hr, position):
    batch = upload_list(hr, "别处,客服经理,,,", "早先,客服经理,,,")
    import_all(hr, batch)
    people = {candidate.name: candidate for candidate in Candidate.objects.all()}
    create_notes(actor=hr.user, notes=[(people["别处"], "x")], details={"import": batch.pk + 1})
    # A note without an event in the trail, as the first versions of the import wrote them.
    factories.make_note(candidate=people["早先"], text="来自名单")
    undo_import(actor=hr.user, batch=batch)
    assert [note.text for note in people["别处"].notes.all()] == ["x"]
    assert CandidateNote.objects.count() == Candidate.objects.count() == 1


def test_an_entry_that_another_was_merged_into_stays(hr, position):
    batch = upload_list(hr, "甲,客服经理,,,", "乙,客服经理,,,")
    import_all(hr, batch)
    first, second = Candidate.objects.order_by("pk")
    other = factories.make_candidate(position=position)
    merge_candidates(actor=hr.user, candidate=first, other=other, take={}, seen=state_of(first, other))
    undo_import(actor=hr.user, batch=batch)
    assert list(Candidate.objects.all()) == [first]
    assert not Candidate.objects.filter(pk=second.pk).exists()
