"""Errors as RFC 9457 tells them: one shape for every endpoint, a code for the program, a sentence for the person."""

from __future__ import annotations

from django.http import HttpResponse
from pydantic import BaseModel

from domain.wire import Problem

CHECKSUM_MISMATCH = 460  # of tus: the bytes of this request were dropped


class Refused(Exception):
    """The request ends here with this answer."""

    def __init__(self, status: int, code: str, detail: str = "", headers: dict[str, str] | None = None) -> None:
        super().__init__(code)
        self.status, self.code, self.detail, self.headers = status, code, detail, headers or {}


def problem(refused: Refused) -> HttpResponse:
    """The answer that says why."""
    title = refused.code.replace("_", " ").capitalize()
    body = Problem(title=title, status=refused.status, detail=refused.detail, code=refused.code).model_dump_json()
    response = HttpResponse(body, status=refused.status, content_type="application/problem+json", headers=refused.headers)
    response["Cache-Control"] = "no-store"
    return response


def answer(message: BaseModel, status: int = 200) -> HttpResponse:
    """A message of the protocol."""
    return HttpResponse(message.model_dump_json(), status=status, content_type="application/json", headers={"Cache-Control": "no-store"})


NOT_FOUND = "There is nothing here under this id."


def missing(code: str = "not_found") -> Refused:
    """The same answer for what does not exist and for what is not theirs."""
    return Refused(404, code, NOT_FOUND)
