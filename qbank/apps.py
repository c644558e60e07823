from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QbankConfig(AppConfig):
    name = "qbank"
    verbose_name = _("Question bank")

    def ready(self) -> None:
        # Models can't be imported before all apps are loaded.
        from qbank.models import audit_visibility  # noqa: PLC0415 (models are ready only now)

        audit_visibility.show_entries()
