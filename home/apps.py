from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"

    def ready(self) -> None:
        # Importing them registers them; the registry of apps has to be ready first.
        from home import audit_visibility, checks  # noqa: PLC0415, F401 (models are ready only now; they register)
