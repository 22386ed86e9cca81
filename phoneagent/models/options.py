"""What a model may be given besides its spec: endpoint, key, time limits, prices."""

from __future__ import annotations

from dataclasses import dataclass, field

from phoneagent.models.usage import Prices


@dataclass(frozen=True)
class ModelOptions:
    """Settings that every model's `build` receives; each model reads the ones it knows.

    Attributes:
        base_url: the OpenAI-compatible endpoint; None means OPENAI_BASE_URL or api.openai.com.
        api_key: None means OPENAI_API_KEY; never shown by `repr`.
        timeout_s: the most one attempt may take, from connecting to the last byte.
        connect_timeout_s: the most connecting may take.
        retry_for_s: the most a call may take with all its retries and pauses.
        retries: how many times an attempt is repeated after a fault that may pass.
        backoff_s: the first pause between attempts; it doubles each time, with jitter.
        stream: ask for a streamed reply, so that a slow one can be cancelled midway.
        prices: what tokens cost; None means the shipped table.
        poll_s: how often `manual` looks for a reply.
        wait_s: how long `manual` waits for a reply; None means forever.
        mask: regular expressions whose matches a cassette ignores when it compares requests.
    """

    base_url: str | None = None
    api_key: str | None = field(default=None, repr=False)
    timeout_s: float = 120.0
    connect_timeout_s: float = 10.0
    retry_for_s: float = 300.0
    retries: int = 4
    backoff_s: float = 0.5
    stream: bool = True
    prices: Prices | None = None
    poll_s: float = 0.2
    wait_s: float | None = 3600.0
    mask: tuple[str, ...] = ()
