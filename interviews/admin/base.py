"""Base classes of this app's admin pages: no page may show more than the site itself does."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.admin_base import ReadOnlyAdmin, acting_user
from accounts.models import User
from interviews.common.scores_seen import note_scores_seen


class OpenAdmin(ReadOnlyAdmin):
    """Rows that show nothing of what was recorded.

    Nothing is deleted here: a confirmation page would list what hangs on a row.
    """


class BlindAdmin(ReadOnlyAdmin):
    """Rows of scorecards: those the person may see, for superusers too (SiteAdmin.get_queryset).

    Whoever opens a row has read what was recorded in its interview.
    """

    #: Whether the list already shows what was recorded.
    list_tells = False

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        row = super().get_object(request, object_id, from_field)
        if row is not None:
            self._note([row], acting_user(request))
        return row

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        changelist = super().get_changelist_instance(request)
        if self.list_tells:
            self._note(changelist.result_list, acting_user(request))
        return changelist

    def _note(self, rows: Iterable[Any], reader: User) -> None:
        every = self.model._default_manager.all()
        path = getattr(every, "to_interview", None)
        if path is None:
            path = f"{every.to_scorecard}member__interview"
        ids = every.filter(pk__in=[row.pk for row in rows]).order_by().values_list(path, flat=True)
        note_scores_seen(reader, ids)


class OwnAdmin(ReadOnlyAdmin):
    """Rows of the person who looks, for superusers too."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(user=acting_user(request))
