"""Roles are Django groups; this table is the only place that says what each may do."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

ADMIN, HR, INTERVIEWER, PANELIST = "admin", "hr", "interviewer", "panelist"

_BANK_MODELS = ("category", "competency", "competencypoint", "question", "referenceanswer", "rubricpoint")
_KEEP_BANK = {f"qbank.{verb}_{model}" for model in _BANK_MODELS for verb in ("view", "add", "change")} | {
    "qbank.export_question"
}
_READ_SOURCES = {
    f"qbank.view_{model}"
    for model in (
        "source",
        "passage",
        "repair",
        "correction",
        "loadeditem",
        "documentupload",
        "questionrevision",
        "ratingscale",
        "band",
    )
}
_ENTER_ADMIN = {"accounts.enter_admin"}
_BRING_IN = {
    "qbank.add_source",
    "qbank.change_source",
    "qbank.add_documentupload",
    "qbank.change_repair",
    *(f"qbank.{verb}_importbatch" for verb in ("view", "add", "change")),
}

#: One's own scorecards, and what the blind rule opens of others'.
_SCORE = {"interviews.view_interview", "interviews.view_scorecard", "interviews.view_submittedversion"}
#: The ready questions with answers and points, and what they are sorted by.
_READ_BANK = {f"qbank.view_{model}" for model in ("competency", "question", "referenceanswer", "rubricpoint")}
#: Question sets of one's own and those one was given; which rows that is, QuestionSet.visible_to says.
_ASSEMBLE = (
    {f"interviews.{verb}_questionset" for verb in ("add", "change")}
    | {
        f"interviews.{verb}_{model}"
        for model in ("setsection", "setitem")
        for verb in ("view", "add", "change", "delete")
    }
    | {"interviews.view_blueprint", "interviews.view_sheet"}
)
_PUBLISH = {"interviews.add_sheet"}

#: role → permissions ("app.codename"). interviews/models/visibility.py says who sees which rows.
#:
#: An interviewer without the bank ("panelist") is for people whom the company keeps away from the reference
#: answers: they score, and assemble nothing.
ROLES: dict[str, set[str]] = {
    ADMIN: _ENTER_ADMIN
    | _KEEP_BANK
    | _READ_SOURCES
    | _BRING_IN
    | {
        f"qbank.delete_{model}"
        for model in ("category", "competency", "competencypoint", "rubricpoint", "referenceanswer")
    }
    | {"qbank.change_ratingscale", "qbank.add_ratingscale"}
    | {f"qbank.{verb}_band" for verb in ("add", "change", "delete")}
    | {f"qbank.{verb}_passage" for verb in ("add", "change")}
    | {"interviews.view_company", "interviews.change_company"}
    | {f"interviews.{verb}_grouprobot" for verb in ("view", "add", "change", "delete")}
    | {"accounts.view_user", "accounts.add_user", "accounts.change_user", "accounts.view_auditevent"}
    | {f"home.{verb}_{model}" for verb in ("view", "add") for model in ("backup", "verification")},
    HR: _ENTER_ADMIN
    | _KEEP_BANK
    | _READ_SOURCES
    | _BRING_IN
    | {"qbank.delete_rubricpoint", "qbank.delete_referenceanswer"}
    | {
        f"interviews.{verb}_{model}"
        for model in (
            "questionset",
            "setsection",
            "setitem",
            "position",
            "candidate",
            "interview",
            "panelmember",
            "blueprint",
        )
        for verb in ("view", "add", "change")
    }
    | {"interviews.keep_questionset"}
    | {
        "interviews.view_candidateletter",
        "interviews.add_candidateletter",
        "interviews.view_lettertemplate",
        "interviews.change_lettertemplate",
    }
    | {"interviews.view_company", "interviews.change_company"}
    | {f"interviews.{verb}_grouprobot" for verb in ("view", "add", "change", "delete")}
    | {"interviews.delete_setitem", "interviews.delete_setsection"}
    | {
        "interviews.view_sheet",
        "interviews.view_setcomment",
        "interviews.view_approvalrequest",
        "interviews.view_approvalanswer",
        "interviews.add_sheet",
        "interviews.view_sheetitem",
        "interviews.view_sheetpoint",
        "interviews.view_scorecard",
        "interviews.view_response",
        "interviews.view_mark",
        "interviews.view_scorechange",
        "interviews.view_submittedversion",
        "interviews.reopen_scorecard",
        "interviews.view_candidatepaper",
        "interviews.view_candidatemerge",
        "interviews.view_candidatetag",
        "interviews.view_candidatetagging",
        "interviews.view_tie",
        "interviews.add_tie",
        "interviews.change_tie",
        "interviews.view_focus",
        "interviews.view_extraquestion",
        "interviews.view_handovernote",
        "interviews.view_asidechange",
        "interviews.view_consensus",
        "interviews.view_decision",
        "interviews.view_decisionanswer",
        "interviews.view_outgoingmail",
        "interviews.view_robotmessage",
        "interviews.view_practicecard",
        "interviews.view_practicesample",
        "interviews.change_practicecard",
        "interviews.add_consensus",
        "interviews.add_decision",
    }
    | {"accounts.view_auditevent"},
    INTERVIEWER: _ENTER_ADMIN | _SCORE | {"interviews.view_questionset"} | _READ_BANK | _ASSEMBLE | _PUBLISH,
    PANELIST: _ENTER_ADMIN | _SCORE,
}

#: What interviewers hold by their role only while a switch of the company is on: field of
#: interviews.Company → permissions. Another role of the same person gives them all the same. ``has_perm``
#: says what holds now; ask it, not the switch.
SWITCHED: dict[str, set[str]] = {
    "interviewers_see_bank": _READ_BANK | _ASSEMBLE | _PUBLISH,
    "interviewers_publish": _PUBLISH,
}


def _permissions(names: set[str]) -> list[Permission]:
    wanted = [tuple(name.split(".", 1)) for name in names]
    permissions = Permission.objects.filter(codename__in=[codename for _, codename in wanted]).select_related(
        "content_type"
    )
    return [
        permission
        for permission in permissions
        if (permission.content_type.app_label, permission.codename) in wanted
    ]


def sync_roles(**_: Any) -> None:
    """Make the groups hold exactly what the table says. Safe to call after every migrate."""
    ContentType.objects.clear_cache()
    with transaction.atomic():
        for role, names in ROLES.items():
            group, _created = Group.objects.get_or_create(name=role)
            group.permissions.set(_permissions(names))
