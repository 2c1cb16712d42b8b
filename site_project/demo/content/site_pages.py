# ruff: noqa: E501 - whole sentences stay on one line
"""Home, the sections, and the ordinary pages."""

from ..entries import Entry, Revision, To, call_to_action, heading, picture, questions, quote, text

HOME = Entry(
    key="home",
    model="site_project.HomePage",
    parent=None,
    both={"hero_image": To("picture", "dawn-hills")},
    en={
        "title": "Second Chances",
        "slug": "second-chances",
        "headline": "A second chance takes company",
        "lead": "We stand beside women in prison and after it: with mentors, training and letters, and with stories told "
        "the way each woman wants hers told. This is a demonstration site.",
        "search_description": "Stories of women in and after prison, programs that support them, and how to help. A demonstration site.",
    },
    es={
        "title": "Segundas oportunidades",
        "slug": "segundas-oportunidades",
        "headline": "Nadie vuelve a empezar sola",
        "lead": "Acompañamos a mujeres en prisión y después de ella: con mentoras, formación y cartas, y con historias "
        "contadas como cada mujer quiere contarlas. Este es un sitio de demostración.",
        "search_description": "Historias de mujeres en prisión y después, programas que las apoyan y cómo ayudar. Un sitio de demostración.",
    },
)

FRONT_PAGE = Revision(
    key="home",
    en={
        "action_page": To("page", "become-a-mentor"),
        "action_label": "Become a mentor",
        "featured": [
            {"page": To("page", "bread-before-dawn")},
            {"page": To("page", "two-sides-of-a-table")},
            {"page": To("page", "a-key-of-her-own")},
            {"page": To("page", "walking-alongside")},
            {"page": To("page", "wpa-mentorship")},
            {"page": To("page", "letters-across")},
        ],
        "body": [
            heading("Why one person matters"),
            text(
                """A sentence ends on a date. What comes after it takes longer: a place to sleep, papers, work, children who
                have grown, a telephone full of numbers that no longer answer. Programs help with each of these. A person
                who keeps coming back helps with all of them.

                That is what our mentors do. They listen, they turn up, and they do not have to be experts. We train
                them, we go with them to the first meeting, and somebody on our side always picks up the phone."""
            ),
            quote(
                "I did not need someone to save me. I needed someone to expect me on Tuesday.",
                "A woman we call Renée (sample)",
            ),
            call_to_action(
                "volunteer",
                "Two hours every other week",
                "That is what we ask of a mentor, for one year. You are trained first, and never alone with a hard question.",
                "Become a mentor",
                page="become-a-mentor",
            ),
        ],
    },
    es={
        "action_page": To("page", "become-a-mentor"),
        "action_label": "Quiero ser mentora",
        "featured": [
            {"page": To("page", "bread-before-dawn")},
            {"page": To("page", "the-long-letter")},
            {"page": To("page", "a-key-of-her-own")},
            {"page": To("page", "walking-alongside")},
            {"page": To("page", "wpa-mentorship")},
            {"page": To("page", "letters-across")},
        ],
        "body": [
            heading("Por qué importa una sola persona"),
            text(
                """Una condena termina en una fecha. Lo que viene después tarda más: un lugar donde dormir, documentos,
                trabajo, hijos que han crecido, un teléfono lleno de números que ya no contestan. Hay programas para cada
                una de esas cosas. Una persona que vuelve, y vuelve otra vez, ayuda con todas.

                Eso hacen nuestras mentoras. Escuchan, llegan cuando dijeron que llegarían y no tienen que ser expertas.
                Las formamos, las acompañamos al primer encuentro y siempre hay alguien de nuestro lado que contesta."""
            ),
            quote(
                "No necesitaba que nadie me salvara. Necesitaba que alguien me esperara el martes.",
                "Una mujer a la que llamamos Renée (ejemplo)",
            ),
            call_to_action(
                "volunteer",
                "Dos horas cada dos semanas",
                "Es lo que pedimos a una mentora, durante un año. Primero recibe formación, y nunca está sola ante una pregunta difícil.",
                "Quiero ser mentora",
                page="become-a-mentor",
            ),
        ],
    },
)

SECTIONS = [
    Entry(
        key="stories",
        model="sc_stories.StoryIndexPage",
        parent="home",
        both={"show_in_menus": True, "exit_button": True},
        en={
            "title": "Stories",
            "slug": "stories",
            "intro": "<p>Stories of work, family, learning and starting again. <b>All stories on this demonstration site are "
            "samples: they describe no real person.</b> On a real site, every story is told with a woman’s consent, as far "
            "as she gives it, and can be taken back.</p>",
        },
        es={
            "title": "Historias",
            "slug": "historias",
            "intro": "<p>Historias de trabajo, familia, aprendizaje y comienzos. <b>Todas las historias de este sitio de "
            "demostración son ejemplos: no describen a ninguna persona real.</b> En un sitio real, cada historia se cuenta con "
            "el consentimiento de la mujer, hasta donde ella lo da, y ella puede retirarlo.</p>",
        },
    ),
    Entry(
        key="programs",
        model="sc_programs.ProgramIndexPage",
        parent="home",
        both={"show_in_menus": True},
        en={
            "title": "Programs",
            "slug": "programs",
            "intro": "<p>Mentors, training, letters, groups and practical help: for women inside, for the months before "
            "release, and for the years after. Three programs belong to organizations that exist, and say where we read about "
            "them; the others are samples.</p>",
        },
        es={
            "title": "Programas",
            "slug": "programas",
            "intro": "<p>Mentoras, formación, cartas, grupos y ayuda práctica: para mujeres en prisión, para los meses antes "
            "de salir y para los años que siguen. Tres programas son de organizaciones que existen, y cada uno dice dónde lo "
            "leímos; los demás son ejemplos.</p>",
        },
    ),
]

SITE_PAGES = [
    Entry(
        key="volunteer",
        model="site_project.ContentPage",
        parent="home",
        both={"show_in_menus": True},
        en={
            "title": "Volunteer",
            "slug": "volunteer",
            "intro": "There is a way to help that fits your week, whether you have two hours or ten minutes and a stamp.",
            "body": [
                picture("autumn-path", "en"),
                heading("Walk beside one person"),
                text(
                    """Mentors meet one woman, every other week, for a year. You begin while she is still inside or in her
                    first weeks at home. You talk, you plan, you sit in waiting rooms together. Before you start there are
                    three evenings of training; while you go on there is a group of other mentors once a month."""
                ),
                call_to_action(
                    "volunteer",
                    "Become a mentor",
                    "Two hours every other week, for one year.",
                    "Sign up as a mentor",
                    page="become-a-mentor",
                ),
                heading("Help where it is needed"),
                text(
                    """Not everybody can promise a year. We also look for people who

                    - answer letters, about two a month,
                    - teach a single workshop in something they know well,
                    - drive to an appointment or a visit,
                    - read forms and translate them, most of all from and into Spanish."""
                ),
                call_to_action(
                    "volunteer",
                    "Volunteer with us",
                    "Tell us what you enjoy and when you have time.",
                    "Offer your help",
                    page="volunteer-with-us",
                ),
                questions(
                    "What people ask first",
                    (
                        "Can I volunteer if I have a conviction myself?",
                        """Yes. We do not ask about it on the form. If a facility asks later, we talk with you about it first,
                        and one answer does not decide alone. Women who have been inside make some of our best mentors.""",
                    ),
                    ("Do I pay for anything?", "No. Training is free, and we pay bus fares and stamps."),
                    (
                        "How soon do I hear from you?",
                        "A coordinator reads your form and answers you by e-mail within one week. If it takes longer, we say so.",
                    ),
                ),
            ],
        },
        es={
            "title": "Voluntariado",
            "slug": "voluntariado",
            "intro": "Hay una manera de ayudar que cabe en tu semana, tengas dos horas o diez minutos y una estampilla.",
            "body": [
                picture("autumn-path", "es"),
                heading("Camina al lado de una persona"),
                text(
                    """Las mentoras se reúnen con una mujer, cada dos semanas, durante un año. Empiezan cuando ella aún está en
                    prisión o en sus primeras semanas en casa. Conversan, hacen planes, esperan juntas en las oficinas. Antes de
                    empezar hay tres tardes de formación; después, un grupo con otras mentoras una vez al mes."""
                ),
                call_to_action(
                    "volunteer",
                    "Sé mentora",
                    "Dos horas cada dos semanas, durante un año.",
                    "Inscribirme como mentora",
                    page="become-a-mentor",
                ),
                heading("Ayuda donde hace falta"),
                text(
                    """No todo el mundo puede prometer un año. También buscamos personas que

                    - contesten cartas, unas dos al mes,
                    - den un taller sobre algo que saben hacer bien,
                    - lleven a alguien a una cita o a una visita,
                    - lean formularios y los traduzcan, sobre todo entre inglés y español."""
                ),
                call_to_action(
                    "volunteer",
                    "Ofrece tu ayuda",
                    "Cuéntanos qué te gusta hacer y cuándo tienes tiempo.",
                    "Quiero ayudar",
                    page="volunteer-with-us",
                ),
                questions(
                    "Lo primero que preguntan",
                    (
                        "¿Puedo ser voluntaria si tengo una condena?",
                        """Sí. No lo preguntamos en el formulario. Si un centro lo pregunta más tarde, primero hablamos contigo, y
                        una sola respuesta no decide. Algunas de nuestras mejores mentoras han estado en prisión.""",
                    ),
                    ("¿Tengo que pagar algo?", "No. La formación es gratuita, y pagamos el autobús y las estampillas."),
                    (
                        "¿Cuándo sabré de ustedes?",
                        "Una coordinadora lee tu formulario y te contesta por correo en una semana. Si tarda más, te avisamos.",
                    ),
                ),
            ],
        },
    ),
    Entry(
        key="privacy",
        model="site_project.ContentPage",
        parent="home",
        en={
            "title": "Privacy",
            "slug": "privacy",
            "intro": "We keep little, we say what it is, and we delete it when you ask.",
            "body": [
                heading("When you read"),
                text(
                    """We do not track you. There are no cookies for readers, no counters of other companies, and no videos or
                    maps that load by themselves. A link to a video says where it leads before you follow it.

                    If somebody might look at your telephone or computer, remember that your browser keeps a list of the pages
                    you opened. A private window keeps none."""
                ),
                heading("When you sign up"),
                text(
                    """We store your name, your e-mail address and your answers, with the date and the text you agreed to. Only
                    our volunteer coordinators can read them. We use them to answer you and to prepare your volunteering, and
                    for nothing else.

                    You can ask us what we have, have it corrected, or have it deleted: write to
                    <a href="mailto:privacy@example.org">privacy@example.org</a>. This is a demonstration site: please do not
                    send anything that matters to you."""
                ),
                heading("When we tell a story"),
                text(
                    """A story belongs to the woman who lived it. Until she agrees, nothing is published; when she withdraws her
                    agreement, the page and its pictures go. On this site all stories are samples."""
                ),
            ],
        },
        es={
            "title": "Privacidad",
            "slug": "privacidad",
            "intro": "Guardamos poco, decimos qué es y lo borramos cuando lo pides.",
            "body": [
                heading("Cuando lees"),
                text(
                    """No te seguimos. No hay cookies para lectoras y lectores, ni contadores de otras empresas, ni videos o
                    mapas que se carguen solos. Un enlace a un video dice adónde lleva antes de que lo abras.

                    Si alguien puede mirar tu teléfono o tu computadora, recuerda que el navegador guarda una lista de las
                    páginas que abriste. Una ventana privada no guarda ninguna."""
                ),
                heading("Cuando te inscribes"),
                text(
                    """Guardamos tu nombre, tu correo y tus respuestas, con la fecha y el texto que aceptaste. Solo los leen
                    nuestras coordinadoras. Los usamos para contestarte y preparar tu voluntariado, y para nada más.

                    Puedes preguntarnos qué tenemos, pedir que lo corrijamos o que lo borremos: escribe a
                    <a href="mailto:privacy@example.org">privacy@example.org</a>. Este es un sitio de demostración: por favor,
                    no envíes nada que sea importante para ti."""
                ),
                heading("Cuando contamos una historia"),
                text(
                    """Una historia es de la mujer que la vivió. Hasta que ella acepta, no se publica nada; cuando retira su
                    permiso, la página y sus imágenes desaparecen. En este sitio todas las historias son ejemplos."""
                ),
            ],
        },
    ),
    Entry(
        key="contact",
        model="site_project.ContentPage",
        parent="home",
        en={
            "title": "Contact",
            "slug": "contact",
            "intro": "Write, call, or send a letter. On this demonstration site nobody answers, but a real one would.",
            "body": [
                text(
                    """<b>E-mail:</b> <a href="mailto:hello@example.org">hello@example.org</a>

                    <b>Telephone:</b> 555-0100, weekdays from nine to five. We speak English and Spanish.

                    <b>Letters:</b> Second Chances (sample), P.O. Box 000, Anytown. If you write from inside, tell us your name and
                    register number as they must stand on our answer, and whether somebody else may read it."""
                ),
                heading("If something here worries you"),
                text(
                    """Is a story about you, or could it lead somebody to you? Tell us, in any way that is safe. We take the page
                    down first and ask questions afterwards: <a href="mailto:stories@example.org">stories@example.org</a>."""
                ),
            ],
        },
        es={
            "title": "Contacto",
            "slug": "contacto",
            "intro": "Escribe, llama o manda una carta. En este sitio de demostración nadie contesta, pero en uno real sí.",
            "body": [
                text(
                    """<b>Correo:</b> <a href="mailto:hello@example.org">hello@example.org</a>

                    <b>Teléfono:</b> 555-0100, de lunes a viernes de nueve a cinco. Hablamos español e inglés.

                    <b>Cartas:</b> Second Chances (ejemplo), P.O. Box 000, Anytown. Si escribes desde prisión, dinos tu nombre y tu
                    número de registro tal como deben ir en nuestra respuesta, y si otra persona puede leerla."""
                ),
                heading("Si algo de aquí te preocupa"),
                text(
                    """¿Una historia habla de ti o podría llevar a alguien hasta ti? Avísanos como te sea seguro. Primero quitamos
                    la página y después preguntamos: <a href="mailto:stories@example.org">stories@example.org</a>."""
                ),
            ],
        },
    ),
    Entry(
        key="about",
        model="site_project.ContentPage",
        parent="home",
        both={"show_in_menus": True},
        en={
            "title": "About",
            "slug": "about",
            "intro": "This is a demonstration of the Second Chances software. The organization is invented; the care with which "
            "it handles stories is meant.",
            "body": [
                heading("What you are looking at"),
                text(
                    """Second Chances is software for non-profits that support women in and after prison. It adds three things
                    to the website that an organization already has: stories, programs, and a volunteer sign-up. This site
                    shows all three with content that was written for the purpose.

                    <b>All stories here are samples.</b> No woman described in them exists. Names, jobs and letters are made
                    up, and no town or facility is meant. The pictures were drawn by a computer program; there is no person
                    in any of them.

                    Three program pages name organizations that do exist: the Women’s Prison Association, the Center for
                    Employment Opportunities and the Amity Foundation. They repeat what a public blog post says, name it
                    as the source, and leave open what it does not say. None of the three has to do with this site."""
                ),
                heading("How we tell stories"),
                text(
                    """- The woman whose story it is decides what is told, how she is named, and whether there is a picture.
                    - She reads it before anybody else does, on paper if she has no internet.
                    - She can take it back on any day, without giving a reason.
                    - We write about people first. What a court called somebody is not her name.
                    - A number has a source and a date, or we leave it out."""
                ),
                heading("Look behind the pages"),
                text(
                    """Whoever started this demonstration can sign in to the editor, change any of these pages, and send the
                    forms. Nothing leaves the machine it runs on. When you like what you see, <a page="contact">write to
                    us</a>: the address is an example too."""
                ),
            ],
        },
        es={
            "title": "Quiénes somos",
            "slug": "quienes-somos",
            "intro": "Esta es una demostración del programa Second Chances. La organización es inventada; el cuidado con el que "
            "trata las historias va en serio.",
            "body": [
                heading("Qué estás viendo"),
                text(
                    """Second Chances es un programa informático para organizaciones que apoyan a mujeres en prisión y después
                    de ella. Añade tres cosas al sitio web que la organización ya tiene: historias, programas y una inscripción
                    de voluntarias. Este sitio muestra las tres con textos escritos para la ocasión.

                    <b>Todas las historias son ejemplos.</b> Ninguna de las mujeres que aparecen existe. Los nombres, los
                    trabajos y las cartas son inventados, y no se alude a ningún pueblo ni centro. Los dibujos los hizo un
                    programa; en ninguno hay personas.

                    Tres páginas de programas nombran organizaciones que sí existen: Women’s Prison Association, Center for
                    Employment Opportunities y Amity Foundation. Repiten lo que dice un artículo público, lo citan como fuente
                    y dejan abierto lo que no dice. Ninguna de las tres tiene que ver con este sitio."""
                ),
                heading("Cómo contamos historias"),
                text(
                    """- La mujer de quien es la historia decide qué se cuenta, cómo se la nombra y si hay una imagen.
                    - La lee antes que nadie; en papel, si no tiene internet.
                    - Puede retirarla cualquier día, sin dar razones.
                    - Escribimos primero sobre personas. Lo que un tribunal dijo de alguien no es su nombre.
                    - Una cifra lleva fuente y fecha, o no se publica."""
                ),
                heading("Mira detrás de las páginas"),
                text(
                    """Quien puso en marcha esta demostración puede entrar al editor, cambiar cualquiera de estas páginas y
                    enviar los formularios. Nada sale de la computadora en la que funciona. Si te gusta lo que ves,
                    <a page="contact">escríbenos</a>: la dirección también es de ejemplo."""
                ),
            ],
        },
    ),
]
