"""Fails when nobody uses a function, method or class: no code, no template, and no text that names it."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from vulture import Vulture

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("accounts", "common", "config", "home", "interviews", "qbank")
#: What is assigned is left out: Django and other libraries read most of it (ruff sees to local variables).
KINDS = {"class", "function", "method", "property", "unreachable_code"}

#: Reviewed: who calls what nobody here does.
ALLOWED = {
    "Django's apps, commands, models and sign-in": [
        *("*Config", "add_arguments", "get_full_name", "get_short_name", "get_all_permissions"),
    ],
    "Django's forms, filters and uploads": [
        *("clean_*", "label_from_instance", "valid_value", "filter_queryset"),
        "use_required_attribute",
        *("receive_data_chunk", "file_complete"),
    ],
    "Django's middleware": ["process_view", "process_exception", "process_response"],
    "Django's administration": [
        *("lookups", "view_on_site", "has_module_permission", "delete_model", "delete_queryset", "media"),
        *("get_search_results", "label_and_url_for_value", "lookup_allowed", "add_view"),
        *("get_autocomplete_fields", "field_choices"),
        *("get_fieldsets", "get_changeform_initial_data", "history_view", "construct_change_message"),
        *("log_addition", "log_change", "log_deletions", "autocomplete_view", "login", "password_change"),
        "i18n_javascript",
    ],
    "django-import-export": [
        *("can_import", "can_export", "create_dataset", "export_data", "get_title", "get_content_type"),
        *("get_import_formats", "get_export_filename", "get_export_data", "get_export_headers"),
        *("get_result_class", "get_row_result_class", "get_diff_class", "get_instance", "get_display_name"),
        *("before_import", "after_init_instance", "after_save_instance", "append_invalid_row", "as_html"),
        "import_action",
    ],
    "aliases of annotated rows, which name them in a string": ["FactsAndOwnState", "ContactAnnotations"],
    "tests of what is shown to whom": ["shown_kinds"],
    "Python's files": ["seekable", "readinto"],
    "waitress": ["channel_class"],
    "XlsxWriter": ["_xml_rich_inline_string"],
}
#: They hand what they decorate to somebody who calls it.
DECORATORS = ["@admin.register", "@register*", "@every", "@task", "@receiver"]


def named_in_templates() -> Iterator[str]:
    """All words within the tags of the templates."""
    for path in (ROOT / "templates").rglob("*.*"):
        for tag in re.findall(r"\{[{%].*?[}%]\}", path.read_text(encoding="utf-8"), re.DOTALL):
            yield from re.findall(r"\w+", tag)


def named_in_texts() -> Iterator[str]:
    """The parts of texts that can be names: of fields, methods, look-ups, dotted paths."""
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                text = node.value if isinstance(node, ast.Constant) else None
                if isinstance(text, str) and re.fullmatch(r"[\w.]+", text):
                    yield from re.split(r"\.|__", text)


def main() -> int:
    allowed = [name for names in ALLOWED.values() for name in names]
    vulture = Vulture(ignore_names=allowed, ignore_decorators=DECORATORS)
    vulture.scavenge([str(ROOT / name) for name in (*PACKAGES, "manage.py")], exclude=["*/migrations/*"])
    vulture.used_names.update(named_in_templates(), named_in_texts())
    unused = [item for item in vulture.get_unused_code() if item.typ in KINDS]
    for item in unused:
        print(f"{item.filename}:{item.first_lineno}: nobody uses the {item.typ} {item.name}")
    print(
        "dead code: remove it, or name its caller in .ci/check_dead_code.py" if unused else "dead code: none"
    )
    return 1 if unused else 0


if __name__ == "__main__":
    sys.exit(main())
