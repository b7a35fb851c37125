"""One kept-alive HTTPS line to the nursery's server. Knows requests and HTTP, not what the messages mean."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import urlsplit

import requests
from pydantic import ValidationError
from requests.adapters import HTTPAdapter

from app.sync.failures import NOT_OUR_SERVER, TOO_OLD, NetworkError, no_answer, not_our_server
from app.sync.tls import PinnedContext
from domain import wire

PROBLEM_LIMIT_BYTES = 1 << 16
UPGRADE_REQUIRED = 426


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds to connect, and between two reads. A server that fsyncs 32 MiB on a slow disk may take its time."""

    connect_s: float = 5.0
    read_s: float = 60.0


class PinnedAdapter(HTTPAdapter):
    """Every connection uses the given context and nothing else: requests would add its own list of CAs to it."""

    def __init__(self, context: PinnedContext) -> None:
        self._context = context
        super().__init__(pool_connections=1, pool_maxsize=2, max_retries=0)

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        """Hand the context to urllib3."""
        super().init_poolmanager(*arguments, **options, ssl_context=self._context)

    def build_connection_pool_key_attributes(self, request: requests.PreparedRequest, verify: Any, cert: Any = None) -> tuple[Any, Any]:
        """Where to connect; how to trust is the context's alone."""
        where, _ = super().build_connection_pool_key_attributes(request, verify, cert)
        return where, {}

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        """Leave the connection as the context made it."""


class Line:
    """Requests to one server, over one session. Not for two threads at once."""

    def __init__(self, server_url: str, context: PinnedContext, *, headers: Mapping[str, str], timeouts: Timeouts | None = None) -> None:
        self._url = server_url.rstrip("/")
        self._timeouts = timeouts or Timeouts()
        self._session = pinned_session(context, headers)

    def call(
        self,
        method: str,
        path: str,
        *,
        message: wire.Message | None = None,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
        accept: Collection[int] = (200,),
    ) -> requests.Response:
        """The answer, whose status is one of `accept`. Raises NetworkError for everything else."""
        if urlsplit(self._url).scheme != "https":
            raise not_our_server()
        sent = dict(headers or {})
        if message is not None:
            body, sent["Content-Type"] = message.model_dump_json().encode(), "application/json"
        answer = self._send(method, path, body, sent, params)
        if answer.status_code not in accept:
            raise refusal(answer)
        return answer

    def close(self) -> None:
        """Let go of the connection."""
        self._session.close()

    def _send(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str], params: Mapping[str, str] | None
    ) -> requests.Response:
        try:
            return self._session.request(
                method,
                self._url + path,
                data=body,
                headers=headers,
                params=params,
                allow_redirects=False,  # a redirect would carry the token to wherever it points
                timeout=(self._timeouts.connect_s, self._timeouts.read_s),
            )
        except requests.exceptions.SSLError as error:
            raise not_our_server() from error
        except (requests.exceptions.RequestException, OSError) as error:
            raise no_answer() from error


def pinned_session(context: PinnedContext, headers: Mapping[str, str]) -> requests.Session:
    """A session that knows https alone, and neither the environment's proxies and CAs nor cookies."""
    session = requests.Session()
    session.trust_env = False
    session.adapters.clear()
    session.mount("https://", PinnedAdapter(context))
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.headers.clear()
    session.headers.update({"Accept": "application/json", "User-Agent": "daybook", **headers})
    return session


def refusal(answer: requests.Response) -> NetworkError:
    """What an unwanted status means to us: 4xx stays so if we stay as we are, a redirect is nobody we know, the rest passes."""
    status, problem = answer.status_code, problem_of(answer)
    if 300 <= status < 400:
        return NetworkError(NOT_OUR_SERVER, permanent=True, status=status, code="redirect")
    passes = status >= 500 or status in (408, 425, 429)
    if status == UPGRADE_REQUIRED:
        return NetworkError(problem.detail or TOO_OLD, permanent=True, status=status, code=problem.code or "schema")
    sentence = problem.detail or f"The nursery’s server refused this ({status}). Nothing is lost."
    return NetworkError(sentence, permanent=not passes, status=status, code=problem.code)


def problem_of(answer: requests.Response) -> wire.Problem:
    """The error as the server told it, or an empty one when it told none that we can read."""
    silent = wire.Problem(title="", status=answer.status_code)
    if len(answer.content) > PROBLEM_LIMIT_BYTES:
        return silent
    try:
        return wire.Problem.model_validate(json.loads(answer.content))
    except (ValueError, ValidationError):
        return silent
