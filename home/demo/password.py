"""The one password of everybody in the demo."""

from __future__ import annotations

import secrets
from pathlib import Path


def demo_password(folder: Path) -> str:
    """Kept in the demo's own folder, so that it can be said again at each start; made where there is none."""
    path = folder / "demo_password"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(f"demo-{secrets.token_urlsafe(9)}", encoding="ascii")
    return path.read_text(encoding="ascii")
