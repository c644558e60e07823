"""What our own spreadsheets call their columns and choices, in Chinese and English.

A file's language is its own, not that of the page it is downloaded from: these are no translations of
the interface.
"""

from __future__ import annotations

import re
from typing import Final

from qbank.spreadsheets.columns.mapping import Field

#: Field → its column in Chinese and in English, in the order of the columns.
HEADERS: Final = {
    Field.CODE: ("编号", "Code"),
    Field.CATEGORY: ("分类", "Category"),
    Field.TEXT: ("题目", "Question"),
    Field.KIND: ("题型", "Kind"),
    Field.DIFFICULTY: ("难度", "Difficulty"),
    Field.MINUTES: ("建议时长（分钟）", "Minutes"),
    Field.COMPETENCY: ("能力项", "Competencies"),
    Field.PROBE: ("追问", "Follow-up probes"),
    Field.ANSWER: ("参考答案", "Reference answer"),
    Field.RUBRIC_KIND: ("评分方式", "Rubric kind"),
    Field.POINT: ("评分要点", "Rubric points"),
    Field.RED_FLAG: ("警示项", "Red flags"),
    Field.STATUS: ("状态", "Status"),
    Field.SHORT_TITLE: ("短标题", "Short title"),
    Field.TAGS: ("标签", "Tags"),
}
FIELDS: Final = tuple(HEADERS)

#: Field → choice → its label in Chinese and in English.
LABELS: Final = {
    Field.KIND: {
        "motivation": ("动机题", "Motivation"),
        "behavioural": ("行为题", "Behavioural"),
        "situational": ("情境题", "Situational"),
        "knowledge": ("知识题", "Knowledge"),
    },
    Field.DIFFICULTY: {
        "easy": ("易", "Easy"),
        "medium": ("中", "Medium"),
        "hard": ("难", "Hard"),
    },
    Field.RUBRIC_KIND: {
        "checklist": ("要点式", "Checklist"),
        "ladder": ("行为等级", "Ladder"),
    },
    Field.STATUS: {
        "draft": ("草稿", "Draft"),
        "ready": ("可用", "Ready"),
        "retired": ("停用", "Retired"),
    },
}

QUESTIONS_SHEET: Final = ("题目", "Questions")
GUIDE_SHEET: Final = ("填写说明", "How to fill in")
CHOICES_SHEET: Final = ("选项", "Choices")
REJECTED_SHEET: Final = ("未导入的行", "Rows not imported")

#: The column that headings between the questions come in, behind a file's own.
SECTION_COLUMN: Final = "分节标题 Section heading"

#: What the names of columns begin with that only a further table of the sheet has, behind the first one's.
FURTHER_TABLE: Final = "▾ "

#: The columns before a file's own in a workbook of rejected rows.
ROW_NUMBER: Final = ("原文件行号", "Row in the file")
REASON: Final = ("未导入的原因", "Why it was not imported")

INCOMPLETE: Final = ("（答案不完整）", "(answer incomplete)")
ANOTHER_ANSWER: Final = ("【答案%d】", "[Answer %d]")

#: In place of a text that no cell can hold.
NOT_WRITTEN: Final = (
    "〔未写出〕这里有 %d 个字，超出一个单元格能放的长度。导入本表时，题库里的原文保持不变；要看全文，"
    "请到题目页面。",
    "[Not written] This is %d characters long, more than a cell can hold. Importing this file leaves it as "
    "it is in the bank; read all of it on the question's page.",
)
_NOT_WRITTEN: Final = re.compile("|".join(re.escape(text).replace("%d", r"\d+") for text in NOT_WRITTEN))


def was_not_written(text: str) -> bool:
    """Whether a cell holds the note that its text was too long for it."""
    return text.startswith(("〔", "[")) and _NOT_WRITTEN.fullmatch(text) is not None


def language_index(language: str) -> int:
    """0 for Chinese, 1 for English: the place of a language in the pairs above."""
    return int(language.lower().startswith("en"))
