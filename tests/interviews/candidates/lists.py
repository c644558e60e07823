"""Lists of candidates, as HR uploads and imports them in tests."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from interviews.candidates.services import imports
from interviews.models import CandidateImport

HEADER = "姓名,应聘职位,邮箱,手机号,备注"
NEW = reverse("interviews:candidate-import-list")


def url(name: str, *ids: int) -> str:
    return reverse(f"interviews:candidate-import{name}", args=ids)


def upload_list(hr, *lines: str, name: str = "名单.csv", header: str = HEADER) -> CandidateImport:
    data = "\n".join([header, *lines]).encode("gb18030")
    answer = hr.post(NEW, {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 302, answer.context["form"].errors
    return CandidateImport.objects.latest("pk")


def verdicts(batch: CandidateImport) -> dict[int, str]:
    batch.refresh_from_db()
    return {judged.row.number: str(judged.verdict) for judged in imports.judge_rows(batch)}


def preview_of(batch: CandidateImport) -> dict[str, str]:
    batch.refresh_from_db()
    return {"seen": imports.fingerprint(imports.judge_rows(batch))}


def import_all(hr, batch: CandidateImport) -> None:
    hr.post(url("-apply", batch.pk), preview_of(batch))
    batch.refresh_from_db()
    assert batch.status == "applied"
