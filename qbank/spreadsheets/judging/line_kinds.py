"""Telling lines of a sheet that are no questions: headings of sections, notes, totals, further headers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from common.folding import fold
from qbank.spreadsheets.columns.header import (
    has_usual_names,
    is_asking,
    is_header,
    known_fields,
)
from qbank.spreadsheets.columns.mapping import Field
from qbank.spreadsheets.files.table import TableRow


class LineKind(StrEnum):
    """What a line of the sheet is. Each line is of one kind."""

    QUESTION = "questions"
    #: More points, probes or answers of the question above.
    PART = "parts"
    SECTION = "sections"
    #: The header, and rows that repeat it or begin a further table.
    HEADER = "header"
    #: Titles and the like above the header.
    ABOVE = "above"
    NOTE = "notes"
    TOTAL = "totals"
    #: Hidden or filtered out, and not to be read.
    HIDDEN = "hidden"
    #: A further table that is none of questions.
    OTHER_TABLE = "other_table"
    EXAMPLE = "example"
    BLANK = "blank"


_LONGEST_HEADING: Final = 40
_LONGEST_UNNUMBERED_HEADING: Final = 16
_NOTE: Final = re.compile(
    r"[*※★（(\[【]*\s*(?:"
    r"(?:注|备注|附注|说明|注意|注意事项|提示|温馨提示|声明|使用说明|填表说明|填写说明|来源|资料来源|数据来源|日期|版本|"
    r"版权|保密|联系人|联系方式|电话|邮箱)\s*\d{0,2}\s*[:：】\])）]"
    r"|(?:编制|制表|制作|审核|审批|批准|填表|填报|出题|整理|编写|撰写|校对|修订|更新|复核|签发|命题)"
    r"(?:人员?|者|部门|单位|日期|时间|于)?\s*[:：]"
    r"|(?:以上|上述|本表|本题库|本文件|本卷|此表|本试题|内部资料|版权所有)"
    r"|(?:notes?|n\.?b\.?|remarks?|source|disclaimer|confidential|copyright|legend)\b\s*[:：.]?"
    r"|(?:prepared|compiled|created|reviewed|approved|updated|written|revised|checked)\s+(?:by|on)\b"
    r"|(?:last\s+updated|version|revision|date)\s*[:：]"
    r"|©"
    r"|(?:上次|最近|最后)(?:修改|更新)|待办\s*[:：]|todo\b"
    r"|[^：:]{0,12}(?:签字|签名|签章|盖章|signature)\s*(?:[:：]|$)"
    r"|(?:第\s{0,2}\d{1,4}\s{0,2}页|page\s{1,2}\d{1,4}|[（(]?续(?:上?表|上页)?[)）]?$|continued\b)"
    r")",
    re.IGNORECASE,
)
#: What colours mean.
_LEGEND: Final = re.compile(
    r"(?:[红黄绿蓝橙灰紫粉黑]色?|标[红黄绿蓝])(?:字体?|底色?|标[注记]|部分|背景|填充|单元格)?的?(?:为|是|表示|代表|指)"
    r"|(?:red|yellow|green|blue|gr[ae]y|orange)(?: cells?| text| rows?)?"
    r" (?:means?|marks?|indicates?|is|are)\b",
    re.IGNORECASE,
)
#: What stands below the names of columns in forms: whether they have to be filled in.
_HINT: Final = re.compile(
    r"[（(*]?\s?(?:必填|选填|可选|非必填|可不填|required|optional|mandatory)\s?[)）]?", re.IGNORECASE
)
_TOTAL: Final = re.compile(
    r"(?:合\s{0,3}计|总\s{0,3}计|小\s{0,3}计|共\s{0,3}计|总分|总题数|题目总数|汇总|平均分?|共\s{0,3}\d{1,5}\s{0,3}[题道条个]"
    r"|(?:grand\s+|sub\s?-?)?totals?|sum|average|count)\s*[:：]?",
    re.IGNORECASE,
)
_AMOUNT: Final = re.compile(
    r"[约共]?\s{0,3}[\d.,，]{1,12}\s{0,3}(?:题|道|条|个|人|名|位|分|分钟|%|questions?|items?|people|points?|min(?:ute)?s?)?",
    re.IGNORECASE,
)
_DATE: Final = re.compile(
    r"(?:19|20)\d\d\s*(?:年|[-./])\s*\d{1,2}\s*(?:月|[-./])?\s*(?:\d{1,2}\s*日?)?(?:\s*\d{1,2}:\d\d)?"
    r"|\d{1,2}\s{1,2}[a-z]{3,9}\s{1,2}(?:19|20)\d\d|[a-z]{3,9}\s{1,2}(?:\d{1,2},?\s{1,2})?(?:19|20)\d\d",
    re.IGNORECASE,
)
#: How headings of sections are counted, other than questions are.
_HEADING_NUMBER: Final = re.compile(
    r"\s*(?:第\s*[一二三四五六七八九十\d]{1,3}\s*(?:大?部分|[章节篇类单元模块])"
    r"|[（(]?[一二三四五六七八九十]{1,3}\s*[)）、.．,，:：]"
    r"|(?:模块|板块|类别|分类|部分|单元|专题)\s*[一二三四五六七八九十\dA-Z]{1,3}(?![\u3400-\u9fff])"
    r"|(?:part|section|module|chapter|unit|category|topic)\s+[\divxa-z]{1,5}\b"
    r"|[ivx]{1,4}[.．、]\s"
    r"|(?:part|section|module|chapter|category|topic|分类|类别|模块|板块)\s*[:：]"
    r")",
    re.IGNORECASE,
)
_FRAMED: Final = re.compile(r"\s*[【\[〔《<=#*—-]{1,5}\s*[^】\]〕》>]{1,40}?\s*[】\]〕》>=#*—-]{1,5}\s*")
_CHINESE_NUMBER: Final = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[)）、.]?|[ivx]{1,4}[.]?", re.IGNORECASE
)
_RUNNING_NUMBER: Final = re.compile(r"\s*(?:no\.?|q|第)?\s*\d{1,5}\s*[.、)）题]?\s*", re.IGNORECASE)
#: How many questions a section has, behind its name.
_HOW_MANY: Final = re.compile(
    r"\s{0,3}[（(\[]\s?(?:(?:共|每[小大]?题|各)\s?)?\d{1,4}\s?(?:题|道题|道|分|questions?)[^)）\]]{0,12}[)）\]]$"
)
_LETTER: Final = re.compile(r"[^\W\d_]")


def filled_cells(row: TableRow) -> dict[int, str]:
    """{column: text} of the row's own cells with content: not those merged down from a row above."""
    return {
        column: cell.strip()
        for column, cell in enumerate(row.cells)
        if cell.strip() and column not in row.merged
    }


def is_running_number(text: str) -> bool:
    """Whether a cell only counts: 3, 3., Q3, 第3题."""
    return _RUNNING_NUMBER.fullmatch(text[:20]) is not None


def is_note(filled: Mapping[int, str]) -> bool:
    """A note, who made the table, or a date alone."""
    if not filled:
        return False
    first, *others = filled.values()
    if others and all(_HINT.fullmatch(text[:20]) for text in filled.values()):
        return True
    if len(filled) > 4:
        return False
    if _DATE.fullmatch(first[:40]) and not others:
        return True
    if is_legend(filled):
        return True
    if not _NOTE.match(first[:60]) or first.rstrip().endswith(("？", "?")):
        return False
    # 编制人：王敏 | 审核人：李雷, or 编制人： | 王敏
    return all(_NOTE.match(text[:60]) or _DATE.fullmatch(text[:40]) or len(text) <= 12 for text in others)


def is_legend(filled: Mapping[int, str]) -> bool:
    """Whether a row only says what a colour means."""
    return len(filled) == 1 and _LEGEND.match(next(iter(filled.values()))[:20]) is not None


def is_total(filled: Mapping[int, str]) -> bool:
    """Totals: the word, and beside it only numbers."""
    if not filled or len(filled) > 5:
        return False
    first, *others = filled.values()
    match = _TOTAL.match(first[:30])
    if match is None or len(first) > 30:
        return False
    rest = first[match.end() :].strip(" :：，,。")
    amounts = [rest, *others] if rest else others
    return bool(amounts or match.end() == len(first)) and all(
        _AMOUNT.fullmatch(part.strip()[:40])
        for text in amounts
        for part in re.split("[，,；;、]", text[:80])
        if part
    )


def heading_of(row: TableRow, filled: Mapping[int, str], text_column: int) -> tuple[str, bool]:
    """The heading that a row may be, and whether that is sure; "" for any other row.

    A heading is alone in its row, but for a Chinese or Roman number before it: numbered as headings are,
    framed, merged over columns, or in a column other than the question's. A short text alone in the
    question's column may be one.
    """
    texts = dict(filled)
    columns = sorted(texts)
    numbered = False
    if len(columns) == 2 and _CHINESE_NUMBER.fullmatch(texts[columns[0]]):
        numbered = True
        del texts[columns[0]]
    if len(texts) != 1:
        return "", False
    ((column, text),) = texts.items()
    text = " ".join(text.split())
    if len(text) > _LONGEST_HEADING or not _LETTER.search(text) or _sentence(text):
        return "", False
    is_wide = row.spans.get(column, 1) > 1 or row.spans.get(columns[0], 1) > 1
    marked = numbered or _HEADING_NUMBER.match(text) is not None or _FRAMED.fullmatch(text) is not None
    if marked or is_wide:
        return text, True
    if column != text_column:
        return (text, True) if re.search(r"[\u3400-\u9fff]|\s", text) else ("", False)
    short = len(text) <= _LONGEST_UNNUMBERED_HEADING and not is_asking(text)
    return (text, False) if short else ("", False)


def _sentence(text: str) -> bool:
    return text.endswith(("？", "?", "。", "！", "!", "；", ";"))


def is_numbered_heading(text: str) -> bool:
    """Whether a text is counted as headings are: 一、…, 第二部分 …, Section 3: …"""
    return len(text) <= _LONGEST_HEADING and _HEADING_NUMBER.match(text) is not None and not _sentence(text)


def heading_name(heading: str) -> str:
    """A heading without its number and frame, as a category is called."""
    match = _HEADING_NUMBER.match(heading)
    name = heading[match.end() :] if match else heading
    name = _HOW_MANY.sub("", name)
    return name.strip(" 　:：、.．-—【】[]〔〕《》<>=#*·") or heading


def repeats_header(filled: Mapping[int, str], header: Sequence[str]) -> bool:
    """Whether a row of what looks like names has the header's in their places."""
    same = sum(column < len(header) and fold(header[column]) == fold(text) for column, text in filled.items())
    return same * 2 > len(filled) and (same > 1 or len(filled) == 1)


def begins_table(row: TableRow, filled: Mapping[int, str]) -> set[Field]:
    """The fields that a row of what looks like names says when it is the header of a table; none for any
    other row."""
    if len(filled) < 2 or not has_usual_names(row.cells):
        return set()
    fields = known_fields(row.cells)
    return fields if len(fields) > 1 and len(fields) * 3 >= len(filled) else set()


def names_questions(row: TableRow, fields: set[Field]) -> bool:
    return is_header(fields, row.cells)
