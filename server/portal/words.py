"""Dates, ages and pictures in the words that parents read."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

OPENING_LIMIT = 240  # characters of an entry shown in the journal: about five lines on a phone
SENTENCE_LIMIT = 150  # characters of a picture's words before its covers: a screen reader should not tell the whole entry twice
NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def day_words(day: date, today: date) -> str:
    """The day as it is spoken: "Tuesday 16 June", with the year when it is not this one."""
    return date_format(day, "l j F" if day.year == today.year else "l j F Y")


def month_words(month: date) -> str:
    """The month with its year: "June 2026"."""
    return date_format(month, "F Y")


def months_between(born_on: date, day: date) -> int:
    """Whole months of age on that day; zero before birth."""
    months = (day.year - born_on.year) * 12 + day.month - born_on.month - (day.day < born_on.day)
    return max(months, 0)


def age_words(born_on: date, day: date) -> str:
    """The age in whole years and months: "2 years 7 months"."""
    years, months = divmod(months_between(born_on, day), 12)
    in_months = ngettext("%d month", "%d months", months) % months
    if not years:
        return in_months
    in_years = ngettext("%d year", "%d years", years) % years
    return f"{in_years} {in_months}" if months else in_years


def number_word(number: int) -> str:
    """A small number as a word, a large one in figures."""
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def cover_words(covered: int) -> str:
    """How many faces are covered, never whose: "Two faces are covered with drawings."; empty for none."""
    if not covered:
        return ""
    sentence = ngettext("%s face is covered with a drawing.", "%s faces are covered with drawings.", covered)
    return sentence % number_word(covered).capitalize()


def clip_cover_words(covered: int) -> str:
    """The same for a clip, without a number."""
    return _("Covered faces carry drawings.") if covered else ""


def video_words(duration_ms: int) -> str:
    """What a clip is, and how long: "A video, 12 seconds"."""
    seconds = max(1, round(duration_ms / 1000))
    return ngettext("A video, %d second", "A video, %d seconds", seconds) % seconds


def picture_words(text: str, covers: str, *, number: int = 1, of: int = 1) -> str:
    """What the picture shows for somebody who does not see it: what the child does, which of several it is, then the covers."""
    which = _("Picture %(number)d of %(of)d.") % {"number": number, "of": of} if of > 1 else ""
    return " ".join(part for part in (first_sentence(text), which, covers) if part)


def first_sentence(text: str) -> str:
    """The first sentence of a text, with a stop; cut at a word when it is a long one."""
    line = text.strip().split("\n")[0]
    end = min((place for stop in (". ", "? ", "! ") if (place := line.find(stop)) >= 0), default=len(line))
    sentence = line[: end + 1].strip()
    if len(sentence) > SENTENCE_LIMIT:
        return sentence[:SENTENCE_LIMIT].rsplit(" ", 1)[0] + " …"
    return sentence if sentence.endswith((".", "?", "!", "”")) else f"{sentence}."


def opening_of(text: str) -> str:
    """The first sentences of a text, whole ones when there is an end of one, at most OPENING_LIMIT characters."""
    if len(text) <= OPENING_LIMIT:
        return text
    start = text[:OPENING_LIMIT]
    end = max(start.rfind(stop) for stop in (". ", ".” ", "? ", "! ", ".\n"))
    if end > OPENING_LIMIT // 2:
        return start[: end + 1].rstrip() + ("”" if start[end + 1 : end + 2] == "”" else "")
    return start.rsplit(" ", 1)[0] + " …"
