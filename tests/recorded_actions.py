"""Which actions the code records, read from its source: what is given to record() as ``action``."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WRITERS = {"record", "record_each", "prepare_each"}
#: Stands in an action for the name of a model that is only known when the code runs.
ANY_MODEL = "*"

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class RecordedAction:
    """``function``: where it is recorded, as "Class.method" or "function"."""

    action: str
    function: str
    path: str


def source_files() -> list[Path]:
    """All modules of the project but its tests and migrations."""
    packages = [path.parent for path in ROOT.glob("*/__init__.py") if path.parent.name != "tests"]
    return [
        path for package in packages for path in package.rglob("*.py") if path.parent.name != "migrations"
    ]


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def recorded_actions() -> list[RecordedAction]:
    """Raises ValueError for an action that can't be read from the source."""
    return [recorded for path in source_files() for recorded in _Module(path).recorded()]


class _Module:
    def __init__(self, path: Path) -> None:
        self.path, self.tree = path, tree_of(path)

    def recorded(self) -> Iterator[RecordedAction]:
        if self.path.name == "audit.py":
            return
        for name, function in _functions(self.tree):
            for call in _calls(function, WRITERS):
                given = next((keyword.value for keyword in call.keywords if keyword.arg == "action"), None)
                if given is None:
                    continue  # Another method of that name.
                for action in self.values_of(given, function):
                    yield RecordedAction(action, name, str(self.path.relative_to(ROOT)))

    def values_of(self, node: ast.expr, function: Function | None) -> set[str]:
        """All that the expression may be."""
        match node:
            case ast.Constant(value=str(text)):
                return {text}
            case ast.IfExp(body=body, orelse=other):
                return self.values_of(body, function) | self.values_of(other, function)
            case ast.JoinedStr(values=parts):
                return {"".join(parts) for parts in product(*(self._part(part, function) for part in parts))}
            case ast.Name(id=name):
                return self._named(name, function)
        raise ValueError(f"{self.path}:{node.lineno}: which action is recorded can't be read")

    def _part(self, part: ast.expr, function: Function | None) -> set[str]:
        if not isinstance(part, ast.FormattedValue):
            return self.values_of(part, function)
        if isinstance(part.value, ast.Attribute) and part.value.attr == "model_name":
            return {ANY_MODEL}
        return self.values_of(part.value, function)

    def _named(self, name: str, function: Function | None) -> set[str]:
        """A variable of the function, a parameter, a constant of the module, or one imported."""
        for scope, inner in ((function, function), (self.tree, None)):
            for value in _assigned(scope, name) if scope else ():
                return self.values_of(value, inner)
        if function and name in _parameters(function):
            return self._given(name, function)
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ImportFrom) and name in {alias.name for alias in node.names}:
                return _Module(ROOT / f"{node.module.replace('.', '/')}.py")._named(name, None)
        raise ValueError(f"{self.path}: what {name} is can't be read")

    def _given(self, name: str, function: Function) -> set[str]:
        """What the module's own calls of the function give for a parameter."""
        index = _parameters(function).index(name)
        values: set[str] = set()
        for _outer, caller in _functions(self.tree):
            for call in _calls(caller, {function.name}):
                keywords = {keyword.arg: keyword.value for keyword in call.keywords}
                values |= self.values_of(keywords.get(name) or call.args[index], caller)
        return values


def _functions(tree: ast.Module) -> Iterator[tuple[str, Function]]:
    for node in tree.body:
        if isinstance(node, Function):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            for method in node.body:
                if isinstance(method, Function):
                    yield f"{node.name}.{method.name}", method


def _calls(function: Function, names: set[str]) -> Iterator[ast.Call]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield node


def _parameters(function: Function) -> list[str]:
    return [argument.arg for argument in (*function.args.args, *function.args.kwonlyargs)]


def _assigned(scope: ast.AST, name: str) -> Iterator[ast.expr]:
    nodes = scope.body if isinstance(scope, ast.Module) else ast.walk(scope)
    for node in nodes:
        if not isinstance(node, ast.Assign):
            continue
        for target in node.targets:
            if isinstance(target, ast.Name) and target.id == name:
                yield node.value
            elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                for element, value in zip(target.elts, node.value.elts, strict=True):
                    if isinstance(element, ast.Name) and element.id == name:
                        yield value
