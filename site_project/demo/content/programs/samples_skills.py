# ruff: noqa: E501 - whole sentences stay on one line
"""Sample programs that teach, prepare and help with what is practical."""

from ...entries import Entry, To, call_to_action, gallery, heading, prose, text

_MODEL = "sc_programs.ProgramPage"

SKILLS = [
    Entry(
        "kitchen-school",
        _MODEL,
        "programs",
        both={
            "is_sample": True,
            "hero_image": To("picture", "bread"),
            "kind": "skills-training",
            "stages": ["in-custody", "preparing-for-release"],
            "delivery": ["in-facility"],
            "languages": ["en", "es"],
            "cost": "free",
            "childcare": "none",
            "provider": To("partner", "river-college"),
        },
        en={
            "title": "Kitchen School (sample)",
            "slug": "kitchen-school",
            "summary": "A sample training in culinary arts: sixteen weeks in the facility’s kitchen, with a certificate that counts outside.",
            "place": "Hillside Women’s Facility (sample)",
            "schedule": "Sixteen weeks, four mornings a week. Next start: February",
            "cost_note": "Aprons, knives and books are lent.",
            "eligibility": [
                {"sentence": "You live at Hillside and have at least five months left there."},
                {"sentence": "You can stand and lift as kitchen work asks; tell us if you need something changed."},
            ],
            "join_inside": prose(
                "Ask the education office for the yellow form before the end of December. There are twelve places, and a list for the next course."
            ),
            "join_outside": "",
            "partnerships": [
                {"partner": To("partner", "hillside"), "role": "host", "since": "2020-02-01"},
                {"partner": To("partner", "river-college"), "role": "teaching", "since": "2020-02-01"},
                {"partner": To("partner", "morning-bakery"), "role": "employment", "since": "2023-09-01"},
            ],
            "subjects": [
                {
                    "name": "Culinary arts",
                    "credential": "Certificate in Culinary Foundations, River Community College (sample)",
                },
                {"name": "Food safety", "credential": "Food handler’s card (sample)"},
                {"name": "Baking", "credential": ""},
                {"name": "Running a small kitchen: ordering, costs, shifts", "credential": ""},
            ],
            "questions": [
                {
                    "question": "What if I am moved before the end?",
                    "answer": prose(
                        "The college keeps your hours. You finish with its evening course, also after release."
                    ),
                },
                {
                    "question": "Is there work afterwards?",
                    "answer": prose(
                        "Morning Bakery (sample) invites everybody who finishes to a trial day. It does not promise a job."
                    ),
                },
            ],
            "body": [
                heading("What a morning is like"),
                text("""At seven the stoves are lit. One group bakes, one cooks lunch for the whole house, one learns at the blackboard: how much is
                two percent of salt, what a recipe costs, what to do when the delivery does not come. At noon everybody eats what
                everybody made, teachers too."""),
                gallery(
                    "From the kitchen",
                    "en",
                    ("leaves", "Herbs, before they are chopped"),
                    ("bowls", "The shelf that each course fills anew"),
                ),
            ],
        },
        es={
            "title": "Escuela de cocina (ejemplo)",
            "slug": "escuela-de-cocina",
            "summary": "Una formación de ejemplo en cocina profesional: dieciséis semanas en la cocina del centro, con un certificado que vale fuera.",
            "place": "Centro de Mujeres Hillside (ejemplo)",
            "schedule": "Dieciséis semanas, cuatro mañanas por semana. Próximo inicio: febrero",
            "cost_note": "Se prestan delantales, cuchillos y libros.",
            "eligibility": [
                {"sentence": "Vives en Hillside y te quedan al menos cinco meses allí."},
                {"sentence": "Puedes estar de pie y cargar como pide una cocina; dinos si necesitas algún cambio."},
            ],
            "join_inside": prose(
                "Pide el formulario amarillo en la oficina de educación antes de fin de diciembre. Hay doce lugares y una lista para el curso siguiente."
            ),
            "join_outside": "",
            "partnerships": [
                {"partner": To("partner", "hillside"), "role": "host", "since": "2020-02-01"},
                {"partner": To("partner", "river-college"), "role": "teaching", "since": "2020-02-01"},
                {"partner": To("partner", "morning-bakery"), "role": "employment", "since": "2023-09-01"},
            ],
            "subjects": [
                {
                    "name": "Cocina profesional",
                    "credential": "Certificado de bases de cocina, Colegio Comunitario del Río (ejemplo)",
                },
                {"name": "Higiene de los alimentos", "credential": "Carné de manipulación de alimentos (ejemplo)"},
                {"name": "Panadería", "credential": ""},
                {"name": "Llevar una cocina pequeña: pedidos, costos, turnos", "credential": ""},
            ],
            "questions": [
                {
                    "question": "¿Y si me trasladan antes del final?",
                    "answer": prose(
                        "El colegio guarda tus horas. Terminas con su curso de la noche, también después de salir."
                    ),
                },
                {
                    "question": "¿Hay trabajo después?",
                    "answer": prose(
                        "La Panadería La Mañana (ejemplo) invita a un día de prueba a todas las que terminan. No promete un empleo."
                    ),
                },
            ],
            "body": [
                heading("Cómo es una mañana"),
                text("""A las siete se encienden las hornillas. Un grupo hornea, otro cocina el almuerzo para toda la casa y otro aprende en la
                pizarra: cuánto es el dos por ciento de sal, cuánto cuesta una receta, qué hacer cuando no llega el pedido. A
                mediodía todas comen lo que hicieron todas, las maestras también."""),
                gallery(
                    "Desde la cocina",
                    "es",
                    ("leaves", "Las hierbas, antes de picarlas"),
                    ("bowls", "La repisa que cada curso vuelve a llenar"),
                ),
            ],
        },
    ),
    Entry(
        "bench-and-board",
        _MODEL,
        "programs",
        both={
            "is_sample": True,
            "hero_image": To("picture", "workbench"),
            "kind": "skills-training",
            "stages": ["after-release"],
            "delivery": ["in-community"],
            "languages": ["en"],
            "cost": "free",
            "childcare": "help-with-cost",
        },
        en={
            "title": "Bench and Board: carpentry and plumbing (sample)",
            "slug": "bench-and-board",
            "summary": "A sample training: nine months in a joinery, paid from the first day, with a first certificate in carpentry or plumbing.",
            "place": "Fair Timber Joinery (sample)",
            "schedule": "Monday to Thursday, seven to three. Starts in March and September",
            "cost_note": "Participants are paid. Tools stay yours when you finish.",
            "childcare_note": "Up to half of the fees, also in school holidays.",
            "eligibility": [
                {"sentence": "You have been in prison or jail."},
                {"sentence": "You can reach the workshop by seven; there is a shared car."},
                {"sentence": "You need no experience."},
            ],
            "join_inside": prose("Write to us three months before your release date. We keep a place for two courses."),
            "join_outside": prose("Call 555-0104 and come for a trial morning."),
            "partnerships": [
                {"partner": To("partner", "fair-timber"), "role": "employment", "since": "2022-03-01"},
                {"partner": To("partner", "river-college"), "role": "teaching", "since": "2022-03-01"},
                {"partner": To("partner", "county-reentry"), "role": "funding", "since": "2024-01-01"},
            ],
            "subjects": [
                {"name": "Carpentry", "credential": "Pre-apprenticeship certificate (sample)"},
                {"name": "Plumbing", "credential": "Pre-apprenticeship certificate (sample)"},
                {"name": "Reading drawings", "credential": ""},
            ],
            "questions": [
                {
                    "question": "I have never held a saw. Is that a problem?",
                    "answer": prose("No. The first two weeks are about safety and about sharpening."),
                }
            ],
            "body": [
                text("""You begin with a box: six boards, one lid that has to fit. By summer you build stairs. There is always a second woman at
            your bench, and a foreman who was once a beginner in the same room.""")
            ],
        },
    ),
    Entry(
        "ready-for-monday",
        _MODEL,
        "programs",
        both={
            "is_sample": True,
            "hero_image": To("picture", "books"),
            "kind": "job-readiness",
            "stages": ["preparing-for-release", "after-release"],
            "delivery": ["in-community", "online"],
            "languages": ["en", "es"],
            "cost": "free",
            "childcare": "ask",
        },
        en={
            "title": "Ready for Monday (sample)",
            "slug": "ready-for-monday",
            "summary": "A sample course of five days: a résumé that is true, an interview you have practiced, and somebody to call on your first Monday at work.",
            "place": "County Office for Re-entry (sample), second floor",
            "schedule": "One week, every month",
            "eligibility": [{"sentence": "You are looking for work, or will be within three months."}],
            "join_inside": prose("Ask your re-entry counselor for a place by video."),
            "join_outside": prose("Come to the office with or without papers; we help you get them."),
            "partnerships": [{"partner": To("partner", "county-reentry"), "role": "provider", "since": "2021-01-01"}],
            "subjects": [
                {"name": "Writing a résumé with a gap in it", "credential": ""},
                {"name": "Talking about a conviction, if you are asked", "credential": ""},
                {"name": "Interviews", "credential": ""},
            ],
            "questions": [
                {
                    "question": "Do I have to tell an employer about my conviction?",
                    "answer": prose(
                        "It depends on the job and on the place. On the second day a lawyer explains the rules where you live."
                    ),
                }
            ],
            "body": [
                text("""Work done inside is work. The kitchen, the library, the laundry for nine hundred: it goes into the résumé, with what you
            were responsible for. We write it together, say it aloud, and send it off before the week is over.""")
            ],
        },
        es={
            "title": "Lista para el lunes (ejemplo)",
            "slug": "lista-para-el-lunes",
            "summary": "Un curso de ejemplo de cinco días: un currículum verdadero, una entrevista ensayada y alguien a quien llamar tu primer lunes de trabajo.",
            "place": "Oficina del Condado para el Regreso (ejemplo), segundo piso",
            "schedule": "Una semana, todos los meses",
            "eligibility": [{"sentence": "Buscas trabajo, o lo buscarás en menos de tres meses."}],
            "join_inside": prose("Pide a tu consejera un lugar por video."),
            "join_outside": prose("Ven a la oficina con papeles o sin ellos; te ayudamos a conseguirlos."),
            "partnerships": [{"partner": To("partner", "county-reentry"), "role": "provider", "since": "2021-01-01"}],
            "subjects": [
                {"name": "Escribir un currículum con un hueco", "credential": ""},
                {"name": "Hablar de una condena, si te preguntan", "credential": ""},
                {"name": "Entrevistas", "credential": ""},
            ],
            "questions": [
                {
                    "question": "¿Tengo que contarle a quien me emplea que tengo una condena?",
                    "answer": prose(
                        "Depende del trabajo y del lugar. El segundo día una abogada explica las reglas de donde vives."
                    ),
                }
            ],
            "body": [
                text("""El trabajo hecho en prisión es trabajo. La cocina, la biblioteca, la lavandería para novecientas personas: todo va al
                currículum, con aquello de lo que eras responsable. Lo escribimos juntas, lo decimos en voz alta y lo enviamos antes de que
                acabe la semana.""")
            ],
        },
    ),
    Entry(
        "household-table",
        _MODEL,
        "programs",
        both={
            "is_sample": True,
            "hero_image": To("picture", "quilt"),
            "kind": "life-skills",
            "stages": ["in-custody", "preparing-for-release", "family"],
            "delivery": ["in-facility"],
            "languages": ["en", "es"],
            "cost": "free",
            "childcare": "none",
        },
        en={
            "title": "The Household Table (sample)",
            "slug": "household-table",
            "summary": "A sample class in life skills: money, hard conversations, and quarrels that do not get bigger. Ten evenings around one table.",
            "place": "Hillside Women’s Facility (sample)",
            "schedule": "Ten Wednesday evenings, spring and autumn",
            "eligibility": [{"sentence": "You live at Hillside."}],
            "join_inside": prose("Sign the list on the library door."),
            "join_outside": "",
            "partnerships": [{"partner": To("partner", "hillside"), "role": "host", "since": "2023-03-01"}],
            "subjects": [
                {"name": "Financial literacy", "credential": ""},
                {"name": "Communication", "credential": ""},
                {"name": "Conflict resolution", "credential": ""},
            ],
            "questions": [],
            "body": [
                text("""Each evening begins with something from a kitchen drawer: a bill, a letter from a school, a birthday invitation. What do you
            do with it? What does it cost? Whom do you have to call, and how do you begin? The answers go on the table, all of them,
            and the group chooses.""")
            ],
        },
        es={
            "title": "La mesa de casa (ejemplo)",
            "slug": "la-mesa-de-casa",
            "summary": "Una clase de ejemplo sobre la vida diaria: dinero, conversaciones difíciles y discusiones que no crecen. Diez tardes alrededor de una mesa.",
            "place": "Centro de Mujeres Hillside (ejemplo)",
            "schedule": "Diez miércoles por la tarde, en primavera y otoño",
            "eligibility": [{"sentence": "Vives en Hillside."}],
            "join_inside": prose("Anótate en la lista de la puerta de la biblioteca."),
            "join_outside": "",
            "partnerships": [{"partner": To("partner", "hillside"), "role": "host", "since": "2023-03-01"}],
            "subjects": [
                {"name": "Manejo del dinero", "credential": ""},
                {"name": "Comunicación", "credential": ""},
                {"name": "Resolución de conflictos", "credential": ""},
            ],
            "questions": [],
            "body": [
                text("""Cada tarde empieza con algo del cajón de la cocina: una factura, una carta de la escuela, una invitación de cumpleaños.
                ¿Qué haces con eso? ¿Cuánto cuesta? ¿A quién hay que llamar, y cómo se empieza? Las respuestas van a la mesa, todas, y el
                grupo elige.""")
            ],
        },
    ),
    Entry(
        "front-door",
        _MODEL,
        "programs",
        both={
            "is_sample": True,
            "hero_image": To("picture", "evening-street"),
            "kind": "reentry-services",
            "stages": ["preparing-for-release", "after-release", "family"],
            "delivery": ["in-community", "by-telephone"],
            "languages": ["en", "es", "ht"],
            "cost": "sliding-scale",
            "childcare": "on-site",
        },
        en={
            "title": "Front Door: a room and a plan (sample)",
            "slug": "front-door",
            "summary": "A sample re-entry service: a room for the first ninety days, help with papers and health, and a lease at the end of it.",
            "place": "Open Door House (sample); the address is given by telephone",
            "schedule": "Open every day; moving in is possible on any weekday",
            "cost_note": "Nothing in the first thirty days; then a share of what you earn.",
            "childcare_note": "Children live with their mothers. There is a playroom with staff on weekdays.",
            "eligibility": [
                {"sentence": "You are a woman who leaves prison or jail, with or without children."},
                {"sentence": "You have no safe place to go."},
            ],
            "join_inside": prose(
                "Write to us sixty days before your date, or ask your counselor to call 555-0106. We answer every letter."
            ),
            "join_outside": prose(
                "Call 555-0106, day or night. If we are full, we look for another bed while you are on the line."
            ),
            "partnerships": [
                {"partner": To("partner", "open-door"), "role": "provider", "since": "2017-06-01"},
                {"partner": To("partner", "county-reentry"), "role": "funding", "since": "2019-01-01"},
            ],
            "subjects": [],
            "questions": [
                {
                    "question": "Will anybody know where I live?",
                    "answer": prose("No. The address is not published, and mail comes to a box."),
                }
            ],
            "body": [
                heading("The first week"),
                text("""- Day one: a key, a bed, a telephone, somebody at the door.
                - Day two: the identity card.
                - Day three: the clinic, and medicine for a month.
                - By the end of the week: a plan on one page, in your handwriting."""),
                call_to_action(
                    "donate",
                    "A first week needs bus fares and a telephone",
                    "This is a sample: the link leads to an example address.",
                    "Give for a first week",
                    url="https://example.org/donate",
                ),
            ],
        },
        es={
            "title": "La puerta de entrada: un cuarto y un plan (ejemplo)",
            "slug": "la-puerta-de-entrada",
            "summary": "Un servicio de ejemplo: un cuarto para los primeros noventa días, ayuda con documentos y salud, y al final un contrato de alquiler.",
            "place": "Casa Puerta Abierta (ejemplo); la dirección se da por teléfono",
            "schedule": "Abierto todos los días; se puede llegar cualquier día de semana",
            "cost_note": "Nada los primeros treinta días; después, una parte de lo que ganas.",
            "childcare_note": "Las niñas y los niños viven con sus madres. Hay una sala de juegos con personal entre semana.",
            "eligibility": [
                {"sentence": "Eres una mujer que sale de prisión o de la cárcel, con o sin hijos."},
                {"sentence": "No tienes un lugar seguro adonde ir."},
            ],
            "join_inside": prose(
                "Escríbenos sesenta días antes de tu fecha, o pide a tu consejera que llame al 555-0106. Contestamos todas las cartas."
            ),
            "join_outside": prose(
                "Llama al 555-0106, de día o de noche. Si estamos llenas, buscamos otra cama mientras esperas en la línea."
            ),
            "partnerships": [
                {"partner": To("partner", "open-door"), "role": "provider", "since": "2017-06-01"},
                {"partner": To("partner", "county-reentry"), "role": "funding", "since": "2019-01-01"},
            ],
            "subjects": [],
            "questions": [
                {
                    "question": "¿Alguien sabrá dónde vivo?",
                    "answer": prose("No. La dirección no se publica, y el correo llega a un apartado."),
                }
            ],
            "body": [
                heading("La primera semana"),
                text("""- Día uno: una llave, una cama, un teléfono, alguien en la puerta.
                - Día dos: el documento de identidad.
                - Día tres: la clínica, y medicinas para un mes.
                - Al final de la semana: un plan en una página, con tu letra."""),
                call_to_action(
                    "donate",
                    "Una primera semana necesita autobús y teléfono",
                    "Es un ejemplo: el enlace lleva a una dirección de muestra.",
                    "Dar para una primera semana",
                    url="https://example.org/donate",
                ),
            ],
        },
    ),
]
