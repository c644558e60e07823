"""Workbooks written part by part, also such as no library would write."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def packed(parts: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def xml(inside: str, tag: str = "worksheet") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><{tag} xmlns="{MAIN}" xmlns:r="{RELATION}">{inside}</{tag}>'
    )


def relations(targets: Sequence[tuple[str, str]]) -> str:
    """(last word of the type, target) → rId1, rId2 …"""
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(
            f'<Relationship Id="rId{number}" Type="{RELATION}/{kind}" Target={quoteattr(target)}/>'
            for number, (kind, target) in enumerate(targets, 1)
        )
        + "</Relationships>"
    )


def strings(texts: Sequence[str]) -> str:
    """Shared strings; a text that starts with < is XML already."""
    inside = (
        text if text.startswith("<") else f'<t xml:space="preserve">{escape(text)}</t>' for text in texts
    )
    return xml("".join(f"<si>{text}</si>" for text in inside), "sst")


def styles(formats: Sequence[str | int]) -> str:
    """Style n (from 1) shows numbers by the n-th format: its code, or the number of a built-in one."""
    codes = "".join(
        f"<numFmt numFmtId={quoteattr(str(164 + index))} formatCode={quoteattr(code)}/>"
        for index, code in enumerate(formats)
        if isinstance(code, str)
    )
    uses = "".join(
        f'<xf numFmtId="{164 + index if isinstance(code, str) else code}"/>'
        for index, code in enumerate(formats)
    )
    return xml(
        f'<numFmts>{codes}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
        f'<cellXfs><xf numFmtId="0"/>{uses}</cellXfs>',
        "styleSheet",
    )


def workbook(
    sheets: Mapping[str, str],
    *,
    texts: Sequence[str] = (),
    formats: Sequence[str | int] = (),
    states: Mapping[str, str] | None = None,
    settings: str = "",
    parts: Mapping[str, str | bytes | None] | None = None,
) -> bytes:
    """{name of a sheet: what stands in its sheetData}. ``states``: {name: hidden or veryHidden};
    ``settings`` stands in the workbook part; ``parts`` replaces whole parts (None: leaves them out)."""
    states = states or {}
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"'
        + (f' state="{states[name]}"' if name in states else "")
        + "/>"
        for number, name in enumerate(sheets, 1)
    )
    targets = [("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(sheets) + 1)]
    targets += [("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")]
    content: dict[str, str | bytes | None] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": xml(f"{settings}<sheets>{listed}</sheets>", "workbook"),
        "xl/_rels/workbook.xml.rels": relations(targets),
        "xl/sharedStrings.xml": strings(texts),
        "xl/styles.xml": styles(formats),
        **{
            f"xl/worksheets/sheet{number}.xml": xml(f"<sheetData>{rows}</sheetData>")
            for number, rows in enumerate(sheets.values(), 1)
        },
        **(parts or {}),
    }
    return packed({name: part for name, part in content.items() if part is not None})


def text_cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def table(*rows: Sequence[str], first: int = 1) -> str:
    """Rows of texts, as sheetData."""
    return "".join(
        row(
            number,
            *(text_cell(f"{chr(65 + column)}{number}", text) for column, text in enumerate(cells) if text),
        )
        for number, cells in enumerate(rows, first)
    )
