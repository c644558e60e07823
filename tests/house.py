"""The house in figures: ``python -m tests.house``.

Prints how many modules and templates the largest folders hold, how deep imports reach, which modules import
in a circle, and how many imports stay within a subject, go from one subject to another, to what all share,
or up. Tests ask here for the laws of the house.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parent.parent
APPS = ("accounts", "common", "config", "home", "interviews", "qbank")
#: From the top down: the layers of the contracts in pyproject.toml, which lint-imports keeps.
ORDER = (
    *("config", "home"),
    *(f"interviews.{room}" for room in ("urls", "admin", "management", "templatetags", "apps")),
    *(f"interviews.{room}" for room in ("privacy", "outcome", "paper", "planning", "building", "room")),
    *(f"interviews.{room}" for room in ("candidates", "company", "common", "access", "models")),
    *(f"interviews.{room}" for room in ("scoring", "blueprint", "statistics")),
    *(f"qbank.{room}" for room in ("urls", "admin", "management", "apps")),
    *(f"qbank.{room}" for room in ("imports", "sources", "questions", "models")),
    *(f"qbank.{room}" for room in ("spreadsheets", "documents", "bankfile", "similarity")),
    *("accounts", "common"),
)
#: What the rest is there for. All else is shared: the models, the pure packages, what starts and joins.
SUBJECTS = frozenset(
    {
        *(f"interviews.{room}" for room in ("privacy", "outcome", "paper", "planning", "building", "room")),
        *("interviews.candidates", "interviews.company", "qbank.imports", "qbank.sources", "qbank.questions"),
    }
)


@cache
def graph() -> grimp.ImportGraph:
    """Every import of the code, those inside functions too."""
    return grimp.build_graph(*APPS, cache_dir=None)


def files(*suffixes: str, under: str = ".") -> list[Path]:
    """The project's own files with these suffixes that git knows; no vendored ones, no migrations."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", under],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    paths = (Path(name) for name in listed)
    return [
        path
        for path in paths
        if path.suffix in suffixes
        and not {"vendor", "migrations"} & set(path.parts)
        and (ROOT / path).exists()
    ]


def folder_sizes(*suffixes: str, under: str = ".") -> Counter[Path]:
    """How many files each folder holds; a package's ``__init__.py`` is the folder itself."""
    return Counter(path.parent for path in files(*suffixes, under=under) if path.name != "__init__.py")


def code_files() -> list[Path]:
    """The Python files of the apps, as whole paths."""
    return [ROOT / path for path in files(".py") if path.parts[0] in APPS]


def class_homes() -> dict[str, set[str]]:
    """The modules that define each class, by its name; a class inside another goes by the outer one."""
    homes: dict[str, set[str]] = {}
    for path in code_files():
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.ClassDef):
                module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
                homes.setdefault(node.name, set()).add(module)
    return homes


def private_uses(path: Path, source: str) -> list[str]:
    """Where a module names what another module keeps for itself: by importing it, or as an attribute of a
    module it imported."""
    tree = ast.parse(source)
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    ours = [node for node in imports if (node.module or "").split(".")[0] in APPS]
    modules = {alias.asname or alias.name for node in ours for alias in node.names if _is_module(node, alias)}
    imported = [
        f"{path}:{node.lineno} imports {alias.name}"
        for node in ours
        for alias in node.names
        if alias.name.startswith("_")
    ]
    return imported + [
        f"{path}:{node.lineno} uses {node.value.id}.{node.attr}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
        if node.value.id in modules and node.attr.startswith("_") and not node.attr.startswith("__")
    ]


def _is_module(node: ast.ImportFrom, alias: ast.alias) -> bool:
    target = ROOT.joinpath(*(node.module or "").split("."), alias.name)
    return target.is_dir() or target.with_suffix(".py").exists()


def circles() -> list[set[str]]:
    """The groups of modules that import each other, directly or by way of others."""
    imports = {module: graph().find_modules_directly_imported_by(module) for module in graph().modules}
    return [group for group in strongly_connected(imports) if len(group) > 1]


def depth() -> int:
    """The most modules that stand on one another: the longest chain of imports, circles counted as one."""
    imports = {module: graph().find_modules_directly_imported_by(module) for module in graph().modules}
    groups = strongly_connected(imports)
    group_of = {module: number for number, group in enumerate(groups) for module in group}
    depths: dict[int, int] = {}
    # Groups come in such an order that those they import are known before them.
    for number, group in enumerate(groups):
        below = {group_of[name] for module in group for name in imports[module]} - {number}
        depths[number] = 1 + max((depths[other] for other in below), default=0)
    return max(depths.values())


def room_of(module: str) -> str:
    """The part of :data:`ORDER` a module belongs to; an app's own name where it stands outside of them."""
    parts = module.split(".")
    name = ".".join(parts[:2])
    return name if name in ORDER else parts[0]


@dataclass(slots=True)
class Arrows:
    """How many imports there are: inside one subject, from one subject to another, and all others, which are
    those of and by what subjects share. ``upward`` names the ones against the order: (importer, imported)."""

    within_subjects: int = 0
    between_subjects: int = 0
    shared: int = 0
    upward: list[tuple[str, str]] = field(default_factory=list)


def arrows() -> Arrows:
    """Every import between two modules, counted by where it goes."""
    result = Arrows()
    for module in graph().modules:
        for imported in graph().find_modules_directly_imported_by(module):
            importing_room, imported_room = room_of(module), room_of(imported)
            if (
                importing_room in ORDER
                and imported_room in ORDER
                and ORDER.index(imported_room) < ORDER.index(importing_room)
            ):
                result.upward.append((module, imported))
            if importing_room == imported_room and importing_room in SUBJECTS:
                result.within_subjects += 1
            elif {importing_room, imported_room} <= SUBJECTS:
                result.between_subjects += 1
            else:
                result.shared += 1
    return result


def strongly_connected(edges: dict[str, set[str]]) -> list[set[str]]:
    """Tarjan's strongly connected components (1972), each after all those it points to."""
    index: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    components: list[set[str]] = []

    def visit(node: str) -> None:
        index[node] = lowest[node] = len(index)
        stack.append(node)
        for target in edges[node]:
            if target not in index:
                visit(target)
                lowest[node] = min(lowest[node], lowest[target])
            elif target in stack:
                lowest[node] = min(lowest[node], index[target])
        if lowest[node] == index[node]:
            start = stack.index(node)
            components.append(set(stack[start:]))
            del stack[start:]

    for node in sorted(edges):
        if node not in index:
            visit(node)
    return components


def main() -> None:
    sys.setrecursionlimit(10_000)
    counted = arrows()
    modules = [module for module in graph().modules if "migrations" not in module.split(".")]
    print(f"modules                        {len(modules)}")
    for label, suffix, under in (("modules", ".py", "."), ("templates", ".html", "templates")):
        largest = folder_sizes(suffix, under=under).most_common(3)
        print(f"most {label:<10} in a folder  ", ", ".join(f"{folder} {size}" for folder, size in largest))
    longest = sorted(((len((ROOT / p).read_text().splitlines()), p) for p in files(".py")), reverse=True)[:3]
    print("longest files                 ", ", ".join(f"{path} {lines}" for lines, path in longest))
    print(f"import depth                   {depth()}")
    groups = circles()
    print(f"modules in circles             {sum(map(len, groups))}", *(sorted(group) for group in groups))
    print(f"imports within a subject       {counted.within_subjects}")
    print(f"imports between subjects       {counted.between_subjects}")
    print(f"other imports                  {counted.shared}")
    upward = (f"{importer} → {imported}" for importer, imported in counted.upward)
    print(f"imports upward                 {len(counted.upward)}", *upward)


if __name__ == "__main__":
    main()
