"""What document-sharing sites put around a text, and which is never its content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

#: Lines of a site's page, wherever they stand. Written as restored: simplified, full-width marks.
_LINE: Final = re.compile(
    r"""
    \s*(?:[-•·*]\s*)?(?:
      版权说明：.*(?:用户提供|上传).*
    | (?:文档简介|文档描述|内容简介|下载本文档|立即下载|免费下载|全文阅读|点击下载|举报|收藏|分享)
    | .{1,60}_第\s*\d+\s*页
    | 已阅读\s*\d+\s*页，.*
    | 还剩\s*\d+\s*页未读.*
    | (?:第\s*)?(?:\d+|PAGE)\s*页\s*[/，,|]?\s*共\s*(?:\d+|NUMPAGES)\s*页
    | 第\s*(?:\d+|PAGE)\s*页
    | [-—–]\s*\d+\s*[-—–]
    | [Pp]age\s+\d+(?:\s*(?:of|/)\s*\d+)?
    | (?:[-•·*]\s*)?约?\s*[\d.]+\s*[千万]?字
    | (?:[-•·*]\s*)?约\s*\d+\s*页
    | [-•·*]\s+0
    | \d{4}-\d{2}-\d{2}\s*发布于.{1,10}
    | (?:用户)?(?:上传|发布)(?:时间|日期)：\s*\d{4}.*
    | (?:本文档|本资料|本文)由?.{0,30}(?:上传|提供|整理自网络|仅供参考)
    | (?:下载|收藏|点赞|浏览|阅读)(?:量|数|次数)?：?\s*\d+次?
    | (?:登录|注册|开通会员|会员)后?.{0,10}(?:下载|阅读|查看).{0,12}
    | 格式：\s*\.?(?:docx?|pdf|pptx?|xlsx?|txt|wps)
    | 大小：\s*[\d.]+\s*[KMG]?B
    | (?:文档)?页数：\s*\d+
    | (?:温馨提示|最新文档|相关文章|相关文档|相关推荐|随机推荐|猜你喜欢|热门文章|评论|我要回帖|提交评论)[：:]?
    | 更多关于\s.*的文章
    | (?:(?:阅读|赞|在看|点赞|分享|收藏|转发|喜欢)\s*\d+万?\+?\s*){1,6}
    | (?:点个?|点亮)[“"]?(?:在看|赞)[”"]?(?:，?(?:分享|转发)给更多朋友)?[。！]?
    | (?:长按|扫描|识别)(?:识别)?(?:上方|下方)?二维码.{0,16}
    | 阅读原文 | 预览时标签不可点
    | 0/150
    | 本回答由.{1,40}提供
    | 使用百度知道APP.*
    | 下载百度知道APP.*
    | 该楼层疑似违规已被系统折叠
    )\s*
    """,
    re.VERBOSE,
)

_PAGE: Final = re.compile(
    r"\s*(?:第\s*\d+\s*页.{0,12}|[-—–]\s*\d+\s*[-—–]|[Pp]age\s+\d+.{0,10}|\d+\s*/\s*\d+)\s*"
)
#: A page's number at the end of a line, or at its beginning.
_PAGE_AT_EDGE: Final = re.compile(
    r"^(?:第 ?(?P<first>\d{1,4}) ?页(?: ?[/，,|]? ?共 ?\d{1,4} ?页)?)(?= )"
    r"|(?<= )(?:第 ?|[Pp]age )(?P<last>\d{1,4})(?: ?页)?(?: ?[/，,|]? ?(?:共|of) ?\d{1,4}(?: ?页)?)?$"
)
#: What a chat writes above a message: who said it, and when.
_MESSAGE_HEAD: Final = re.compile(
    r"\s*[\[【]?[^\s\[\]【】：:。？！][^\[\]【】：:。？！]{0,19}[\]】]?\s+"
    r"\d{2,4}[-/年.]\d{1,2}[-/月.]\d{1,2}日?\s+\d{1,2}[:：]\d{2}(?:[:：]\d{2})?\s*"
)
#: A short message that speaks to the group and says nothing of a question.
_CHATTER: Final = re.compile(
    r"(?!.*[？?]|\s*[(（【]?\d|答|.{0,6}[：:])(?=.*(?:大家|各位|收到|参考|补充|直接回|辛苦|谢谢|感谢|@|发你|发群|哈$|好的)).{1,40}"
)
#: A Word document's footnote, as it is written at the end of its text.
_FOOTNOTE: Final = re.compile(r"\[\^-?\d+\]: .*")
_BROKEN_IN: Final = re.compile(r"(\d{1,4})[、.](?=[的了地得着过，。；、：）”])")
_LINE_ENDS: Final = "。？！；：…”）】.?!;:"
_BARE_NUMBER: Final = re.compile(r"\s*(\d{1,4})\s*")

#: From such a line on, a page may hold only the site's notes and links to other documents.
_TRAILER: Final = re.compile(
    r"\s*(?:温馨提示|最新文档|相关文档|相关推荐|相关文章|猜你喜欢|随机推荐|我要回帖)[：:]?\s*"
)
_SITE_NOTE: Final = re.compile(r"\s*(?:[-•·*]\s*)?(?:\d+[.、]\s*)?(?:本站|本文库|版权)")
_LINK_LENGTH: Final = 60
#: No line of a site is longer.
_LONGEST: Final = 300


def is_boilerplate(line: str) -> bool:
    """Whether a restored line is the site's, not the document's."""
    line = line.strip()
    return len(line) <= _LONGEST and _LINE.fullmatch(line) is not None


def is_footnote(line: str) -> bool:
    """Whether a line is a Word document's footnote."""
    return _FOOTNOTE.fullmatch(line) is not None


def outside_content(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a restored text that are the site's or the printer's, in order."""
    lines = text.split("\n")
    trailer = _trailer(lines)
    pages = _page_numbers(lines)
    pages |= _running_titles(lines, pages) | _titles_with_numbers(lines)
    pages |= _messages(lines)
    broken_in = _broken_in_lines(lines)
    position = 0
    for index, line in enumerate(lines):
        end = min(position + len(line) + 1, len(text))
        if line.strip() and (index >= trailer or index in pages or is_boilerplate(line) or is_footnote(line)):
            yield position, end
        elif index in broken_in:
            # The line end before it was broken in, too.
            yield position - 1, position + broken_in[index]
        position = end


def _messages(lines: Sequence[str]) -> set[int]:
    """The lines that a chat wrote above messages, and the messages that only speak to the group."""
    heads = [index for index, line in enumerate(lines) if len(line) < 60 and _MESSAGE_HEAD.fullmatch(line)]
    chatter = [
        index + 1
        for index in heads
        if index + 1 < len(lines)
        and len(lines[index + 1]) < 60
        and _CHATTER.fullmatch(lines[index + 1].strip())
    ]
    return {*heads, *chatter}


def _running_titles(lines: Sequence[str], pages: set[int]) -> set[int]:
    """Lines that stand beside the number of every page, the same each time."""
    filled = [index for index, line in enumerate(lines) if line.strip()]
    beside: dict[str, list[int]] = {}
    for before, index, after in zip([-1, *filled], filled, [*filled[1:], -1], strict=False):
        if len(lines[index]) <= _LINK_LENGTH and any(
            place >= 0 and (place in pages or _PAGE.fullmatch(lines[place])) for place in (before, after)
        ):
            beside.setdefault(lines[index].strip(), []).append(index)
    return {index for places in beside.values() if len(places) >= 3 for index in places}


def _titles_with_numbers(lines: Sequence[str]) -> set[int]:
    """Lines that are the same on each page but for its number (客服题库 第 2 页 共 3 页)."""
    titles: dict[str, list[tuple[int, int]]] = {}
    for index, line in enumerate(lines):
        text = " ".join(line.split())
        if len(text) <= _LINK_LENGTH and (page := _PAGE_AT_EDGE.search(text)):
            title = (text[: page.start()] + text[page.end() :]).strip()
            titles.setdefault(title, []).append((index, int(page["last"] or page["first"])))
    return {
        index
        for title, places in titles.items()
        if title and len(places) >= 2
        if all(one[1] < other[1] for one, other in pairwise(places))
        for index, _number in places
    }


def _broken_in_lines(lines: Sequence[str]) -> dict[int, int]:
    """Lines whose number a page's edge put into a sentence (…有一定⏎1、的深度), with the number's length."""
    places: dict[int, int] = {}
    expected = 1
    for index in range(1, len(lines)):
        match = _BROKEN_IN.match(lines[index])
        before = lines[index - 1].rstrip()
        if match and int(match[1]) == expected and before and before[-1] not in _LINE_ENDS:
            places[index] = match.end()
            expected += 1
    return places if len(places) >= 2 else {}


def _page_numbers(lines: Sequence[str]) -> set[int]:
    """Lines that hold nothing but a number, where these go up by one: 1 … 2 … 3 …"""
    bare = [
        (index, int(match[1])) for index, line in enumerate(lines) if (match := _BARE_NUMBER.fullmatch(line))
    ]
    counted = [
        index for (index, number), (_, following) in pairwise([*bare, (0, -1)]) if following == number + 1
    ]
    ends = [index for (_, number), (index, following) in pairwise(bare) if following == number + 1]
    pages = set(counted) | set(ends)
    # Two in a row are a list's numbers that lost their text as easily.
    return pages if len(pages) >= 3 and not any(i + 1 in pages for i in pages) else set()


def _trailer(lines: Sequence[str]) -> int:
    """The line the site's closing part starts at: its own notes, or nothing but links to the end."""
    filled = [i for i, line in enumerate(lines) if line.strip()]
    last_text = max((i for i in filled if len(lines[i]) > _LINK_LENGTH), default=-1)
    for i, following in zip(filled[1:], [*filled[2:], None], strict=False):
        if _TRAILER.fullmatch(lines[i]) and (
            following is None or _SITE_NOTE.match(lines[following]) or i >= last_text
        ):
            return i
    return len(lines)
