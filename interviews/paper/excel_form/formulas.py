"""The scoring rules as spreadsheet formulas that Excel, WPS and LibreOffice calculate alike.

A spreadsheet counts in binary fractions, in which 0.1 × 3 is not 0.3. So every sum here is one of whole
numbers (ratings in the scale's smallest part, weights in hundredths, marks in halves), and the one
division that is left can't come out on the wrong side of a border. The rules are those of
:mod:`interviews.scoring`; a test has LibreOffice calculate random scorecards and compares.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import lcm

from interviews.scoring import Mark, Scale

#: Weights have two decimals.
WEIGHT_UNIT = 100
#: What a mark counts, in halves.
MARK_UNITS = {Mark.MET: 2, Mark.PARTLY: 1, Mark.MISSED: 0}


@dataclass(frozen=True, slots=True)
class WholeScale:
    """A scale in whole numbers: ``unit`` parts make one point, and ``base`` and ``lowers`` are the bands'."""

    unit: int
    minimum: int
    maximum: int
    step: int
    floor: int
    evidence_low: int
    evidence_high: int
    base: int
    lowers: tuple[int, ...]

    @property
    def steps(self) -> int:
        return (self.maximum - self.minimum) // self.step


def whole(scale: Scale) -> WholeScale:
    """The scale in whole numbers."""
    numbers = (
        scale.minimum,
        scale.maximum,
        scale.step,
        scale.floor,
        scale.evidence_at_or_below,
        scale.evidence_from,
    )
    unit = lcm(*(Fraction(number).denominator for number in numbers))
    minimum, maximum, step, floor, low, high = (int(number * unit) for number in numbers)
    lowers = [band.lower for band in scale.bands]
    band_unit = lcm(*(Fraction(number).denominator for number in (scale.band_base, *lowers)))
    return WholeScale(
        unit=unit,
        minimum=minimum,
        maximum=maximum,
        step=step,
        floor=floor,
        evidence_low=low,
        evidence_high=high,
        base=int(scale.band_base * band_unit),
        lowers=tuple(int(lower * band_unit) for lower in lowers),
    )


def weight_units(weight: Decimal) -> int:
    """A weight in hundredths."""
    return int(weight * WEIGHT_UNIT)


def quoted(text: str) -> str:
    """A text as a formula writes it."""
    return '"' + text.replace('"', '""') + '"'


def mark_units(cell: str, words: Sequence[tuple[Mark, str]]) -> str:
    """2, 1 or 0 for the word in ``cell``; empty for anything else."""
    formula = '""'
    for mark, word in reversed(words):
        formula = f"IF({cell}={quoted(word)},{MARK_UNITS[mark]},{formula})"
    return f"={formula}"


def _on_scale(steps: str, scale: WholeScale) -> str:
    within = f"MAX(0,MIN({scale.steps},INT({steps})))"
    return f"({scale.minimum}+{scale.step}*{within})/{scale.unit}"


def suggested_checklist(marks: str, weighed: str, total_units: int, scale: WholeScale) -> str:
    """The suggested rating from the ranges of mark units and of mark × weight units."""
    possible = 2 * total_units
    above = f"{2 * scale.maximum}*SUM({weighed})+{(scale.step - 2 * scale.minimum) * possible}"
    steps = f"({above})/{2 * scale.step * possible}"
    return f'=IF(COUNT({marks})=0,"",{_on_scale(steps, scale)})'


def level_met(marks: str, count: int, below: str | None) -> str:
    """1 when all ``count`` points of the level, and (``below``) of those under it, are met."""
    own = f"COUNTIF({marks},2)={count}"
    return f"=IF(AND({below}=1,{own}),1,0)" if below else f"=IF({own},1,0)"


def level_begun(marks: str, met: str, below: str | None) -> str:
    """1 when this level is the first that is not met and has something met or partly met."""
    own = f'{met}=0,COUNTIF({marks},">0")>0'
    return f"=IF(AND({below}=1,{own}),1,0)" if below else f"=IF(AND({own}),1,0)"


def suggested_ladder(marks: str, reached: str, begun: str, scale: WholeScale) -> str:
    """The suggested rating from the ranges of mark units, of levels that count, and of level_begun()."""
    steps = f"((2*MAX({reached})+SUM({begun}))*{scale.unit}-{2 * scale.minimum})/{2 * scale.step}"
    return f'=IF(COUNT({marks})=0,"",{_on_scale(steps, scale)})'


def rating_units(rating: str, not_asked: str, yes: str, ratings: str, scale: WholeScale) -> str:
    """The rating in whole parts; empty where there is none, it is not on the scale, or it was not asked."""
    return (
        f'=IF({not_asked}={quoted(yes)},"",IF(NOT(ISNUMBER({rating})),"",'
        f'IF(COUNTIF({ratings},{rating})=0,"",ROUND({rating}*{scale.unit},0))))'
    )


def if_rated(rating: str, then: str) -> str:
    """``then`` where there is a rating, else 0."""
    return f"=IF(ISNUMBER({rating}),{then},0)"


def percent(gained: str, possible: str, scale: WholeScale) -> str:
    """The share in percent with one decimal, half-up, but never across a band's border."""
    caps = []
    for lower in scale.lowers:
        opens_at_tenths = (2000 * lower + scale.base) // (2 * scale.base)
        cap = max(opens_at_tenths - 1, 0)
        caps.append(f"IF({gained}*{scale.base}<{lower}*{possible},{cap},1000)")
    rounded = f"INT((2000*{gained}+{possible})/(2*{possible}))"
    return f'=IF({possible}=0,"",MIN({",".join((rounded, *caps))})/10)'


def band(gained: str, possible: str, disqualified: str, scale: WholeScale, names: Sequence[str]) -> str:
    """The band's name; ``names`` from the highest to the lowest, one more than there are borders."""
    formula = quoted(names[-1])
    for lower, name in reversed(list(zip(scale.lowers, names, strict=False))):
        formula = f"IF({gained}*{scale.base}>={lower}*{possible},{quoted(name)},{formula})"
    return f'=IF({disqualified}>0,{quoted(names[-1])},IF({possible}=0,"",{formula}))'
