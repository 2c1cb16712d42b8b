# ruff: noqa: E501 - whole sentences stay on one line
from datetime import date

from ...entries import call_to_action, heading, picture, quote, text, timeline
from .sample import sample

STORY = sample(
    "three-minutes",
    day=date(2026, 6, 11),
    themes=["leadership"],
    picture="meadow",
    related="volunteer",
    en={
        "title": "Three minutes at the microphone",
        "slug": "three-minutes",
        "standfirst": "How a woman we call Carol (sample) went from shaking hands to speaking before a committee. A sample story; neither she nor the "
        "committee exists.",
        "search_description": "A sample story about leadership and advocacy: three minutes before a committee.",
        "body": [
            text(
                """<i>This is a sample story. Carol is not a real person, and no real law or committee is meant.</i>

                One gets three minutes. A lamp on the table turns from green to yellow at two and a half, and to red at three, and then the
                microphone is off. Carol practiced with an egg timer. At home her text took seven minutes. She left out the weather, her
                childhood, and everything that was somebody else’s fault, and then it took four."""
            ),
            heading("What it was about"),
            text(
                """It was about telephone calls. A call from inside cost more than an hour’s work there paid, and Carol had kept the receipts of one
                year in an envelope. She did not want to say that it was unjust. She wanted to put the envelope on the table and let it lie there.

                The women of the Monday group had listened to her eleven times. They had taken out “devastating”. They had put in her daughter’s
                question: why do you always say goodbye first?"""
            ),
            timeline(
                "Toward the microphone",
                ("In March", "An envelope", "She finds the receipts while she is looking for something else."),
                ("In April", "A group", "Somebody says: this should be heard. Somebody else knows where."),
                ("In May", "A letter", "An invitation to speak, with directions to the parking lot."),
                ("In June", "Three minutes", "The lamp turns yellow; she is one sentence from the end."),
            ),
            picture("autumn-path", "en", "Outside the building, on the way back to the bus."),
            heading("Green, yellow"),
            text(
                """She was the ninth to speak. Her hands shook so much that she laid the paper down and held on to the edges of the table. She said her
                name, and that she had been in prison, and that she was there to speak about twelve hundred minutes.

                When she got to the question, nobody looked at a telephone. The lamp was yellow. She said the last sentence, which was only that
                there was a proposal on the table and that she asked them to read page two. Then she sat down, and only then did it turn red."""
            ),
            quote(
                "I had thought that they were important and I was nervous. It was the other way around. They were nervous.",
                "Carol (sample)",
            ),
            text(
                """The proposal has not been voted on yet. Carol reads page two to whoever asks her. She now helps others to get from seven minutes to
                three: on Thursdays, with the egg timer, at the round table in the library."""
            ),
            call_to_action(
                "advocate",
                "Three minutes can be learned",
                "Ask your own representatives what a telephone call from inside costs where you live. (A sample: the link leads to an example address.)",
                "How to write to them",
                url="https://example.org/advocate",
            ),
        ],
    },
)
