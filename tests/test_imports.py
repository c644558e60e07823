"""Imports run one way; pure modules know no Django."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ("accounts", "qbank", "interviews")
#: An app may import itself, the ones before it, and config's middleware for the request id.
ORDER = {
    "accounts": {"accounts"},
    "qbank": {"accounts", "qbank"},
    "interviews": {"accounts", "qbank", "interviews"},
}
PURE = [
    "qbank/documents",
    "qbank/spreadsheets",
    "qbank/drafts.py",
    "common/messages.py",
    "common/numbers.py",
    "qbank/bankfile_fields.py",
    "qbank/bankfile.py",
    "qbank/rubrics.py",
    "common/differences.py",
    "common/folding.py",
    "common/highlight.py",
    "qbank/quotes.py",
    "qbank/upload_preview.py",
    "interviews/exports/calendar.py",
    "interviews/letters.py",
    "interviews/blueprint",
    "interviews/scoring",
    "interviews/coverage.py",
    "interviews/deviations.py",
    "interviews/pictures.py",
    "interviews/sheet_differences.py",
    "interviews/charts.py",
    "interviews/exports/form_formulas.py",
    "interviews/exports/form_layout.py",
    "interviews/findings.py",
    "interviews/record_pack.py",
    "interviews/handover.py",
    "interviews/field_versions.py",
    "interviews/statistics.py",
    "interviews/stages.py",
    "interviews/deciding.py",
    "interviews/seals.py",
]
#: Inside an app: a layer may import itself and the layers before it.
LAYERS = ["models", "services", "views"]


def modules_of(path: Path) -> Iterator[Path]:
    return iter([path] if path.suffix == ".py" else sorted(path.rglob("*.py")))


def imports(path: Path) -> set[str]:
    """The absolute names a module imports, also inside functions."""
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            prefix = ".".join(package[: len(package) - node.level + 1]) + "." if node.level else ""
            module = (prefix + (node.module or "")).strip(".")
            names |= {f"{module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("app", APPS)
def test_apps_import_only_downwards(app):
    for path in modules_of(ROOT / app):
        foreign = {name for name in imports(path) if name.split(".")[0] in set(APPS) - ORDER[app]}
        assert not foreign, f"{path.relative_to(ROOT)} imports {foreign}"


@pytest.mark.parametrize("pure", PURE)
def test_pure_modules_know_no_django(pure):
    found = list(modules_of(ROOT / pure))
    assert found, f"{pure} is gone: take it off the list"
    for path in found:
        names = {name for name in imports(path) if name.split(".")[0] == "django" or ".models" in name}
        assert not names, f"{path.relative_to(ROOT)} imports {names}"


@pytest.mark.parametrize("app", APPS)
def test_layers_import_only_downwards(app):
    for index, layer in enumerate(LAYERS):
        folder = ROOT / app / layer
        module = folder if folder.exists() else folder.with_suffix(".py")
        for path in modules_of(module) if module.exists() else ():
            above = tuple(
                f"{app}.{name}" for name in (*LAYERS[index + 1 :], *(["forms"] if index < 2 else []))
            )
            upward = {name for name in imports(path) if name.startswith(above)}
            assert not upward, f"{path.relative_to(ROOT)} imports {upward}"
