"""For any bank and any file: an import dies or is done, and taken back it leaves the bank as it was."""

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from accounts.models import User
from qbank.imports.services import accepted_count, apply_batch, resume, start_apply, start_undo, undo_batch
from qbank.models import Category, ImportBatch
from tests.database import rolled_back
from tests.factories import make_question, make_user
from tests.qbank.imports.services.batches import (
    HEADER,
    Killed,
    bank_contents,
    kill_before_transaction,
    make_preview,
    make_silent,
    outcomes,
    reload_batch,
)

TEXTS = ("排班", "质检", "退款", "投诉升级", "=1+2", "A\nB", "🙂 客户", "请谈谈你最大的优点和缺点。")
CODES = ("", "P-1", "P-2", "p-1", "007")
CATEGORIES = ("服务", "流程", "")

cells = st.tuples(
    st.sampled_from(CODES),
    st.sampled_from((*TEXTS, "")),
    st.sampled_from(CATEGORIES),
    st.sampled_from(("先听完。", "再复述。", "")),
    st.sampled_from(("易", "难", "三星", "")),
    st.sampled_from(("一点（2分）\n二点", "一点", "")),
    st.sampled_from(("沟通", "沟通;倾听", "")),
)
files = st.lists(cells, min_size=1, max_size=6)
banks = st.lists(
    st.tuples(st.sampled_from(CODES[1:]), st.sampled_from(TEXTS), st.sampled_from(CATEGORIES[:2])),
    max_size=3,
    unique_by=lambda question: question[0],
)
#: Every example is an import of its own: making a failing one smaller would take minutes.
once = settings(
    max_examples=20,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def person(module_db: Any) -> User:
    with module_db.unblock():
        return make_user("hr")


def fill(questions: list[tuple[str, str, str]]) -> None:
    for code, text, category in questions:
        place, _created = Category.objects.get_or_create(name=category)
        make_question(code=code, text=text, category=place, competencies=[])


def contents() -> dict[str, Any]:
    """The bank as people see it, the index where there is one to compare with."""
    return {
        code: {key: value for key, value in content.items() if key != "folded"}
        for code, content in bank_contents().items()
    }


def work_dying(job: Any, batch: ImportBatch, deaths: list[int]) -> None:
    """Do the job; it dies before the transactions of these numbers, one after the other."""
    for at in deaths:
        with pytest.MonkeyPatch.context() as patch:
            kill_before_transaction(patch, at)
            try:
                job(batch_id=batch.pk)
            except Killed:
                assert resume(make_silent(batch))
    job(batch_id=batch.pk)


@pytest.mark.django_db
@once
@given(questions=banks, rows=files, deaths=st.lists(st.integers(0, 9), max_size=2), data=st.data())
def test_whatever_the_file_and_whenever_it_dies(
    person: User,
    questions: list[tuple[str, str, str]],
    rows: list[tuple[str, ...]],
    deaths: list[int],
    data: st.DataObject,
) -> None:
    with rolled_back():
        fill(questions)
        before = contents()
        batch = make_preview(rows, person, header=HEADER)
        assert contents() == before
        if accepted_count(batch):
            expected = {
                row.code: row.draft for row in batch.rows.filter(verdict__in=("new", "changed")) if row.draft
            }
            start_apply(batch=batch, actor=person)
            work_dying(apply_batch, batch, deaths)
            assert reload_batch(batch).status == "applied"
            assert contents() == before | {code: _in_order(draft) for code, draft in expected.items()}
            assert outcomes(batch).count("created") + outcomes(batch).count("changed") == len(expected)
            if _tells_questions_apart(rows, batch):
                same = make_preview(rows, person, header=HEADER)
                assert not same.rows.filter(verdict__in=("new", "changed")).exists()
            start_undo(batch=batch, actor=person)
            work_dying(undo_batch, batch, data.draw(st.lists(st.integers(0, 5), max_size=2)))
            assert reload_batch(batch).status == "undone"
        assert contents() == before


def _tells_questions_apart(rows: list[tuple[str, ...]], batch: ImportBatch) -> bool:
    """Whether no text and no code stands in two rows: which of two rows is meant nobody can tell. One that
    was an error in an empty bank may be a change of the question its namesake became. Nor are two rows about
    one question of the bank, by its code and by its text: the first may give it another text, and then the
    second is about nothing that is there."""
    texts = [cells[1] for cells in rows]
    codes = [cells[0].casefold() for cells in rows if cells[0]]
    apart = len(texts) == len(set(texts)) and len(codes) == len(set(codes))
    return apart and not batch.rows.filter(verdict="repeated").exists()


def _in_order(draft: dict[str, Any]) -> dict[str, Any]:
    """Competencies stand in the bank's order; those of a file are made in the order they are met."""
    order = {name: place for place, name in enumerate(("沟通", "倾听"))}
    return draft | {"competencies": sorted(draft["competencies"], key=lambda name: order.get(name, 9))}
