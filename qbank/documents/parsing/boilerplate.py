"""What document-sharing sites put around a text, and which is never its content."""

from __future__ import annotations

import re
from collections.abc import Sequence
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
    | 第\s*\d+\s*页\s*[/，]?\s*共\s*\d+\s*页
    | 格式：\s*\.?(?:docx?|pdf|pptx?|xlsx?|txt|wps)
    | 大小：\s*[\d.]+\s*[KMG]?B
    | (?:文档)?页数：\s*\d+
    | (?:温馨提示|最新文档|相关文章|相关文档|相关推荐|随机推荐|猜你喜欢|热门文章|评论|我要回帖|提交评论)[：:]?
    | 更多关于\s.*的文章
    | 0/150
    | 本回答由.{1,40}提供
    | 使用百度知道APP.*
    | 下载百度知道APP.*
    | 该楼层疑似违规已被系统折叠
    )\s*
    """,
    re.VERBOSE,
)

#: From such a line on, a page may hold only the site's notes and links to other documents.
_TRAILER: Final = re.compile(
    r"\s*(?:温馨提示|最新文档|相关文档|相关推荐|相关文章|猜你喜欢|随机推荐|我要回帖)[：:]?\s*"
)
_SITE_NOTE: Final = re.compile(r"\s*(?:[-•·*]\s*)?(?:\d+[.、]\s*)?(?:本站|本文库|版权)")
_LINK_LENGTH: Final = 60


def is_boilerplate(line: str) -> bool:
    """Whether a restored line is the site's, not the document's."""
    return _LINE.fullmatch(line) is not None


def separate(text: str) -> tuple[str, tuple[str, ...]]:
    """The document's own lines, joined, and the site's lines that were taken out, in order.

    ``text`` is restored text. Blank lines are kept with the content.
    """
    lines = text.split("\n")
    end = _trailer(lines)
    content = [line for line in lines[:end] if not is_boilerplate(line)]
    taken = [line for line in lines[:end] if is_boilerplate(line)] + lines[end:]
    return "\n".join(content).strip("\n"), tuple(line for line in taken if line.strip())


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
