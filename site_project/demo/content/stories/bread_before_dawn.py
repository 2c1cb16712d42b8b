# ruff: noqa: E501 - whole sentences stay on one line
from datetime import date

from ...entries import call_to_action, heading, picture, quote, text, timeline
from .sample import sample

STORY = sample(
    "bread-before-dawn",
    day=date(2026, 11, 12),
    themes=["work", "learning"],
    picture="bread",
    related="kitchen-school",
    en={
        "title": "Bread before dawn",
        "slug": "bread-before-dawn",
        "standfirst": "A woman we call Marisol (sample) learned to bake in prison and now opens a bakery at four in the morning. This "
        "is a sample story: it describes no real person.",
        "search_description": "A sample story about work: how a woman who learned to bake inside came to run the early shift.",
        "body": [
            text(
                """<i>This is a sample story. Marisol does not exist; nor does the bakery.</i>

                The first thing Marisol does at four in the morning is nothing. She stands in the dark shop with her hand on the
                switch and listens to the refrigerators. Then she turns on the light, washes her hands to the elbows, and lifts the
                cloth from the dough that has been rising without her.

                “It does not care what kind of day I had,” she says. “It only wants to know whether I was on time.”"""
            ),
            heading("A class with twelve aprons"),
            text(
                """She had never baked before she went to prison. At home there had been no oven, then no home. When the notice about
                a kitchen course went up beside the library door, she signed because the course met in the mornings and the mornings
                were long.

                There were twelve aprons and thirty names. She was on the waiting list for five months, and she used them: she borrowed
                the only cookbook in the library and copied it out, recipe by recipe, into a school notebook. When her turn came she
                knew how bread was made. She had just never touched it.

                The teacher, who came from a community college twice a week, let her put both hands into the bowl before she said a
                word about yeast. Marisol remembers that more clearly than the certificate."""
            ),
            picture("bowls", "en", "Seven bowls for seven doughs. The largest is for the rolls."),
            heading("What goes into a résumé"),
            text(
                """The certificate helped. So did something she had not thought of as work. For a year she had baked rolls for four
                hundred people, six days a week, with a team that changed every month. A woman at the county office asked her how many
                people she had trained. Marisol counted: thirty-one.

                “You ran a kitchen,” the woman said, and wrote it down.

                In the interview at the bakery she was asked about the three years that had no address. She had practiced the answer
                aloud in an empty room. She said where she had been, what she had learned there, and that she could start on Monday.
                The owner asked her to shape a dozen rolls. She shaped two dozen."""
            ),
            quote(
                "You can hear when bread is done. You knock on it and it answers. I had waited a long time for something that answers.",
                "Marisol (sample)",
            ),
            timeline(
                "From the list to the key",
                ("The first winter", "A name on a list", "Five months of waiting, and a cookbook copied by hand."),
                ("The second year", "Rolls for four hundred", "Six mornings a week, with a new team each month."),
                (
                    "Two months before release",
                    "A mentor",
                    "They wrote the résumé together, at a table in the visiting room.",
                ),
                ("The first Monday outside", "A trial day", "Two dozen rolls, and an offer before noon."),
                ("A year later", "The key", "She opens the shop herself, and trains whoever starts next."),
            ),
            heading("The early shift"),
            text(
                """There are three of them now before sunrise. One is nineteen and has never had a job; one is older than Marisol and has
                had too many. Nobody talks much until the first trays are in. Then the radio goes on, and somebody makes coffee, and the
                street outside turns from black to blue.

                Her daughter comes by on the way to school. She gets a roll that is still too hot, tosses it from hand to hand, and is
                gone. It takes less than a minute. Marisol has arranged her whole working day around it.

                Asked what she would tell a woman who reads the notice beside the library door today, she thinks for a while. “Sign,” she
                says. “Even if the list is long. You can do a lot with a list.”"""
            ),
            call_to_action(
                "volunteer",
                "What can you do well?",
                "One workshop is enough to begin with: baking, bookkeeping, drawing.",
                "Teach a workshop",
                page="volunteer-with-us",
            ),
        ],
    },
    es={
        "title": "El pan antes del alba",
        "slug": "el-pan-antes-del-alba",
        "standfirst": "Una mujer a la que llamamos Marisol (ejemplo) aprendió a hacer pan en prisión y hoy abre una panadería a las cuatro "
        "de la mañana. Es una historia de ejemplo: no describe a ninguna persona real.",
        "search_description": "Una historia de ejemplo sobre el trabajo: cómo una mujer que aprendió a hacer pan en prisión llegó a llevar el primer turno.",
        "body": [
            text(
                """<i>Esta es una historia de ejemplo. Marisol no existe; la panadería tampoco.</i>

                Lo primero que hace Marisol a las cuatro de la mañana es nada. Se queda en la tienda a oscuras, con la mano en el
                interruptor, y escucha los refrigeradores. Luego enciende la luz, se lava hasta los codos y levanta el paño de la masa,
                que ha crecido sin ella.

                «A la masa no le importa qué día tuve», dice. «Solo quiere saber si llegué a tiempo.»"""
            ),
            heading("Un curso con doce delantales"),
            text(
                """Nunca había hecho pan antes de entrar en prisión. En su casa no había horno, y después no hubo casa. Cuando apareció
                el aviso de un curso de cocina junto a la puerta de la biblioteca, se anotó porque era por las mañanas, y las mañanas
                eran largas.

                Había doce delantales y treinta nombres. Pasó cinco meses en la lista de espera, y los aprovechó: pidió prestado el
                único libro de cocina de la biblioteca y lo copió, receta por receta, en un cuaderno escolar. Cuando le tocó, ya sabía
                cómo se hace el pan. Solo que nunca lo había tocado.

                La maestra, que venía dos veces por semana de un colegio comunitario, la dejó meter las dos manos en el cuenco antes de
                decir una palabra sobre la levadura. Marisol lo recuerda mejor que el certificado."""
            ),
            picture("bowls", "es", "Siete cuencos para siete masas. El más grande es el de los panecillos."),
            heading("Lo que va en un currículum"),
            text(
                """El certificado ayudó. También ayudó algo que ella no llamaba trabajo. Durante un año había horneado panecillos para
                cuatrocientas personas, seis días a la semana, con un equipo que cambiaba cada mes. Una mujer de la oficina del condado
                le preguntó a cuántas personas había enseñado. Marisol contó: treinta y una.

                «Usted llevó una cocina», dijo la mujer, y lo anotó.

                En la entrevista le preguntaron por los tres años sin dirección. Había ensayado la respuesta en voz alta en un cuarto
                vacío. Dijo dónde había estado, qué había aprendido allí y que podía empezar el lunes. El dueño le pidió que formara una
                docena de panecillos. Formó dos."""
            ),
            quote(
                "Se oye cuando el pan está listo. Lo golpeas y te contesta. Yo había esperado mucho tiempo algo que contestara.",
                "Marisol (ejemplo)",
            ),
            timeline(
                "De la lista a la llave",
                ("El primer invierno", "Un nombre en una lista", "Cinco meses de espera y un libro copiado a mano."),
                (
                    "El segundo año",
                    "Panecillos para cuatrocientas personas",
                    "Seis mañanas a la semana, con un equipo nuevo cada mes.",
                ),
                (
                    "Dos meses antes de salir",
                    "Una mentora",
                    "Escribieron el currículum juntas, en una mesa de la sala de visitas.",
                ),
                (
                    "El primer lunes fuera",
                    "Un día de prueba",
                    "Dos docenas de panecillos y una oferta antes de mediodía.",
                ),
                ("Un año después", "La llave", "Abre la tienda ella misma y enseña a quien empieza."),
            ),
            heading("El primer turno"),
            text(
                """Ahora son tres antes de que salga el sol. Una tiene diecinueve años y nunca había trabajado; otra es mayor que Marisol
                y ha trabajado demasiado. Nadie habla mucho hasta que entran las primeras bandejas. Entonces suena la radio, alguien
                hace café y la calle pasa del negro al azul.

                Su hija pasa camino de la escuela. Recibe un panecillo que todavía quema, se lo cambia de mano en mano y se va. Dura
                menos de un minuto. Marisol ha ordenado toda su jornada alrededor de ese minuto.

                ¿Qué le diría a una mujer que hoy lee el aviso junto a la biblioteca? Lo piensa un rato. «Que se anote», dice. «Aunque la
                lista sea larga. Con una lista se puede hacer mucho.»"""
            ),
            call_to_action(
                "volunteer",
                "¿Qué sabes hacer bien?",
                "Un taller basta para empezar: pan, contabilidad, dibujo.",
                "Dar un taller",
                page="volunteer-with-us",
            ),
        ],
    },
)
