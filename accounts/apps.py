from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def write_all_keys(using: str, **_options: Any) -> None:
    """People who have no keys yet to be found and sorted by get them, whatever app they stand in."""
    from common.finding.names import Named, write_missing_keys  # noqa: PLC0415 (models are ready only now)

    for model in apps.get_models():
        if issubclass(model, Named):
            write_missing_keys(model, using)


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        from accounts.audit_visibility import show  # noqa: PLC0415 (models are ready only now)
        from accounts.kept.append_only import create_triggers  # noqa: PLC0415 (models are ready only now)
        from accounts.models import User  # noqa: PLC0415 (models are ready only now)
        from accounts.roles import sync_roles  # noqa: PLC0415 (models are ready only now)

        show(User, "user.create", "user.change", "user.invite", "user.set-password")
        # Permissions exist only after migrating; the groups follow the one table in roles.py, once,
        # after the last app has its permissions.
        last = [app for app in apps.get_app_configs() if app.models_module is not None][-1]
        post_migrate.connect(sync_roles, sender=last, dispatch_uid="accounts.sync_roles")
        post_migrate.connect(write_all_keys, sender=last, dispatch_uid="accounts.write_all_keys")
        post_migrate.connect(create_triggers, sender=last, dispatch_uid="accounts.create_triggers")
