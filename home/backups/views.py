"""The page of the backups, for administrators: what is kept, making one now, taking one away."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.access import Request, requires
from home.backups.keeping import ask_for_backup, may_download, note_download, path_of
from home.models import Backup

#: Rows on the page; more are never kept unless somebody asks for it.
_MOST = 100


@requires("home.view_backup")
@require_GET
@never_cache
def backup_list(request: Request) -> HttpResponse:
    """The newest first, each with its size and whether it was restored on trial."""
    rows = [
        {"backup": backup, "there": path_of(backup).is_file(), "download": may_download(backup)}
        for backup in Backup.objects.all()[:_MOST]
    ]
    context = {
        "rows": rows,
        "last_tried": Backup.objects.filter(tried_at__isnull=False).order_by("-tried_at").first(),
        "kept": settings.BACKUPS_KEPT,
        "folder": settings.BACKUP_DIR,
        "encrypted": bool(settings.BACKUP_PASSPHRASE),
        "waiting": Backup.objects.filter(made_at=None, fault="").exists(),
    }
    return render(request, "home/backups.html", context)


@requires("home.add_backup")
@require_POST
def backup_create(request: Request) -> HttpResponse:
    """Have one made now, in the background."""
    ask_for_backup(actor=request.user)
    messages.success(request, _("The backup is being made. It stands in the list as soon as it is finished."))
    return redirect("backups:list")


@requires("home.view_backup")
@require_POST
def backup_download(request: Request, pk: int) -> HttpResponse:
    """The encrypted file; the trail keeps who took it."""
    backup = get_object_or_404(Backup, pk=pk)
    note_download(actor=request.user, backup=backup)
    file = path_of(backup).open("rb")
    return cast(HttpResponse, FileResponse(file, as_attachment=True, filename=backup.file_name))
