"""How long a text of a row may be, in characters, and how many there may be of a kind."""

from __future__ import annotations

from typing import Final

from common.finding.tags import LONGEST_LINE
from qbank.spreadsheets.columns.mapping import Field

LONGEST_CODE: Final = 40
LONGEST_SHORT_TITLE: Final = 40
LONGEST_TAGS: Final = LONGEST_LINE
LONGEST_NAME: Final = 120
LONGEST_TEXT: Final = 5_000
LONGEST_POINT: Final = 300
MAX_COUNT: Final = {Field.ANSWER: 10, Field.POINT: 60, Field.PROBE: 20}
