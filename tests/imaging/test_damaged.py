"""A damaged file is refused with its sentence, never shown with grey areas; an odd but whole one is no reason to refuse."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from imaging import keep
from imaging.values import PictureUnreadable
from imaging.worker import ImagingWorker
from tests.imaging.damage import DAMAGED, WHOLE
from tests.imaging.pictures import astronaut, opened

SENTENCES = {keep.NOT_WHOLE, keep.NOT_A_PICTURE}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_file_is_refused_by_every_question(worker: ImagingWorker, name: str) -> None:
    data = DAMAGED[name]()

    for question in (worker.keep, worker.rewrite, lambda data: worker.cover(data, [], [], check=False)):
        with pytest.raises(PictureUnreadable) as refusal:
            question(data)
        assert refusal.value.sentence in SENTENCES


@pytest.mark.parametrize("name", WHOLE)
def test_an_odd_but_whole_file_is_kept_and_written_anew_as_it_looks(worker: ImagingWorker, name: str) -> None:
    data = WHOLE[name]()

    kept, rewritten = worker.keep(data), worker.rewrite(data)

    assert (kept.width, kept.height) == (rewritten.width, rewritten.height)
    assert b"script" not in kept.jpeg + rewritten.jpeg
    for written in (kept.jpeg, rewritten.jpeg):
        shown = Image.fromarray(opened(written)).convert("L")
        expected = Image.fromarray(astronaut()[: shown.height, : shown.width]).convert("L")
        coarse = [np.asarray(each.reduce(16)).astype(int) for each in (shown, expected)]  # the dots of one bit become grey
        assert np.abs(coarse[0] - coarse[1]).max() < 20
