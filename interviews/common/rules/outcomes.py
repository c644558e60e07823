"""The codes of what a decision may say."""

from __future__ import annotations

HIRE, HOLD, REJECT, AGAIN = "hire", "hold", "reject", "again"
