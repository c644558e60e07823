"""The sentences that the scripts of the scoring page say."""

from __future__ import annotations

from django.utils.translation import gettext as _

from common.numbers import format_decimal
from common.save_texts import sign_in_texts, state_texts
from common.spacing import join_sentences
from interviews.scoring import ChecklistSuggestion, Suggestion


def script_texts() -> dict[str, str]:
    """The sentences the page's scripts say; words in {braces} are filled in by them."""
    return (
        _sync_texts()
        | _sign_in_texts()
        | _version_texts()
        | _suggestion_texts()
        | _requirement_texts()
        | _point_texts()
        | _time_texts()
    )


def _sync_texts() -> dict[str, str]:
    return state_texts() | {
        "submitted_chip": _("Submitted"),
        "withdrawn_chip": _("Left the panel"),
        "withdrawn": _(
            "You have left this panel: nothing more is recorded on this scorecard. What you see here can be "
            "read and copied."
        ),
        "cancelled_chip": _("Called off"),
        "announce_saved": _("Everything is saved again."),
        "announce_offline": _("The site can't be reached. What you enter is kept in this browser."),
        "signed-out": _(
            "You are signed out. Go on typing: what you enter is kept in this browser. Sign in again here, "
            "and it goes up by itself."
        ),
        "not-yours": _(
            "Somebody else is signed in now, or you no longer sit on this panel. What you entered is kept in "
            "this browser and is given to nobody else. Sign in as yourself here, which signs the other "
            "person out, and it goes up by itself."
        ),
        "gone": _(
            "The site does not know this scorecard of yours any more: you no longer sit on this panel, or it "
            "was restored to an earlier state. What you entered is kept in this browser and goes up by "
            "itself when the scorecard is there again. Copy the texts below, keep this page open, and ask HR."
        ),
        "not-taken": _(
            "The site does not take the changes at the moment. They are kept in this browser and are tried "
            "again by themselves. Copy the texts below if it lasts."
        ),
        "submitted": _(
            "This scorecard was submitted, in another window or on another device, and is locked. What you "
            "see here can be read and copied."
        ),
        "cancelled": _("This interview does not take place. What you see here can be read and copied."),
        "submit_waiting": _(
            "Some changes have not reached the site yet. They are kept here; submit once they are saved."
        ),
        "submit_failed": _(
            "Not submitted: the site did not take it. Everything you entered is saved; submit again in a "
            "moment."
        ),
        "line": _("Question {number}, {field}:"),
        "comma": _(", "),
        "field_notes": _("notes"),
        "field_evidence": _("evidence"),
        "field_reason": _("reason for the rating"),
        "field_flag_note": _("note on the red flag"),
        "field_not_asked": _("not asked"),
        "field_not_asked_reason": _("why not asked"),
        "field_rating": _("rating"),
        "field_probes_used": _("probes used"),
        "field_mark": _("mark of a point"),
        "field_seconds": _("seconds"),
        "whole_text": _("Show the whole text"),
        "quote_nothing": _("First select words in the notes; then they become the evidence."),
        "quote_there": _("These words are in the evidence already."),
        "quote_taken": _("Taken over as evidence"),
        "tied": _("Tied to point {number}"),
    }


def _sign_in_texts() -> dict[str, str]:
    return sign_in_texts() | {
        "sign_in_not_yours": _(
            "You are signed in, but this scorecard does not take your changes any more. Copy what is kept "
            "here and ask HR."
        ),
        "snippets_offline": _("The phrases were not saved. Try again when the site can be reached."),
    }


def _version_texts() -> dict[str, str]:
    return {
        "versions_announced": _("This was changed in two places. Both are kept: choose which one counts."),
        "versions_from": _("Also changed in another place ({device}, {time}):"),
        "versions_device": _("another window"),
        "versions_empty": _("(nothing)"),
        "keep_above": _("Keep the text above"),
        "take_other": _("Take this one"),
        "keep_both": _("Keep both"),
        "keep_value": _("Keep: {value}"),
        "state_versions": _("two versions"),
    }


def _time_texts() -> dict[str, str]:
    return {
        "pause": _("Pause"),
        "resume": _("Resume"),
        "paused": _("Paused"),
        "begin": _("Start"),
        "waiting": _("The clock starts by itself at {time}, or with your first entry"),
        "over": _(" · {time} over"),
        "left": _("{left} min left"),
        "left_over": _("{over} min over the plan"),
        "left_rest": _("{planned} min planned for {count} unrated"),
        "left_none": _("no question is open any more"),
        "size_normal": _("Text size: normal"),
        "size_large": _("Text size: large"),
        "size_largest": _("Text size: very large"),
    }


def _suggestion_texts() -> dict[str, str]:
    return {
        "suggest_none": _("Mark the points, and a rating is suggested here."),
        "suggest_checklist": _(
            "Suggested by the points: {rating}. Of a weight of {total}, {met} is met and {partly} partly met."
        ),
        "suggest_unmarked": _("Points not marked yet count as missed."),
        "suggest_all": _("Suggested by the levels: {rating}. Every level up to {reached} is met."),
        "suggest_next_partly": _(
            "Suggested by the levels: {rating}. Met up to level {reached}, and level {next} partly."
        ),
        "suggest_next_missed": _(
            "Suggested by the levels: {rating}. Met up to level {reached}; level {next} is not."
        ),
        "suggest_first_partly": _("Suggested by the levels: {rating}. Level {next} is met partly."),
        "suggest_first_missed": _("Suggested by the levels: {rating}. Level {next} is not met."),
        "level_uncounted": _("Doesn't count yet: level {next} below it is not fully met."),
    }


def suggestion_text(suggestion: Suggestion | None) -> str:
    """Why this rating is suggested, as the page's scripts say it (static/js/scoring/words.js)."""
    texts = _suggestion_texts()
    if suggestion is None:
        return texts["suggest_none"]
    values = {"rating": format_decimal(suggestion.rating)}
    if isinstance(suggestion, ChecklistSuggestion):
        sentence = texts["suggest_checklist"]
        weights = (suggestion.total_weight, suggestion.met_weight, suggestion.partly_weight)
        values |= zip(("total", "met", "partly"), map(format_decimal, weights), strict=True)
    else:
        first = "suggest_first" if suggestion.reached == 0 else "suggest_next"
        partly = "partly" if suggestion.next_partly else "missed"
        sentence = texts["suggest_all" if suggestion.next_level is None else f"{first}_{partly}"]
        values |= {"reached": str(suggestion.reached), "next": str(suggestion.next_level)}
    return join_sentences(
        [sentence.format(**values), *([] if suggestion.complete else [texts["suggest_unmarked"]])]
    )


def _requirement_texts() -> dict[str, str]:
    return {
        "evidence-low": _("A rating of {bound} or less needs evidence: what did the candidate say or do?"),
        "evidence-high": _("A rating of {bound} or more needs evidence: what did the candidate say or do?"),
        "evidence": _("Evidence (not required for this rating)"),
        "reason": _("Your rating differs from the suggested {suggested}: say why."),
        "reason-free": _("Reason (not required: the rating equals the suggestion)"),
        "flag-note": _("A red flag is ticked: what happened?"),
        "flag-note-free": _("Note on the red flag (none is ticked)"),
        "not-asked-reason": _("Why was this question not asked?"),
        "need_none": _("Nothing has to be written here."),
        "state_none": _("not rated yet"),
        "state_not_asked": _("not asked"),
        "state_rating": _("no rating"),
        "state_unmarked": _("{count} not marked"),
        "state_evidence-low": _("no evidence"),
        "state_evidence-high": _("no evidence"),
        "state_reason": _("no reason"),
        "state_flag-note": _("flag: no note"),
        "state_not-asked-reason": _("not asked: why?"),
    }


def _point_texts() -> dict[str, str]:
    return {
        "met": _("Met"),
        "partly": _("Partly"),
        "missed": _("Missed"),
        "flag_on": _("Appeared"),
        "flag_off": _("Not seen"),
        "unmarked": _("Not marked"),
        "point_cleared": _("Mark taken back"),
        "point_said": _("Point {number}: {value}"),
        "rating_said": _("Rating {value}"),
        "rating_cleared": _("Rating cleared"),
        "probe_used": _("Probe {number}: used"),
        "probe_unused": _("Probe {number}: not used"),
        "unfold": _("Show"),
        "fold": _("Hide"),
    }
