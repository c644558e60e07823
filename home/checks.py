"""Checks of Django's check framework: what must hold before anything is done to a database."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import Error, Tags, register
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

INTERRUPTED = "This database stopped between migrations that have been merged since: {app} lacks {names}."
WAY_ON = (
    "Nothing was changed. Start the last version that has them once with this database (in the repository: "
    "git checkout $(git log -1 --format=%h^ -- {path}) && make run), then come back to this one. A database "
    "with nothing worth keeping may be deleted instead."
)


@register(Tags.database)
def no_merged_migrations_half_applied(
    *, databases: Sequence[str] | None = None, **options: Any
) -> list[Error]:
    """An error for each migration that replaces others, now gone, of which a database has only some.

    Django would begin the merged migration anew, on tables that exist already. ``migrate`` and ``prepare``
    run this before they touch anything.
    """
    errors: list[Error] = []
    if not databases:
        return errors
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    migrations = loader.disk_migrations
    for alias in databases:
        applied = MigrationRecorder(connections[alias]).applied_migrations()
        for key, migration in migrations.items():
            replaced = [name for name in migration.replaces if name not in migrations]
            missing = [name for name in replaced if name not in applied]
            if missing and (key in applied or len(missing) < len(replaced)):
                app = migration.app_label
                errors.append(
                    Error(
                        INTERRUPTED.format(app=app, names=", ".join(name for _, name in missing)),
                        hint=WAY_ON.format(path=f"{app}/migrations/{missing[-1][1]}.py"),
                        id="migrations.E001",
                    )
                )
    return errors
