"""What the three services want to be sent, which addresses are theirs, and what their answers mean."""

import json
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.models import GroupRobot
from interviews.planning.rules.robots import (
    MOST_BYTES,
    AddressFault,
    Answer,
    Service,
    address_fault,
    message,
    read_answer,
)

WECOM = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx"
DINGTALK = "https://oapi.dingtalk.com/robot/send?access_token=abc"
FEISHU = "https://open.feishu.cn/open-apis/bot/v2/hook/9f2e"
ADDRESSES = {Service.WECOM: WECOM, Service.DINGTALK: DINGTALK, Service.FEISHU: FEISHU}
NOW = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)


def test_every_service_that_can_be_chosen_is_known():
    assert set(GroupRobot.Service.values) == set(Service)


@pytest.mark.parametrize("service", Service)
def test_each_service_has_addresses_of_its_own(service):
    for owner, address in ADDRESSES.items():
        expected = None if owner is service else AddressFault.OTHER_HOST
        assert address_fault(service, address) is expected


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        (WECOM.replace("https", "http"), AddressFault.NOT_HTTPS),
        ("javascript:alert(1)", AddressFault.NOT_HTTPS),
        ("", AddressFault.NOT_HTTPS),
        ("https://127.0.0.1/cgi-bin/webhook/send?key=1", AddressFault.OTHER_HOST),
        ("https://qyapi.weixin.qq.com@10.0.0.1/cgi-bin/webhook/send?key=1", AddressFault.OTHER_HOST),
        ("https://a@qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1", AddressFault.OTHER_HOST),
        ("https://qyapi.weixin.qq.com:6379/cgi-bin/webhook/send?key=1", AddressFault.OTHER_HOST),
        ("https://qyapi.weixin.qq.com.evil.example/cgi-bin/webhook/send?key=1", AddressFault.OTHER_HOST),
        ("https://[::1/", AddressFault.OTHER_HOST),
        ("https://qyapi.weixin.qq.com:99999/cgi-bin/webhook/send?key=1", AddressFault.OTHER_HOST),
        ("https://qyapi.weixin.qq.com/", AddressFault.OTHER_PATH),
        ("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=", AddressFault.OTHER_PATH),
        (f"{WECOM} 复制", AddressFault.OTHER_PATH),
        (f"{WECOM}#x", AddressFault.OTHER_PATH),
        (f"{WECOM}\r\nX: y", AddressFault.OTHER_PATH),
    ],
)
def test_no_other_address_is_called(address, fault):
    assert address_fault(Service.WECOM, address) is fault


def test_a_gateway_of_ones_own_takes_http():
    own = "http://robots.intern:8080/cgi-bin/webhook/send?key=1"
    assert address_fault(Service.WECOM, own, ["robots.intern:8080"]) is None
    assert address_fault(Service.WECOM, own, ["robots.intern"]) is AddressFault.NOT_HTTPS


@given(st.text())
def test_any_text_is_told_to_be_an_address_or_none(text):
    assert all(address_fault(service, text) for service in Service)


def test_dingtalk_is_signed_in_the_address():
    sent = message(Service.DINGTALK, DINGTALK, "SEC-x", "面试", NOW)
    query = parse_qs(urlsplit(sent.url).query)
    assert query["access_token"] == ["abc"] and query["timestamp"] == ["1796090400000"]
    assert query["sign"] == ["/a6YwDq0oswWeJgEe8f59nTZ0x2Z5yshObxhQbMCan4="]
    assert json.loads(sent.body) == {"msgtype": "text", "text": {"content": "面试"}}


def test_feishu_is_signed_in_the_body():
    sent = message(Service.FEISHU, FEISHU, "SEC-x", "面试", NOW)
    assert sent.url == FEISHU
    assert json.loads(sent.body) == {
        "msg_type": "text",
        "content": {"text": "面试"},
        "timestamp": "1796090400",
        "sign": "0VnAPrvpu7goPoSyFwUrBf2hygE9tufn430trzjGSI4=",
    }


@pytest.mark.parametrize("service", Service)
def test_without_a_secret_nothing_is_signed(service):
    sent = message(service, ADDRESSES[service], "", "面试", NOW)
    assert sent.url == ADDRESSES[service] and b"sign" not in sent.body


@given(st.text(min_size=500))
def test_a_long_text_is_cut_between_characters(text):
    content = json.loads(message(Service.WECOM, WECOM, "", text, NOW).body)["text"]["content"]
    assert len(content.encode()) <= MOST_BYTES
    assert content == text or (content.endswith("…") and text.startswith(content[:-1]))


@pytest.mark.parametrize(
    ("service", "status", "body", "answer", "code"),
    [
        (Service.WECOM, 200, b'{"errcode":0,"errmsg":"ok"}', Answer.DELIVERED, ""),
        (Service.WECOM, 200, b'{"errcode":93000,"errmsg":"invalid webhook url"}', Answer.REFUSED, "93000"),
        (Service.WECOM, 200, b'{"errcode":45009}', Answer.LATER, "45009"),
        (Service.DINGTALK, 200, b'{"errcode":310000,"errmsg":"sign not match"}', Answer.REFUSED, "310000"),
        (Service.DINGTALK, 200, b'{"errcode":130101}', Answer.LATER, "130101"),
        (Service.FEISHU, 200, b'{"code":0,"msg":"success"}', Answer.DELIVERED, ""),
        (Service.FEISHU, 200, b'{"StatusCode":0,"StatusMessage":"success"}', Answer.DELIVERED, ""),
        (Service.FEISHU, 200, b'{"code":19021}', Answer.REFUSED, "19021"),
        (Service.FEISHU, 200, b'{"code":11232}', Answer.LATER, "11232"),
        (Service.FEISHU, 502, b"<html>", Answer.LATER, "HTTP 502"),
        (Service.FEISHU, 429, b"", Answer.LATER, "HTTP 429"),
        (Service.FEISHU, 302, b"", Answer.REFUSED, "HTTP 302"),
        (Service.FEISHU, 200, b"<html>a portal</html>", Answer.REFUSED, "no JSON"),
        (Service.FEISHU, 200, b"[]", Answer.REFUSED, "no JSON"),
        (Service.FEISHU, 200, b'{"ok":true}', Answer.REFUSED, "no code"),
        (Service.FEISHU, 200, b'{"code":"0"}', Answer.REFUSED, "no code"),
    ],
)
def test_answers(service, status, body, answer, code):
    assert read_answer(service, status, body) == (answer, code)
