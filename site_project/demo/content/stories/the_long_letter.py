# ruff: noqa: E501 - whole sentences stay on one line
from datetime import date

from ...entries import call_to_action, heading, picture, questions, quote, text
from .sample import sample

STORY = sample(
    "the-long-letter",
    day=date(2026, 10, 29),
    themes=["letters", "mentoring"],
    picture="letters",
    related="letters-across",
    en={
        "title": "The long letter",
        "slug": "the-long-letter",
        "standfirst": "Two women we call Denise and Ruth (sample) have written to each other once a month for three years. A sample story; "
        "no real person is described.",
        "search_description": "A sample story about pen pals: two women, one letter a month, and what it takes to keep a promise.",
        "body": [
            text(
                """<i>This is a sample story. Denise, Ruth and their letters are invented.</i>

                The first letter was four lines long. It said that the writer liked crossword puzzles, that she did not like being asked
                about her case, that it had snowed, and that she would understand if nobody answered.

                Ruth read it at her kitchen table. She was retired, she had a drawer full of stamps, and she had written a great deal in
                her life that nobody needed to keep. She answered with a page about snow."""
            ),
            heading("Through the office"),
            text(
                """Neither of them knows the other’s address. The letters go to an office, where somebody reads them, puts them into a new
                envelope and sends them on. It takes nine or ten days. At first Denise found that slow. Now she says that it is the
                right speed: by the time an answer comes, she has something to tell.

                There are rules, and they had to read them before they began. No money, no presents. Friendship, not romance. If one of
                them names a boundary, the other respects it the first time. If one cannot write any more, she writes once more and says
                so. Both signed."""
            ),
            quote("Inside, most news is about you. In her letters there was news about a fox.", "Denise (sample)"),
            heading("The fox"),
            text(
                """The fox lives behind Ruth’s shed. It has appeared in almost every letter since the first spring. Denise drew it, from the
                descriptions, and got the ears wrong, and was told. She drew it again. The third drawing hangs on Ruth’s refrigerator
                beside a shopping list.

                They have written about other things too. About a sister who stopped calling. About a hip that had to be replaced. About
                an appeal that was turned down, on which Ruth did not know what to say, and wrote exactly that. “It was the best letter
                I got that year,” Denise says. “Everybody else knew what to say.”"""
            ),
            picture("leaves", "en", "One of the letters in autumn brought leaves. The office let them through."),
            questions(
                "Asked of both",
                (
                    "What was hard at the beginning?",
                    """<b>Denise:</b> Believing that the second one would come.

                    <b>Ruth:</b> Not asking. I am curious by nature. I learned to tell something instead, and to leave a door open.""",
                ),
                (
                    "What should somebody know who wants to start?",
                    """<b>Ruth:</b> Promise little. One letter a month is little, until it is the eleventh month and you have the flu.

                    <b>Denise:</b> Do not write as if to a poor thing. Write as if to a neighbor.""",
                ),
                (
                    "Will you meet one day?",
                    """<b>Denise:</b> Perhaps. There is no hurry. I would like to see whether I got the ears right.""",
                ),
            ),
            heading("Thirty-seven"),
            text(
                """Next summer Denise will be released. The two have begun to write about it, carefully, as one talks about weather that may
                still change. She wants to live near water. She wants a library card on the first day. She is afraid of supermarkets.

                Ruth has sent a list, in numbered lines, of everything one can see between the entrance of her own supermarket and its
                bread. It fills two pages. It is, so far, the longest letter."""
            ),
            call_to_action(
                "volunteer",
                "Have you a stamp and a kitchen table?",
                "One letter a month, through our office. You read the guidelines first.",
                "Offer to write",
                page="volunteer-with-us",
            ),
        ],
    },
    es={
        "title": "La carta larga",
        "slug": "la-carta-larga",
        "standfirst": "Dos mujeres a las que llamamos Denise y Ruth (ejemplo) se escriben una vez al mes desde hace tres años. Una historia de "
        "ejemplo; no describe a ninguna persona real.",
        "search_description": "Una historia de ejemplo sobre cartas: dos mujeres, una carta al mes y lo que cuesta cumplir una promesa.",
        "body": [
            text(
                """<i>Esta es una historia de ejemplo. Denise, Ruth y sus cartas son inventadas.</i>

                La primera carta tenía cuatro líneas. Decía que a quien escribía le gustaban los crucigramas, que no le gustaba que le
                preguntaran por su caso, que había nevado y que entendería si nadie contestaba.

                Ruth la leyó en la mesa de la cocina. Estaba jubilada, tenía un cajón lleno de estampillas y había escrito mucho en su
                vida que nadie necesitaba guardar. Contestó con una página sobre la nieve."""
            ),
            heading("A través de la oficina"),
            text(
                """Ninguna sabe la dirección de la otra. Las cartas van a una oficina, donde alguien las lee, las mete en otro sobre y las
                envía. Tardan nueve o diez días. Al principio a Denise le parecía lento. Ahora dice que es la velocidad correcta: cuando
                llega la respuesta, ya tiene algo que contar.

                Hay reglas, y tuvieron que leerlas antes de empezar. Ni dinero ni regalos. Amistad, no romance. Si una nombra un límite,
                la otra lo respeta la primera vez. Si una ya no puede escribir, escribe una vez más y lo dice. Las dos firmaron."""
            ),
            quote(
                "En prisión casi todas las noticias son sobre una. En sus cartas había noticias de un zorro.",
                "Denise (ejemplo)",
            ),
            heading("El zorro"),
            text(
                """El zorro vive detrás del cobertizo de Ruth. Sale en casi todas las cartas desde la primera primavera. Denise lo dibujó,
                según las descripciones, con las orejas mal, y Ruth se lo dijo. Lo dibujó otra vez. El tercer dibujo está en el
                refrigerador de Ruth, junto a la lista de las compras.

                También han escrito sobre otras cosas. Sobre una hermana que dejó de llamar. Sobre una cadera que hubo que operar. Sobre
                una apelación rechazada, ante la que Ruth no supo qué decir, y escribió exactamente eso. «Fue la mejor carta de aquel
                año», dice Denise. «Todos los demás sabían qué decir.»"""
            ),
            picture("leaves", "es", "Una de las cartas de otoño trajo hojas. La oficina las dejó pasar."),
            questions(
                "Preguntas para las dos",
                (
                    "¿Qué fue difícil al principio?",
                    """<b>Denise:</b> Creer que llegaría la segunda.

                    <b>Ruth:</b> No preguntar. Soy curiosa. Aprendí a contar algo yo y a dejar una puerta abierta.""",
                ),
                (
                    "¿Qué debería saber quien quiera empezar?",
                    """<b>Ruth:</b> Promete poco. Una carta al mes es poco, hasta que llega el mes once y tienes gripe.

                    <b>Denise:</b> No escribas como a una pobrecita. Escribe como a una vecina.""",
                ),
                (
                    "¿Se conocerán algún día?",
                    """<b>Denise:</b> Tal vez. No hay prisa. Me gustaría ver si acerté con las orejas.""",
                ),
            ),
            heading("Treinta y siete"),
            text(
                """El verano que viene Denise sale en libertad. Han empezado a escribir sobre eso con cuidado, como se habla de un tiempo que
                todavía puede cambiar. Quiere vivir cerca del agua. Quiere un carné de biblioteca el primer día. Le dan miedo los
                supermercados.

                Ruth le mandó una lista, en líneas numeradas, de todo lo que se ve entre la entrada de su supermercado y el pan. Ocupa dos
                páginas. Es, por ahora, la carta más larga."""
            ),
            call_to_action(
                "volunteer",
                "¿Tienes una estampilla y una mesa de cocina?",
                "Una carta al mes, a través de nuestra oficina. Primero lees las normas.",
                "Quiero escribir",
                page="volunteer-with-us",
            ),
        ],
    },
)
