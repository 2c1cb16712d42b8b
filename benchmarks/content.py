"""The same content for both sites: plain data, the same in each run."""

import random
from datetime import date, timedelta
from io import BytesIO

from PIL import Image

_TEXT = """
the a and of to in she her they work home letter year morning evening door street kitchen bread class teacher daughter
sister mother friend mentor judge office bus river garden first last long early new own open small
"""
WORDS = _TEXT.split()
THEMES = ["Work", "Family", "Learning", "Health", "Housing", "Art"]


def stories(number: int) -> list[dict]:
    """Short stories: a heading, two texts, a quote, three themes, one of ten pictures."""
    chance = random.Random(7)

    def sentence(length: int) -> str:
        return " ".join(chance.choices(WORDS, k=length)).capitalize() + "."

    found = []
    for index in range(number):
        paragraphs = ["<p>" + " ".join(sentence(14) for _ in range(3)) + "</p>" for _ in range(2)]
        found.append(
            {
                "title": f"Story {index}",
                "slug": f"story-{index}",
                "standfirst": sentence(20),
                "date": date(2026, 1, 1) - timedelta(days=index),
                "themes": chance.sample(THEMES, 3),
                "picture": index % 10,
                "body": [
                    ("heading", sentence(4)),
                    ("text", paragraphs[0]),
                    ("quote", {"text": sentence(12), "attribution": "A sample voice"}),
                    ("text", paragraphs[1]),
                ],
            }
        )
    return found


def picture(number: int) -> bytes:
    """A photograph's size, without its weight."""
    out = BytesIO()
    Image.radial_gradient("L").resize((2000, 1200)).convert("RGB").rotate(number * 36).save(out, "JPEG", quality=80)
    return out.getvalue()
