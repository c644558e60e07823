"""Fails when a lock file lacks what requirements.txt and pyproject.toml ask for; `make lock` mends that."""

import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
RUNTIME, DEVELOPMENT = "requirements.lock", "requirements-dev.lock"


def requirements(lines: Iterable[str]) -> dict[str, Requirement]:
    """The requirements that lines name, by their names; comments, hashes and continuations left out."""
    texts = (line.partition("#")[0].rstrip("\\ \n") for line in lines if not line.startswith(" "))
    parsed = (Requirement(text) for text in texts if text)
    return {canonicalize_name(requirement.name): requirement for requirement in parsed}


def mismatches(asked: dict[str, Requirement], lock: str) -> list[str]:
    """What of ``asked`` a lock file lacks, or has in another version or for other systems."""
    locked = requirements((ROOT / lock).read_text(encoding="utf-8").splitlines())
    return [
        f"{lock} does not match {requirement}"
        for name, requirement in asked.items()
        if name not in locked
        or locked[name].specifier != requirement.specifier
        or locked[name].marker != requirement.marker
    ]


def main() -> int:
    runtime = requirements((ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines())
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    development = requirements(pyproject["dependency-groups"]["dev"])
    locked = requirements((ROOT / RUNTIME).read_text(encoding="utf-8").splitlines())
    faults = mismatches(runtime, RUNTIME) + mismatches(locked | development, DEVELOPMENT)
    for fault in faults:
        print(fault)
    print("locks: run `make lock`" if faults else "locks: up to date")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
