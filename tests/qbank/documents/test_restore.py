"""What damaged a text is undone; what was not damaged comes back as it was."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qbank.documents.restoring import rules
from qbank.documents.restoring.restore import restore
from qbank.documents.restoring.segments import TextCorrection

#: Readings after traditional characters show that a text went through the site.
SITE = "質(zhì)量與經(jīng)理。"
RESTORED_SITE = "质量与经理。"


def after_site(damaged: str) -> str:
    """The restored text of what follows a sentence that went through the site."""
    text = restore(SITE + damaged).text
    assert text.startswith(RESTORED_SITE)
    return text.removeprefix(RESTORED_SITE)


@pytest.mark.parametrize(
    ("damaged", "restored"),
    [
        ("客服經(jīng)理崗位", "客服经理岗位"),
        ("準(zhǔn)確把握客戶需求??蛻舻恼Z言表達(dá)", "准确把握客户需求。客户的语言表达"),
        ("我會同時跟進(jìn)?!痹诔兄Z時,我會注意", "我会同时跟进。”在承诺时，我会注意"),
        ("首先是因?yàn)槲揖邆漭^強(qiáng)的同理心", "首先是因为我具备较强的同理心"),
        ("主要是因?yàn)閄X問題感到不滿", "主要是因为XX问题感到不满"),
        ("使用、傳輸?shù)拳h(huán)節(jié)", "使用、传输等环节"),
        ("做出初步回應(yīng)?;貞?yīng)會保持冷靜", "做出初步回应。回应会保持冷静"),
        ("高效的客服團(tuán)隊(duì)?wèi)?yīng)該具備", "高效的客服团队应该具备"),
        ("例如是否可以申請?zhí)厥馓幚頇?quán)限", "例如是否可以申请特殊处理权限"),
        ("推諉現(xiàn)象??绮块T溝通規(guī)范", "推诿现象。跨部门沟通规范"),
        ("聯(lián)合處置。跨職能快速響應(yīng)小組", "联合处置。跨职能快速响应小组"),
        ("方式或理念差異產(chǎn)生爭執(zhí)", "方式或理念差异产生争执"),
    ],
)
def test_bytes_shifted_by_a_site_are_put_back(damaged: str, restored: str) -> None:
    assert after_site(damaged) == restored


@pytest.mark.parametrize(
    "sound",
    [
        "关键绩效指标（KPI）",
        "如“我理解”（如产品、技术）",
        "（复述问题要点）",
        "在X小时内",
        "3.0版本",
        "80%",
        "24小时",
    ],
)
def test_real_brackets_digits_and_latin_survive(sound: str) -> None:
    assert after_site(sound) == sound


@pytest.mark.parametrize(
    ("damaged", "wrong_reading"),
    [
        ("影響了客戶體驗(yàn)?;谡{(diào)查結(jié)果", "悔调"),
        ("工作方向或?qū)で蟊匾馁Y源支持", "必夷"),
        ("非工作場所談?wù)摽蛻粜畔ⅲ浑S意轉(zhuǎn)發(fā)", "；随"),
    ],
)
def test_plausible_but_wrong_readings_are_flagged(damaged: str, wrong_reading: str) -> None:
    """The rules alone give these words; nobody may take them for the author's."""
    result = restore(SITE + damaged)
    flagged = "".join(s.restored for s in result.doubtful)
    assert wrong_reading in flagged


@pytest.mark.parametrize(
    "damaged", ["面向客戶的最前??蛻舻淖钋把?,客服", "建立信任??蛻?", "客服?jīng)理", "??头"]
)
def test_a_lost_byte_is_never_guessed(damaged: str) -> None:
    result = restore(SITE + damaged)
    unreadable = [s for s in result.segments if rules.UNKNOWN in s.restored]
    assert unreadable
    assert all(s.doubtful and s.note and s.rule == rules.UNREADABLE for s in unreadable)


def test_readings_taught_in_a_text_are_not_damage() -> None:
    text = "“重（chóng）新”和“重(zhòng)要”里的“重”读音不同。"
    assert restore(text).text == text.replace("(zhòng)", "（zhòng）")


LOOK_ALIKES = (
    "┅一 紦把 嘚的 悝理 怹他 ②二 噭激 昰是 囿有 歭持 囲共 の之 筞策 姠向 鼡用 仳比 丅下 詓去 夶大 淛制 鍺者 "
    "楿相 烸每 倳事 岼平 嘟都 鈈不 泹但 僦就 烮烈 惢心 囷和 嫃真 荿成 Φ中 鈳可 戓或 姩年 匼合 鉯以 鋶流 仩上 "
    "徝值 垺服 叻了 荇行 哃同 奣明 尛小 哆多 茬在 巳己 丟丢"
)


@pytest.mark.parametrize("pair", LOOK_ALIKES.split())
def test_look_alikes_are_turned_back_before_the_script_is_looked_at(pair: str) -> None:
    text = f"每天嘚工作,鈈要停,悝解客户,{pair[0]},乾道的団队很好"
    restored = restore(text).text
    assert restored.startswith(f"每天的工作，不要停，理解客户，{pair[1]}，乾道的")


def test_lost_marks_are_flagged_and_not_guessed() -> None:
    result = restore("人员确定嘚时候鈈要急悝解每一个人")
    assert result.text == "人员确定的时候不要急理解每一个人"
    assert any(s.rule == rules.LOST_MARKS and s.doubtful for s in result.segments)


@pytest.mark.parametrize("text", ["囿于成见，不要找茬。", "第①步、第②步", "Φ10的钢管", "他叫尛明"])
def test_rare_characters_of_a_sound_text_stay(text: str) -> None:
    assert restore(text).text == text


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("始終保持著積極主動", "始终保持着积极主动"),
        ("這意味著責任", "这意味着责任"),
        ("立即著手調查", "立即着手调查"),
        ("既著力解決實際問題", "既着力解决实际问题"),
        ("緊接著說明", "紧接着说明"),
        ("並未顯著增加", "并未显著增加"),
        ("著名的著作與原著", "著名的著作与原著"),
        ("乾隆年間的乾燥機", "乾隆年间的干燥机"),
        ("為什麼關係這麼複雜", "为什么关系这么复杂"),
    ],
)
def test_traditional_text_is_simplified(traditional: str, simplified: str) -> None:
    assert restore(traditional).text == simplified


@pytest.mark.parametrize(
    ("received", "restored"),
    [
        ("你为什么选择这个职业?请说明,谢谢!", "你为什么选择这个职业？请说明，谢谢！"),
        ("指标(KPI)完成情况:良好;其他(如培训)", "指标（KPI）完成情况：良好；其他（如培训）"),
        ("例如:“对吗?”他问", "例如：“对吗？”他问"),
        ("软件为CAD,PROE,UG等.请下载", "软件为CAD,PROE,UG等。请下载"),
        ("1.请描述3.0版,共1,000个,10:30开始", "1.请描述3.0版，共1,000个，10:30开始"),
        ("占50%;②员工先自评", "占50%；②员工先自评"),
        ("更新的方式(如版本更新前。\n不方便。\n)", "更新的方式（如版本更新前。\n不方便。\n）"),
        ("Plain English (really), isn't it?", "Plain English (really), isn't it?"),
    ],
)
def test_marks_in_chinese_text_are_full_width(received: str, restored: str) -> None:
    assert restore(received).text == restored


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n",
        "客服经理应当耐心。",
        "只有这样！\n\n一、自我认知",
        "The plan: do it.",
        "陈经理（陳）说：好。",
    ],
)
def test_a_sound_text_comes_back_unchanged(text: str) -> None:
    assert restore(text).text == text


def test_a_correction_is_a_repair_with_its_reason() -> None:
    correction = TextCorrection("甲乙", "丙", before="前", after="后", reason="读作丙")
    result = restore("前甲乙后,甲乙", [correction])
    assert result.text == "前丙后，甲乙"
    (repair,) = result.repairs
    assert (repair.received, repair.restored, repair.rule, repair.note) == (
        "甲乙",
        "丙",
        "correction",
        "读作丙",
    )
    assert not repair.doubtful


def test_of_overlapping_corrections_the_earlier_place_counts() -> None:
    assert restore("一二三", [TextCorrection("二三", "x"), TextCorrection("一二", "y")]).text == "y三"


def test_a_correction_may_take_text_out_and_one_without_a_place_does_nothing() -> None:
    corrections = [
        TextCorrection("12", "", after="教学"),
        TextCorrection("没有", "有"),
        TextCorrection("", "处处"),
    ]
    assert restore("12教学内容12", corrections).text == "教学内容12"


#: Pieces that the rules react to, in any order.
PIECES = st.sampled_from([*"?,().。Z{@6嘚鈈悝②著乾客槲閄\x00😀é\ufffd \n…", "\ud800"]) | st.sampled_from(
    ["(yàn)", "?yàn)", "?wèi)", "??", "?!", "?;", "驗(yàn)", "經(jīng)"]
)


@settings(deadline=None, max_examples=300)
@given(st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join)))
def test_any_text_can_be_restored_and_what_was_received_is_kept(text: str) -> None:
    result = restore(text)
    assert result.received == text
    assert all(s.received or s.restored or s.doubtful for s in result.segments)
    repairs = [s for s in result.segments if s.rule and s.received and s.rule != rules.IMPROBABLE]
    assert all(s.received != s.restored for s in repairs)
    assert all(s.note for s in result.doubtful)


@settings(deadline=None, max_examples=200)
@given(
    st.lists(PIECES, max_size=20).map("".join),
    st.lists(
        st.builds(TextCorrection, damaged=st.text("客(?é", max_size=3), restored=st.text(max_size=3)),
        max_size=4,
    ),
)
def test_any_correction_can_be_applied_and_what_was_received_is_kept(
    text: str, corrections: list[TextCorrection]
) -> None:
    assert restore(text, corrections).received == text


@settings(deadline=None)
@given(st.text("客户经理的团队你我他是不1.2、,:;?!()“”（）ABc 3\n"))
def test_restoring_a_restored_text_changes_nothing(text: str) -> None:
    restored = restore(text).text
    assert restore(restored).text == restored
