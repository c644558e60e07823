"""Labels of the audit trail's actions, of what they say, its kinds of objects, and roles."""

from django.apps import apps
from django.utils.translation import pgettext_lazy

from accounts.roles import ADMIN, HR, INTERVIEWER, PANELIST

#: The verb of an action ("<model>.<verb>") → its label.
VERB_LABELS = {
    "add-paper": pgettext_lazy("act", "paper uploaded"),
    "accept": pgettext_lazy("act", "accepted"),
    "admit": pgettext_lazy("act", "seated although they had read scores"),
    "agree": pgettext_lazy("act", "agreed on"),
    "apply": pgettext_lazy("act", "imported"),
    "approve": pgettext_lazy("act", "approved"),
    "ask": pgettext_lazy("act", "asked for"),
    "cancel": pgettext_lazy("act", "cancelled"),
    "change": pgettext_lazy("act", "changed"),
    "close": pgettext_lazy("act", "closed"),
    "confirm": pgettext_lazy("act", "confirmed"),
    "correct": pgettext_lazy("act", "corrected"),
    "create": pgettext_lazy("act", "created"),
    "decide": pgettext_lazy("act", "decided"),
    "declare": pgettext_lazy("act", "declared"),
    "decline": pgettext_lazy("act", "not confirmed"),
    "delete": pgettext_lazy("act", "deleted"),
    "discard": pgettext_lazy("act", "discarded"),
    "drop-out": pgettext_lazy("act", "candidate withdrew"),
    "erase": pgettext_lazy("act", "erased"),
    "export": pgettext_lazy("act", "exported"),
    "focus": pgettext_lazy("act", "questions split among the panel"),
    "give": pgettext_lazy("act", "given to somebody"),
    "invite": pgettext_lazy("act", "link for a password made"),
    "keep": pgettext_lazy("act", "kept for longer"),
    "leave": pgettext_lazy("act", "left the panel"),
    "load": pgettext_lazy("act", "loaded"),
    "merge": pgettext_lazy("act", "merged"),
    "move": pgettext_lazy("act", "moved"),
    "no-show": pgettext_lazy("act", "candidate did not come"),
    "note": pgettext_lazy("act", "noted"),
    "open": pgettext_lazy("act", "opened again"),
    "pack": pgettext_lazy("act", "record pack made"),
    "publish": pgettext_lazy("act", "published"),
    "read": pgettext_lazy("act", "scores read"),
    "receive": pgettext_lazy("act", "file received"),
    "redo": pgettext_lazy("act", "done again"),
    "remove": pgettext_lazy("act", "removed"),
    "remove-paper": pgettext_lazy("act", "paper removed"),
    "rename": pgettext_lazy("act", "renamed"),
    "reopen": pgettext_lazy("act", "reopened"),
    "replace": pgettext_lazy("act", "replaced"),
    "reply": pgettext_lazy("act", "candidate’s answer recorded"),
    "resolve": pgettext_lazy("act", "resolved"),
    "rest": pgettext_lazy("act", "no longer asked for"),
    "restore": pgettext_lazy("act", "restored"),
    "draw": pgettext_lazy("act", "drawn by lot"),
    "retry": pgettext_lazy("act", "read anew"),
    "return": pgettext_lazy("act", "seat given back"),
    "schedule": pgettext_lazy("act", "scheduled"),
    "send": pgettext_lazy("act", "sent"),
    "send-back": pgettext_lazy("act", "sent back"),
    "set-password": pgettext_lazy("act", "password set"),
    "spare": pgettext_lazy("act", "not due for erasure any more"),
    "submit": pgettext_lazy("act", "submitted"),
    "tag": pgettext_lazy("act", "tags changed"),
    "undo": pgettext_lazy("act", "taken back"),
    "unmerge": pgettext_lazy("act", "merge taken back"),
    "warn": pgettext_lazy("act", "erasure announced"),
    "withdraw": pgettext_lazy("act", "withdrawn"),
}
#: What an entry of the trail says besides the fields of its object: key → label. A key without one is for
#: programs alone.
VALUE_LABELS = {
    "act": pgettext_lazy("value", "act"),
    "active": pgettext_lazy("value", "active"),
    "address": pgettext_lazy("value", "address"),
    "approved_by": pgettext_lazy("value", "approved by"),
    "categories": pgettext_lazy("value", "categories"),
    "bytes": pgettext_lazy("value", "size in bytes"),
    "by_link": pgettext_lazy("value", "by the link in the letter"),
    "bands": pgettext_lazy("value", "bands"),
    "candidates": pgettext_lazy("value", "candidates"),
    "drawn": pgettext_lazy("value", "ids of all who were drawn"),
    "changed": pgettext_lazy("value", "changed questions"),
    "competencies": pgettext_lazy("value", "competencies"),
    "copied_from": pgettext_lazy("value", "copied from"),
    "created": pgettext_lazy("value", "new"),
    "filled": pgettext_lazy("value", "questions filled in"),
    "holds": pgettext_lazy("value", "holds"),
    "interviews": pgettext_lazy("value", "interviews"),
    "into": pgettext_lazy("value", "into the entry"),
    "item": pgettext_lazy("value", "question"),
    "items": pgettext_lazy("value", "questions"),
    "kind": pgettext_lazy("value", "kind"),
    "kept": pgettext_lazy("value", "kept"),
    "lead": pgettext_lazy("value", "leads"),
    "left": pgettext_lazy("value", "left out"),
    "left_out": pgettext_lazy("value", "left out"),
    "merged": pgettext_lazy("value", "number of the entry that went"),
    "minutes": pgettext_lazy("value", "minutes"),
    "lost_by": pgettext_lazy("value", "lost by"),
    "of": pgettext_lazy("value", "of what"),
    "on": pgettext_lazy("value", "on"),
    "order": pgettext_lazy("value", "order"),
    "paper": pgettext_lazy("value", "paper"),
    "panel": pgettext_lazy("value", "panel"),
    "pending": pgettext_lazy("value", "waits for a second person"),
    "person": pgettext_lazy("value", "person"),
    "places": pgettext_lazy("value", "confirmed places"),
    "question": pgettext_lazy("value", "question"),
    "reason": pgettext_lazy("value", "reason"),
    "received": pgettext_lazy("value", "received"),
    "removed": pgettext_lazy("value", "removed"),
    "resolved": pgettext_lazy("value", "resolved"),
    "restored": pgettext_lazy("value", "restored"),
    "roles": pgettext_lazy("value", "roles"),
    "rows": pgettext_lazy("value", "rows"),
    "section": pgettext_lazy("value", "section"),
    "seed": pgettext_lazy("value", "seed of the draw"),
    "set": pgettext_lazy("value", "question set"),
    "submitted": pgettext_lazy("value", "submitted"),
    "successor": pgettext_lazy("value", "sits there now"),
    "taken_back": pgettext_lazy("value", "taken back"),
    "until": pgettext_lazy("value", "until"),
    "updated": pgettext_lazy("value", "changed"),
    "values": pgettext_lazy("value", "what was set"),
    "version": pgettext_lazy("value", "version"),
    "weight": pgettext_lazy("value", "weight"),
    "withdrawn": pgettext_lazy("value", "withdrawn"),
}
#: Keys whose value is an id: of which model.
VALUE_MODELS = {
    "copied_from": "interviews.questionset",
    "interviews": "interviews.interview",
    "set": "interviews.questionset",
}
ROLE_LABELS = {
    ADMIN: pgettext_lazy("role", "Administrator"),
    HR: pgettext_lazy("role", "HR"),
    INTERVIEWER: pgettext_lazy("role", "Interviewer"),
    PANELIST: pgettext_lazy("role", "Interviewer without the bank"),
}


def action_label(action: str) -> str:
    """The verb of an action in words; an unknown one as it is stored."""
    verb = action.rpartition(".")[2]
    return str(VERB_LABELS.get(verb, action))


def object_type_label(object_type: str) -> str:
    """The name of a stored kind of object ("app.model"); as it is stored when the model no longer exists."""
    try:
        return str(apps.get_model(object_type)._meta.verbose_name)
    except (LookupError, ValueError):
        return object_type


def role_label(name: str) -> str:
    """The label of a role, which is given by the name of its group."""
    return str(ROLE_LABELS.get(name, name))
