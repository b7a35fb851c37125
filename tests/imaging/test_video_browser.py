"""A covered clip plays in the browser that parents use: to its end, in its colours, and its sound in its place."""

from __future__ import annotations

import base64
import shutil
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import sync_playwright

from imaging.video_cover import ClipCover, CoverOrder
from imaging.video_read import ClipReader
from tests.imaging.sounds import recorded, silence, tone

CHROMIUM = shutil.which("chromium")
PLAY = """async () => {
  const video = document.querySelector('video');
  await new Promise((done, failed) => {
    if (video.readyState >= 2) done();
    video.onloadeddata = done;
    video.onerror = () => failed(video.error.message);
  });
  await new Promise(done => { video.onseeked = done; video.currentTime = 0.5; });
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
  const drawn = canvas.getContext('2d');
  drawn.drawImage(video, 0, 0);
  const pixel = [...drawn.getImageData(40, 90, 1, 1).data].slice(0, 3);
  video.currentTime = 0;
  await video.play();
  await new Promise(done => { video.onended = done; });
  const bytes = await (await fetch(video.src)).arrayBuffer();
  const sound = await new OfflineAudioContext(1, 48000, 48000).decodeAudioData(bytes);
  const begins = sound.getChannelData(0).findIndex(sample => Math.abs(sample) > 0.1) / 48000;
  return {size: [canvas.width, canvas.height], length: video.duration, pixel, end: video.currentTime, begins, heard: sound.duration};
}"""


def played(webm: bytes) -> dict[str, Any]:
    """What the browser says of the clip after it played to the end."""
    source = base64.b64encode(webm).decode()
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        page = browser.new_page()
        page.set_content(f'<video muted src="data:video/webm;base64,{source}"></video>')
        answer: dict[str, Any] = page.evaluate(PLAY)
        browser.close()
    return answer


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="wants Debian's Chromium")
def test_chromium_plays_a_clip_with_sound_to_its_end_in_its_colours() -> None:
    recording = recorded(silence(0.4) + tone(0.8), 1.2, frames_per_s=25)
    webm = ClipCover(recording, CoverOrder((), with_sound=True), None).finish().webm
    ours = ClipReader(webm).frame(12).rgb[90, 40]

    answer = played(webm)

    assert answer["size"] == [320, 192] and answer["length"] == pytest.approx(1.2, abs=0.05)
    assert answer["end"] == pytest.approx(1.2, abs=0.05)
    assert answer["begins"] == pytest.approx(0.4, abs=0.02) and answer["heard"] == pytest.approx(1.2, abs=0.03)
    assert np.abs(np.array(answer["pixel"]) - ours).max() <= 3
