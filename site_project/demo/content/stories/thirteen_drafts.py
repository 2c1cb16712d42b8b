# ruff: noqa: E501 - whole sentences stay on one line
from datetime import date

from ...entries import heading, quote, text
from .sample import sample

STORY = sample(
    "thirteen-drafts",
    day=date(2026, 3, 5),
    themes=["letters", "family", "leadership"],
    picture="window-light",
    related="the-long-letter",
    en={
        "title": "Thirteen drafts of a letter to my sister, of which I sent the shortest, and what she wrote back on the inside of a cereal box",
        "slug": "thirteen-drafts",
        "standfirst": "A sample story with a very long title, about a woman we call Odile (sample) who took a year to write four sentences. She is no real "
        "person.",
        "search_description": "A short sample story about a letter between sisters.",
        "body": [
            text(
                """<i>This is a sample story. No such letter was ever written, as far as we know.</i>

                The first draft had nine pages and explained everything. Odile read it the next morning and noticed that her sister appeared in it
                only twice, both times as somebody who did not understand."""
            ),
            heading("What was taken out"),
            text(
                """- In the second draft, the lawyer.
                - In the third and fourth, their mother.
                - In the sixth, the word <i>but</i>, eleven times.
                - In the ninth, everything that happened before the accident with the car.
                - In the twelfth, the signature, because it had become too large."""
            ),
            text(
                """The thirteenth said: <i>I am sorry about your wedding. I was not there, and that was my doing. I think of you when it rains. You need not
                answer.</i>

                The answer came after five weeks. It was written with a felt pen on the inside of a cereal box, cut to the size of a postcard, and
                it had to be explained at the mail desk. It said: <i>It did rain.</i>"""
            ),
            quote(
                "I have had longer letters. I have never had one that was so much addressed to me.", "Odile (sample)"
            ),
        ],
    },
)
