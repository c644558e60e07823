"""Search in questions: the index, and ``search()`` for both SQLite and PostgreSQL.

Neither database's own tools find two-character Chinese words, so each question keeps its folded text
and that text's bigrams. The bigrams of a query narrow the rows down by an index (FTS5 or GIN), and
LIKE on the folded text decides; a query without a bigram (one character, Latin letters) is LIKE alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, connections
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import StrIndex

from common.bulk import BulkInsert
from common.folding import bigrams, fold, terms_of
from qbank.models import Question, QuestionIndex
from qbank.questions.rules.company_name import with_company

_BATCH = 500

#: Where rows of the index come from that hold all bigrams of a query; one parameter, see _grams_parameter.
_HOLDS_GRAMS = {
    "sqlite": "qbank_questionindex_grams "
    "JOIN qbank_questionindex ON question_id = qbank_questionindex_grams.rowid "
    "WHERE qbank_questionindex_grams MATCH %s",
    "postgresql": "qbank_questionindex WHERE string_to_array(grams, ' ') @> %s::text[]",
}


def search(queryset: QuerySet[Question], text: str) -> QuerySet[Question]:
    """The questions that hold every word of ``text`` (code, question, answers or points).

    Simplified finds traditional and the reverse; case and width of letters don't matter. All
    questions when ``text`` holds no word.
    """
    terms = terms_of(text)
    if not terms:
        return queryset
    hits, parameters = _hits(terms, connections[queryset.db].vendor)
    # MATERIALIZED: without the fence PostgreSQL walks the whole primary key in search of rare words.
    sql = f"WITH hit AS MATERIALIZED ({hits}) SELECT question_id FROM hit"  # noqa: S608 (constants)
    return queryset.filter(pk__in=RawSQL(sql, parameters))  # noqa: S611 (all input is parameters)


def search_ids(text: str, most: int) -> list[int]:
    """Ids of at most ``most`` questions that hold every word of ``text``, which has some; no matter whose
    they are to see. As soon as there are so many, nothing more is looked at."""
    hits, parameters = _hits(terms_of(text), connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(f"{hits} LIMIT %s", [*parameters, most])
        return [pk for (pk,) in cursor.fetchall()]


def search_common(queryset: QuerySet[Question], text: str) -> QuerySet[Question]:
    """The same as :func:`search`, for words that so many questions hold that looking at one after the other
    finds enough of them soonest."""
    holds = [Q(folded__contains=term) for term in terms_of(text)]
    return queryset.filter(Exists(QuestionIndex.objects.filter(*holds, question=OuterRef("pk"))))


def _hits(terms: Sequence[str], vendor: str) -> tuple[str, list[Any]]:
    """The statement that selects the ids, with its parameters."""
    conditions = " AND ".join([r"folded LIKE %s ESCAPE '\'"] * len(terms))
    parameters: list[Any] = [f"%{_escape_like(term)}%" for term in terms]
    grams = list(dict.fromkeys(gram for term in terms for gram in bigrams(term)))
    if not grams:
        return f"SELECT question_id FROM qbank_questionindex WHERE {conditions}", parameters  # noqa: S608
    parameters.insert(0, _grams_parameter(vendor, grams))
    return f"SELECT question_id FROM {_HOLDS_GRAMS[vendor]} AND {conditions}", parameters  # noqa: S608


def best_match_first(queryset: QuerySet[Question], text: str) -> QuerySet[Question]:
    """Order by the position of the first word in code, question, answers and points."""
    terms = terms_of(text)
    if not terms:
        return queryset
    return queryset.alias(match_at=StrIndex("index__folded", Value(terms[0]))).order_by(
        "match_at", *(Question._meta.ordering or ())
    )


def reindex(question_ids: Iterable[int] | None = None) -> int:
    """Write the index of the given questions (default: of all); return how many were written."""
    questions = Question.objects.prefetch_related("answers", "points").order_by("pk")
    if question_ids is None:
        return _write(questions)
    ids = list(question_ids)
    return sum(
        _write(questions.filter(pk__in=ids[start : start + _BATCH])) for start in range(0, len(ids), _BATCH)
    )


def _write(questions: QuerySet[Question]) -> int:
    count = 0
    batch: list[dict[str, Any]] = []
    for question in questions.iterator(chunk_size=_BATCH):
        batch.append(_index_row(question))
        if len(batch) == _BATCH:
            count += _upsert(batch)
            batch = []
    return count + _upsert(batch)


def _upsert(batch: list[dict[str, Any]]) -> int:
    BulkInsert(QuestionIndex, batch, unique=["question"], update=["folded", "grams"]).insert()
    return len(batch)


def _index_row(question: Question) -> dict[str, Any]:
    answers = [answer.text for answer in question.answers.all()]
    points = [point.text for point in question.points.all()]
    return index_row(question.pk, [question.code, question.text, *answers, *points])


def index_row(question_id: int, parts: Iterable[str]) -> dict[str, Any]:
    """A question's row of the index. ``parts``: code, text, answers, points, in this order."""
    # People search for what they read, whatever the company is called.
    folded = "\n".join(fold(with_company(part, "")) for part in parts)
    return {"question_id": question_id, "folded": folded, "grams": " ".join(bigrams(folded))}


def _grams_parameter(vendor: str, grams: list[str]) -> object:
    return grams if vendor == "postgresql" else " AND ".join(f'"{gram}"' for gram in grams)


def _escape_like(term: str) -> str:
    return term.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
