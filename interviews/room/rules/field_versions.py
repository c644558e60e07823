"""Which version of a field stands, and which are kept beside it until somebody chooses.

Two devices may change one field without knowing of each other. Every change names its base: the change
that gave the field the value it was made on. Where that is still what stands, the change is applied.
Where it is not, nothing is overwritten: the change is kept beside what stands, and what the same device
writes on top of it takes its place there. A choice is a change too: it is made on what stands and names
the kept changes that it settles.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

#: The base of a change whose sender looks at nothing first: it is applied as it comes.
ANY = "*"
#: Fields that are versioned together, by their common name: a question not asked has no rating.
TOGETHER = {"not_asked": "rating"}
#: Fields that only grow, so that no two values of them contradict each other.
UNVERSIONED = {"seconds"}
#: Devices that gave a field the same value, each by a change of its own.
MOST_EQUAL = 10


@dataclass(frozen=True, slots=True)
class Versions:
    """``standing``: the changes that gave the field the value that stands (several when devices agreed);
    ``others``: those kept beside it, oldest first. All are ids of changes."""

    standing: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    def to_json(self) -> dict[str, list[str]]:
        """As a record stores it."""
        return {"now": list(self.standing), "kept": list(self.others)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Versions:
        """The reverse of to_json()."""
        return cls(tuple(stored["now"]), tuple(stored["kept"]))


def version_key(field: str) -> str | None:
    """The name under which a field's versions are kept; None for a field that has none."""
    return None if field in UNVERSIONED else TOGETHER.get(field, field)


def place(
    versions: Versions, change: str, *, base: str | None, settles: Collection[str], same: bool
) -> tuple[Versions, bool]:
    """Where a change goes: the versions after it, and whether it is applied (else it is kept).

    ``same``: it says what stands already, so whatever it was made on nothing is overwritten.
    """
    others = tuple(other for other in versions.others if other not in settles and other != base)
    current = not versions.standing or base == ANY or base in versions.standing
    if same and versions.standing:
        return Versions((*versions.standing, change)[-MOST_EQUAL:], others), True
    if current:
        return Versions((change,), others), True
    return Versions(versions.standing, (*others, change)), False
