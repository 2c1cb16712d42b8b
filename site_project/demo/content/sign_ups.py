# ruff: noqa: E501 - whole sentences stay on one line
"""The two forms for volunteers."""

from typing import Any

from ..entries import Entry, prose


def _question(
    kind: str, label: str, *, required: bool = False, choices: str = "", hint: str = "", sensitive: bool = False
) -> dict[str, Any]:
    return {
        "label": label, "field_type": kind, "required": required, "choices": choices, "help_text": hint, "default_value": "",
        "sensitive": sensitive,
    }  # fmt: skip


PRIVACY_EN = prose(
    """We use what you send only to answer you and to prepare your volunteering. Only our volunteer coordinators read it. You
    can ask us at any time to correct or delete it: <a href="mailto:privacy@example.org">privacy@example.org</a>. This is a
    demonstration site: please send nothing that matters to you."""
)
PRIVACY_ES = prose(
    """Usamos lo que envías solo para contestarte y preparar tu voluntariado. Solo lo leen nuestras coordinadoras. En cualquier
    momento puedes pedirnos que lo corrijamos o lo borremos: <a href="mailto:privacy@example.org">privacy@example.org</a>. Este
    es un sitio de demostración: por favor, no envíes nada que sea importante para ti."""
)
DAYS_EN = "Monday\nTuesday\nWednesday\nThursday\nFriday\nSaturday\nSunday"
DAYS_ES = "Lunes\nMartes\nMiércoles\nJueves\nViernes\nSábado\nDomingo"

SIGN_UPS = [
    Entry(
        key="become-a-mentor",
        model="sc_volunteers.SignUpPage",
        parent="home",
        en={
            "title": "Become a mentor",
            "slug": "become-a-mentor",
            "search_description": "Sign up as a mentor: two hours every other week, for one year, with training.",
            "intro": prose(
                """A mentor meets one woman every other week for a year: inside at first, then in a café, a library or on the
                telephone. You listen, you keep your word, and you help her plan what she wants to do next. You need no degree.

                - <b>Time:</b> two hours every other week, for one year
                - <b>Training:</b> three evenings, free, before you start
                - <b>Company:</b> a monthly group of mentors, and a coordinator you can call
                - <b>Expenses:</b> we pay bus fares

                The form takes about two minutes. We ask nothing about convictions here."""
            ),
            "submit_label": "Send my form",
            "privacy_text": PRIVACY_EN,
            "acknowledgement_text": "Thank you for wanting to walk along. We read every form ourselves, and we look forward to yours.",
            "reply_to": "volunteer@example.org",
            "thanks_title": "Thank you. We are glad you want to walk along.",
            "thanks_text": prose(
                """- <b>Within one week</b> a coordinator writes to you and suggests a time to talk, about half an hour.
                - <b>Then</b> you choose a training date.
                - <b>After the training</b> we introduce you to one woman. Both of you say yes, or we look again.

                You need not do anything until then. If you change your mind, a line to
                <a href="mailto:volunteer@example.org">volunteer@example.org</a> is enough, and no reason is needed."""
            ),
            "form_fields": [
                _question(
                    "checkboxes",
                    "Which languages do you speak?",
                    required=True,
                    choices="English\nSpanish\nHaitian Creole\nChinese\nArabic\nAnother language",
                ),
                _question("checkboxes", "On which days could you usually meet?", required=True, choices=DAYS_EN),
                _question("radio", "When could you start?", choices="This month\nIn one to three months\nLater"),
                _question(
                    "dropdown",
                    "Where would you rather meet?",
                    choices="In a facility\nIn the community\nBy telephone\nI do not mind",
                ),
                _question(
                    "multiline",
                    "Why would you like to be a mentor?",
                    hint="A few sentences are enough. There is no right answer.",
                ),
                _question(
                    "date", "Is there a date from which you are free?", hint="Leave it empty if any day is fine."
                ),
            ],
        },
        es={
            "title": "Sé mentora",
            "slug": "se-mentora",
            "search_description": "Inscríbete como mentora: dos horas cada dos semanas, durante un año, con formación.",
            "intro": prose(
                """Una mentora se reúne con una mujer cada dos semanas durante un año: primero en prisión, después en un café, una
                biblioteca o por teléfono. Escuchas, cumples lo que dices y la ayudas a planear lo que ella quiere hacer. No hace
                falta ningún título.

                - <b>Tiempo:</b> dos horas cada dos semanas, durante un año
                - <b>Formación:</b> tres tardes, gratis, antes de empezar
                - <b>Compañía:</b> un grupo mensual de mentoras y una coordinadora a la que puedes llamar
                - <b>Gastos:</b> pagamos el autobús

                El formulario toma unos dos minutos. Aquí no preguntamos nada sobre condenas."""
            ),
            "submit_label": "Enviar mi formulario",
            "privacy_text": PRIVACY_ES,
            "acknowledgement_text": "Gracias por querer acompañar. Leemos cada formulario nosotras mismas, y el tuyo con gusto.",
            "reply_to": "volunteer@example.org",
            "thanks_title": "Gracias. Nos alegra que quieras acompañar.",
            "thanks_text": prose(
                """- <b>En una semana</b> te escribe una coordinadora y te propone una hora para conversar, más o menos media hora.
                - <b>Luego</b> eliges una fecha para la formación.
                - <b>Después de la formación</b> te presentamos a una mujer. Las dos dicen que sí, o volvemos a buscar.

                Hasta entonces no tienes que hacer nada. Si cambias de idea, basta una línea a
                <a href="mailto:volunteer@example.org">volunteer@example.org</a>, sin explicar por qué."""
            ),
            "form_fields": [
                _question(
                    "checkboxes",
                    "¿Qué idiomas hablas?",
                    required=True,
                    choices="Inglés\nEspañol\nCriollo haitiano\nChino\nÁrabe\nOtro idioma",
                ),
                _question("checkboxes", "¿Qué días podrías reunirte, por lo general?", required=True, choices=DAYS_ES),
                _question("radio", "¿Cuándo podrías empezar?", choices="Este mes\nEn uno a tres meses\nMás adelante"),
                _question(
                    "dropdown",
                    "¿Dónde prefieres reunirte?",
                    choices="En un centro\nEn la comunidad\nPor teléfono\nMe da igual",
                ),
                _question(
                    "multiline",
                    "¿Por qué te gustaría ser mentora?",
                    hint="Bastan unas frases. No hay respuesta correcta.",
                ),
                _question(
                    "date", "¿A partir de qué fecha estás libre?", hint="Déjalo vacío si cualquier día te va bien."
                ),
            ],
        },
    ),
    Entry(
        key="volunteer-with-us",
        model="sc_volunteers.SignUpPage",
        parent="home",
        en={
            "title": "Volunteer with us",
            "slug": "volunteer-with-us",
            "intro": prose(
                """Letters, workshops, drives, forms, translations, coffee after the group: much of what we do is done by people who
                give an afternoon now and then. Tell us what you like doing. We write to you when it fits, and a no is always
                fine."""
            ),
            "submit_label": "",
            "privacy_text": PRIVACY_EN,
            "thanks_title": "Thank you for offering your help",
            "thanks_text": prose(
                """A coordinator reads your form and answers you by e-mail within one week. If we have nothing that fits just now, we
                tell you so, and ask again in spring. You need not do anything until then."""
            ),
            "form_fields": [
                _question(
                    "checkboxes",
                    "What would you enjoy doing?",
                    required=True,
                    choices="Writing letters\nTeaching a workshop\nDriving\nReading and filling in forms\nTranslating\nHelping at events",
                ),
                _question(
                    "dropdown",
                    "How much time do you have in a month?",
                    required=True,
                    choices="One or two hours\nThree to five hours\nMore than five hours",
                ),
                _question("checkboxes", "Which days suit you?", choices=DAYS_EN),
                _question(
                    "singleline",
                    "What could you teach, if you would like to teach?",
                    hint="For example: bread baking, bookkeeping, drawing.",
                ),
                _question(
                    "number", "How many miles could you drive in a day?", hint="Only if you would like to drive."
                ),
                _question(
                    "multiline",
                    "Is there anything that we should know so that you are safe with us?",
                    hint="For example somebody whom you must not meet. Very few people can read this answer.",
                    sensitive=True,
                ),
                _question("checkbox", "Please send me the newsletter, four times a year."),
            ],
        },
        es={
            "title": "Ofrece tu ayuda",
            "slug": "ofrece-tu-ayuda",
            "intro": prose(
                """Cartas, talleres, viajes, formularios, traducciones, el café después del grupo: mucho de lo que hacemos lo hacen
                personas que dan una tarde de vez en cuando. Cuéntanos qué te gusta hacer. Te escribimos cuando encaja, y siempre
                puedes decir que no."""
            ),
            "submit_label": "",
            "privacy_text": PRIVACY_ES,
            "thanks_title": "Gracias por ofrecer tu ayuda",
            "thanks_text": prose(
                """Una coordinadora lee tu formulario y te contesta por correo en una semana. Si ahora no tenemos nada que encaje, te
                lo decimos y volvemos a preguntarte en primavera. Hasta entonces no tienes que hacer nada."""
            ),
            "form_fields": [
                _question(
                    "checkboxes",
                    "¿Qué te gustaría hacer?",
                    required=True,
                    choices="Escribir cartas\nDar un taller\nConducir\nLeer y llenar formularios\nTraducir\nAyudar en actividades",
                ),
                _question(
                    "dropdown",
                    "¿Cuánto tiempo tienes al mes?",
                    required=True,
                    choices="Una o dos horas\nDe tres a cinco horas\nMás de cinco horas",
                ),
                _question("checkboxes", "¿Qué días te van bien?", choices=DAYS_ES),
                _question(
                    "singleline",
                    "¿Qué podrías enseñar, si quieres enseñar?",
                    hint="Por ejemplo: hacer pan, contabilidad, dibujo.",
                ),
                _question(
                    "number", "¿Cuántas millas podrías conducir en un día?", hint="Solo si te gustaría conducir."
                ),
                _question(
                    "multiline",
                    "¿Hay algo que debamos saber para que estés segura con nosotras?",
                    hint="Por ejemplo, alguien con quien no debes encontrarte. Muy pocas personas pueden leer esta respuesta.",
                    sensitive=True,
                ),
                _question("checkbox", "Quiero recibir el boletín, cuatro veces al año."),
            ],
        },
    ),
]
