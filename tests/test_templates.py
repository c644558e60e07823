"""Templates can be found, are all used, and can be read."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.template import TemplateDoesNotExist, engines
from django.template.loader import get_template
from django.template.loaders.app_directories import Loader

ROOT = Path(settings.BASE_DIR)
FOLDER = ROOT / "templates"
TEMPLATES = sorted(
    path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.suffix in (".html", ".txt")
)
APPS = ("accounts", "common", "config", "home", "interviews", "qbank")

TEMPLATES_A_FOLDER = 25
LINE_LENGTH = 160

KEEPS_WHITE_SPACE = re.compile(r"""<[^>]*class="[^"]*\bprewrap\b[^>]*>\s""")
TAG = re.compile(r"""{%-?\s*(?P<tag>\w+)\s(?P<arguments>.*?)%}""", re.DOTALL)
QUOTED = re.compile(r""""[^"]*"|'[^']*'""")
VARIABLE_IS_SET = re.compile(r"""\b(\w+)=|\bas\s+(\w+)""")
#: They fit every value, so they name none.
SAYS_NOTHING = {"one", "found", "told", "kept", "held", "said", "thing"}
IN_TEMPLATE = re.compile(r"""{%-?\s*(?:include|extends)\s+["']([^"'#]+)""")


def names_in_templates() -> Iterator[str]:
    for template in TEMPLATES:
        yield from IN_TEMPLATE.findall((FOLDER / template).read_text())


def names_in_code() -> Iterator[str]:
    """The template names that the code writes, as patterns: what an f-string fills in matches anything."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    pattern = re.escape(node.value)
                elif isinstance(node, ast.JoinedStr):
                    pattern = "".join(
                        re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z_]*"
                        for part in node.values
                    )
                else:
                    continue
                if "/" in pattern and re.fullmatch(r"\S+\\\.(html|txt)", pattern):
                    yield pattern


def variables_set(source: str) -> Iterator[str]:
    """The variables that a template sets itself: in loops, with ``name=value`` and with ``as name``."""
    for tag in TAG.finditer(source):
        arguments = QUOTED.sub("", tag["arguments"])
        if tag["tag"] == "for":
            yield from re.findall(r"\w+", arguments.partition(" in ")[0])
        else:
            yield from (before or after for before, after in VARIABLE_IS_SET.findall(arguments))


def replaces_another(template: str) -> bool:
    """Whether an app brings a template of this name, which ours stands in for."""
    loader = Loader(engines["django"].engine)
    try:
        loader.get_template(template)
    except TemplateDoesNotExist:
        return False
    return True


def test_no_folder_holds_more_than_a_screenful():
    sizes = Counter(Path(template).parent.as_posix() for template in TEMPLATES)
    assert {folder: size for folder, size in sizes.items() if size > TEMPLATES_A_FOLDER} == {}


def test_every_template_that_is_named_exists():
    for name in names_in_templates():
        get_template(name)
    patterns = {pattern for pattern in names_in_code() if re.match(r"[a-z_]+/", pattern)}
    assert {p for p in patterns if not any(re.fullmatch(p, template) for template in TEMPLATES)} == set()


def test_every_template_is_used():
    used = {*names_in_templates()}
    for pattern in names_in_code():
        used |= {template for template in TEMPLATES if re.fullmatch(pattern, template)}
    assert {name for name in TEMPLATES if name not in used and not replaces_another(name)} == set()


def test_no_line_is_too_long_to_read():
    """In a page: a line broken in the template of a letter is broken in the letter."""
    long = [
        f"{template}:{number}"
        for template in TEMPLATES
        for number, line in enumerate((FOLDER / template).read_text().splitlines(), start=1)
        if template.endswith(".html") and len(line) > LINE_LENGTH
    ]
    assert long == []


def test_white_space_that_a_browser_keeps_begins_with_the_text():
    """The formatter breaks lines within block-level elements, not within a span: long texts need one."""
    broken = [template for template in TEMPLATES if KEEPS_WHITE_SPACE.search((FOLDER / template).read_text())]
    assert broken == []


def test_a_variable_is_named_after_what_it_is():
    vague = {
        f"{template}: {name}"
        for template in TEMPLATES
        for name in variables_set((FOLDER / template).read_text())
        if name in SAYS_NOTHING
    }
    assert vague == set()


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("{% for one in rounds %}", ["one"]),
        ("{% for name, one in notes reversed %}", ["name", "one"]),
        ("{% with\n  one=card.decision two=2 %}", ["one", "two"]),
        ("{% include 'x.html' with one=round only %}", ["one"]),
        ("{% blocktranslate trimmed count one=list|length %}", ["one"]),
        ("{% translate 'kept as one, held=1' as heading %}", ["heading"]),
        ("{% if one == 1 %}", []),
    ],
)
def test_the_variables_that_a_template_sets(source: str, names: list[str]):
    assert list(variables_set(source)) == names
