"""What an installation needs once, before Django's settings can be complete."""

import os
import secrets
from pathlib import Path


def write_secret_key(path: Path) -> str:
    """Create the secret key file, readable by its owner only, and return the key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    key = secrets.token_urlsafe(50)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key + "\n")
    return key
