"""Tables of another kind on the same sheet: lists of people, schedules, score sheets, legends."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from common.folding import fold

#: Names of columns that tables beside or below the one in question have.
_OTHER_NAMES: Final = re.compile(
    r"(?:序号|编号|no\.?|#"
    r"|(?:面试官|考官|评委|主考|主持人?|负责人|出题人|审核人|联系人|记录人|候选人|应聘者|员工|人员|讲师|学员)(?:姓名)?"
    r"|姓名|名字|部门|科室|公司|单位|岗位|职位|职务|职级|工号|角色|电话|手机号?码?|联系方式|联系电话|分机号?|邮箱|电子邮箱|微信"
    r"|日期|时间|面试时间|面试日期|开始时间|结束时间|时间段|场次|轮次|星期|地点|面试地点|会议室|房间|城市|门店"
    r"|步骤|流程|环节|阶段|任务|进度|责任人|完成时间|截止日期"
    r"|版本号?|修订人|修订日期|修订内容|修改内容|变更内容|说明|备注|含义|解释|代号|缩写|图例|颜色"
    r"|等级|级别|档次|分数段?|得分|总分|人数|数量|题数|题量|占比|比例|合计|小计|平均分|结果|结论"
    r"|name|interviewers?|panel(?:list)?|assessor|owner|contact|role|job title|title|department|dept|team"
    r"|company|e-?mail|phone|tel|mobile|extension|date|time|slot|start|end|room|venue|location|site|city|day|week"
    r"|step|stage|task|deadline|version|author|change(?:s|d by)?|remarks?|notes?|meaning|legend|colou?r"
    r"|行标签|列标签|总计|row labels?|column labels?|grand total"
    r"|(?:计数项|求和项|平均值项|最大值项|count of|sum of|average of)[:：]?\s?\S.{0,10}"
    r"|grade|band|range|total|count|number|qty|percent(?:age)?|share|result)"
)
#: Longer cells name no column.
_LONGEST: Final = 14


def other_names(filled: Mapping[int, str]) -> int:
    """How many of the cells are such names."""
    return sum(
        _OTHER_NAMES.fullmatch(fold(text).strip(" *:：")) is not None
        for text in filled.values()
        if len(text) <= _LONGEST
    )


def names_other_table(filled: Mapping[int, str]) -> bool:
    """Whether a row surely names the columns of another kind of table: most of its cells do, two at least."""
    known = other_names(filled)
    return known > 1 and known * 2 > len(filled)
