# ruff: noqa: E501 - whole sentences stay on one line
"""Sample programs in which people keep each other company: mentors, peers, a group, letters."""

from ...entries import Entry, To, call_to_action, heading, prose, questions, quote, text

_MODEL = "sc_programs.ProgramPage"

COMPANY = [
    Entry(
        "walking-alongside",
        _MODEL,
        "programs",
        both={
            "action_page": To("page", "become-a-mentor"),
            "is_sample": True,
            "hero_image": To("picture", "river-valley"),
            "kind": "mentorship",
            "stages": ["in-custody", "preparing-for-release", "after-release"],
            "delivery": ["in-facility", "in-community", "by-telephone"],
            "languages": ["en", "es"],
            "cost": "free",
            "childcare": "on-site",
        },
        en={
            "action_label": "Become a mentor",
            "title": "Walking Alongside (sample)",
            "slug": "walking-alongside",
            "summary": "A sample program: a trained mentor for every woman who wants one, from six months before release to six months after it.",
            "place": "Hillside Women’s Facility (sample) and two libraries in the county",
            "schedule": "Every other week; new pairs start in January, May and September",
            "cost_note": "Bus fares are paid, for both.",
            "childcare_note": "At the library, for children from two to ten.",
            "eligibility": [
                {"sentence": "You are 18 or older."},
                {"sentence": "You leave prison in the next six months, or left it less than six months ago."},
                {"sentence": "You would like to meet somebody every other week."},
            ],
            "join_inside": prose(
                """Ask the re-entry counselor for the green card, or write to: Walking Alongside (sample), P.O. Box 000, Anytown. A
                coordinator visits you within four weeks."""
            ),
            "join_outside": prose(
                "Call 555-0101 or come to the library on the first Monday of the month, at five o’clock. You need no papers."
            ),
            "partnerships": [
                {"partner": To("partner", "hillside"), "role": "host", "since": "2021-09-01"},
                {"partner": To("partner", "county-reentry"), "role": "referral", "since": "2022-01-01"},
                {"partner": To("partner", "open-door"), "role": "funding", "since": "2023-05-01"},
            ],
            "training_modules": [
                {
                    "title": "Understanding the challenges",
                    "minutes": 120,
                    "aims": "Name what changes in the first month after release\nRecognize signs of trauma and know when to call for help\nExplain the rules of the facility in your own words",
                    "description": prose(
                        "A talk with a woman who was mentored, a walk through one first day with its twelve errands, and time for questions."
                    ),
                },
                {
                    "title": "Effective communication",
                    "minutes": 120,
                    "aims": "Listen without solving\nShow empathy without taking over\nSay no kindly, and keep a promise you made",
                    "description": prose("Active listening in pairs; three short role plays; what to do with silence."),
                },
                {
                    "title": "Setting goals together",
                    "minutes": 90,
                    "aims": "Help her choose one goal that is her own\nBreak it into steps that fit two weeks\nLook back without blame when a step did not work",
                    "description": prose("You plan one goal of your own, and let somebody else ask about it."),
                },
            ],
            "questions": [
                {
                    "question": "Can I choose my mentor?",
                    "answer": prose(
                        "You tell us what matters to you: language, age, being a mother. You meet once before anybody decides, and each of you can say no."
                    ),
                },
                {
                    "question": "Does my mentor tell others what I say?",
                    "answer": prose(
                        "No. There is one exception, and she tells you on the first day: when somebody is in danger."
                    ),
                },
            ],
            "body": [
                heading("What the two of you do"),
                text(
                    """Inside, you talk at a table in the visiting room. You make a list for the first week and one for the first
                    three months. Outside, you do what is on the list: the identity card, the clinic, the first pay slip. Some pairs
                    only drink coffee. That counts."""
                ),
                quote(
                    "She never asked what I did. She asked what I wanted for breakfast on day one.",
                    "A woman in the sample program",
                ),
                call_to_action(
                    "volunteer",
                    "We look for mentors",
                    "Two hours every other week, for one year.",
                    "Become a mentor",
                    page="become-a-mentor",
                ),
            ],
        },
        es={
            "action_label": "Ser mentora",
            "title": "Caminar al lado (ejemplo)",
            "slug": "caminar-al-lado",
            "summary": "Un programa de ejemplo: una mentora con formación para cada mujer que la quiera, desde seis meses antes de salir hasta seis meses después.",
            "place": "Centro de Mujeres Hillside (ejemplo) y dos bibliotecas del condado",
            "schedule": "Cada dos semanas; nuevas parejas en enero, mayo y septiembre",
            "cost_note": "Se paga el autobús a las dos.",
            "childcare_note": "En la biblioteca, para niñas y niños de dos a diez años.",
            "eligibility": [
                {"sentence": "Tienes 18 años o más."},
                {"sentence": "Sales de prisión en los próximos seis meses, o saliste hace menos de seis."},
                {"sentence": "Te gustaría ver a alguien cada dos semanas."},
            ],
            "join_inside": prose(
                """Pide la tarjeta verde a tu consejera, o escribe a: Walking Alongside (ejemplo), P.O. Box 000, Anytown. Una
                coordinadora te visita en menos de cuatro semanas."""
            ),
            "join_outside": prose(
                "Llama al 555-0101 o ven a la biblioteca el primer lunes del mes, a las cinco. No hacen falta papeles."
            ),
            "partnerships": [
                {"partner": To("partner", "hillside"), "role": "host", "since": "2021-09-01"},
                {"partner": To("partner", "county-reentry"), "role": "referral", "since": "2022-01-01"},
                {"partner": To("partner", "open-door"), "role": "funding", "since": "2023-05-01"},
            ],
            "training_modules": [
                {
                    "title": "Entender las dificultades",
                    "minutes": 120,
                    "aims": "Nombrar lo que cambia en el primer mes fuera\nReconocer señales de trauma y saber cuándo pedir ayuda\nExplicar las reglas del centro con tus palabras",
                    "description": prose(
                        "Una charla con una mujer que tuvo mentora, un paseo por un primer día con sus doce trámites, y tiempo para preguntas."
                    ),
                },
                {
                    "title": "Comunicarse bien",
                    "minutes": 120,
                    "aims": "Escuchar sin resolver\nMostrar empatía sin tomar el mando\nDecir que no con cariño y cumplir lo prometido",
                    "description": prose("Escucha activa en parejas; tres escenas breves; qué hacer con el silencio."),
                },
                {
                    "title": "Ponerse metas juntas",
                    "minutes": 90,
                    "aims": "Ayudarla a elegir una meta que sea suya\nDividirla en pasos de dos semanas\nMirar atrás sin culpa cuando un paso no salió",
                    "description": prose("Planeas una meta tuya y dejas que otra persona te pregunte por ella."),
                },
            ],
            "questions": [
                {
                    "question": "¿Puedo elegir a mi mentora?",
                    "answer": prose(
                        "Nos dices qué te importa: el idioma, la edad, que sea madre. Se conocen una vez antes de decidir, y cada una puede decir que no."
                    ),
                },
                {
                    "question": "¿Mi mentora cuenta lo que digo?",
                    "answer": prose(
                        "No. Hay una excepción, y te la dice el primer día: cuando alguien está en peligro."
                    ),
                },
            ],
            "body": [
                heading("Lo que hacen las dos"),
                text(
                    """En prisión conversan en una mesa de la sala de visitas. Hacen una lista para la primera semana y otra para los
                    primeros tres meses. Fuera hacen lo que dice la lista: el documento de identidad, la clínica, el primer recibo de
                    sueldo. Algunas parejas solo toman café. Eso también cuenta."""
                ),
                quote(
                    "Nunca me preguntó qué hice. Me preguntó qué quería desayunar el primer día.",
                    "Una mujer del programa de ejemplo",
                ),
                call_to_action(
                    "volunteer",
                    "Buscamos mentoras",
                    "Dos horas cada dos semanas, durante un año.",
                    "Quiero ser mentora",
                    page="become-a-mentor",
                ),
            ],
        },
    ),
    Entry(
        "been-there",
        _MODEL,
        "programs",
        both={
            "action_page": To("page", "become-a-mentor"),
            "is_sample": True,
            "hero_image": To("picture", "quiet-sea"),
            "kind": "peer-mentorship",
            "stages": ["preparing-for-release", "after-release"],
            "delivery": ["in-facility", "by-telephone", "in-community"],
            "languages": ["en", "es", "ht"],
            "cost": "free",
            "childcare": "help-with-cost",
        },
        en={
            "action_label": "Become a mentor",
            "title": "Been There: peer mentors (sample)",
            "slug": "been-there",
            "summary": "A sample program: women who came home a few years ago answer the telephone for those who come home now.",
            "place": "By telephone; meetings at Open Door House (sample)",
            "schedule": "Telephone every evening from six to nine; meeting on the second Saturday",
            "childcare_note": "We pay a sitter for the Saturday meeting.",
            "eligibility": [
                {"sentence": "You are leaving prison or jail, or have left in the last two years."},
                {"sentence": "To be a peer mentor: you have been home for two years or more."},
            ],
            "join_inside": prose(
                "Put your name on the list at the education office. A peer mentor calls on the day you choose."
            ),
            "join_outside": prose("Call 555-0102 any evening. The first voice you hear has been inside herself."),
            "partnerships": [
                {"partner": To("partner", "open-door"), "role": "host", "since": "2020-03-01"},
                {"partner": To("partner", "hillside"), "role": "referral", "since": "2022-06-01"},
            ],
            "subjects": [
                {"name": "Listening and safety", "credential": "Peer Support Certificate of Open Door House (sample)"}
            ],
            "training_modules": [
                {
                    "title": "Your story and hers",
                    "minutes": 90,
                    "aims": "Tell of yourself in two minutes\nLeave the next two minutes to her",
                    "description": "",
                },
                {
                    "title": "Active listening",
                    "minutes": 120,
                    "aims": "Repeat what you heard before you answer\nAsk open questions\nNotice when you need a break",
                    "description": prose("In pairs, on the telephone, from two different rooms."),
                },
            ],
            "questions": [
                {"question": "Are peer mentors paid?", "answer": prose("Yes, by the hour, from the second month on.")}
            ],
            "body": [
                text("""Some questions are easier to ask somebody who asked them herself. How do you sleep when it is quiet? What do you say
                to your sister’s new husband? Which line at the county office moves? Peer mentors know, and they know what it is like not to."""),
            ],
        },
        es={
            "action_label": "Ser mentora",
            "title": "Yo estuve ahí: mentoras entre iguales (ejemplo)",
            "slug": "yo-estuve-ahi",
            "summary": "Un programa de ejemplo: mujeres que volvieron a casa hace unos años contestan el teléfono a las que vuelven ahora.",
            "place": "Por teléfono; reuniones en Casa Puerta Abierta (ejemplo)",
            "schedule": "Teléfono todas las noches de seis a nueve; reunión el segundo sábado",
            "childcare_note": "Pagamos una niñera para la reunión del sábado.",
            "eligibility": [
                {"sentence": "Sales de prisión o de la cárcel, o saliste en los últimos dos años."},
                {"sentence": "Para ser mentora: llevas dos años o más en casa."},
            ],
            "join_inside": prose("Anota tu nombre en la oficina de educación. Una mentora te llama el día que elijas."),
            "join_outside": prose(
                "Llama al 555-0102 cualquier noche. La primera voz que oyes también estuvo en prisión."
            ),
            "partnerships": [
                {"partner": To("partner", "open-door"), "role": "host", "since": "2020-03-01"},
                {"partner": To("partner", "hillside"), "role": "referral", "since": "2022-06-01"},
            ],
            "subjects": [
                {
                    "name": "Escucha y seguridad",
                    "credential": "Certificado de apoyo entre iguales de Casa Puerta Abierta (ejemplo)",
                }
            ],
            "training_modules": [
                {
                    "title": "Tu historia y la de ella",
                    "minutes": 90,
                    "aims": "Hablar de ti en dos minutos\nDejarle a ella los dos siguientes",
                    "description": "",
                },
                {
                    "title": "Escucha activa",
                    "minutes": 120,
                    "aims": "Repetir lo que oíste antes de contestar\nHacer preguntas abiertas\nNotar cuándo necesitas un descanso",
                    "description": prose("En parejas, por teléfono, desde dos cuartos distintos."),
                },
            ],
            "questions": [
                {"question": "¿Se paga a las mentoras?", "answer": prose("Sí, por hora, desde el segundo mes.")}
            ],
            "body": [
                text("""Hay preguntas que es más fácil hacer a quien también las hizo. ¿Cómo se duerme cuando no hay ruido? ¿Qué le dices al
                nuevo esposo de tu hermana? ¿Qué fila avanza en la oficina del condado? Ellas lo saben, y saben cómo es no saberlo."""),
            ],
        },
    ),
    Entry(
        "monday-circle",
        _MODEL,
        "programs",
        both={
            "exit_button": True,
            "is_sample": True,
            "hero_image": To("picture", "window-light"),
            "kind": "support-group",
            "stages": ["after-release", "family"],
            "delivery": ["in-community", "online"],
            "languages": ["en", "es"],
            "cost": "free",
            "childcare": "on-site",
        },
        en={
            "title": "Monday Circle (sample)",
            "slug": "monday-circle",
            "summary": "A sample support group for women who have come home, led by a counselor and a woman who has been inside. One Monday a month is for families.",
            "place": "Open Door House (sample), ground floor, step-free",
            "schedule": "Mondays, six to half past seven; soup from half past five",
            "childcare_note": "In the next room, with two people the children know.",
            "eligibility": [
                {"sentence": "You have been in prison or jail, or somebody in your family has."},
                {"sentence": "You keep what you hear to yourself."},
            ],
            "join_inside": "",
            "join_outside": prose("Come any Monday. You need not speak, and you need not say your last name."),
            "partnerships": [{"partner": To("partner", "open-door"), "role": "provider", "since": "2019-10-01"}],
            "questions": [
                {
                    "question": "Do I have to talk?",
                    "answer": prose("No. Some women listened for two months before they said a word."),
                },
                {
                    "question": "Is it a twelve-step group?",
                    "answer": prose(
                        "No. Women in recovery are welcome, and so is everybody else. The counselor knows groups of other kinds."
                    ),
                },
            ],
            "body": [
                heading("What an evening is like"),
                text("""Soup first. Then everybody says one word about the week. Then one question for all, chosen by whoever had it last
                time: whom did you call, what did you cook, where did you feel safe. At half past seven the lights go down and the
                leftovers are packed for whoever wants them."""),
                questions(
                    "From the circle",
                    ("What helped most?", "That the same chair was there again."),
                    ("What was hard?", "The first time somebody asked how I was and waited for the answer."),
                ),
            ],
        },
    ),
    Entry(
        "letters-across",
        _MODEL,
        "programs",
        both={
            "action_page": To("page", "volunteer-with-us"),
            "is_sample": True,
            "hero_image": To("picture", "letters"),
            "kind": "pen-pals",
            "stages": ["in-custody"],
            "delivery": ["by-mail"],
            "languages": ["en", "es", "fr"],
            "cost": "free",
            "childcare": "none",
        },
        en={
            "action_label": "Write letters",
            "title": "Letters Across (sample)",
            "slug": "letters-across",
            "summary": "A sample pen-pal program: one letter a month, through our office, between a woman inside and somebody who has time to write.",
            "place": "Wherever the mail goes",
            "schedule": "One letter a month, for at least a year",
            "cost_note": "Paper, envelopes and stamps are free for women inside.",
            "childcare_note": "",
            "eligibility": [
                {"sentence": "You are 18 or older, on either side of the letter."},
                {"sentence": "You can promise one letter a month for a year."},
            ],
            "join_inside": prose(
                "Write to Letters Across (sample), P.O. Box 000, Anytown. Tell us three things you like to talk about, and one you would rather not."
            ),
            "join_outside": prose("""Sign up with <a page="volunteer-with-us">the form for volunteers</a>. You read our guidelines, answer five questions about
            them, and get your first letter."""),
            "partnerships": [{"partner": To("partner", "open-door"), "role": "provider", "since": "2018-01-01"}],
            "questions": [
                {
                    "question": "Does my pen pal get my address?",
                    "answer": prose("No. Both of you write to our office, and we send the letters on."),
                },
                {
                    "question": "May I send money or gifts?",
                    "answer": prose(
                        "No. It puts both of you at risk. If she needs something, tell us, and we look for help."
                    ),
                },
                {
                    "question": "What if I cannot write any more?",
                    "answer": prose("Tell us and write one last letter. A goodbye is much better than silence."),
                },
            ],
            "body": [
                heading("Why letters"),
                text("""Most women inside have no e-mail and no social media. A letter is what arrives. It can be read twice, kept, and
                answered slowly. Friendship is the aim, not romance, and nobody has to tell what she was convicted of."""),
                heading("What we ask of both"),
                text("""- Be honest, and be kind.
                - Respect a boundary the first time it is named.
                - Promise little and keep it.
                - Tell us when something feels wrong."""),
                call_to_action(
                    "volunteer",
                    "Have you a stamp?",
                    "We have women who wait for a first letter.",
                    "Offer to write",
                    page="volunteer-with-us",
                ),
            ],
        },
        es={
            "action_label": "Escribir cartas",
            "title": "Cartas que cruzan (ejemplo)",
            "slug": "cartas-que-cruzan",
            "summary": "Un programa de correspondencia de ejemplo: una carta al mes, a través de nuestra oficina, entre una mujer en prisión y alguien con tiempo para escribir.",
            "place": "Adonde llegue el correo",
            "schedule": "Una carta al mes, al menos un año",
            "cost_note": "Papel, sobres y estampillas son gratis para las mujeres en prisión.",
            "childcare_note": "",
            "eligibility": [
                {"sentence": "Tienes 18 años o más, a cualquier lado de la carta."},
                {"sentence": "Puedes prometer una carta al mes durante un año."},
            ],
            "join_inside": prose(
                "Escribe a Letters Across (ejemplo), P.O. Box 000, Anytown. Dinos tres cosas de las que te gusta hablar y una de la que prefieres no hablar."
            ),
            "join_outside": prose("""Inscríbete con <a page="volunteer-with-us">el formulario de voluntariado</a>. Lees nuestras normas, contestas cinco preguntas
            sobre ellas y recibes tu primera carta."""),
            "partnerships": [{"partner": To("partner", "open-door"), "role": "provider", "since": "2018-01-01"}],
            "questions": [
                {
                    "question": "¿Mi amiga por carta recibe mi dirección?",
                    "answer": prose("No. Las dos escriben a nuestra oficina, y nosotras reenviamos las cartas."),
                },
                {
                    "question": "¿Puedo mandar dinero o regalos?",
                    "answer": prose("No. Es un riesgo para las dos. Si necesita algo, dínoslo y buscamos ayuda."),
                },
                {
                    "question": "¿Y si ya no puedo escribir?",
                    "answer": prose(
                        "Avísanos y escribe una última carta. Una despedida es mucho mejor que el silencio."
                    ),
                },
            ],
            "body": [
                heading("Por qué cartas"),
                text("""La mayoría de las mujeres en prisión no tiene correo electrónico ni redes sociales. Una carta sí llega. Se puede leer
                dos veces, guardar y contestar despacio. Se trata de amistad, no de romance, y nadie tiene que contar por qué fue
                condenada."""),
                heading("Lo que pedimos a las dos"),
                text("""- Sé sincera y sé amable.
                - Respeta un límite la primera vez que se nombra.
                - Promete poco y cúmplelo.
                - Avísanos si algo te inquieta."""),
                call_to_action(
                    "volunteer",
                    "¿Tienes una estampilla?",
                    "Hay mujeres que esperan una primera carta.",
                    "Quiero escribir",
                    page="volunteer-with-us",
                ),
            ],
        },
    ),
]
