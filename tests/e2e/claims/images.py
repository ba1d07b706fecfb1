"""Synthetic photos of an accident: a road, a car from behind, a dent. All differ."""

import io
import random

from PIL import ExifTags, Image, ImageDraw, ImageFilter

SIZE = (1280, 960)
SKIES = ((150, 178, 205), (214, 196, 176), (96, 110, 140))
PAINTS = ((176, 34, 42), (236, 238, 240), (38, 62, 110), (70, 74, 80))


def accident(number: int, *, portrait: bool = False) -> bytes:
    """A JPEG as a phone takes it, with time and place inside."""
    chance = random.Random(number)
    width, height = (SIZE[1], SIZE[0]) if portrait else SIZE
    image = Image.new("RGB", (width, height), SKIES[number % len(SKIES)])
    pen = ImageDraw.Draw(image)
    for storey in range(0, width, 160):
        top = chance.randint(height // 8, height // 3)
        pen.rectangle((storey, top, storey + 150, height // 2), fill=(120 + top % 40, 118, 116))
        for window in range(top + 20, height // 2 - 20, 46):
            for column in range(storey + 16, storey + 140, 40):
                pen.rectangle((column, window, column + 22, window + 26), fill=(186, 202, 214))
    pen.rectangle((0, height // 2, width, height), fill=(84, 86, 90))
    for stripe in range(0, width, 220):
        pen.polygon(
            [(stripe, height), (stripe + 60, height), (stripe + 92, height // 2), (stripe + 78, height // 2)],
            fill=(214, 210, 196),
        )
    _car(pen, chance, width, height, PAINTS[number % len(PAINTS)])
    out = io.BytesIO()
    image.filter(ImageFilter.GaussianBlur(1.2)).save(out, "JPEG", quality=88, exif=_camera(number))
    return out.getvalue()


def _car(pen: ImageDraw.ImageDraw, chance: random.Random, width: int, height: int, paint: tuple[int, ...]) -> None:
    left, right = width // 5, width * 4 // 5
    top, bottom = height * 2 // 5, height * 4 // 5
    span = right - left
    dark = tuple(part * 6 // 10 for part in paint)
    pen.ellipse((left - 20, bottom - 30, right + 20, bottom + 60), fill=(52, 53, 56))
    for wheel in (left + span // 8, right - span // 4):
        pen.rounded_rectangle((wheel, bottom - 70, wheel + span // 8, bottom + 34), 18, fill=(24, 24, 26))
    pen.rounded_rectangle((left, top + 90, right, bottom), 60, fill=paint)
    pen.rounded_rectangle((left + span // 8, top - 60, right - span // 8, top + 170), 70, fill=paint)
    pen.rounded_rectangle((left + span // 6, top - 36, right - span // 6, top + 100), 44, fill=(52, 66, 78))
    for lamp in (left + 24, right - 24 - span // 6):
        pen.rounded_rectangle((lamp, top + 150, lamp + span // 6, top + 210), 20, fill=(196, 52, 40))
    plate = left + span * 3 // 8
    pen.rounded_rectangle((plate, bottom - 150, plate + span // 4, bottom - 96), 10, fill=(240, 240, 236))
    pen.rounded_rectangle((left + 20, bottom - 80, right - 20, bottom - 14), 26, fill=dark)
    x, y = left + span // 4 + chance.randint(0, span // 3), bottom - 110
    for _ in range(26):
        dx, dy = chance.randint(-110, 110), chance.randint(-70, 70)
        pen.line((x, y, x + dx, y + dy), fill=(214, 214, 210), width=chance.randint(2, 5))
    pen.ellipse((x - 60, y - 36, x + 60, y + 36), fill=tuple(part * 4 // 10 for part in paint))


def _camera(number: int) -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Model] = "Phone"
    inner = exif.get_ifd(ExifTags.IFD.Exif)
    inner[ExifTags.Base.DateTimeOriginal] = f"2026:11:22 19:{32 + number % 20}:10"
    inner[ExifTags.Base.OffsetTimeOriginal] = "+09:00"
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef] = "N"
    place[ExifTags.GPS.GPSLatitude] = (37.0, 30.0, 0.0)
    place[ExifTags.GPS.GPSLongitudeRef] = "E"
    place[ExifTags.GPS.GPSLongitude] = (127.0, 2.0, 9.6)
    return exif
