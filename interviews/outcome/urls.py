"""Rounds, debriefs, decisions, results, reports and record packs."""

from django.urls import URLPattern, path

from interviews.outcome.record_packs import views as record_packs
from interviews.outcome.views import comparison, debriefs, decisions, exports, reports, results, rounds

urlpatterns: list[URLPattern] = [
    path("<int:pk>/result/", results.interview_result, name="interview-result"),
    path("scorecards/<int:pk>/reopen/", results.scorecard_reopen, name="scorecard-reopen"),
    path("scorecards/<int:pk>/versions/<int:number>/", results.scorecard_version, name="scorecard-version"),
    path("results/", exports.results_export, name="results-export"),
    path("results.xlsx", exports.results_file, {"kind": "xlsx"}, name="results-xlsx"),
    path("results.csv", exports.results_file, {"kind": "csv"}, name="results-csv"),
    path("positions/<int:pk>/compare/", comparison.position_compare, name="position-compare"),
    path(
        "positions/<int:pk>/compare/side-by-side/",
        comparison.position_side_by_side,
        name="position-side-by-side",
    ),
    path("<int:pk>/close/", rounds.interview_close, name="interview-close"),
    path("<int:pk>/open/", rounds.interview_open, name="interview-open"),
    path("<int:pk>/debrief/", debriefs.interview_debrief, name="interview-debrief"),
    path("<int:pk>/debrief/live/", debriefs.interview_debrief_live, name="interview-debrief-live"),
    path("<int:pk>/debrief/<int:number>/", debriefs.interview_agree, name="interview-agree"),
    path("<int:pk>/decision/", decisions.interview_decision, name="interview-decision"),
    path("<int:pk>/decisions/<int:number>/", decisions.decision_detail, name="decision-detail"),
    path("<int:pk>/decisions/<int:number>/sealed.json", decisions.decision_sealed, name="decision-sealed"),
    path("<int:pk>/decisions/<int:number>/confirm/", decisions.decision_confirm, name="decision-confirm"),
    path("<int:pk>/decisions/<int:number>/decline/", decisions.decision_decline, name="decision-decline"),
    path("<int:pk>/decisions/<int:number>/withdraw/", decisions.decision_withdraw, name="decision-withdraw"),
    path("<int:pk>/report/", reports.interview_report, name="interview-report"),
    path("<int:pk>/report.docx", reports.interview_report_docx, name="interview-report-docx"),
    path("candidates/<int:pk>/report/", reports.candidate_report, name="candidate-report"),
    path("candidates/<int:pk>/report.docx", reports.candidate_report_docx, name="candidate-report-docx"),
    path(
        "candidates/<int:pk>/record-pack/", record_packs.candidate_record_pack, name="candidate-record-pack"
    ),
]
