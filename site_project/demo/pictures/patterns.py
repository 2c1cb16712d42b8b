"""Surfaces seen close: leaves, a quilt, wood, a garden from above."""

import math

from PIL import Image

from .canvas import HEIGHT, WIDTH, Canvas, diagonal, ellipse, leaf, mix, rectangle, ribbon, smooth


def leaves() -> Image.Image:
    canvas = Canvas("leaves", diagonal([(0, "#20443f"), (0.5, "#2e5b4d"), (1, "#163330")], 40))
    greens = ["#3c6e55", "#5b8d62", "#87ad72", "#2f5d50", "#b3c77f", "#d9b65a"]
    for layer in range(4):
        share = layer / 3
        for _ in range(24 - 3 * layer):
            x, y = canvas.random.uniform(-100, WIDTH + 100), canvas.random.uniform(-60, HEIGHT + 160)
            length = canvas.random.uniform(330, 620) * (0.75 + 0.35 * share)
            angle = canvas.random.uniform(-2.4, -0.5)
            colour = mix("#1c3f3a", canvas.random.choice(greens[: 4 + layer]), 0.35 + 0.65 * share)
            _big_leaf(canvas, x, y, length, length * canvas.random.uniform(0.26, 0.36), angle, colour)
    canvas.glow(560, 240, 1300, "#fff3bf", 0.3)
    return canvas.finish()


def _big_leaf(canvas: Canvas, x, y, length, width, angle, colour) -> None:
    bend = canvas.random.uniform(-0.35, 0.35)
    shape = leaf(x, y, length, width, angle, bend)
    canvas.polygon([(px + 16, py + 26) for px, py in shape], "#0c201d", opacity=0.45, blur=20)
    canvas.polygon(shape, [(0, mix(colour, "#f0f2b8", 0.28)), (1, mix(colour, "#10302b", 0.3))])
    half = shape[: len(shape) // 2]
    spine = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in zip(half, shape[::-1], strict=False)]
    canvas.polygon([*half, *spine[::-1]], mix(colour, "#0f2d29", 0.35), opacity=0.28)
    vein = mix(colour, "#f5f2c4", 0.5)
    canvas.polygon(ribbon(spine, lambda t: 7 * (1 - t) + 1.5), vein, opacity=0.85)
    veins = []
    for step in range(4, 20, 3):
        for side in (half, shape[::-1][: len(half)]):
            target = side[min(len(side) - 1, step + 3)]
            start = spine[step]
            end = (start[0] + (target[0] - start[0]) * 0.8, start[1] + (target[1] - start[1]) * 0.8)
            veins.append(ribbon([start, end], lambda _t: 3))
    canvas.polygons(veins, vein, opacity=0.55)


def quilt() -> Image.Image:
    canvas = Canvas("quilt", "#efe3cc")
    sets = [
        ("#b9503f", "#f1d9b0"),
        ("#3f6b73", "#e9dcc0"),
        ("#d89a45", "#f7ead0"),
        ("#5f7d5b", "#efe0bd"),
        ("#7c5068", "#f3dcc6"),
    ]
    side = 400
    for row in range(HEIGHT // side):
        for column in range(WIDTH // side):
            dark, light = sets[(row * 2 + column) % len(sets)]
            _star(canvas, column * side, row * side, side, dark, light)
    strips = [rectangle(x - 10, 0, x + 10, HEIGHT) for x in range(0, WIDTH + 1, side)]
    strips += [rectangle(0, y - 10, WIDTH, y + 10) for y in range(0, HEIGHT + 1, side)]
    canvas.polygons(strips, "#fbf3e2")
    stitches = []
    for position in range(-HEIGHT, WIDTH, 50):
        ends = [(position, 0), (position + HEIGHT, HEIGHT)]
        stitches += [ribbon(ends, lambda _t: 2.4), ribbon([(WIDTH - x, y) for x, y in ends], lambda _t: 2.4)]
    canvas.polygons(stitches, "#6b4a3a", opacity=0.16)
    canvas.glow(1800, 300, 1500, "#fffbe9", 0.35)
    return canvas.finish(mottle=0.16, grain=5)


def _star(canvas: Canvas, x, y, side, dark, light) -> None:
    quarter = side / 4

    def at(column, row):
        return (x + column * quarter, y + row * quarter)

    canvas.polygon(rectangle(x, y, x + side, y + side), mix(light, "#d7c3a0", canvas.random.uniform(0, 0.25)))
    points = [
        [at(1, 1), at(2, 0), at(2, 1)], [at(3, 1), at(2, 0), at(2, 1)],
        [at(3, 1), at(4, 2), at(3, 2)], [at(3, 3), at(4, 2), at(3, 2)],
        [at(3, 3), at(2, 4), at(2, 3)], [at(1, 3), at(2, 4), at(2, 3)],
        [at(1, 3), at(0, 2), at(1, 2)], [at(1, 1), at(0, 2), at(1, 2)],
    ]  # fmt: skip
    for index, point in enumerate(points):
        canvas.polygon(point, mix(dark, "#fff0d8" if index % 2 else "#2a1a18", 0.18))
    canvas.polygon([at(1, 1), at(3, 1), at(3, 3), at(1, 3)], [(0, mix(dark, "#ffe9c4", 0.35)), (1, dark)])
    canvas.polygon([at(2, 1.3), at(2.7, 2), at(2, 2.7), at(1.3, 2)], light)
    canvas.polygon([at(2, 1.6), at(2.4, 2), at(2, 2.4), at(1.6, 2)], mix(dark, "#2a1a18", 0.15))


def workbench() -> Image.Image:
    canvas = Canvas("workbench", "#9a6b47")
    tones = ["#c7935f", "#b57d4d", "#d6a671", "#a66f45", "#c08955"]
    y = 0.0
    while y < HEIGHT:
        tall = canvas.random.uniform(230, 330)
        _board(canvas, y, tall, canvas.random.choice(tones))
        y += tall
    _shaving(canvas, 1830, 430, 250)
    _shaving(canvas, 2080, 640, 170)
    _shaving(canvas, 1590, 560, 130)
    _rule(canvas)
    _mallet(canvas, 1180, 930)
    canvas.glow(500, 160, 1500, "#fff0cc", 0.45)
    return canvas.finish(mottle=0.12)


def _board(canvas: Canvas, y: float, tall: float, tone: str) -> None:
    canvas.polygon(
        rectangle(-10, y, WIDTH + 10, y + tall), [(0, mix(tone, "#fff0cf", 0.14)), (1, mix(tone, "#3d2416", 0.16))]
    )
    for index in range(int(tall / 17)):
        base = y + 10 + index * 17
        if base > y + tall - 6:
            break
        bow, phase = canvas.random.uniform(3, 13), canvas.random.uniform(0, 6)
        grain = [
            (x, base + bow * math.sin(x / 520 + phase) + 3 * math.sin(x / 130 + phase * 2))
            for x in range(-20, WIDTH + 60, 60)
        ]
        canvas.line(
            grain, canvas.random.uniform(1.5, 5), mix(tone, "#4a2a18", 0.5), opacity=canvas.random.uniform(0.15, 0.42)
        )
    canvas.line([(-10, y + tall), (WIDTH + 10, y + tall)], 7, "#2f1b12", opacity=0.75)


def _shaving(canvas: Canvas, x: float, y: float, size: float) -> None:
    turns = [step / 60 * 2.3 * math.tau for step in range(61)]
    spiral = [
        (
            x + size * (0.18 + 0.82 * t / turns[-1]) * math.cos(t),
            y + size * 0.72 * (0.18 + 0.82 * t / turns[-1]) * math.sin(t),
        )
        for t in turns
    ]
    canvas.polygon(
        ribbon([(px + 10, py + 22) for px, py in spiral], lambda t: size * (0.16 + 0.1 * t)),
        "#2f1b12",
        opacity=0.35,
        blur=12,
    )
    canvas.polygon(ribbon(spiral, lambda t: size * (0.16 + 0.1 * t)), [(0, "#f9e3bb"), (1, "#dfb47c")])
    canvas.polygon(ribbon(spiral, lambda t: size * 0.03), "#b98752", opacity=0.5)


def _rule(canvas: Canvas) -> None:
    turn = -0.1

    def place(points):
        return [
            (260 + x * math.cos(turn) - y * math.sin(turn), 1390 + x * math.sin(turn) + y * math.cos(turn))
            for x, y in points
        ]

    canvas.polygon([(x + 8, y + 18) for x, y in place(rectangle(0, 0, 1500, 92, 8))], "#2a170f", opacity=0.5, blur=14)
    canvas.polygon(place(rectangle(0, 0, 1500, 92, 8)), [(0, "#f0cf7e"), (1, "#cf9f4a")])
    for mark in range(60):
        long = 46 if mark % 10 == 0 else 32 if mark % 5 == 0 else 20
        canvas.polygon(place(rectangle(20 + mark * 24.5, 0, 24 + mark * 24.5, long)), "#4a2e1b", opacity=0.8)


def _mallet(canvas: Canvas, x: float, y: float) -> None:
    turn = 0.12

    def place(points):
        return [
            (x + a * math.cos(turn) - b * math.sin(turn), y + a * math.sin(turn) + b * math.cos(turn))
            for a, b in points
        ]

    handle = place([(-60, -34), (-700, -44), (-760, -30), (-760, 30), (-700, 44), (-60, 34)])
    head = place(rectangle(-110, -260, 190, 260, 30))
    for part in (handle, head):
        canvas.polygon([(px + 16, py + 34) for px, py in part], "#25140d", opacity=0.55, blur=24)
    canvas.polygon(handle, [(0, "#eec792"), (0.5, "#cf9b62"), (1, "#93623b")])
    canvas.polygon(head, diagonal([(0, "#b9774a"), (0.5, "#9c5b38"), (1, "#6a3a27")], 80))
    canvas.polygon(place(rectangle(-96, -250, 30, 250, 26)), "#f0bd8a", opacity=0.22, blur=22)
    for offset in range(-80, 180, 38):
        canvas.line(
            place(smooth([(offset, -240), (offset + 9, -80), (offset - 6, 90), (offset, 240)])),
            4,
            "#4a2a18",
            opacity=0.35,
        )
    canvas.polygon(place(rectangle(10, -40, 78, 40, 12)), [(0, "#e3b680"), (1, "#a8743f")])


def garden() -> Image.Image:
    canvas = Canvas("garden", diagonal([(0, "#7a563f"), (0.5, "#6a4937"), (1, "#4f352b")], 30))
    plants = [
        ("#6f9a55", "#b9cf7c", 74),
        ("#3f7a57", "#8cbf86", 96),
        ("#8a4b5e", "#c98a8e", 84),
        ("#9aaf4e", "#e0dd8c", 70),
        ("#4d8a76", "#a7cfb2", 90),
    ]
    for index, (dark, light, size) in enumerate(plants):
        middle = 170 + index * 320
        bed = rectangle(-20, middle - 118, WIDTH + 20, middle + 118, 60)
        canvas.polygon([(x, y + 14) for x, y in bed], "#2a1a14", opacity=0.5, blur=16)
        canvas.polygon(bed, [(0, "#8d654a"), (1, "#5a3d2f")])
        crumbs = [
            ellipse(
                canvas.random.uniform(0, WIDTH),
                middle + canvas.random.uniform(-105, 105),
                canvas.random.uniform(3, 9),
                canvas.random.uniform(2, 6),
            )
            for _ in range(150)
        ]
        canvas.polygons(crumbs, "#3d281f", opacity=0.5)
        x = canvas.random.uniform(20, 120)
        while x < WIDTH + 60:
            _seedling(
                canvas,
                x,
                middle + canvas.random.uniform(-18, 18),
                size * canvas.random.uniform(0.82, 1.12),
                dark,
                light,
            )
            x += size * canvas.random.uniform(2.1, 2.5)
    canvas.glow(300, 100, 1700, "#fff1c4", 0.35)
    return canvas.finish()


def _seedling(canvas: Canvas, x, y, size, dark, light) -> None:
    canvas.ellipse(x + 14, y + 18, size * 1.15, size * 1.0, "#1f130e", opacity=0.5, blur=18)
    start = canvas.random.uniform(0, math.tau)
    for ring, (count, reach) in enumerate([(8, 1.25), (7, 0.95), (5, 0.62)]):
        angles = [start + ring * 0.4 + step * math.tau / count for step in range(count)]
        # Every second leaf lies on top of its neighbours, a little lighter.
        for layer in (0, 1):
            turned = angles[layer::2]
            blades = [leaf(x, y, size * reach, size * 0.52, angle, 0.25) for angle in turned]
            share = 0.1 + 0.22 * ring + 0.08 * layer
            canvas.polygons(blades, [(0, mix(dark, light, share + 0.15)), (1, mix(dark, light, share))])
            length = size * reach * 0.85
            tips = [(x + length * math.cos(angle + 0.2), y + length * math.sin(angle + 0.2)) for angle in turned]
            veins = [ribbon([(x, y), tip], lambda _t: 2.5) for tip in tips]
            canvas.polygons(veins, mix(light, "#ffffff", 0.3), opacity=0.5)
    canvas.ellipse(x, y, size * 0.12, size * 0.12, mix(light, "#ffffff", 0.35))
