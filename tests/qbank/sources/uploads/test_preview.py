"""The preview of an uploaded document: its borders, what is said of its questions, what a person typed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from qbank.models import DocumentUpload, Question
from qbank.sources.services.sources import read_text
from qbank.sources.services.uploads import change_preview
from qbank.sources.services.uploads import preview_of as read_preview
from tests.qbank.documents.test_cases import CASES
from tests.qbank.sources.uploads.documents import (
    BANK,
    DAMAGED_BANK,
    preview_of,
    question_data,
    texts,
    upload_document,
    upload_url,
)

pytestmark = pytest.mark.django_db


def at(words: str, text: str = BANK) -> int:
    return text.index(words)


def block(upload: DocumentUpload, words: str) -> Any:
    """The block these words stand in."""
    place = at(words, upload.source.restored)
    return next(b for b in preview_of(upload).blocks if b.start <= place < b.end)


def act(hr: Client, upload: DocumentUpload, act: str = "", **labels: str) -> Any:
    data = {"act": act} | {f"label-{start[1:]}": part for start, part in labels.items()}
    return hr.post(upload_url(upload, "upload-borders"), data, follow=True)


def label(hr: Client, upload: DocumentUpload, words: str, part: str) -> Any:
    return act(hr, upload, **{f"b{block(upload, words).start}": part})


class TestBorders:
    def test_every_character_stands_in_a_block(self, upload: DocumentUpload) -> None:
        blocks = preview_of(upload).blocks
        assert [b.start for b in blocks] == [0, *(b.end for b in blocks[:-1])]
        assert blocks[-1].end == len(upload.source.restored)

    def test_a_border_within_an_answer_makes_another_question_of_the_rest(
        self, hr: Client, upload: DocumentUpload
    ) -> None:
        start = block(upload, "不是一味退让").start
        act(hr, upload, f"split:{start}:{at('先听完')}:question")
        assert texts(upload)[:2] == [
            ("请谈谈你对“客户第一”的理解。", ["不是一味退让。"]),
            ("先听完，再复述。", []),
        ]
        assert preview_of(upload).questions[1].category == "服务意识"

    def test_joined_with_the_block_above_a_question_is_none_any_more(
        self, hr: Client, upload: DocumentUpload
    ) -> None:
        act(hr, upload, f"join:{block(upload, '客户要求见领导').start}")
        first, second = texts(upload)
        assert "客户要求见领导" in first[1][0]
        assert first[1][-1].endswith("再判断是否升级。")
        assert second[0] == "新人被投诉三次，你会怎么带他？"

    def test_a_label_that_somebody_else_gave_meanwhile_stays(
        self, hr: Client, upload: DocumentUpload
    ) -> None:
        """An older tab sends all it shows, and takes back nothing."""
        first = block(upload, "客户要求见领导")
        label(hr, upload, "客户要求见领导", "left out")
        stale = {f"shown-{first.start}": "question", "act": ""}
        for chosen in ("question", "answer"):
            hr.post(upload_url(upload, "upload-borders"), stale | {f"label-{first.start}": chosen})
            assert block(upload, "客户要求见领导").part == "left out"

    def test_a_border_is_moved(self, hr: Client, upload: DocumentUpload) -> None:
        start = block(upload, "先稳定情绪").start
        act(hr, upload, f"move:{start}:{at('你会怎么处理')}")
        assert texts(upload)[1] == ("客户要求见领导，", ["你会怎么处理？\n答：先稳定情绪，再判断是否升级。"])

    def test_what_was_left_becomes_a_question_and_a_question_nothing(
        self, hr: Client, upload: DocumentUpload
    ) -> None:
        label(hr, upload, "客服主管面试题", "question")
        assert texts(upload)[0][0] == "客服主管面试题"
        label(hr, upload, "客服主管面试题", "left out")
        assert len(texts(upload)) == 3
        label(hr, upload, "客户要求见领导", "left out")
        assert [b.part for b in preview_of(upload).blocks if b.part == "left"] == ["left"], "its answer"

    def test_an_answer_becomes_rubric_points(self, hr: Client, upload: DocumentUpload) -> None:
        label(hr, upload, "先稳定情绪", "point")
        question = preview_of(upload).questions[1]
        assert question.draft.answers == ()
        assert [point.text for point in question.draft.points]

    def test_a_heading_gives_its_name_to_what_stands_under_it(
        self, hr: Client, upload: DocumentUpload
    ) -> None:
        label(hr, upload, "客服主管面试题", "heading")
        label(hr, upload, "服务意识", "left out")
        assert [question.category for question in preview_of(upload).questions] == [
            "客服主管面试题",
            "客服主管面试题",
            "团队管理",
        ]

    def test_several_labels_are_applied_by_one_button(self, hr: Client, upload: DocumentUpload) -> None:
        first, second = block(upload, "不是一味退让"), block(upload, "先稳定情绪")
        act(hr, upload, **{f"b{first.start}": "probe", f"b{second.start}": "left out"})
        one, two, _three = preview_of(upload).questions
        assert one.draft.probes
        assert not one.draft.answers
        assert not two.draft.answers

    @pytest.mark.parametrize("wrong", ["split:1", "eat:3", "join:x", "move:1:2:3", "split:0:999999999999"])
    def test_what_can_t_be_done_changes_nothing(self, hr: Client, upload: DocumentUpload, wrong: str) -> None:
        before = preview_of(upload)
        assert act(hr, upload, wrong).status_code in (200, 400)
        assert preview_of(upload) == before

    def test_a_border_that_is_gone_is_said(self, hr: Client, upload: DocumentUpload) -> None:
        assert "borders have moved" in act(hr, upload, "join:1").content.decode()

    def test_nothing_is_lost_by_any_of_it(self, hr: Client, upload: DocumentUpload) -> None:
        start = block(upload, "不是一味退让").start
        for what in (
            f"split:{start}:{at('先听完')}:question",
            f"join:{at('先听完')}",
            f"split:{start}:{at('一味')}:left out",
            f"join:{block(upload, '客户要求见领导').start}",
        ):
            act(hr, upload, what)
            blocks = preview_of(upload).blocks
            assert [b.start for b in blocks] == [0, *(b.end for b in blocks[:-1])]

    def test_what_a_person_typed_stays_when_borders_move(self, hr: Client, upload: DocumentUpload) -> None:
        key = preview_of(upload).questions[0].key
        data = question_data(
            text="我写的题？", category="服务意识", answer=["不是一味退让。先听完，再复述。"]
        )
        hr.post(upload_url(upload, "upload-question", key=key), data)
        act(hr, upload, f"split:{block(upload, '不是一味退让').start}:{at('先听完')}:left out")
        assert texts(upload)[0] == ("我写的题？", ["不是一味退让。"])
        hr.post(upload_url(upload, "upload-question", key=key), {"reset": "1"})
        assert texts(upload)[0][0] == "请谈谈你对“客户第一”的理解。"

    def test_a_better_reading_keeps_borders_that_were_drawn(self, hr: Client, upload: DocumentUpload) -> None:
        act(hr, upload, f"split:{block(upload, '不是一味退让').start}:{at('先听完')}:question")
        reading = read_text(BANK.replace("团队管理", "带团队的本领"))
        change_preview(upload=upload, change=lambda p: p.read_again(read_preview(reading)))
        upload.source.restored = reading.text
        upload.source.save()
        assert [text for text, _answers in texts(upload)][1] == "先听完，再复述。"
        blocks = preview_of(upload).blocks
        assert blocks[-1].end == len(reading.text)


class TestManyQuestions:
    def bulk(self, hr: Client, upload: DocumentUpload, **data: Any) -> str:
        data = {"which": "all", "only_unsaid": "on"} | data
        return hr.post(upload_url(upload, "upload-bulk"), data, follow=True).content.decode()

    def test_what_is_unsaid_is_said_for_all(self, hr: Client, upload: DocumentUpload) -> None:
        key = preview_of(upload).questions[0].key
        hr.post(upload_url(upload, "upload-question", key=key), question_data(kind="knowledge", minutes="9"))
        page = self.bulk(hr, upload, kind="situational", minutes="4", difficulty="hard")
        assert "3 questions changed" in page
        drafts = [question.draft for question in preview_of(upload).questions]
        assert [draft.kind for draft in drafts] == ["knowledge", "situational", "situational"]
        assert [draft.minutes for draft in drafts] == [9, 4, 4]
        assert {draft.difficulty for draft in drafts} == {"hard"}

    def test_only_the_ticked_and_what_was_said_too(self, hr: Client, upload: DocumentUpload) -> None:
        keys = [question.key for question in preview_of(upload).questions]
        self.bulk(hr, upload, minutes="4")
        data = {"which": "ticked", "key": keys[1:], "minutes": "8", "category": "新类", "status": "ready"}
        hr.post(upload_url(upload, "upload-bulk"), data)
        questions = preview_of(upload).questions
        assert [question.draft.minutes for question in questions] == [4, 8, 8]
        assert [question.category for question in questions] == ["服务意识", "新类", "新类"]
        assert [question.draft.status for question in questions] == ["draft", "ready", "ready"]
        assert "No question was ticked" in self.bulk(hr, upload, which="ticked", minutes="3")

    def test_without_a_choice_for_which_nothing_is_changed(self, hr: Client, upload: DocumentUpload) -> None:
        """Without a script nobody chooses by ticking alone: all, or the ticked ones, is asked."""
        before = preview_of(upload).to_data()
        for act in ({"minutes": "4"}, {"decision": "leave"}):
            page = self.bulk(hr, upload, which="", **act)
            assert "Choose for which questions." in page
        assert preview_of(upload).to_data() == before

    def test_a_category_is_renamed_as_a_whole(self, hr: Client, upload: DocumentUpload) -> None:
        hr.post(upload_url(upload, "upload-bulk"), {"which": "category:0", "category": "服务"})
        assert preview_of(upload).categories == ["服务", "团队管理"]

    def test_all_are_left_out_and_one_taken(self, hr: Client, upload: DocumentUpload) -> None:
        self.bulk(hr, upload, decision="leave")
        assert not any(question.taken for question in preview_of(upload).questions)
        key = preview_of(upload).questions[2].key
        self.bulk(hr, upload, which="ticked", key=key, decision="take")
        assert [question.taken for question in preview_of(upload).questions] == [False, False, True]

    def test_what_can_t_be_set_is_said_in_the_form(self, hr: Client, upload: DocumentUpload) -> None:
        before = preview_of(upload)
        assert "120" in self.bulk(hr, upload, minutes="900")
        self.bulk(hr, upload, which="category:77", kind="eaten")
        assert preview_of(upload) == before


class TestThePage:
    def test_numbers_at_the_top_add_up_to_the_document(self, hr: Client, upload: DocumentUpload) -> None:
        page = hr.get(upload_url(upload, "upload-detail")).content.decode()
        total = len(upload.source.restored)
        title = len("客服主管面试题\n")
        assert f"{total} characters in all: {total - title} used, {title} left out on purpose, 0 not" in page

    def test_what_was_left_is_listed_with_its_reason_and_place(
        self, hr: Client, upload: DocumentUpload
    ) -> None:
        page = hr.get(upload_url(upload, "upload-detail"), {"show": "look"}).content.decode()
        assert "客服主管面试题" in page
        assert "This is the title of the document" in page
        assert "?q=at-0#" in page

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            (
                "1、怎么带新人？\n答：先听。\n2、怎么排班？\n答：看数据。3．怎么开早会，说说看\n4、怎么讲评？\n答：讲。\n"
                "5、怎么考核？\n答：看录音。\n",
                "number of the next question",
            ),
            (
                "1、怎么带新人？\n答：先听。\n2、怎么排班？\n答：看数据。\n"
                "3、怎么讲评？\n答："
                + "先讲好的，再讲不足。" * 80
                + "\n4、怎么考核？\n答：看录音。\n5、怎么收尾？\n答：复盘。\n",
                "far longer",
            ),
        ],
    )
    def test_an_answer_that_may_hold_more_is_flagged(self, hr: Client, text: str, reason: str) -> None:
        upload_document(hr, text)
        url = upload_url(DocumentUpload.objects.get(), "upload-detail")
        assert reason in hr.get(url).content.decode()
        assert reason in hr.get(url, {"show": "look"}).content.decode()

    def test_doubtful_places_are_marked_and_listed(self, hr: Client) -> None:
        page = upload_document(hr, DAMAGED_BANK).content.decode()
        upload = DocumentUpload.objects.get()
        repair = upload.source.repairs.filter(doubtful=True).exclude(received="").first()
        listed = hr.get(upload_url(upload, "upload-detail"), {"show": "look"}).content.decode()
        assert 'class="doubt"' in page
        assert repair.restored in listed
        assert "doubtful place" in page

    def test_a_guessed_border_is_flagged_until_a_person_draws_it(self, hr: Client) -> None:
        case = CASES / "guides" / "T09_unnumbered_choice_glued.txt"
        page = upload_document(hr, case.read_bytes(), "选择题.txt").content.decode()
        upload = DocumentUpload.objects.get()
        assert "the border is a guess" in page
        guesses = preview_of(upload).guesses
        act(hr, upload, f"move:{guesses[0][0]}:{guesses[0][0] + 1}")
        again = hr.get(upload_url(upload, "upload-detail"), {"show": "look"}).content.decode()
        assert again.count("the border is a guess") == len(guesses) - 1

    def test_a_question_is_shown_beside_it(self, hr: Client, upload: DocumentUpload) -> None:
        key = preview_of(upload).questions[1].key
        page = hr.get(
            upload_url(upload, "upload-detail"),
            {"q": key},
            headers={"hx-request": "true", "hx-target": "side"},
        ).content.decode()
        assert "<html" not in page
        assert "客户要求见领导" in page

    def test_htmx_gets_the_preview_in_place(self, hr: Client, upload: DocumentUpload) -> None:
        start = block(upload, "客户要求见领导").start
        response = hr.post(
            upload_url(upload, "upload-borders"), {"act": f"join:{start}"}, headers={"hx-request": "true"}
        )
        assert response.headers["HX-Retarget"] == "#preview"
        assert "<html" not in response.content.decode()

    def test_without_a_script_a_block_is_split_between_its_sentences(
        self, hr: Client, upload: DocumentUpload
    ) -> None:
        start = block(upload, "不是一味退让").start
        page = hr.get(upload_url(upload, "upload-detail"), {"split": start}).content.decode()
        assert f'value="split:{start}:{at("先听完")}"' in page


def long_bank(count: int) -> str:
    return "一、类\n" + "".join(f"{i}、第{i}题怎么办？\n答：这样做{i}。\n" for i in range(1, count + 1))


def test_the_number_of_queries_does_not_grow(hr: Client, django_assert_max_num_queries: Any) -> None:
    counts = []
    for number in (1, 3):
        for index in range(number):
            upload_document(hr, long_bank(3 * number).replace("类", f"类{number}{index}"))
        upload = DocumentUpload.objects.order_by("-pk")[0]
        for url in (
            reverse("qbank:upload-list"),
            upload_url(upload, "upload-detail"),
            upload_url(upload, "upload-detail") + "?show=look",
        ):
            with django_assert_max_num_queries(15) as queries:
                assert hr.get(url).status_code == 200
            counts.append(len(queries))
    assert counts[:3] == counts[3:]


def test_a_long_document_comes_in_light_pages(hr: Client) -> None:
    upload_document(hr, long_bank(500))
    upload = DocumentUpload.objects.get()
    assert len(preview_of(upload).questions) == 500
    response = hr.get(upload_url(upload, "upload-detail"), {"page": 2})
    page = response.content.decode()
    assert "第21题怎么办" in page
    assert "第1题怎么办" not in page
    assert len(response.content) < 300_000
    key = preview_of(upload).questions[400].key
    assert "第401题怎么办" in hr.get(upload_url(upload, "upload-detail"), {"q": key}).content.decode()
    hr.post(upload_url(upload, "upload-accept"))
    assert Question.objects.count() == 500


class TestEarlierPreviews:
    """Read before borders could be drawn: they are drawn on demand, and nothing people did is lost."""

    @pytest.fixture
    def earlier(self, upload: DocumentUpload) -> DocumentUpload:
        upload.drafts = {
            "questions": [
                {name: item[name] for name in ("key", "category", "question")} | more
                for item, more in zip(
                    upload.drafts["questions"], [{"edited": True}, {"decision": "leave"}, {}], strict=True
                )
            ]
        }
        upload.drafts["questions"][0]["question"]["minutes"] = 9
        upload.save()
        return upload

    def test_its_page_offers_to_read_it_again(self, hr: Client, earlier: DocumentUpload) -> None:
        page = hr.get(upload_url(earlier, "upload-detail")).content.decode()
        assert "Read it again and draw the borders" in page

    def test_borders_are_drawn_and_work_stays(self, hr: Client, earlier: DocumentUpload) -> None:
        page = hr.post(upload_url(earlier, "upload-retry"), follow=True).content.decode()
        assert "Read it again and draw the borders" not in page
        earlier.refresh_from_db()
        preview = preview_of(earlier)
        assert preview.blocks[-1].end == len(earlier.source.restored)
        assert [question.draft.minutes for question in preview.questions] == [9, None, None]
        assert [question.decision for question in preview.questions] == ["", "leave", ""]
        assert preview.questions[0].edited and not preview.questions[2].edited

    def test_what_was_typed_over_stands_beside_what_is_read_now(
        self, hr: Client, earlier: DocumentUpload
    ) -> None:
        earlier.drafts["questions"][0]["question"]["text"] = "我改写过的问题？"
        earlier.save()
        before = len(earlier.drafts["questions"])
        hr.post(upload_url(earlier, "upload-retry"))
        earlier.refresh_from_db()
        questions = preview_of(earlier).questions
        assert len(questions) == before + 1 and len({question.key for question in questions}) == before + 1
        assert "我改写过的问题？" in [question.draft.text for question in questions]

    def test_a_preview_with_borders_is_not_read_again(self, hr: Client, upload: DocumentUpload) -> None:
        before = upload.drafts
        hr.post(upload_url(upload, "upload-retry"))
        upload.refresh_from_db()
        assert (upload.status, upload.drafts) == (DocumentUpload.Status.READY, before)


def test_what_draws_a_table_is_no_text_that_is_not_shown(hr: Client) -> None:
    table = "| 等级 | 表现 |\n|---|---|\n| 1级 | 会分派 |\n| 2级 | 会辅导 |\n"
    text = f"面试题\n一、带人\n\n{table}\n1. 怎么带新人？\n2. 怎么排班？\n"
    page = upload_document(hr, text).content.decode()
    assert "会辅导" in page and "more characters" not in page
