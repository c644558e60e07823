"""Base classes of this app's admin pages: no page may show more than the site itself does."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.admin_base import ReadOnlyAdmin, acting_user


class OpenAdmin(ReadOnlyAdmin):
    """Rows that show nothing of what was recorded.

    Nothing is deleted here: a confirmation page would list what hangs on a row.
    """


class BlindAdmin(ReadOnlyAdmin):
    """Rows of scorecards: those the person may see, for superusers too (SiteAdmin.get_queryset)."""


class OwnAdmin(ReadOnlyAdmin):
    """Rows of the person who looks, for superusers too."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(user=acting_user(request))
