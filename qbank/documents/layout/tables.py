"""Tables in a text: rows between | (Word's tables are written so, as Markdown's are) or with tabs.

A table is read by the headings of its columns, in whatever order they stand. A card, whose first column names
the parts of one question, and a table nobody understands are turned into plain lines of the same length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from qbank.documents.parsing.marks import fold
from qbank.documents.structure.asking import asks
from qbank.documents.structure.labels import role_of
from qbank.documents.structure.words import Role

#: What stands in a cell for a new line.
BREAK: Final = "<br>"
_PIPE_ROW: Final = re.compile(r"[ \t]*\|.*\|[ \t]*")
_RULE_ROW: Final = re.compile(r"[ \t]*\|?(?:[ ]*:?-{2,}:?[ ]*\|)+[ ]*(?::?-{2,}:?)?[ ]*\|?[ \t]*")
_CELL_BORDER: Final = re.compile(r"(?<!\\)\|")
_LEVELS_NAMED: Final = (
    "优秀|优|良好|良|合格|一般|中等|中|较差|差|不合格|好|达标|不达标|待改进|需改进|超出预期|符合预期|低于预期"
    "|excellent|good|average|fair|poor|outstanding|weak|strong|acceptable|satisfactory|unsatisfactory"
    "|(?:exceeds|meets|below)(?:[ ]expectations?)?"
)
_LEVEL_HEADING: Final = re.compile(
    rf"(?:level|score|rating)?\s*([1-5])\s*(?:分|级|星|points?|档)?(?:[ ]?[-–—:]?[ ]?(?:{_LEVELS_NAMED}))?"
    rf"(?:\(.{{0,12}}\))?|({_LEVELS_NAMED})(?:回答|表现|[ ]answers?|[ ]response)?"
    r"(?:\(.{0,12}\)|[ ]?[-–—:]?[ ]?\d{1,3}(?:[ ]?[-–—~][ ]?\d{1,3})?[ ]?(?:分|points?)?)?",
    re.IGNORECASE,
)
#: 较差(1分): the number says it more exactly than the word.
_MARKED_LEVEL: Final = re.compile(r"\D[ ]?\(([1-5])[ ]?(?:分|级|points?)?\)$", re.IGNORECASE)
_LEVEL_WORDS: Final = {
    5: "优秀|优|好|超出预期|excellent|outstanding|strong|exceeds.*",
    4: "良好|良|good",
    3: "合格|一般|中等|中|达标|符合预期|average|acceptable|satisfactory|meets.*",
    2: "较差|待改进|需改进|fair",
    1: "差|不合格|不达标|低于预期|poor|weak|unsatisfactory|below.*",
}
#: An answer may speak of a 问题; a column's heading is no sentence.
_SENTENCE: Final = re.compile(r"[,。!?;]")
_INDEX: Final = re.compile(r"序号|编号|题号|号|no\.?|#|id|number|item", re.IGNORECASE)
_MORE_HEADINGS: Final = (
    (
        re.compile(
            r".*(?:参考|标准|示范|优秀)?(?:答案|回答|解答|答题|话术).*(?:要点|示例|思路|参考"
            r"|内容)?|.*answers?.*|.*response.*",
            re.I,
        ),
        Role.ANSWER,
    ),
    (re.compile(r".*追问.*|.*follow.?up.*|.*prob(?:e|ing).*", re.I), Role.PROBE),
    (
        re.compile(
            r".*(?:评分|得分|采分|评价|评估|观察|考察要).*|.*(?:criteria|rubric|scoring|look for"
            r"|indicator).*",
            re.I,
        ),
        Role.CRITERIA,
    ),
    (
        re.compile(
            r".*(?:考察|考查|考核|测评|胜任|能力|维度|素质|要素).*|.*(?:competenc|skill|dimension).*", re.I
        ),
        Role.COMPETENCY,
    ),
    (re.compile(r".*难.*度.*|.*difficult.*", re.I), Role.DIFFICULTY),
    (re.compile(r".*(?:时间|时长|用时|分钟).*|.*(?:minutes|time|duration).*", re.I), Role.TIME),
    (re.compile(r".*(?:类型|题型).*|.*type.*", re.I), Role.KIND),
    (
        re.compile(r".*(?:类别|分类|模块|板块|部分|环节|章节).*|.*(?:category|section|topic|area).*", re.I),
        Role.CATEGORY,
    ),
    (
        re.compile(r".*(?:题目|问题|试题|题干|面试题|提问|内容).*|.*(?:question|prompt).*", re.I),
        Role.QUESTION,
    ),
    (re.compile(r".*(?:分值|分数|权重|配分).*|.*(?:points|marks|weight|score).*", re.I), Role.SCORE),
    (re.compile(r".*(?:得分|打分|备注|记录|评语|签名).*|.*(?:notes?|comments?|remarks?).*", re.I), Role.NOTE),
)


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell's place, without the blanks around its text."""

    start: int
    end: int


@dataclass(slots=True)
class Table:
    """``columns`` gives each column's meaning, by the table's own headings; None: it has none."""

    start: int
    end: int
    rows: list[list[TableCell]]
    row_starts: list[int]
    tabs: bool = False
    columns: list[Role | None] = field(default_factory=list)
    levels: dict[int, int] = field(default_factory=dict)
    header: int = -1


def find_tables(text: str) -> list[Table]:
    """The tables of a text; those made of tabs only where headings name questions, scores or levels."""
    tables: list[Table] = []
    run: list[tuple[int, int, bool]] = []
    position = 0
    for line in [*text.split("\n"), ""]:
        end = position + len(line)
        piped = bool(_PIPE_ROW.fullmatch(line)) and len(line) < 200_000
        tabbed = not piped and "\t" in line.strip("\t ")
        if run and (run[-1][2] != piped or not (piped or tabbed)):
            tables += _table(text, run)
            run = []
        if piped or tabbed:
            run.append((position, end, piped))
        position = end + 1
    _share_headings(text, tables)
    return [
        table for table in tables if not table.tabs or Role.QUESTION in table.columns or _rates(text, table)
    ]


def _rates(text: str, table: Table) -> bool:
    """Whether a column is headed as what something is worth, or several as levels."""
    roles = [heading_role(text[cell.start : cell.end]) for cell in table.rows[0]]
    return Role.SCORE in roles or roles.count(Role.LEVEL) > 1


def _share_headings(text: str, tables: Sequence[Table]) -> None:
    """A table that the page's edge cut off goes on without its headings."""
    headed: Table | None = None
    for table in tables:
        if table.header >= 0:
            headed = table
        elif (
            headed is not None
            and not _is_card(text, table)
            and {len(row) for row in table.rows} == {len(headed.columns)}
        ):
            table.columns, table.levels = headed.columns, headed.levels


def _table(text: str, run: Sequence[tuple[int, int, bool]]) -> Iterator[Table]:
    if len(run) < 2 and not run[0][2]:
        return
    rows, starts = [], []
    for start, end, piped in run:
        line = text[start:end]
        if piped and _RULE_ROW.fullmatch(line):
            continue
        rows.append(list(_cells(line, start, piped=piped)))
        starts.append(start)
    if not rows:
        return
    table = Table(run[0][0], run[-1][1], rows, starts, tabs=not run[0][2])
    _name_columns(text, table)
    yield table


def _cells(line: str, start: int, *, piped: bool) -> Iterator[TableCell]:
    borders = (
        [m.start() for m in _CELL_BORDER.finditer(line)]
        if piped
        else [-1, *(i for i, c in enumerate(line) if c == "\t"), len(line)]
    )
    for left, right in pairwise(borders):
        cell = line[left + 1 : right]
        lead = len(cell) - len(cell.lstrip())
        if cell.strip():
            yield TableCell(start + left + 1 + lead, start + left + 1 + len(cell.rstrip()))
        else:
            yield TableCell(start + left + 1, start + left + 1)


def _name_columns(text: str, table: Table) -> None:
    """By the first row that names a column of questions; else by what the columns hold."""
    if _is_card(text, table):
        return
    for index, row in enumerate(table.rows[:4]):
        names = [text[cell.start : cell.end] for cell in row]
        roles = [heading_role(name) for name in names]
        if Role.QUESTION in roles and sum(role is not None for role in roles) >= 2:
            if (below := _second_heading(text, table, index, roles)) is not None:
                index, names, roles = below
            table.header, table.columns = index, _each_once(roles)
            for column, (name, role) in enumerate(zip(names, table.columns, strict=True)):
                if role == Role.LEVEL:
                    table.levels[column] = level_of(name)
            return
    if not table.tabs or min(len(row) for row in table.rows) > 2:
        _by_content(text, table)


def _second_heading(
    text: str, table: Table, index: int, roles: Sequence[Role | None]
) -> tuple[int, list[str], list[Role | None]] | None:
    """The names and roles of a heading of two rows: the second divides a column that the first names."""
    if index + 1 >= len(table.rows) or len(table.rows[index + 1]) != len(roles):
        return None
    names = [text[cell.start : cell.end] for cell in table.rows[index + 1]]
    below = [heading_role(name) for name in names]
    filled = [role for name, role in zip(names, below, strict=True) if name]
    if len(filled) < 2 or None in filled or names[list(roles).index(Role.QUESTION)]:
        return None
    first = [text[cell.start : cell.end] for cell in table.rows[index]]
    return (
        index + 1,
        [lower or upper for lower, upper in zip(names, first, strict=True)],
        [lower or upper for lower, upper in zip(below, roles, strict=True)],
    )


def _is_card(text: str, table: Table) -> bool:
    """Whether its first column names the parts of one question, and the second holds them."""
    if table.tabs or len(table.rows) < 2 or any(len(row) != 2 for row in table.rows):
        return False
    titled = table.rows[0][1].end == table.rows[0][1].start
    rows = table.rows[1:] if titled else table.rows
    names, values = ([fold(text[row[i].start : row[i].end]) for row in rows] for i in (0, 1))
    return all(map(role_of, names)) and not any(map(role_of, values))


def _each_once(roles: Sequence[Role | None]) -> list[Role | None]:
    """Only the first column of questions holds them."""
    named: list[Role | None] = []
    for role in roles:
        named.append(Role.NOTE if role == Role.QUESTION and Role.QUESTION in named else role)
    return named


def heading_role(name: str) -> Role | None:
    """What a column with this heading holds; None where it says nothing known."""
    name = fold(name.replace(BREAK, " ")).strip(" *:")
    if not name or len(name) > 30:
        return None
    if _INDEX.fullmatch(name):
        return Role.INDEX
    if _LEVEL_HEADING.fullmatch(name):
        return Role.LEVEL
    plain = role_of(name)
    if plain is not None:
        return plain
    if _SENTENCE.search(name):
        return None
    return next((role for pattern, role in _MORE_HEADINGS if pattern.fullmatch(name)), None)


def level_of(name: str) -> int:
    """The level 1 to 5 that a heading of Role.LEVEL names."""
    name = fold(name.replace(BREAK, " ")).strip(" *:")
    if marked := _MARKED_LEVEL.search(name):
        return int(marked[1])
    match = _LEVEL_HEADING.fullmatch(name)
    if match and match[1]:
        return int(match[1])
    word = (match[2] if match else "").lower()
    return next((level for level, words in _LEVEL_WORDS.items() if re.fullmatch(words, word)), 3)


def _by_content(text: str, table: Table) -> None:
    """Without headings: the column that asks holds the questions, the longest other one the answers."""
    width = max(len(row) for row in table.rows)
    full = [row for row in table.rows if len(row) == width]
    if width < 2 or width > 6 or len(full) < 3 or len(full) * 10 < 8 * len(table.rows):
        return
    texts = [[text[row[column].start : row[column].end] for row in full] for column in range(width)]
    if all(role_of(fold(name)) is not None for name in texts[0] if name):
        return
    asking = [sum(asks(fold(cell), 0, len(cell)) > 0 for cell in cells) for cells in texts]
    best = max(range(width), key=lambda column: asking[column])
    if asking[best] * 10 < 7 * len(full):
        return
    others = [column for column in range(width) if column != best]
    lengths = {column: sum(map(len, texts[column])) for column in others}
    longest = max(others, key=lambda column: lengths[column])
    if any(
        re.match(r"\s*(?:参考答案|答案?|标准答案|answers?)\s*[::]", fold(cell), re.I)
        for cell in texts[longest]
    ):
        return
    columns: list[Role | None] = [
        Role.INDEX if all(re.fullmatch(r"\W*\d*\W*", c) for c in texts[i]) else None for i in range(width)
    ]
    columns[best] = Role.QUESTION
    if lengths[longest] > 3 * len(full) and columns[longest] is None:
        columns[longest] = Role.ANSWER
    table.columns = columns


def flattened(text: str, table: Table) -> str:
    """A table's text as plain lines, as long as it was: borders become line ends, or colons behind labels."""
    piece = list(text[table.start : table.end])
    base = table.start

    def put(position: int, character: str) -> None:
        if 0 <= position - base < len(piece):
            piece[position - base] = character

    for position in range(table.start, table.end):
        if text[position] == "|" and not table.tabs and text[position - 1 : position] != "\\":
            put(position, "\n")
    for row in table.rows:
        for cell, following in zip(row, [*row[1:], None], strict=True):
            word = fold(text[cell.start : cell.end]).strip(" *:")
            is_label = 0 < len(word) <= 24 and (_is_part(word) or (len(row) == 2 and _is_level(word)))
            if (
                is_label
                and following is not None
                and following.end > following.start
                and not _is_part(fold(text[following.start : following.end]))
            ):
                border = text.find("|", cell.end, following.start)
                if border >= 0:
                    put(border, " " if text[cell.end - 1] in ":：" else ":")
    flat = "".join(piece)
    flat = re.sub(r"(?m)^( *)(:?--[ :\n-]*)$", lambda m: m[1] + " " * len(m[2]), flat)
    return flat.replace(BREAK, "   \n")


def _is_part(word: str) -> bool:
    return role_of(word) is not None


def _is_level(word: str) -> bool:
    return _LEVEL_HEADING.fullmatch(word) is not None


def cell_text(text: str, cell: TableCell) -> str:
    """What a cell says, its lines apart."""
    return text[cell.start : cell.end].replace(BREAK, "\n").replace("\\|", "|").strip()
