# ruff: noqa: E501 - whole sentences stay on one line
from datetime import date

from ...entries import heading, quote, text, video
from .sample import sample

STORY = sample(
    "true-and-square",
    day=date(2026, 4, 16),
    themes=["work", "learning"],
    picture="workbench",
    related="bench-and-board",
    en={
        "title": "True and square",
        "slug": "true-and-square",
        "standfirst": "In a joinery, a thing is true or it is not. A sample story, with a sample video, about a woman we call Sam (sample) who does not "
        "exist.",
        "search_description": "A sample story about carpentry, with a video and its transcript.",
        "body": [
            text(
                """<i>This is a sample story. The workshop and the people in it are invented.</i>

                The first thing Sam made was a box. Six boards, one lid. The lid did not fit. She planed it, and then it fitted too well and had to
                be pried off with a knife, and then she planed it again and it rattled. The foreman put it on the shelf above the door with the
                others: every box that anybody ever began with, forty or so, none of them right.

                “I looked up and thought, that is the most honest shelf I have ever seen,” she says."""
            ),
            heading("A morning at the bench"),
            video(
                "https://vimeo.com/76979871",
                "Sample video: a morning in the workshop",
                """<i>This is a sample. The address leads to a video of Vimeo’s own, not to a workshop; the words below show what a transcript looks
                like.</i>

                [A plane runs over wood. A curl of shaving falls.]

                <b>Sam:</b> You hear it before you see it. When it hisses, it is sharp. When it barks, stop.

                [She lays a square against the edge and holds it to the window. No light comes through.]

                <b>Sam:</b> That is all we want. No light.

                [The foreman walks by and nods. Somebody laughs. The saw starts, and the picture fades.]""",
                "workbench",
                "en",
            ),
            heading("The stairs"),
            text(
                """After nine months they build a staircase. It is the examination: thirteen steps, one turn, and in the end the whole workshop walks up
                and down it in boots, talking, to hear whether it answers. Sam’s did not make a sound.

                She had been asked in the interview why she wanted carpentry and had said something about creativity. It was not true. The truth
                was that she had liked the word <i>square</i>. For years everything said about her had depended on who was speaking. A corner does
                not depend. You lay the steel against it and hold it up to the light."""
            ),
            quote("They hung my box back up after the exam. I would not have let them throw it away.", "Sam (sample)"),
        ],
    },
)
