"""The company's settings and its logo."""

from django.urls import URLPattern, path

from interviews.company import views

urlpatterns: list[URLPattern] = [
    path("company/", views.company_settings, name="company"),
    path("company/logo/", views.company_logo, name="company-logo"),
]
