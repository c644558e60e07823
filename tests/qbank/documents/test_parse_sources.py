"""The four sources, parsed: every count, every pairing, nothing lost."""

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from qbank.bankfile.drafts import BandDraft, BankDraft, QuestionDraft
from qbank.documents.parsing import reasons
from qbank.documents.parsing.framework import reviewed_frameworks
from qbank.documents.parsing.outlines import outlines
from qbank.documents.parsing.parse import parse

ALL = ("000", "001", "002", "003")


def questions_of(bank: BankDraft) -> list[QuestionDraft]:
    return [question for category in bank.categories for question in category.questions]


def texts_of(bank: BankDraft) -> str:
    """All text that stands in the drafts."""
    texts = [left.text for left in bank.leftovers]
    texts += [text for passage in bank.passages for text in (passage.title, passage.text)]
    for category in bank.categories:
        texts.append(category.name)
        for question in category.questions:
            texts += [question.text, *(answer.text for answer in question.answers)]
    for chapter in bank.chapters:
        texts.append(chapter.name * 2)  # once in the table of contents
        for section in chapter.sections:
            texts += [section.name, *(text for point in section.points for text in (point.title, point.text))]
    return "".join(texts)


@pytest.mark.parametrize("number", ALL)
def test_every_character_stands_somewhere(number: str, document) -> None:
    text = document(number)
    marks = "一二三四五六七八九十参考答案目录0123456789"
    letters = Counter(character for character in text if character.isalnum() and character not in marks)
    assert not letters - Counter(texts_of(parse(text)))


@pytest.mark.parametrize("number", ALL)
def test_parsing_again_gives_the_same(number: str, document) -> None:
    assert parse(document(number)) == parse(document(number))


class TestQuestionBank:
    @pytest.fixture
    def bank(self, document) -> BankDraft:
        return parse(document("000"))

    def test_five_categories_of_twenty_six_questions(self, bank: BankDraft) -> None:
        assert [(category.name, len(category.questions)) for category in bank.categories] == [
            ("自我认知与职业动机", 6),
            ("专业知识与技能", 6),
            ("情境模拟与解决问题能力", 6),
            ("团队协作与沟通能力类", 6),
            ("潜力与文化适配", 2),
        ]

    def test_codes_count_by_category(self, bank: BankDraft) -> None:
        codes = [question.code for question in questions_of(bank)]
        assert codes[:1] + codes[-1:] == ["KF-1-01", "KF-5-02"]
        assert len(set(codes)) == 26

    def test_every_question_asks_and_has_one_answer_that_does_not(self, bank: BankDraft) -> None:
        for question in questions_of(bank):
            assert question.text.endswith("？")
            assert len(question.text) < 120
            (answer,) = question.answers
            assert answer.text[0] not in "：，。、？）"
            assert answer.text.endswith("。")
            assert len(answer.text) > 100

    def test_without_an_answer_mark_the_question_is_its_leading_sentences(self, bank: BankDraft) -> None:
        third = bank.categories[0].questions[2]
        assert third.text == "你为什么选择离开上一家公司？你对现在这份工作的期望是什么？"
        assert third.answers[0].text.startswith("我离开上一家公司主要是因为")
        assert third.answers[0].text.endswith("实现个人职业发展的目标。")

    def test_a_question_may_set_the_scene_before_it_asks(self, bank: BankDraft) -> None:
        fifth = bank.categories[2].questions[4]
        assert fifth.text.startswith("假设一位客户反映收到的产品包装破损")
        assert fifth.text.endswith("并开始抱怨公司流程繁琐。你会如何处理？")

    def test_only_the_last_answer_is_incomplete(self, bank: BankDraft) -> None:
        incomplete = [q.code for q in questions_of(bank) if not q.answers[0].complete]
        assert incomplete == ["KF-5-02"]

    def test_no_site_text_is_in_a_question(self, bank: BankDraft) -> None:
        for question in questions_of(bank):
            joined_text = question.text + question.answers[0].text
            assert not any(
                noise in joined_text for noise in ("版权", "温馨提示", "本站", "最新文档", "评论", "参考答案")
            )

    def test_only_the_title_and_the_site_are_left_over(self, bank: BankDraft) -> None:
        assert [left.reason for left in bank.leftovers] == [reasons.TITLE, reasons.SITE_NOISE]
        assert bank.leftovers[0].text == "2025年客服经理招聘面试题库及参考答案"


class TestFramework:
    @pytest.fixture
    def bank(self, document) -> BankDraft:
        return parse(document("001"))

    def test_six_chapters_seventeen_sections_sixty_points(self, bank: BankDraft) -> None:
        assert [
            (chapter.name, [len(section.points) for section in chapter.sections]) for chapter in bank.chapters
        ] == [
            ("服务意识基础", [3, 3, 3]),
            ("员工服务素养", [4, 3, 4]),
            ("客户服务素养", [4, 4, 4]),
            ("沟通与响应素养", [3, 3, 3]),
            ("服务质量管理", [4, 4, 4]),
            ("服务文化塑造", [3, 4]),
        ]

    def test_every_title_stands_in_the_document_once_besides_its_text(
        self, bank: BankDraft, document
    ) -> None:
        text = document("001")
        points = [p for chapter in bank.chapters for section in chapter.sections for p in section.points]
        assert len({point.title for point in points}) == len({point.text for point in points}) == 60
        for point in points:
            assert point.title in text
            assert point.text in text
            assert not point.text.startswith(point.title)

    @pytest.mark.parametrize(
        ("title", "words"),
        [
            ("服务价值内化", "服务是企业核心竞争力"),
            ("决策优先级重构", "优先考虑客户利益"),
            ("长期关系维护", "培养客户忠诚度"),
            ("角色沉浸训练", "一线服务岗位轮岗"),
            ("反馈机制优化", "客户情感分析系统"),
            ("定期一对一沟通", "面对面交流"),
            ("跨部门协同诊断", "需求共享机制"),
            ("分级响应机制", "30分钟/24小时/72小时"),
            ("闭环式解决方案", "五步法"),
            ("公开决策依据与数据来源", "决策背后的市场分析"),
            ("分级披露敏感信息", "分层级共享核心信息"),
            ("实时数据跟踪", "信息化工具"),
            ("异常情况处理", "异常服务事件"),
            ("客户反馈分析", "投诉、建议和表扬"),
            ("负面行为纠偏", "公开剖析"),
        ],
    )
    def test_a_title_goes_with_its_own_text(self, bank: BankDraft, title: str, words: str) -> None:
        points = [p for chapter in bank.chapters for section in chapter.sections for p in section.points]
        assert [title] == [point.title for point in points if words in point.text]

    def test_no_slide_numbers_are_in_a_text(self, bank: BankDraft) -> None:
        points = [p for chapter in bank.chapters for section in chapter.sections for p in section.points]
        assert all(not point.text[0].isdigit() and "\n" not in point.text for point in points)
        assert not any(digits in point.text for point in points for digits in ("0102", "0103", "0404"))

    def test_the_cut_end_is_flagged_and_nothing_is_invented(self, bank: BankDraft, document) -> None:
        last = bank.chapters[-1].sections[-1].points[-1]
        assert last.text.endswith("双通道晋升路径，鼓励")
        assert [left.text for left in bank.leftovers if left.reason == reasons.CUT_OFF] == [last.text]

    def test_nothing_is_without_a_place(self, bank: BankDraft) -> None:
        assert [left.reason for left in bank.leftovers] == [
            reasons.INTRODUCTION,
            reasons.CUT_OFF,
            reasons.SITE_NOISE,
        ]

    def test_every_reviewed_beginning_is_found_once(self, document) -> None:
        (reading,) = reviewed_frameworks()
        text = document("001")
        assert [words for words in reading.beginnings() if text.count(words) != 1] == []


class TestPassages:
    @pytest.fixture
    def bank(self, document) -> BankDraft:
        return parse(document("002"))

    def test_passages_cover_the_topics_of_leading_a_call_centre(self, bank: BankDraft) -> None:
        topics = {passage.topic for passage in bank.passages}
        assert {"团队建设", "沟通", "绩效考核", "指标", "排班", "风险管控", "满意度", "培训"} <= topics
        assert len(bank.passages) == 52

    def test_titles_are_short_and_said_once(self, bank: BankDraft) -> None:
        titles = [passage.title for passage in bank.passages]
        assert len(set(titles)) == len(titles)
        assert all(4 <= len(title) <= 24 for title in titles)

    def test_advertisements_and_site_noise_are_set_aside(self, bank: BankDraft) -> None:
        joined_text = "".join(passage.text for passage in bank.passages)
        for noise in ("百度", "微信", "点赞", "代运营", "鲁家林", "小编", "沙龙活动", "回帖", "违规", "乾道"):
            assert noise not in joined_text
        assert {left.reason for left in bank.leftovers} == {
            reasons.SITE_NOISE,
            reasons.ADVERTISEMENT,
            reasons.CUT_OFF,
        }

    def test_lost_marks_make_every_passage_doubtful(self, bank: BankDraft) -> None:
        assert all(passage.doubtful for passage in bank.passages)

    def test_the_shift_plan_is_under_shifts(self, bank: BankDraft) -> None:
        (passage,) = [p for p in bank.passages if "三班变六班" in p.text]
        assert (passage.topic, passage.title) == ("排班", "找到高峰时段，合理排班")

    def test_no_passage_is_a_question(self, bank: BankDraft) -> None:
        assert not bank.categories


class TestValues:
    @pytest.fixture
    def bank(self, document) -> BankDraft:
        return parse(document("003"))

    def test_six_and_nine_values_of_five_levels(self, bank: BankDraft) -> None:
        (category,) = bank.categories
        assert category.name == "价值观"
        assert [(q.code, q.text) for q in category.questions] == [
            ("LM-1", "客户第一"),
            ("LM-2", "团队合作"),
            ("LM-3", "拥抱变化"),
            ("LM-4", "诚信"),
            ("LM-5", "激情"),
            ("LM-6", "敬业"),
            ("DG-1", "顾客第一"),
            ("DG-2", "团队"),
            ("DG-3", "教与学"),
            ("DG-4", "品质"),
            ("DG-5", "化繁为简"),
            ("DG-6", "激情"),
            ("DG-7", "公开"),
            ("DG-8", "创新"),
            ("DG-9", "中心"),
        ]
        for question in category.questions:
            assert question.rubric_kind == "ladder"
            assert [point.level for point in question.points] == [1, 2, 3, 4, 5]
            assert all(point.weight == 1 for point in question.points)

    def test_levels_are_quoted_from_the_document(self, bank: BankDraft, document) -> None:
        text = document("003")
        for question in questions_of(bank):
            for point in question.points:
                assert point.quote == point.text
                assert point.quote in question.answers[0].text
                assert point.quote in text
                assert not point.text[0].isdigit()

    @pytest.mark.parametrize(
        ("code", "level", "words"),
        [
            ("LM-1", 5, "具有超前服务意识，防患于未然"),
            ("LM-6", 5, "遵循但不拘泥于流程，化繁为简，以较小的投入获得较大的工作成果"),
            ("DG-2", 1, "积极溶入团队并乐于接受同事的帮助，配合团队完成工作"),
            ("DG-9", 5, "懂得必要的取舍，并获得成功"),
        ],
    )
    def test_levels_end_where_the_next_text_begins(self, bank: BankDraft, code, level, words) -> None:
        (question,) = [question for question in questions_of(bank) if question.code == code]
        assert question.points[level - 1].text == words

    def test_the_rules_are_the_documents(self, bank: BankDraft, document) -> None:
        (scale,) = bank.scales
        assert (scale.minimum, scale.maximum, scale.step) == (0, 5, Decimal("0.5"))
        assert (scale.evidence_at_or_below, scale.evidence_from, scale.floor) == (Decimal("0.5"), 4, 1)
        assert scale.band_base == 30
        assert scale.bands == (
            BandDraft("优秀", Decimal(27)),
            BandDraft("良好", Decimal(23)),
            BandDraft("合格", Decimal(19)),
        )
        assert scale.lowest_band == "不合格"
        assert len(scale.rules) == 12
        assert all(rule in document("003") for rule in scale.rules)

    def test_other_texts_are_passages(self, bank: BankDraft) -> None:
        assert Counter(passage.topic for passage in bank.passages) == {
            "企业文化": 6,
            "客户第一": 2,
            "价值观考核": 2,
        }
        assert not any(passage.doubtful for passage in bank.passages)
        rules = bank.passages[-1].text
        assert rules.startswith("客户第一的价值观")
        assert "24小时内必须解决" in rules
        assert rules.endswith("用品质来说话，用服务速度颠覆传统。")

    def test_the_second_statement_of_the_six_values_and_the_syllabus_are_left_over(
        self, bank: BankDraft
    ) -> None:
        reason = {left.text[:6]: left.reason for left in bank.leftovers}
        assert reason["阿里巴巴的六"] == reasons.REPEATED
        assert reason["《客户关系管"] == reasons.OFF_TOPIC


@pytest.mark.parametrize(("number", "index"), [("002", 0), ("003", 1)])
def test_every_piece_of_an_outline_is_found(number: str, index: int, document) -> None:
    outline = outlines()[index]
    pieces = [piece for piece, _ in outline.pieces_of(document(number)) if piece]
    absent = [piece.begins for piece in outline.pieces if piece not in pieces]
    # The site's own lines are taken out before the outline is laid on.
    assert all(begins.startswith(("本回答由", "下载百度知道", "该楼层")) for begins in absent)


def test_reviewed_data_is_written_as_utf_8_json() -> None:
    fixtures = Path(__file__).parents[3] / "fixtures"
    for name in ("outlines.json", "framework.json", "question_banks.json"):
        assert json.loads((fixtures / name).read_text(encoding="utf-8"))
