"""Hills, water, trees, roofs: wide and calm."""

import math

from PIL import Image

from .canvas import (
    HEIGHT,
    WIDTH,
    Canvas,
    diagonal,
    down_from,
    ellipse,
    gradient,
    mix,
    rectangle,
    ribbon,
    ridge,
    smooth,
)


def dawn_hills() -> Image.Image:
    sky = [(0, "#5b6c93"), (0.28, "#b78d9f"), (0.48, "#efb290"), (0.62, "#fbdca7"), (1, "#fbe6c0")]
    canvas = Canvas("dawn hills", sky)
    canvas.glow(1560, 830, 1000, "#fff0c2", 0.9)
    canvas.ellipse(1560, 830, 92, 92, "#fff6dc")
    for index in range(7):
        share = index / 6
        top = mix("#d99a83", "#2f3a4d", share**0.9)
        foot = mix("#f6cfa6", "#4c5468", share**0.8)
        line = ridge(canvas.random, 830 + 105 * index, 150 + 26 * index, 1.3 + 0.15 * index)
        canvas.polygon(down_from(line), [(0, top), (0.55, foot), (1, foot)])
    return canvas.finish()


def river_valley() -> Image.Image:
    canvas = Canvas("river valley", [(0, "#9fc1c6"), (0.3, "#dfe5cf"), (0.5, "#f7ead0"), (1, "#f2e3c0")])
    canvas.glow(700, 480, 900, "#fffbe6", 0.8)
    for index in range(4):
        line = ridge(canvas.random, 560 + 70 * index, 170 - 15 * index, 1.6)
        canvas.polygon(down_from(line), [(0, mix("#9db9ae", "#6d9274", index / 3)), (0.35, "#d3dcbd"), (1, "#c9d6a8")])
    meadow = ridge(canvas.random, 900, 60, 0.8)
    canvas.polygon(down_from(meadow), [(0, "#b7c98c"), (0.5, "#8fae6d"), (1, "#53794f")])
    river = smooth(
        [(1440, 885), (1385, 915), (1470, 960), (1350, 1030), (1330, 1120), (1180, 1260), (900, 1440), (760, 1720)]
    )
    water = gradient([(0, "#f7ecd2"), (0.56, "#f7ecd2"), (0.75, "#b9d5d3"), (1, "#79a9b2")])
    canvas.polygon(ribbon(river, lambda t: 18 + 500 * t**1.9), "#d8dfae")
    canvas.polygon(ribbon(river, lambda t: 10 + 450 * t**1.9), water)
    for _ in range(46):
        y = 950 + 620 * canvas.random.random() ** 0.8
        x = canvas.random.uniform(-20, WIDTH + 20)
        scale = (y - 860) / 700
        centre = river[min(len(river) - 1, int((y - 890) / 790 * len(river)))][0]
        if abs(x - centre) > 120 + 420 * scale**1.6:
            bush(canvas, x, y, 26 + 92 * scale, mix("#8fae6d", "#2f5a45", canvas.random.uniform(0.35, 1)))
    return canvas.finish()


def bush(canvas: Canvas, x: float, y: float, size: float, colour: str) -> None:
    rounds = [
        ellipse(
            x + canvas.random.uniform(-0.7, 0.7) * size,
            y - canvas.random.uniform(0.2, 0.8) * size,
            size * canvas.random.uniform(0.4, 0.62),
            size * canvas.random.uniform(0.36, 0.55),
        )
        for _ in range(6)
    ]
    canvas.ellipse(x, y, size * 1.2, size * 0.16, "#2b4636", opacity=0.35, blur=size * 0.12 + 1)
    canvas.polygons(rounds, [(0, mix(colour, "#f3efb8", 0.38)), (0.6, colour), (1, mix(colour, "#1d3a33", 0.35))])


def quiet_sea() -> Image.Image:
    canvas = Canvas(
        "quiet sea", [(0, "#3d5a80"), (0.24, "#8aa6c1"), (0.4, "#f2cfae"), (0.46, "#fbe3bd"), (1, "#e9c9a3")]
    )
    canvas.glow(860, 700, 760, "#fff1cb", 0.85)
    for index in range(11):
        share = index / 10
        y = 720 + 900 * share**1.45
        line = ridge(canvas.random, y, 10 + 74 * share, 3.4 - 2 * share, 3)
        crest = mix(mix("#f0cfa8", "#a9c4c4", min(1, share * 2.2)), "#3f7286", max(0, share * 1.35 - 0.35))
        foam = ribbon([(x, y - 2 - 5 * share) for x, y in line], lambda _t, share=share: 8 + 14 * share)
        canvas.polygon(foam, mix(crest, "#fff6e2", 0.55))
        deep = mix("#7f9fae", "#173f56", share)
        canvas.polygon(down_from(line), [(0, crest), (0.5, deep), (1, deep)])
    for _ in range(90):
        y = 740 + 330 * canvas.random.random() ** 1.6
        x = 860 + canvas.random.gauss(0, 60 + (y - 720) * 0.55)
        width = 30 + (y - 700) * 0.22
        canvas.ellipse(x, y, width, 2 + (y - 720) * 0.012, "#fff3d0", opacity=canvas.random.uniform(0.25, 0.7))
    return canvas.finish()


def autumn_path() -> Image.Image:
    canvas = Canvas("autumn path", [(0, "#cfe0dc"), (0.4, "#f6ecd2"), (0.55, "#f9e1b4"), (1, "#e8b56c")])
    canvas.glow(1200, 780, 900, "#fffbe8", 0.9)
    canvas.polygon(down_from(ridge(canvas.random, 830, 50, 1.2)), [(0, "#e9cf94"), (0.4, "#d9a560"), (1, "#a9683c")])
    path = smooth([(1215, 840), (1240, 890), (1180, 960), (1250, 1080), (1170, 1260), (1210, 1460), (1210, 1760)])
    canvas.polygon(ribbon(path, lambda t: 16 + 640 * t**1.7), [(0, "#fdf0d2"), (1, "#ecc893")])
    colours = ["#c8553d", "#dd8a3e", "#e9b44c", "#a63d40", "#8a9a5b"]
    for row in range(6):
        share = row / 5
        y = 880 + 560 * share**1.7
        size = 110 + 330 * share**1.5
        gap = 190 + 900 * share**1.5
        for side in (-1, 1):
            for step in range(3 - row // 3):
                x = 1205 + side * (gap + step * size * 1.6) + canvas.random.uniform(-20, 20)
                colour = mix(canvas.random.choice(colours), "#f6e3b5", 0.55 * (1 - share))
                _tree(canvas, x, y + canvas.random.uniform(-8, 14), size, colour)
    fallen = [canvas.random.choice(colours) for _ in range(130)]
    for colour in fallen:
        y = 1050 + 540 * canvas.random.random()
        size = 4 + (y - 1000) / 60
        x = canvas.random.uniform(0, WIDTH)
        canvas.polygon(ellipse(x, y, size * 1.6, size * 0.7, canvas.random.uniform(-0.6, 0.6)), colour, opacity=0.8)
    return canvas.finish()


def _tree(canvas: Canvas, x: float, y: float, size: float, colour: str) -> None:
    canvas.ellipse(x, y, size * 0.75, size * 0.09, "#7a4a2c", opacity=0.4, blur=size * 0.05 + 1)
    trunk = [(x - size * 0.05, y), (x - size * 0.03, y - size), (x + size * 0.03, y - size), (x + size * 0.06, y)]
    canvas.polygon(trunk, mix("#5a4034", colour, 0.25))
    shades = (mix(colour, "#4b2c2a", 0.28), colour, mix(colour, "#fff0c0", 0.35))
    for shade, lift, count in zip(shades, (0, -0.12, -0.28), (9, 9, 6), strict=True):
        canvas.polygons(
            [
                ellipse(
                    x + canvas.random.gauss(lift * 0.4, 0.27) * size,
                    y + (lift - 1.25 + canvas.random.gauss(0, 0.2)) * size,
                    size * canvas.random.uniform(0.2, 0.34),
                    size * canvas.random.uniform(0.18, 0.3),
                )
                for _ in range(count)
            ],
            shade,
        )


def evening_street() -> Image.Image:
    canvas = Canvas("evening street", [(0, "#27304f"), (0.45, "#6a5c83"), (0.72, "#d08a79"), (1, "#f2bd86")])
    canvas.glow(1900, 1150, 1300, "#ffcf94", 0.5)
    for _ in range(70):
        x, y, size = canvas.random.uniform(0, WIDTH), 620 * canvas.random.random() ** 1.5, canvas.random.uniform(1.2, 3)
        canvas.ellipse(x, y, size, size, "#fff3d8", opacity=canvas.random.uniform(0.3, 0.9))
    moon = ellipse(520, 330, 76, 76, 0.5, 70, 290)
    canvas.polygon([*moon, *ellipse(552, 347, 82, 66, 0.5, 245, 115)], "#fdf1d0")
    walls = ["#8f5d64", "#a8705f", "#6d5574", "#b98163", "#7d6a78"]
    for row, (base, height, width) in enumerate([(1180, 210, 250), (1400, 300, 350), (1700, 430, 480)]):
        x = -canvas.random.uniform(40, 180)
        while x < WIDTH:
            wide, tall = width * canvas.random.uniform(0.75, 1.1), height * canvas.random.uniform(0.85, 1.15)
            wall = mix(canvas.random.choice(walls), "#2a2744", 0.62 - 0.18 * row)
            _house(canvas, x, base, wide, tall, wall, row)
            x += wide * canvas.random.uniform(0.96, 1.16)
    return canvas.finish(mottle=0.08)


def _house(canvas: Canvas, x: float, base: float, wide: float, tall: float, wall: str, row: int) -> None:
    top = base - tall
    canvas.polygon(rectangle(x, top, x + wide, HEIGHT), [(0, wall), (1, mix(wall, "#1b1930", 0.5))])
    peak = top - wide * canvas.random.uniform(0.3, 0.42)
    roof = [(x - wide * 0.06, top + 6), (x + wide / 2, peak), (x + wide * 1.06, top + 6)]
    canvas.polygon(roof, [(0, mix(wall, "#3a2f4f", 0.4)), (1, mix(wall, "#221d38", 0.62))])
    size = wide * 0.17
    for column in range(2):
        if canvas.random.random() < 0.78:
            wx, wy = x + wide * (0.2 + 0.4 * column), top + tall * 0.24
            canvas.ellipse(
                wx + size / 2, wy + size * 0.6, size * 1.3, size * 1.3, "#ffcf86", opacity=0.28, blur=size * 0.5
            )
            pane = rectangle(wx, wy, wx + size, wy + size * 1.25, size * 0.12)
            canvas.polygon(pane, [(0, "#fff0c4"), (1, "#f6b765")], opacity=0.72 + 0.09 * row)


def bridge() -> Image.Image:
    canvas = Canvas("bridge", [(0, "#b5cfd2"), (0.35, "#f1e6d0"), (0.52, "#f9dfc0"), (1, "#f3d9b5")])
    canvas.glow(1250, 700, 900, "#fffaea", 0.85)
    for index in range(3):
        line = ridge(canvas.random, 700 + 60 * index, 150 - 25 * index, 1.7)
        canvas.polygon(down_from(line), [(0, mix("#a9bcb6", "#74957f", index / 2)), (0.4, "#dfe0c5"), (1, "#dfe0c5")])
    stone = [(0, "#d9b48f"), (0.5, "#b98d6d"), (1, "#8c6756")]
    deck = [(x, 905 - 190 * math.sin(math.pi * (x - 300) / 1800) ** 1.0) for x in range(300, 2101, 20)]
    arches = [(780, 190), (1200, 260), (1620, 190)]
    canvas.polygon([*deck, (2260, 1010), (2260, 1120), (140, 1120), (140, 1010)], stone)
    view = gradient([(0, "#f9dfc0"), (0.5, "#f9dfc0"), (0.6, "#e5ddc1"), (0.7, "#c6d3bd"), (1, "#c6d3bd")])
    for x, radius in arches:
        canvas.polygon(
            [*ellipse(x, 1110, radius, radius * 1.12, 0, 180, 360), (x + radius, 1140), (x - radius, 1140)], view
        )
        rim = ellipse(x, 1110, radius + 12, radius * 1.12 + 12, 0, 180, 360)
        canvas.polygon(ribbon(rim, lambda _t: 22), "#e8cbaa", opacity=0.8)
    canvas.line([(x, y + 12) for x, y in deck], 24, "#ecd3b3")
    for x in (60, 300, 2120, 2330):
        bush(canvas, x, 1120, canvas.random.uniform(110, 170), "#6b8f68")
    mirror = canvas.image.crop((0, 480, WIDTH, 1110)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    canvas.image.paste(mirror, (0, 1110))
    tint = gradient([(0, "#9dbfc0"), (0.69, "#9dbfc0"), (1, "#2f5d6c")])
    fade = gradient([(0, "#505050"), (0.69, "#505050"), (1, "#d8d8d8")]).convert("L")
    water = Image.composite(tint, canvas.image, fade).crop((0, 1110, WIDTH, HEIGHT))
    canvas.image.paste(water, (0, 1110))
    for _ in range(120):
        y = 1120 + 470 * canvas.random.random() ** 0.8
        canvas.ellipse(
            canvas.random.uniform(0, WIDTH), y, 40 + (y - 1100) * 0.35, 1 + (y - 1100) * 0.008, "#fdf3dd", opacity=0.3
        )
    return canvas.finish()


def meadow() -> Image.Image:
    canvas = Canvas("meadow", diagonal([(0, "#7fa9c4"), (0.4, "#c9dbdd"), (0.6, "#faeed3"), (1, "#f6dcae")], 12))
    for _ in range(7):
        x, y = canvas.random.uniform(0, WIDTH), canvas.random.uniform(120, 560)
        puffs = [
            ellipse(
                x + canvas.random.uniform(-240, 240),
                y + canvas.random.uniform(-26, 26),
                canvas.random.uniform(80, 190),
                34,
            )
            for _ in range(6)
        ]
        canvas.polygons(puffs, "#fffaf0", opacity=0.5, blur=30)
    for index in range(3):
        line = ridge(canvas.random, 850 + 60 * index, 90, 1.2)
        canvas.polygon(down_from(line), [(0, mix("#b9c99b", "#8fae6a", index / 2)), (0.6, "#6c9256"), (1, "#44703f")])
    flowers = ["#e4572e", "#f3a712", "#f7f0dc", "#d1495b", "#f6c85f"]
    for row in range(420):
        share = row / 419
        y = 930 + 700 * share**1.25
        x = canvas.random.uniform(-20, WIDTH + 20)
        size = 4 + 38 * share**1.6
        tall = size * canvas.random.uniform(2.2, 4.4)
        stalk = smooth([(x, y + tall), (x + size * 0.3, y + tall * 0.5), (x, y)], 5)
        canvas.line(stalk, max(1.5, size * 0.16), mix("#5c8a4c", "#2f5a37", share))
        colour = mix("#9dbb75", canvas.random.choice(flowers), min(1, 0.55 + share))
        petals = [
            ellipse(x + math.cos(turn) * size * 0.45, y + math.sin(turn) * size * 0.32, size * 0.5, size * 0.36, turn)
            for turn in (step * math.tau / 5 + row for step in range(5))
        ]
        canvas.polygons(petals, [(0, mix(colour, "#fff2d0", 0.25)), (1, colour)])
        canvas.ellipse(x, y, size * 0.2, size * 0.16, mix(colour, "#4a2b1d", 0.6))
    return canvas.finish()
