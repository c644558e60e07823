"""Formats the site's own css; with ``--check`` fails where a file is not formatted. Long lines always fail.

Settings of cssbeautifier: one declaration and one selector a line, a blank line between rules.
"""

import sys
from pathlib import Path

import cssbeautifier

ROOT = Path(__file__).resolve().parent.parent
LINE_LENGTH = 110


def formatted(css: str) -> str:
    options = cssbeautifier.default_options()
    options.indent_size = 2
    options.end_with_newline = True
    options.space_around_combinator = True
    return str(cssbeautifier.beautify(css, options))


def main(check: bool) -> int:
    faults = []
    for path in sorted(ROOT.glob("static/css/**/*.css")):
        name, before = path.relative_to(ROOT), path.read_text(encoding="utf-8")
        after = formatted(before)
        if after != before and check:
            faults.append(f"{name} is not formatted: make format")
        elif after != before:
            path.write_text(after, encoding="utf-8")
        faults += [
            f"{name}:{number} is longer than {LINE_LENGTH} characters"
            for number, line in enumerate(after.splitlines(), start=1)
            if len(line) > LINE_LENGTH
        ]
    for fault in faults:
        print(fault)
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(check=sys.argv[1:] == ["--check"]))
