"""Question sets, sheets, candidates, interviews and scorecards: the addresses of every subject."""

from django.urls import URLPattern

from interviews.building import urls as building
from interviews.candidates import urls as candidates
from interviews.company import urls as company
from interviews.letters import urls as letters
from interviews.outcome import urls as outcome
from interviews.paper import urls as paper
from interviews.planning import urls as planning
from interviews.privacy import urls as privacy
from interviews.room import urls as room

app_name = "interviews"
urlpatterns: list[URLPattern] = [
    *planning.urlpatterns,
    *candidates.urlpatterns,
    *building.urlpatterns,
    *room.urlpatterns,
    *paper.urlpatterns,
    *outcome.urlpatterns,
    *privacy.urlpatterns,
    *letters.urlpatterns,
    *company.urlpatterns,
]
