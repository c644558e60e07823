"""Names of the rules behind repairs, and notes on repairs that a person should check.

A rule's name is stored with a repair; the sentences are English message ids, translated where they
are shown.
"""

from __future__ import annotations

from typing import Final

from common.messages import gettext_noop

#: A ``(pīnyīn)`` put in by a site is taken out.
PINYIN: Final = "pinyin"
#: A ``(pīnyīn)`` was put between the two bytes of a character.
SPLIT_PINYIN: Final = "split-pinyin"
#: The first byte before what looked like a full-width mark was lost.
LOST_LEAD: Final = "lost-lead"
#: A byte is lost and can't be worked out: a person must read it.
UNREADABLE: Final = "unreadable"
#: A look-alike is turned back into the character it stands for.
SWAP: Final = "swap"
#: Marks were deleted from the text; they are not guessed.
LOST_MARKS: Final = "lost-marks"
#: Nothing was repaired, but in a damaged text the character hardly fits where it stands.
IMPROBABLE: Final = "improbable"
#: Traditional to simplified.
SCRIPT: Final = "script"
#: Half-width to full-width marks.
PUNCTUATION: Final = "punctuation"
#: A reviewed reading.
CORRECTION: Final = "correction"

NOTE_UNREADABLE = gettext_noop("A byte was lost here and cannot be worked out. Read it by its context.")
NOTE_UNFAMILIAR = gettext_noop(
    "The characters of this reading hardly ever stand beside each other. Check that it makes sense."
)
NOTE_MARK = gettext_noop("A mark was put together from damaged bytes. Check the words around it.")
NOTE_TWO_READINGS = gettext_noop("The bytes allow two readings; the more common character was taken.")
NOTE_IMPROBABLE = gettext_noop(
    "Nothing was repaired here, but the character hardly fits its neighbours. Check that it makes sense."
)
NOTE_LOST_MARKS = gettext_noop("Some commas and full stops were lost on the way and are not guessed.")

#: Stands for a character that could not be worked out.
UNKNOWN: Final = "\N{REPLACEMENT CHARACTER}"
