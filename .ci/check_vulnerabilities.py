"""Fails when a locked package is known to be vulnerable, as far as the index of packages can be asked.

Where it can't (no network, an index without such a list), this says so loudly and passes. What was found is
good for a day, beside the caches of the tests; a change of the lock files asks anew.
"""

import json
import subprocess
import sys
import time
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
#: It has all that is locked.
LOCK = ROOT / "requirements-dev.lock"
CACHE = ROOT / ".pytest_cache" / "vulnerabilities"
#: Seconds for which an answer is good, and that there was none.
DAY, HOUR = 24 * 3600, 3600
#: Seconds the whole question may take, and one answer of the index.
PATIENCE, ANSWER = 90, 5


def audit() -> list[dict[str, Any]]:
    """What the list says of each locked package; empty: it could not be asked."""
    kept = CACHE / sha256(LOCK.read_bytes()).hexdigest()
    if kept.exists():
        packages: list[dict[str, Any]] = json.loads(kept.read_text(encoding="utf-8"))
        if kept.stat().st_mtime > time.time() - (DAY if packages else HOUR):
            return packages
    if find_spec("pip_audit") is None:
        return []
    packages = _ask()
    CACHE.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps(packages), encoding="utf-8")
    return packages


def _ask() -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "pip_audit", "--requirement", LOCK.name, "--disable-pip"]
    options = ["--require-hashes", "--format", "json", "--progress-spinner", "off", "--timeout", str(ANSWER)]
    try:
        done = subprocess.run(
            [*command, *options], cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        packages: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (OSError, subprocess.TimeoutExpired, ValueError, KeyError):
        return []
    return packages if any("vulns" in package for package in packages) else []


def main() -> int:
    packages = audit()
    vulnerable = [
        f"{package['name']} {package['version']}: {found['id']}, mended in "
        f"{', '.join(found.get('fix_versions', [])) or 'no version yet'}"
        for package in packages
        for found in package.get("vulns", [])
    ]
    unknown = [package["name"] for package in packages if "vulns" not in package]
    for line in vulnerable:
        print(line)
    if unknown or not packages:
        about = ", ".join(unknown) or "any package"
        print(f"**** NOT CHECKED FOR KNOWN VULNERABILITIES: the list could not be asked about {about} ****")
    print(f"vulnerabilities: {len(vulnerable)} known of {len(packages) - len(unknown)} packages asked about")
    return 1 if vulnerable else 0


if __name__ == "__main__":
    sys.exit(main())
