"""Spreadsheets into the bank and out again, a batch at a time.

A batch goes uploaded → judging → preview → applying → applied → undoing → undone. It may fail to be read, be
discarded before it is applied, and goes back to judging whenever its columns or values get another meaning.
Jobs do the work, and a job that dies does no harm: see jobs.py.
"""

from qbank.imports.services.applying import apply_batch, start_apply
from qbank.imports.services.batches import configure, discard, earlier_batches, receive, resume
from qbank.imports.services.jobs import sweep
from qbank.imports.services.judging import judge_batch
from qbank.imports.services.replacing import map_values, replace_in_cells
from qbank.imports.services.rows import (
    CellChangedError,
    accepted_count,
    decide,
    mend,
    rejected_rows,
    verdict_counts,
)
from qbank.imports.services.states import ImportStateError, is_stuck, is_waiting
from qbank.imports.services.steps import columns_step, reading_step, values_step
from qbank.imports.services.undoing import UndoPlan, start_undo, undo_batch, undo_plan

__all__ = [
    "CellChangedError",
    "ImportStateError",
    "UndoPlan",
    "accepted_count",
    "apply_batch",
    "columns_step",
    "configure",
    "decide",
    "discard",
    "earlier_batches",
    "is_stuck",
    "is_waiting",
    "judge_batch",
    "map_values",
    "mend",
    "reading_step",
    "receive",
    "rejected_rows",
    "replace_in_cells",
    "resume",
    "start_apply",
    "start_undo",
    "sweep",
    "undo_batch",
    "undo_plan",
    "values_step",
    "verdict_counts",
]
