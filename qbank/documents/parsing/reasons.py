"""Why a stretch of text was left over: English sentences, marked for translation.

A :class:`~qbank.bankfile.drafts.Leftover` carries one of these; the interface translates it with gettext.
"""

from __future__ import annotations

from common.messages import gettext_noop

TITLE = gettext_noop("This is the title of the document.")
INTRODUCTION = gettext_noop("This stands before the first question and belongs to none.")
BELOW_HEADING = gettext_noop("This stands between a heading and its first question.")
EMPTY_HEADING = gettext_noop("There is no question under this heading.")
ANSWER_WITHOUT_QUESTION = gettext_noop("No question was found for this answer.")
QUESTION_WITHOUT_TEXT = gettext_noop("This number has no question after it.")
NOT_A_BANK = gettext_noop("No questions were found in this text, so it was not read as a question bank.")
SITE_NOISE = gettext_noop("This was added by the website or its visitors and is not part of the document.")
ADVERTISEMENT = gettext_noop("This is advertising.")
REPEATED = gettext_noop("This says again what the document has said before.")
OFF_TOPIC = gettext_noop("This has nothing to do with customer service or with leading people.")
CUT_OFF = gettext_noop("The source breaks off here: the rest of this text is missing.")
HEADING = gettext_noop("This is a heading; what stands below it was read.")
NO_PLACE = gettext_noop("It is not clear where in the document this belongs.")
NO_RULES = gettext_noop("Rating rules were expected here, but could not be read.")
NO_LADDER = gettext_noop("Levels 1 to 5 were expected here, but could not be read.")
FOOTNOTE = gettext_noop("A footnote of the document; it was not taken over.")
REMARK = gettext_noop("This belongs to the question above it, but a question has no place for it.")
NEXT_NUMBER_INSIDE = gettext_noop("The number of the next question stands inside this answer.")
VERY_LONG_ANSWER = gettext_noop("This answer is far longer than the others: it may hold other questions.")
SHARED_LEVELS = gettext_noop(
    "These levels stand above several questions, and each of them was given them. Is that what is meant?"
)
GUESSED_BORDER = gettext_noop(
    "Nothing stands between the last option and this question: the border is a guess."
)
RATING_FOR_ALL = gettext_noop(
    "This rating table stands behind the last question and may be for all of them: it was not taken over."
)
