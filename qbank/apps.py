from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class QbankConfig(AppConfig):
    name = "qbank"
    verbose_name = _("Question bank")

    def ready(self) -> None:
        # Models can't be imported before all apps are loaded.
        from qbank.models import audit_visibility  # noqa: PLC0415 (models are ready only now)
        from qbank.questions.lacks import create_lack_triggers  # noqa: PLC0415 (models are ready only now)
        from qbank.questions.tallies import create_triggers  # noqa: PLC0415 (models are ready only now)

        audit_visibility.show_entries()
        last = [app for app in apps.get_app_configs() if app.models_module is not None][-1]
        post_migrate.connect(create_triggers, sender=last, dispatch_uid="qbank.create_triggers")
        post_migrate.connect(create_lack_triggers, sender=last, dispatch_uid="qbank.create_lack_triggers")
