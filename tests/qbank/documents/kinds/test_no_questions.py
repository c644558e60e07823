"""Documents that only look like questions give none, and all their text is left with a reason."""

from __future__ import annotations

import pytest

from qbank.documents.parsing.parse import parse_text

OTHERS = {
    "messages": (
        "张三 10:01\n在吗？\n李四 10:02\n在，怎么了？\n"
        "张三 10:03\n你那边排班表发一下？\n李四 10:05\n好的，马上。"
    ),
    "a form to rate people on": (
        "面试评估表\n姓名：____ 岗位：____\n一、专业能力（30分）\n1.专业知识（15分）\n2.实践经验（15分）\n"
        "二、沟通能力（20分）\n1.表达清晰（10分）\n2.倾听（10分）"
    ),
    "a key without its questions": "参考答案\n1.B\n2.C\n3.A\n4.D",
    "rules of leave": (
        "客户服务部请假管理规定\n"
        "第一条 员工请假应提前填写申请单。\n"
        "第二条 病假须附医院证明。\n"
        "第三条 如有违反，如何处理？按公司制度处理。\n"
    ),
    "a contract": (
        "服务合同\n"
        "甲方：某公司\n"
        "乙方：某公司\n"
        "一、服务内容\n"
        "1.乙方为甲方提供客服外包。\n"
        "2.双方如何结算？按月结算。\n"
        "二、违约责任\n"
        "1.任何一方违约应赔偿。"
    ),
    "a job description": (
        "客服经理岗位职责\n"
        "1、负责客服团队的日常管理；\n"
        "2、制定服务流程和标准；\n"
        "3、分析客户投诉数据；\n"
        "4、处理重大投诉。\n"
        "任职要求：\n"
        "1、本科以上学历；\n"
        "2、三年以上经验。"
    ),
    "a job description in English": (
        "Job description: Customer Service Manager\n"
        "Responsibilities:\n"
        "1. Lead a team of twelve agents.\n"
        "2. Describe and improve processes.\n"
        "3. Analyse complaints.\n"
        "Requirements:\n"
        "- Five years of experience\n"
        "- Explain data clearly"
    ),
    "minutes in English": (
        "Minutes of the weekly meeting\n"
        "Present: Ann, Bob\n"
        "1. Why are returns up? Product says the size table was wrong.\n"
        "2. Who fixes it? Product, by Wednesday.\n"
        "3. Support texts the customers.\n"
        "Next meeting: Monday."
    ),
    "a résumé in English": (
        "Curriculum Vitae\n"
        "Name: J. Doe\n"
        "Experience\n"
        "1. 2019-2022 Team lead, twelve agents.\n"
        "2. 2022-now Supervisor, complaints.\n"
        "Skills: patience, Excel"
    ),
    "news": (
        "某公司客服中心获奖\n"
        "本报讯 昨日，某公司客服中心获得年度服务奖。记者问，客服中心靠什么取胜？总经理说，靠三件事。\n"
        "一是招人。二是培训。三是考核。\n"
    ),
    "a notice": (
        "关于调整夜班的通知\n"
        "各组：\n"
        "1.自下周起夜班改为十点交接。\n"
        "2.请各组长做好排班。\n"
        "3.有疑问请联系人事。\n"
        "人事部"
    ),
    "a report that asks and answers": (
        "客服部周报\n"
        "一、本周数据\n"
        "1.接通率92%。\n"
        "2.投诉12起。\n"
        "二、问题\n"
        "1.为什么接通率下降？因为两人离职。\n"
        "2.怎么办？本周招人。\n"
        "三、下周计划\n"
        "1.培训新人。"
    ),
    "a letter": (
        "小王：\n你好！上次说的事怎么样了？客户那边还在等回复。\n请你今天下班前给我一个答复。\n谢谢！\n张"
    ),
    "a survey": (
        "客户满意度调查问卷\n"
        "1.您对我们的服务是否满意？\n"
        "A.非常满意 B.满意 C.一般 D.不满意\n"
        "2.您会向朋友推荐我们吗？\n"
        "A.会 B.不会\n"
        "3.您有什么建议？"
    ),
    "a manual": (
        "工单系统操作手册\n"
        "1.登录系统\n"
        "打开浏览器，输入地址。\n"
        "2.新建工单\n"
        "点击新建，填写客户信息。\n"
        "3.如何关闭工单？\n"
        "点击关闭。"
    ),
    "a recipe": ("红烧肉\n1. 五花肉切块。\n2. 如何去腥？加料酒焯水。\n3. 加糖炒色。\n4. 小火炖一小时。"),
    "a chat": (
        "聊天记录\n"
        "客户：你们什么时候发货？\n"
        "客服：您好，今天发。\n"
        "客户：能快一点吗？\n"
        "客服：我帮您催一下。\n"
        "客户：好的谢谢。"
    ),
    "a plan": (
        "新员工培训计划\n"
        "一、第一周\n"
        "1.了解公司制度\n"
        "2.学习产品知识\n"
        "二、第二周\n"
        "1.跟听电话\n"
        "2.模拟接听\n"
        "三、考核\n"
        "1.笔试\n"
        "2.实操"
    ),
    "an article that asks": (
        "怎样做好投诉处理\n"
        "投诉是什么？投诉是客户给我们的机会。\n"
        "为什么客户会投诉？因为期望没有得到满足。\n"
        "我们应该怎么办？首先要倾听，其次要道歉，最后要解决。处理投诉的时候，坐席要保持冷静，不能和客户争吵，也不能推卸责任。要把客户的话记下来，复述给客户听。\n"
        "再说说后续跟进。处理完投诉以后，要在三天内回访客户，问一问是否满意。\n"
        "总之，做好投诉处理，要用心。"
    ),
    "a table of contents": ("目录\n一、总则\n二、组织\n三、考核办法\n四、附则"),
    "a speech": (
        "各位同事：\n"
        "大家好！今天我想谈谈服务。什么是服务？服务就是让客户省心。\n"
        "第一，要快。第二，要准。第三，要暖。\n"
        "谢谢大家！"
    ),
    "an invitation": (
        "面试通知\n"
        "您好，请于周一上午十点到公司面试。\n"
        "1.请携带简历两份。\n"
        "2.请提前十分钟到场。\n"
        "3.地点：三楼会议室。"
    ),
    "rules in English": (
        "Attendance policy\n"
        "1. Agents arrive by eight.\n"
        "2. What happens if you are late? The first time you are reminded.\n"
        "3. Leave needs approval."
    ),
    "a shopping list": ("采购清单\n1. 耳机 20个\n2. 话机 5台\n3. 显示器 8台"),
    "next to nothing": ("\u3000\n  \n."),
    "steps of a procedure": (
        "投诉处理流程\n"
        "1、接听客户来电，了解情况\n"
        "2、如果客户情绪激动，先安抚\n"
        "3、记录工单\n"
        "4、如果不能解决，请升级到二线\n"
        "5、回访"
    ),
    "advice for candidates": ("面试技巧\n1、提前了解公司\n2、准备自我介绍\n3、注意着装\n4、说话要有条理"),
    "a story": ("那天下午，电话响了。\n“你好，请问有什么可以帮您？”\n“我的快递呢？”\n我愣住了。\n“请稍等。”"),
    "a table of figures": ("| 月份 | 接通率 | 投诉 |\n|---|---|---|\n| 1月 | 92% | 12 |\n| 2月 | 93% | 9 |"),
    "a table with a column 问题": ("姓名\t部门\t问题\n张三\t客服\t迟到\n李四\t客服\t早退"),
    "a table of problems": (
        "| 问题 | 负责人 | 完成时间 |\n"
        "|---|---|---|\n"
        "| 接通率低 | 张三 | 周五 |\n"
        "| 新人不足 | 李四 | 月底 |\n"
        "| 系统卡顿 | 王五 | 周三 |"
    ),
    "notes of a meeting that ask": (
        "例会记录\n"
        "时间：周五\n"
        "一、上周问题回顾\n"
        "1、系统为什么卡顿？技术部答复：服务器老化。\n"
        "2、什么时候换？答：下月。\n"
        "二、本周安排\n"
        "1、盘点耳机。\n"
        "2、招聘两人。"
    ),
    "a textbook": (
        "客服培训教材\n"
        "第一章 服务意识\n"
        "第一节 什么是服务意识\n"
        "服务意识是指自觉主动做好服务的观念。\n"
        "第二节 为什么要有服务意识\n"
        "因为客户决定企业的生存。\n"
        "第二章 沟通\n"
        "第一节 怎样倾听\n"
        "不打断，做记录。"
    ),
    "things to do": ("待办\n- 回复王总\n- 请李姐签字\n- 分析上月数据\n- 写周报"),
    "an agreement": (
        "Service agreement\n"
        "1. The provider shall answer calls within 20 seconds.\n"
        "2. If the client terminates, a fee applies.\n"
        "3. Describe any changes in writing."
    ),
    "a procedure that asks and answers": (
        "请假流程\n1.谁可以请假？全体员工。\n2.向谁请假？向组长请假。\n3.怎么请？填写单子。"
    ),
}


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_what_is_no_list_of_questions_gives_none(text: str) -> None:
    parsed = parse_text(text)
    assert [category.questions for category in parsed.bank.categories] == []
    assert all(left.reason for left in parsed.bank.leftovers)
    account = parsed.account
    assert account.used + account.left_out + account.left == account.total
