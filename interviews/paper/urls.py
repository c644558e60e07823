"""Sheets and scorecards on paper and in files, out and in again."""

from django.urls import URLPattern, path

from interviews.paper.urls_forms import form_urls
from interviews.paper.views import paper

paper_urls: list[URLPattern] = [
    path("sheets/<int:pk>/print/", paper.sheet_print, name="sheet-print"),
    path("sheets/<int:pk>/word/", paper.sheet_word, name="sheet-docx"),
    path("<int:pk>/print/", paper.interview_print, name="interview-print"),
    path("<int:pk>/word/", paper.interview_word, name="interview-docx"),
    *form_urls,
]
