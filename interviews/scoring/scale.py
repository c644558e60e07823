"""The scale: which ratings there are, which need evidence, and where the bands open."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache

from common.numbers import format_decimal
from interviews.scoring.rounding import round_half_up

_NUMBERS = (
    "minimum",
    "maximum",
    "step",
    "evidence_at_or_below",
    "evidence_from",
    "floor",
    "band_base",
)


@dataclass(frozen=True, slots=True)
class Band:
    """A band opens at ``lower`` points of its scale's ``band_base`` (27 of 30)."""

    name: str
    lower: Decimal


@dataclass(frozen=True, slots=True)
class Scale:
    """The range of ratings and what they lead to.

    Ratings run from ``minimum`` to ``maximum`` in ``step``s. Those at or below
    ``evidence_at_or_below``, and from ``evidence_from`` up, need written evidence. A ladder item
    rated below ``floor`` disqualifies. ``bands`` stand from the highest to the lowest, and
    ``lowest_band`` takes what reaches none of them. Raises ValueError for a scale that cannot be used.
    """

    minimum: Decimal
    maximum: Decimal
    step: Decimal
    evidence_at_or_below: Decimal
    evidence_from: Decimal
    floor: Decimal
    band_base: Decimal
    bands: tuple[Band, ...]
    lowest_band: str

    def __post_init__(self) -> None:
        lowers = [band.lower for band in self.bands]
        names = [band.name for band in self.bands] + [self.lowest_band]
        if not all(n.is_finite() for n in (*lowers, *(getattr(self, field) for field in _NUMBERS))):
            raise ValueError("A scale is made of finite numbers.")
        if not 0 <= self.minimum < self.maximum:
            raise ValueError("A scale runs from 0 or more up to a higher maximum.")
        if self.step <= 0 or (Fraction(self.maximum) - Fraction(self.minimum)) % Fraction(self.step):
            raise ValueError("The step must lead from the minimum to the maximum exactly.")
        if not lowers or lowers != sorted(set(lowers), reverse=True):
            raise ValueError("A scale has at least one band; bands stand from the highest to the lowest.")
        if not 0 < lowers[-1] <= lowers[0] <= self.band_base:
            raise ValueError("A band opens above 0 and not above the base of the bands.")
        if not all(names) or len(set(names)) < len(names):
            raise ValueError("Every band has a name of its own.")

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> Scale:
        """The scale :meth:`to_json` wrote. Other keys are ignored; ValueError when it is not one."""
        bands, lowest = data.get("bands"), data.get("lowest_band")
        if not isinstance(bands, Sequence) or not isinstance(lowest, str):
            raise ValueError("A scale needs its bands and the name of the lowest.")
        return cls(
            **{field: _number(data, field) for field in _NUMBERS},
            bands=tuple(_band(band) for band in bands),
            lowest_band=lowest,
        )

    def to_json(self) -> dict[str, object]:
        """Plain data for a published sheet to freeze; numbers are written as strings, to stay exact."""
        return {
            **{field: format_decimal(getattr(self, field)) for field in _NUMBERS},
            "bands": [{"name": band.name, "lower": format_decimal(band.lower)} for band in self.bands],
            "lowest_band": self.lowest_band,
        }

    def ratings(self) -> tuple[Decimal, ...]:
        """Every rating that may be given, from the lowest up."""
        return tuple(self.minimum + self.step * n for n in range(self._steps + 1))

    def fit(self, value: Fraction) -> Decimal:
        """The highest rating that is not above ``value``, kept within the scale."""
        steps = math.floor((value - Fraction(self.minimum)) / Fraction(self.step))
        return self.minimum + self.step * min(max(steps, 0), self._steps)

    def band(self, share: Fraction) -> str:
        """The band of a total. Compared as fractions: 23/30 is in, and 76.66 % is not."""
        reached = (band.name for band in self.bands if share >= _opening(band.lower, self.band_base)[0])
        return next(reached, self.lowest_band)

    def opens_at(self, band: Band) -> Decimal:
        """Where a band opens, for show: percent with one decimal, half-up (23 of 30 is 76.7)."""
        return _per_mille_to_percent(_opening(band.lower, self.band_base)[1])

    def percent(self, share: Fraction) -> Decimal:
        """A share for show: percent with one decimal, half-up, but never across a band's border.

        89.96 % is not yet 优秀 and is shown as 89.9, not as the 90.0 at which that band opens.
        """
        shown = round_half_up(share * 1000)
        for band in self.bands:
            opens, per_mille = _opening(band.lower, self.band_base)
            if shown >= per_mille and share < opens:
                shown = max(per_mille - 1, 0)
        return _per_mille_to_percent(shown)

    @property
    def _steps(self) -> int:
        return int((Fraction(self.maximum) - Fraction(self.minimum)) / Fraction(self.step))


@lru_cache
def _opening(lower: Decimal, base: Decimal) -> tuple[Fraction, int]:
    """The share at which a band opens, exact and in per mille, half-up. Asked for with every number shown."""
    opens = Fraction(lower) / Fraction(base)
    return opens, round_half_up(opens * 1000)


def _number(data: Mapping[str, object], field: str) -> Decimal:
    value = data.get(field)
    try:
        # A float would bring back what writing strings was to keep out.
        if isinstance(value, str):
            return Decimal(value)
    except InvalidOperation:
        pass
    raise ValueError(f"A scale needs {field} as a number in a string, not {value!r}.")


def _band(data: object) -> Band:
    if not isinstance(data, Mapping) or not isinstance(data.get("name"), str):
        raise ValueError("A band needs a name and the number it opens at.")
    return Band(data["name"], _number(data, "lower"))


def refuse_bad_weight(weight: Decimal) -> None:
    """Raises ValueError for a weight that is negative or no number."""
    if not weight.is_finite() or weight < 0:
        raise ValueError(f"A weight is a number from 0 up, not {weight}.")


def _per_mille_to_percent(value: int) -> Decimal:
    return Decimal(value).scaleb(-1)


DEFAULT_SCALE = Scale(
    minimum=Decimal("0"),
    maximum=Decimal("5"),
    step=Decimal("0.5"),
    evidence_at_or_below=Decimal("0.5"),
    evidence_from=Decimal("4"),
    floor=Decimal("1"),
    band_base=Decimal("30"),
    bands=(Band("优秀", Decimal("27")), Band("良好", Decimal("23")), Band("合格", Decimal("19"))),
    lowest_band="不合格",
)
