from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InterviewsConfig(AppConfig):
    name = "interviews"
    verbose_name = _("Interviews")

    def ready(self) -> None:
        # Models can't be imported before all apps are loaded.
        from interviews.models import audit_visibility  # noqa: PLC0415 (models are ready only now)

        audit_visibility.show_entries()
