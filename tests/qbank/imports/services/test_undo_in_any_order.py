"""Whatever was imported, edited and taken back in whatever order: in the end the bank is as it was before, to
the byte, but for what people edited."""

from __future__ import annotations

import random as random_module
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from accounts.models import User
from qbank.imports.services import accepted_count, decide, undo_plan
from qbank.imports.services.bank_files import export_bank
from qbank.models import Category, ImportBatch, Question
from qbank.questions.services.revisions import question_content, record_revision
from tests.database import rolled_back
from tests.factories import make_category, make_question, make_user
from tests.qbank.imports.services.batches import (
    apply_now,
    bank_and_leftovers,
    make_preview,
    outcomes,
    row,
    undo_now,
)

TEXTS = ["旺季的班怎么排才公平？", "质检分数有争议怎么办？", "骨干要离职，你怎么谈？"]
rows = st.builds(
    row,
    st.sampled_from(TEXTS),
    answer=st.sampled_from(["先听完。", "再复述。", "给时限。"]),
    category=st.sampled_from(["服务", "流程", "带教"]),
    competencies=st.sampled_from(["", "沟通", "沟通;倾听"]),
    difficulty=st.sampled_from(["", "易", "难"]),
)
imports = st.tuples(
    st.just("import"), st.lists(rows, min_size=1, max_size=3, unique_by=lambda cells: cells[1])
)
edits = st.tuples(st.just("edit"), st.integers(0, 9))
undos = st.tuples(st.just("undo"), st.integers(0, 9))


@pytest.fixture(scope="module")
def person(module_db: Any) -> User:
    with module_db.unblock():
        return make_user("hr")


class Story:
    """The bank while imports, edits and undos go on."""

    def __init__(self, person: User, seed: int) -> None:
        self.person = person
        self.applied: list[ImportBatch] = []
        self.random = random_module.Random(seed)
        self.edited: dict[int, dict[str, Any]] = {}
        self.minutes = 20

    def run(self, act: str, argument: Any) -> None:
        if act == "import":
            batch = make_preview(argument, self.person)
            decide(batch=batch, verdict="conflict", decision="change", actor=self.person)
            if accepted_count(batch):
                self.applied.append(apply_now(batch, self.person))
        elif act == "edit":
            questions = list(Question.objects.in_bank().order_by("pk"))
            if questions:
                self._edit(questions[argument % len(questions)], argument)
        elif self.applied:
            self.undo(argument % len(self.applied))

    def _edit(self, question: Question, argument: int) -> None:
        """Each edit gives a question a number of minutes that it never had, and some another text, answer or
        place."""
        self.minutes += 1
        question.minutes = self.minutes
        if argument % 4 == 1:
            question.text = f"{question.text}（改{self.minutes}）"
        elif argument % 4 == 2:
            question.category = Category.objects.get_or_create(name="改过的分类")[0]
        question.save()
        if argument % 4 == 3:
            question.answers.all().delete()
            question.answers.create(text=f"改过的答案{self.minutes}")
        record_revision(question=question, actor=self.person)
        self.edited[question.pk] = _content(question.pk)

    def undo(self, place: int) -> None:
        assert undo_now(self.applied.pop(place), self.person).status == "undone"

    def undo_all(self) -> None:
        self.random.shuffle(self.applied)
        while self.applied:
            self.undo(0)


def _content(pk: int) -> dict[str, Any]:
    return question_content(Question.objects.get(pk=pk))


@pytest.mark.django_db
@settings(
    max_examples=25,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    known=st.integers(0, 2),
    acts=st.lists(st.one_of(imports, imports, undos, edits), min_size=1, max_size=6),
    seed=st.integers(0, 999),
)
def test_any_story_ends_where_it_began(
    person: User, known: int, acts: list[tuple[str, Any]], seed: int
) -> None:
    with rolled_back():
        for text in TEXTS[:known]:
            place, _created = Category.objects.get_or_create(name="服务")
            make_question(text=text, category=place, competencies=[])
        before = {question.pk: _content(question.pk) for question in Question.objects.all()}
        bank, leftovers = export_bank(), bank_and_leftovers()
        story = Story(person, seed)
        for act, argument in acts:
            story.run(act, argument)
        story.undo_all()
        after = {question.pk: _content(question.pk) for question in Question.objects.all()}
        assert after == before | story.edited
        if not story.edited:
            assert export_bank() == bank
            assert bank_and_leftovers()["sources"] == leftovers["sources"]
            assert bank_and_leftovers()["competencies"] == leftovers["competencies"]


@pytest.mark.django_db
@pytest.mark.parametrize("newest_first", [True, False])
def test_two_companies_with_numbers_from_one(person: User, newest_first: bool) -> None:
    before = bank_and_leftovers()
    batches = [
        apply_now(
            make_preview([row(text, code=str(n)) for n, text in enumerate(texts, 1)], person, scope="ask"),
            person,
        )
        for texts in (
            ["请举例说明你如何处理一位情绪激动的来电者", "请举例说明你如何带新人上手", "你怎么看夜班排班"],
            [
                "请举例说明你如何劝说一位要离职的骨干",
                "请举例说明你如何安排节假日值班",
                "说说你最得意的一次改进",
            ],
        )
    ]
    assert Question.objects.in_bank().count() == 6
    for batch in reversed(batches) if newest_first else batches:
        assert undo_plan(batch).counts() == {"removed": 3, "restored": 0, "retired": 0, "kept": 0}
        assert outcomes(undo_now(batch, person)) == ["removed"] * 3
    assert bank_and_leftovers() == before


@pytest.mark.django_db
@pytest.mark.parametrize("newest_first", [True, False])
def test_a_question_that_two_imports_wrote_goes_with_the_second(person: User, newest_first: bool) -> None:
    before = bank_and_leftovers()
    first = apply_now(make_preview([row(TEXTS[0])], person), person)
    second = apply_now(make_preview([row(TEXTS[0], answer="改过")], person), person)
    for batch in (second, first) if newest_first else (first, second):
        undo_now(batch, person)
    assert bank_and_leftovers() == before


@pytest.mark.django_db
def test_an_edit_taken_back_by_hand_keeps_nothing(person: User) -> None:
    question = make_question(code="P-1", text=TEXTS[0], category=make_category(name="服务"))
    before = _content(question.pk)
    batch = apply_now(make_preview([row(TEXTS[0], answer="改过")], person), person)
    question.refresh_from_db()
    imported = question.minutes
    for minutes in (77, imported):
        question.minutes = minutes
        question.save()
        record_revision(question=question, actor=person)
    assert outcomes(undo_now(batch, person)) == ["restored"]
    assert _content(question.pk) == before
