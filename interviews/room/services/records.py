"""What records of every kind on a scorecard have: a revision, and the versions of their fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from common.numbers import format_decimal
from interviews.models import AsideChange, ScoreChange
from interviews.room.rules.field_versions import Versions

#: What the ledger has of a version: {"id", "field", "value", "at", "device"}.
VersionJson = dict[str, Any]


@dataclass(slots=True, kw_only=True)
class RecordState:
    """A record as it stands: a subclass has its fields. ``heads`` are their versions, by version_key()."""

    revision: int = 0
    heads: dict[str, Versions] = field(default_factory=dict)

    @property
    def undecided(self) -> bool:
        """Whether a field has another version beside it about which nobody has chosen yet."""
        return any(versions.others for versions in self.heads.values())

    def has_value(self, name: str, value: Any) -> bool:
        """Whether a field has this value already."""
        return bool(getattr(self, name) == value)

    def apply(self, name: str, value: Any) -> None:
        """Set a field."""
        setattr(self, name, value)

    def stored_heads(self) -> dict[str, dict[str, list[str]]]:
        """The versions as a column keeps them; read_heads() reads them."""
        return {key: versions.to_json() for key, versions in self.heads.items()}


def read_heads(stored: Mapping[str, Mapping[str, Any]]) -> dict[str, Versions]:
    """The versions that a column keeps."""
    return {key: Versions.from_json(versions) for key, versions in stored.items()}


def versions_json(state: RecordState, ledger: Mapping[str, VersionJson]) -> dict[str, Any]:
    """A record's revision and versions as the pages read them.

    ``heads``: the change to name as base, by version_key(); ``kept``: {key: {"now": version, "others":
    [version, …]}} with versions from ``ledger`` (of read_ledger()).
    """
    return {
        "revision": state.revision,
        "heads": {key: versions.standing[-1] for key, versions in state.heads.items()},
        "kept": {
            key: {
                "now": ledger[versions.standing[-1]],
                "others": [ledger[change_id] for change_id in versions.others],
            }
            for key, versions in state.heads.items()
            if versions.others
        },
    }


def read_ledger(
    states: Iterable[RecordState], model: type[ScoreChange] | type[AsideChange]
) -> dict[str, VersionJson]:
    """What the ledger has of the versions that wait for a choice and of those that stand, by change id.

    One query; none while nothing waits.
    """
    undecided = [versions for state in states for versions in state.heads.values() if versions.others]
    wanted = {change_id for versions in undecided for change_id in (*versions.others, versions.standing[-1])}
    if not wanted:
        return {}
    return read_versions(model.objects.filter(pk__in=wanted))


def read_versions(changes: QuerySet[Any]) -> dict[str, VersionJson]:
    """What the ledger has of these changes, by change id."""
    rows = changes.values("id", "field", "value", "at", "device")
    return {str(row["id"]): _version_json(row) for row in rows}


def _version_json(row: Mapping[str, Any]) -> VersionJson:
    value = row["value"]
    if row["field"] == "rating" and value is not None:
        value = format_decimal(Decimal(value))
    return {**row, "id": str(row["id"]), "value": value, "at": row["at"].isoformat()}
