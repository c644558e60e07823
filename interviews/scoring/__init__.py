"""How marks become a suggested rating, ratings a total, and totals a result.

Pure rules, no database. Everything is exact: values come and go as :class:`~decimal.Decimal`,
sums and quotients are kept as :class:`~fractions.Fraction`, and nothing is rounded before it is
compared. Totals are computed whenever they are shown and never stored.

The rules are those of the value assessment (价值观考核细则): half points are allowed; a higher
level counts only after every lower one is reached; 0, 0.5, and 4 and above need their evidence
written down; 27, 23 and 19 of 30 open the bands; a value rated below 1 fails the whole.
"""

from interviews.scoring.response import (
    CHECKLIST,
    LADDER,
    ChecklistSuggestion,
    LadderSuggestion,
    Mark,
    Marks,
    Point,
    Requirement,
    Suggestion,
    red_flags_ticked,
    requirements,
    suggest,
    suggest_checklist,
    suggest_ladder,
)
from interviews.scoring.results import (
    ItemMean,
    Mean,
    MemberRating,
    Outlook,
    Result,
    Scorecard,
    Standing,
    mean_of,
    outlooks,
    result_of,
    standing_of,
)
from interviews.scoring.scale import DEFAULT_SCALE, Band, Scale
from interviews.scoring.totals import ItemResult, Subtotal, Total, total

__all__ = [
    "CHECKLIST",
    "DEFAULT_SCALE",
    "LADDER",
    "Band",
    "ChecklistSuggestion",
    "ItemMean",
    "ItemResult",
    "LadderSuggestion",
    "Mark",
    "Marks",
    "Mean",
    "MemberRating",
    "Outlook",
    "Point",
    "Requirement",
    "Result",
    "Scale",
    "Scorecard",
    "Standing",
    "Subtotal",
    "Suggestion",
    "Total",
    "mean_of",
    "outlooks",
    "red_flags_ticked",
    "requirements",
    "result_of",
    "standing_of",
    "suggest",
    "suggest_checklist",
    "suggest_ladder",
    "total",
]
