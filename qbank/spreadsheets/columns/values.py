"""Which choice a cell means: 易, 简单 and "easy" are the same."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from common.folding import fold
from qbank.spreadsheets.columns.mapping import Field

_WORDS: Final = {
    Field.KIND: {
        "motivation": "动机 求职动机 职业动机 意愿 motivation motivational",
        "behavioural": (
            "行为 行为面试 行为事件 行为描述 经历 过往经历 star bei behavioural behavioral behaviour behavior"
        ),
        "situational": (
            "情境 情景 情境模拟 情景模拟 场景 场景模拟 假设 案例 案例分析 situational situation scenario "
            "hypothetical case"
        ),
        # What only says how it is answered says nothing of this.
        "": "问答 简答 论述 主观 开放 开放式 面试 综合 open openended essay shortanswer longanswer",
        "knowledge": (
            "知识 专业 专业知识 专业技能 业务知识 业务 技术 理论 knowledge technical professional 单选 多选 "
            "不定项 选择 单项选择 多项选择 判断 填空 名词解释 客观 multiplechoice singlechoice truefalse quiz"
        ),
    },
    Field.RUBRIC_KIND: {
        "checklist": "要点 要点式 要点制 清单 得分点 checklist points",
        "ladder": (
            "等级 行为等级 等级式 等级制 阶梯 阶梯式 行为锚定 行为锚定等级 ladder levels bars anchored"
        ),
    },
    Field.DIFFICULTY: {
        "easy": "易 简单 容易 较易 低 低级 初级 基础 入门 easy simple low basic junior beginner e",
        "medium": (
            "中 中等 一般 普通 适中 正常 中级 标准 medium moderate normal middle mid average "
            "intermediate standard m"
        ),
        "hard": "难 困难 较难 高 高级 偏难 复杂 hard difficult high advanced senior expert tough h",
    },
    Field.STATUS: {
        "draft": "草稿 待审 待审核 未发布 编辑中 draft pending",
        "ready": (
            "可用 就绪 已发布 已审核 启用 正常 使用中 在用 有效 ready active enabled published approved"
        ),
        "retired": "停用 已停用 退役 作废 禁用 废弃 失效 retired inactive disabled archived obsolete",
    },
}
_CHOICES: Final = {
    field: {word: code for code, words in choices.items() for word in words.split()}
    for field, choices in _WORDS.items()
}
#: Longer texts name no choice.
_LONGEST_CHOICE: Final = 100
_NOT_STAR: Final = re.compile(r"[★⭐☆\s\ufe0f]+")
_NOT_WORD: Final = re.compile(r"[\W_]+")
_BRACKETED: Final = re.compile(r"[（(\[【][^（(\[【)）\]】]*[)）\]】]")
#: What some write before the word itself: 难度：中.
_BEFORE: Final = re.compile(
    r"^(?:题目)?(?:难度|题型|类型|状态|difficulty|level|type|kind|status)\s*[:：=]\s*"
)
#: Endings that may follow the word itself: 行为类, 情境题, 中等难度, easy level.
_AFTER: Final = re.compile(r"(?:面试)?(?:题型|题目|问题|类型|题|类|型|性|难度|度|级|questions?|level|type)$")


def _by_stars(text: str) -> str | None:
    """The difficulty that stars say: filled ones of all that are drawn; or, where only the filled ones are,
    one and four or more of them, which mean the same whether there are three or five."""
    filled, empty = sum(map(text.count, "★⭐")), text.count("☆")
    if not filled or _NOT_STAR.sub("", text):
        return None
    if empty or filled > 3:
        share = filled / max(filled + empty, 5 if not empty else 0)
        return "easy" if share < 0.5 else "medium" if share < 0.7 else "hard"
    return "easy" if filled == 1 else None


@lru_cache(maxsize=1024)
def match_value(field: Field, text: str) -> str | None:
    """The choice's code that ``text`` means; None where it is not known (or the field has no choices)."""
    choices = _CHOICES.get(field)
    if choices is None or len(text) > _LONGEST_CHOICE:
        return None
    if field is Field.DIFFICULTY and (stars := _by_stars(text)):
        return stars
    folded = fold(text)
    for form in (folded, _BRACKETED.sub("", folded), _BEFORE.sub("", folded)):
        word = _NOT_WORD.sub("", form)
        while word:
            if word in choices:
                return choices[word]
            shorter = _AFTER.sub("", word)
            if shorter == word:
                break
            word = shorter
    return None
