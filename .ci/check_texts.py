"""Fails when an interface text lacks its Chinese, is fuzzy, or breaks a placeholder.

Whether every text of the source is in the catalogue is checked where xgettext is installed.
"""

import ast
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


#: One word for one thing, and one way to speak to people: what the interface does not say, and what it says.
UNSAID = {"您": "你", "题目集": "题组"}


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def faults(path: Path) -> list[str]:
    """What is wrong in one .po file."""
    problems = []
    for message in catalogue(path):
        if not message.id:
            continue
        sources = message.id if isinstance(message.id, tuple) else (message.id,)
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        label = f"{path.relative_to(ROOT)}: {sources[0]!r}"
        if not all(texts):
            problems.append(f"{label} is not translated")
        elif message.fuzzy:
            problems.append(f"{label} is fuzzy")
        elif any(set(PLACEHOLDER.findall(text)) - set(PLACEHOLDER.findall(sources[-1])) for text in texts):
            problems.append(f"{label} has a placeholder the source lacks")
        elif unsaid := [word for word in UNSAID if any(word in text for text in texts)]:
            problems.append(f"{label} says {unsaid[0]}: we say {UNSAID[unsaid[0]]}")
        elif len(sources) == 1 and set(PLACEHOLDER.findall(sources[0])) - set(PLACEHOLDER.findall(texts[0])):
            problems.append(f"{label} lost a placeholder")
    return problems


def unseen(path: Path) -> list[str]:
    """Texts within f-strings, which xgettext does not read, that the catalogue lacks."""
    known = {message.id if isinstance(message.id, str) else message.id[0] for message in catalogue(path)}
    problems = []
    for part in ("accounts", "common", "config", "home", "interviews", "qbank"):
        for source in sorted((ROOT / part).rglob("*.py")):
            formatted = (
                node for node in ast.walk(ast.parse(source.read_text())) if isinstance(node, ast.JoinedStr)
            )
            for call in (
                inner for node in formatted for inner in ast.walk(node) if isinstance(inner, ast.Call)
            ):
                name = getattr(call.func, "id", "")
                text = call.args[-1 if name == "pgettext" else 0] if call.args else None
                if (
                    name in ("_", "gettext", "pgettext")
                    and isinstance(text, ast.Constant)
                    and text.value not in known
                ):
                    place = f"{source.relative_to(ROOT)}:{call.lineno}"
                    problems.append(
                        f"{place}: {text.value!r} stands in an f-string, where it is not collected"
                    )
    return problems


def missing_from_catalogue(path: Path) -> list[str]:
    """Texts that makemessages finds and the catalogue lacks."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "tree"
        ignore = shutil.ignore_patterns(".venv", "var", ".git", "node_modules", "tests", "fixtures", "*.mo")
        shutil.copytree(ROOT, copy, ignore=ignore)
        subprocess.run(
            [sys.executable, "-m", "django", "makemessages", "-l", "zh_Hans", "--no-obsolete", "-v", "0"],
            cwd=copy,
            check=True,
        )
        collected = catalogue(copy / path.relative_to(ROOT))
    known = {(message.id, message.context) for message in catalogue(path)}
    return [
        f"{path.relative_to(ROOT)}: {m.id!r} is missing" for m in collected if (m.id, m.context) not in known
    ]


def main() -> int:
    path = ROOT / "locale/zh_Hans/LC_MESSAGES/django.po"
    problems = faults(path) + unseen(path)
    if shutil.which("xgettext"):
        problems += missing_from_catalogue(path)
    else:
        print(
            "xgettext is not installed: whether all texts are in the catalogue was NOT checked.",
            file=sys.stderr,
        )
    print("\n".join(problems) or "texts: complete")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
