"""The texts of letters to candidates that are shipped, until HR writes their own. Pure data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from interviews.letters.rules.placeholders import LetterText

#: (kind of letter, language) → text.
DEFAULT_TEXTS: Final[Mapping[tuple[str, str], LetterText]] = {
    ("invitation", "zh-hans"): LetterText(
        "面试邀请：{公司} {岗位}",
        """{候选人}，您好：

感谢您应聘{公司}的{岗位}岗位。诚邀您参加面试：

日期：{日期}
时间：{时间}
预计时长：{时长}分钟
地点：{地点}
轮次：{轮次}

请点击下面的链接确认能否参加：
{确认链接}

日程已作为附件附上，可添加到您的日历。如有疑问，请直接回复本邮件。

{发件人}
{公司}""",
    ),
    ("invitation", "en"): LetterText(
        "Invitation to an interview: {position} at {company}",
        """Hello {candidate},

Thank you for applying for the position {position}. We would like to invite you to an interview:

Date: {date}
Time: {time}
Length: about {minutes} minutes
Place: {place}
Round: {round}

Please tell us by this link whether you can come:
{confirm_link}

The attached file puts the interview into your calendar. If you have any questions, just reply to this \
e-mail.

{sender}
{company}""",
    ),
    ("change", "zh-hans"): LetterText(
        "面试安排变更：{公司} {岗位}",
        """{候选人}，您好：

您的面试安排有变更，请以下面的信息为准：

日期：{日期}
时间：{时间}
预计时长：{时长}分钟
地点：{地点}

请点击下面的链接确认能否参加：
{确认链接}

给您带来不便，敬请谅解。附件可更新您日历中的日程。

{发件人}
{公司}""",
    ),
    ("change", "en"): LetterText(
        "Your interview has changed: {position} at {company}",
        """Hello {candidate},

Your interview has changed. Please note what holds now:

Date: {date}
Time: {time}
Length: about {minutes} minutes
Place: {place}

Please tell us by this link whether you can come:
{confirm_link}

We are sorry for the inconvenience. The attached file changes the entry in your calendar.

{sender}
{company}""",
    ),
    ("cancellation", "zh-hans"): LetterText(
        "面试取消：{公司} {岗位}",
        """{候选人}，您好：

很抱歉，原定于{日期} {时间}的面试已取消。如需重新安排，我们会再与您联系。

给您带来不便，敬请谅解。

{发件人}
{公司}""",
    ),
    ("cancellation", "en"): LetterText(
        "Your interview is cancelled: {position} at {company}",
        """Hello {candidate},

We are sorry: your interview on {date}, {time}, is cancelled. If it takes place at another time, we will \
write to you again.

{sender}
{company}""",
    ),
    ("thanks", "zh-hans"): LetterText(
        "感谢您参加面试：{公司} {岗位}",
        """{候选人}，您好：

感谢您抽出时间参加{公司}{岗位}岗位的面试。我们会认真评估，有结果后尽快通知您。

{发件人}
{公司}""",
    ),
    ("thanks", "en"): LetterText(
        "Thank you for the interview: {position} at {company}",
        """Hello {candidate},

Thank you for taking the time for an interview for the position {position}. We will write to you as soon \
as we have decided.

{sender}
{company}""",
    ),
    ("acceptance", "zh-hans"): LetterText(
        "面试结果：{公司} {岗位}",
        """{候选人}，您好：

很高兴通知您，您已通过{公司}{岗位}岗位的面试。我们会尽快与您联系，沟通后续事宜。

{发件人}
{公司}""",
    ),
    ("acceptance", "en"): LetterText(
        "Your interview: {position} at {company}",
        """Hello {candidate},

We are happy to tell you that we have decided for you for the position {position}. We will get in touch \
soon to talk about the next steps.

{sender}
{company}""",
    ),
    ("rejection", "zh-hans"): LetterText(
        "面试结果：{公司} {岗位}",
        """{候选人}，您好：

感谢您应聘{公司}的{岗位}岗位，并抽出时间参加面试。经慎重考虑，我们很遗憾地通知您，本次未能录用。

感谢您对{公司}的关注，祝您一切顺利。

{发件人}
{公司}""",
    ),
    ("rejection", "en"): LetterText(
        "Your interview: {position} at {company}",
        """Hello {candidate},

Thank you for your interest in the position {position} and for the time you gave us. After careful \
thought we have decided for somebody else, and are sorry that we can't offer you the position.

We wish you all the best.

{sender}
{company}""",
    ),
}
