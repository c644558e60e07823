"""Word documents as people make them: tables by their columns, cards, lists, headings, what Word hides."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml

from qbank.bankfile.drafts import BankDraft, QuestionDraft
from qbank.documents.parsing import reasons
from qbank.documents.parsing.parse import parse
from qbank.documents.reading.decode import read_document
from tests.qbank.documents.kinds.writing import ANSWERS, QUESTIONS

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PAIRS = list(zip(QUESTIONS, ANSWERS, strict=True))
CATEGORIES = (("团队", PAIRS[:3]), ("客户", PAIRS[3:]))


def data_of(write: Callable[[Document], object]) -> bytes:
    document = docx.Document()
    write(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def read(write: Callable[[Document], object]) -> BankDraft:
    return parse(read_document(data_of(write), "题库.docx"))


def questions_of(bank: BankDraft) -> list[QuestionDraft]:
    return [question for category in bank.categories for question in category.questions]


def all_there(bank: BankDraft, *, answered: bool = True) -> bool:
    written = [(q, [a] if answered else []) for q, a in PAIRS]
    return [(q.text, [answer.text for answer in q.answers]) for q in questions_of(bank)] == written


def add_row(table: docx.table.Table, *texts: str) -> list[docx.table._Cell]:
    cells = list(table.add_row().cells)
    for cell, text in zip(cells, texts, strict=False):
        cell.text = text
    return cells


def named(bank: BankDraft) -> list[tuple[str, int]]:
    return [(category.name, len(category.questions)) for category in bank.categories]


def test_columns_stand_in_any_order() -> None:
    def write(document: Document) -> None:
        table = document.add_table(0, 4)
        add_row(table, "难度", "参考答案", "面试题目", "考察点")
        for question, answer in PAIRS:
            add_row(table, "中", answer, question, "沟通")

    bank = read(write)
    assert all_there(bank)
    assert {(q.difficulty, q.competencies) for q in questions_of(bank)} == {("medium", ("沟通",))}


def test_merged_cells_name_the_category_of_all_their_rows() -> None:
    def write(document: Document) -> None:
        table = document.add_table(0, 3)
        add_row(table, "类别", "题目", "答案")
        for name, pairs in CATEGORIES:
            for index, (question, answer) in enumerate(pairs):
                add_row(table, "" if index else name, question, answer)
        table.cell(1, 0).merge(table.cell(3, 0))
        table.cell(4, 0).merge(table.cell(6, 0))

    bank = read(write)
    assert all_there(bank)
    assert named(bank) == [("团队", 3), ("客户", 3)]


def test_a_row_merged_across_names_a_category() -> None:
    def write(document: Document) -> None:
        table = document.add_table(0, 3)
        add_row(table, "序号", "题目", "答案")
        for number, (name, pairs) in enumerate(CATEGORIES):
            cells = add_row(table, f"{'一二'[number]}、{name}")
            cells[0].merge(cells[2])
            for index, (question, answer) in enumerate(pairs, 1):
                add_row(table, str(index), question, answer)

    bank = read(write)
    assert all_there(bank)
    assert named(bank) == [("团队", 3), ("客户", 3)]


def test_tables_below_headings() -> None:
    def write(document: Document) -> None:
        for name, pairs in CATEGORIES:
            document.add_heading(name, 1)
            table = document.add_table(0, 2)
            add_row(table, "问题", "评分要点")
            for question, _answer in pairs:
                add_row(table, question, "有数据（5分）\n有担当（5分）")

    bank = read(write)
    assert all_there(bank, answered=False)
    assert named(bank) == [("团队", 3), ("客户", 3)]
    assert {tuple((p.text, int(p.weight)) for p in q.points) for q in questions_of(bank)} == {
        (("有数据", 5), ("有担当", 5))
    }


@pytest.mark.parametrize("width", [2, 4])
def test_a_card_for_each_question(width: int) -> None:
    def write(document: Document) -> None:
        for number, (question, answer) in enumerate(PAIRS, 1):
            table = document.add_table(0, width)
            if width == 4:
                add_row(table, "编号", str(number), "难度", "中")
            for label, text in (("题目", question), ("参考答案", answer), ("追问", "谁反对？")):
                cells = add_row(table, label, text)
                cells[1].merge(cells[-1])
            document.add_paragraph("")

    bank = read(write)
    assert all_there(bank)
    assert {q.probes for q in questions_of(bank)} == {("谁反对？",)}


def test_a_table_without_headings() -> None:
    def write(document: Document) -> None:
        table = document.add_table(0, 3)
        for number, (question, answer) in enumerate(PAIRS, 1):
            add_row(table, str(number), question, answer)

    assert all_there(read(write))


def test_a_table_that_only_frames_the_text() -> None:
    def write(document: Document) -> None:
        cell = document.add_table(1, 1).cell(0, 0)
        cell.text = "客服面试题"
        for number, (question, answer) in enumerate(PAIRS, 1):
            cell.add_paragraph(f"{number}、{question}")
            cell.add_paragraph(f"答案：{answer}")

    assert all_there(read(write))


def test_levels_in_a_table_below_each_question() -> None:
    def write(document: Document) -> None:
        document.add_paragraph("客服面试题")
        for number, (question, _answer) in enumerate(PAIRS, 1):
            document.add_paragraph(f"{number}. {question}")
            table = document.add_table(0, 2)
            for level, text in ((5, "有数据"), (3, "有例子"), (1, "空谈")):
                add_row(table, f"{level}分", text)

    bank = read(write)
    assert all_there(bank, answered=False)
    assert [(p.level, p.text) for p in questions_of(bank)[0].points] == [
        (1, "空谈"),
        (3, "有例子"),
        (5, "有数据"),
    ]


@pytest.mark.parametrize(
    ("question_style", "answer_style"),
    [
        ("List Bullet", None),
        ("List Bullet", "List Bullet 2"),
        ("List Number", None),
        ("List Number", "List Bullet 2"),
        ("Heading 2", None),
        ("Heading 2", "List Bullet"),
    ],
)
def test_lists_and_headings(question_style: str, answer_style: str | None) -> None:
    def write(document: Document) -> None:
        document.add_heading("客服面试题", 0)
        for name, pairs in CATEGORIES:
            document.add_heading(name, 1)
            for question, answer in pairs:
                document.add_paragraph(question, style=question_style)
                document.add_paragraph(answer, style=answer_style)

    bank = read(write)
    assert all_there(bank)
    assert named(bank) == [("团队", 3), ("客户", 3)]


def test_a_list_of_numbers_within_a_list_of_numbers() -> None:
    def write(document: Document) -> None:
        document.add_paragraph("客服面试题")
        for question, _answer in PAIRS:
            document.add_paragraph(question, style="List Number")
            for step in ("先听他讲完。", "再给出时限。"):
                document.add_paragraph(step, style="List Number 2")

    bank = read(write)
    assert [question.text for question in questions_of(bank)] == list(QUESTIONS)
    assert all("先听他讲完。" in question.answers[0].text for question in questions_of(bank))


def test_bold_paragraphs_are_questions() -> None:
    def write(document: Document) -> None:
        document.add_paragraph("客服面试题")
        for question, answer in PAIRS:
            document.add_paragraph().add_run(question).bold = True
            document.add_paragraph(answer)
            document.add_paragraph("补充说明。")

    assert [question.text for question in questions_of(read(write))] == list(QUESTIONS)


def test_what_word_hides_is_left_out() -> None:
    ruby = (
        f"<w:r {W}><w:ruby><w:rubyPr/><w:rt><w:r><w:t>jī</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>绩效</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )

    def write(document: Document) -> None:
        paragraph = document.add_paragraph("1.你怎样看待")
        paragraph._p.append(parse_xml(ruby))
        paragraph.add_run("？")
        paragraph.add_run("（不要告诉候选人）").font.hidden = True
        document.add_paragraph("参考答案：看趋势。")

    (question,) = questions_of(read(write))
    assert question.text == "你怎样看待绩效？"


def test_a_table_of_contents_is_not_read_twice() -> None:
    def write(document: Document) -> None:
        document.styles.add_style("toc 1", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
        for question, _answer in PAIRS:
            document.add_paragraph(f"{question}\t1", style="toc 1")
        for question, answer in PAIRS:
            document.add_heading(question, 1)
            document.add_paragraph(answer)

    assert all_there(read(write))


def test_a_footnote_is_named_and_belongs_to_no_answer() -> None:
    note = '<w:footnote w:id="2"><w:p><w:r><w:t>只问有经验的。</w:t></w:r></w:p></w:footnote>'
    notes = f"<w:footnotes {W}>{note}</w:footnotes>"
    plain = data_of(
        lambda document: document.add_paragraph("1.你为什么来？\n答：喜欢。\n2.你会什么？\n答：管理。")
    )
    stream = io.BytesIO(plain)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("word/footnotes.xml", notes)
    bank = parse(read_document(stream.getvalue(), "a.docx"))
    assert [question.answers[0].text for question in questions_of(bank)] == ["喜欢。", "管理。"]
    assert [left.reason for left in bank.leftovers] == [reasons.FOOTNOTE]


def test_a_missing_picture_is_no_damage() -> None:
    whole = data_of(
        lambda document: document.add_paragraph("1.你为什么来？\n答：喜欢。\n2.你会什么？\n答：管理。")
    )
    relation = (
        '<Relationship Id="rId99" Target="media/image1.png" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/></Relationships>'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "word/_rels/document.xml.rels":
                content = content.replace(b"</Relationships>", relation.encode())
            new.writestr(part.filename, content)
    assert len(questions_of(parse(read_document(stream.getvalue(), "a.docx")))) == 2


def test_an_answer_in_a_card_is_no_heading_of_a_column() -> None:
    def write(document: Document) -> None:
        for question, _answer in PAIRS:
            table = document.add_table(0, 2)
            add_row(table, "题目", question)
            add_row(table, "考察维度", "执行力")
            add_row(table, "参考答案", "先听录音，判断问题出在哪一步。")
            document.add_paragraph("")

    questions = questions_of(read(write))
    assert [question.text for question in questions] == [question for question, _answer in PAIRS]
    assert {answer.text for q in questions for answer in q.answers} == {"先听录音，判断问题出在哪一步。"}


def test_a_table_in_a_cell_keeps_what_its_rows_are_worth() -> None:
    def write(document: Document) -> None:
        table = document.add_table(0, 2)
        add_row(table, "题目", "评分标准")
        for (question, _), rows in zip(
            PAIRS[:2], ((("有数据", "3"), ("有担当", "7")), (("5分", "听"), ("1分", "吼"))), strict=True
        ):
            inner = add_row(table, question)[1].add_table(0, 2)
            add_row(inner, "要点", "分值")
            for row in rows:
                add_row(inner, *row)

    weighed, graded = questions_of(read(write))
    assert [(p.text, p.weight) for p in weighed.points] == [("有数据", 3), ("有担当", 7)]
    assert [(p.level, p.text) for p in graded.points] == [(1, "吼"), (5, "听")]


def test_a_second_row_of_headings_divides_the_first_and_a_column_of_scores_weighs_the_points() -> None:
    def write(document: Document) -> None:
        table = document.add_table(0, 4)
        add_row(table, "题目", "评分标准")
        add_row(table, "", "5分", "3分", "1分")
        add_row(table, QUESTIONS[0], "提前", "当天", "没有")
        document.add_paragraph("")
        table = document.add_table(0, 3)
        add_row(table, "题目", "评分点", "分值")
        add_row(table, QUESTIONS[1], "有数据", "3")
        add_row(table, "", "有担当", "7")

    graded, weighed = questions_of(read(write))
    assert [(p.level, p.text) for p in graded.points] == [(1, "没有"), (3, "当天"), (5, "提前")]
    assert [(p.text, p.weight) for p in weighed.points] == [("有数据", 3), ("有担当", 7)]
