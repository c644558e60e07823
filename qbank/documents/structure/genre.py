"""What kind of document its title says it is: a list of questions, or something that only looks like one."""

from __future__ import annotations

import re
from typing import Final

_FIRST_LINES: Final = 6
_LONGEST_TITLE: Final = 60
#: Where a title ends on a line that goes on.
_TITLE_END: Final = re.compile(r"\d{1,4}[.、]|[一二]、|\([一1]\)|[。!]")
_QUESTIONS: Final = re.compile(
    r"面试.{0,8}(?:题|问|提纲|指南|评分)|题库|试题|笔试|试卷|考题|题目|题集|问答|考核题|测试题"
    r"|练习题|选择题|单选|多选|判断题|简答题|论述题|填空题|情景题|情境题|提问|面试官"
    r"|interview[\w '-]{0,30}(?:question|guide|kit|script|form)|questions?\b|quiz|exam\b|q\s?&\s?a"
    r"|\bfaq\b|competenc",
    re.IGNORECASE,
)
_OTHERS: Final = re.compile(
    r"纪要|会议|例会|晨会|早会|周会|待办|议程|简历|履历|制度|规定|规则|办法|守则|规范|须知|通知"
    r"|公告|合同|协议|说明书|周报|月报|日报|年报|总结|汇报|计划|方案|职责|招聘启事|招聘公告"
    r"|岗位说明|任职要求|流程|安排|新闻|报道|聊天记录"
    r"|通话记录|录音记录|邮件|问卷|调查|清单|手册|备忘|日志|日程|菜谱|配方|目录|通讯录|感谢信|检讨"
    r"|培训记录|工作记录|操作指引|使用指南|公约|条例|报价|发票|技巧|经验|心得"
    r"|minutes|agenda|r[eé]sum[eé]|curriculum vitae|\bcv\b|policy|policies|contract|agreement"
    r"|job description|responsibilities|report|manual|invoice|survey|questionnaire|newsletter"
    r"|memo\b|procedure|checklist|transcript|itinerary|recipe|terms of|handbook|guidelines|schedule|to[- ]do",
    re.IGNORECASE,
)


#: What a list of questions may well be called.
_COLLECTION: Final = re.compile(
    r"清单|手册|目录|汇总|总结|指南|report|checklist|handbook|guidelines", re.IGNORECASE
)
#: A form to rate people on has questions only where they are put as such.
_FORM: Final = re.compile(
    r"(?:评估|评价|评分|考核|测评|登记|申请|推荐|打分)表|evaluation form|rating form|scorecard", re.IGNORECASE
)
#: A section's heading says what the section is about.
_NUMBERED: Final = re.compile(
    r"[#*\s]*(?:[(【]?[一二三四五六七八九十\d]{1,3}[.、)】:]|[①-⑳]|第.{1,3}[题章节部条]|[A-H][.、:)])"
)


#: 张三 10:01 — who said it, and when: messages, not questions.
_MESSAGE: Final = re.compile(r"[^\s:]{1,20}[ ](?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[ ])?\d{1,2}:\d{2}(?::\d{2})?")
_MESSAGES: Final = 3


def genre(folded: str) -> int:
    """1: its title or first lines speak of questions; −1: they name another kind of document; else 0."""
    lines = [line.strip() for line in folded.split("\n", 60)[:60] if line.strip()]
    first = [
        _TITLE_END.split(line, 1)[0][:_LONGEST_TITLE] or line[:_LONGEST_TITLE]
        for line in lines[:_FIRST_LINES]
    ]
    title = first[0] if first else ""
    if _FORM.search(title):
        return 0
    if _QUESTIONS.search(title) and not _ends_otherwise(title):
        return 1
    if sum(_MESSAGE.fullmatch(line) is not None for line in lines) >= _MESSAGES:
        return -1
    titles = [line for line, whole in zip(first[:2], lines[:2], strict=True) if _may_be_title(whole)]
    if any(_OTHERS.search(line) for line in titles if not line.endswith("?")):
        return -1
    return int(any(_QUESTIONS.search(line) and not line.endswith("?") for line in first))


def _may_be_title(line: str) -> bool:
    """Not what is numbered, asks or ends as a sentence does: an answer may speak of a 方案, too."""
    return not _NUMBERED.match(line) and not line.rstrip("*_ ").endswith(("?", "。", ";"))


def _ends_otherwise(title: str) -> bool:
    """面试管理制度: what a title ends with is what the document is."""
    last = max(
        (match.end() for match in _OTHERS.finditer(title) if not _COLLECTION.fullmatch(match.group())),
        default=0,
    )
    return last > max((match.end() for match in _QUESTIONS.finditer(title)), default=0)
