from qbank.models.bank import (
    Category,
    Competency,
    CompetencyPoint,
    Difficulty,
    Kind,
    Question,
    QuestionRevision,
    ReferenceAnswer,
    RubricKind,
    RubricPoint,
    Status,
    keeps_bank,
)
from qbank.models.doubts import ConfirmedPlace
from qbank.models.imports import ImportBatch, ImportFile, ImportRow, SavedMapping
from qbank.models.scales import Band, RatingScale
from qbank.models.search import QuestionIndex, QuestionLack, QuestionTally
from qbank.models.sources import Correction, DocumentUpload, LoadedItem, Passage, Repair, Source

__all__ = [
    "Band",
    "Category",
    "Competency",
    "CompetencyPoint",
    "ConfirmedPlace",
    "Correction",
    "Difficulty",
    "DocumentUpload",
    "ImportBatch",
    "ImportFile",
    "ImportRow",
    "Kind",
    "LoadedItem",
    "Passage",
    "Question",
    "QuestionIndex",
    "QuestionLack",
    "QuestionRevision",
    "QuestionTally",
    "RatingScale",
    "ReferenceAnswer",
    "Repair",
    "RubricKind",
    "RubricPoint",
    "SavedMapping",
    "Source",
    "Status",
    "keeps_bank",
]
