"""A filled-in form comes back: whose it is, what it would change, and which cells can't be taken."""

from decimal import Decimal

import pytest
from django.urls import reverse

from interviews.models import Mark, Response, Scorecard, ScoreChange
from interviews.paper.excel_form import layout
from interviews.paper.filled.words import NOT_ASKED
from tests import factories
from tests.interviews.paper.filled import Sheet, download, errors, points, save, take_over, upload, url

pytestmark = pytest.mark.django_db


def test_a_form_that_is_filled_in_and_taken_over_is_on_the_scorecard(room):
    form = Sheet(download(room))
    first, second, third = points(room.checklist)
    (flag,) = points(room.checklist, red_flag=True)
    form.set("Met", 1, point=first.pk)
    form.set("部分", 1, point=second.pk)
    form.set("✗", 1, point=third.pk)
    form.set("✓", 1, point=flag.pk)
    form.set("３,5", 1, field="rating")
    form.set("=他说：先听\n再说", 1, field="notes")
    form.cell(1, field="notes").data_type = "s"
    form.set("差在跟进", 1, field="reason")
    form.set("Yes", 2, field="not_asked")
    form.set("时间不够", 2, field="not_asked_reason")
    answer = upload(room, form.bytes())
    assert answer.context["preview"].problems == ()
    assert not Response.objects.exists() and not Scorecard.objects.exists()
    done = take_over(room, answer)
    assert "9 entries" in done.content.decode()
    response = Response.objects.get(item=room.checklist)
    assert (response.rating, response.notes, response.reason) == (
        Decimal("3.5"),
        "=他说：先听\n再说",
        "差在跟进",
    )
    marks = dict(Mark.objects.filter(response=response).values_list("point", "value"))
    assert marks == {first.pk: "met", second.pk: "partly", third.pk: "missed", flag.pk: "met"}
    ladder = Response.objects.get(item=room.ladder)
    assert (ladder.not_asked, ladder.rating, ladder.not_asked_reason) == (True, None, "时间不够")
    assert set(ScoreChange.objects.values_list("by", "device")) == {(room.client.user.pk, "Excel form")}


def test_taking_over_twice_changes_nothing_more(room):
    form = Sheet(download(room))
    form.set(2.5, 1, field="rating")
    answer = upload(room, form.bytes())
    take_over(room, answer)
    take_over(room, answer)
    assert ScoreChange.objects.count() == 1


def test_ones_own_draft_is_in_the_form_and_comes_back_without_a_difference(room):
    first = points(room.checklist)[0]
    (flag,) = points(room.checklist, red_flag=True)
    text = "=1+1\n\n  他说“好”<b> & 'x'"
    save(room, room.checklist, rating="4.5", notes=text, evidence="@客户", **{f"mark__{first.pk}": "partly"})
    save(room, room.checklist, **{f"mark__{flag.pk}": "met"})
    save(room, room.ladder, not_asked=True, not_asked_reason="-")
    data = download(room)
    form = Sheet(data)
    assert form.cell(1, field="rating").value == 4.5
    assert form.cell(1, point=first.pk).value == "Partly"
    answer = upload(room, data)
    assert answer.context["preview"].differences == () and answer.context["preview"].problems == ()
    # Also after another program has saved it.
    assert upload(room, form.bytes()).context["preview"].differences == ()


def test_a_chinese_form_is_taken_by_an_english_page(room):
    room.client.cookies["language"] = "zh-hans"
    form = Sheet(download(room))
    del room.client.cookies["language"]
    form.set("是", 2, field="not_asked")
    form.set("达到", 1, point=points(room.checklist)[0].pk)
    preview = upload(room, form.bytes()).context["preview"]
    assert [difference.after for difference in preview.differences] == ["met", NOT_ASKED]


def test_each_cell_that_cannot_be_taken_is_named_with_the_reason(room):
    form = Sheet(download(room))
    first, second, _ = points(room.checklist)
    (flag,) = points(room.checklist, red_flag=True)
    wrong = {
        form.set("7", 1, field="rating"): "“7” is not a rating between 0 and 5",
        form.set("vielleicht", 1, point=first.pk): "is not a mark",
        form.set("=D3+1", 1, point=second.pk): "formula",
        form.set("maybe", 1, point=flag.pk): "neither yes nor no",
        form.set("字" * 20_001, 1, field="notes"): "too long",
    }
    rating = form.set(3, 2, field="rating")
    form.set("yes", 2, field="not_asked")
    wrong[rating] = "not asked as well"
    form.set("这条可以", 2, field="notes")
    answer = upload(room, form.bytes())
    preview = answer.context["preview"]
    assert {problem.address for problem in preview.problems} == set(wrong)
    for problem in preview.problems:
        assert wrong[problem.address] in problem.reason
    body = answer.content.decode()
    assert rating in body
    # The rest can be taken over.
    take_over(room, answer)
    assert Response.objects.get().notes == "这条可以"


def test_what_changed_on_the_site_meanwhile_is_shown_and_stays_unless_the_forms_is_ticked(room):
    save(room, room.checklist, rating="2", notes="甲")
    form = Sheet(download(room))
    save(room, room.checklist, rating="3", notes="乙", evidence="丙")
    form.set(4, 1, field="rating")
    form.set("丁", 1, field="notes")
    answer = upload(room, form.bytes())
    preview = answer.context["preview"]
    # The evidence was empty in the form and was left alone there: it stays.
    assert [
        (difference.key[1], difference.before.value, difference.after, difference.conflict)
        for difference in preview.differences
    ] == [
        ("rating", "3", "4", True),
        ("notes", "乙", "丁", True),
    ]
    take_over(room, answer, preview.ids[1])
    response = Response.objects.get()
    assert (response.rating, response.notes, response.evidence) == (3, "丁", "丙")
    # Changed once more between the preview and taking over: nothing is overwritten, both are kept.
    answer = upload(room, form.bytes())
    save(room, room.checklist, rating="1")
    body = take_over(room, answer, *answer.context["preview"].ids).content.decode()
    response.refresh_from_db()
    assert response.rating == 1 and response.heads["rating"]["kept"]
    assert "both are kept" in body


def test_a_form_that_is_not_this_scorecards_is_refused_with_a_sentence(room, client_for):
    other = factories.make_interview(panel=[room.client.user], sheet=room.sheet)
    room.interview, mine = other, room.interview
    foreign = download(room)
    room.interview = mine
    assert "another interview" in errors(upload(room, foreign))
    colleague = client_for(user=mine.members.exclude(user=room.client.user).get().user)
    theirs = colleague.get(url(room, "scorecard-form")).getvalue()
    assert "somebody else" in errors(upload(room, theirs))
    earlier = download(room)
    newer = factories.make_sheet(question_set=room.sheet.question_set, version=2)
    mine.sheet = newer
    mine.save()
    assert "another sheet" in errors(upload(room, earlier))
    assert not Scorecard.objects.exists()


def test_a_blank_form_of_the_sheet_is_taken_with_a_word_of_caution(room, hr):
    blank = hr.get(reverse("interviews:sheet-form", args=[room.sheet.pk])).getvalue()
    form = Sheet(blank)
    form.set(3, 1, field="rating")
    answer = upload(room, form.bytes())
    assert answer.context["preview"].for_anybody
    assert str(room.interview.candidate) in answer.content.decode()
    take_over(room, answer)
    assert Response.objects.get().rating == 3


def test_rows_that_were_moved_or_copied_are_still_read_by_what_they_say(room):
    form = Sheet(download(room))
    form.set(4, 1, field="rating")
    form.form.insert_rows(7, 3)
    last = form.form.max_row
    form.form.cell(last + 2, 1, "1;;rating")
    form.form.cell(last + 2, layout.ENTRY + 1, 2)
    form.form.cell(last + 3, 1, "99;5;rating")
    preview = upload(room, form.bytes()).context["preview"]
    assert [(difference.key[1], difference.after) for difference in preview.differences] == [("rating", "4")]
    assert ["twice" in problem.reason for problem in preview.problems] == [True]


@pytest.mark.parametrize("token", ["", "x", "\0", "eyJhIjoxfQ:1:2", "x" * 10_000])
def test_what_was_not_shown_cannot_be_accepted(room, token):
    answer = room.client.post(url(room, "scorecard-upload-accept"), {"token": token}, follow=True)
    assert answer.status_code == 200 and "no longer valid" in answer.content.decode()
    assert not Scorecard.objects.exists()


def test_somebody_elses_preview_cannot_be_accepted(room, client_for):
    form = Sheet(download(room))
    form.set(3, 1, field="rating")
    token = upload(room, form.bytes()).context["preview"].token
    colleague = client_for(user=room.interview.members.exclude(user=room.client.user).get().user)
    colleague.post(url(room, "scorecard-upload-accept"), {"token": token})
    assert not Scorecard.objects.exists()


@pytest.mark.parametrize("name", ["scorecard-form", "scorecard-upload", "scorecard-type-in"])
def test_a_closed_scorecard_gives_and_takes_no_form(room, name):
    form = Sheet(download(room))
    form.set(3, 1, field="rating")
    preview = upload(room, form.bytes())
    factories.make_scorecard(interview=room.interview, user=room.client.user, submitted=True)
    answer = room.client.get(url(room, name))
    assert answer.status_code == 302 and answer.url == url(room, "scorecard")
    take_over(room, preview)
    assert not Response.objects.exists()


def test_a_rating_with_too_many_decimals_is_quoted_as_it_was_typed(room):
    form = Sheet(download(room))
    address = form.set(4.25, 1, field="rating")
    (problem,) = upload(room, form.bytes()).context["preview"].problems
    assert problem.address == address and "“4.25” is not a rating" in problem.reason


def test_a_row_that_was_deleted_is_told_and_changes_nothing(room):
    save(room, room.checklist, rating="4")
    form = Sheet(download(room))
    form.form.delete_rows(form.cell(1, field="rating").row)
    answer = upload(room, form.bytes())
    (problem,) = answer.context["preview"].problems
    assert problem.address == "Question 1"
    assert "Rating" in problem.reason and "the scorecard keeps what it says" in problem.reason
    assert not answer.context["preview"].differences
    page = answer.content.decode()
    assert "Nothing else would change" in page and "says already what the form says" not in page


def test_a_question_whose_rows_were_all_deleted_is_told_once(room):
    form = Sheet(download(room))
    for row in reversed(list(form.form.iter_rows())):
        key = layout.read_key(str(row[0].value or ""))
        if key and key.position == 2:
            form.form.delete_rows(row[0].row)
    (problem,) = upload(room, form.bytes()).context["preview"].problems
    assert (problem.address, problem.reason[:21]) == ("Question 2", "Its rows were deleted")
