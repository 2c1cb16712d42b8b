# ruff: noqa: E501 - whole sentences stay on one line
from datetime import date

from ...entries import gallery, heading, quote, text
from .sample import sample

STORY = sample(
    "nine-square-feet",
    day=date(2026, 7, 2),
    themes=["health", "learning"],
    picture="garden",
    related="monday-circle",
    en={
        "title": "Nine square feet",
        "slug": "nine-square-feet",
        "standfirst": "A garden bed, a group that meets on Mondays, and what can grow in a place where one has to wait. A sample story about a woman "
        "we call Ana (sample), who is no real person.",
        "search_description": "A sample story about health and recovery: one garden bed, one season, one group.",
        "body": [
            text(
                """<i>This is a sample story; Ana is invented, and so is the garden.</i>

                Each of them got nine square feet, measured with a string. Ana put the string back exactly where it had been after every
                weeding, because, she says, it was the first line in years that was there for her and not against her.

                She was in recovery then for four months. The doctor had told her that sleep would come back, and appetite, and that the rest
                would take longer. He had not said what to do with her hands."""
            ),
            heading("Radishes first"),
            text(
                """The woman who ran the garden gave everybody radishes to begin with. They come up in five days and can be eaten in four weeks, and
                nobody, she said, should have to wait for asparagus in a first year.

                Ana sowed too thickly, and had to pull out two of every three. She could not do it at first. She stood there with the small red
                roots in her palm and was ashamed of how much she minded. The woman beside her, who was called Bea and hardly spoke, held out a
                paper cup of water. They replanted all of them along the fence. Eleven grew."""
            ),
            gallery(
                "A season",
                "en",
                ("leaves", "What was bean and squash by August."),
                ("bowls", "For the radishes; washed, counted, shared out."),
            ),
            heading("Mondays"),
            text(
                """The group met on Mondays, in the tool shed when it rained. A counselor came, and a woman who had been in recovery for twelve
                years and knew a great deal about beans. They spoke about the week. About what pulls. About calling somebody before rather than
                after.

                “In the garden you cannot hurry and you cannot make up for it later,” Ana says. “You can come today. That is all it wants. I
                thought, well, that I can do.”"""
            ),
            quote("I came today. Some weeks that was the whole report, and it was a good one.", "Ana (sample)"),
            text(
                """She has been home for a year and a half. On the windowsill there are three pots, and in the yard of the house where she rents a
                room there are nine square feet, marked off with a string. On Mondays she takes the bus to the circle. She brings radishes, as
                soon as there are any."""
            ),
        ],
    },
)
