"""Categories and competencies as the admin imports and exports them: known by their names.

A name is the one in the bank where only spaces, marks, width or script differ, as on the site. What the
bank has and the file lacks stays; a name twice in one file is an error, not a race.
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
from qbank.spreadsheets.judging.row_drafts import ERROR_VALUE, FORMULA

Key = tuple[str, ...]
#: What a row comes to, in the order of their counts.
VERDICTS = {
    RowResult.IMPORT_TYPE_NEW: gettext_lazy("New"),
    RowResult.IMPORT_TYPE_UPDATE: gettext_lazy("Changed"),
    RowResult.IMPORT_TYPE_SKIP: gettext_lazy("Unchanged"),
}
_TAGS = {DiffOperation.ADDED: "ins", DiffOperation.REMOVED: "del"}


class WordDiff(resources.Diff):
    """What changes, word by word, marked by elements alone: the page's policy forbids styles in them."""

    def as_html(self) -> list[str]:
        shown: list[str] = []
        for before, after in zip(self.left, self.right, strict=True):
            known = "" if self.new else str(before or "")
            stretches = word_differences(known, str(after or ""))
            parts = ((_TAGS.get(one.change, "span"), one.text) for one in stretches)
            shown.append(format_html_join("", "<{0}>{1}</{0}>", parts))
        return shown


class NamedRow(RowResult):
    @property
    def verdict(self) -> str:
        return str(VERDICTS.get(self.import_type, ""))


@dataclass(frozen=True, slots=True)
class WrongRow:
    number: int
    messages: list[str]
    values: list[str]


class NamedResult(Result):
    """What the pages show of an import of rows with these ``fields``."""

    def __init__(self, fields: Sequence[str]) -> None:
        super().__init__()
        self.fields = fields

    def append_invalid_row(self, number: int, row: Mapping[str, Any], validation_error: Any) -> None:
        """With the row's cells, which stand under our names and not under the headings."""
        values = [str(row.get(name, "")) for name in self.fields]
        self.invalid_rows.append(InvalidRow(number, validation_error, values))

    @property
    def counts(self) -> list[tuple[str, int]]:
        return [(str(label), self.totals[kind]) for kind, label in VERDICTS.items()]

    @property
    def wrong_rows(self) -> list[WrongRow]:
        invalid = [WrongRow(row.number, row.error.messages, row.values) for row in self.invalid_rows]
        failed = [WrongRow(row.number, [str(one.error) for one in row.errors], []) for row in self.error_rows]
        return sorted(invalid + failed, key=lambda row: row.number)


class WholeNumber(Widget):
    def clean(self, value: Any, row: Any = None, **options: Any) -> int:
        text = fold(str(value)).strip()
        if not (text.isdecimal() and len(text) < 10):
            raise ValueError(_("“%(value)s” is not a whole number.") % {"value": str(value)[:40]})
        return int(text)

    def render(self, value: Any, obj: Any = None, **options: Any) -> Any:
        return value


class NamedResource(resources.ModelResource):
    """Rows that are known by names. ``columns``: {field: what its column may be called}."""

    columns: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    labels: ClassVar[Mapping[str, Any]] = {}

    class Meta:
        skip_unchanged = True
        report_skipped = True
        clean_model_instances = True
        use_transactions = True

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._known: dict[Key, Model] = {}
        self._seen: dict[Key, int] = {}
        self._rows: list[int] = []
        self._places: dict[int, str] = {}
        self._before: dict[str, str] | None = None

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
        """Give the columns our names. ValidationError where it can't be told which is which."""
        names = list(dataset.headers or [])
        found: dict[str, str] = {}
        for column, name in enumerate(names):
            field = next((f for f, known in self.columns.items() if fold(name).strip() in known), None)
            if field is None:
                continue
            if field in found:
                dataset.wipe()
                raise ValidationError(
                    _("“%(first)s” and “%(second)s” name the same thing. Delete one of the two columns.")
                    % {"first": found[field], "second": name}
                )
            found[field], names[column] = name, field
            self._places[column] = field
        if "name" not in found:
            dataset.wipe()
            raise ValidationError(
                _("There is no column “%(name)s”. Give the column with the names this heading.")
                % {"name": self.labels["name"]}
            )
        self._rows = [row[-1].number for row in dataset]
        dataset.headers = names
        for obj in self.existing():
            self._remember(obj)

    def existing(self) -> list[Any]:
        return list(self.get_queryset())

    def key_of(self, obj: Any) -> tuple[str, ...]:
        return (obj.name,)

    def _remember(self, obj: Any) -> None:
        exact = self.key_of(obj)
        self._known[("exact", *exact)] = obj
        self._known.setdefault(("folded", *map(_folded, exact)), obj)

    # Rows

    def before_import_row(self, row: dict[str, Any], **options: Any) -> None:
        """Names as the bank writes them; nothing that a row leaves empty. Raises ValidationError."""
        number = row[FILE_ROW].number
        for column, oddity in row[FILE_ROW].odd.items():
            if column in self._places and oddity in (Oddity.FORMULA, Oddity.ERROR_VALUE):
                said = FORMULA if oddity is Oddity.FORMULA else ERROR_VALUE
                raise ValidationError({self._places[column]: _(said)})
        for name in self.columns:
            if name in row:
                row[name] = " ".join(str(row[name]).split())
        if not row["name"]:
            raise ValidationError({"name": _("The name is missing.")})
        key = self.row_key(row)
        folded = tuple(map(_folded, key))
        if folded in self._seen:
            earlier = {"number": self._seen[folded]}
            raise ValidationError({"name": _("Row %(number)s says the same. Keep one of them.") % earlier})
        self._seen[folded] = number
        if not row.get("position"):
            row.pop("position", None)

    def row_key(self, row: dict[str, Any]) -> tuple[str, ...]:
        return (row["name"],)

    def find(self, key: tuple[str, ...]) -> Any:
        """What the bank calls so, exactly or nearly."""
        return self._known.get(("exact", *key)) or self._known.get(("folded", *map(_folded, key)))

    def get_instance(self, instance_loader: Any, row: dict[str, Any]) -> Any:
        found = self.find(self.row_key(row))
        if found is not None:
            row["name"] = found.name
        return found

    def after_init_instance(self, instance: Any, new: bool, row: dict[str, Any], **options: Any) -> None:
        self._before = None if new else self._told(instance)
        if new and "position" not in row:
            instance.position = self.next_position(row)

    def next_position(self, row: dict[str, Any]) -> int:
        last = self.get_queryset().aggregate(last=Max("position"))["last"]
        return (last or 0) + 1

    def after_save_instance(self, instance: Any, row: dict[str, Any], **options: Any) -> None:
        """The trail. A dry run takes it back with everything else."""
        self._remember(instance)
        record(
            actor=options["user"],
            action=f"{instance._meta.model_name}.{'create' if self._before is None else 'change'}",
            target=instance,
            before=self._before,
            after=self._told(instance),
        )

    def _told(self, instance: Any) -> dict[str, str]:
        return {name: str(self.fields[name].export(instance) or "") for name in self.columns}

    def after_import(self, dataset: Dataset, result: Any, **options: Any) -> None:
        """Rows by their numbers in the file."""
        super().after_import(dataset, result, **options)
        for wrong in (*result.invalid_rows, *result.error_rows):
            wrong.number = self._rows[wrong.number - 1]


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
    """A row without a chapter is a chapter; chapters stand before their sections or are in the bank."""

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

    def key_of(self, obj: Competency) -> tuple[str, ...]:
        return (obj.parent.name if obj.parent else "", obj.name)

    def row_key(self, row: dict[str, Any]) -> tuple[str, ...]:
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
    """Questions. The "dataset" is a batch whose rows are judged: the rules are those of every import."""

    #: They are matched as on the site (qbank.spreadsheets.columns).
    columns: ClassVar[Mapping[str, tuple[str, ...]]] = {}

    @classmethod
    def get_display_name(cls) -> str:
        return str(Question._meta.verbose_name_plural)

    def import_data(self, dataset: ImportBatch, dry_run: bool = False, **options: Any) -> Result:
        """How many questions are new, changed and left as they are. Raises ImportStateError.

        Unless it is a dry run they are imported: all that are accepted, or none.
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
