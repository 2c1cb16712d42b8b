# ruff: noqa: E501 - whole sentences stay on one line
from datetime import date

from ...entries import call_to_action, heading, picture, quote, text
from .sample import sample

STORY = sample(
    "word-problems",
    day=date(2026, 8, 20),
    themes=["learning", "family"],
    picture="books",
    related="ready-for-monday",
    en={
        "title": "Word problems",
        "slug": "word-problems",
        "standfirst": "She left school in the eighth grade and passed her exam in the same month as her son. A sample story about a woman we call "
        "Tanya (sample); she is no real person.",
        "search_description": "A sample story about learning: a school exam, taken twice in one family.",
        "body": [
            text(
                """<i>This is a sample story. It describes no real person.</i>

                A train leaves a city at eight and travels at sixty miles an hour. Tanya hated that train. It had left without her when she
                was thirteen, and it left without her again in a classroom inside, on a Tuesday, with rain on the roof.

                “I could do the numbers,” she says. “It was the words in front of them. By the time I had understood who was going where, the
                train was gone.”"""
            ),
            heading("The back row"),
            text(
                """She sat in the back row for three weeks. The volunteer who taught on Tuesdays did not call on people. She put a problem on
                the board, sat down among them, and began to be puzzled aloud. What do we know? What is just decoration? Could somebody draw
                it?

                Tanya could draw. She drew the train, the track, and, because there was room, a woman on the platform with a suitcase. The
                volunteer looked at it for some time and asked whether she might keep it. Then she asked how long the woman had been waiting.
                It turned out that this could be worked out."""
            ),
            quote("Nobody had told me you may draw it. I thought that was cheating.", "Tanya (sample)"),
            heading("Two timetables"),
            text(
                """Her son was sixteen and failing the same subject. They had fifteen minutes on the telephone on Sundays, and mostly they spent
                them on silence and weather. One Sunday she asked him what he was doing in mathematics. He said trains.

                After that they had a subject. She drew her solutions and mailed them; he photographed his for his grandmother to print and
                send. He was faster. She was more careful. They argued about a problem with two water pipes for most of November, and both
                were wrong, in different ways.

                Her exam was on a Thursday in spring. His was eleven days later. She passed by a little, he passed by less. The certificates
                have the same frame now, from the same shop, and hang beside the refrigerator, a finger’s width apart."""
            ),
            picture("autumn-path", "en", "The way to the library, this autumn."),
            heading("The front row"),
            text(
                """Tanya came home in June. In September she began an evening course in bookkeeping, for which one needs very little drawing. She
                sits in the front row because she forgot her glasses on the first evening and has got used to it.

                On Tuesdays she is at the library, at a round table with a hand-written sign, for anybody who has a problem made of words. Most
                who come are twelve. Some are sixty. She puts the sheet in the middle, sits down, and begins to be puzzled aloud."""
            ),
            call_to_action(
                "volunteer",
                "You need not be a teacher",
                "You need two hours, patience, and a pencil. We show you the rest.",
                "Help somebody learn",
                page="volunteer-with-us",
            ),
        ],
    },
    es={
        "title": "Problemas con palabras",
        "slug": "problemas-con-palabras",
        "standfirst": "Dejó la escuela en octavo grado y aprobó su examen el mismo mes que su hijo. Una historia de ejemplo sobre una mujer a la "
        "que llamamos Tanya (ejemplo); no es una persona real.",
        "search_description": "Una historia de ejemplo sobre aprender: un examen escolar, dos veces en una familia.",
        "body": [
            text(
                """<i>Esta es una historia de ejemplo. No describe a ninguna persona real.</i>

                Un tren sale de una ciudad a las ocho y va a sesenta millas por hora. Tanya odiaba ese tren. Se le había ido a los trece años
                y se le volvió a ir en un salón de clases en prisión, un martes, con lluvia en el techo.

                «Con los números podía», dice. «Eran las palabras de delante. Cuando por fin entendía quién iba adónde, el tren ya se había
                ido.»"""
            ),
            heading("La última fila"),
            text(
                """Pasó tres semanas en la última fila. La voluntaria de los martes no preguntaba a nadie por su nombre. Escribía un problema en
                la pizarra, se sentaba entre ellas y empezaba a dudar en voz alta. ¿Qué sabemos? ¿Qué es solo adorno? ¿Alguien lo puede
                dibujar?

                Tanya sabía dibujar. Dibujó el tren, la vía y, como quedaba sitio, una mujer en el andén con una maleta. La voluntaria miró el
                dibujo un buen rato y preguntó si podía quedárselo. Luego preguntó cuánto llevaba esperando la mujer. Resultó que eso se podía
                calcular."""
            ),
            quote("Nadie me había dicho que se puede dibujar. Yo creía que era hacer trampa.", "Tanya (ejemplo)"),
            heading("Dos horarios"),
            text(
                """Su hijo tenía dieciséis años y reprobaba la misma materia. Los domingos tenían quince minutos de teléfono, y casi siempre se
                les iban en silencio y en el tiempo. Un domingo ella le preguntó qué estaban viendo en matemáticas. Él dijo: trenes.

                Desde entonces tuvieron tema. Ella dibujaba sus soluciones y las mandaba por correo; él fotografiaba las suyas y la abuela las
                imprimía y las enviaba. Él era más rápido. Ella, más cuidadosa. Discutieron casi todo noviembre por un problema de dos
                tuberías, y los dos estaban equivocados, cada uno a su manera.

                El examen de ella fue un jueves de primavera. El de él, once días después. Ella aprobó por poco; él, por menos. Ahora los dos
                certificados tienen el mismo marco, de la misma tienda, y cuelgan junto al refrigerador, a un dedo de distancia."""
            ),
            picture("autumn-path", "es", "El camino a la biblioteca, este otoño."),
            heading("La primera fila"),
            text(
                """Tanya volvió a casa en junio. En septiembre empezó un curso nocturno de contabilidad, para el que hay que dibujar muy poco. Se
                sienta en la primera fila porque la primera noche olvidó los lentes y se acostumbró.

                Los martes está en la biblioteca, en una mesa redonda con un cartel escrito a mano, para quien tenga un problema hecho de
                palabras. La mayoría tiene doce años. Alguno, sesenta. Ella pone la hoja en el medio, se sienta y empieza a dudar en voz alta."""
            ),
            call_to_action(
                "volunteer",
                "No hace falta ser maestra",
                "Hacen falta dos horas, paciencia y un lápiz. El resto te lo mostramos.",
                "Ayudar a aprender",
                page="volunteer-with-us",
            ),
        ],
    },
)
