"""Group robots of 企业微信, 钉钉 and 飞书: their addresses, what they are sent, what their answers mean.

Pure, no Django. What each service wants stands in its documentation of custom robots: of 企业微信 in
"消息推送配置说明", of 钉钉 in "自定义机器人安全设置", of 飞书 in "自定义机器人使用指南".
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum
from typing import Any, Final
from urllib.parse import parse_qs, urlencode, urlsplit


class Service(StrEnum):
    WECOM = "wecom"
    DINGTALK = "dingtalk"
    FEISHU = "feishu"


#: Where each service takes messages: hosts, the beginning of the path, and the parameter that holds the key.
_PLACES: Final[Mapping[Service, tuple[tuple[str, ...], str, str]]] = {
    Service.WECOM: (("qyapi.weixin.qq.com",), "/cgi-bin/webhook/send", "key"),
    Service.DINGTALK: (("oapi.dingtalk.com",), "/robot/send", "access_token"),
    Service.FEISHU: (("open.feishu.cn", "open.larksuite.com"), "/open-apis/bot/v2/hook/", ""),
}
#: What stands in such an address: nothing that would have to be quoted, and no fragment.
_PLAIN: Final = re.compile(r"[!\"$-~]+")
#: Services whose robots can be given a secret to sign with.
SIGNING: Final = frozenset({Service.DINGTALK, Service.FEISHU})
#: The longest text: 企业微信 takes 2048 bytes, the others more.
MOST_BYTES: Final = 2048
#: Codes that mean "too many messages within a minute": each service has its own.
_TOO_OFTEN: Final[Mapping[Service, frozenset[int]]] = {
    Service.WECOM: frozenset({45009, 45033, -1}),
    Service.DINGTALK: frozenset({130101, 660026, -1}),
    Service.FEISHU: frozenset({9499, 11232, 99991400}),
}


class AddressFault(Enum):
    """What is wrong with an address, from the outside in."""

    NOT_HTTPS = "not https"
    OTHER_HOST = "other host"
    OTHER_PATH = "other path"


class Answer(Enum):
    """What has become of a message."""

    DELIVERED = "delivered"
    LATER = "later"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Message:
    """What is posted where: ``body`` is JSON."""

    url: str
    body: bytes


def hosts_of(service: Service) -> tuple[str, ...]:
    """The hosts of the service, the usual one first."""
    return _PLACES[service][0]


def address_fault(service: Service, address: str, own_hosts: Collection[str] = ()) -> AddressFault | None:
    """What keeps the address from being one of the service's robots; None when nothing does.

    ``own_hosts``: hosts with port, such as a company's own gateway, that take messages in the service's
    stead; there http will do.
    """
    hosts, path, parameter = _PLACES[service]
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        port = parts.port
    except ValueError:
        return AddressFault.OTHER_HOST
    is_own = parts.netloc in own_hosts
    if parts.scheme != "https" and not (is_own and parts.scheme == "http"):
        return AddressFault.NOT_HTTPS
    if not is_own and (host not in hosts or port not in (None, 443) or "@" in parts.netloc):
        return AddressFault.OTHER_HOST
    has_key = bool(parse_qs(parts.query).get(parameter)) if parameter else len(parts.path) > len(path)
    if not parts.path.startswith(path) or not has_key or not _PLAIN.fullmatch(address):
        return AddressFault.OTHER_PATH
    return None


def message(service: Service, address: str, secret: str, text: str, now: datetime) -> Message:
    """The message as the service wants it, signed where there is a secret."""
    text = _cut(text)
    if service is Service.FEISHU:
        body: dict[str, Any] = {"msg_type": "text", "content": {"text": text}}
        if secret:
            seconds = str(int(now.timestamp()))
            body |= {"timestamp": seconds, "sign": _sign(f"{seconds}\n{secret}".encode(), b"")}
        return Message(address, _json(body))
    url = address
    if secret and service is Service.DINGTALK:
        milliseconds = str(int(now.timestamp() * 1000))
        signature = _sign(secret.encode(), f"{milliseconds}\n{secret}".encode())
        url = f"{address}&{urlencode({'timestamp': milliseconds, 'sign': signature})}"
    return Message(url, _json({"msgtype": "text", "text": {"content": text}}))


def read_answer(service: Service, status: int, body: bytes) -> tuple[Answer, str]:
    """What the answer means, and a code to look up: the service's own, or the status of HTTP."""
    if status == 429 or status >= 500:
        return Answer.LATER, f"HTTP {status}"
    if status != 200:
        return Answer.REFUSED, f"HTTP {status}"
    try:
        answer = json.loads(body)
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        return Answer.REFUSED, "no JSON"
    # 飞书 says "code", and in older answers "StatusCode"; the others "errcode".
    codes = [answer[name] for name in ("errcode", "code", "StatusCode") if name in answer]
    if not codes or not isinstance(codes[0], int):
        return Answer.REFUSED, "no code"
    if codes[0] == 0:
        return Answer.DELIVERED, ""
    return (Answer.LATER if codes[0] in _TOO_OFTEN[service] else Answer.REFUSED), str(codes[0])


def _sign(key: bytes, content: bytes) -> str:
    return base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()


def _cut(text: str) -> str:
    """At most MOST_BYTES, with "…" where something was cut."""
    data = text.encode()
    if len(data) <= MOST_BYTES:
        return text
    return data[: MOST_BYTES - len("…".encode())].decode(errors="ignore") + "…"


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
