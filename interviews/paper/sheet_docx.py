"""An interview sheet as a Word file: the same content as its print page, in tables to type into."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from docx.shared import Length, Mm

from common.numbers import format_decimal
from common.spacing import join_sentences
from interviews.models import Company
from interviews.paper.docx import BOX, WordDocument, add_check_box
from interviews.paper.pages.sheet import Copy, Legend, Paper, PaperItem
from interviews.room.pages.scorecard import PageAnswer

_NARROW = Mm(17)


def sheet_docx(
    paper: Paper, copies: Sequence[Copy], *, company: Company, running: str, landscape: bool = False
) -> WordDocument:
    """One copy after the other, each on a new page."""
    word = WordDocument(
        company=company,
        title=paper.title,
        running=running,
        landscape=landscape,
        several_copies=len(copies) > 1,
    )
    for number, copy in enumerate(copies):
        if number:
            word.new_copy()
        _head(word, paper, copy, columns=3 if landscape else 2)
        _legend(word, paper.legend)
        if landscape:
            left, right = word.columns(0.64)
            with left:
                _overview(word, paper)
            with right:
                _result(word, paper)
            word.gap(keep=False)
        else:
            _overview(word, paper)
            _result(word, paper)
        for section in paper.sections:
            own_page = paper.kind.conversation
            if section.title:
                word.heading(f"{section.title} · {_minutes(section.minutes)}", 1, new_page=own_page)
            for place, item in enumerate(section.items):
                _question(word, paper, item, new_page=own_page and not (section.title and place == 0))
    return word


def _minutes(number: int) -> str:
    return ngettext("%(number)s minute", "%(number)s minutes", number) % {"number": number}


def _head(word: WordDocument, paper: Paper, copy: Copy, *, columns: int) -> None:
    count = ngettext("%(number)s question", "%(number)s questions", paper.questions)
    time = _("%(minutes)s of %(planned)s minutes")
    facts = [
        paper.kind.heading,
        _("Version %(version)s") % {"version": paper.version},
        count % {"number": paper.questions},
        time % {"minutes": paper.minutes, "planned": paper.planned_minutes},
    ]
    word.title(paper.title, " · ".join(facts))
    word.facts(copy.facts, columns)


def _legend(word: WordDocument, legend: Legend) -> None:
    word.heading(_("How to fill this in"), 4)
    scale = legend.scale
    lines = [_("Tick met, partly or missed for each.")]
    if legend.ladders:
        lines.append(
            _(
                "On a ladder judge from the lowest level up: a level counts only when all levels below it "
                "are met."
            )
        )
    if legend.flags:
        lines.append(_("Tick one only when it appeared, and write down what happened."))
    lines.append(
        _("Ratings run from %(lowest)s to %(highest)s in steps of %(step)s.")
        % {
            "lowest": format_decimal(scale.minimum),
            "highest": format_decimal(scale.maximum),
            "step": format_decimal(scale.step),
        }
    )
    lines.append(
        _("Ratings of %(low)s or lower, and of %(high)s or higher, need their evidence written down.")
        % {"low": format_decimal(scale.evidence_at_or_below), "high": format_decimal(scale.evidence_from)}
    )
    if legend.ladders:
        lines.append(
            _("A value on a behaviour ladder rated below %(floor)s disqualifies.")
            % {"floor": format_decimal(scale.floor)}
        )
    word.paragraph(join_sentences(lines), "Caption")
    word.paragraph(_bands(legend), "Caption")


def _bands(legend: Legend) -> str:
    opens = _("from %(percent)s %%")
    bands = [
        f"{name} {opens % {'percent': number_format(percent.normalize(), use_l10n=True)}}"
        for name, percent in legend.bands
    ]
    return " · ".join([*bands, f"{legend.scale.lowest_band} {_('below that')}"])


def _question(word: WordDocument, paper: Paper, paper_item: PaperItem, *, new_page: bool) -> None:
    item = paper_item.page.item
    text, *more = item.text.splitlines() or [""]
    word.heading(f"{item.position}. {text}", 2, new_page=new_page)
    for line in more:
        word.paragraph(line, keep=True)
    facts = [item.code, item.category, str(item.get_kind_display()), _minutes(item.minutes)]
    facts.append(_("weight %(weight)s") % {"weight": paper_item.weight})
    if paper_item.led_by:
        facts.append(_("led by %(name)s") % {"name": paper_item.led_by})
    word.paragraph(" · ".join(facts), "Caption", keep=True)
    if not word.landscape:
        _ask(word, paper, paper_item)
        _points(word, paper_item)
        _flags(word, paper_item)
        _judge(word, paper, paper_item, notes=_notes_room(word, paper))
        return
    # As on the print page: what is asked stands beside what is given; on the form the points do.
    left, right = word.columns(keep=not paper.kind.conversation)
    with left:
        _ask(word, paper, paper_item)
        if paper.kind.conversation:
            word.to_write_in([(_("Notes"), _notes_room(word, paper))], keep=True)
        else:
            _points(word, paper_item)
    with right:
        if paper.kind.conversation:
            _points(word, paper_item)
        _flags(word, paper_item)
        _judge(word, paper, paper_item)
    word.gap(keep=False)


def _notes_room(word: WordDocument, paper: Paper) -> float:
    """In millimetres; 0 where the conversation is not written down."""
    if not paper.kind.conversation:
        return 0
    return 18 if paper.kind.answers else 60


def _ask(word: WordDocument, paper: Paper, paper_item: PaperItem) -> None:
    """What the interviewer has before them while they ask."""
    if paper.kind.conversation and paper_item.page.item.probes:
        word.heading(_("Follow-up probes"), 4)
        word.bullets(paper_item.page.item.probes, keep=True)
    if paper.kind.answers:
        for number, answer in enumerate(paper_item.page.answers, start=1):
            _answer(word, answer, number if len(paper_item.page.answers) > 1 else None)


def _answer(word: WordDocument, answer: PageAnswer, number: int | None) -> None:
    title = _("Reference answer")
    word.heading(title if number is None else f"{title} {number}", 4)
    word.paragraph("".join(part.text for part in answer.parts), "Body Text")
    if not answer.complete:
        word.paragraph(_("The source cut this answer off."), "Caption")


def _points(word: WordDocument, paper_item: PaperItem) -> None:
    marks = [_("Met"), _("Partly"), _("Missed")]
    boxes = [BOX, BOX, BOX]
    points = paper_item.page.points
    if paper_item.ladder:
        header = [_("Level"), _("Rubric points"), *marks]
        rows = [[str(point.level), point.text, *boxes] for point in points]
        word.table(header, rows, [_NARROW, None, *[_NARROW] * 3], centered=[0, 2, 3, 4], keep=True)
    else:
        header = [_("Rubric points"), _("Weight"), *marks]
        rows = [[point.text, point.weight, *boxes] for point in points]
        word.table(header, rows, [None, *[_NARROW] * 4], centered=[1, 2, 3, 4], keep=True)
    word.gap()


def _flags(word: WordDocument, paper_item: PaperItem) -> None:
    if paper_item.page.flags:
        flags = [[f"! {flag.text}", BOX] for flag in paper_item.page.flags]
        header = [_("Red flags"), _("Appeared")]
        word.table(header, flags, [None, Mm(20)], centered=[1], keep=True)
        word.gap()


def _judge(word: WordDocument, paper: Paper, paper_item: PaperItem, *, notes: float = 0) -> None:
    _rating(word, paper.legend)
    _records(word, paper, paper_item, notes=notes)


def _rating(word: WordDocument, legend: Legend) -> None:
    """A box to tick under every rating, in one row."""
    if not legend.boxes:
        return
    share = Length(word.width // len(legend.steps))
    labels = [f"{step.value} *" if step.evidence else step.value for step in legend.steps]
    places = range(len(labels))
    table = word.table(labels, [[BOX] * len(labels)], [share] * len(labels), centered=places, keep=True)
    for step, cell in zip(legend.steps, table.rows[0].cells, strict=True):
        for run in cell.paragraphs[0].runs:
            run.bold = step.whole or None
    word.gap()


def _records(word: WordDocument, paper: Paper, paper_item: PaperItem, *, notes: float) -> None:
    """Room to write; ``notes``: for those of the conversation, in millimetres."""
    fields = [(_("Notes"), notes)] if notes else []
    if not paper.legend.boxes:
        fields.append((_("Rating"), 9))
    if paper_item.page.flags:
        fields.append((_("Red flags: what happened"), 7))
    fields += [
        (_("Evidence (for ratings with *)") if paper.legend.boxes else _("Evidence"), 10),
        (_("Reason, where the rating differs from what the points suggest"), 7),
        (_("Not asked, because"), 7),
    ]
    table = word.to_write_in(fields, keep=True)
    add_check_box(table.rows[-1].cells[1].paragraphs[0])
    # LibreOffice keeps a whole table with what follows where Word keeps its rows together.
    word.gap(keep=False)


def _overview(word: WordDocument, paper: Paper) -> None:
    """All questions, with room to add their ratings up."""
    word.heading(_("Overview and result"), 1)
    minutes = pgettext("head of a column", "Minutes")
    header = [_("No."), _("Question"), minutes, _("Weight"), _("Rating"), _("Weight × rating")]
    rows: list[list[object]] = []
    titles = []
    for section in paper.sections:
        if section.title:
            titles.append(len(rows) + 1)
            rows.append(["", section.title, section.minutes, "", "", ""])
        for paper_item in section.items:
            item = paper_item.page.item
            rows.append([item.position, paper_item.page.title, item.minutes, paper_item.weight, "", ""])
    titles.append(len(rows) + 1)
    rows.append(["", _("Sum"), paper.minutes, paper.weight, "", ""])
    widths = [Mm(12), None, Mm(16), Mm(16), Mm(18), Mm(24)]
    table = word.table(header, rows, widths, centered=[0, 2, 3, 4, 5])
    for number in titles:
        for run in table.rows[number].cells[1].paragraphs[0].runs:
            run.bold = True


def _result(word: WordDocument, paper: Paper) -> None:
    """The share, its band, and what else is to be said of the whole."""
    word.gap()
    scale = paper.legend.scale
    text = _(
        "Result in percent: the sum of weight × rating, divided by %(highest)s × the weights of the "
        "questions asked (%(most)s when all were)."
    )
    word.paragraph(
        text % {"highest": format_decimal(scale.maximum), "most": paper.most}, "Caption", keep=True
    )
    outcome = word.paragraph(f"{_('Result')} ________ %    ", keep=True)
    for name in [*(name for name, _percent in paper.legend.bands), scale.lowest_band]:
        add_check_box(outcome)
        outcome.add_run(f" {name}    ")
    if paper.legend.ladders:
        add_check_box(outcome)
        disqualified = _("disqualified: a ladder rated below %(floor)s")
        outcome.add_run(f" {disqualified % {'floor': format_decimal(scale.floor)}}")
    word.to_write_in([(_("Overall impression"), 24), (_("Signature and date"), 11)], keep=True)
    word.gap(keep=False)
