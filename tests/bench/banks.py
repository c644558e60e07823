"""Generated spreadsheets: as many questions as wanted, each with an answer of 600 characters."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter

HEADER = ["编号", "题目", "分类", "参考答案", "难度", "题型", "时长", "能力项", "评分要点"]
#: How many of them a bare bank has: no competencies, no rubric points.
BARE = 7
CATEGORIES = [f"能力类别{number}" for number in range(1, 9)]
COMPETENCIES = [f"能力项{number}" for number in range(1, 21)]
_TOPICS = "客户 投诉 团队 主管 质检 满意度 流程 升级 沟通 情绪 目标 反馈 培训 绩效 排班 数据 工单 回访"
_ACTS = "规则 经验 同理心 倾听 复盘 计划 授权 协作 冲突 压力 支持 改进 服务 产品 政策 渠道 会员 退款"
_WORDS = (*_TOPICS.split(), *_ACTS.split())
_SENTENCES = tuple(
    "".join(random.Random(seed).choices(_WORDS, k=7)) + "，。；"[seed % 3] for seed in range(500)
)


def table(rows: int, seed: int = 7) -> list[list[str]]:
    """``rows`` different questions, the same for the same seed."""
    return list(table_rows(rows, seed))


def table_rows(rows: int, seed: int = 7) -> Iterator[list[str]]:
    """The same, one after the other."""
    chance = random.Random(seed)
    for number in range(1, rows + 1):
        yield [f"B-{number:06d}", *_question(chance, number)]


def _question(chance: random.Random, number: int) -> list[str]:
    words = chance.sample(_WORDS, 7)
    return [
        f"当{words[0]}与{words[1]}在{words[2]}中遇到第{number}个{words[3]}问题，{words[4]}{words[5]}怎样影响{words[6]}？",
        CATEGORIES[number % len(CATEGORIES)],
        _answer(chance),
        chance.choice(["易", "中", "难"]),
        chance.choice(["行为", "情境", "知识"]),
        str(chance.choice([3, 5, 8])),
        "；".join(chance.sample(COMPETENCIES, 2)),
        "\n".join(f"{chance.choice(_SENTENCES)}（{weight}分）" for weight in (3, 2, 1)),
    ]


def _answer(chance: random.Random) -> str:
    """600 characters. Sentences come again, as in real banks: a file of 50,000 rows stays below 20 MB."""
    return "".join(chance.choices(_SENTENCES, k=40))[:600]


def write_xlsx(path: Path, rows: int, columns: int = len(HEADER)) -> Path:
    """The table's first columns as a workbook."""
    workbook = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False})
    sheet = workbook.add_worksheet("题目")
    for row, cells in enumerate([HEADER, *table(rows)]):
        sheet.write_row(row, 0, cells[:columns])
    workbook.close()
    return path
