# ruff: noqa: E501 - whole sentences stay on one line
from datetime import date

from ...entries import call_to_action, heading, picture, questions, quote, text
from .sample import sample

STORY = sample(
    "two-sides-of-a-table",
    day=date(2026, 10, 8),
    themes=["mentoring", "work"],
    picture="bridge",
    related="walking-alongside",
    en={
        "title": "Two sides of a table",
        "slug": "two-sides-of-a-table",
        "standfirst": "A mentor and a woman we call Renée (sample) talk about a year of Tuesdays. A sample interview: neither of them is a real "
        "person.",
        "search_description": "A sample interview about mentoring: a year of Tuesdays, told from both sides.",
        "body": [
            text(
                """<i>This interview is a sample. Both speakers are invented.</i>

                They sit as they always sat: Renée with her back to the wall, Joan, her mentor, with hers to the clock. In the visiting room
                the table was bolted to the floor. In the library it is round and too small, and they have to move their cups when one of
                them wants to write something down.

                Officially it is over. A year was agreed, and the year ended in August. They still meet, when it suits them both, which
                according to Renée is “the whole point”."""
            ),
            picture("leaves", "en", "The view from their table at the library."),
            questions(
                "A year of Tuesdays",
                (
                    "What did you expect of the first meeting?",
                    """<b>Renée:</b> A lady with advice.

                    <b>Joan:</b> To be asked for advice. I had prepared some. I am glad nobody wanted it.""",
                ),
                (
                    "What did you talk about instead?",
                    """<b>Renée:</b> Breakfast. She asked what I would like to eat on my first day out. I talked for an hour. Nobody had asked me
                    what I would <i>like</i> for a long time, and there turned out to be a lot of it.""",
                ),
                (
                    "Was there a moment when you wanted to stop?",
                    """<b>Joan:</b> In the third month I promised to bring a form, and forgot it. She said that it was all right. It was not all right,
                    and I saw that she had known that I would. I called the coordinator that evening. She did not comfort me. She said: go back
                    on Tuesday, with the form, and say it.

                    <b>Renée:</b> She came with the form and a red face. That was when I began to believe her.""",
                ),
                (
                    "What did the training not prepare you for?",
                    """<b>Joan:</b> That I would look forward to it.

                    <b>Renée:</b> I had no training. Somebody should train us, too: how to have a mentor.""",
                ),
                (
                    "And the plans?",
                    """<b>Renée:</b> We had one goal at a time, and it had to fit into two weeks. Find out what the exam costs. Write to my aunt. Do
                    not quit before Friday. When it did not work we wrote down why, without adjectives. Joan was strict about the adjectives.""",
                ),
            ),
            quote("I did not need someone to save me. I needed someone to expect me on Tuesday.", "Renée (sample)"),
            heading("What a mentor is not"),
            text(
                """Joan has begun to speak at the training evenings for new mentors. She brings the form, which she kept, and a short list of what
                a mentor is not: a lawyer, a banker, a landlord, a mother, a friend on call at night. For every one of these there is somebody
                else, and the coordinator has the number.

                What remains sounds like little. You listen. You come when you said you would. You remember what she told you last time, and you
                ask how it went. “It is astonishing how rare that is,” Joan says. “I now try to do it at home.”"""
            ),
            call_to_action(
                "volunteer",
                "The next training starts in January",
                "Three evenings, free, and nobody has to decide before the third.",
                "Become a mentor",
                page="become-a-mentor",
            ),
        ],
    },
)
