"""Interviews in Django's admin, a module for each subject. Importing them registers their models."""

from interviews.admin import (
    building,
    candidates,
    company,
    letters,
    outcome,
    planning,
    privacy,
    robots,
    room,
    scorecards,
    scores_seen,
    sets,
)

__all__ = [
    "building",
    "candidates",
    "company",
    "letters",
    "outcome",
    "planning",
    "privacy",
    "robots",
    "room",
    "scorecards",
    "scores_seen",
    "sets",
]
