"""The root URLs of each part of the site."""

from django.contrib import admin
from django.urls import include, path
from django.views.i18n import JavaScriptCatalog

from home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("figures/", views.figures, name="figures"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("theme/", views.set_theme, name="set-theme"),
    path("language/", views.set_language, name="set-language"),
    path("keys/", views.set_single_keys, name="set-single-keys"),
    path(
        "jsi18n/",
        views.cached_catalog(JavaScriptCatalog.as_view(packages=["home"])),
        name="javascript-catalog",
    ),
    path("accounts/", include("accounts.urls")),
    path("backups/", include("home.backups.urls")),
    path("health/", include("home.health.urls")),
    path("verification/", include("home.verification.urls")),
    path("bank/", include("qbank.urls")),
    path("interviews/", include("interviews.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "home.views.bad_request"
handler403 = "home.views.permission_denied"
handler404 = "home.views.page_not_found"
handler500 = "home.views.server_error"
