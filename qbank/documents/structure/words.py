"""The words by which documents name the parts of a question, in Chinese and English."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What a part of a question is."""

    STEM = "stem"
    QUESTION = "question"
    ANSWER = "answer"
    ANALYSIS = "analysis"
    INTENT = "intent"
    CRITERIA = "criteria"
    COMPETENCY = "competency"
    RED_FLAG = "red flag"
    PROBE = "probe"
    OPTIONS = "options"
    SITUATION = "situation"
    DIFFICULTY = "difficulty"
    TIME = "time"
    KIND = "kind"
    CATEGORY = "category"
    SCORE = "score"
    FORM = "form"
    NOTE = "note"
    LEVEL = "level"
    INDEX = "index"


#: Marks that begin an entry of a list, beside numbers.
BULLETS: Final = "-•●■◆※·○▪*→★☆✅✔✓👉➢➤❖◇◎►▶✦🔹🔸💡📌□◦‣"
#: 好的回答应包括以下几点, a strong answer will include: they announce what good or bad answers have.
_HAS: Final = (
    "的?(?:回答|答案|作答|应答)(?:通常|一般|往往)?(?:应该|应当|应|需要|需|可以|可能|会|要)?"
    "(?:包括|包含|涵盖|覆盖|具备|提到|提及|谈到|体现|做到|有)"
    "(?:以下|下列|如下)?(?:[一二两三四五六几]?(?:个?方面|点|项)|内容|要点|要素|特征)?"
)
_GOOD_CHINESE: Final = " ".join(
    word + _HAS for word in ("好", "较好", "优秀", "理想", "出色", "高分", "合格", "一个好", "一个优秀")
)
_BAD_CHINESE: Final = " ".join(word + _HAS for word in ("差", "较差", "不好", "不合格", "低分", "一个差"))
_INCLUDES: Final = (
    "(?:answer|response|candidate|applicant|reply)s?"
    "(?: (?:should|will|would|may|might|could|can|usually))?"
    "(?: looks? like| includes?| mentions?| covers?| contains?| shows?| demonstrates?| describes?| ha(?:ve|s)"
    "|(?<=should)|(?<=will)|(?<=would)|(?<=may)|(?<=might)|(?<=could)|(?<=can))"
    "(?: the following| some of the following| these points| things like)?"
)
_GOOD: Final = "(?:good|great|strong|excellent|ideal|outstanding)"
_BAD: Final = "(?:weak|poor|bad)"
#: Words in lower case; what has ?, [ or ( in it is a pattern.
CHINESE: Final = {
    Role.QUESTION: """
        面试题目 面试问题 面试题 主问题 核心问题 题目内容 问题内容 题干 题目 试题 问题 提问 面试官问
        面试官 考官 主考官 提问者 问
        参考问题 提问示例 示例问题
    """,
    Role.ANSWER: """
        解析与参考答案 解析及参考答案 解析与答案 解析及答案 参考答案详解 答案详解 答题参考要点
        参考答案要点 参考答案及解析 参考答案与解析 参考答案和解析 答案与解析 答案及解析 答案和解析
        参考答案示例 答案示例 参考答案 标准答案 正确答案 参考回答 参考要点 答案要点 答题要点 答题思路
        答题参考 回答要点 回答思路 回答示例 回答范例 回答参考 示例回答 示范回答 高分回答 优秀回答示例
        示例答案 样例答案 范例答案 推荐答案 建议答案 参考解答 参考示例 参考话术 标准话术 标准回答
        建议回答 推荐回答 满分回答 模拟回答 答题示例 答题范例 作答参考 作答要点 参考思路 应答要点
        应对策略 范文 解答 回答 答案 候选人 应聘者 求职者 面试者 答 我
    """,
    Role.ANALYSIS: """
        答案解析 试题解析 题目解析 参考解析 解题思路 解析 考官点评 点评 答案分析 题目分析 思路分析
    """,
    Role.INTENT: """
        命题思路 命题意图 出题思路 出题意图 出题目的 提问目的 提问意图 提问理由 考察目的 考查目的
        考察意图 考查意图 设题意图 面试目的
    """,
    Role.CRITERIA: _GOOD_CHINESE
    + """
        评分标准 评分要点 评分表 打分表 评价表 评分细则 评分参考 评分依据 评分点 得分要点 得分点 得分标准
        采分点 给分点
        给分标准 计分标准 打分标准 打分要点 评价标准 评价要点 评判标准 评估标准 评估要点 评定标准
        考察要点 考查要点 观察要点 观察点 关注点 关注要点 优秀回答特征 优秀回答要点 优秀答案特征
        优秀回答 好的回答特征 理想回答 加分项 合格标准 行为指标 评分锚点 锚点 评分等级 评分量表 等级标准
        等级描述 行为等级 评分档次 要点 面试官想听到 面试官想听什么 面试官希望听到 面试官期待 希望听到
        期待听到 想听到什么 理想表现 优秀表现 正面表现 正面行为 正向行为
    """,
    Role.COMPETENCY: """
        考察能力点 考察能力 考查能力 考察重点 考查重点 考察维度 考查维度 考察方向 考察内容 考察点 考查点
        考核点 考点 测评要素 测评维度 测评能力 测评点 评价维度 评估维度 胜任力 胜任能力 能力项 能力维度
        能力要素 能力素质 对应能力 素质项 素质维度 面试维度 维度
    """,
    Role.RED_FLAG: _BAD_CHINESE
    + """
        扣分项 扣分点 减分项 减分点 危险信号 警示信号 预警信号 风险信号 红旗 红线 雷区 负面表现 负面行为
        不良回答特征 不良回答 差的回答特征 较差回答 差的回答 一票否决项? 淘汰信号 避免的回答
    """,
    Role.PROBE: """
        追问问题 追问方向 追问示例 追问参考 可追问 追问点 追问题 深入追问 继续追问 追问 延伸问题
        延伸提问 补充提问 补充问题 跟进问题 后续问题 引导问题 辅助问题 子问题
    """,
    Role.OPTIONS: """
        备选答案 备选项 选项
    """,
    Role.SITUATION: """
        情境描述 情景描述 情境材料 背景材料 背景资料 案例材料 案例背景 案例描述 题目背景 给定材料
        阅读材料 情境 情景 背景 材料 案例 场景 事例
    """,
    Role.DIFFICULTY: """
        题目难度 难度系数 难度等级 难易程度 难易度 难度
    """,
    Role.TIME: """
        参考答题时间 建议答题时间 参考时间 参考用时 参考时长 建议时间 建议用时 建议时长 答题时间
        作答时间 预计时间 预计用时 限时 用时 时长 时间
    """,
    Role.KIND: """
        试题类型 题目类型 问题类型 题型 类型
    """,
    Role.CATEGORY: """
        所属类别 所属模块 所属分类 题目分类 题目类别 问题分类 类别 分类 模块
    """,
    Role.SCORE: """
        题目分值 本题分值 本题满分 分值 满分 配分 权重
    """,
    Role.FORM: """
        面试官评分 考官评分 考官签名 面试官签名 得分 评分 打分 评语 面试记录 记录 综合评价 总体评价 综合评分
        总评 总分 面试结论 录用建议 面试评语 考官意见 面试官意见 评委签名 评委签字 考官签字 面试官签字
        签名 签字 日期
    """,
    Role.NOTE: """
        备注 注意事项 注意 注 温馨提示 答题提示 提示 说明 频率 编制人 编制部门 编制单位 编制
        审核人 审核 制表人 制表 拟制 版本号 修订日期 出处
    """,
    Role.INDEX: """
        题目编号 题目编码 题目代码 题库编号 题号 编号 序号 No
    """,
}
ENGLISH: Final = {
    Role.QUESTION: """
        interview questions?, sample questions?, behaviou?ral questions?, suggested questions?,
        main question, primary question, lead question, question text, interviewer,
        question, q, hr
    """,
    Role.ANSWER: """
        how to answer, how to answer this, approach,
        sample answers?, sample response, model answers?, suggested answers?, suggested response,
        reference answers?, example answers?, example response, ideal answers?, ideal response,
        best answers?, possible answers?, expected answers?, recommended answers?, correct answers?,
        answer key, answers?, candidate, response, applicant, a
    """,
    Role.ANALYSIS: """
        explanation, rationale, analysis, commentary
    """,
    Role.INTENT: """
        what this assesses, what the question assesses,
        why we ask this question, why we ask this, why we ask, why you should ask, why ask this,
        why to ask this, why this question, purpose, intent, objective
    """,
    Role.CRITERIA: f"""
        what {_GOOD} looks? like, what {_GOOD} {_INCLUDES}, what an? {_GOOD} {_INCLUDES},
        an? {_GOOD} {_INCLUDES}, the {_GOOD} {_INCLUDES}, the best {_INCLUDES}, best {_INCLUDES},
        good {_INCLUDES}, great {_INCLUDES}, strong {_INCLUDES}, excellent {_INCLUDES}, ideal {_INCLUDES},
        what makes an? {_GOOD} answer, an? {_GOOD} answer,
        what we're looking for, what we are looking for, what you're looking for,
        what they're looking for, ideal candidate, key things to look for, assessment, evaluation, good signs,
        areas to cover, areas to probe, what to look for, what to listen for, things to look for,
        look for, looking for, listen for, key points?, scoring guide, scoring criteria, scoring points,
        scoring, rubric, evaluation criteria, assessment criteria, criteria, success criteria,
        strong answers?, good answers?, great answers?, strong response, positive indicators,
        positive signs, positive evidence, green flags?, behaviou?ral indicators, indicators, anchors,
        rating scale, rating guide, points to cover, must mention
    """,
    Role.COMPETENCY: """
        competency assessed, competencies assessed, competencies, competency, competence,
        skills? assessed, skills? tested, skills?, assesses, measures, dimension, attribute, quality
    """,
    Role.RED_FLAG: f"""
        what {_BAD} looks? like, what an? {_BAD} {_INCLUDES}, an? {_BAD} {_INCLUDES}, weak {_INCLUDES},
        poor {_INCLUDES}, bad {_INCLUDES}, bad signs, what to avoid,
        red flags?, warning signs?, negative indicators, negative signs, negative evidence,
        weak answers?, weak response, poor answers?, poor response, bad answers?, watch out for,
        concerns
    """,
    Role.PROBE: """
        follow[- ]?up questions?, follow[- ]?ups?, probing questions?, probes?, additional questions?,
        supplementary questions?, prompts?
    """,
    Role.OPTIONS: """
        options, choices
    """,
    Role.SITUATION: """
        scenario, situation, background, context, case study, case, setting
    """,
    Role.DIFFICULTY: """
        difficulty level, difficulty
    """,
    Role.TIME: """
        suggested time, time allowed, time limit, duration, minutes, time
    """,
    Role.KIND: """
        question type, type
    """,
    Role.CATEGORY: """
        category, section, topic, theme
    """,
    Role.SCORE: """
        points, marks, weight, score
    """,
    Role.FORM: """
        ratings?, interviewer's rating, candidate's score, comments, notes
    """,
    Role.NOTE: """
        remarks?, note, tips?, instructions?, frequency, star提示, star法则, star
    """,
    Role.INDEX: """
        question id, question no, question number, question code, no, number, id
    """,
}
#: Words too common to be labels alone on their line, or wherever a sentence ends.
WEAK: Final = frozenset(
    [
        "提示",
        "说明",
        "问",
        "回答",
        "候选人",
        "分类",
        "问题",
        "权重",
        "时长",
        "得分",
        "限时",
        "答",
        "我",
        "类型",
        "打分",
        "案例",
        "要点",
        "维度",
        "备注",
        "评分",
        "应聘者",
        "事例",
        "情境",
        "满分",
        "背景",
        "考点",
        "评语",
        "材料",
        "类别",
        "考官",
        "提问",
        "时间",
        "场景",
        "模块",
        "用时",
        "注意",
        "记录",
        "日期",
        "签名",
        "签字",
        "编制",
        "审核",
        "总分",
        "出处",
        "情景",
        "注",
        "面试官",
        "分值",
        "question",
        "notes",
        "indicators",
        "purpose",
        "points",
        "type",
        "comments",
        "marks",
        "concerns",
        "skill",
        "score",
        "interviewer",
        "a",
        "q",
        "hr",
        "section",
        "case",
        "id",
        "theme",
        "tips",
        "note",
        "candidate",
        "situation",
        "minutes",
        "no",
        "setting",
        "time",
        "response",
        "number",
        "quality",
        "context",
        "skills",
        "topic",
    ]
)
#: Parts that fill the rest of their line; what follows goes on with what was there before.
LINE_ROLES: Final = frozenset(
    {
        Role.DIFFICULTY,
        Role.TIME,
        Role.KIND,
        Role.CATEGORY,
        Role.SCORE,
        Role.FORM,
        Role.INDEX,
        Role.COMPETENCY,
        Role.NOTE,
    }
)
#: Labels that show that a question stands before them.
PART_ROLES: Final = frozenset(
    {
        Role.ANSWER,
        Role.ANALYSIS,
        Role.INTENT,
        Role.CRITERIA,
        Role.COMPETENCY,
        Role.RED_FLAG,
        Role.PROBE,
        Role.OPTIONS,
    }
)
