"""Where things came from: both texts level with each other, doubtful places settled by people, for good."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import AuditEvent
from qbank.bankfile.drafts import AnswerDraft, BankDraft, CategoryDraft, PointDraft, QuestionDraft
from qbank.bankfile.quotes import closest_stretch, refit_quotes
from qbank.documents.restoring.restore import restore
from qbank.documents.restoring.segments import QUIET_RULES
from qbank.documents.restoring.side_by_side import AlignedPiece, RepairPlace, blocks, surroundings
from qbank.models import Correction, Question, QuestionRevision, Repair, Source
from qbank.sources.services.corrections import confirm, correct
from qbank.sources.services.sources import FIXTURES, load_documents
from tests.factories import make_question, make_user
from tests.qbank.sources.damaged import damaged_bank

NAMES = sorted(path.name for path in (FIXTURES / "documents").glob("*.txt"))
FIRST, *_, LAST = NAMES

DAMAGED = damaged_bank(12_000)


def place_all(text: str) -> tuple[str, str, list[RepairPlace]]:
    """A text restored by the rules, as it is kept."""
    restored, places, position, restored_position = restore(text), [], 0, 0
    for segment in restored.segments:
        if segment.rule not in QUIET_RULES:
            places.append(
                RepairPlace(
                    AlignedPiece(
                        position,
                        segment.received,
                        segment.restored,
                        segment.rule,
                        segment.doubtful,
                        segment.note,
                    ),
                    restored_position,
                )
            )
        position, restored_position = (
            position + len(segment.received),
            restored_position + len(segment.restored),
        )
    return restored.received, restored.text, places


class TestSideBySide:
    @pytest.mark.parametrize("name", NAMES)
    def test_the_blocks_are_both_whole_texts_in_order(self, name: str) -> None:
        received, restored, places = place_all((FIXTURES / "documents" / name).read_text("utf-8"))
        shown_blocks = blocks(received, restored, places)
        pieces = [piece for block in shown_blocks for piece in block.pieces]
        squeezed = "".join("".join(p.received for p in pieces).split())
        assert squeezed == "".join(received.split())
        assert "".join("".join(p.restored for p in pieces).split()) == "".join(restored.split())
        assert all(len("".join(p.restored for p in block.pieces)) < 600 for block in shown_blocks)

    @given(st.text(alphabet="甲乙(yī)。\n?丙丁", max_size=60))
    def test_no_text_is_lost_whatever_it_is(self, text: str) -> None:
        received, restored, places = place_all(text)
        pieces = [piece for block in blocks(received, restored, places) for piece in block.pieces]
        assert "".join("".join(p.received for p in pieces).split()) == "".join(received.split())
        for piece in pieces:
            assert received[piece.position :].startswith(piece.received)

    def test_a_block_is_doubtful_when_a_piece_is(self) -> None:
        doubt = RepairPlace(AlignedPiece(1, "乙", "己", "swap", doubtful=True), 1)
        first, second = blocks("甲乙丙\n丁", "甲己丙\n丁", [doubt])
        assert (first.doubtful, second.doubtful) == (True, False)
        assert [p.restored for p in first.pieces] == ["甲", "己", "丙\n"]

    def test_a_note_on_the_whole_text_makes_no_block_doubtful(self) -> None:
        note = RepairPlace(AlignedPiece(0, "", "", "lost-marks", doubtful=True), 0)
        (block,) = blocks("甲乙", "甲乙", [note])
        assert not block.doubtful


class TestSurroundings:
    def test_it_grows_until_the_place_is_the_only_one(self) -> None:
        text = "一二三四五六七八甲一二三四" + "五" + "二三四五六七八甲一二三四"
        start = text.rindex("甲")
        before, after = surroundings(text, start, start + 1)
        assert text.count(before + "甲" + after) == 1
        assert text.index(before + "甲" + after) + len(before) == start

    @given(st.text(alphabet="ab", min_size=1, max_size=300), st.data())
    def test_it_always_stands_around_the_place(self, text: str, data: st.DataObject) -> None:
        start = data.draw(st.integers(0, len(text) - 1))
        before, after = surroundings(text, start, start + 1, longest=20)
        assert text[:start].endswith(before)
        assert text[start + 1 :].startswith(after)
        assert max(len(before), len(after)) <= 20


class TestQuotes:
    def bank(self, answer: str) -> BankDraft:
        question = QuestionDraft("问？", code="A", answers=(AnswerDraft(answer),))
        return BankDraft(categories=(CategoryDraft("类", (question,)),))

    def test_a_quote_follows_its_corrected_answer(self) -> None:
        rubric = QuestionDraft("", code="A", points=(PointDraft("要点", quote="认真倾听客户的述求"),))
        fitted, lost = refit_quotes({"A": rubric}, self.bank("首先，认真倾听客户的诉求，再复述。"))
        assert fitted["A"].points[0].quote == "认真倾听客户的诉求"
        assert lost == []

    def test_a_quote_nothing_resembles_is_emptied_and_told(self) -> None:
        rubric = QuestionDraft("", code="A", points=(PointDraft("要点", quote="完全另外的话语"),))
        fitted, lost = refit_quotes({"A": rubric}, self.bank("首先，认真倾听。"))
        assert (fitted["A"].points[0].quote, fitted["A"].points[0].text) == ("", "要点")
        assert lost == ["完全另外的话语"]

    @given(
        st.text(alphabet="甲乙丙丁。", min_size=1, max_size=12), st.text(alphabet="甲乙丙丁。", max_size=60)
    )
    def test_what_is_found_stands_in_the_text(self, quote: str, text: str) -> None:
        assert closest_stretch(quote, [text]) in text


@pytest.fixture(scope="module")
def loaded(module_db: Any) -> int:
    """A question bank with open doubts, loaded once."""
    with module_db.unblock():
        (question,) = load_documents(files={"damaged.txt": DAMAGED.encode()})
        return question.source.pk


@pytest.fixture
def damaged(loaded: int, db: None) -> Source:
    return Source.objects.get(pk=loaded)


def first_doubt(source: Source) -> Repair:
    return source.repairs.filter(rule="lost-lead", doubtful=True).order_by("position")[0]


class TestCorrections:
    def test_a_correction_reaches_what_was_loaded_and_survives_loading_again(self, damaged: Source) -> None:
        repair, actor = first_doubt(damaged), make_user("hr")
        question = Question.objects.get(answers__text__contains=repair.restored)
        correct(
            source=damaged,
            position=repair.position,
            restored="。总之，同理心是连",
            reason="下文",
            actor=actor,
        )
        answer = question.answers.get().text
        assert "。总之，同理心是连" in answer
        assert repair.restored not in answer
        assert question.revisions.count() == 2
        assert question.revisions.first().by == actor
        event = AuditEvent.objects.get(action="source.correct")
        assert (event.actor, event.reason, event.after) == (actor, "下文", {"restored": "。总之，同理心是连"})
        (loaded,) = load_documents(files={"damaged.txt": DAMAGED.encode()})
        assert not loaded.changed
        assert question.answers.get().text == answer
        repair_after = damaged.repairs.get(position=repair.position)
        assert (repair_after.rule, repair_after.doubtful, repair_after.note) == ("correction", False, "下文")

    def test_confirming_keeps_the_reading_and_ends_the_doubt(self, damaged: Source) -> None:
        repair, revisions = first_doubt(damaged), QuestionRevision.objects.count()
        confirm(source=damaged, position=repair.position, actor=make_user("hr"))
        settled = damaged.repairs.get(position=repair.position)
        assert (settled.restored, settled.doubtful) == (repair.restored, False)
        assert QuestionRevision.objects.count() == revisions

    def test_the_newest_of_two_corrections_counts(self, damaged: Source) -> None:
        repair, actor = first_doubt(damaged), make_user("hr")
        for reading in ("甲", "乙"):
            correct(source=damaged, position=repair.position, restored=reading, reason="试", actor=actor)
        assert damaged.repairs.get(position=repair.position).restored == "乙"
        assert Correction.objects.count() == 2

    def test_a_question_a_person_edited_keeps_its_wording(self, damaged: Source) -> None:
        repair = first_doubt(damaged)
        question = Question.objects.get(answers__text__contains=repair.restored)
        question.answers.update(text="我自己写的答案")
        _correction, report = correct(
            source=damaged, position=repair.position, restored="甲", reason="x", actor=make_user("hr")
        )
        assert report.left_alone == [question.code]
        assert question.answers.get().text == "我自己写的答案"

    def test_a_lost_byte_cannot_be_confirmed(self, damaged: Source) -> None:
        lost = damaged.repairs.filter(rule="unreadable")[0]
        with pytest.raises(Repair.DoesNotExist):
            confirm(source=damaged, position=lost.position, actor=make_user("hr"))

    def test_a_reviewed_reading_gives_way_to_a_person(self, db: None) -> None:
        (loaded,) = load_documents(files={FIRST: (FIXTURES / "documents" / FIRST).read_bytes()})
        source = loaded.source
        reviewed = source.repairs.filter(rule="correction").order_by("position")[0]
        correct(
            source=source, position=reviewed.position, restored="。我读作", reason="x", actor=make_user("hr")
        )
        assert source.repairs.get(position=reviewed.position).restored == "。我读作"
        source.refresh_from_db()
        assert "。我读作" in source.restored


@pytest.mark.django_db
class TestPages:
    def test_list_and_page_show_texts_repairs_and_what_was_loaded(self, hr: Client, damaged: Source) -> None:
        page = hr.get(reverse("qbank:source-list")).content.decode()
        assert "damaged" in page
        repair = first_doubt(damaged)
        page = hr.get(reverse("qbank:source-detail", args=[damaged.pk])).content.decode()
        assert repair.restored in page
        assert repair.received in page
        assert reverse("qbank:repair-confirm", args=[damaged.pk, repair.position]) in page
        assert Question.objects.first().code in page

    def test_only_doubtful_blocks_when_asked(self, hr: Client, damaged: Source) -> None:
        url = reverse("qbank:source-detail", args=[damaged.pk])
        everything, doubtful = (hr.get(url, {"show": show}).context["page_obj"] for show in ("", "doubtful"))
        assert 0 < doubtful.paginator.count < everything.paginator.count
        assert all(block.doubtful for block in doubtful)

    def test_text_is_never_markup(self, hr: Client) -> None:
        text = "<script>alert(1)</script>"
        source = Source.objects.create(name=text, kind="upload", sha256="1", received=text, restored=text)
        page = hr.get(reverse("qbank:source-detail", args=[source.pk])).content.decode()
        assert text not in page
        assert "&lt;script&gt;" in page

    def test_a_source_without_a_text_says_so(self, hr: Client) -> None:
        source = Source.objects.create(name="a", kind="bank-file", sha256="1")
        page = hr.get(reverse("qbank:source-detail", args=[source.pk])).content.decode()
        assert "is not here" in page

    def test_confirm_and_correct_on_the_page(self, hr: Client, damaged: Source) -> None:
        first, second = damaged.repairs.filter(rule="lost-lead", doubtful=True).order_by("position")[:2]
        response = hr.post(reverse("qbank:repair-confirm", args=[damaged.pk, first.position]), follow=True)
        assert "Confirmed" in response.content.decode()
        response = hr.post(
            reverse("qbank:repair-correct", args=[damaged.pk, second.position]),
            {"restored": "。甲", "reason": "上下文"},
            follow=True,
        )
        assert "Corrected" in response.content.decode()
        assert Correction.objects.filter(made_by=hr.user).count() == 2

    def test_confirming_twice_is_told(self, hr: Client, damaged: Source) -> None:
        response = hr.post(reverse("qbank:repair-confirm", args=[damaged.pk, 10_000_000]), follow=True)
        assert "dealt with already" in response.content.decode()

    @pytest.mark.parametrize(
        ("data", "expected"),
        [
            ({"restored": "", "reason": "x"}, "required"),
            ({"restored": "我的读法", "reason": ""}, "required"),
            ({"restored": "前\ufffd", "reason": "x"}, "lost character"),
            ({"restored": "甲" * 2001, "reason": "x"}, "2000"),
            ({"restored": "甲\0", "reason": "x"}, "Null"),
        ],
    )
    def test_a_bad_correction_is_explained_and_kept_in_the_form(
        self, hr: Client, damaged: Source, data: dict[str, Any], expected: str
    ) -> None:
        url = reverse("qbank:repair-correct", args=[damaged.pk, first_doubt(damaged).position])
        page = hr.post(url, data).content.decode()
        assert expected in page
        assert data["restored"][:8].replace("\0", "") in page
        assert not Correction.objects.exists()

    def test_an_interviewer_does_not_know_of_sources(self, interviewer: Client, damaged: Source) -> None:
        position = first_doubt(damaged).position
        for name, args in (
            ("source-list", []),
            ("source-detail", [damaged.pk]),
            ("repair-correct", [damaged.pk, position]),
        ):
            assert interviewer.get(reverse(f"qbank:{name}", args=args)).status_code == 404
        url = reverse("qbank:repair-confirm", args=[damaged.pk, position])
        assert interviewer.post(url).status_code == 404
        assert not Correction.objects.exists()

    def test_a_stranger_is_asked_to_sign_in(self, stranger: Client, damaged: Source) -> None:
        response = stranger.get(reverse("qbank:source-detail", args=[damaged.pk]))
        assert response.status_code == 302
        assert reverse("accounts:sign-in") in response.url

    def test_bad_ids_and_wrong_methods(self, hr: Client, damaged: Source) -> None:
        assert hr.get(reverse("qbank:source-detail", args=[10**18])).status_code == 404
        assert hr.get(reverse("qbank:repair-correct", args=[damaged.pk, 9_999_999])).status_code == 404
        assert hr.get(reverse("qbank:repair-confirm", args=[damaged.pk, 1])).status_code == 405
        assert hr.post(reverse("qbank:source-list")).status_code == 405

    @pytest.mark.parametrize("name", ["source-list", "source-detail"])
    def test_the_number_of_queries_does_not_grow(
        self, hr: Client, name: str, django_assert_max_num_queries: Any
    ) -> None:
        counts = []
        for rounds in (1, 2):
            for number in range(rounds):
                source = Source.objects.create(
                    name=f"{rounds}{number}",
                    kind="document",
                    sha256=f"{rounds}{number}",
                    received="甲乙。",
                    restored="甲己。",
                )
                Repair.objects.create(
                    source=source,
                    position=1,
                    restored_position=1,
                    received="乙",
                    restored="己",
                    rule="swap",
                    doubtful=True,
                )
                for _ in range(rounds):
                    make_question(source=source)
                    Correction.objects.create(
                        source=source, damaged="乙", restored="己", made_by=make_user("hr")
                    )
            url = reverse(f"qbank:{name}", args=[source.pk] if name == "source-detail" else [])
            with django_assert_max_num_queries(15) as queries:
                assert hr.get(url).status_code == 200
            counts.append(len(queries))
        assert counts[0] == counts[1]
