"""The words that names of columns are made of, and what each says about the column.

Names people give columns are without end (「能力维度考察要点」, "Sample answer (EN)"), the words in them are
few. The last noun says what the column holds, as in 「题目难度」 and "question category"; words before it say
whose, or how good: 「候选人回答」 is to be filled in, a "poor answer" is a red flag.
"""

from __future__ import annotations

import re
from typing import Final

from qbank.spreadsheets.columns.mapping import SEVERAL, Field

_NOUNS: Final = {
    Field.TEXT: (
        "题目 问题 面试题 试题 题干 考题 题面 提问 主问 问法 例题 面试题目 面试问题 主问题 真题 "
        "question prompt stem scenarioquestion"
    ),
    Field.CATEGORY: (
        "分类 类别 模块 大类 小类 板块 章节 领域 主题 类目 专题 范畴 分组 科目 知识点 "
        "category categorie module section topic group area theme domain chapter subject subcategory"
    ),
    Field.KIND: "题型 类型 type kind format",
    Field.ANSWER: (
        "答案 回答 解答 解析 答复 应答 答题思路 作答思路 答题思路 范文 范例 话术 "
        "answer response solution explanation reply rationale"
    ),
    Field.POINT: (
        "要点 得分点 评分点 采分点 评分标准 评价标准 打分标准 考核标准 标准 细则 评分规则 评分说明 "
        "评分依据 评分参考 加分点 加分项 给分点 关键点 观察点 观测点 行为指标 评价指标 指标 行为表现 "
        "行为描述 表现描述 "
        "正向行为 优秀回答特征 优秀表现 良好表现 踩分点 评判标准 "
        "rubric criteria criterion point indicator checklist keypoint"
    ),
    Field.RED_FLAG: (
        "警示 警示项 红旗 红线 扣分项 扣分点 减分项 减分点 否决项 负面行为 负面表现 危险信号 雷区 雷点 "
        "风险点 反例 禁忌 不良表现 较差表现 负向行为 错误示范 "
        "flag redflag warning pitfall"
    ),
    Field.DIFFICULTY: "难度 难易 难易度 难易程度 difficulty hardness complexity",
    Field.MINUTES: "时长 用时 分钟 时间 耗时 时限 minute duration time timing min",
    Field.COMPETENCY: (
        "能力 能力项 胜任力 素质 素养 考察点 考查点 考核点 测评点 考点 维度 要素 考察目的 考察方向 "
        "考察意图 考察内容 能力项 能力点 特质 考察能力 "
        "competency competencie competence skill dimension trait ability abilitie capability capabilitie "
        "attribute"
    ),
    Field.PROBE: "追问 跟进 延伸问题 延伸 深挖 probe probing followup",
    Field.STATUS: "状态 status state",
    Field.CODE: "编号 题号 代码 编码 id code",
    Field.WEIGHT: ("分值 权重 配分 赋分 满分 分数 占比 比重 weight weighting mark score"),
}
#: Nouns that add nothing to the one before them.
_TAILS: Final = (
    "内容 描述 正文 示例 举例 样例 参考 列表 清单 项 栏 点 提示 建议 要求 详情 明细 设计 表述 示范 思路 "
    "系数 值 等级 级别 方向 "
    "text body wording title content description statement example sample guide guideline list limit name "
    "assessed tested evaluated measured expected "
    "标题 名称 en zh cn english chinese 中文 英文 required optional 必填 选填 详解"
)
#: A column that says who, when, where from, or is to be filled in.
_FOREIGN: Final = (
    "候选人 应聘者 应聘人 面试者 考生 学员 实际 本人 评委 面试官 考官 记录 备注 来源 出处 日期 更新 创建 "
    "修改 录入 出题人 作者 审核 部门 职级 职务 链接 附件 图片 数量 题数 次数 总数 序号 得分 版本 语言 "
    "姓名 签名 评语 使用 最后 "
    "candidate interviewee applicant student actual given user interviewer reviewer evaluator comment note "
    "remark source date updated created modified last author owner company experience "
    "seniority link url count total language version department date received awarded obtained panel "
    "signature feedback attachment image picture my your"
)
#: A job has a title and a level of its own; what is asked about it is another matter.
_JOB: Final = "岗位 职位 job role position"
#: How a bad answer is called.
_POOR: Final = (
    "差 较差 很差 错误 不合格 不及格 反面 不好 不佳 负面 低分 不良 弱 不推荐 "
    "poor bad weak wrong incorrect unacceptable negative unsatisfactory inadequate failing"
)
_JOINTS: Final = frozenset(("与", "及", "和", "或", "、", "+", "&", "and", "or", "以及", "＋"))
#: Nouns that may stand beside a code, or beside a level.
_OF_QUESTIONS: Final = frozenset(
    (
        "question",
        "item",
        "unique",
        "internal",
        "external",
        "code",
        "id",
        "题目",
        "试题",
        "问题",
        "考题",
        "面试题",
    )
)
_OF_DIFFICULTY: Final = frozenset(("difficulty", "question", "complexity", "hardness", "challenge"))

FIELD_OF_NOUN: Final = {noun: field for field, nouns in _NOUNS.items() for noun in nouns.split()}
_TAIL_WORDS: Final = frozenset(_TAILS.split())
_FOREIGN_WORDS: Final = frozenset(_FOREIGN.split())
_JOB_WORDS: Final = frozenset(_JOB.split())
_POOR_WORDS: Final = frozenset(_POOR.split())
_CHINESE: Final = sorted(
    (
        word
        for word in (*FIELD_OF_NOUN, *_TAIL_WORDS, *_FOREIGN_WORDS, *_JOB_WORDS, *_POOR_WORDS, *_JOINTS)
        if not word.isascii()
    ),
    key=len,
    reverse=True,
)
_LONGEST: Final = len(_CHINESE[0])
_CHINESE_WORDS: Final = frozenset(_CHINESE)
_RUNS: Final = re.compile(r"[a-z]+|[&+、]|[\u3400-\u9fff]+|\d+")
_ABOUT_JOBS: Final = frozenset((Field.COMPETENCY, Field.TEXT, Field.ANSWER, Field.POINT))
#: What good looks like, things to look for.
_LOOKED_FOR: Final = re.compile(r"\blooks? (?:like|for)\b|\blooking for\b")
#: Longer names are sentences.
_LONGEST_NAME: Final = 40
#: What a good answer shows or a bad one lacks, rather than what it is.
_JUDGED: Final = frozenset((Field.ANSWER, Field.POINT))


def words_of(name: str) -> list[str]:
    """The known words of a folded name in their order, and the unknown ones between them."""
    words: list[str] = []
    for run in _RUNS.findall(name[:_LONGEST_NAME]):
        if run.isascii():
            words.append(run if len(run) < 4 or run.endswith("ss") else run.removesuffix("s"))
        else:
            words += _chinese_words(run)
    return words


def _chinese_words(run: str) -> list[str]:
    words: list[str] = []
    start = unknown = 0
    while start < len(run):
        for length in range(min(_LONGEST, len(run) - start), 0, -1):
            if run[start : start + length] in _CHINESE_WORDS:
                if unknown < start:
                    words.append(run[unknown:start])
                words.append(run[start : start + length])
                start = unknown = start + length
                break
        else:
            start += 1
    if unknown < len(run):
        words.append(run[unknown:])
    return words


def field_by_words(name: str) -> Field | None:
    """The field that a folded name speaks of by the words it is made of; None when it is not clear."""
    if _LOOKED_FOR.search(name):
        return Field.RED_FLAG if any(word in _POOR_WORDS for word in words_of(name)) else Field.POINT
    words = words_of(name)
    if any(word in _FOREIGN_WORDS for word in words):
        return None
    for place, word in enumerate(words):
        if word in ("of", "for", "to") and place:
            is_level = words[:place] == ["level"] and _OF_DIFFICULTY.issuperset(words[place + 1 :])
            words = ["difficulty"] if is_level else words[:place]
            break
    joint = next((place for place, word in enumerate(words) if word in _JOINTS and place), None)
    if joint is not None:
        words = words[:joint]
    counted = False
    while words and (words[-1] in _TAIL_WORDS or words[-1].isdigit()):
        counted = counted or words[-1].isdigit()
        words = words[:-1]
    field = _field_of_last(words) if words else None
    if counted and field not in SEVERAL:
        return None
    return field if field in _ABOUT_JOBS or _JOB_WORDS.isdisjoint(words) else None


def _field_of_last(words: list[str]) -> Field | None:
    last, before = words[-1], words[:-1]
    if last in ("area", "group") and before and FIELD_OF_NOUN.get(before[-1]) is Field.COMPETENCY:
        return Field.COMPETENCY
    if "follow" in before and last == "up":
        return Field.PROBE
    if last == "level":
        return Field.DIFFICULTY if before and _OF_DIFFICULTY.issuperset(before) else None
    field = FIELD_OF_NOUN.get(last)
    if field is None:
        return None
    earlier = {FIELD_OF_NOUN.get(word) for word in before}
    if Field.PROBE in earlier or ("follow" in before and "up" in before):
        return Field.PROBE if field in (Field.TEXT, Field.POINT) else None
    if field is Field.CODE:
        return field if _OF_QUESTIONS.issuperset(before) else None
    if field is Field.TEXT and earlier & {Field.ANSWER}:
        return None
    if field in _JUDGED and any(word in _POOR_WORDS for word in before):
        return Field.RED_FLAG
    return field
