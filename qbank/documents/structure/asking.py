"""How much a text reads like a question or a task that is put to somebody."""

from __future__ import annotations

import re
from typing import Final

from qbank.documents.parsing.marks import sentence_ends

#: How far a question is looked for behind its number.
LONGEST_QUESTION: Final = 400
_SENTENCES: Final = 6

#: Tasks: what somebody is asked to do begins like this.
_TASK: Final = re.compile(
    r"""["“'‘(【\s]*(?:现在|下面)?(?:
      请(?![假求示教客勿])|谈谈|谈一|谈下|谈你|说说|说一|说下|说出|说明|聊聊|聊一|讲讲|讲一|讲述|讲下|讲出
        |描述|介绍|自我介绍|分享|举例|举一|举出
    | (?:结合|根据|针对|围绕|就)[^。;?!\n]{1,24}(?:谈谈|谈一|说说|说一|讲讲|讲一|论述|分析|阐述|说明|举例)
    | 列举|列出|列一|分析|解释|阐述|简述|简答|论述|试述|试|评价|评述|概述|叙述|回忆|回顾|告诉
    | 设计|制定|拟定|起草|写一|写出|画出|算一|计算
    | 假如|假设|假定|假使|如果|若是|倘若|设想|想象|模拟|比较|对比|指出|翻译|演示|推荐|总结|复述
    )""",
    re.VERBOSE,
)
_ADDRESSED: Final = re.compile(
    r"""["“'‘(【\s]*(?:
      [你您](?:们)?(?:如何|怎么|怎样|怎会|为什么|为何|是否|有没有|有无|有什么|有哪|能否|能不能|会如何|会怎
        |会不会|可否|愿意|认为|觉得|觉着|最|曾|平时|通常
        |对|在|的|用|从|是|会|想|能|有|如)
    | 为什么|为何|什么是|何谓|怎样|怎么|如何|哪些|哪个|哪种|哪一|谁|何时|多少|是否|有没有
    | 对.{1,20}的(?:看法|理解|认识|期望|期待|要求|评价|规划|想法|建议|了解)
    | 当[你您客]|面对|遇到|下列|以下|关于.{1,30}(?:说法|表述|描述|做法)
    )""",
    re.VERBOSE,
)
_TOLD: Final = re.compile(
    r"[。!;,:”\"」)】\n](?:请你|请您|请(?=[现当]场|说|谈|给|写|列|根据|结合|回答|回应|简|分|模拟)|[你您](?:会|将|该|要|应该?|打算)?(?:怎么|如何|怎样))"
)
_WONDERS: Final = re.compile(
    r"(?:什么|为什么|为何|如何|怎么|怎样|怎么办|哪些|哪个|哪种|哪一[种项个]|几个|多少|是否|何时|吗"
    r"|呢|能否|是[谁啥]|有何)"
    r"[^。!;\n]{0,12}$"
)
_ENGLISH: Final = re.compile(
    r"""["“'‘(\s]*(?:(?:please|now|first|then|next|ok|and|so)[,\s]+)?(?:
      tell|describe|walk|talk|give|share|explain|discuss|name|list|imagine|suppose
    | assume|think\ of|recall|provide|outline|define|compare
    | rate|rank|sell|introduce|convince|take\ me|pretend|show|identify|summari[sz]e|consider|demonstrate
      |draw|write|prepare|present|role[-\s]?play
    | what|why|how|when|where|which|who|whom|whose|have\ you|had\ you|do\ you|did\ you
    | does|can\ you|could\ you|would\ you|will\ you|should
    | are\ you|were\ you|is\ there|in\ your\ (?:opinion|view|experience)|if\ (?:you|a|an|your|the|half|one
      |two)|you(?:\ are|'re|\ have|\ notice|\ discover)|let's|state
    | a\ (?:customer|client|caller|colleague|team)|your\ (?:team|boss|manager|best|company)
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
#: A place left for the answer, or one filled with a verdict or a choice.
_BLANK: Final = re.compile(r"\([ ]{0,8}(?:[×√✓✗✘]|对|错|正确|错误|[TF]|[A-H]{1,5})?[ ]{0,8}\)|_{2,}")


def asks(folded: str, start: int, end: int) -> int:
    """2 where the text is put as a question, 1 where it reads like a task or a topic asked about, else 0.

    Looks at the first sentences of ``folded[start:end]``; a line that ends without asking ends the look.
    """
    end = min(end, start + LONGEST_QUESTION)
    text = folded[start:end].lstrip(" \n*#>\t")
    if not text.strip():
        return 0
    begin = end - len(text)
    last = begin
    for count, (stop, mark) in enumerate(sentence_ends(folded, begin, end)):
        if mark == "?":
            return 2
        if count >= _SENTENCES or (mark == "\n" and folded[last:stop].strip()):
            break
        last = stop if mark != ";" else last
    head = text.split("\n", 1)[0][:LONGEST_QUESTION].rstrip(" *")
    if "?" in head[-3:]:
        return 2
    if _BLANK.search(head) and len(head) < 150:
        return 2
    if opens(head) or _TOLD.search(text[:200]):
        return 1
    return int(bool(_WONDERS.search(head.rstrip('。.”"』」) '))) and len(head) < 80)


_TO_A_PERSON: Final = re.compile(
    r"[你您]|谈谈|说说|聊聊|讲讲|讲述|讲一|描述|介绍|分享|举例|举一|经历|看法|自我|怎么办|怎样"
    r"|如何|简述|论述|阐述|列举|\byour?\b|\btell\b|describe|walk me|example"
    r"|explain|\bwhy\b|\bhow\b|\([ ]*[^()]{0,4}[ ]*\)|_{2,}",
    re.IGNORECASE,
)


def is_put_to_a_person(text: str) -> bool:
    """Whether a folded task is one for somebody who is asked, not a step of some work."""
    return _TO_A_PERSON.search(text[:120]) is not None


def opens(head: str) -> bool:
    """Whether a folded text begins as questions and tasks begin."""
    return bool(_TASK.match(head) or _ADDRESSED.match(head) or _ENGLISH.match(head))


def is_task(head: str) -> bool:
    """Whether a folded text begins like something a person is told to do (请…, 谈谈…, Describe …)."""
    return bool(_TASK.match(head) or _ENGLISH.match(head))
