"""The demo's pictures: abstract, drawn when they are needed, without people. Nothing is downloaded or bundled."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from . import landscapes, patterns, still_life

#: Drawn on 2400 × 1600, where edges come out smooth, and kept at the largest size that a page shows.
SIZE = (1920, 1280)
CREDIT = {"en": "Drawn by the demo command", "es": "Dibujado por el comando demo"}


@dataclass(frozen=True)
class Drawing:
    paint: Callable[[], Image.Image]
    title: str
    #: What is seen, by language.
    alt: dict[str, str]
    #: What crops keep in view: its middle (x, y), width and height, in pixels of 2400 × 1600.
    focal_point: tuple[int, int, int, int]

    def jpeg(self) -> bytes:
        out = BytesIO()
        self.paint().resize(SIZE, Image.Resampling.LANCZOS).save(out, "JPEG", quality=90)
        return out.getvalue()

    @property
    def scaled_focal_point(self) -> tuple[int, int, int, int]:
        """The focal point in the pixels of the file."""
        x, y, width, height = (round(number * SIZE[0] / 2400) for number in self.focal_point)
        return x, y, width, height


def _drawing(paint, title: str, en: str, es: str, *focal_point: int) -> Drawing:
    return Drawing(paint, title, {"en": en, "es": es}, focal_point)


#: In the order in which the demo needs them.
DRAWINGS = {
    "dawn-hills": _drawing(
        landscapes.dawn_hills,
        "Hills at dawn",
        "Layers of dark blue hills below a pink and golden sky; the sun is just rising.",
        "Capas de colinas azul oscuro bajo un cielo rosado y dorado; el sol empieza a salir.",
        *(1560, 850, 700, 500),
    ),
    "autumn-path": _drawing(
        landscapes.autumn_path,
        "Path in autumn",
        "A pale path leads between two rows of trees in red, orange and green towards the light.",
        "Un camino claro avanza entre dos hileras de árboles rojos, naranjas y verdes hacia la luz.",
        *(1210, 950, 800, 600),
    ),
    "bridge": _drawing(
        landscapes.bridge,
        "Stone bridge",
        "A stone bridge with three arches joins two green banks and is mirrored in still water.",
        "Un puente de piedra con tres arcos une dos orillas verdes y se refleja en el agua quieta.",
        *(1200, 950, 1200, 600),
    ),
    "leaves": _drawing(
        patterns.leaves,
        "Leaves",
        "Long green leaves, a few of them golden, lie across each other on a dark green ground.",
        "Hojas verdes y alargadas, algunas doradas, se cruzan sobre un fondo verde oscuro.",
        *(900, 700, 900, 700),
    ),
    "river-valley": _drawing(
        landscapes.river_valley,
        "River in a green valley",
        "A river winds through a green valley with round bushes, towards misty mountains.",
        "Un río serpentea por un valle verde con arbustos redondos, hacia montañas entre la niebla.",
        *(1300, 1000, 800, 600),
    ),
    "quiet-sea": _drawing(
        landscapes.quiet_sea,
        "Quiet sea",
        "Calm blue waves in many lines; low golden light glitters on the water.",
        "Olas azules y tranquilas en muchas líneas; una luz dorada y baja brilla sobre el agua.",
        *(860, 780, 700, 500),
    ),
    "window-light": _drawing(
        still_life.window_light,
        "Morning at the window",
        "An arched window opens on green hills; on the sill stand a bowl of fruit and a plant in a clay pot.",
        "Una ventana en arco se abre a colinas verdes; en el alféizar hay un frutero y una planta en maceta de barro.",
        *(1180, 650, 900, 800),
    ),
    "letters": _drawing(
        still_life.letters,
        "Letters on a table",
        "Four envelopes lie on a wooden table, two with seals and two with stamps, and a green pen.",
        "Cuatro sobres en una mesa de madera, dos con sello de cera y dos con estampilla, y una pluma verde.",
        *(1150, 800, 1100, 700),
    ),
    "bowls": _drawing(
        still_life.bowls,
        "Bowls on two shelves",
        "Seven glazed bowls in blue, red, yellow, green and cream on two wooden shelves.",
        "Siete cuencos esmaltados en azul, rojo, amarillo, verde y crema en dos repisas de madera.",
        *(1300, 800, 1200, 800),
    ),
    "bread": _drawing(
        still_life.bread,
        "Three loaves",
        "Three round, golden-brown loaves of bread on a striped cloth; steam rises from them.",
        "Tres panes redondos y dorados sobre un paño a rayas; sale vapor de ellos.",
        *(1230, 1020, 1200, 600),
    ),
    "workbench": _drawing(
        patterns.workbench,
        "Workbench",
        "A wooden mallet, a brass ruler and three curls of wood shavings on a bench of light boards.",
        "Un mazo de madera, una regla de latón y tres virutas rizadas sobre un banco de tablas claras.",
        *(1250, 900, 1100, 700),
    ),
    "books": _drawing(
        still_life.books,
        "Books and a cup",
        "A pile of five books in warm colours with a green leaf on top, beside a steaming cup.",
        "Una pila de cinco libros de colores cálidos con una hoja verde encima, junto a una taza humeante.",
        *(1250, 1000, 1300, 700),
    ),
    "quilt": _drawing(
        patterns.quilt,
        "Quilt",
        "A quilt of square blocks, each with a star of triangles in red, blue, gold, green or plum.",
        "Una colcha de cuadros, cada uno con una estrella de triángulos en rojo, azul, dorado, verde o ciruela.",
        *(1200, 800, 1000, 700),
    ),
    "evening-street": _drawing(
        landscapes.evening_street,
        "Houses in the evening",
        "Rows of small houses with lit windows under a violet evening sky with a crescent moon.",
        "Hileras de casitas con ventanas iluminadas bajo un cielo violeta con luna creciente.",
        *(1100, 1200, 1000, 600),
    ),
    "garden": _drawing(
        patterns.garden,
        "Garden beds from above",
        "Five garden beds seen from above, each with a row of young plants in another green or red.",
        "Cinco bancales vistos desde arriba, cada uno con una hilera de plantas jóvenes de otro verde o rojo.",
        *(1200, 800, 1200, 800),
    ),
    "meadow": _drawing(
        landscapes.meadow,
        "Meadow in flower",
        "A meadow full of red, yellow and white flowers below a wide blue sky with thin clouds.",
        "Un prado lleno de flores rojas, amarillas y blancas bajo un cielo azul con nubes finas.",
        *(1200, 1050, 1200, 700),
    ),
}
