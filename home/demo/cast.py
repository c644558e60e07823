"""Who and what there is in the demo's company. All of it is invented; the site shows it in Chinese, as such a
company would have entered it."""

from __future__ import annotations

from typing import Final

from accounts.roles import ADMIN, HR, INTERVIEWER, PANELIST

COMPANY: Final = "云帆家居（演示）"

#: (user name, name shown, role)
PEOPLE: Final = [
    ("admin", "周敏", ADMIN),
    ("hr", "陈静", HR),
    ("hr2", "赵磊", HR),
    ("wangfang", "王芳", INTERVIEWER),
    ("liuqiang", "刘强", INTERVIEWER),
    ("sunli", "孙莉", INTERVIEWER),
    ("hetao", "何涛", INTERVIEWER),
    ("wuyan", "吴燕", INTERVIEWER),
    ("majun", "马俊", PANELIST),
]

#: Name and note.
POSITIONS: Final = [
    ("客服经理（华东）", "带 24 人，售前与售后各半；向客户服务总监汇报。"),
    ("夜班客服主管", "18:00–02:00，带 9 人；大促期间到岗支援。"),
    ("客诉与售后经理", "二线客诉，与品质、物流两个部门对接。"),
]

#: Position and names, in the order in which they applied.
CANDIDATES: Final = [
    (0, "林晓彤 高志远 许佳宁 郑凯文 唐雨欣 罗建国 韩梦琪 曹明轩 谢思远 邓丽华 彭浩然 曾雅婷 萧一鸣 田甜"),
    (1, "蒋文博 蔡晓燕 余海波 杜若飞 叶青青 程立新 魏欣怡 任俊杰 姚淑芬 卢子涵 汪洋 钟灵 范晓东"),
    (2, "姜楠 石磊 崔雅静 康健 毛晓慧 邱志强 秦岚 江一帆 史文静 顾晨曦 侯建平 孟瑶 龙飞"),
]

PLACES: Final = ("3 楼 301 会议室", "3 楼 302 会议室", "线上会议室")

#: What an interviewer writes first, about a question, and last.
OPENINGS: Final = (
    "先讲了上一家公司的做法，再说换到我们这里会怎么改。",
    "想了一会儿才开口，思路还算清楚。",
    "直接举了去年大促的一个例子，讲到了具体数字。",
    "回答偏原则，追问后才说到具体怎么做。",
    "从客户的角度讲起，语气平稳。",
    "先问清楚了背景再回答。",
)
ENDINGS: Final = (
    "追问“如果组员不配合怎么办”，回答是先单独谈，再看数据。",
    "时间有点紧，没有再往下问。",
    "追问细节时，前后说法一致。",
    "说到结果时有数字：满意度从 86% 到 93%。",
    "",
    "",
)
EVIDENCE_HIGH: Final = (
    "“那天我把所有未回复的单子按等待时间排了序，自己先接了最久的十个。”",
    "“我先给客户道歉，当场说清楚什么时候能给结果，并且提前两个小时回了电话。”",
    "“每周五我会和组员一起听三通录音，好的和不好的都听。”",
    "“大促前两周我就把常见的二十个问题写成了话术，新人当天就能接单。”",
    "“那位客户后来成了老客户，每年双十一都指名找我们组。”",
    "“我让两个人先各自写下对方做得好的地方，再一起谈，后来他们自己提出了轮班的办法。”",
    "“退款率从 7% 降到 4%，靠的是把尺码说明重新写了一遍。”",
)
EVIDENCE_LOW: Final = (
    "“这种情况一般就是按流程走，客户不接受我也没办法。”",
    "“我没有遇到过，可能会让组长去处理。”",
    "两次追问都没有说出具体做法。",
)
ADJUSTED: Final = ("例子具体，比勾选的要点更能说明问题。", "要点说到了，但追问时说不出细节。")
FLAGGED: Final = "原话：“实在太难缠的客户，就先晾着，等他自己冷静。”"
AGREED: Final = (
    "一起看了两位的记录：例子是真实的，但只讲了结果，取中间。",
    "刘强的追问更深入，以他的记录为准。",
    "讨论后认为要点都说到了，扣在没有数据。",
)
REASONS: Final = {
    "hire": "各题表现稳定，带团队和处理客诉都有具体例子，与岗位要求一致。",
    "hold": "能力合格，但夜班时间尚未谈妥，先保留，等本月其余候选人面完再定。",
    "reject": "遇到冲突时的做法停留在“按流程走”，带人方面没有可以参考的例子。",
    "again": "基本面不错，数据分析方面没有问透，请总监再面一轮。",
}
HANDOVER: Final = "可以再问：从 24 人团队减到 9 人，他打算怎样安排自己的时间。"
NOTES: Final = ("上一份工作在同城，可以两周内到岗。", "由王芳内推。", "期望薪资在预算上限，需要先沟通。")

#: A list of candidates and a bank that are still being brought in, with the slips people make.
CANDIDATE_LIST: Final = """姓名,应聘岗位,电话,邮箱
白雪,客服经理（华东）,139 0000 0101,baixue@example.com
林晓彤,客服经理（华东）,13900000001,linxiaotong@example.com
尹正,客服主管,1.39E+10,yinzheng@example.com
"""
BANK_LIST: Final = """题目,分类,参考答案,评分要点,难度,时长
客户在群里公开指责一名客服，你会怎么做？,投诉处理,先私下联系客户了解情况，当天在群里给出处理时间。,先联系客户；给出时间；事后与客服复盘,难,6
新人第一周接不住咨询量，你怎么安排？,团队管理,,减量上岗；安排师傅；每天复盘,中,5
,团队管理,只写了答案，忘了写题目。,,中,5
"""
