"""Many rows at once are what single rows would have been, whatever stands in them."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.bulk import BulkInsert
from interviews.models import Response, ScoreChange
from qbank.models import ImportBatch, ImportRow, Question, RubricPoint
from tests import factories

texts = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60
) | st.sampled_from(
    ["\\N", "\\.", "\\", "a\tb\r\nc\\n", "", "'';--", '{"a": "\\u0000"}', "%s %%", "客户说：“行”\u2028"]
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
#: More rows than go in one statement.
ENOUGH = 501


def points(question, quotes):
    return [
        {
            "question_id": question.pk,
            "text": f"第{at}点",
            "weight": Decimal("1.25"),
            "quote": quote,
            "position": at,
        }
        for at, quote in enumerate(quotes)
    ]


@pytest.mark.django_db
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(texts, json_values), min_size=1, max_size=4), st.sampled_from([1, 200]))
def test_every_text_and_every_value_arrives(given_rows, times):
    rows = given_rows * times
    with transaction.atomic():
        question = factories.make_question(points=0, red_flags=0, probes=[])
        batch = ImportBatch.objects.create(name="题库.csv", sha256="0" * 64, size=1)
        BulkInsert(RubricPoint, points(question, [text for text, _value in rows])).insert()
        BulkInsert(
            ImportRow,
            [
                {"batch_id": batch.pk, "number": at, "verdict": "new", "draft": {text: value}}
                for at, (text, value) in enumerate(rows)
            ],
        ).insert()
        stored = question.points.order_by("position").values_list("quote", "weight", "level", "red_flag")
        assert list(stored) == [(text, Decimal("1.25"), None, False) for text, _value in rows]
        drafts = batch.rows.order_by("number").values_list("draft", flat=True)
        assert list(drafts) == [{text: value} for text, value in rows]
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, ENOUGH])
def test_what_a_constraint_forbids_is_an_integrity_error(count):
    question = factories.make_question(points=0, red_flags=0)
    wrong = points(question, ["x"] * count)
    wrong[-1]["weight"] = Decimal(-1)
    with pytest.raises(IntegrityError), transaction.atomic():
        BulkInsert(RubricPoint, wrong).insert()
    assert not question.points.exists()


@pytest.mark.django_db
def test_a_row_that_stands_gets_new_values_and_keeps_its_id():
    card = factories.make_scorecard()
    item = card.member.interview.sheet.items.first()
    written = [
        BulkInsert(
            Response,
            [{"scorecard_id": card.pk, "item_id": item.pk, "notes": notes, "seconds": seconds}],
            unique=["scorecard", "item"],
            update=["notes"],
        ).insert_returning_ids()
        for notes, seconds in (("甲", 1), ("乙", 2))
    ]
    response = card.responses.get()
    assert written == [[response.pk], [response.pk]]
    assert (response.notes, response.seconds) == ("乙", 1)


@pytest.mark.django_db
def test_what_a_row_leaves_out_is_as_the_model_has_it():
    """Each kind of default: a made one, a plain one, none, and the times of writing."""
    batch = ImportBatch.objects.create(name="题库.csv", sha256="0" * 64, size=1)
    question = factories.make_question(points=0, red_flags=0)
    BulkInsert(ImportRow, [{"batch_id": batch.pk, "number": 1, "verdict": "new"}]).insert()
    BulkInsert(
        Question,
        [{"code": "B-1", "text": "怎样带新人？", "category_id": question.category_id, "kind": "behavioural"}],
    ).insert()
    row, written = batch.rows.get(), Question.objects.get(code="B-1")
    model = ImportRow(batch=batch, number=1, verdict="new", pk=row.pk)
    assert {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields} == {
        field.attname: getattr(model, field.attname) for field in row._meta.concrete_fields
    }
    assert (written.minutes, written.probes, written.source_id) == (5, [], None)
    assert question.created_at <= written.created_at <= written.updated_at


@pytest.mark.django_db
def test_rows_written_together_keep_their_order_in_time():
    """What a page sends at once is told apart by when each of it was written."""
    card = factories.make_scorecard()
    item = card.member.interview.sheet.items.first()
    ids = [uuid4() for _ in range(20)]
    rows = [
        {"id": pk, "scorecard_id": card.pk, "item_id": item.pk, "field": "notes", "value": "甲"} for pk in ids
    ]
    BulkInsert(ScoreChange, [row | {"by_id": card.member.user_id} for row in rows]).insert()
    assert list(ScoreChange.objects.order_by("at").values_list("pk", flat=True)) == ids
