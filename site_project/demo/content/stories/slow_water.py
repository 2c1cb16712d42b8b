# ruff: noqa: E501 - whole sentences stay on one line
from datetime import date

from ...entries import heading, questions, quote, text
from .sample import sample

STORY = sample(
    "slow-water",
    day=date(2026, 1, 22),
    themes=["health", "mentoring"],
    picture="quiet-sea",
    related="been-there",
    en={
        "title": "Slow water",
        "slug": "slow-water",
        "standfirst": "A peer mentor we call Gloria (sample) answers the telephone in the evening. A sample story about sleeping, listening and the sea; "
        "nobody in it is real.",
        "search_description": "A sample story about peer support on the telephone.",
        "body": [
            text(
                """<i>This is a sample story about a person who does not exist.</i>

                Most calls come between eight and nine. Gloria has a chair for them, by the window, and a glass of water that she never drinks. She
                says hello and her first name. Then she says: “I have been inside, too.” There is usually a pause. She has come to like the pause.

                “You can hear somebody put down a bag,” she says."""
            ),
            heading("What they ask"),
            questions(
                "",
                (
                    "How long until I sleep?",
                    "“I tell them how it was with me. Three weeks with the light on, then one night without. I do not say: it will pass. I say: I moved the bed to the other wall.”",
                ),
                (
                    "What do I say when they ask where I was?",
                    "“As much as you want, and one sentence that you have practiced. We practice it right there, until we laugh.”",
                ),
                ("Are you allowed to tell me what to do?", "“No. And I would not know. I can tell you whom I called.”"),
            ),
            heading("The sea"),
            text(
                """When Gloria came home her own peer mentor drove her to the sea. They did not talk much. It was February, there was nobody, and the waves
                came in long and slow as if they had been told to take their time. She stood there until her shoes were wet.

                She has passed that on. Twice a year the telephone team hires a bus. Whoever is well enough comes along, with children and soup.
                Somebody always gets wet shoes. Gloria keeps a bag of dry socks behind the driver’s seat, in every size, and considers it the most
                useful thing she has ever learned."""
            ),
            quote("I am not a doctor. I am somebody who knows where the light switch is.", "Gloria (sample)"),
        ],
    },
)
