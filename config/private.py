"""What an installation writes is for its own account: the folder is 0700, files in it are 0600."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from django.core.exceptions import ImproperlyConfigured

#: Rights that nobody but the owner may have.
_OTHERS: Final = 0o077


def use_private_folder(folder: Path, variable: str) -> None:
    """Make the folder where there is none, and take from others what they may do there, files included.

    Files that this process writes from now on are private too. Raises ImproperlyConfigured when the folder
    can't be used; ``variable`` names it to whoever runs the site.
    """
    os.umask(_OTHERS)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        entries = [entry for entry in folder.iterdir() if entry.is_file() and not entry.is_symlink()]
        if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            raise PermissionError(0, "Permission denied")
    except OSError as error:
        raise ImproperlyConfigured(
            f"The folder {folder} can't be used: {error.strerror}. It must belong to the account that runs "
            f"the site; {variable} names another one."
        ) from error
    make_private([folder, *entries])


def make_private(paths: Iterable[Path]) -> None:
    """Take from others what they may do with these files and folders, where they are there."""
    for path in paths:
        # A file of another account, or one that has gone meanwhile.
        with suppress(OSError):
            mode = path.stat().st_mode & 0o777
            if mode & _OTHERS:
                path.chmod(mode & ~_OTHERS)
