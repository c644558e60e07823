"""A new model is hidden until somebody has said who sees its rows."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models

#: Tables about an interview or a candidate whose rows have no ``visible_to`` of their own, and who sees them.
SEEN_OTHERWISE = {
    "Candidate": "HR alone, by the permission to view candidates; others see a name within their interviews",
    "PanelMember": "whoever may see the interview, through Interview.visible_to; why somebody left, HR alone",
    "Focus": "whoever may see the interview, through Interview.visible_to",
    "ScoresSeen": "HR, who chooses panels: a name there says that its person has read scores",
    "RobotMessage": "HR alone, by its permission; the page of robots links interviews for who keeps them",
    "CandidateImportRow": "HR alone, by the permission to add candidates",
    "CandidateMerge": "HR alone: who views candidates that it was done, who changes them what it takes back",
    "Erasure": "HR alone, by the permission to view candidates",
    "ErasedSeal": "shown nowhere but in the admin, to whoever may view it there",
}


def is_about_a_person(model: type[models.Model]) -> bool:
    """Whether foreign keys lead from this model of interviews to an interview or a candidate."""
    targets = {apps.get_model("interviews", name) for name in ("Interview", "Candidate")}
    reached, waiting = {model}, [model]
    while waiting:
        current: Any = waiting.pop()
        if current in targets:
            return True
        for field in current._meta.concrete_fields:
            related = field.related_model
            if related is not None and related._meta.app_label == "interviews" and related not in reached:
                reached.add(related)
                waiting.append(related)
    return False


def without_visible_to(candidates: list[type[models.Model]]) -> set[str]:
    return {
        model.__name__
        for model in candidates
        if is_about_a_person(model) and not hasattr(model._default_manager.all(), "visible_to")
    }


def test_every_model_about_a_person_says_who_sees_its_rows() -> None:
    assert without_visible_to(list(apps.get_app_config("interviews").get_models())) == set(SEEN_OTHERWISE)


def test_a_new_model_without_it_is_noticed() -> None:
    class Impression(models.Model):
        scorecard = models.ForeignKey("interviews.Scorecard", models.PROTECT, related_name="+")

        class Meta:
            app_label = "interviews"

    try:
        assert without_visible_to([Impression]) == {"Impression"}
    finally:
        apps.all_models["interviews"].pop("impression")
        apps.clear_cache()
