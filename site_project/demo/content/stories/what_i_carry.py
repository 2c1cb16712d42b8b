# ruff: noqa: E501 - whole sentences stay on one line
from datetime import date

from ...entries import text
from .sample import sample

STORY = sample(
    "what-i-carry",
    day=date(2025, 12, 11),
    themes=["housing", "work"],
    related="front-door",
    en={
        "title": "What I carry",
        "slug": "what-i-carry",
        "standfirst": "A very short sample story without a picture: the contents of one bag, listed by a woman we call Inez (sample). She is no real person.",
        "search_description": "A very short sample story: the contents of one bag.",
        "body": [
            text(
                """<i>This is a sample story. The list is invented.</i>

                On the first day: a paper bag with a string. In it a pair of jeans that no longer fitted, a telephone that no longer worked, forty
                letters, and a photograph of a dog.

                Today, in a bag that I bought: two keys. A bus pass. A lunch, because I know now when I will be hungry. My glasses. A book from the
                library, due on the ninth. A pay slip that I ought to have filed. The same photograph. A spare string, because one never knows, and
                because it is a good string."""
            ),
        ],
    },
    es={
        "title": "Lo que llevo",
        "slug": "lo-que-llevo",
        "standfirst": "Una historia de ejemplo muy breve y sin imagen: lo que hay en una bolsa, según la lista de una mujer a la que llamamos Inez "
        "(ejemplo). No es una persona real.",
        "search_description": "Una historia de ejemplo muy breve: lo que hay en una bolsa.",
        "body": [
            text(
                """<i>Esta es una historia de ejemplo. La lista es inventada.</i>

                El primer día: una bolsa de papel con un cordel. Dentro, unos pantalones que ya no me quedaban, un teléfono que ya no funcionaba,
                cuarenta cartas y la foto de un perro.

                Hoy, en una bolsa que compré yo: dos llaves. Un pase de autobús. El almuerzo, porque ya sé a qué hora tendré hambre. Los lentes. Un
                libro de la biblioteca, para devolver el nueve. Un recibo de sueldo que debería haber archivado. La misma foto. Un cordel de
                repuesto, porque nunca se sabe, y porque es un buen cordel."""
            ),
        ],
    },
)
