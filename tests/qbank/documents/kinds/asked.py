"""Documents that differ in what they ask: choices, statements, topics, situations, and what is beside."""

from __future__ import annotations

from collections.abc import Iterator

from tests.qbank.documents.kinds.writing import (
    ANSWERED,
    ANSWERS,
    CHOICES,
    CHOSEN,
    ENGLISH_ANSWERED,
    QUESTIONS,
    STATEMENTS,
    UNCHOSEN,
    Expected,
    Kind,
    choices,
    each,
    each_english,
    options,
)


def kinds() -> Iterator[Kind]:
    yield from _choices()
    yield from _statements()
    yield from _topics()
    yield from _situations()
    yield from _intents()


def _choices() -> Iterator[Kind]:
    asked = choices("{n}.{q}\n{o}")
    yield Kind("key 1-3 BCA", f"一、单选题\n{asked}\n\n参考答案：\n1-3 BCA", CHOSEN)
    yield Kind("key 1.B 2.C", f"单选题\n{choices('{n}、{q}{o}', '{}、{}', ' ')}\n答案：1.B 2.C 3.A", CHOSEN)
    yield Kind(
        "key in lines",
        "Questions\n" + choices("{n}) {q}\n{o}", "({}) {}") + "\nAnswers\n1) B\n2) C\n3) A\n",
        CHOSEN,
    )
    yield Kind("options by tabs", choices("{n}.{q}\n{o}\n正确答案：{a}", "{}. {}", "\t"), CHOSEN)
    yield Kind(
        "several right ones",
        choices("{n}.{q}\n{o}\n答案：{a}").replace("：B", "：ABD"),
        [Expected(e.text, "ABD" if e.answer == "B" else e.answer, e.parts) for e in CHOSEN],
    )
    yield Kind("(A)", choices("({n}) {q}\n{o}\n【答案】{a}\n【解析】因为如此。", "({}){}"), CHOSEN)
    yield Kind("glued with numbers", "单项选择题" + choices("{n}.{q}{o}", sep="", between=""), UNCHOSEN)
    yield Kind(
        "glued without numbers",
        "客服考试\n一、单项选择题（每题3分）"
        + "".join(f"{e.text}（ ）{options(e.parts, '{}、{}', '')}" for e in UNCHOSEN),
        UNCHOSEN,
    )
    yield Kind(
        "without numbers",
        f"单选题\n{choices('{q}{o}')}".replace("？A", "？\nA").replace("）A", "）\nA"),
        UNCHOSEN,
    )
    yield Kind(
        "the right one in the question",
        "\n".join(
            f"{n}.{text.rstrip('？（ ）')}（{right}）\n{options(texts)}"
            for n, (text, texts, right) in enumerate(CHOICES, 1)
        ),
        UNCHOSEN,
        not_in_questions=("（A）", "（B）", "（C）"),
    )
    yield Kind(
        "a paper with three sections and their keys",
        f"客服考试试题\n一、单选题\n{asked}\n二、判断题\n"
        + "\n".join(f"{n}.{text}（ ）" for n, text in enumerate(STATEMENTS, 1))
        + "\n三、简答题\n"
        + each(lambda n, q, a: f"{n}.{q}", 0, 3)
        + "\n参考答案\n一、单选题\n1-3 BCA\n二、判断题\n1.× 2.√ 3.× 4.√\n三、简答题\n"
        + each(lambda n, q, a: f"{n}.{a}", 0, 3),
        [*CHOSEN, *map(Expected, STATEMENTS, "×√×√"), *ANSWERED[:3]],
        ["单选题"] * 3 + ["判断题"] * 4 + ["简答题"] * 3,
    )


def _statements() -> Iterator[Kind]:
    plain = [Expected(text) for text in STATEMENTS]
    yield Kind(
        "（对）",
        "一、判断题（每题1分）\n" + "\n".join(f"{n}、{text}。（对）" for n, text in enumerate(STATEMENTS, 1)),
        plain,
        not_in_questions=("对）",),
    )
    yield Kind(
        "the verdict first",
        "判断题\n" + "\n".join(f"（ √ ）{n}. {text}" for n, text in enumerate(STATEMENTS, 1)),
        plain,
    )
    yield Kind(
        "verdicts behind all",
        "判断题\n"
        + "\n".join(f"{n}. {text}（ ）" for n, text in enumerate(STATEMENTS, 1))
        + "\n答案：1.√ 2.× 3.√ 4.×",
        list(map(Expected, STATEMENTS, "√×√×")),
    )
    yield Kind(
        "verdicts behind each",
        "判断题\n" + "\n".join(f"{n}.{text}（ ）\n答案：对" for n, text in enumerate(STATEMENTS, 1)),
        [Expected(text, "对") for text in STATEMENTS],
    )
    yield Kind(
        "true or false",
        "True or false\n1. The customer is always right. (T)\n2. Handling time matters most. (F)\n",
        [Expected("The customer is always right."), Expected("Handling time matters most.")],
        not_in_questions=("(T)", "(F)"),
    )
    yield Kind(
        "gaps to fill",
        "填空题\n1. 首问负责制是指____负责到底。\n2. 接通率等于____除以____。\n3. 服务水平80/20是指____。",
        [Expected("首问负责制是指____负责到底"), Expected("接通率等于"), Expected("服务水平80/20是指____")],
    )


def _topics() -> Iterator[Kind]:
    lists = (
        ("面试提纲", "{n}、{t}", ["自我介绍", "你为什么离职", "职业规划", "对加班的看法", "期望薪资"]),
        ("客服主管面试问题", "（{n}）{t}", ["介绍一个你带过的团队", "最难的一次投诉", "离职原因"]),
        ("面试问题", "• {t}", ["请自我介绍", "为什么选择我们公司", "讲一个失败的经历", "你的薪资期望"]),
        (
            "Interview questions for team leads",
            "{n}. {t}",
            ["Introduce yourself", "Your biggest failure", "Describe your ideal boss", "Why us?"],
        ),
    )
    for title, form, topics in lists:
        text = "\n".join(form.format(n=n, t=topic) for n, topic in enumerate(topics, 1))
        yield Kind(title, f"{title}\n{text}", [Expected(topic) for topic in topics])


def _situations() -> Iterator[Kind]:
    scene = "某公司客服中心有八十名坐席，近两个月流失了二十人。"
    with_scene = [Expected(text, answer, (scene,)) for text, answer in zip(QUESTIONS, ANSWERS, strict=True)]
    yield Kind(
        "材料",
        "情景题\n" + each(lambda n, q, a: f"{n}.材料：{scene}\n问题：{q}\n参考答案：{a}"),
        with_scene,
    )
    yield Kind(
        "情境1",
        "情景模拟题\n" + each(lambda n, q, a: f"情境{n}：{scene}\n提问：{q}\n答题要点：{a}\n"),
        with_scene,
    )
    yield Kind(
        "Scenario 1",
        "Scenario questions\n"
        + each_english(
            lambda n, q, a: f"Scenario {n}: Twenty of eighty left.\nQuestion: {q}\nModel answer: {a}\n"
        ),
        [Expected(e.text, e.answer, ("Twenty of eighty left.",)) for e in ENGLISH_ANSWERED],
    )


def _intents() -> Iterator[Kind]:
    yield Kind(
        "考察目的",
        each(lambda n, q, a: f"{n}.{q}\n考察目的：看应变。\n答案示例：{a}\n点评：不错。"),
        ANSWERED,
        not_in_questions=("看应变",),
    )
    yield Kind(
        "【命题思路】",
        each(lambda n, q, a: f"{n}、{q}【命题思路】看应变。【参考答案】{a}"),
        ANSWERED,
        not_in_questions=("看应变",),
    )
    yield Kind(
        "Why we ask",
        each_english(lambda n, q, a: f"{n}. {q}\nWhy we ask: to see judgement.\nSample answer: {a}\n"),
        ENGLISH_ANSWERED,
        not_in_questions=("judgement",),
    )
    yield Kind("analysis first", each(lambda n, q, a: f"{n}.{q}\n【解析】看应变。\n【答案】{a}\n"), ANSWERED)
    yield Kind(
        "an answer told as S T A R",
        each(lambda n, q, a: f"{n}.{q}\n参考答案：\nS：旺季。\nT：保接通率。\nA：{a}\nR：达标。\n"),
        ANSWERED,
    )
    yield Kind(
        "what makes a good answer",
        each_english(lambda n, q, a: f"{n}. {q}\nWhat makes a good answer: figures.\nHow to answer: {a}\n"),
        ENGLISH_ANSWERED,
    )
