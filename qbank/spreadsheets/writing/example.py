"""The filled row of the template: shows how it is done, and is never imported by accident."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from qbank.bankfile.drafts import AnswerDraft, PointDraft, QuestionDraft
from qbank.spreadsheets.columns.labels import language_index

CODES: Final = ("示例-01", "EXAMPLE-01")

_CHINESE: Final = QuestionDraft(
    code=CODES[0],
    text="客户在电话里情绪激动，要求当场退款，而规定要先寄回检测。你会怎么处理？",
    kind="situational",
    difficulty="medium",
    minutes=6,
    competencies=("投诉处理", "情绪管理"),
    probes=("当时客户怎么说？你第一句话怎么回？", "后来结果如何？"),
    answers=(
        AnswerDraft(
            "先听完，不打断，复述客户的诉求和感受；说明为什么要检测，给出时间和进度查询方式；"
            "提出临时办法，如先寄备用机；结束后跟进到底，并把问题反馈给相关部门。"
        ),
    ),
    points=(
        PointDraft("先听完并复述客户的诉求和感受", Decimal(3), quote="先听完，不打断，复述客户的诉求和感受"),
        PointDraft("说清规定的理由，给出时间", Decimal(2)),
        PointDraft("提出客户能接受的临时办法", Decimal(2)),
        PointDraft("与客户争对错", Decimal(0), red_flag=True),
        PointDraft("当场许诺做不到的事", Decimal(0), red_flag=True),
    ),
)
_ENGLISH: Final = QuestionDraft(
    code=CODES[1],
    text="A customer on the phone is upset and wants a refund at once, but the rules ask for the product "
    "to be sent in first. What do you do?",
    kind="situational",
    difficulty="medium",
    minutes=6,
    competencies=("Complaint handling", "Composure"),
    probes=("What did the customer say, and what was your first sentence?", "How did it end?"),
    answers=(
        AnswerDraft(
            "Hear the customer out and repeat what they want and feel. Say why the product is "
            "checked and how "
            "long it takes. Offer something for the time being, such as a replacement. Follow up until it is "
            "done, and tell the department concerned."
        ),
    ),
    points=(
        PointDraft(
            "Hears the customer out and repeats the concern",
            Decimal(3),
            quote="Hear the customer out and repeat what they want and feel.",
        ),
        PointDraft("Explains the reason for the rule and says how long it takes", Decimal(2)),
        PointDraft("Offers something for the time being", Decimal(2)),
        PointDraft("Argues about who is right", Decimal(0), red_flag=True),
        PointDraft("Promises what can’t be kept", Decimal(0), red_flag=True),
    ),
)
EXAMPLES: Final = (_CHINESE, _ENGLISH)
CATEGORIES: Final = ("情境模拟与解决问题能力", "Situations and problem solving")


def example(language: str) -> tuple[QuestionDraft, str]:
    """The example and its category."""
    place = language_index(language)
    return EXAMPLES[place], CATEGORIES[place]


def is_example(code: str, text: str) -> bool:
    """Whether a row is the template's example, as it was."""
    return any(draft.code == code and draft.text == text for draft in EXAMPLES)
