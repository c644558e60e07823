"""Base classes of this app's admin pages: no page may show more than the site itself does."""

from typing import Any, cast

from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.admin_base import ReadOnlyAdmin, acting_user
from interviews.models.visibility import ScorecardQuerySet


class OpenAdmin(ReadOnlyAdmin):
    """Rows that show nothing of what was recorded.

    Nothing is deleted here: a confirmation page would list what hangs on a row.
    """


class BlindAdmin(ReadOnlyAdmin):
    """Rows of scorecards: those the person may see, for superusers too. Lists, searches, counts,
    histories and object pages all begin from this queryset."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = cast("ScorecardQuerySet[Any]", super().get_queryset(request))
        return rows.visible_to(acting_user(request))


class OwnAdmin(ReadOnlyAdmin):
    """Rows of the person who looks, for superusers too."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(user=acting_user(request))
