"""The four sources, restored with their reviewed corrections, are fit to be shown to a candidate."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from qbank.documents.reading.decode import read_document
from qbank.documents.restoring import rules
from qbank.documents.restoring.corrections import fingerprint, load_corrections
from qbank.documents.restoring.restore import restore
from qbank.documents.restoring.segments import RestoredText

FIXTURES = Path(__file__).parents[3] / "fixtures"
SOURCES = sorted((FIXTURES / "documents").glob("*.txt"))
QUESTIONS, FRAMEWORK, PASSAGES, VALUES = (path.name for path in SOURCES)

#: Rarer characters that the four texts use rightly.
RARE = set("嗯阱馨摒黏诿昙禀")
MARKS = set("、。，：；？！“”‘’（）《》【】—…–①②③④⑤•\xa0")
TONED = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")


@pytest.fixture(scope="module")
def restored() -> Mapping[str, RestoredText]:
    corrections = load_corrections(FIXTURES / "corrections.json")
    return {
        path.name: restore(
            read_document(path.read_bytes(), path.name), corrections[fingerprint(path.read_bytes())]
        )
        for path in SOURCES
    }


@pytest.fixture(params=[path.name for path in SOURCES])
def source(request: pytest.FixtureRequest, restored: Mapping[str, RestoredText]) -> RestoredText:
    return restored[request.param]


def is_usual(character: str) -> bool:
    """ASCII, a mark, or in the first level of the simplified character set."""
    if character.isascii() or character in MARKS or character in RARE:
        return True
    try:
        return 0xB0 <= character.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return False


def test_every_character_is_one_that_simplified_chinese_uses(source: RestoredText) -> None:
    assert {c for c in source.text if not is_usual(c)} == set()


def test_no_reading_no_question_mark_of_a_lost_byte_and_no_half_width_mark_is_left(
    source: RestoredText,
) -> None:
    assert not TONED.search(source.text)
    assert rules.UNKNOWN not in source.text
    assert "?" not in source.text
    assert not re.search(r"(?<![A-Za-z])[,:;!()]|[,:;!()](?![A-Za-z])", source.text)


def test_著_stands_only_where_it_is_meant(source: RestoredText) -> None:
    for match in re.finditer("(.)著(.)", source.text):
        assert match[0][:2] in {"显著", "卓著", "编著"} or match[0][1:] == "著名"


def test_the_pieces_join_back_to_what_was_received(source: RestoredText) -> None:
    received = {read_document(path.read_bytes(), path.name) for path in SOURCES}
    assert source.received in received


def test_restoring_again_changes_nothing(source: RestoredText) -> None:
    assert restore(source.text).text == source.text


def test_nothing_is_left_in_doubt_but_the_marks_that_were_deleted(source: RestoredText) -> None:
    assert {s.rule for s in source.doubtful} <= {rules.LOST_MARKS}


def test_every_reviewed_correction_finds_its_place(restored: Mapping[str, RestoredText]) -> None:
    corrections = load_corrections(FIXTURES / "corrections.json")
    assert set(corrections) == {fingerprint(path.read_bytes()) for path in SOURCES}
    for path in SOURCES:
        stored = corrections[fingerprint(path.read_bytes())]
        applied = [s for s in restored[path.name].segments if s.rule == rules.CORRECTION]
        assert [(s.received, s.restored, s.note) for s in applied] == [
            (c.damaged, c.restored, c.reason) for c in stored
        ]


@pytest.mark.parametrize(
    "sentence",
    [
        "首先是因为我具备较强的同理心和耐心。",
        "对于A和C问题，虽然也重要，但可能需要一些时间，我会同时跟进。”在承诺时，我会注意措辞，",
        "准确把握客户需求。客户的语言表达可能不完全清晰或带有情绪色彩，",
        "体现公司人文关怀。客服是公司面向客户的最前沿，客服展现出的同理心",
        "有助于塑造良好的品牌形象。总之，同理心是连接客服与客户情感的桥梁，",
        "如果客服团队中两位成员因为工作方式或理念差异产生争执，",
        "这是对客户基本权利的尊重和保障。客户的信息，无论是个人身份信息、联系方式还是交易记录、",
        "都属于其隐私范畴。客服作为直接接触客户信息的岗位，",
        "对信息收集、存储、使用、传输等环节都有明确规定。客服团队若违反保密规定，",
        "做到“按需知密”，不在非工作场所谈论客户信息，不随意转发或打印客户资料。",
        "通过这些综合措施，才能有效确保客户信息的保密性。6.如果公司规定",
        "例如是否可以申请特殊处理权限，或者是否有更灵活的规定可以适用。",
        "可能影响了客户体验。基于调查结果，我会制定针对性的改进措施。",
        "我会立即采取补救措施。可能需要重新分配任务、加强跨部门的信息同步会议、",
        "才能进行检测和确认后更换。客户对此规定非常不理解，",
        "可以在适当的时候向客户反馈进展，",
        "你认为一个高效的客服团队应该具备哪些沟通要素？",
        "紧急事务可以通过即时通讯或对讲机，",
        "及时调整工作方向或寻求必要的资源支持。",
        "关键绩效指标（KPI）完成情况",
        "从学习者转变为有价值的贡献者。我相信，这种结构化的学习能力和积极融入的态度，能让我在快速变化的医疗环境中，",
        "最重要的品质是“同理心”。客服经理是公司与客户沟通的桥梁，",
    ],
)
def test_the_question_bank_reads_as_it_was_written(
    sentence: str, restored: Mapping[str, RestoredText]
) -> None:
    assert sentence in restored[QUESTIONS].text


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (FRAMEWORK, "避免信息传递断层或推诿现象。跨部门沟通规范明确沟通渠道与责任分工"),
        (FRAMEWORK, "为优化服务提供数据支持。客户反馈分析06服务文化塑造"),
        (FRAMEWORK, "确保问题24小时内闭环处理。"),
        (PASSAGES, "不知道乾道怎么样的团队怎么样？"),
        (PASSAGES, "帮助手下完成任务不如教会手下如何去完成任务。"),
        (PASSAGES, "组成员和你之间对醒目信息的了解"),
        (PASSAGES, "• 从传统呼叫中心管理到互联网时代"),
        (VALUES, "\n教学内容纲要：一 客服的职业价值观"),
        (VALUES, "\n1.诚信守信2.团结协作3.求实创新4.开拓进取5.务实敬业二、客户第一原则"),
        (VALUES, "表达与工作有关的观点时，直言有讳"),
    ],
)
def test_the_other_sources_read_as_they_were_written(
    name: str, words: str, restored: Mapping[str, RestoredText]
) -> None:
    assert words in restored[name].text


def test_all_four_are_restored_in_two_seconds() -> None:
    start = time.process_time()
    for path in SOURCES:
        restore(read_document(path.read_bytes(), path.name))
    assert time.process_time() - start < 2
