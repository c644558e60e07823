"""Choosing a row by typing, as people do."""

from __future__ import annotations

from typing import Any


def choose(page: Any, name: str, text: str = "") -> None:
    """Type into the field of this name and take the first that is found; without a text, the first of all."""
    field = page.locator(f".searched:has([name={name}]) [data-typed]")
    if text:
        field.fill(text)
    else:
        field.click()
    field.locator("xpath=..").get_by_role("option").first.click()
