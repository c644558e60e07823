"""How the company's Word files look: their styles, with East-Asian fonts, and their tables."""

from __future__ import annotations

from typing import Any

from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor, Twips

LATIN, SANS, SERIF = "Arial", "Microsoft YaHei", "SimSun"
BLACK, GREY = RGBColor(0, 0, 0), RGBColor(0x44, 0x44, 0x44)
#: Of two columns side by side, to the right of each.
COLUMN_GAP = Twips(200)

#: Style → size in points, bold, space before, space after, line height, East-Asian font. The line height is
#: the least there is: as a multiple of the font's own, some fonts would need half as many pages again.
STYLES: dict[str, tuple[float, bool, float, float, float, str]] = {
    "Normal": (9.5, False, 0, 2, 13.5, SANS),
    #: In the cells of tables.
    "No Spacing": (9.5, False, 0, 0, 12.5, SANS),
    "Title": (19, True, 0, 4, 25, SANS),
    "Subtitle": (10, False, 0, 5, 14, SANS),
    "Heading 1": (13, True, 10, 3, 18, SANS),
    "Heading 2": (11, True, 7, 2, 15, SANS),
    "Heading 3": (10, True, 6, 2, 14, SANS),
    "Heading 4": (8.5, True, 4, 1, 12, SANS),
    "Body Text": (9.25, False, 0, 2, 13.5, SERIF),
    #: What people wrote, as small as on the print page.
    "Body Text 2": (9, False, 0, 1, 13, SANS),
    "List Bullet": (9.5, False, 0, 1, 13, SANS),
    "Caption": (8.5, False, 0, 1, 11.5, SANS),
    "Header": (8.5, False, 0, 0, 12, SANS),
    "Footer": (8.5, False, 0, 0, 12, SANS),
}
_GREY_STYLES = {"Subtitle", "Caption", "Header", "Footer"}
_TABLE = """
<w:tblPr {ns}><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar><w:top w:w="20" w:type="dxa"/>
<w:left w:w="100" w:type="dxa"/><w:bottom w:w="20" w:type="dxa"/><w:right w:w="100" w:type="dxa"/>
</w:tblCellMar></w:tblPr>
"""
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_COLUMNS = (
    "<w:tblBorders {ns}>" + "".join(f'<w:{side} w:val="nil"/>' for side in _SIDES) + "</w:tblBorders>",
    """
<w:tblCellMar {ns}><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>
<w:right w:w="{gap}" w:type="dxa"/></w:tblCellMar>
""",
)


def set_styles(document: Any) -> None:
    # Also those of parts of tables, such as a first row.
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        _set_fonts(fonts.getparent(), SANS)
    for name, (*_rest, font) in STYLES.items():
        _set_fonts(document.styles[name].element.get_or_add_rPr(), font)
    defaults = document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    # Else marks such as the comma stand where traditional Chinese or Japanese has them.
    defaults.find(qn("w:lang")).set(qn("w:eastAsia"), "zh-CN")
    for name, (size, bold, before, after, line, _font) in STYLES.items():
        style = document.styles[name]
        style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
        style.font.color.rgb = GREY if name in _GREY_STYLES else BLACK
        for spacing in style.element.findall(f"{qn('w:rPr')}/{qn('w:spacing')}"):
            spacing.getparent().remove(spacing)
        paragraph_format = style.paragraph_format
        paragraph_format.space_before, paragraph_format.space_after = Pt(before), Pt(after)
        paragraph_format.line_spacing = Pt(line)
        paragraph_format.line_spacing_rule = WD_LINE_SPACING.AT_LEAST
        paragraph_format.widow_control = True
        if name.startswith("Heading"):
            paragraph_format.keep_with_next = paragraph_format.keep_together = True
    _set_table_style(document.styles["Table Grid"].element)
    border = document.styles["Title"].element.find(f"{qn('w:pPr')}/{qn('w:pBdr')}")
    if border is not None:
        border.getparent().remove(border)


def _set_table_style(element: Any) -> None:
    """Thin grey rules, and room between them and the text."""
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>' for side in _SIDES)
    element.replace(element.find(qn("w:tblPr")), parsed(_TABLE.format(ns=nsdecls("w"), borders=borders)))


def parsed(xml: str) -> Any:
    """The element of this XML, without the line breaks it is written with here."""
    return parse_xml(xml.strip().replace("\n", " ").replace("> <", "><"))


def _set_fonts(properties: Any, east_asian: str) -> None:
    """Name the fonts outright: a theme font would win over the East-Asian one."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    fonts.attrib.clear()
    for kind, name in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", east_asian)):
        fonts.set(qn(f"w:{kind}"), name)


def draw_as_columns(table: Any, *, keep: bool) -> None:
    """A table that only puts its cells beside each other, without rules. ``keep``: no page ends within."""
    layout = table._tbl.tblPr.find(qn("w:tblLayout"))
    borders, margins = (parsed(part.format(ns=nsdecls("w"), gap=COLUMN_GAP.twips)) for part in _COLUMNS)
    layout.addprevious(borders)
    layout.addnext(margins)
    if not keep:
        for mark in list(table._tbl.iter(qn("w:cantSplit"))):
            mark.getparent().remove(mark)
