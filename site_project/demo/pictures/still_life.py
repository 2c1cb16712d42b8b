"""Things on a table or at a window: bread, letters, books, bowls."""

import math

from PIL import Image

from .canvas import WIDTH, Canvas, diagonal, down_from, ellipse, gradient, leaf, mix, rectangle, ribbon, ridge, smooth


def bread() -> Image.Image:
    canvas = Canvas("bread", diagonal([(0, "#f6e7cd"), (0.6, "#ecc9a0"), (1, "#c98f6b")], 28))
    canvas.glow(420, 240, 1300, "#fff8e6", 0.8)
    canvas.polygon(rectangle(-10, 1080, WIDTH + 10, 1610), [(0, "#b57b56"), (0.1, "#a86c4a"), (1, "#6f4334")])
    canvas.polygon(rectangle(-10, 1072, WIDTH + 10, 1092), "#d7a67c")
    _cloth(canvas)
    for x, y, rx, ry, colour in [
        (1700, 980, 430, 300, "#b86f3c"),
        (760, 1010, 520, 330, "#c98243"),
        (1270, 1190, 480, 270, "#d8964f"),
    ]:
        _loaf(canvas, x, y, rx, ry, colour)
    crumbs = [
        ellipse(
            canvas.random.gauss(1250, 620),
            canvas.random.uniform(1330, 1570),
            canvas.random.uniform(2, 6),
            canvas.random.uniform(1.5, 4),
        )
        for _ in range(130)
    ]
    canvas.polygons(crumbs, "#f9ead0", opacity=0.65)
    for x in (690, 1230, 1720):
        steam = smooth([(x, 700), (x + 50, 560), (x - 40, 420), (x + 40, 260), (x - 10, 120)])
        canvas.polygon(ribbon(steam, lambda t: 20 + 70 * t), "#fffaf0", opacity=0.38, blur=34)
    return canvas.finish()


def _cloth(canvas: Canvas) -> None:
    edge = smooth(
        [
            (140, 1240),
            (700, 1200),
            (1400, 1230),
            (2150, 1190),
            (2330, 1330),
            (2200, 1500),
            (1300, 1560),
            (300, 1500),
            (140, 1240),
        ]
    )
    canvas.polygon([(x + 10, y + 26) for x, y in edge], "#4a2a22", opacity=0.45, blur=26)
    canvas.polygon(edge, [(0, "#f4e9d8"), (1, "#d9c5aa")])
    for offset in (0, 40, 200, 240):
        fold = smooth(
            [(200, 1290 + offset * 0.85), (900, 1250 + offset), (1600, 1280 + offset), (2280, 1240 + offset * 0.9)]
        )
        canvas.line(fold, 9, "#6f8f93", opacity=0.5)


def _loaf(canvas: Canvas, x: float, y: float, rx: float, ry: float, colour: str) -> None:
    canvas.ellipse(x, y + ry * 0.86, rx * 1.02, ry * 0.2, "#3f211a", opacity=0.6, blur=30)
    outline = [
        (px, py if py < y + ry * 0.55 else y + ry * 0.55 + (py - y - ry * 0.55) * 0.75)
        for px, py in ellipse(x, y, rx, ry)
    ]
    canvas.polygon(outline, [(0, mix(colour, "#ffe2ae", 0.42)), (0.45, colour), (1, mix(colour, "#4a2316", 0.6))])
    canvas.ellipse(x - rx * 0.3, y - ry * 0.45, rx * 0.42, ry * 0.26, "#ffedc8", opacity=0.4, blur=40)
    for step in range(4):
        cx = x + (step - 1.5) * rx * 0.4
        cut = leaf(cx - rx * 0.13, y - ry * 0.12, rx * 0.42, ry * 0.2, -1.05, 0.25)
        canvas.polygon([(px + 5, py + 8) for px, py in cut], mix(colour, "#4a2316", 0.55), opacity=0.8)
        canvas.polygon(cut, [(0, "#fbe7c2"), (1, "#e9bd80")])


def letters() -> Image.Image:
    canvas = Canvas("letters", diagonal([(0, "#8c5a47"), (0.5, "#a9705a"), (1, "#6a4038")], 70))
    for index in range(9):
        y = index * 190 + canvas.random.uniform(-10, 10)
        canvas.line([(-10, y), (WIDTH + 10, y + 30)], 4, "#55322c", opacity=0.5)
    canvas.glow(1750, 260, 1600, "#ffdca0", 0.55)
    sheets = [
        (560, 560, 760, 500, -0.22, "#f1dcc0"),
        (1350, 480, 820, 540, 0.14, "#e8e2d0"),
        (900, 1080, 820, 540, 0.1, "#f7ecd8"),
        (1690, 1080, 800, 530, -0.12, "#e3cdb3"),
    ]
    stamps = ["#c8553d", "#4f7c82", "#d69a3e", "#7a8f5a"]
    for (x, y, wide, tall, turn, paper), stamp in zip(sheets, stamps, strict=True):
        _envelope(canvas, x, y, wide, tall, turn, paper, stamp)
    pen = [_turned(1180, 800, x, y, -0.5) for x, y in rectangle(-330, -16, 250, 16, 15)]
    canvas.polygon([(x + 12, y + 22) for x, y in pen], "#2a1714", opacity=0.5, blur=12)
    canvas.polygon(pen, [(0, "#3b6a70"), (1, "#1f4148")])
    canvas.polygon([_turned(1180, 800, x, y, -0.5) for x, y in [(250, -15), (330, -2), (330, 2), (250, 15)]], "#d9b26a")
    return canvas.finish()


def _turned(cx: float, cy: float, x: float, y: float, turn: float):
    return cx + x * math.cos(turn) - y * math.sin(turn), cy + x * math.sin(turn) + y * math.cos(turn)


def _envelope(canvas: Canvas, cx, cy, wide, tall, turn, paper, stamp) -> None:
    def place(points):
        return [_turned(cx, cy, x * wide / 2, y * tall / 2, turn) for x, y in points]

    body = place([(-1, -1), (1, -1), (1, 1), (-1, 1)])
    canvas.polygon([(x + 18, y + 30) for x, y in body], "#2a1512", opacity=0.55, blur=30)
    canvas.polygon(body, [(0, mix(paper, "#ffffff", 0.35)), (1, mix(paper, "#b08a6c", 0.3))])
    if stamp in ("#c8553d", "#7a8f5a"):
        flap = place([(-1, -1), (0, 0.28), (1, -1)])
        canvas.polygon([(x, y + 10) for x, y in flap], "#6f4a3a", opacity=0.3, blur=12)
        canvas.polygon(flap, [(0, mix(paper, "#fff8ea", 0.5)), (1, mix(paper, "#caa88a", 0.2))])
        canvas.polygon(
            ellipse(*_turned(cx, cy, 0, tall * 0.1, turn), 46, 46), [(0, mix(stamp, "#ffffff", 0.2)), (1, stamp)]
        )
        return
    canvas.polygon(place([(0.66, -0.82), (0.92, -0.82), (0.92, -0.36), (0.66, -0.36)]), "#fffaf0")
    canvas.polygon(
        place([(0.69, -0.78), (0.89, -0.78), (0.89, -0.4), (0.69, -0.4)]), [(0, mix(stamp, "#ffe9c0", 0.5)), (1, stamp)]
    )
    for row, length in enumerate((0.62, 0.5, 0.56)):
        y = 0.05 + 0.2 * row
        canvas.line(
            smooth(place([(-0.35, y), (-0.15, y - 0.02), (0, y + 0.02), (length - 0.35, y)])), 8, "#5b6a7d", opacity=0.7
        )


def books() -> Image.Image:
    canvas = Canvas("books", diagonal([(0, "#e9e2cf"), (0.5, "#d9cdb0"), (1, "#a8a183")], 35))
    canvas.glow(600, 300, 1300, "#fffbea", 0.75)
    canvas.polygon(rectangle(-10, 1270, WIDTH + 10, 1610), [(0, "#8b6247"), (0.08, "#7c543c"), (1, "#4d3328")])
    colours = ["#8c3f3f", "#3f6b73", "#d0933f", "#54714f", "#b5643f"]
    y = 1270
    for index, colour in enumerate(colours):
        tall, wide = canvas.random.uniform(96, 150), canvas.random.uniform(900, 1180)
        x = 560 + canvas.random.uniform(-70, 90)
        _book(canvas, x, y - tall, wide, tall, colour, index)
        y -= tall
    _cup(canvas, 1850, 1270, "#ede0cb", "#3f6b73")
    canvas.polygon(leaf(760, y - 8, 420, 70, -0.12, 0.1), [(0, "#93ab74"), (1, "#54714f")])
    canvas.line([(760, y - 8), (1150, y - 40)], 5, "#dfe3bd", opacity=0.7)
    return canvas.finish()


def _book(canvas: Canvas, x, y, wide, tall, colour, index) -> None:
    canvas.polygon(rectangle(x + 14, y + 10, x + wide + 20, y + tall + 12), "#2f1d16", opacity=0.4, blur=16)
    canvas.polygon(
        rectangle(x, y, x + wide, y + tall, 12),
        [(0, mix(colour, "#fff0d0", 0.25)), (0.3, colour), (1, mix(colour, "#20130f", 0.4))],
    )
    if index % 2:
        canvas.polygon(rectangle(x + wide - 40, y + 12, x + wide + 4, y + tall - 12), [(0, "#fbf3df"), (1, "#d8c6a2")])
    band = mix(colour, "#f9e3ad", 0.6)
    for offset in (90, 120, wide - 190):
        canvas.polygon(rectangle(x + offset, y + 2, x + offset + 12, y + tall - 2), band, opacity=0.8)
    canvas.polygon(rectangle(x + 260, y + tall * 0.4, x + 260 + wide * 0.34, y + tall * 0.56, 6), band, opacity=0.75)


def _cup(canvas: Canvas, x, base, colour, band) -> None:
    canvas.ellipse(x + 30, base + 8, 250, 30, "#2f1d16", opacity=0.5, blur=18)
    handle = ellipse(x + 175, base - 190, 92, 96)
    canvas.polygon(ribbon(handle, lambda _t: 34), mix(colour, "#8b6b52", 0.25))
    body = [
        (x - 190, base - 350),
        *smooth([(x - 190, base - 350), (x - 175, base - 120), (x - 110, base)]),
        *smooth([(x + 110, base), (x + 175, base - 120), (x + 190, base - 350)]),
    ]
    canvas.polygon(
        body,
        diagonal(
            [(0, mix(colour, "#ffffff", 0.4)), (0.72, colour), (0.8, mix(colour, "#7a5a45", 0.5)), (1, "#5d4536")], 90
        ),
    )
    canvas.polygon(rectangle(x - 184, base - 250, x + 184, base - 210), band, opacity=0.75)
    canvas.ellipse(x, base - 350, 190, 44, mix(colour, "#ffffff", 0.45))
    canvas.ellipse(x, base - 346, 168, 34, [(0, "#4a2c20"), (1, "#7d5236")])
    for shift in (-40, 40):
        steam = smooth(
            [
                (x + shift, base - 400),
                (x + shift + 36, base - 520),
                (x + shift - 30, base - 650),
                (x + shift + 20, base - 800),
            ]
        )
        canvas.polygon(ribbon(steam, lambda t: 14 + 44 * t), "#fffdf5", opacity=0.42, blur=24)


def window_light() -> Image.Image:
    canvas = Canvas("window light", diagonal([(0, "#e7c7a4"), (0.55, "#d8a989"), (1, "#a9756a")], 55))
    shape = _arch(1180, 980, 470, 1010)
    canvas.polygon([(x + 150 + (y - 980) * -0.18, y + 60) for x, y in shape], "#ffe7bf", opacity=0.45, blur=60)
    canvas.polygon(_arch(1180, 1010, 520, 1075), [(0, "#f7e8d2"), (1, "#dcb796")])
    view = Canvas("view", [(0, "#94bac9"), (0.35, "#e7ead6"), (0.6, "#fae7c3"), (1, "#f0d6a2")])
    view.glow(1330, 480, 500, "#fffdf0", 0.9)
    for index in range(4):
        line = ridge(view.random, 640 + 90 * index, 120, 2.2)
        view.polygon(down_from(line), [(0, mix("#a8c0a8", "#4f7a58", index / 3)), (0.5, "#c6d29a"), (1, "#86a565")])
    canvas.polygon(shape, view.image)
    canvas.polygon(rectangle(560, 1000, 1800, 1060, 10), [(0, "#fff3df"), (1, "#c99f7d")])
    canvas.polygon(rectangle(600, 1060, 1760, 1100), "#6d4138", opacity=0.35, blur=20)
    canvas.polygon([(300, 1610), (760, 1170), (1560, 1170), (1250, 1610)], "#fff0cf", opacity=0.35, blur=30)
    _plant(canvas, 1500, 1000)
    canvas.ellipse(850, 996, 120, 14, "#6d4138", opacity=0.5, blur=10)
    bowl = [*ellipse(850, 910, 130, 96, 0, 0, 180)]
    canvas.polygon(bowl, [(0, "#7fa3a5"), (1, "#3e666c")])
    for x, colour in ((795, "#d98a3d"), (875, "#c4563f"), (915, "#e0aa4a")):
        canvas.ellipse(x, 890, 48, 46, [(0, mix(colour, "#fff0c0", 0.4)), (1, colour)])
    canvas.polygon([*ellipse(850, 910, 130, 96, 0, 8, 172)], [(0, "#7fa3a5"), (1, "#3e666c")])
    return canvas.finish()


def _arch(x: float, base: float, half: float, tall: float):
    spring = base - tall + half
    return [*ellipse(x, spring, half, half, 0, 180, 360), (x + half, base), (x - half, base)]


def _plant(canvas: Canvas, x: float, base: float) -> None:
    canvas.ellipse(x, base - 4, 130, 16, "#6d4138", opacity=0.55, blur=12)
    for index in range(17):
        angle = -math.pi / 2 + (index - 8) * 0.17 + canvas.random.uniform(-0.06, 0.06)
        length = 240 + 130 * math.cos((index - 8) * 0.19) + canvas.random.uniform(-30, 30)
        colour = canvas.random.choice(["#4f7c55", "#6d9660", "#38654c", "#86a867"])
        blade = leaf(x + (index - 8) * 5, base - 150, length, 62, angle, (index - 8) * 0.05)
        canvas.polygon(blade, [(0, mix(colour, "#e9efb8", 0.3)), (1, mix(colour, "#1f4034", 0.3))])
    pot = [(x - 110, base - 170), (x + 110, base - 170), (x + 78, base), (x - 78, base)]
    canvas.polygon(pot, diagonal([(0, "#d98d66"), (0.62, "#c9744f"), (0.7, "#a4553b"), (1, "#7a3d2e")], 90))
    canvas.polygon(rectangle(x - 122, base - 196, x + 122, base - 152, 10), [(0, "#e5a580"), (1, "#b7633f")])


def bowls() -> Image.Image:
    canvas = Canvas("bowls", gradient([(0, "#dfe3d8"), (0.55, "#ecdcc2"), (1, "#d9b994")]))
    canvas.glow(1900, 250, 1300, "#fffdf2", 0.8)
    for shelf in (820, 1430):
        canvas.polygon(rectangle(-10, shelf + 40, WIDTH + 10, shelf + 90), "#6b4a3a", opacity=0.35, blur=26)
        canvas.polygon(rectangle(-10, shelf, WIDTH + 10, shelf + 46), [(0, "#c99b72"), (1, "#8d6144")])
    glazes = ["#4f7f86", "#c8653f", "#e3b660", "#7d8f5f", "#b9826b", "#34576b", "#e9dcc6"]
    for shelf, places in ((820, (330, 900, 1490, 2060)), (1430, (460, 1110, 1800))):
        for place in places:
            glaze = glazes.pop(0)
            half, tall = canvas.random.uniform(190, 250), canvas.random.uniform(190, 330)
            _bowl(canvas, place, shelf, half, tall, glaze)
    return canvas.finish()


def _bowl(canvas: Canvas, x, base, half, tall, glaze) -> None:
    canvas.ellipse(x + 20, base + 2, half * 0.8, 18, "#4a2e22", opacity=0.55, blur=14)
    foot = half * 0.42
    left = smooth(
        [(x - half, base - tall), (x - half * 0.92, base - tall * 0.5), (x - foot * 1.2, base - 26), (x - foot, base)]
    )
    right = [(2 * x - px, py) for px, py in left[::-1]]
    canvas.polygon(left + right, [(0, mix(glaze, "#ffffff", 0.22)), (0.55, glaze), (1, mix(glaze, "#2b1a15", 0.45))])
    rim = base - tall * 0.62
    raw = [(px, py) for px, py in left if py > rim] + [(px, py) for px, py in right if py > rim]
    wave = [(px, py + 16 * math.sin(px / 40)) for px, py in raw]
    canvas.polygon(wave, [(0, mix(glaze, "#f3dcc0", 0.25)), (1, mix(glaze, "#4a2e22", 0.4))], opacity=0.8)
    canvas.polygon(
        leaf(x - half * 0.7, base - tall * 0.82, tall * 0.6, 44, 1.2, -0.2), "#ffffff", opacity=0.28, blur=10
    )
    canvas.ellipse(x, base - tall, half, half * 0.2, mix(glaze, "#fff4e0", 0.5))
    canvas.ellipse(
        x,
        base - tall + 5,
        half * 0.93,
        half * 0.165,
        [(0, mix(glaze, "#241714", 0.55)), (1, mix(glaze, "#ffffff", 0.1))],
    )
