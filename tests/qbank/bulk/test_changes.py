"""Many questions of the list changed at once: looked at first, made, and taken back as an import is."""

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from qbank.bulk.services import changes
from qbank.bulk.services.changes import begin_change, look_through, make_change, run_or_enqueue, start_change
from qbank.imports.services import start_undo
from qbank.models import ImportBatch, ImportRow, Question, QuestionRevision
from qbank.questions.services.many import Change
from qbank.questions.services.questions import set_status
from tests import factories

pytestmark = pytest.mark.django_db


def drafts(count=3, **fields):
    category = factories.make_category()
    return [factories.make_question(status="draft", category=category, **fields) for _ in range(count)]


def minutes(*questions):
    return [Question.objects.values_list("minutes", flat=True).get(pk=question.pk) for question in questions]


def look(client, query="", **data):
    """What the page says that would happen."""
    return client.post(f"{reverse('qbank:question-many')}{query}", data, follow=True)


def confirm(client, page):
    return client.post(reverse("qbank:change-apply", args=[page.context["batch"].pk]), follow=True)


def made(actor, change, *questions):
    batch = begin_change(actor=actor, change=change, query="", ids=[q.pk for q in questions])
    run_or_enqueue(batch)
    batch.refresh_from_db()
    run_or_enqueue(start_change(batch=batch, actor=actor))
    batch.refresh_from_db()
    return batch


class TestLookingAndChanging:
    def test_nothing_changes_before_somebody_has_seen_what_would(self, hr):
        first, second, third = drafts()
        Question.objects.filter(pk=second.pk).update(minutes=9)
        page = look(hr, which="ticked", id=[first.pk, second.pk, "x"], minutes="9")
        assert page.context["counts"] | {} == {
            "total": 2,
            "wanted": 1,
            "changed": 0,
            "refused": 0,
            "same": 1,
        }
        assert minutes(first, second, third) == [6, 9, 6]
        page = confirm(hr, page)
        assert page.context["counts"]["changed"] == 1
        assert minutes(first, second, third) == [9, 9, 6]

    def test_all_that_is_listed_on_every_page(self, hr):
        questions = drafts(30)
        other = factories.make_question()
        page = look(hr, "?status=draft", which="all", minutes="9")
        assert page.context["counts"]["wanted"] == 30
        confirm(hr, page)
        assert set(minutes(*questions)) == {9}
        assert minutes(other) == [6]

    def test_what_stands_in_the_way_is_named_and_left(self, hr):
        first, second = drafts(2)
        second.points.all().delete()
        page = look(hr, which="all", status="ready", minutes="9")
        assert (page.context["counts"]["wanted"], page.context["counts"]["refused"]) == (2, 1)
        assert [row.question for row in page.context["refused"]] == [second]
        assert "checklist" in page.context["refused"][0].problem
        confirm(hr, page)
        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.status, second.status) == ("ready", "draft")
        assert minutes(first, second) == [9, 9]

    def test_somebody_else_was_faster(self, hr):
        (question,) = drafts(1)
        page = look(hr, which="all", minutes="9")
        Question.objects.update(minutes=9)
        page = confirm(hr, page)
        assert page.context["counts"]["changed"] == 0
        assert QuestionRevision.objects.filter(question=question).count() == 1

    def test_a_change_is_made_once(self, hr):
        drafts(1)
        page = look(hr, which="all", minutes="9")
        confirm(hr, page)
        assert "moved on meanwhile" in confirm(hr, page).content.decode()
        assert QuestionRevision.objects.count() == 2

    def test_it_is_in_the_trail_with_each_question(self, hr):
        drafts(2)
        confirm(hr, look(hr, which="all", minutes="9"))
        event = AuditEvent.objects.get(action="importbatch.change")
        assert event.after["values"]["values"] == {"minutes": 9}
        assert (event.after["changed"], event.after["left"]) == (2, 0)
        assert AuditEvent.objects.filter(action="question.change").count() == 2

    def test_changing_nothing_leaves_nothing_behind(self, hr):
        (question,) = drafts(1)
        page = look(hr, "?status=draft", which="all", minutes="9")
        answer = hr.post(reverse("qbank:change-discard", args=[page.context["batch"].pk]))
        assert answer.url == f"{reverse('qbank:question-list')}?status=draft"
        assert not ImportRow.objects.exists()
        assert minutes(question) == [6]

    def test_what_was_only_looked_at_is_forgotten_with_the_next(self, hr):
        drafts(2)
        look(hr, which="all", minutes="9")
        look(hr, which="all", minutes="8")
        assert ImportBatch.objects.count() == 1
        assert ImportRow.objects.count() == 2


class TestRefusals:
    @pytest.mark.parametrize(
        ("data", "said"),
        [
            ({"which": "ticked", "minutes": "9"}, "No question is ticked"),
            ({"which": "ticked", "id": ["x", "9" * 30, "-1"], "minutes": "9"}, "No question is ticked"),
            ({"which": "all"}, "Nothing was chosen"),
            ({"which": "all", "minutes": "900"}, "120"),
            ({"which": "all", "status": "arriving"}, "Status: "),
            ({"which": "all", "competencies": ["9" * 30]}, "Competencies: "),
            ({"which": "everything", "minutes": "9", "id": ["1"]}, "For: "),
        ],
    )
    def test_what_makes_no_sense_is_said_and_nothing_begun(self, hr, data, said):
        (question,) = drafts(1)
        assert said in look(hr, **data).content.decode()
        assert minutes(question) == [6]
        assert not ImportBatch.objects.exists()

    def test_interviewers_neither_see_nor_do_it(self, interviewer):
        question = factories.make_question()
        assert "many" not in (interviewer.get(reverse("qbank:question-list")).context or {})
        assert look(interviewer, which="all", minutes="9").status_code in (403, 404)
        assert minutes(question) == [6]

    def test_an_import_of_a_file_is_no_change_and_a_change_no_import(self, hr):
        drafts(1)
        change = look(hr, which="all", minutes="9").context["batch"]
        file = ImportBatch.objects.create(name="a.csv", sha256="0" * 64, status="preview")
        assert hr.get(reverse("qbank:change-detail", args=[file.pk])).status_code == 404
        assert hr.post(reverse("qbank:change-apply", args=[file.pk])).status_code == 404
        for name in ("import-apply", "import-rejected", "import-columns"):
            assert hr.get(reverse(f"qbank:{name}", args=[change.pk])).status_code == 404
        assert hr.get(reverse("qbank:import-detail", args=[change.pk])).url.endswith(f"/changes/{change.pk}/")
        assert change.name not in hr.get(reverse("qbank:import-list")).content.decode()

    def test_a_category_that_is_gone_changes_nothing(self, hr):
        (question,) = drafts(1)
        category = factories.make_category()
        page = look(hr, which="all", category=category.pk)
        category.delete()
        page = confirm(hr, page)
        assert "Something went wrong" in page.content.decode()
        assert QuestionRevision.objects.filter(question=question).count() == 1


class TestTakingBack:
    def test_each_gets_back_what_it_had(self, hr):
        category = factories.make_category()
        question = factories.make_question(status="draft")
        competencies = list(question.competencies.all())
        before = Question.objects.values().get(pk=question.pk)
        page = look(
            hr,
            which="all",
            category=category.pk,
            kind="knowledge",
            difficulty="hard",
            minutes="9",
            status="ready",
            competencies=[factories.make_competency().pk],
            way="replace",
        )
        page = confirm(hr, page)
        assert Question.objects.get().category == category
        undo = reverse("qbank:import-undo", args=[page.context["batch"].pk])
        assert "Take back this change?" in hr.get(undo).content.decode()
        page = hr.post(undo, follow=True)
        assert page.context["undone"]["restored"] == 1
        after = Question.objects.values().get(pk=question.pk)
        changing = {"updated_at"}
        assert {name: after[name] for name in after.keys() - changing} == {
            name: before[name] for name in before.keys() - changing
        }
        assert list(question.competencies.all()) == competencies
        note = QuestionRevision.objects.filter(question=question).order_by("-number")[0].note
        assert note.startswith("Restored: the change made together")

    def test_what_somebody_edited_since_is_kept(self):
        actor = factories.make_user("hr")
        first, second = drafts(2)
        batch = made(actor, Change(values={"minutes": 9}), first, second)
        set_status(actor=actor, question=second, status="retired")
        start_undo(batch=batch, actor=actor)
        assert minutes(first, second) == [6, 9]
        batch.refresh_from_db()
        assert batch.result["undone"] == {"removed": 0, "restored": 1, "retired": 0, "kept": 1}

    def test_two_changes_are_taken_back_in_any_order(self):
        actor = factories.make_user("hr")
        (question,) = drafts(1)
        first = made(actor, Change(values={"minutes": 9}), question)
        second = made(actor, Change(values={"minutes": 12}), question)
        start_undo(batch=first, actor=actor)
        assert minutes(question) == [12]
        start_undo(batch=second, actor=actor)
        assert minutes(question) == [6]


class TestMany:
    def test_many_are_done_in_the_background_with_progress(self, hr, monkeypatch):
        monkeypatch.setattr(changes, "AT_ONCE", 2)
        enqueued = []
        monkeypatch.setattr(changes, "enqueue", enqueued.append)
        questions = drafts(5)
        page = look(hr, which="all", minutes="9")
        assert [batch.status for batch in enqueued] == ["judging"]
        assert "Every question is looked at" in page.content.decode()
        look_through(batch_id=enqueued[0].pk)
        page = hr.get(reverse("qbank:change-detail", args=[enqueued[0].pk]))
        assert page.context["counts"]["wanted"] == 5
        page = confirm(hr, page)
        assert "The questions are being changed" in page.content.decode()
        assert "0 of 5 questions" in page.content.decode()
        make_change(batch_id=enqueued[0].pk)
        assert set(minutes(*questions)) == {9}

    def test_one_that_died_goes_on_where_it_stopped(self, monkeypatch):
        actor = factories.make_user("hr")
        questions = drafts(30)
        batch = begin_change(actor=actor, change=Change(values={"minutes": 9}), query="")
        look_through(batch_id=batch.pk)
        batch = start_change(batch=batch, actor=actor)
        monkeypatch.setattr(changes.Pace, "MOST", 10)
        original, calls = changes.change_many, []

        def dying(**values):
            calls.append(len(values["ids"]))
            if len(calls) == 2:
                raise SystemExit
            return original(**values)

        monkeypatch.setattr(changes, "change_many", dying)
        with pytest.raises(SystemExit):
            make_change(batch_id=batch.pk)
        monkeypatch.setattr(changes, "change_many", original)
        done = minutes(*questions).count(9)
        assert 0 < done < 30
        ImportBatch.objects.update(run=None)
        make_change(batch_id=batch.pk)
        assert set(minutes(*questions)) == {9}
        batch.refresh_from_db()
        assert (batch.status, batch.result["changed"]) == ("applied", 30)
        assert QuestionRevision.objects.filter(note__startswith="Changed together").count() == 30

    def test_what_fails_half_way_says_what_is_changed(self, hr, monkeypatch):
        monkeypatch.setattr(changes.Pace, "MOST", 10)
        drafts(30)
        original, calls = changes.change_many, []

        def failing(**values):
            calls.append(1)
            if len(calls) == 2:
                raise ValueError
            return original(**values)

        monkeypatch.setattr(changes, "change_many", failing)
        page = confirm(hr, look(hr, which="all", minutes="9"))
        assert page.context["batch"].status == "applied"
        assert 0 < page.context["counts"]["changed"] < 30
        assert "before all of it was done" in page.content.decode()


class TestPages:
    def test_the_queries_do_not_grow(self, hr, django_assert_max_num_queries):
        counts = []
        for number in (1, 3):
            for question in drafts(number):
                question.points.all().delete()
            page = look(hr, which="all", minutes=str(number), status="ready")
            address = reverse("qbank:change-detail", args=[page.context["batch"].pk])
            with django_assert_max_num_queries(20) as queries:
                hr.get(address)
            confirm(hr, page)
            with django_assert_max_num_queries(20) as made_queries:
                hr.get(address)
            with django_assert_max_num_queries(20) as list_queries:
                hr.get(reverse("qbank:change-list"))
            counts.append((len(queries), len(made_queries), len(list_queries)))
        assert counts[0] == counts[1]

    def test_the_list_names_what_was_done_and_not_what_was_only_looked_at(self, hr):
        drafts(1)
        made_name = confirm(hr, look(hr, which="all", minutes="9")).context["batch"].name
        looked_at = look(hr, which="all", minutes="8").context["batch"].name
        page = hr.get(reverse("qbank:change-list")).content.decode()
        assert made_name in page
        assert looked_at not in page


class TestExport:
    def test_the_ticked_or_all_that_are_listed(self, hr):
        first, second, _third = drafts(3)
        answer = hr.post(
            reverse("qbank:question-many"), {"which": "ticked", "id": [first.pk, second.pk], "export": "csv"}
        )
        text = b"".join(hr.get(answer.url).streaming_content).decode("utf-8-sig")
        assert first.code in text
        assert second.code in text
        assert _third.code not in text
        answer = hr.post(f"{reverse('qbank:question-many')}?status=draft", {"which": "all", "export": "xlsx"})
        assert answer.url == f"{reverse('qbank:question-export-xlsx')}?status=draft"
