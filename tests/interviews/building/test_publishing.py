"""Publishing freezes a set; what is frozen stays as it was."""

import hashlib
import json
import threading
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import AppendOnlyError, AuditEvent
from interviews.building.services import publishing, sets
from interviews.building.services.publishing import ChangedMeanwhileError, PublishRefusedError, publish
from interviews.models import QuestionSet, Sheet, SheetItem, SheetPoint
from interviews.scoring import DEFAULT_SCALE, Scale
from qbank.models import Band, Question, QuestionRevision, ReferenceAnswer, RubricPoint
from qbank.questions.services.revisions import record_revision
from tests.factories import make_question, make_scale, make_set, make_user
from tests.markup import on_one_line

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def actor():
    return make_user("hr")


def url(name, *args):
    return reverse(f"interviews:{name}", args=args)


def refusals(question_set, actor):
    with pytest.raises(PublishRefusedError) as refused:
        publish(actor=actor, question_set=question_set)
    assert not question_set.sheets.exists()
    return [
        (problem.question.code if problem.question else None, problem.text)
        for problem in refused.value.problems
    ]


def everything(sheet):
    """Every column of a sheet and its rows, as stored."""
    items = SheetItem.objects.filter(sheet=sheet).order_by("position")
    points = SheetPoint.objects.filter(item__sheet=sheet).order_by("item__position", "position")
    return [Sheet.objects.filter(pk=sheet.pk).values().get(), list(items.values()), list(points.values())]


# What is copied


def test_a_sheet_copies_wording_points_scale_and_the_sets_own_choices(actor):
    question = make_question(code="KF-1", minutes=6)
    question_set = make_set(questions=[question], name="华东一面", planned_minutes=40)
    section = sets.add_section(actor=actor, question_set=question_set, title="情境")
    item = question_set.items.get()
    sets.move_item(actor=actor, question_set=question_set, item=item.pk, place=sets.Place(section.pk))
    changes = {"weight": Decimal("2.50"), "minutes": 8}
    sets.change_item(actor=actor, question_set=question_set, item=item.pk, changes=changes)

    sheet = publish(actor=actor, question_set=question_set)

    assert (sheet.version, sheet.name, sheet.planned_minutes, sheet.published_by) == (
        1,
        "华东一面",
        40,
        actor,
    )
    assert sheet.scale_name == question_set.scale.name
    assert Scale.from_json(Sheet.objects.get().scale) == DEFAULT_SCALE
    copy = sheet.items.get()
    assert (copy.position, copy.section, copy.code, copy.text) == (1, "情境", "KF-1", question.text)
    assert (copy.weight, copy.minutes) == (Decimal("2.50"), 8)
    assert copy.category == question.category.name
    assert copy.competencies == [one.name for one in question.competencies.all()]
    assert (copy.kind, copy.rubric_kind, copy.difficulty) == ("situational", "checklist", "medium")
    assert copy.probes == question.probes
    assert copy.answers == [{"text": "先听完，再复述，最后跟进。", "complete": True}]
    assert copy.wording_sha256 == QuestionRevision.objects.get(question=question).sha256
    stored = [(point.text, point.weight, point.quote, point.red_flag) for point in copy.points.all()]
    assert stored == [
        (point.text, point.weight, point.quote, point.red_flag) for point in question.points.all()
    ]
    assert [point.position for point in copy.points.all()] == [1, 2, 3, 4]


def test_the_levels_of_a_ladder_are_copied(actor):
    sheet = publish(actor=actor, question_set=make_set(questions=[make_question(rubric_kind="ladder")]))
    levels = [point.level for point in sheet.items.get().points.filter(red_flag=False)]
    assert levels == [1, 2, 3, 4, 5]


def test_items_follow_the_order_of_the_set(actor):
    question_set = make_set(questions=[make_question(code=code) for code in "ABC"])
    sets.step_item(actor=actor, question_set=question_set, item=question_set.items.last().pk, by=-1)
    sheet = publish(actor=actor, question_set=question_set)
    assert list(sheet.items.values_list("position", "code")) == [(1, "A"), (2, "C"), (3, "B")]


def test_publishing_leaves_its_trail(actor):
    sheet = publish(actor=actor, question_set=make_set(questions=[make_question(code="A")]))
    event = AuditEvent.objects.get(action="sheet.publish")
    assert (event.actor, event.object_id) == (actor, str(sheet.pk))
    assert event.after["items"] == ["A"]
    assert event.after["sha256"] == sheet.sha256


# What is refused


def test_an_empty_set_is_refused(actor):
    [(code, text)] = refusals(make_set(questions=[]), actor)
    assert code is None
    assert "empty" in text


def test_an_archived_set_is_refused(actor):
    [(code, text)] = refusals(make_set(archived=True), actor)
    assert code is None
    assert "archived" in text


@pytest.mark.parametrize(("status", "word"), [("draft", "draft"), ("retired", "retired")])
def test_a_question_that_is_not_ready_is_refused(actor, status, word):
    question = make_question(status=status)
    [(code, text)] = refusals(make_set(questions=[make_question(), question]), actor)
    assert code == question.code
    assert word in text


def test_a_question_with_red_flags_only_is_refused(actor):
    question = make_question(points=0, red_flags=2)
    [(code, text)] = refusals(make_set(questions=[question]), actor)
    assert code == question.code
    assert "no rubric points" in text


@pytest.mark.parametrize("without", [[1], [1, 2, 3, 4, 5]])
def test_a_ladder_without_all_its_levels_is_refused(actor, without):
    question = make_question(rubric_kind="ladder")
    question.points.filter(level__in=without).update(level=None)
    [(code, text)] = refusals(make_set(questions=[question]), actor)
    assert code == question.code
    assert "ladder" in text


def test_a_scale_that_cannot_be_used_is_refused(actor):
    scale = make_scale(name="无等级", is_default=False)
    scale.bands.all().delete()
    [(code, text)] = refusals(make_set(scale=scale), actor)
    assert code is None
    assert "无等级" in text


def test_all_reasons_are_listed_at_once(actor):
    draft, empty = make_question(status="draft", points=0), make_question(points=0)
    found = refusals(make_set(questions=[draft, empty], archived=True), actor)
    assert [code for code, _text in found] == [None, draft.code, draft.code, empty.code]


def test_a_second_version_needs_a_change(actor):
    question_set = make_set()
    publish(actor=actor, question_set=question_set)
    with pytest.raises(PublishRefusedError, match="Nothing has changed since version 1"):
        publish(actor=actor, question_set=question_set)
    assert question_set.sheets.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda question_set: QuestionSet.objects.update(name="另一个名字"),
        lambda question_set: QuestionSet.objects.update(planned_minutes=90),
        lambda question_set: question_set.items.update(weight=2),
        lambda question_set: question_set.items.update(minutes=9),
        lambda question_set: Question.objects.update(text="换一种问法？"),
        lambda question_set: Question.objects.update(probes=["还有呢？"]),
        lambda question_set: ReferenceAnswer.objects.update(text="另一个答案。"),
        lambda question_set: RubricPoint.objects.filter(red_flag=False).update(text="另一个要点"),
        lambda question_set: Band.objects.filter(lower=27).update(lower=28),
    ],
)
def test_every_kind_of_change_makes_a_new_version(actor, change):
    question_set = make_set()
    first = publish(actor=actor, question_set=question_set)
    change(question_set)
    second = publish(actor=actor, question_set=question_set)
    assert (first.version, second.version) == (1, 2)
    assert first.sha256 != second.sha256


def test_a_weight_written_another_way_is_no_change(actor):
    question_set = make_set()
    publish(actor=actor, question_set=question_set)
    question_set.items.update(weight=Decimal("1.00"))
    with pytest.raises(PublishRefusedError, match="Nothing has changed"):
        publish(actor=actor, question_set=question_set)


def test_only_what_was_seen_is_published(actor):
    question_set = make_set()
    seen = publishing.freeze(question_set, publishing.set_items(question_set)).sha256
    Question.objects.update(text="有人刚刚改过？")
    with pytest.raises(ChangedMeanwhileError):
        publish(actor=actor, question_set=question_set, seen_sha256=seen)
    assert not Sheet.objects.exists()
    now = publishing.freeze(question_set, publishing.set_items(question_set)).sha256
    assert publish(actor=actor, question_set=question_set, seen_sha256=now).sha256 == now


# What stays


@pytest.mark.parametrize("rows", [Sheet, SheetItem, SheetPoint])
def test_published_rows_are_changed_by_nothing(actor, rows):
    publish(actor=actor, question_set=make_set())
    row = rows.objects.first()
    with pytest.raises(AppendOnlyError):
        row.save()
    with pytest.raises(AppendOnlyError):
        row.delete()
    with pytest.raises(AppendOnlyError):
        rows.objects.all().delete()
    with pytest.raises(AppendOnlyError):
        rows.objects.update(pk=row.pk)


def test_a_version_number_is_given_once(actor):
    sheet = publish(actor=actor, question_set=make_set())
    with pytest.raises(IntegrityError), transaction.atomic():
        Sheet.objects.create(
            **{name: getattr(sheet, name) for name in ("question_set", "version", "name", "planned_minutes")},
            scale={},
        )


texts = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=60)
edits = st.lists(
    st.one_of(
        st.tuples(st.just("text"), texts),
        st.tuples(st.just("probes"), st.lists(texts, max_size=3)),
        st.tuples(st.just("answer"), texts),
        st.tuples(st.just("point"), texts),
        st.tuples(st.just("drop_points"), st.none()),
        st.tuples(st.just("weight"), st.decimals("0.1", "99", places=2)),
        st.tuples(st.just("status"), st.sampled_from(["draft", "ready", "retired"])),
        st.tuples(st.just("category"), texts),
        st.tuples(st.just("band"), st.integers(24, 29)),
        st.tuples(st.just("set"), texts),
    ),
    max_size=6,
)


def edit(question, question_set, kind, value):
    """Change the bank or the set the way its pages may."""
    if kind in ("text", "probes", "status"):
        Question.objects.filter(pk=question.pk).update(**{kind: value})
    elif kind == "answer":
        ReferenceAnswer.objects.create(question=question, text=value, position=9)
    elif kind == "point":
        RubricPoint.objects.create(question=question, text=value, weight=1, position=9)
    elif kind == "drop_points":
        question.points.all().delete()
    elif kind == "weight":
        question_set.items.update(weight=value)
        question.points.filter(red_flag=False).update(weight=value)
    elif kind == "category":
        question.category.name = f"{question.category_id} {value}"
        question.category.save()
    elif kind == "band":
        question_set.scale.bands.filter(name="优秀").update(lower=value)
    elif kind == "set":
        QuestionSet.objects.filter(pk=question_set.pk).update(name=value)
    record_revision(question=question, actor=None)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits)
def test_no_edit_of_the_bank_reaches_a_published_sheet(db, changes):
    question = make_question()
    question_set = make_set(questions=[question], scale=make_scale(is_default=False))
    sheet = publish(actor=make_user("hr"), question_set=question_set)
    before = everything(sheet)
    for kind, value in changes:
        edit(question, question_set, kind, value)
    assert everything(sheet) == before
    again = publishing.stored(Sheet.objects.get(pk=sheet.pk))
    assert again.sha256 == sheet.sha256


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(texts, min_size=1, max_size=3), st.decimals("0.1", "100", places=2), st.integers(1, 120))
def test_the_hash_is_the_same_before_and_after_storing(db, wordings, weight, minutes):
    questions = [make_question(text=text, probes=wordings) for text in wordings]
    question_set = make_set(questions=questions, scale=make_scale(is_default=False))
    question_set.items.update(weight=weight, minutes=minutes)
    preview = publishing.freeze(question_set, publishing.set_items(question_set))
    sheet = publish(actor=make_user("hr"), question_set=question_set, seen_sha256=preview.sha256)
    assert publishing.stored(Sheet.objects.get(pk=sheet.pk)).sha256 == sheet.sha256 == preview.sha256


def test_the_hash_shows_a_row_changed_behind_the_sites_back(actor):
    sheet = publish(actor=actor, question_set=make_set())
    with connection.cursor() as cursor:
        cursor.execute("UPDATE interviews_sheetpoint SET weight = 9 WHERE position = 1")
    assert publishing.stored(sheet).sha256 != sheet.sha256


def test_the_hash_can_be_taken_by_anybody_from_the_content(actor):
    sheet = publish(actor=actor, question_set=make_set(name="一面"))
    item = sheet.items.get()
    fields = ("position", "section", "code", "text", "wording_sha256", "category", "competencies", "kind")
    more = ("rubric_kind", "difficulty", "probes", "answers", "minutes")
    content = {
        "name": "一面",
        "planned_minutes": 45,
        "scale_name": sheet.scale_name,
        "scale": DEFAULT_SCALE.to_json(),
        "items": [
            {name: getattr(item, name) for name in fields + more}
            | {
                "weight": "1",
                "points": [
                    {
                        "position": point.position,
                        "text": point.text,
                        "weight": str(int(point.weight)),
                        "level": None,
                        "quote": point.quote,
                        "red_flag": point.red_flag,
                    }
                    for point in item.points.all()
                ],
            }
        ],
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(text.encode()).hexdigest() == sheet.sha256


@pytest.mark.django_db(transaction=True)
def test_publishing_at_once_gives_one_version_for_one_content():
    question_set, actor = make_set(), make_user("hr")
    results = []
    start = threading.Barrier(4)

    def attempt():
        try:
            start.wait()
            results.append(publish(actor=actor, question_set=question_set).version)
        except PublishRefusedError:
            results.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=attempt) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results.count(1) == 1
    assert results.count("refused") == 3
    assert Sheet.objects.count() == 1


# The pages


def test_the_preview_shows_what_will_be_frozen(hr):
    question = make_question(text="客户要求当场退款，你怎么办？")
    question_set = make_set(questions=[question])
    response = hr.get(url("set-publish", question_set.pk))
    page = response.content.decode()
    assert "Publish version 1" in page
    assert question.text in page
    assert question.probes[0] in page
    assert "要点 1" in page
    assert "优秀" in page
    assert not Sheet.objects.exists()


def test_publishing_on_the_page_leads_to_the_sheet(hr):
    question_set = make_set()
    seen = hr.get(url("set-publish", question_set.pk)).context["sheet"].sha256
    response = hr.post(url("set-publish", question_set.pk), {"sha256": seen}, follow=True)
    sheet = Sheet.objects.get()
    assert response.redirect_chain[-1][0] == url("sheet-detail", sheet.pk)
    assert "Version 1 is published." in response.content.decode()


def test_the_page_lists_the_reasons_with_their_questions(hr):
    draft = make_question(status="draft")
    question_set = make_set(questions=[draft])
    for response in (
        hr.get(url("set-publish", question_set.pk)),
        hr.post(url("set-publish", question_set.pk)),
    ):
        page = response.content.decode()
        assert response.status_code == 200
        assert reverse("qbank:question-detail", args=[draft.pk]) in page
        assert "It is still a draft" in page
        assert 'name="sha256"' not in page


def test_the_page_asks_to_look_again_when_something_changed(hr):
    question_set = make_set()
    seen = hr.get(url("set-publish", question_set.pk)).context["sheet"].sha256
    Question.objects.update(text="有人刚刚改过？")
    page = hr.post(url("set-publish", question_set.pk), {"sha256": seen}).content.decode()
    assert "look again" in page
    assert "有人刚刚改过？" in page
    assert not Sheet.objects.exists()


def test_the_page_says_when_nothing_changed(hr, actor):
    question_set = make_set()
    sheet = publish(actor=actor, question_set=question_set)
    page = hr.get(url("set-publish", question_set.pk)).content.decode()
    assert "Nothing has changed since version 1" in page
    assert url("sheet-detail", sheet.pk) in page


def test_the_set_says_which_items_have_newer_wording(hr, actor):
    kept, changed = make_question(code="KEPT"), make_question(code="CHANGED", text="原来的问法？")
    question_set = make_set(questions=[kept, changed])
    publish(actor=actor, question_set=question_set)
    page = hr.get(url("set-detail", question_set.pk)).content.decode()
    assert "newer wording" not in page.lower()
    assert "Changed since then" not in page

    Question.objects.filter(pk=changed.pk).update(text="现在的问法？")
    record_revision(question=changed, actor=actor)
    response = hr.get(url("set-detail", question_set.pk))
    page = response.content.decode()
    assert [row.item.question.code for row in response.context["board"].newer] == ["CHANGED"]
    assert "1 question has newer wording than version 1." in page
    assert "Changed since then" in page

    difference = on_one_line(hr.get(url("set-wording", question_set.pk)).content.decode())
    assert "<del>原来</del>" in difference
    assert "<ins>现在</ins>" in difference
    assert "KEPT" not in difference


def test_a_change_of_points_is_shown_as_a_difference(hr, actor):
    question = make_question()
    question_set = make_set(questions=[question])
    publish(actor=actor, question_set=question_set)
    RubricPoint.objects.create(question=question, text="主动回访", weight=2, position=7)
    page = hr.get(url("set-wording", question_set.pk)).content.decode()
    assert "主动回访" in page
    assert "Rubric points" in page
    assert "Reference answers" not in page


def test_difficulty_is_not_wording(hr, actor):
    question_set = make_set()
    publish(actor=actor, question_set=question_set)
    Question.objects.update(difficulty="hard", minutes=20)
    assert hr.get(url("set-detail", question_set.pk)).context["board"].newer == []


def test_the_wording_page_says_when_there_is_nothing_to_compare(hr, actor):
    question_set = make_set()
    assert "not been published" in hr.get(url("set-wording", question_set.pk)).content.decode()
    publish(actor=actor, question_set=question_set)
    assert "Nothing differs" in hr.get(url("set-wording", question_set.pk)).content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_trail_names_a_sheet_alike_in_every_language(language):
    with translation.override(language):
        assert str(Sheet(name="客服经理", version=3)) == "客服经理 v3"
