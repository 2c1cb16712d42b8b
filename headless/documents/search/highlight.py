"""What readers see of a match: the best passage of a text, and the words that were found, marked."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join

from . import words

PASSAGE = 200
#: So much of the text before the first match.
LEAD = 60


@dataclass(frozen=True)
class _Match:
    start: int
    end: int
    #: Which word of the question.
    number: int


def snippet(text: str, query: str, locale: str | None) -> str:
    """The passage of about 200 characters with most of the query's words, as HTML, these in `<mark>`.

    Without any of them, the beginning of the text.
    """
    # What stands on lines of its own, such as a theme or the credit of a picture, is no sentence with what follows.
    text = words.composed(text).replace("\n", " · ")
    matches = list(_matches(text, query, locale))
    start, end = _passage(text, matches)
    return format_html(
        "{}{}{}",
        "… " if start else "",
        _marked(text, matches, start, end),
        " …" if end < len(text.rstrip()) else "",
    )


def title_marked(title: str, query: str, locale: str | None) -> str:
    """A title as HTML, with the query's words in `<mark>`."""
    title = words.composed(title)
    return _marked(title, list(_matches(title, query, locale)), 0, len(title))


def _matches(text: str, query: str, locale: str | None) -> Iterator[_Match]:
    wanted = words.asked(query, locale)
    language = words.language_of(locale)
    # A stem begins like its word, so most words need not be stemmed.
    initials = {stem[0] for word in wanted for stem in (*word.stems, *filter(None, [word.beginning]))}
    for found in words.WORD.finditer(text) if wanted else ():
        if words.fold(found[0][0])[:1] not in initials:
            continue
        stem = words.stem(found[0], language)
        for number, word in enumerate(wanted):
            if stem and word.is_met_by(stem):
                yield _Match(found.start(), found.end(), number)
                break


def _passage(text: str, matches: list[_Match]) -> tuple[int, int]:
    """Where the passage begins and ends: that with the most different words of the question, then the most matches."""
    best, best_start = (0, 0), 0
    counts: dict[int, int] = {}
    first = 0
    for last, match in enumerate(matches):
        counts[match.number] = counts.get(match.number, 0) + 1
        while match.end - matches[first].start > PASSAGE - LEAD and first < last:
            counts[matches[first].number] -= 1
            first += 1
        value = (sum(1 for count in counts.values() if count), last - first + 1)
        if value > best:
            best, best_start = value, matches[first].start
    start = max(0, best_start - LEAD)
    if start:
        start = _next_word(text, start, best_start)
    end = min(len(text), start + PASSAGE)
    if end < len(text):
        space = text.rfind(" ", start + PASSAGE // 2, end)
        end = space if space > 0 else end
    return start, end


def _next_word(text: str, start: int, until: int) -> int:
    space = text.find(" ", start, until)
    return space + 1 if space >= 0 else start


def _marked(text: str, matches: list[_Match], start: int, end: int) -> str:
    pieces, at = [], start
    for match in matches:
        if match.start < at or match.end > end:
            continue
        pieces += [(text[at : match.start],), (format_html("<mark>{}</mark>", text[match.start : match.end]),)]
        at = match.end
    return format_html_join("", "{}", [*pieces, (text[at:end],)])
