"""Where a text of the bank leaves room for the company's name: ``{公司}``, or ``{company}`` in English.

The bank keeps the text as it was written: so it is edited, compared, exported and imported. Whoever reads it,
and a sheet when it is published, has the name.
"""

from __future__ import annotations

import re
from typing import Any, Final

#: What stands there until the company has a name.
_UNNAMED: Final = {"公司": "公司", "company": "the company"}
#: Braces as keyboards of either language have them.
_ROOM: Final = re.compile(r"[{｛](公司|company)[}｝]")


def with_company(text: str, name: object) -> str:
    """The text as people read it. ``name`` is looked at only where there is room for it; it may be lazy."""
    return _ROOM.sub(lambda room: str(name) or _UNNAMED[room[1]], text)


def with_company_everywhere(value: Any, name: object) -> Any:
    """The same for every text of a JSON-ready value."""
    if isinstance(value, str):
        return with_company(value, name)
    if isinstance(value, list):
        return [with_company_everywhere(part, name) for part in value]
    if isinstance(value, dict):
        return {key: with_company_everywhere(part, name) for key, part in value.items()}
    return value
