"""Wishes as JSON, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from interviews.blueprint.wishes import Wishes

_NUMBERS = ("total", "aim", "maximum", "days", "limit")
_SETS = ("fixed", "excluded")
_KEYS = {"per_category", "kinds", "mix", "competencies", "ladders", *_NUMBERS, *_SETS}


def to_json(wishes: Wishes) -> dict[str, Any]:
    """What :func:`from_json` reads; only what is wished for."""
    written: dict[str, Any] = {
        "per_category": {str(key): number for key, number in wishes.per_category.items()},
        "kinds": dict(wishes.kinds),
        "mix": dict(wishes.mix),
        "competencies": list(wishes.competencies),
        "ladders": wishes.ladders,
        **{name: getattr(wishes, name) for name in _NUMBERS},
        **{name: sorted(getattr(wishes, name)) for name in _SETS},
    }
    return {key: value for key, value in written.items() if value not in (None, 0, {}, [])}


def from_json(data: object) -> Wishes:
    """Raises ValueError for anything that :func:`to_json` doesn't write."""
    if not isinstance(data, dict) or (strange := set(data) - _KEYS):
        raise ValueError(sorted(strange) if isinstance(data, dict) else type(data).__name__)
    return Wishes(
        per_category={_number(key): number for key, number in _numbers(data, "per_category").items()},
        kinds=_numbers(data, "kinds"),
        mix=_numbers(data, "mix"),
        competencies=tuple(_ids(data, "competencies")),
        ladders=_number(data.get("ladders", 0)),
        fixed=frozenset(_ids(data, "fixed")),
        excluded=frozenset(_ids(data, "excluded")),
        **{name: None if data.get(name) is None else _number(data[name]) for name in _NUMBERS},
    )


def _number(value: object) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9:
        return value
    raise ValueError(value)


def _numbers(data: Mapping[str, Any], name: str) -> dict[str, int]:
    numbers = data.get(name, {})
    if not isinstance(numbers, dict):
        raise ValueError(name)
    return {str(key): _number(value) for key, value in numbers.items()}


def _ids(data: Mapping[str, Any], name: str) -> list[int]:
    ids = data.get(name, [])
    if not isinstance(ids, list):
        raise ValueError(name)
    return [_number(value) for value in ids]
