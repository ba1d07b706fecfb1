"""Drawn photographs of the demo: nobody's car."""

import io
from random import Random

from PIL import Image, ImageDraw

SIZE = (960, 720)
PAINTS = ((176, 34, 42), (236, 238, 240), (38, 62, 110), (70, 74, 80))


def job_photo(number: int, phase: str) -> bytes:
    """A JPEG of a car beside a road; after the work its bonnet is closed."""
    chance = Random(f"{number} {phase}")
    image = Image.new("RGB", SIZE, (150, 178, 205))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 420, *SIZE), fill=(84, 86, 90))
    pen.rectangle((0, 660, SIZE[0], 680), fill=(230, 226, 210))
    left = chance.randint(180, 260)
    paint = PAINTS[number % len(PAINTS)]
    pen.rounded_rectangle((left, 380, left + 520, 560), 40, fill=paint)
    pen.polygon([(left + 130, 390), (left + 200, 270), (left + 380, 270), (left + 440, 390)], fill=(60, 70, 84))
    if phase == "before":
        pen.polygon([(left + 440, 400), (left + 520, 300), (left + 540, 310), (left + 500, 410)], fill=paint)
    for wheel in (left + 90, left + 380):
        pen.ellipse((wheel, 500, wheel + 100, 600), fill=(24, 24, 26))
        pen.ellipse((wheel + 30, 530, wheel + 70, 570), fill=(170, 172, 176))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85)
    return out.getvalue()
