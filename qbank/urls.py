"""The question bank: the addresses of every subject."""

from django.urls import URLPattern

from qbank.bulk import urls as bulk
from qbank.imports import urls as imports
from qbank.questions import urls as questions
from qbank.sources import urls as sources

app_name = "qbank"
urlpatterns: list[URLPattern] = [
    *questions.urlpatterns,
    *bulk.urlpatterns,
    *sources.urlpatterns,
    *imports.urlpatterns,
]
