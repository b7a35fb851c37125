from __future__ import annotations

import base64
import hashlib
import io
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from domain import wire
from imaging.encode import decode_own, encode_jpeg
from server.audit.models import AuditEntry
from server.config.demo import DemoSeed
from server.media.chest import chest
from server.media.models import Media, MediaStep
from tests.server.devices import DEVICE, NOBODY, Tablet, new_id, picture

Promised = dict[str, Any]


@pytest.fixture
def tablet(demo: DemoSeed) -> Tablet:
    return Tablet()


@pytest.fixture
def promised(tablet: Tablet) -> Promised:
    """A picture that an applied entry names."""
    rendition = tablet.rendition("Amelia")
    tablet.hand_in("Amelia", pictures=[rendition])
    return rendition


def promise(tablet: Tablet, content: bytes, **other: Any) -> Promised:
    rendition = tablet.rendition("Amelia", content=content, **other)
    tablet.hand_in("Amelia", pictures=[rendition])
    return rendition


class Breaking(io.BytesIO):
    """A body whose connection breaks after so many bytes: with an error, or by simply ending."""

    def __init__(self, content: bytes, after: int, error: bool) -> None:
        super().__init__(content[:after])
        self.error = error

    def read(self, size: int | None = -1) -> bytes:
        piece = super().read(size)
        if not piece and self.error:
            raise ConnectionResetError
        return piece


class TestUpload:
    def test_one_request_brings_the_whole_and_the_receipt_proves_it(self, tablet: Tablet, promised: Promised) -> None:
        assert tablet.create_media(promised).json() == {"id": promised["id"], "offset": 0, "bytes": promised["bytes"], "is_complete": False}
        assert tablet.receipt(promised["id"]).status_code == 409

        sent = tablet.send(promised["id"], 0, picture())

        assert sent.status_code == 204 and sent["Upload-Complete"] == "1"
        receipt = wire.Receipt.model_validate_json(tablet.receipt(promised["id"]).content)
        assert (receipt.sha256, receipt.bytes, receipt.copies) == (promised["sha256"], promised["bytes"], 1)
        signed = wire.receipt_bytes(
            media_id=receipt.media_id,
            sha256=receipt.sha256,
            bytes=receipt.bytes,
            stored_at=receipt.stored_at,
            epoch=receipt.epoch,
            copies=receipt.copies,
        )
        key = Ed25519PublicKey.from_public_bytes(base64.urlsafe_b64decode(tablet.paired.signing_key))
        key.verify(base64.urlsafe_b64decode(receipt.signature), signed)

    @pytest.mark.parametrize("error", [True, False])
    @pytest.mark.parametrize("after", [0, 1, 1000, 12_000])
    def test_a_broken_connection_keeps_what_arrived_and_goes_on_from_there(
        self, tablet: Tablet, promised: Promised, after: int, error: bool
    ) -> None:
        content = picture()
        tablet.create_media(promised)

        tablet.send(promised["id"], 0, content, environ={"wsgi.input": Breaking(content, after, error)})

        standing = tablet.head(promised["id"])
        assert (standing["Upload-Offset"], standing["Upload-Length"], standing["Upload-Complete"]) == (str(after), str(len(content)), "0")
        assert tablet.send(promised["id"], after, content[after:]).status_code == 204
        assert tablet.receipt(promised["id"]).status_code == 200

    def test_a_wrong_checksum_drops_the_bytes_of_that_request_only(self, tablet: Tablet, promised: Promised) -> None:
        content = picture()
        tablet.create_media(promised)
        tablet.send(promised["id"], 0, content[:5000])

        damaged = tablet.send(promised["id"], 5000, content[5000:], checksum=b"x" * 32)

        assert damaged.status_code == 460 and damaged["Upload-Offset"] == "5000"
        assert tablet.head(promised["id"])["Upload-Offset"] == "5000"
        assert tablet.send(promised["id"], 5000, content[5000:]).status_code == 204

    def test_bytes_of_another_picture_of_the_same_size_start_again_from_nothing(self, tablet: Tablet, promised: Promised) -> None:
        other = bytes(reversed(picture()))
        tablet.create_media(promised)

        answer = tablet.send(promised["id"], 0, other)

        assert answer.status_code == 460 and answer["Upload-Offset"] == "0"
        assert tablet.receipt(promised["id"]).status_code == 409
        assert tablet.upload(promised).status_code == 204

    def test_sealed_bytes_that_rotted_on_the_disk_are_dropped_and_sent_again(self, tablet: Tablet, promised: Promised) -> None:
        content = picture()
        tablet.create_media(promised)
        tablet.send(promised["id"], 0, content[:1000])
        part = chest().arriving / f"{promised['id']}.part"
        rotten = bytearray(part.read_bytes())
        rotten[-1] ^= 1
        part.write_bytes(rotten)

        answer = tablet.send(promised["id"], 1000, content[1000:])

        assert (answer.status_code, answer["Upload-Offset"]) == (460, "0")
        assert tablet.send(promised["id"], 0, content).status_code == 204

    def test_a_wrong_offset_is_told_the_right_one(self, tablet: Tablet, promised: Promised) -> None:
        tablet.create_media(promised)
        tablet.send(promised["id"], 0, picture()[:100])

        for offset in (0, 99, 101):
            answer = tablet.send(promised["id"], offset, b"x")
            assert answer.status_code == 409 and answer["Upload-Offset"] == "100"

    def test_more_bytes_than_promised_are_refused_unread(self, tablet: Tablet, promised: Promised) -> None:
        assert tablet.send(promised["id"], 0, picture() + b"x").status_code == 413

    @pytest.mark.parametrize(
        "headers", [{}, {"Upload-Offset": "x"}, {"Upload-Offset": "-1"}, {"Upload-Offset": "0", "Upload-Checksum": "md5 x"}]
    )
    def test_wrong_headers_are_refused(self, tablet: Tablet, promised: Promised, headers: dict[str, str]) -> None:
        assert tablet.raw("PATCH", f"{DEVICE}/media/{promised['id']}", b"x", headers).status_code == 400

    def test_sending_a_held_picture_again_changes_nothing(self, tablet: Tablet, promised: Promised) -> None:
        tablet.upload(promised)

        assert tablet.create_media(promised).json()["is_complete"] is True
        assert tablet.send(promised["id"], promised["bytes"], b"", environ={"CONTENT_LENGTH": "0"}).status_code == 204
        assert MediaStep.objects.count() == 1

    def test_a_crash_after_the_last_byte_is_finished_at_the_next_look(self, tablet: Tablet, promised: Promised) -> None:
        from server.media import uploads

        media = Media.objects.get()
        uploads.arriving(media).append([picture()])

        assert tablet.head(promised["id"])["Upload-Complete"] == "1"
        assert tablet.receipt(promised["id"]).status_code == 200

    def test_after_a_restore_the_bytes_in_the_store_are_found_again(self, tablet: Tablet, promised: Promised) -> None:
        tablet.upload(promised)
        Media.objects.update(state="expected", stored_at=None)  # as an older copy of the database knows it

        assert tablet.create_media(promised).json()["is_complete"] is True

    def test_two_requests_cannot_write_one_picture_together(self, tablet: Tablet, promised: Promised) -> None:
        from uuid import UUID

        from server.media.arriving import only_writer

        with only_writer(UUID(promised["id"])):
            assert tablet.send(promised["id"], 0, picture()).status_code == 409
        assert tablet.send(promised["id"], 0, picture()).status_code == 204


class TestForeign:
    def test_a_foreign_picture_answers_exactly_as_a_missing_one(self, tablet: Tablet, promised: Promised) -> None:
        stranger, unknown = Tablet("T-01", "jo.patel"), new_id()
        for one, other in (
            (stranger.create_media(promised), stranger.create_media(promised, id=unknown)),
            (stranger.head(promised["id"]), stranger.head(unknown)),
            (stranger.send(promised["id"], 0, b"x"), stranger.send(unknown, 0, b"x")),
            (stranger.receipt(promised["id"]), stranger.receipt(unknown)),
            (stranger.receipt(promised["id"]), stranger.receipt("not-an-id")),
        ):
            assert one.status_code == other.status_code == 404
            assert one.content == other.content and dict(one.headers) == dict(other.headers)

    def test_another_promise_under_the_same_id_is_a_mismatch_and_written_down(self, tablet: Tablet, promised: Promised) -> None:
        assert tablet.create_media(promised, sha256="0" * 64).status_code == 409
        assert tablet.create_media(promised, bytes=promised["bytes"] + 1).json()["code"] == "mismatch"
        assert AuditEntry.objects.filter(what="media_mismatch").count() == 2

    def test_an_unknown_field_or_too_large_a_promise_is_refused(self, tablet: Tablet, promised: Promised) -> None:
        assert tablet.create_media(promised, extra=1).status_code == 422
        assert tablet.create_media(promised, bytes=(32 << 20) + 1).status_code == 422

    def test_other_methods_are_not_allowed(self, tablet: Tablet, promised: Promised) -> None:
        assert tablet.raw("DELETE", f"{DEVICE}/media/{promised['id']}").status_code == 405
        assert tablet.raw("GET", f"{DEVICE}/media/{promised['id']}").status_code == 405


def exif(jpeg: bytes) -> bytes:
    segment = b"Exif\x00\x00" + b"GPS" * 10
    return jpeg[:2] + b"\xff\xe1" + (len(segment) + 2).to_bytes(2, "big") + segment + jpeg[2:]


class TestBadPictures:
    @pytest.mark.parametrize(
        "content",
        [b"GIF89a" + b"x" * 500, b"\xff\xd8\xff\xd9", picture()[:-2], picture() + b"hidden", exif(picture()), b"\xff" * 400, b"\x00"],
        ids=["gif", "empty", "cut", "tail", "exif", "ff", "zero"],
    )
    def test_what_is_no_plain_jpeg_is_refused_audited_and_gets_no_receipt(self, tablet: Tablet, content: bytes) -> None:
        rendition = promise(tablet, content)

        answer = tablet.upload(rendition, content)

        assert answer.status_code == 422
        assert Media.objects.get().state == "refused"
        assert tablet.receipt(rendition["id"]).status_code == 409
        assert AuditEntry.objects.filter(what="picture_refused").count() == 1

    def test_a_picture_of_another_size_than_promised_is_refused(self, tablet: Tablet) -> None:
        assert tablet.upload(promise(tablet, picture(), width=319)).status_code == 422

    def test_l20_only_the_very_bytes_that_were_promised_come_in(self, tablet: Tablet) -> None:
        content = picture()
        rendition = promise(tablet, content)
        again = encode_jpeg(decode_own(content)[::, ::-1])  # a picture, and ours, and not the promised one
        padded = again + bytes(max(0, len(content) - len(again)))

        assert tablet.create_media(rendition, bytes=len(again)).status_code in (409, 200, 201)
        for other in (padded[: len(content)], content[:-1] + b"\xd8"):
            assert tablet.send(rendition["id"], 0, other).status_code == 460
        assert tablet.receipt(rendition["id"]).status_code == 409 and tablet.upload(rendition, content).status_code == 204

    def test_l20_a_picture_that_nobody_known_reviewed_is_quarantined(self, tablet: Tablet) -> None:
        _, result = tablet.hand_in("Amelia", pictures=[tablet.rendition("Amelia", reviewed_by=NOBODY)])

        assert (result.outcome.value, result.reason) == ("quarantined", "unknown_reviewer") and not Media.objects.exists()

    def test_a_refused_picture_may_be_sent_again_and_is_refused_again(self, tablet: Tablet) -> None:
        rendition = promise(tablet, picture()[:-2])

        assert [tablet.upload(rendition, picture()[:-2]).status_code for _ in range(2)] == [422, 422]


def test_no_clear_picture_byte_lies_in_the_data_folder_at_any_time(tablet: Tablet) -> None:
    content = picture(7)
    rendition = promise(tablet, content)
    tablet.create_media(rendition)

    def clear_files() -> list[str]:
        parts = (content[:16], content[100:148], content[-200:-150])
        files = [path for path in chest().data.rglob("*") if path.is_file()]
        return [path.name for path in files if any(part in path.read_bytes() for part in parts)]

    tablet.send(rendition["id"], 0, content[:9000])
    half_way = clear_files()
    tablet.send(rendition["id"], 9000, content[9000:])

    assert half_way == [] and clear_files() == []
    assert hashlib.sha256(content).hexdigest() == rendition["sha256"]
