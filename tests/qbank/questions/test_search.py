"""Searching the bank: Chinese words of two characters, both scripts, letters, codes, hostile input."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.folding import bigrams, fold, fold_with_origins, terms_of
from qbank.models import Question, QuestionIndex
from qbank.questions.search import best_match_first, reindex, search
from tests import factories


@pytest.fixture
def bank(db):
    texts = {
        "KF-3-03": "客户通过社交媒体公开指责公司，你会如何处理？",
        "KF-3-04": "客戶要求退款，你會如何與財務部溝通？",
        "KF-3-05": "怎样用 KPI 和 AHT 管理团队？满意度 100%_达成",
        "KF-3-06": "你為什麼著手準備這次面試？",
    }
    questions = [factories.make_question(code=code, text=text, answer="") for code, text in texts.items()]
    reindex(question.pk for question in questions)


def found_codes(text):
    return set(search(Question.objects.all(), text).values_list("code", flat=True))


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("媒体", {"KF-3-03"}),
        ("社交媒體", {"KF-3-03"}),
        ("沟通", {"KF-3-04"}),
        ("溝通", {"KF-3-04"}),
        ("客户", {"KF-3-03", "KF-3-04"}),
        ("客户 退款", {"KF-3-04"}),
        ("退款　客戶", {"KF-3-04"}),
        ("退", {"KF-3-04"}),
        ("kpi", {"KF-3-05"}),
        ("ＫＰＩ", {"KF-3-05"}),
        ("AHT管理", set()),
        ("AHT 管理", {"KF-3-05"}),
        ("kf-3-05", {"KF-3-05"}),
        ("KF-3", {"KF-3-03", "KF-3-04", "KF-3-05", "KF-3-06"}),
        ("着手", {"KF-3-06"}),
        ("体媒", set()),
        ("户过", set()),
    ],
)
def test_what_a_query_finds(bank, query, codes):
    assert found_codes(query) == codes


@pytest.mark.parametrize("query", ["", "   ", "\t\n", "\u200b"])
def test_an_empty_query_leaves_everything(bank, query):
    assert len(found_codes(query)) == 4


@pytest.mark.parametrize(
    "query",
    ["%", "_", "100%_", "\\", "100%\\_", '"', "'; DROP TABLE", '媒体" OR "客户', "NEAR(媒体)", "*", "媒体*"],
)
def test_wildcards_and_operators_are_only_characters(bank, query):
    literal = {
        q.code
        for q in Question.objects.all()
        if all(t in fold(q.code + " " + q.text) for t in terms_of(query))
    }
    assert found_codes(query) == literal


@pytest.mark.parametrize(
    "query", ["媒体\x00", "\x00", "😀", "😀媒体", "𠮷野", "媒" * 5000, "a " * 5000, "\ud800"]
)
def test_hostile_queries_find_nothing_wrong_and_break_nothing(bank, query):
    assert found_codes(query) <= {"KF-3-03", "KF-3-04", "KF-3-05", "KF-3-06"}


def test_answers_and_points_are_searched_too(db):
    question = factories.make_question(answer="先安抚情绪，再核实订单。", red_flags=1)
    reindex([question.pk])
    assert found_codes("核实订单") == {question.code}
    assert found_codes("红旗") == {question.code}


def test_the_index_follows_changes_and_deletions(bank):
    question = Question.objects.get(code="KF-3-03")
    question.text = "客户在电话里咆哮。"
    question.save()
    reindex([question.pk])
    assert found_codes("媒体") == set()
    assert found_codes("咆哮") == {"KF-3-03"}
    QuestionIndex.objects.filter(question=question).delete()
    assert found_codes("咆哮") == set()
    assert reindex() == 4
    assert found_codes("咆哮") == {"KF-3-03"}


def test_best_match_is_where_the_word_stands_first(db):
    late = factories.make_question(code="A-1", text="先谈谈别的，最后说说投诉。", answer="")
    early = factories.make_question(code="A-2", text="投诉怎么处理？", answer="")
    in_answer = factories.make_question(code="A-3", text="你最大的优点是什么？", answer="我善于处理投诉。")
    reindex()
    ordered = best_match_first(search(Question.objects.all(), "投诉"), "投诉")
    assert list(ordered) == [early, late, in_answer]


def test_reindexing_needs_few_queries(db, django_assert_max_num_queries):
    for _ in range(5):
        factories.make_question()
    with django_assert_max_num_queries(4):
        assert reindex() == 5


TEXT = st.text(alphabet=st.sampled_from("社交媒體体後后AbＣé\u0301 1１ﬁ㎏\u200b\n，。"), max_size=40)


@given(TEXT, TEXT, TEXT)
def test_a_part_of_a_text_folds_to_a_part_of_the_folded_text(before, part, after):
    for term in terms_of(part):
        assert term in fold(f"{before} {part} {after}")


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text):
    once = fold(text)
    assert fold(once) == once
    assert "\x00" not in once


@given(TEXT)
def test_every_folded_character_has_an_origin(text):
    folded, origins = fold_with_origins(text)
    assert len(folded) == len(origins)
    assert origins == sorted(origins)


def test_bigrams_never_cross_marks_or_letters():
    assert bigrams("社交媒体，ab客户c") == ["社交", "交媒", "媒体", "客户"]


@given(st.text(st.sampled_from("社交媒体，a 　\U00020000"), max_size=40))
def test_bigrams_are_the_neighbouring_pairs_each_once(text):
    pairs = [text[at : at + 2] for at in range(len(text) - 1)]
    han = [pair for pair in pairs if not set(pair) & set("，a 　")]
    assert bigrams(text) == list(dict.fromkeys(han))
