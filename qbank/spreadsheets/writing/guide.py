"""What each column of the template is for, in Chinese and English, with something to copy."""

from __future__ import annotations

from typing import Final

from qbank.spreadsheets.columns.mapping import Field

TITLES: Final = (
    ("列", "Column"),
    ("是否必填", "Required?"),
    ("填什么", "What to write"),
    ("例子", "Example"),
)

#: Field → (meaning, example) in Chinese and in English.
COLUMNS: Final = {
    Field.CODE: (
        (
            "题目的固定编号，最长 40 个字。编号与题库里已有的题相同，就是修改那道题；留空，导入时自动编号。"
            "前面的 0 会保留。",
            "KF-1-02",
        ),
        (
            "The question’s fixed code, 40 characters at most. The code of a question in the bank changes "
            "that question; left empty, a code is given. Leading zeros are kept.",
            "KF-1-02",
        ),
    ),
    Field.CATEGORY: (
        (
            "题目属于哪一类。可以从下拉列表里选，也可以写新的分类：导入时会先问你要不要新建。"
            "留空则沿用上一行的"
            "分类（合并单元格也行）。",
            "自我认知与职业动机",
        ),
        (
            "Where the question belongs. Choose from the list or write a new one: you are asked before it is "
            "created. A blank cell takes the category of the row above (merged cells are fine).",
            "Motivation",
        ),
    ),
    Field.TEXT: (
        (
            "问候选人的那句话，最多 5000 个字。前面的序号（“12. ”“（3）”“Q5：”）会自动去掉。",
            "请描述一下你最大的优点和缺点。",
        ),
        (
            "What the candidate is asked, 5,000 characters at most. A number before it (“12. ”, "
            "“(3)”, “Q5:”) "
            "is taken off.",
            "What do you consider your greatest strength?",
        ),
    ),
    Field.KIND: (
        ("从下拉列表里选：动机题、行为题、情境题、知识题。留空则根据题目内容判断。", "行为题"),
        (
            "Choose from the list: Motivation, Behavioural, Situational, Knowledge. Left empty, it is told "
            "from the question.",
            "Behavioural",
        ),
    ),
    Field.DIFFICULTY: (
        ("从下拉列表里选：易、中、难。留空按“中”。", "中"),
        ("Choose from the list: Easy, Medium, Hard. Left empty, it is medium.", "Medium"),
    ),
    Field.MINUTES: (
        ("这道题大约问几分钟，1 到 120 的整数。留空按 5 分钟。", "6"),
        ("About how long the question takes, a whole number from 1 to 120. Left empty, it is 5.", "6"),
    ),
    Field.COMPETENCY: (
        (
            "这道题考察什么能力，可以有几项：一行一项，或用顿号隔开。题库里已有的能力项见“选项”表。",
            "投诉处理\n情绪管理",
        ),
        (
            "What the question gives evidence of; several are possible, one a line or separated by commas. "
            "The bank’s own are on the sheet “Choices”.",
            "Complaint handling\nComposure",
        ),
    ),
    Field.PROBE: (
        ("追问，一行一条，最多 20 条。", "当时客户怎么说？\n后来结果如何？"),
        ("Follow-up questions, one a line, 20 at most.", "What did the customer say?\nHow did it end?"),
    ),
    Field.ANSWER: (
        (
            "参考答案，最多 20000 个字。有几份答案时，从第二份起，"
            "在前面单独写一行【答案2】【答案3】。原文被截断的，"
            "在末尾写“（答案不完整）”。",
            "先听完，再复述……\n【答案2】\n另一种答法……",
        ),
        (
            "A model answer, 20,000 characters at most. Where there are several, write [Answer 2], "
            "[Answer 3] on "
            "a line of its own before the second and third. Where the source cut it off, end with (answer "
            "incomplete).",
            "Hear the customer out …\n[Answer 2]\nAnother way …",
        ),
    ),
    Field.RUBRIC_KIND: (
        (
            "从下拉列表里选：要点式（各要点加权相加）或行为等级（1 到 5 级，由低到高）。留空按“要点式”。",
            "要点式",
        ),
        (
            "Choose from the list: Checklist (points add up by weight) or Ladder (levels 1 to 5, lower ones "
            "first). Left empty, it is a checklist.",
            "Checklist",
        ),
    ),
    Field.POINT: (
        (
            "好的回答里能看到什么，一行一条，最多 60 条，每条最多 300 个字。权重写在后面，"
            "如“（3分）”，不写按 1；"
            "行为等级在前面写“1级：”。要点依据的原话可以写在下一行：原文：“……”，"
            "必须与参考答案里的字句一模一样。",
            "• 先听完并复述客户的诉求（3分）\n  原文：“先听完，再复述”\n• 给出处理时间（2分）",
        ),
        (
            "What can be seen in a good answer, one a line, 60 at most, 300 characters each. The "
            "weight stands "
            "behind it, such as [3]; without one it is 1. On a ladder, begin with “L1: ”. The words of the "
            "answer that the point rests on may stand on the next line, Quote: “…”, exactly as "
            "in the answer.",
            "• Hears the customer out [3]\n  Quote: “Hear the customer out”\n• Says how long it takes [2]",
        ),
    ),
    Field.RED_FLAG: (
        ("出现了就要警惕的表现，一行一条。", "与客户争对错\n当场许诺做不到的事"),
        ("What should make the panel wary, one a line.", "Argues about who is right"),
    ),
    Field.STATUS: (
        ("从下拉列表里选：草稿、可用、停用。留空时，新题为草稿。“可用”的题要有参考答案和要点。", "草稿"),
        (
            "Choose from the list: Draft, Ready, Retired. Left empty, a new question is a draft. A "
            "ready question "
            "needs a reference answer and rubric points.",
            "Draft",
        ),
    ),
    Field.SHORT_TITLE: (
        ("几个字的标题，用在列表和打印里，最多 40 个字。留空则由题目生成。", "情绪激动的客户"),
        (
            "A few words for lists and prints, 40 characters at most. Left empty, they are made from the "
            "question.",
            "An upset customer",
        ),
    ),
    Field.TAGS: (
        ("便于查找的词，用逗号隔开，合计最多 200 个字。", "夜班, 客诉"),
        (
            "Words to find the question again by, with commas between, 200 characters at most together.",
            "night shift, complaints",
        ),
    ),
}

NOTES: Final = (
    (
        "第 2 行是示例，导入时会跳过，可以留着，也可以删掉或直接改成自己的题。",
        "列的先后随意；用不到的列可以删掉。",
        "修改已有的题时，空单元格和没有的列都不改动题库里的内容；要清空某一项，请到题目页面。",
        "导入前会先给你看每一行会带来什么变化，确认以后才写入题库，之后也能整批撤回。",
    ),
    (
        "Row 2 is an example. An import skips it: leave it, delete it, or make it a question of your own.",
        "Columns may stand in any order; delete those you don’t need.",
        "Where a row changes a question in the bank, empty cells and missing columns change "
        "nothing. To empty "
        "something, use the question’s page.",
        "You see what each row would change before anything is written, and an import can be taken back.",
    ),
)
