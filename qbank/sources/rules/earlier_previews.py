"""Previews from before borders could be drawn in a document: what people did in them, in a new one. Pure."""

from __future__ import annotations

from dataclasses import replace

from qbank.sources.rules.upload_preview import DRAFT_FIELDS, Preview


def keep_work_of(earlier: Preview, preview: Preview) -> None:
    """Take over into ``preview`` what people did in an earlier one of the same document.

    A question that reads as before is as they left it; one that doesn't is added as they left it: no work is
    lost, and none goes to another question.
    """
    by_text: dict[str, int] = {}
    for index, question in enumerate(preview.questions):
        by_text.setdefault(question.draft.text, index)
    keys = {question.key for question in preview.questions}
    for old in earlier.questions:
        place = by_text.get(old.draft.text)
        if place is not None and (old.edited or old.decision):
            new = preview.questions[place]
            draft = replace(new.draft, **{name: getattr(old.draft, name) for name in DRAFT_FIELDS})
            preview.questions[place] = replace(
                new,
                category=old.category if old.edited else new.category,
                draft=draft if old.edited else new.draft,
                typed=old.typed,
                decision=old.decision,
            )
        elif place is None and old.edited:
            key = preview.new_key() if old.key in keys else old.key
            preview.questions.append(replace(old, key=key, duplicate=None))
