"""Matching columns to fields by their names."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from typing import Final

from common.folding import fold
from qbank.spreadsheets.columns.levels import is_other_score, level_columns
from qbank.spreadsheets.columns.mapping import SEVERAL, Field
from qbank.spreadsheets.columns.other_tables import names_other_table
from qbank.spreadsheets.columns.words import field_by_words
from qbank.spreadsheets.files.columns_by_letter import column_letters

_ALIASES: Final = {
    Field.CODE: (
        "编号 题号 题目编号 试题编号 题目代码 问题编号 代码 编码 题目编码 id questionid code "
        "questioncode questionno questionnumber itemcode itemid"
    ),
    Field.TEXT: (
        "题目 问题 面试题 面试题目 面试问题 试题 题干 题目内容 问题内容 题目描述 问题描述 题面 提问 "
        "主问题 考题 题目名称 试题内容 面试题内容 题目正文 主问 question questions questiontext "
        "interviewquestion prompt title questiontitle item stem"
    ),
    Field.TAGS: "标签 题目标签 关键词 关键字 tags tag label labels keywords keyword",
    Field.SHORT_TITLE: "短标题 简称 题目简称 shorttitle questionshorttitle shortname",
    Field.OPTION: "选项 备选项 备选答案 选择项 候选项 option options choice choices",
    Field.CATEGORY: (
        "分类 类别 模块 题目分类 题目类别 问题分类 问题类别 所属分类 所属模块 所属类别 大类 板块 章节 "
        "部分 题库分类 一级分类 分节标题 category categories module section topic group area questioncategory"
    ),
    Field.ANSWER: (
        "参考答案 答案 标准答案 示范回答 参考回答 回答 解答 范例答案 优秀答案 答题思路 参考要答 回答示例 "
        "答案示例 示例答案 参考解答 样板答案 答案解析 解析 answer answers referenceanswer modelanswer "
        "sampleanswer suggestedanswer expectedanswer idealanswer goodanswer"
    ),
    Field.POINT: (
        "评分要点 要点 得分点 评分点 采分点 评分标准 评价要点 评价标准 考核要点 答题要点 答案要点 "
        "参考要点 加分项 评分细则 给分点 评估要点 关键点 打分要点 打分标准 行为等级 等级描述 评分等级 "
        "rubric rubrics rubricpoint rubricpoints point points scoringpoint scoringpoints scoringcriteria "
        "criteria criterion keypoint keypoints checklist lookfor lookfors whattolookfor "
        "goodanswercontains scoringguide scoringguidance greenflag greenflags positivesigns"
    ),
    Field.RED_FLAG: (
        "警示项 警示 红旗 红线 扣分项 减分项 否决项 负面行为 负面表现 危险信号 警示信号 雷区 风险点 "
        "redflag redflags warningsign warningsigns negative negatives"
    ),
    Field.KIND: (
        "题型 题目类型 问题类型 类型 试题类型 面试题型 提问方式 题目性质 kind type questiontype "
        "questionkind interviewtype"
    ),
    Field.RUBRIC_KIND: (
        "评分方式 评分类型 打分方式 评分形式 rubrickind rubrictype scoringmethod scoringtype"
    ),
    Field.DIFFICULTY: (
        "难度 难易度 难易程度 难度等级 难度级别 题目难度 难易 difficulty difficultylevel level hardness"
    ),
    Field.MINUTES: (
        "时长 分钟 建议时长 用时 建议用时 时间 建议时间 答题时间 答题时长 预计时长 预计用时 时长分钟 "
        "作答时间 建议分钟 minutes minute duration time suggestedminutes timemin durationmin mins "
        "timeminutes suggestedtime"
    ),
    Field.COMPETENCY: (
        "能力项 能力 考察点 考查点 考察能力 考查能力 胜任力 能力维度 考察维度 考核维度 评价维度 测评维度 "
        "素质 素质项 考察要素 测评要素 能力要求 考核点 考察内容 胜任素质 competency competencies skill "
        "skills competence competences dimension dimensions ability abilities trait"
    ),
    Field.PROBE: (
        "追问 追问问题 追问题 后续追问 深入追问 追问要点 追问点 延伸问题 跟进问题 probe probes followup "
        "followups followupquestion followupquestions probing probingquestion probingquestions "
        "followupprobes"
    ),
    Field.STATUS: "状态 题目状态 使用状态 启用状态 status state",
    Field.WEIGHT: "分值 分数 权重 配分 weight weights score marks",
}
#: Beside a column for the points themselves, this is what each counts.
_BARE_POINTS: Final = frozenset(("point", "points"))
#: How a name is told apart that stands in a header twice (:func:`.header.column_names`).
_AGAIN: Final = re.compile(r"^(.+) \(\d+\)$")
_FIELDS: Final = {alias: field for field, aliases in _ALIASES.items() for alias in aliases.split()}

_BRACKETED: Final = re.compile(r"[（(\[【〔<《][^（(\[【〔<《)）\]】〕>》]*[)）\]】〕>》]")
#: Of two columns for the question, the one with its words, and one that only names it.
_ITSELF: Final = re.compile(r"内容|正文|题干|描述|\btext\b|\bbody\b|wording|\bstem\b")
_ONLY_A_NAME: Final = re.compile(r"名称|标题|主题|\btitle\b|\bname\b|\bitem\b")
#: How a column is to be filled in, behind its name.
_HINT: Final = re.compile(
    r"(?<!\s)\s*(?:\s[-–—]\s|[-–—]\s|[:：]\s?)"
    r"(?=.{0,20}(?:max|min|up to|at least|choose|optional|required|characters|"
    r"必填|选填|最多|不超过|字以内|单选|多选|\d+\s?,)).*$",
    re.IGNORECASE | re.DOTALL,
)
_CORRECT: Final = re.compile(r"correct|right|正确|标准")
_PAIRS: Final = (
    ("q", "a"),
    ("问", "答"),
    ("term", "definition"),
    ("front", "back"),
    ("正面", "背面"),
    ("词条", "释义"),
)
#: S情境, 情境（S）, Situation: …
_STEP: Final = re.compile(
    r"[star]?[\W_]{0,4}(?:(?P<s>situation|情境|情景|背景)|(?P<t>tasks?|任务|目标)|(?P<a>actions?|行动|做法)"
    r"|(?P<r>results?|结果|成果))\W{0,4}(?:[star]|追问|提问|问题|questions?|prompts?)?\W{0,4}"
)
_FEWEST_STEPS: Final = 3
_NOT_WORD: Final = re.compile(r"[\W_]+")
#: Names in two languages, or for two things.
_PARTS: Final = re.compile(
    r"[/／|｜\n]+|(?<=[\u3400-\u9fff])\s+(?=[A-Za-z])|(?<=[A-Za-z])\s+(?=[\u3400-\u9fff])"
)
_COUNT: Final = re.compile(
    r"(?:第?(?:\d{1,4}|[一二三四五六七八九十]{1,4})[条项个]?|[a-h])$|^[a-h](?=选项|项)"
)


def match_columns(names: Sequence[str]) -> dict[int, Field]:
    """{column: field} for the columns whose names are known. Each field has one column, but for SEVERAL:
    the one whose name fits best, or else the first. Of two tables side by side, those of the first."""
    names = names[: _second_table(names)]
    levels = level_columns(names)
    fields = {
        column: Field.POINT if column in levels else field
        for column, name in enumerate(names)
        if (field := field_of(name)) is not None or column in levels
    }
    fields |= _pair(names)
    fields |= _bare_points(names, fields, levels)
    fields |= _offered(names, fields)
    fields |= _steps(names, fields)
    chosen: dict[Field, int] = {}
    for column, field in fields.items():
        if field is not None and (field not in chosen or _rank(names[column]) < _rank(names[chosen[field]])):
            chosen[field] = column
    return {
        column: field
        for column, field in fields.items()
        if field is not None and (field in SEVERAL or chosen[field] == column)
    }


def _pair(names: Sequence[str]) -> dict[int, Field]:
    """Columns whose names say what they hold only side by side: Q and A, 问 and 答, term and definition."""
    folded = [fold(name) for name in names]
    for text, answer in _PAIRS:
        if folded.count(text) == folded.count(answer) == 1:
            return {folded.index(text): Field.TEXT, folded.index(answer): Field.ANSWER}
    return {}


def _offered(names: Sequence[str], fields: Mapping[int, Field | None]) -> dict[int, Field]:
    """What a quiz offers to choose from: "Answer 1" … beside the correct one, A, B, C … beside an answer."""
    answers = [column for column, field in fields.items() if field is Field.ANSWER]
    counted = [column for column in answers if without_hint(names[column])[-1:].isdigit()]
    correct = [column for column in answers if _CORRECT.search(fold(names[column]))]
    if len(counted) > 1 and correct:
        return dict.fromkeys((column for column in counted if column not in correct), Field.OPTION)
    at = next((column for column, name in enumerate(names) if column and fold(name) == "a"), None)
    lettered = list(range(at, min(at + 8, len(names)))) if at is not None else []
    lettered = [column for place, column in enumerate(lettered) if fold(names[column]) == "abcdefgh"[place]]
    return dict.fromkeys(lettered, Field.OPTION) if len(lettered) > 1 and answers else {}


def _steps(names: Sequence[str], fields: Mapping[int, Field | None]) -> dict[int, Field]:
    """The four steps of an experience (情境, 任务, 行动, 结果), each in a column: what to ask further."""
    steps = {
        column: match.lastgroup
        for column, name in enumerate(names)
        if column not in fields and (match := _STEP.fullmatch(fold(name)))
    }
    several = len(set(steps.values())) >= _FEWEST_STEPS and len(set(steps.values())) == len(steps)
    return dict.fromkeys(steps, Field.PROBE) if several else {}


def without_hint(name: str) -> str:
    """A name without what it says of how to fill in the column: "Question - max 120 characters"."""
    return _HINT.sub("", _BRACKETED.sub(" ", name)).strip() or name


def _second_table(names: Sequence[str]) -> int:
    """The column where another table begins beside the first: with the same header, so that the question and
    more stand there a second time; or behind a column without a name, one of people or times. As many as
    there are when there is none."""
    again = {
        column: field
        for column, name in enumerate(names)
        if (match := _AGAIN.search(name)) and match[1] in names and (field := field_of(match[1]))
    }
    if len(again) > 1 and Field.TEXT in again.values():
        return min(again)
    for column, name in enumerate(names):
        if column and name == column_letters(column):
            beside = {at: text for at, text in enumerate(names) if at > column and text != column_letters(at)}
            before = {field_of(text) for text in names[:column]}
            if Field.TEXT in before and names_other_table(beside):
                return column
    return len(names)


def _bare_points(
    names: Sequence[str], fields: Mapping[int, Field | None], levels: Container[int]
) -> dict[int, Field]:
    """A column called no more than "points", beside another for the points themselves: their weights."""
    bare = [
        column
        for column in fields
        if column not in levels and _NOT_WORD.sub("", fold(names[column])) in _BARE_POINTS
    ]
    has_points = any(field is Field.POINT and column not in bare for column, field in fields.items())
    if levels or Field.WEIGHT in fields.values() or not has_points:
        return {}
    return dict.fromkeys(bare[:1], Field.WEIGHT)


def _rank(name: str) -> int:
    """Which of several columns for one field it is: the text itself before what only names it."""
    folded = fold(name)
    return 1 - (_ITSELF.search(folded) is not None) + (_ONLY_A_NAME.search(folded) is not None)


def field_of(name: str) -> Field | None:
    """The field that a column of this name holds: 「*题目（必填）」, 「要点 2」, "Model answer" …"""
    whole = fold(name)
    if whole.endswith("#"):
        return Field.CODE
    bare = _HINT.sub("", _BRACKETED.sub(" ", whole))
    field = _known_field(bare, whole)
    if field in (Field.COMPETENCY, Field.CATEGORY, Field.KIND):
        inside = " ".join(part[1:-1] for part in _BRACKETED.findall(whole))
        explained = _known_field(inside, inside) if inside else None
        return explained if explained in (Field.POINT, Field.RED_FLAG, Field.ANSWER) else field
    if field is None and not is_other_score(name):
        forms = (bare, *_PARTS.split(bare)) if bare.strip() else (whole,)
        return next((field for form in forms if (field := field_by_words(form)) is not None), None)
    return field


def is_usual_name(name: str) -> bool:
    """Whether a column of this name is known as a whole, not only by the words in it: 「参考答案」, not
    「改过的答案」, which may be an answer as well."""
    whole = fold(name)
    return _known_field(_BRACKETED.sub(" ", whole), whole) is not None


def _known_field(bare: str, whole: str) -> Field | None:
    for form in (bare, whole, *_PARTS.split(bare)):
        word = _NOT_WORD.sub("", form)
        field = _FIELDS.get(word)
        if field is None:
            field = _FIELDS.get(_COUNT.sub("", word))
            field = field if field in SEVERAL else None
        if field is not None:
            return field
    return None
