"""The sites' own lines are told from the document's, and none is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qbank.documents.layout.content import content_of
from qbank.documents.parsing.boilerplate import is_boilerplate, outside_content


@pytest.mark.parametrize(
    "line",
    [
        "版权说明：本文档由用户提供并上传，收益归属内容提供方，若内容存在侵权，请进行举报或认领",
        "文档简介",
        "点个在看，分享给更多朋友",
        "阅读 1024 赞 36",
        "长按识别二维码关注我们",
        "管理者服务素养_第5页",
        "已阅读5页，还剩22页未读， 继续免费阅读",
        "下载本文档",
        "- 格式：doc",
        "- 大小：139.50 KB",
        "- 文档页数：5",
        "温馨提示",
        "最新文档",
        "评论",
        "0/150",
        "提交评论",
        "本回答由广州鲁家林企业管理顾问有限公司提供",
        "下载百度知道APP，抢鲜体验",
        "使用百度知道APP立即抢鲜体验。你的手机镜头里或许有别人想知道的答案",
        "该楼层疑似违规已被系统折叠\xa0",
        "我要回帖",
        "更多关于 乾道怎么样 的文章",
        "随机推荐",
    ],
)
def test_a_sites_line_is_known(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "1.请描述一下，你如何评论下属的工作？",
        "参考答案：我会下载本文档并认真阅读。",
        "最新文档管理制度要求及时归档。",
        "版权说明书由法务部门负责。",
        "大小：按客户规模划分",
    ],
)
def test_a_documents_line_is_left(line: str) -> None:
    assert not is_boilerplate(line)


def apart(text: str) -> tuple[str, tuple[str, ...]]:
    """The content, and the lines around it."""
    content = content_of(text)
    around = "\n".join(text[start:end].rstrip("\n") for start, end in content.around)
    return content.text.strip("\n"), tuple(line for line in around.split("\n") if line.strip())


def test_the_closing_notes_and_links_go_and_the_content_stays() -> None:
    text = "文档简介\n一、认知\n\n1.为什么？\n\n温馨提示\n  • 1. 本站所有资源\n\n最新文档\n- 教学课件\n评论"
    content, taken = apart(text)
    assert content == "一、认知\n\n1.为什么？"
    assert taken == ("文档简介", "温馨提示", "  • 1. 本站所有资源", "最新文档", "- 教学课件", "评论")


def test_what_a_chat_wrote_above_messages_goes_and_what_only_speaks_to_the_group() -> None:
    head = "[张莉 人事] 2025/3/4 10:2"
    text = f"{head}1\n1、为什么？\n{head}2\n答：先问清楚，大家各自的理由不同。\n{head}3\n大家有补充的直接回"
    content, taken = apart(text)
    assert content == "1、为什么？\n答：先问清楚，大家各自的理由不同。"
    assert taken == (f"{head}1", f"{head}2", f"{head}3", "大家有补充的直接回")


def test_a_reminder_in_the_middle_of_a_document_does_not_end_it() -> None:
    answer = "2.请描述一次您处理投诉的经历。参考答案：" + "我会认真倾听客户的诉求。" * 10
    content, taken = apart(f"1.为什么？\n温馨提示\n{answer}")
    assert content == f"1.为什么？\n{answer}"
    assert taken == ("温馨提示",)


@given(
    st.lists(st.sampled_from(["一、认知", "最新文档", "温馨提示", "1. 本站", "评论", "", "题" * 80])).map(
        "\n".join
    )
)
def test_no_line_is_lost(text: str) -> None:
    content, taken = apart(text)
    lines = [line for line in text.split("\n") if line.strip()]
    assert sorted([*filter(str.strip, content.split("\n")), *taken]) == sorted(lines)


@given(
    st.lists(st.sampled_from(["一、认知", "第3页", "温馨提示", "1. 本站", "评论", "", "题" * 80])).map(
        "\n".join
    )
)
def test_every_character_of_the_content_knows_where_it_stood(text: str) -> None:
    content = content_of(text)
    assert all(text[content.origin(at)] == character for at, character in enumerate(content.text))
    assert len(content.text) + sum(end - start for start, end in content.around) == len(text)


@pytest.mark.parametrize(
    "line",
    [
        "客服主管结构化面试题本          第 {n} 页 共 3 页",
        "客服主管结构化面试题本 第{n}页",
        "面试题本  第{n}页/共3页",
        "Interview guide   Page {n} of 3",
        "第 {n} 页 共 3 页   内部资料",
        "第{n}页 内部资料",
    ],
)
def test_a_title_beside_the_number_of_its_page_is_the_printers(line: str) -> None:
    lines = [line.format(n=n) for n in (1, 2, 3)]
    text = "".join(f"{title}\n\n{n}. 请讲一件难忘的事。\n答：有。\n\n" for n, title in enumerate(lines, 1))
    assert [text[start:end].strip() for start, end in outside_content(text)] == lines


def test_a_sentence_that_speaks_of_pages_stays() -> None:
    text = "请看 第 2 页\n内容\n请看 第 2 页\n员工手册见 第 9 页\n"
    assert not list(outside_content(text))
