"""The backups, for administrators."""

from django.urls import path

from home.backups import views

app_name = "backups"
urlpatterns = [
    path("", views.backup_list, name="list"),
    path("new/", views.backup_create, name="create"),
    path("<int:pk>/", views.backup_download, name="download"),
]
