"""Sorts what goes wrong with an endpoint: what may pass, what teaches, what is final, and why."""

from __future__ import annotations

import email.utils
import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import openai

from phoneagent.models.answers import NotACompletion, ServerFault
from phoneagent.models.endpoint import TRANSPORT_FAULTS, Overdue

Kind = Literal["passing", "rejected", "final", "refused"]

ENDPOINT_FAULTS = (
    openai.OpenAIError,
    TRANSPORT_FAULTS,
    ServerFault,
    NotACompletion,
    Overdue,
)
_PASSING_STATUSES = {408, 409, 423, 425, 429}
_REJECTED_STATUSES = {400, 413, 415, 422, 501}
_CHECK_URL = "Is {url} the base URL? It usually ends in /v1."
_TOO_LONG = re.compile(r"context (?:length|size|window)|maximum context|too many tokens", re.I)
_TOO_LONG_HINT = "The prompt does not fit: give the server a longer context, or use another model."
_QUOTA_CODES = ("insufficient_quota", "billing_hard_limit_reached")
_REFUSAL_CODES = ("content_filter", "content_policy_violation")


@dataclass(frozen=True)
class Fault:
    """One failed attempt.

    Attributes:
        kind: "passing" may be tried again; "rejected" is about how the request was put; "refused"
            is the model's own policy; "final" will not change by itself.
        reason: what happened, in one line.
        hint: what a person can do about it.
        wait_s: how long the server asks to wait; None when it does not say.
        complaint: the server's words about how the request was put; empty when it is not that.
    """

    kind: Kind
    reason: str
    hint: str = ""
    wait_s: float | None = None
    complaint: str = ""


def sort_fault(error: BaseException, base_url: str, model: str) -> Fault:
    """What an error of ENDPOINT_FAULTS means."""
    if isinstance(error, openai.APIStatusError):
        said = _said(error.body) or error.message
        fault = _of_status(error.status_code, said, _code(error.body), Where(base_url, model))
        return replace(fault, wait_s=retry_after_s(error.response.headers))
    if isinstance(error, ServerFault):
        return _of_status(error.status, str(error), "", Where(base_url, model))
    if isinstance(error, openai.APITimeoutError | Overdue):
        reason = str(error) if isinstance(error, Overdue) else "timed out"
        return Fault("passing", reason, "Give it longer (timeout_s), or use a faster model.")
    if isinstance(error, NotACompletion):
        return Fault("passing", f"no chat completion: {error}", _CHECK_URL.format(url=base_url))
    if isinstance(error, openai.APIConnectionError | TRANSPORT_FAULTS):
        reason = str(error.__cause__ or error) or type(error).__name__
        return Fault("passing", reason, f"Is a server running at {base_url}?")
    return Fault("final", str(error))


@dataclass(frozen=True)
class Where:
    """The endpoint and the model a fault is about, for hints."""

    base_url: str
    model: str


def _of_status(status: int, said: str, code: str, where: Where) -> Fault:
    reason = f"HTTP {status}: {' '.join(said.split())[:400]}"
    if code in _REFUSAL_CODES:
        return Fault("refused", reason)
    if code in _QUOTA_CODES:
        return Fault("final", reason, "The account's quota is used up; see the provider's billing.")
    if status in _REJECTED_STATUSES:
        return Fault(
            "rejected", reason, _TOO_LONG_HINT if _TOO_LONG.search(said) else "", None, said
        )
    if status in _PASSING_STATUSES or status >= 500:
        return Fault("passing", reason, complaint=said if status == 500 else "")
    if status in (401, 403):
        return Fault("final", reason, f"Check the key for {where.base_url}: OPENAI_API_KEY.")
    if status == 404:
        return Fault(
            "final",
            reason,
            f"Is '{where.model}' a model of that server? " + _CHECK_URL.format(url=where.base_url),
        )
    return Fault("final", reason)


def retry_after_s(headers: Mapping[str, str]) -> float | None:
    """How long the server asks to wait (RFC 9110, section 10.2.3): seconds or a date."""
    if milliseconds := headers.get("retry-after-ms"):
        return _positive(milliseconds, 1e-3)
    value = headers.get("retry-after")
    if not value:
        return None
    if (seconds := _positive(value)) is not None:
        return seconds
    try:
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    except ValueError:
        return None


def _positive(number: str, unit: float = 1.0) -> float | None:
    try:
        value = float(number) * unit
    except ValueError:
        return None
    return value if 0 <= value < float("inf") else None


def _said(body: object) -> str:
    """The server's own words in an error body, wherever it puts them."""
    if not isinstance(body, Mapping):
        return body if isinstance(body, str) else ""
    for key in ("message", "detail", "error"):
        if value := body.get(key):
            return value if isinstance(value, str) else _said(value) or json.dumps(value)
    return json.dumps(dict(body)) if body else ""


def _code(body: object) -> str:
    if not isinstance(body, Mapping):
        return ""
    inner = body.get("error")
    return str(body.get("code") or (inner.get("code") if isinstance(inner, Mapping) else "") or "")
