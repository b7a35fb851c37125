"""Clips are read from memory, frame by frame; what is too long, too large, broken, encrypted or odd is refused with a sentence."""

from __future__ import annotations

import os
from pathlib import Path

import cv2
import numpy as np
import pytest

from domain.errors import KnownError
from imaging import ebml, video_read
from imaging.video_file import WRITER, webm
from imaging.video_gate import SearchedClips
from imaging.video_head import read_head
from imaging.video_read import ClipReader
from imaging.video_shown import ShownClip
from imaging.video_values import ClipTooLarge, ClipTooLong, ClipUnreadable, FoundTracks
from imaging.video_write import encode_frame, vp8_of
from tests.imaging.clips import avi_of
from tests.imaging.pictures import Rgb, jpeg, scene

FILES = Path(__file__).parent / "clips_of_phones"  # ten frames of 64 × 64 px each: no encoder of ours writes these kinds


def still(width: int = 320, height: int = 192, level: int = 0) -> Rgb:
    image = scene(width, height, [])[0].copy()
    image[: height // 4, : width // 4] = (250, level % 256, 20)  # a mark at the top left tells which way is up, and which frame it is
    return image


def clip(times_ms: list[int], width: int = 320, height: int = 192, end_ms: int | None = None) -> bytes:
    frame = vp8_of(encode_frame(still(width, height), 60))
    return webm([(at, frame) for at in times_ms], width, height, times_ms[-1] + 40 if end_ms is None else end_ms)


def strangers(data: bytes) -> bytes:
    """The same file by another writer."""
    return data.replace(WRITER.encode(), b"Camera2")


@pytest.fixture(scope="module")
def mp4(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Thirty frames as a camera writes them."""
    path = tmp_path_factory.mktemp("clips") / "camera.mp4"
    writer = cv2.VideoWriter(str(path), cv2.CAP_FFMPEG, cv2.VideoWriter.fourcc(*"mp4v"), 25.0, (320, 192))
    for number in range(30):
        writer.write(np.ascontiguousarray(still(level=8 * number)[..., ::-1]))
    writer.release()
    return path.read_bytes()


def count(data: bytes) -> int:
    return sum(1 for _ in ClipReader(data).frames())


def test_webm_mp4_and_avi_are_read(mp4: bytes) -> None:
    assert [count(data) for data in (clip([0, 40, 80]), mp4, avi_of([still()] * 4))] == [3, 30, 4]


def test_frames_come_with_their_times_and_upright_colours(mp4: bytes) -> None:
    frames = list(ClipReader(mp4).frames())

    assert [frame.index for frame in frames] == list(range(30))
    assert [frame.at_s for frame in frames] == pytest.approx([number * 0.04 for number in range(30)], abs=0.002)
    assert np.abs(frames[20].rgb[20, 30].astype(int) - (250, 160, 20)).max() < 16


def test_the_same_bytes_give_the_same_frames(mp4: bytes) -> None:
    assert all(np.array_equal(one.rgb, other.rgb) for one, other in zip(ClipReader(mp4).frames(), ClipReader(mp4).frames(), strict=True))


def test_one_frame_is_found_by_its_number(mp4: bytes) -> None:
    frames = list(ClipReader(mp4).frames())

    assert np.array_equal(ClipReader(mp4).frame(17).rgb, frames[17].rgb)
    with pytest.raises(ClipUnreadable):
        ClipReader(mp4).frame(30)


@pytest.mark.parametrize("is_searched", [False, True])
@pytest.mark.parametrize("kind", ["mp4", "recorded", "h264.mp4", "hevc.mp4"])
def test_a_shown_clip_gives_any_frame_in_any_order(mp4: bytes, kind: str, is_searched: bool) -> None:
    data = {"mp4": mp4, "recorded": clip([*range(0, 3000, 50)])}.get(kind) or (FILES / kind).read_bytes()
    frames, shown, searched = list(ClipReader(data).frames()), ShownClip(), SearchedClips()
    if is_searched:
        searched.remember(data, FoundTracks((), tuple(frame.at_s for frame in frames), 320, 192))

    for index in (3, 3, 4, 8, 5, len(frames) - 1, 0, 1, 9):
        frame = shown.frame(data, index, searched)
        assert np.array_equal(frame.rgb, frames[index].rgb) and frame.at_s == pytest.approx(frames[index].at_s, abs=0.001)
    with pytest.raises(ClipUnreadable):
        shown.frame(data, len(frames), searched)
    assert shown.frame(data, 1, searched).index == 1 and shown.frame(clip([0, 40]), 1, searched).index == 1


def test_a_clip_that_is_searched_wrongly_is_read_from_its_start(mp4: bytes) -> None:
    searched = SearchedClips()
    searched.remember(mp4, FoundTracks((), tuple(0.031 * number for number in range(30)), 320, 192))

    frame = ShownClip().frame(mp4, 20, searched)

    assert frame.at_s == pytest.approx(0.8) and np.array_equal(frame.rgb, ClipReader(mp4).frame(20).rgb)


def test_a_clip_filmed_lying_is_turned_upright(mp4: bytes) -> None:
    matrix = mp4.index(b"tkhd") + 4 + 40
    quarter = b"".join(value.to_bytes(4, signed=True) for value in (0, 1 << 16, 0, -(1 << 16), 0, 0, 192 << 16, 0, 1 << 30))
    reader = ClipReader(mp4[:matrix] + quarter + mp4[matrix + 36 :])

    frame = next(iter(reader.frames()))

    assert (reader.measure.width, reader.measure.height) == (192, 320) == frame.rgb.shape[1::-1]
    assert frame.rgb[10, 180, 0] > 200 > frame.rgb[10, 10, 0]  # the mark went from the left to the right


def test_the_head_tells_size_frames_and_length(mp4: bytes) -> None:
    measure = ClipReader(mp4).measure

    assert (measure.width, measure.height, measure.frames, measure.has_sound) == (320, 192, 30, False)
    assert measure.duration_s == pytest.approx(1.2, abs=0.05)


def test_frames_that_come_too_fast_are_left_out() -> None:
    assert count(strangers(clip([round(number * 1000 / 120) for number in range(120)]))) in (30, 31)


@pytest.mark.parametrize("times_ms", [[0, 31_000], [*range(0, 31_000, 500)]])
def test_a_clip_longer_than_thirty_seconds_is_refused(times_ms: list[int]) -> None:
    with pytest.raises(ClipTooLong):
        ClipReader(clip(times_ms))


def test_a_clip_that_hides_its_length_is_refused_while_it_is_read() -> None:
    with pytest.raises(ClipTooLong):
        count(clip([*range(0, 32_000, 500)], end_ms=1000))


def test_thirty_seconds_are_not_too_long() -> None:
    assert count(clip([*range(0, 30_000, 500)], end_ms=30_000)) == 60


@pytest.mark.parametrize(("width", "height"), [(1936, 1080), (1920, 1088), (1080, 1936), (4096, 64), (3840, 2160)])
def test_a_clip_larger_than_1080p_is_refused_with_the_limit(width: int, height: int) -> None:
    with pytest.raises(ClipTooLarge, match=f"{width} × {height}.*1920 × 1080"):
        ClipReader(clip([0, 40], width, height))


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        ((1920, 1080), (1280, 720)),
        ((1080, 1920), (720, 1280)),
        ((1920, 800), (1280, 533)),
        ((1280, 960), (960, 720)),
        ((1280, 720), (1280, 720)),
        ((640, 480), (640, 480)),
    ],
)
def test_a_phones_clip_is_read_within_720p_either_way_up(size: tuple[int, int], shown: tuple[int, int]) -> None:
    reader = ClipReader(clip([0], *size))

    frame = next(iter(reader.frames())).rgb

    assert (reader.measure.width, reader.measure.height) == shown == frame.shape[1::-1]
    assert frame[5, 5, 0] > 230 and frame[-5, -5, 0] < 220


@pytest.mark.parametrize("name", ["h264.mp4", "hevc.mp4"])
def test_what_phones_write_is_read(name: str) -> None:
    frames = list(ClipReader((FILES / name).read_bytes()).frames())

    assert len(frames) == 10 and frames[0].rgb.shape == (64, 64, 3)
    assert np.abs(frames[9].rgb[5, 5].astype(int) - (250, 72, 20)).max() < 16


def test_720p_standing_is_not_too_large() -> None:
    assert ClipReader(clip([0], 720, 1280)).measure.height == 1280


def test_a_file_of_too_many_bytes_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(video_read, "MAX_CLIP_BYTES", 1000)

    with pytest.raises(ClipTooLarge, match="file"):
        ClipReader(bytes(1001))


def test_a_clip_without_picture_to_speak_of_is_refused() -> None:
    with pytest.raises(ClipUnreadable, match="small"):
        ClipReader(clip([0], 16, 16))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
        b"ffconcat version 1.0\nfile /etc/passwd\n",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        jpeg(scene(64, 64, [])[0]),
        b"\x1aE\xdf\xa3" + bytes(500),
        b"\0\0\0\x18ftypmp42" + bytes(500),
        b"RIFF\0\0\0\0AVI " + bytes(500),
    ],
)
def test_what_is_no_clip_is_refused(data: bytes) -> None:
    with pytest.raises(ClipUnreadable):
        count(data)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.8])
def test_half_a_clip_is_refused(mp4: bytes, share: float) -> None:
    for data in (mp4, clip([*range(0, 8000, 40)]), avi_of([still()] * 30)):
        with pytest.raises(ClipUnreadable):
            count(data[: round(len(data) * share)])


def test_an_encrypted_mp4_is_refused(mp4: bytes) -> None:
    at = mp4.index(b"stsd") + 16
    assert mp4[at : at + 4] == b"mp4v"

    with pytest.raises(ClipUnreadable):
        ClipReader(mp4[:at] + b"encv" + mp4[at + 4 :])


def test_an_encrypted_webm_is_told_by_its_head() -> None:
    encoding = ebml.write(0x6D80, ebml.write(0x6240, ebml.write(0x5035, b"\0")))
    tracks = ebml.write(ebml.TRACKS, ebml.write(0xAE, ebml.write(0x83, 1) + encoding))

    head = read_head(ebml.write(ebml.HEADER, b"") + ebml.write(ebml.SEGMENT, tracks))

    assert head is not None and head.is_encrypted


@pytest.mark.parametrize(("wide", "high", "shown"), [(2, 1, (640, 192)), (12, 11, (349, 192)), (640, 639, (321, 192))])
def test_oblong_pixels_are_made_square(mp4: bytes, wide: int, high: int, shown: tuple[int, int]) -> None:
    reader = ClipReader(_oblong(mp4, wide, high))

    assert (reader.measure.width, reader.measure.height) == shown == next(iter(reader.frames())).rgb.shape[1::-1]


def test_pixels_that_no_camera_has_are_refused(mp4: bytes) -> None:
    with pytest.raises(ClipUnreadable, match="square"):
        ClipReader(_oblong(mp4, 9, 1))


def test_a_clip_coded_in_a_way_that_nobody_needs_is_refused(mp4: bytes) -> None:
    with pytest.raises(ClipUnreadable, match="kind"):
        ClipReader(mp4.replace(b"mp4v", b"av01"))


def _oblong(mp4: bytes, wide: int, high: int) -> bytes:
    at = mp4.index(b"mp4v") + 4 + 78  # behind the fields of a sample entry
    oblong = b"\0\0\0\x10pasp" + wide.to_bytes(4) + high.to_bytes(4)
    return _with_inside(mp4, at, oblong, (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"stsd", b"mp4v"))


def _with_inside(mp4: bytes, at: int, box: bytes, holders: tuple[bytes, ...]) -> bytes:
    """The file with a box put in, and all boxes around it so much longer."""
    data = bytearray(mp4)
    for kind in holders:
        length_at = mp4.index(kind) - 4
        data[length_at : length_at + 4] = (int.from_bytes(mp4[length_at : length_at + 4]) + len(box)).to_bytes(4)
    return bytes(data[:at]) + box + bytes(data[at:])


def test_a_damaged_clip_is_read_or_refused_and_nothing_else(mp4: bytes) -> None:
    chance = np.random.default_rng(9)
    for data in (mp4, clip([*range(0, 400, 40)]), avi_of([still()] * 6)):
        for _ in range(40):
            damaged = bytearray(data)
            for at in chance.integers(0, min(len(data), 4000), 6):
                damaged[at] = chance.integers(0, 256)
            try:
                count(bytes(damaged))
            except KnownError as error:
                assert error.sentence


def test_the_decoder_is_told_what_it_may_open_and_the_environment_is_left_clean(monkeypatch: pytest.MonkeyPatch) -> None:

    monkeypatch.setattr(video_read, "DECODER_OPTIONS", "format_whitelist;wav")

    with pytest.raises(ClipUnreadable):
        ClipReader(clip([0]))
    assert "OPENCV_FFMPEG_CAPTURE_OPTIONS" not in os.environ
