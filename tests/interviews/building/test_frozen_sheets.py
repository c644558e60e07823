"""A published sheet stays as it was, and its hash proves it."""

import hashlib
import json
import threading

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import AppendOnlyError
from interviews.building.services import publishing
from interviews.building.services.publishing import PublishRefusedError, publish
from interviews.models import QuestionSet, Sheet, SheetItem, SheetPoint
from interviews.scoring import DEFAULT_SCALE
from qbank.models import Question, ReferenceAnswer, RubricPoint
from qbank.questions.services.revisions import record_revision
from tests.database import tampering
from tests.factories import make_question, make_scale, make_set, make_user
from tests.interviews.building.helpers import stored_rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


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
    before = stored_rows(sheet)
    for kind, value in changes:
        edit(question, question_set, kind, value)
    assert stored_rows(sheet) == before
    again = publishing.load_frozen(Sheet.objects.get(pk=sheet.pk))
    assert again.sha256 == sheet.sha256


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(texts, min_size=1, max_size=3), st.decimals("0.1", "100", places=2), st.integers(1, 120))
def test_the_hash_is_the_same_before_and_after_storing(db, wordings, weight, minutes):
    questions = [make_question(text=text, probes=wordings) for text in wordings]
    question_set = make_set(questions=questions, scale=make_scale(is_default=False))
    question_set.items.update(weight=weight, minutes=minutes)
    preview = publishing.freeze(question_set, publishing.load_set_items(question_set))
    sheet = publish(actor=make_user("hr"), question_set=question_set, seen_sha256=preview.sha256)
    assert publishing.load_frozen(Sheet.objects.get(pk=sheet.pk)).sha256 == sheet.sha256 == preview.sha256


def test_the_hash_shows_a_row_changed_behind_the_sites_back(actor):
    sheet = publish(actor=actor, question_set=make_set())
    with tampering() as cursor:
        cursor.execute("UPDATE interviews_sheetpoint SET weight = 9 WHERE position = 1")
    assert publishing.load_frozen(sheet).sha256 != sheet.sha256


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
