"""Reports and the record pack."""

from django.urls import URLPattern, path

from interviews.outcome.record_packs import views as record_packs
from interviews.outcome.views import reports

report_urls: list[URLPattern] = [
    path("<int:pk>/report/", reports.interview_report, name="interview-report"),
    path("<int:pk>/report.docx", reports.interview_report_docx, name="interview-report-docx"),
    path("candidates/<int:pk>/report/", reports.candidate_report, name="candidate-report"),
    path("candidates/<int:pk>/report.docx", reports.candidate_report_docx, name="candidate-report-docx"),
    path(
        "candidates/<int:pk>/record-pack/", record_packs.candidate_record_pack, name="candidate-record-pack"
    ),
]
