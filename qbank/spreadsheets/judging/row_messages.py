"""What is said about a row: English message ids with %(name)s places."""

from __future__ import annotations

from typing import Final

from common.messages import gettext_noop
from qbank.spreadsheets.columns.mapping import Field
from qbank.spreadsheets.files.table import Oddity
from qbank.spreadsheets.judging.notations import Doubt

FORMULA = gettext_noop(
    "This formula has no stored value. Open the file in Excel, save it and upload it again, or write the "
    "value here."
)
ERROR_VALUE = gettext_noop("The spreadsheet program could not calculate this cell. Write what it should say.")
DATE = gettext_noop("The file has a date here. Was a text such as 3-5 meant? Look at what it became.")
UNPRINTABLE = gettext_noop("Characters that can’t be shown were taken out.")
FILLED_DOWN = gettext_noop("The category “%(value)s” was filled down from above.")
EXAMPLE_CODE = gettext_noop(
    "The code of the template’s example was left out; the question gets one of its own."
)
PICTURE = gettext_noop(
    "A picture stands in this cell, and pictures can’t be brought in. Write what it shows, if it matters."
)
OTHER_ENCODING = gettext_noop(
    "This line of the file is in another encoding than most of it. Look whether all characters are right."
)
UNREADABLE = gettext_noop(
    "The file is damaged here: � stands for characters that can’t be read. Write the text anew, or leave the "
    "row out."
)
MAYBE_HEADING = gettext_noop(
    "Is this a heading or a question? Write a question as a whole sentence, or leave the row out."
)
MAYBE_OTHER_TABLE = gettext_noop(
    "Is this a question, or a row of another table? Write a question as a whole sentence, or leave the row "
    "out."
)
OTHER_COLUMNS = gettext_noop(
    "The row belongs to a further table of the sheet that has columns of its own: what stands in them is not "
    "read."
)
NOT_OF_ONE_POINT: Final = (
    "no-weights",
    gettext_noop(
        "“%(value)s” is not said of a single point, so the points weigh the same. Write it behind each "
        "point, such as (2分)."
    ),
)
WHOSE_WEIGHT: Final = (
    "whose-weight",
    gettext_noop(
        "Which point does “%(value)s” weigh? Its column stands beside several. Write it behind the point, "
        "such as (2分), and empty this cell."
    ),
)
LEVELS_OR_WEIGHTS = gettext_noop(
    "Are these levels or weights? Write levels as “L5: …”, weights behind their points: “… (5分)”."
)
SCORE_BANDS = gettext_noop(
    "These are bands of another scale than 1 to 5. Write levels as “L5: …”, “L3: …”, “L1: …”."
)
RANGE_OF_MINUTES = gettext_noop("“%(value)s” was taken as %(minutes)s minutes.")
INTRODUCTION = gettext_noop("“%(value)s” introduces the points and is none of them.")
NOT_WRITTEN = gettext_noop(
    "This text was too long for a cell when the file was written. It stays as it is in the bank."
)
ANSWER_PARTED = gettext_noop("The answer that stood below the question in its cell was taken as its answer.")
NUMBER_OFF = gettext_noop("The number before the question was taken off.")
TOO_LONG = gettext_noop("This is %(length)s characters long; at most %(longest)s fit. Shorten it.")
TOO_MANY = gettext_noop("These are %(count)s; at most %(most)s fit. Put some together.")
MINUTES = gettext_noop("“%(value)s” is not a number of minutes. Write a whole number from 1 to 120.")
WEIGHT = gettext_noop(
    "The point “%(point)s” weighs %(weight)s. Write a weight above 0, up to 100, with two decimals at most."
)
LEVEL = gettext_noop("Levels run from 1 to 5.")
NO_SUCH_CATEGORY = gettext_noop(
    "There is no category “%(value)s”. Choose an existing one, or say once for the whole file that it is new."
)
NO_SUCH_COMPETENCY = gettext_noop(
    "There is no competency “%(value)s”. Choose an existing one, or say once for the whole file that it is "
    "new."
)
UNKNOWN: Final = {
    Field.KIND: gettext_noop(
        "“%(value)s” is not a known kind. Write motivation, behavioural, situational or knowledge, or say "
        "once for the whole file what it means."
    ),
    Field.RUBRIC_KIND: gettext_noop(
        "“%(value)s” is not a known kind of rubric. Write checklist or ladder, or say once for "
        "the whole file "
        "what it means."
    ),
    Field.DIFFICULTY: gettext_noop(
        "“%(value)s” is not a known difficulty. Write easy, medium or hard, or say once for the whole file "
        "what it means."
    ),
    Field.STATUS: gettext_noop(
        "“%(value)s” is not a known status. Write draft, ready or retired, or say once for the whole file "
        "what it means."
    ),
    Field.CATEGORY: NO_SUCH_CATEGORY,
    Field.COMPETENCY: NO_SUCH_COMPETENCY,
}

#: What is said of odd cells: the problem's code and the message.
ODDITIES: Final = {
    Oddity.FORMULA: ("formula", FORMULA),
    Oddity.ERROR_VALUE: ("error-value", ERROR_VALUE),
    Oddity.TOO_LONG: ("cut", TOO_LONG),
    Oddity.DATE: ("date", DATE),
    Oddity.UNPRINTABLE: ("unprintable", UNPRINTABLE),
    Oddity.PICTURE: ("picture", PICTURE),
    Oddity.OTHER_ENCODING: ("other-encoding", OTHER_ENCODING),
    Oddity.UNREADABLE: ("unreadable", UNREADABLE),
    Oddity.MAYBE_HEADING: ("maybe-heading", MAYBE_HEADING),
    Oddity.OTHER_COLUMNS: ("other-columns", OTHER_COLUMNS),
    Oddity.MAYBE_OTHER_TABLE: ("maybe-other-table", MAYBE_OTHER_TABLE),
}
DOUBTS: Final = {Doubt.LEVELS_OR_WEIGHTS: LEVELS_OR_WEIGHTS, Doubt.SCORE_BANDS: SCORE_BANDS}
