"""Import and export of categories and competencies in the admin; rows are matched by name.

Names match where only spaces, marks, width or script differ, as on the site. What the bank has and the file
lacks stays; the same name twice in one file is an error.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import Max, Model
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export import resources
from import_export.fields import Field
from import_export.results import InvalidRow, Result, RowResult
from import_export.widgets import ForeignKeyWidget, Widget
from tablib import Dataset

from accounts.audit import record
from common.differences import DiffOperation, word_differences
from common.folding import fold
from qbank.admin.formats import FILE_ROW
from qbank.imports.services.applying import apply_batch, start_apply
from qbank.imports.services.states import changing_rows, creating_rows
from qbank.models import Category, Competency, ImportBatch, Question
from qbank.spreadsheets.columns.names import key_of_name
from qbank.spreadsheets.files.table import Oddity
from qbank.spreadsheets.judging.row_messages import ERROR_VALUE, FORMULA

Key = tuple[str, ...]
#: The labels of verdicts, in the order their counts are shown in.
VERDICT_LABELS = {
    RowResult.IMPORT_TYPE_NEW: gettext_lazy("New"),
    RowResult.IMPORT_TYPE_UPDATE: gettext_lazy("Changed"),
    RowResult.IMPORT_TYPE_SKIP: gettext_lazy("Unchanged"),
}
_TAGS = {DiffOperation.ADDED: "ins", DiffOperation.REMOVED: "del"}


class WordDiff(resources.Diff):
    """Differences word by word, as elements without styles: the page's policy forbids these."""

    def as_html(self) -> list[str]:
        cells: list[str] = []
        for before, after in zip(self.left, self.right, strict=True):
            old_text = "" if self.new else str(before or "")
            stretches = word_differences(old_text, str(after or ""))
            parts = ((_TAGS.get(stretch.change, "span"), stretch.text) for stretch in stretches)
            cells.append(format_html_join("", "<{0}>{1}</{0}>", parts))
        return cells


class NamedRow(RowResult):
    """The result of one row, with the label of its verdict."""

    @property
    def verdict(self) -> str:
        return str(VERDICT_LABELS.get(self.import_type, ""))


@dataclass(frozen=True, slots=True)
class InvalidFileRow:
    """A row that can't be imported: number in the file, what is wrong, and its cells."""

    number: int
    messages: list[str]
    values: list[str]


class NamedResult(Result):
    """The result of an import of rows with these ``fields``, as the pages show it."""

    def __init__(self, fields: Sequence[str]) -> None:
        super().__init__()
        self.fields = fields

    def append_invalid_row(self, number: int, row: Mapping[str, Any], validation_error: Any) -> None:
        """Record the row's cells, which are under the names of fields and not under the headings."""
        values = [str(row.get(name, "")) for name in self.fields]
        self.invalid_rows.append(InvalidRow(number, validation_error, values))

    @property
    def counts(self) -> list[tuple[str, int]]:
        return [(str(label), self.totals[kind]) for kind, label in VERDICT_LABELS.items()]

    @property
    def invalid_file_rows(self) -> list[InvalidFileRow]:
        invalid = [InvalidFileRow(row.number, row.error.messages, row.values) for row in self.invalid_rows]
        failed = [
            InvalidFileRow(row.number, [str(error.error) for error in row.errors], [])
            for row in self.error_rows
        ]
        return sorted(invalid + failed, key=lambda row: row.number)


class WholeNumber(Widget):
    """A whole number of at most nine digits, full-width ones too."""

    def clean(self, value: Any, row: Any = None, **options: Any) -> int:
        text = fold(str(value)).strip()
        if not (text.isdecimal() and len(text) < 10):
            raise ValueError(_("“%(value)s” is not a whole number.") % {"value": str(value)[:40]})
        return int(text)

    def render(self, value: Any, obj: Any = None, **options: Any) -> Any:
        return value


class NamedResource(resources.ModelResource):
    """Rows matched by name. ``columns``: {field: the folded headings its column may have}."""

    columns: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    labels: ClassVar[Mapping[str, Any]] = {}

    class Meta:
        skip_unchanged = True
        report_skipped = True
        clean_model_instances = True
        use_transactions = True

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._objects: dict[Key, Model] = {}
        self._row_numbers: dict[Key, int] = {}
        self._file_numbers: list[int] = []
        self._column_fields: dict[int, str] = {}
        self._old_values: dict[str, str] | None = None

    @classmethod
    def get_result_class(cls) -> Any:
        return partial(NamedResult, fields=tuple(cls.columns))

    @classmethod
    def get_row_result_class(cls) -> type[RowResult]:
        return NamedRow

    @classmethod
    def get_diff_class(cls) -> type[resources.Diff]:
        return WordDiff

    def get_diff_headers(self) -> list[str]:
        return [str(self.labels[name]) for name in self.columns]

    def get_export_headers(self, selected_fields: Any = None) -> list[str]:
        return self.get_diff_headers()

    # Columns

    def before_import(self, dataset: Dataset, **options: Any) -> None:
        """Rename the columns to the names of fields. Raises ValidationError where that is ambiguous."""
        names = list(dataset.headers or [])
        headings: dict[str, str] = {}
        for column, name in enumerate(names):
            field = next(
                (field for field, columns in self.columns.items() if fold(name).strip() in columns), None
            )
            if field is None:
                continue
            if field in headings:
                dataset.wipe()
                raise ValidationError(
                    _("“%(first)s” and “%(second)s” name the same thing. Delete one of the two columns.")
                    % {"first": headings[field], "second": name}
                )
            headings[field], names[column] = name, field
            self._column_fields[column] = field
        if "name" not in headings:
            dataset.wipe()
            raise ValidationError(
                _("There is no column “%(name)s”. Give the column with the names this heading.")
                % {"name": self.labels["name"]}
            )
        self._file_numbers = [row[-1].number for row in dataset]
        dataset.headers = names
        for obj in self.existing():
            self._add_object(obj)

    def existing(self) -> list[Any]:
        return list(self.get_queryset())

    def key_of(self, obj: Any) -> Key:
        """The key that rows and objects are matched by."""
        return (obj.name,)

    def _add_object(self, obj: Any) -> None:
        key = self.key_of(obj)
        self._objects[("exact", *key)] = obj
        self._objects.setdefault(("folded", *map(_folded, key)), obj)

    # Rows

    def before_import_row(self, row: dict[str, Any], **options: Any) -> None:
        """Normalise the names and drop an empty position. Raises ValidationError."""
        number = row[FILE_ROW].number
        for column, oddity in row[FILE_ROW].odd.items():
            if column in self._column_fields and oddity in (Oddity.FORMULA, Oddity.ERROR_VALUE):
                message = FORMULA if oddity is Oddity.FORMULA else ERROR_VALUE
                raise ValidationError({self._column_fields[column]: _(message)})
        for name in self.columns:
            if name in row:
                row[name] = " ".join(str(row[name]).split())
        if not row["name"]:
            raise ValidationError({"name": _("The name is missing.")})
        key = self.row_key(row)
        folded = tuple(map(_folded, key))
        if folded in self._row_numbers:
            earlier = {"number": self._row_numbers[folded]}
            raise ValidationError({"name": _("Row %(number)s says the same. Keep one of them.") % earlier})
        self._row_numbers[folded] = number
        if not row.get("position"):
            row.pop("position", None)

    def row_key(self, row: dict[str, Any]) -> Key:
        return (row["name"],)

    def find(self, key: Key) -> Any:
        """The object with this key, exactly or else folded; None where the bank has none."""
        return self._objects.get(("exact", *key)) or self._objects.get(("folded", *map(_folded, key)))

    def get_instance(self, instance_loader: Any, row: dict[str, Any]) -> Any:
        instance = self.find(self.row_key(row))
        if instance is not None:
            row["name"] = instance.name
        return instance

    def after_init_instance(self, instance: Any, new: bool, row: dict[str, Any], **options: Any) -> None:
        self._old_values = None if new else self._values(instance)
        if new and "position" not in row:
            instance.position = self.next_position(row)

    def next_position(self, row: dict[str, Any]) -> int:
        last = self.get_queryset().aggregate(last=Max("position"))["last"]
        return (last or 0) + 1

    def after_save_instance(self, instance: Any, row: dict[str, Any], **options: Any) -> None:
        """Record the audit event; a dry run rolls it back with everything else."""
        self._add_object(instance)
        record(
            actor=options["user"],
            action=f"{instance._meta.model_name}.{'create' if self._old_values is None else 'change'}",
            target=instance,
            before=self._old_values,
            after=self._values(instance),
        )

    def _values(self, instance: Any) -> dict[str, str]:
        return {name: str(self.fields[name].export(instance) or "") for name in self.columns}

    def after_import(self, dataset: Dataset, result: Any, **options: Any) -> None:
        """Number the invalid rows as in the file."""
        super().after_import(dataset, result, **options)
        for invalid in (*result.invalid_rows, *result.error_rows):
            invalid.number = self._file_numbers[invalid.number - 1]


class CategoryResource(NamedResource):
    name = Field("name", "name")
    position = Field("position", "position", widget=WholeNumber())

    columns = {
        "name": ("name", "category", "名称", "分类", "类别", "分类名称"),
        "position": ("position", "order", "顺序", "排序", "序号"),
    }
    labels = {"name": gettext_lazy("category"), "position": gettext_lazy("order")}

    class Meta:
        model = Category
        fields = ("name", "position")
        import_id_fields = ("name",)
        name = gettext_lazy("categories")


class CompetencyResource(NamedResource):
    """A row without a chapter is a chapter. Chapters precede their sections or are in the bank already."""

    chapter = Field("parent", "chapter", widget=ForeignKeyWidget(Competency, "name"))
    name = Field("name", "name")
    position = Field("position", "position", widget=WholeNumber())

    columns = {
        "chapter": ("chapter", "parent", "章", "所属章", "上级", "大类"),
        "name": ("name", "competency", "section", "名称", "能力项", "节"),
        "position": CategoryResource.columns["position"],
    }
    labels = {
        "chapter": gettext_lazy("chapter"),
        "name": gettext_lazy("competency"),
        "position": gettext_lazy("order"),
    }

    class Meta:
        model = Competency
        fields = ("chapter", "name", "position")
        import_id_fields = ("name",)
        name = gettext_lazy("competencies")

    def get_queryset(self) -> Any:
        return Competency.objects.select_related("parent").order_by(
            "parent__position", "parent_id", "position", "id"
        )

    def key_of(self, obj: Competency) -> Key:
        return (obj.parent.name if obj.parent else "", obj.name)

    def row_key(self, row: dict[str, Any]) -> Key:
        return (row.get("chapter", ""), row["name"])

    def before_import_row(self, row: dict[str, Any], **options: Any) -> None:
        super().before_import_row(row, **options)
        if row.get("chapter"):
            chapter = self.find(("", row["chapter"]))
            if chapter is None:
                raise ValidationError(
                    {
                        "chapter": _(
                            "There is no chapter “%(name)s”. Put it in a row of its own above, without a "
                            "chapter beside it."
                        )
                        % {"name": row["chapter"]}
                    }
                )
            row["chapter"] = chapter.name

    def next_position(self, row: dict[str, Any]) -> int:
        chapter = row.get("chapter") or None
        last = Competency.objects.filter(parent__name=chapter).aggregate(last=Max("position"))["last"]
        return (last or 0) + 1


def _folded(name: str) -> str:
    return key_of_name(name) if name else ""


class QuestionResource(resources.Resource):
    """Questions. The "dataset" is a judged batch: the rules are those of every import."""

    #: None: columns are matched as on the site (qbank.spreadsheets.columns).
    columns: ClassVar[Mapping[str, tuple[str, ...]]] = {}

    @classmethod
    def get_display_name(cls) -> str:
        return str(Question._meta.verbose_name_plural)

    def import_data(self, dataset: ImportBatch, dry_run: bool = False, **options: Any) -> Result:
        """The numbers of new, changed and unchanged questions. Raises ImportStateError.

        Unless it is a dry run, all accepted rows are imported, or none.
        """
        result = Result()
        rows = dataset.rows.count()
        new, changed = creating_rows(dataset).count(), changing_rows(dataset).count()
        result.totals[RowResult.IMPORT_TYPE_NEW] = new
        result.totals[RowResult.IMPORT_TYPE_UPDATE] = changed
        result.totals[RowResult.IMPORT_TYPE_SKIP] = rows - new - changed
        result.total_rows = rows
        if not dry_run:
            start_apply(batch=dataset, actor=options["user"])
            apply_batch(batch_id=dataset.pk)
        return result
