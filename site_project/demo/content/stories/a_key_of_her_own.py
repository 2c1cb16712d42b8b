# ruff: noqa: E501 - whole sentences stay on one line
from datetime import date

from ...entries import call_to_action, heading, quote, text, timeline
from .sample import sample

STORY = sample(
    "a-key-of-her-own",
    day=date(2026, 9, 17),
    themes=["housing", "family"],
    topics=("loss-of-children",),
    picture="evening-street",
    related="front-door",
    en={
        "title": "A key of her own",
        "slug": "a-key-of-her-own",
        "standfirst": "What a first year outside can look like: nine rooms, one lease, and a boy who chose the color of a door. A sample story "
        "about a woman we call Yvette (sample), who is no real person.",
        "search_description": "A sample story about housing: a first year outside, told in steps.",
        "body": [
            text(
                """<i>This is a sample story; nobody in it is real.</i>

                Yvette keeps the first key on a nail beside the stove. It opens nothing any more. It belonged to a room on the second floor
                of a shared house, with a window on the yard and a lock that stuck, and it was the first key in four years that she turned
                from the inside.

                “People think you come out and you are home,” she says. “You come out and you are on a sidewalk.”"""
            ),
            timeline(
                "Her first year outside",
                (
                    "First day",
                    "A room for ninety days",
                    "A bed, a telephone, a bus pass, and a woman at the door who said the house rules without reading them.",
                ),
                (
                    "First week",
                    "Papers",
                    "An identity card takes a birth certificate; a birth certificate takes an identity card. Her mentor had seen this before.",
                ),
                (
                    "Second month",
                    "Nine rooms",
                    "Eight landlords said no, six of them before they had seen her. One said that he would think about it.",
                ),
                (
                    "Fourth month",
                    "A job that lasts",
                    "Nights in a hospital laundry. The noise was familiar; the pay slip was not.",
                ),
                (
                    "Seventh month",
                    "A lease",
                    "Two rooms above a shoe repair shop. The ninth landlord had thought about it.",
                ),
                ("Tenth month", "Her son stays overnight", "Only Saturdays at first. He brought his own pillow."),
                (
                    "One year",
                    "He comes home",
                    "The judge asked the boy whether he wanted to add anything. He said that the door should be blue.",
                ),
            ),
            heading("What helped, in order"),
            text(
                """Asked what made the difference, Yvette does not say courage. She makes a list, as she learned to do:

                - that nobody in the house asked on the first evening;
                - that the telephone had money on it;
                - that her mentor came along to look at rooms, and said nothing, and wore good shoes;
                - that the ninth landlord’s mother had rented out rooms to women in her situation, and he remembered them as quiet;
                - that the laundry let her change a shift for the hearing."""
            ),
            quote(
                "Luck, yes. But somebody has to be standing next to you when it comes by, and say: that’s yours, take it.",
                "Yvette (sample)",
            ),
            heading("Blue"),
            text(
                """They painted the door on a Sunday in October. It took three coats. The boy did the lower half, and the line where the two
                halves meet is still to be seen if one knows where to look. Yvette would not let anybody paint over it.

                The shoe repairer downstairs complained about the smell, then brought up a brass hook for keys that had lain in his drawer
                since his own father’s time. There are three keys on it now: hers, the boy’s, and one for the neighbor, in case. The old
                one stays on its nail."""
            ),
            call_to_action(
                "donate",
                "Help with a first week",
                "A room is paid for by the county. A telephone, a pillow and a bus pass are not. (A sample: the link leads to an example address.)",
                "Give for a first week",
                url="https://example.org/donate",
            ),
        ],
    },
    es={
        "title": "Una llave propia",
        "slug": "una-llave-propia",
        "standfirst": "Cómo puede ser un primer año fuera: nueve cuartos, un contrato y un niño que eligió el color de una puerta. Una historia "
        "de ejemplo sobre una mujer a la que llamamos Yvette (ejemplo) y que no es una persona real.",
        "search_description": "Una historia de ejemplo sobre la vivienda: un primer año fuera, contado paso a paso.",
        "body": [
            text(
                """<i>Esta es una historia de ejemplo; nadie en ella es real.</i>

                Yvette guarda la primera llave en un clavo junto a la estufa. Ya no abre nada. Era de un cuarto en el segundo piso de una
                casa compartida, con ventana al patio y una cerradura que se trababa, y fue la primera llave en cuatro años que giró desde
                adentro.

                «La gente cree que sales y ya estás en casa», dice. «Sales y estás en una acera.»"""
            ),
            timeline(
                "Su primer año fuera",
                (
                    "Primer día",
                    "Un cuarto por noventa días",
                    "Una cama, un teléfono, un pase de autobús y una mujer en la puerta que dijo las reglas de la casa sin leerlas.",
                ),
                (
                    "Primera semana",
                    "Papeles",
                    "Para el documento de identidad hace falta el acta de nacimiento; para el acta, el documento. Su mentora ya lo había visto.",
                ),
                (
                    "Segundo mes",
                    "Nueve cuartos",
                    "Ocho dueños dijeron que no, seis de ellos antes de verla. Uno dijo que lo pensaría.",
                ),
                (
                    "Cuarto mes",
                    "Un trabajo que dura",
                    "De noche, en la lavandería de un hospital. El ruido era conocido; el recibo de sueldo, no.",
                ),
                (
                    "Séptimo mes",
                    "Un contrato",
                    "Dos cuartos encima de una zapatería. El noveno dueño lo había pensado.",
                ),
                ("Décimo mes", "Su hijo se queda a dormir", "Al principio solo los sábados. Trajo su propia almohada."),
                (
                    "Un año",
                    "Él vuelve a casa",
                    "La jueza le preguntó al niño si quería añadir algo. Dijo que la puerta tenía que ser azul.",
                ),
            ),
            heading("Lo que ayudó, en orden"),
            text(
                """Cuando le preguntan qué marcó la diferencia, Yvette no habla de valor. Hace una lista, como aprendió:

                - que la primera noche nadie en la casa preguntó nada;
                - que el teléfono tenía saldo;
                - que su mentora la acompañó a ver cuartos, no dijo nada y llevaba buenos zapatos;
                - que la madre del noveno dueño había alquilado a mujeres en su situación, y él las recordaba tranquilas;
                - que en la lavandería le cambiaron un turno para la audiencia."""
            ),
            quote(
                "Suerte, sí. Pero alguien tiene que estar a tu lado cuando pasa y decirte: es tuya, tómala.",
                "Yvette (ejemplo)",
            ),
            heading("Azul"),
            text(
                """Pintaron la puerta un domingo de octubre. Hicieron falta tres manos de pintura. El niño hizo la mitad de abajo, y la línea
                donde se juntan las dos mitades todavía se ve, si una sabe dónde mirar. Yvette no dejó que nadie la tapara.

                El zapatero de abajo se quejó del olor y luego subió un gancho de latón para llaves que estaba en su cajón desde los tiempos
                de su padre. Ahora cuelgan tres: la de ella, la del niño y una para la vecina, por si acaso. La vieja sigue en su clavo."""
            ),
            call_to_action(
                "donate",
                "Ayuda con una primera semana",
                "El cuarto lo paga el condado. El teléfono, la almohada y el pase de autobús, no. (Un ejemplo: el enlace lleva a una dirección de muestra.)",
                "Dar para una primera semana",
                url="https://example.org/donate",
            ),
        ],
    },
)
