"""What the Markdown files name exists: paths, modules, addresses, permissions, commands, settings, links."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.module_loading import import_string

from accounts.roles import ROLES
from tests import house

DOCUMENTS = house.files(".md")
BY_NAME = [pytest.param(path, id=path.as_posix()) for path in DOCUMENTS]
SOURCES = (".py", ".js", ".html", ".css", ".toml", ".yaml", ".sh", ".txt", ".po")

FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
#: `code` within a line; a longer run of backticks quotes shorter ones.
INLINE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)

PATH = re.compile(r"[\w.*-]+(?:/[\w.*-]+)*/?")
SUFFIXES = (*SOURCES, ".md", ".json", ".lock", ".svg", ".png", ".sql")
#: Folders that are made on the machine, and files that are somebody's own.
MADE = ("var/", ".venv/")
#: Packages that Django looks for by these names.
PRESCRIBED = ("/admin", "/management", "/templatetags")
MAKE = re.compile(r"\bmake ([a-z][a-z-]*)")
COMMAND = re.compile(r"manage\.py ([a-z_]+)")
RUN_MODULE = re.compile(r"-m ((?:tests|accounts|common|config|home|interviews|qbank)[\w.]*)")
ADDRESS = re.compile(r"[a-z]+:[a-z][a-z-]*")
DOTTED = re.compile(r"[a-z_]+(?:\.\w+)+(?:\(\))?")
VARIABLE = re.compile(r"\bQBANK_\w+")
NAME = re.compile(r"[A-Za-z_]\w*(?:\(\))?")


def text_of(document: Path) -> str:
    return (house.ROOT / document).read_text(encoding="utf-8")


def inline_code(document: Path) -> Iterator[str]:
    """What stands in backticks within the lines."""
    for match in INLINE.finditer(FENCED.sub("", text_of(document))):
        yield match[2].strip()


def all_code(document: Path) -> str:
    """All that stands in backticks, within lines and in blocks."""
    return "\n".join([*inline_code(document), *FENCED.findall(text_of(document))])


def looks_like_path(code: str) -> bool:
    """A path begins with something that lies at the top of the project, or ends like one of its files."""
    if not PATH.fullmatch(code) or code.startswith(MADE):
        return False
    first, slash, _rest = code.partition("/")
    return bool(slash and (house.ROOT / first).exists()) or code.endswith(SUFFIXES)


@cache
def own_files() -> tuple[Path, ...]:
    """All files of the project, those that the laws of the house leave out as well."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=house.ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return tuple(path for path in map(Path, listed.stdout.splitlines()) if (house.ROOT / path).is_file())


def exists(path: str) -> bool:
    """From the top of the project; `*` stands for anything. The end of a file's path does where the text
    before it has named the folder."""
    if any(house.ROOT.glob(path.rstrip("/"))):
        return True
    return any(file.as_posix().endswith(f"/{path}") for file in own_files())


@cache
def addresses() -> set[str]:
    def walk(resolver: URLResolver, space: str = "") -> Iterator[str]:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern, f"{pattern.namespace}:" if pattern.namespace else space)
            elif isinstance(pattern, URLPattern) and pattern.name:
                yield space + pattern.name

    return set(walk(get_resolver()))


@cache
def words_of_the_code() -> set[str]:
    """Every word that occurs in the project's own sources, the names of its files, and commands."""
    words = set(get_commands())
    for path in own_files():
        if path.suffix in SOURCES and "vendor" not in path.parts and path.name != Path(__file__).name:
            words.update(re.findall(r"\w+", (house.ROOT / path).read_text(encoding="utf-8", errors="ignore")))
            words.update(path.parts)
    return words


def is_importable(name: str) -> bool:
    """A module, or something in one: a class and what it has included."""
    if (house.ROOT / name.replace(".", "/")).is_dir() or (
        house.ROOT / (name.replace(".", "/") + ".py")
    ).exists():
        return True
    try:
        import_string(name)
    except ImportError:
        return False
    return True


@pytest.mark.parametrize("document", BY_NAME)
def test_paths_exist(document: Path) -> None:
    paths = {code for code in inline_code(document) if looks_like_path(code)}
    assert {path for path in paths if not exists(path)} == set()


@pytest.mark.parametrize("document", BY_NAME)
def test_modules_and_permissions_exist(document: Path) -> None:
    permissions = set().union(*ROLES.values())
    dotted = {
        code.removesuffix("()")
        for code in inline_code(document)
        if DOTTED.fullmatch(code) and code.partition(".")[0] in (*house.APPS, "tests")
    }
    dotted |= set(RUN_MODULE.findall(all_code(document)))
    assert {name for name in dotted - permissions if not is_importable(name)} == set()


@pytest.mark.parametrize("document", BY_NAME)
def test_addresses_exist(document: Path) -> None:
    named = {code for code in inline_code(document) if ADDRESS.fullmatch(code)}
    assert named - addresses() == set()


@pytest.mark.parametrize("document", BY_NAME)
def test_commands_exist(document: Path) -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", (house.ROOT / "Makefile").read_text(), re.MULTILINE))
    code = all_code(document)
    assert set(MAKE.findall(code)) - targets == set()
    assert set(COMMAND.findall(code)) - set(get_commands()) == set()


@pytest.mark.parametrize("document", BY_NAME)
def test_names_occur_in_the_code(document: Path) -> None:
    names = {code.removesuffix("()") for code in inline_code(document) if NAME.fullmatch(code)}
    assert names - words_of_the_code() == set()


@pytest.mark.parametrize("document", BY_NAME)
def test_links_lead_somewhere(document: Path) -> None:
    for target in LINK.findall(text_of(document)):
        if target.startswith("https://"):
            continue
        name, _hash, anchor = target.partition("#")
        file = (house.ROOT / document.parent / name) if name else house.ROOT / document
        assert file.exists(), target
        if anchor:
            headings = HEADING.findall(file.read_text(encoding="utf-8"))
            assert anchor in {re.sub(r"[^\w -]", "", h).lower().replace(" ", "-") for h in headings}, target


def test_every_setting_is_described() -> None:
    """Each variable that the settings read stands in docs/operations.md, and no other."""
    read = set(re.findall(r'env\.\w+\(\s*"(\w+)"', (house.ROOT / "config/settings.py").read_text()))
    described = set(re.findall(r"^\| (`.+?`) \|", text_of(Path("docs/operations.md")), re.MULTILINE))
    assert set(re.findall(r"\w+", " ".join(described))) >= read
    mentioned = {name for document in DOCUMENTS for name in VARIABLE.findall(text_of(document))}
    assert mentioned <= words_of_the_code()


def rooms() -> set[str]:
    """The packages of the project, and those of interviews and qbank."""
    packages = {path.parent for path in house.files(".py") if path.name == "__init__.py"}
    inside = {package for package in packages if package.parent in (Path("interviews"), Path("qbank"))}
    return {*house.APPS, *(package.as_posix() for package in inside)}


def test_every_room_is_described() -> None:
    """docs/architecture.md has a line for each."""
    described = set(re.findall(r"^\| `(.+?)/?` \|", text_of(Path("docs/architecture.md")), re.MULTILINE))
    assert rooms() - described == set()


def test_the_tree_in_the_readme_is_true() -> None:
    """It names each folder once, and all rooms but those that Django prescribes."""
    (tree,) = (block for block in FENCED.findall(text_of(Path("README.md"))) if "\nconfig/" in block)
    named: list[str] = []
    app = ""
    for line in tree.splitlines():
        if inner := re.match(r"  (\w+)/ ", line):
            named.append(f"{app}/{inner[1]}")
        elif outer := re.match(r"((?:\w+/ )+)", line):
            folders = outer[1].replace("/", "").split()
            named += folders
            app = folders[-1]
    assert [name for name in named if not (house.ROOT / name).is_dir()] == []
    assert len(named) == len(set(named))
    left_out = {room for room in rooms() - set(named) if not room.endswith(PRESCRIBED)}
    assert left_out == set()


def test_every_decision_is_listed() -> None:
    listed = set(re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", text_of(Path("docs/decisions/README.md"))))
    assert listed == {path.name for path in DOCUMENTS if re.match(r"\d{4}-", path.name)}


def test_what_is_not_there_is_noticed() -> None:
    assert looks_like_path("interviews/room/nowhere.py") and not exists("interviews/room/nowhere.py")
    assert looks_like_path("nowhere.py") and not exists("nowhere.py")
    assert not is_importable("interviews.room.nowhere")
    assert not is_importable("accounts.audit.nowhere")
    assert "interviews:nowhere" not in addresses()
    assert MAKE.findall("first `make nowhere`, then") == ["nowhere"]


def test_what_is_no_path_is_left_alone() -> None:
    assert not looks_like_path("var/db.sqlite3")
    assert not looks_like_path("views/")
    assert not looks_like_path("manage.py prepare")
