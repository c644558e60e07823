"""Closing a round, the debrief, and the decision."""

from django.urls import URLPattern, path

from interviews.outcome.views import debriefs, decisions, rounds

debrief_urls: list[URLPattern] = [
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
]
