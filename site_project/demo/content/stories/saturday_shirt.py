# ruff: noqa: E501 - whole sentences stay on one line
from datetime import date

from ...entries import quote, text
from .sample import sample

STORY = sample(
    "saturday-shirt",
    day=date(2026, 5, 9),
    themes=["family"],
    topics=("loss-of-children",),
    picture="quilt",
    related="household-table",
    en={
        "title": "The Saturday shirt",
        "slug": "saturday-shirt",
        "standfirst": "A grandmother, two girls, four hours of bus. A short sample story about visiting day; nobody in it is a real person.",
        "search_description": "A short sample story about family and visiting day.",
        "body": [
            text(
                """<i>This is a sample story. The family in it is invented.</i>

                The girls had one rule for visiting day: they chose what their grandmother wore. It was always the shirt with the parrots. It
                could be seen from the far end of the room, and their mother, whom we call Lorraine (sample), began to laugh before she sat down.

                They had two hours. The first went to hair: the girls sat on either side and their mother braided both at once, without looking,
                while they talked over each other about school. The second went to the blanket."""
            ),
            quote(
                "You cannot take scissors in. So we cut at home, and she put the pieces in order.",
                "The grandmother in this sample story",
            ),
            text(
                """There were a hundred and forty-four squares in the end, from every shirt that anybody had grown out of. The pieces went back and
                forth in a clear bag, were looked through at the door, and came home in another order each time. Lorraine sewed nothing. She
                decided what lay beside what.

                She has been home for two winters now. The blanket is on the girls’ bed, too small for either. In the middle there is one square of
                parrots. Nobody will say when the grandmother cut it out of the shirt, or how she had worn it all those Saturdays with a patch
                under the arm."""
            ),
        ],
    },
    es={
        "title": "La camisa de los sábados",
        "slug": "la-camisa-de-los-sabados",
        "standfirst": "Una abuela, dos niñas, cuatro horas de autobús. Una historia breve de ejemplo sobre el día de visita; nadie en ella es una "
        "persona real.",
        "search_description": "Una historia breve de ejemplo sobre la familia y el día de visita.",
        "body": [
            text(
                """<i>Esta es una historia de ejemplo. La familia es inventada.</i>

                Las niñas tenían una regla para el día de visita: ellas elegían la ropa de la abuela. Siempre era la camisa de los loros. Se veía
                desde el otro extremo de la sala, y su madre, a la que llamamos Lorraine (ejemplo), empezaba a reírse antes de sentarse.

                Tenían dos horas. La primera era para el pelo: las niñas se sentaban una a cada lado y su madre las peinaba a las dos a la vez, sin
                mirar, mientras ellas hablaban de la escuela una encima de la otra. La segunda era para la colcha."""
            ),
            quote(
                "No se puede entrar con tijeras. Así que cortábamos en casa, y ella ordenaba los pedazos.",
                "La abuela de esta historia de ejemplo",
            ),
            text(
                """Al final fueron ciento cuarenta y cuatro cuadros, de todas las camisas que alguien había dejado chicas. Los pedazos iban y venían en
                una bolsa transparente, los revisaban en la puerta y volvían a casa cada vez en otro orden. Lorraine no cosía nada. Decidía qué
                iba al lado de qué.

                Lleva dos inviernos en casa. La colcha está en la cama de las niñas, ya pequeña para las dos. En el centro hay un cuadro de loros.
                Nadie quiere decir cuándo lo cortó la abuela de la camisa, ni cómo la llevó todos aquellos sábados con un remiendo bajo el brazo."""
            ),
        ],
    },
)
