"""Where the last option of a choice ends and the next question begins, when nothing stands between them.

"D.请他换个时间再打下列哪一项最能…": options of one question are about as long as each other, and
questions begin with certain words. The border is a guess and is shown as doubtful.
"""

from __future__ import annotations

import re
from typing import Final

_OPENERS: Final = re.compile(
    r"下列|以下|关于|对于|对待|面对|针对|客户|顾客|消费者|用户|当|如果|假如|若|在|坐席|客服|质检"
    r"|投诉|排班|首问|服务|公司|某|你|您|请|什么|哪|为什么|怎样|如何|根据|按照|处理|接到|遇到|新人"
    r"|员工|组长|团队|管理|电话"
    r"|呼叫|满意|工单|退款|退货|录音|培训|绩效|沟通|情绪|发现|要|衡量|评价|提高|降低|出现|收到"
    r"|回访|企业|一名|一位|有人|作为|最|主管|经理|班长|同事|上级|下属|信息|隐私|数据|知识库|平均"
    r"|一次|接通|流程|规定|制度"
)
_OPENING_WEIGHT: Final = 3.0


def stem_border(folded: str, options: list[tuple[int, int]], end: int) -> int:
    """Where the stem that ends at ``end`` begins, behind the last of ``options``."""
    last = options[-1][1]
    newline = folded.find("\n", last, end)
    if newline >= 0 and folded[newline:end].strip():
        return newline + 1
    sentence = max((match.end() for match in re.finditer(r"[。;?!]", folded[last:end])), default=0)
    if sentence and folded[last + sentence : end].strip() and sentence < (end - last) * 0.8:
        return last + sentence
    lengths = [options[i + 1][0] - options[i][1] for i in range(len(options) - 1)]
    mean = sum(lengths) / len(lengths)
    best, place = float("-inf"), last + round(mean)
    for position in range(last + 1, max(last + 2, end - 3)):
        length = position - last
        score = -abs(length - mean) / max(2.0, mean * 0.4)
        opener = _OPENERS.match(folded, position)
        if opener:
            score += _OPENING_WEIGHT * (1.0 if len(opener.group()) > 1 else 0.5)
        if score > best:
            best, place = score, position
    return place
