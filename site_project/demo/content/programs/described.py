"""Programs of organizations that exist. Nothing stands here that the source does not say; the rest is "ask"."""

from typing import Any

from ...entries import Entry, To, call_to_action, heading, text

SOURCE_EN = (
    "<p>As described in the public blog post <i>Mentorship and Skills Training for Women in Prison</i>, read on 21 November "
    "2026. Ask the organization what it offers now, where, and for whom.</p>"
)
SOURCE_ES = (
    "<p>Según el artículo público en inglés <i>Mentorship and Skills Training for Women in Prison</i>, leído el 21 de noviembre de "
    "2026. Pregunta a la organización qué ofrece ahora, dónde y para quién.</p>"
)
ASK_EN = "<p>Ask the organization. It will tell you what it offers now, and who can take part.</p>"
ASK_ES = "<p>Pregunta a la organización. Te dirá qué ofrece ahora y quién puede participar.</p>"


def _described(key: str, partner: str, kind: str, stages: list[str], picture: str, en, es) -> Entry:
    """A program of an organization that exists: what the source does not say is left empty."""
    both = {
        "is_sample": False,
        "hero_image": To("picture", picture),
        "kind": kind,
        "stages": stages,
        "delivery": [],
        "languages": [],
        "cost": "ask",
        "childcare": "ask",
        "provider": To("partner", partner),
    }
    english: dict[str, Any] = {"join_outside": ASK_EN, "source_note": SOURCE_EN, **en}
    spanish: dict[str, Any] = {"join_outside": ASK_ES, "source_note": SOURCE_ES, **es}
    return Entry(key, "sc_programs.ProgramPage", "programs", english, spanish, both)


DESCRIBED = [
    _described(
        "wpa-mentorship",
        "wpa",
        "mentorship",
        ["in-custody", "after-release"],
        "bridge",
        {
            "title": "Women’s Prison Association: mentors and vocational training",
            "slug": "womens-prison-association",
            "summary": "In New York, mentors are paired with women during their time in prison and after it. Vocational training "
            "includes culinary arts and office skills.",
            "place": "New York",
            "subjects": [{"name": "Culinary arts", "credential": ""}, {"name": "Office skills", "credential": ""}],
            "figures": [
                {
                    "statement": "About 190,600 women and girls are incarcerated in the United States.",
                    "source": "Prison Policy Initiative, “Women’s Mass Incarceration: The Whole Pie 2024”",
                    "source_url": "https://www.prisonpolicy.org/reports/pie2024women.html",
                    "source_date": "2024-03-05",
                }
            ],
            "body": [
                heading("One person, before and after the gate"),
                text(
                    """Release is a change of everything at once. A mentor who knew a woman inside is still there when she comes
                    out: that is the thought behind pairing the two early and keeping them together.

                    Training stands beside it. Somebody who can cook for many people, or run an office, has something to
                    name when she looks for work."""
                ),
                call_to_action(
                    "volunteer",
                    "Would you like to mentor?",
                    "We are another organization, and we look for mentors too.",
                    "Become a mentor",
                    page="become-a-mentor",
                ),
            ],
        },
        {
            "title": "Women’s Prison Association: mentoras y formación para el trabajo",
            "slug": "womens-prison-association",
            "summary": "En Nueva York, las mentoras acompañan a mujeres durante su tiempo en prisión y después. La formación para "
            "el trabajo incluye cocina profesional y trabajo de oficina.",
            "place": "Nueva York",
            "subjects": [
                {"name": "Cocina profesional", "credential": ""},
                {"name": "Trabajo de oficina", "credential": ""},
            ],
            "figures": [
                {
                    "statement": "Unas 190,600 mujeres y niñas están encarceladas en los Estados Unidos.",
                    "source": "Prison Policy Initiative, «Women’s Mass Incarceration: The Whole Pie 2024»",
                    "source_url": "https://www.prisonpolicy.org/reports/pie2024women.html",
                    "source_date": "2024-03-05",
                }
            ],
            "body": [
                heading("La misma persona, antes y después"),
                text(
                    """Salir es un cambio de todo a la vez. Una mentora que conoció a una mujer en prisión sigue ahí cuando ella
                    sale: esa es la idea de unirlas pronto y mantenerlas juntas.

                    La formación va al lado. Quien sabe cocinar para muchas personas o llevar una oficina tiene algo que decir
                    cuando busca trabajo."""
                ),
                call_to_action(
                    "volunteer",
                    "¿Te gustaría ser mentora?",
                    "Somos otra organización, y también buscamos mentoras.",
                    "Quiero ser mentora",
                    page="become-a-mentor",
                ),
            ],
        },
    ),
    _described(
        "ceo-job-readiness",
        "ceo",
        "job-readiness",
        [],
        "dawn-hills",
        {
            "title": "Center for Employment Opportunities: job readiness",
            "slug": "center-for-employment-opportunities",
            "summary": "Help with the résumé, the interview and the search for work, support that goes on while the search lasts, "
            "and help to find a place.",
            "subjects": [
                {"name": "Writing a résumé", "credential": ""},
                {"name": "Interviews", "credential": ""},
                {"name": "Looking for work", "credential": ""},
            ],
            "body": [
                heading("Somebody beside you in the search"),
                text(
                    """Looking for work with a conviction means being told no more often, and without a reason. The program
                    prepares people for that: what belongs in a résumé, how to speak in an interview, where to look.

                    The support goes on in the search itself. The organization’s own material calls the person who gives it a
                    <i>job coach</i>. Finding a place of work is part of the program."""
                ),
            ],
            "questions": [
                {
                    "question": "What does it cost, and is there childcare?",
                    "answer": "<p>The source does not say. Please ask the organization.</p>",
                },
            ],
        },
        {
            "title": "Center for Employment Opportunities: preparación para el empleo",
            "slug": "center-for-employment-opportunities",
            "summary": "Ayuda con el currículum, la entrevista y la búsqueda de trabajo, apoyo mientras dura la búsqueda y ayuda para "
            "encontrar un puesto.",
            "subjects": [
                {"name": "Escribir un currículum", "credential": ""},
                {"name": "Entrevistas", "credential": ""},
                {"name": "Buscar trabajo", "credential": ""},
            ],
            "body": [
                heading("Alguien a tu lado en la búsqueda"),
                text(
                    """Buscar trabajo con una condena es oír «no» más veces, y sin que nadie explique por qué. El programa prepara
                    para eso: qué va en un currículum, cómo hablar en una entrevista, dónde buscar.

                    El apoyo sigue durante la búsqueda misma. La propia organización llama <i>job coach</i> a quien lo da. Encontrar
                    un puesto es parte del programa."""
                ),
            ],
            "questions": [
                {
                    "question": "¿Cuánto cuesta, y hay cuidado de niños?",
                    "answer": "<p>La fuente no lo dice. Pregunta a la organización, por favor.</p>",
                },
            ],
        },
    ),
    _described(
        "amity-life-skills",
        "amity",
        "life-skills",
        ["in-custody"],
        "meadow",
        {
            "title": "Amity Foundation: life skills and peer mentorship",
            "slug": "amity-foundation",
            "summary": "In several states: money, communication and solving conflicts, with peer mentors who have been inside "
            "themselves and have made their way back.",
            "place": "Several states",
            "subjects": [
                {"name": "Financial literacy", "credential": ""},
                {"name": "Communication", "credential": ""},
                {"name": "Conflict resolution", "credential": ""},
            ],
            "body": [
                heading("From somebody who knows the road"),
                text(
                    """A bank account, a hard conversation, a quarrel that does not get bigger: the program teaches what daily life
                    asks for.

                    The mentors are women who have reintegrated. They go back to mentor those who are still inside. What they
                    say about the first month outside, nobody else can say in the same way."""
                ),
            ],
        },
        {
            "title": "Amity Foundation: habilidades para la vida y mentoría entre iguales",
            "slug": "amity-foundation",
            "summary": "En varios estados: dinero, comunicación y cómo resolver conflictos, con mentoras que estuvieron en prisión y "
            "ya rehicieron su vida fuera.",
            "place": "Varios estados",
            "subjects": [
                {"name": "Manejo del dinero", "credential": ""},
                {"name": "Comunicación", "credential": ""},
                {"name": "Resolución de conflictos", "credential": ""},
            ],
            "body": [
                heading("De alguien que conoce el camino"),
                text(
                    """Una cuenta en el banco, una conversación difícil, una discusión que no crece: el programa enseña lo que pide la
                    vida de cada día.

                    Las mentoras son mujeres que ya rehicieron su vida fuera y vuelven para acompañar a las que siguen en prisión.
                    Lo que ellas cuentan sobre el primer mes en la calle, nadie más puede contarlo igual."""
                ),
            ],
        },
    ),
]
