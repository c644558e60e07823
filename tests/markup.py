"""A page's markup without the lines its templates are written in."""

import re

BLOCKS = r"(?:button|dd|div|h\d|li|p|summary|td|th)"


def on_one_line(html: str) -> str:
    """White space as a browser sees it: runs are one space, and none at the edge of a tag or block."""
    html = re.sub(r"\s+", " ", html).replace(" >", ">").strip()
    return re.sub(rf"(<{BLOCKS}\b[^>]*>) | (?=</{BLOCKS}>)", r"\1", html)
