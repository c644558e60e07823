"""Which audit entries about the bank are shown: all that are recorded, to whoever may read the trail."""

from accounts.audit_visibility import show
from qbank.models.bank import Category, Competency, CompetencyPoint, Question
from qbank.models.imports import ImportBatch
from qbank.models.scales import Band, RatingScale
from qbank.models.sources import DocumentUpload, Passage, Source


def show_entries() -> None:
    """Register this app's kinds of entry."""
    show(Question, "question.create", "question.change", "question.confirm")
    show(
        Category,
        "category.create",
        "category.change",
        "category.delete",
        "category.move",
        "category.rename",
    )
    show(Competency, "competency.create", "competency.change", "competency.move", "competency.delete")
    show(CompetencyPoint, "competencypoint.create", "competencypoint.change", "competencypoint.delete")
    show(RatingScale, "ratingscale.create", "ratingscale.change", "ratingscale.delete")
    show(Band, "band.create", "band.change", "band.delete")
    show(Source, "source.create", "source.change", "source.delete", "source.load", "source.correct")
    show(Passage, "passage.create", "passage.change", "passage.delete")
    show(
        DocumentUpload,
        "documentupload.create",
        "documentupload.retry",
        "documentupload.accept",
        "documentupload.discard",
    )
    show(
        ImportBatch,
        "importbatch.create",
        "importbatch.apply",
        "importbatch.change",
        "importbatch.undo",
        "importbatch.discard",
    )
