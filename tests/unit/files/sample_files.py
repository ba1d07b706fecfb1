"""Real files of every kind, generated for tests."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

from PIL import ExifTags, Image, ImageCms
from pillow_heif import from_pillow
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)


def picture(width: int = 640, height: int = 480) -> Image.Image:
    """Something with edges: a gradient."""
    return Image.linear_gradient("L").resize((width, height)).convert("RGB")


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def camera(time: str = "2026:11:22 19:32:10", offset: str | None = "+09:00", *, gps: bool = True) -> Image.Exif:
    """What a phone writes beside a picture; the point is Yeoksam station."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    inner = exif.get_ifd(ExifTags.IFD.Exif)
    inner[ExifTags.Base.DateTimeOriginal] = time
    if offset:
        inner[ExifTags.Base.OffsetTimeOriginal] = offset
    if gps:
        place = exif.get_ifd(ExifTags.IFD.GPSInfo)
        place[ExifTags.GPS.GPSLatitudeRef] = "N"
        place[ExifTags.GPS.GPSLatitude] = (37.0, 30.0, 0.0)
        place[ExifTags.GPS.GPSLongitudeRef] = "E"
        place[ExifTags.GPS.GPSLongitude] = (127.0, 2.0, 9.6)
    return exif


def photo() -> bytes:
    return saved(picture(), "JPEG", exif=camera())


def heic() -> bytes:
    out = io.BytesIO()
    from_pillow(picture()).save(out, quality=60)
    return out.getvalue()


def pdf(pages: int = 1, *, password: str = "", script: str = "", attached: bool = False) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    writer.add_metadata({"/Title": "진단서"})
    if script:
        action = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(script)}
        writer.root_object[NameObject("/OpenAction")] = writer._add_object(DictionaryObject(action))
    if attached:
        writer.add_attachment("virus.exe", b"MZ")
    if password:
        writer.encrypt(password, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


WAYS_TO_LOCK = ("RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256")


def owned(content: bytes, way: str = "AES-256", password: str = "") -> bytes:
    """A PDF with an owner password for printing and changing; opening it takes `password`, "" for none."""
    writer = PdfWriter(clone_from=io.BytesIO(content))
    writer.encrypt(password, "owner", algorithm=way)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def apart_pdf() -> bytes:
    """A page whose content names a crypt filter of its own: none at all."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    content = StreamObject()
    content.set_data(b"0 0 m 9 9 l S")
    content[NameObject("/Filter")] = ArrayObject([NameObject("/Crypt")])
    page[NameObject("/Contents")] = writer._add_object(content)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def archived_pdf() -> bytes:
    """PDF/A-2b as offices issue it: XMP that says so, the colours it is meant in, a file id."""
    writer = PdfWriter()
    writer.pdf_header = "%PDF-1.7"
    writer.add_blank_page(595, 842)
    writer.generate_file_identifiers()
    said = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    said += b'<rdf:Description xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="2" pdfaid:conformance="B"/>'
    metadata, profile = StreamObject(), StreamObject()
    metadata.set_data(said + b"</rdf:RDF></x:xmpmeta>")
    metadata |= {NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")}
    profile.set_data(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[NameObject("/N")] = NumberObject(3)
    intent = {
        NameObject("/Type"): NameObject("/OutputIntent"),
        NameObject("/S"): NameObject("/GTS_PDFA1"),
        NameObject("/OutputConditionIdentifier"): TextStringObject("sRGB"),
        NameObject("/DestOutputProfile"): writer._add_object(profile),
    }
    writer.root_object[NameObject("/Metadata")] = writer._add_object(metadata)
    writer.root_object[NameObject("/OutputIntents")] = ArrayObject([DictionaryObject(intent)])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def sly_pdf() -> bytes:
    """A script whose kind stands in an object of its own."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    kind = writer._add_object(NameObject("/JavaScript"))
    script = writer._add_object(TextStringObject("app.alert(1)"))
    action = DictionaryObject({NameObject("/S"): kind, NameObject("/JS"): script})
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(action)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def launching_pdf() -> bytes:
    """A page that starts a program when it is opened."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    launch = DictionaryObject({NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("cmd.exe")})
    page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): writer._add_object(launch)})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def video_head(size: int) -> bytes:
    """The beginning of an MP4 of this size; its frames follow."""
    head = _box(b"ftyp", b"isom\0\0\2\0isomiso2") + _box(b"moov", _box(b"mvhd", bytes(100)) + _box(b"trak", b""))
    return head + struct.pack(">I4sQ", 1, b"mdat", size - len(head))


def video(path: Path, size: int) -> None:
    """An MP4 of exactly this size whose frames are a hole in the file: no disk, no memory."""
    with path.open("wb") as file:
        file.write(video_head(size))
        file.truncate(size)


def _box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", len(content) + 8, name) + content


def program() -> bytes:
    return b"MZ\x90\x00" + bytes(60) + b"PE\0\0" + bytes(500)


def zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("0", bytes(20_000_000))
    return out.getvalue()


def picture_bomb(edge: int = 60_000) -> bytes:
    """A PNG of a few kilobytes that would unfold to gigabytes."""
    return _png(struct.pack(">IIBBBBB", edge, edge, 8, 0, 0, 0, 0), bytes(10_000))


def grey_png(bits: int, clear: int | None = None) -> bytes:
    """A ramp from black to white, 256 wide, in grey of 1 to 16 bits; `clear` is the value that is see-through."""
    most = 2**bits - 1
    row = "".join(f"{round(place * most / 255):0{bits}b}" for place in range(256))
    line = b"\0" + int(row, 2).to_bytes(len(row) // 8, "big")
    return _png(
        struct.pack(">IIBBBBB", 256, 32, bits, 0, 0, 0, 0),
        line * 32,
        () if clear is None else ((b"tRNS", struct.pack(">H", clear)),),
    )


def rgb16_png(*, alpha: bool = False) -> bytes:
    """A ramp from black to white, 256 wide, in colours of 16 bits."""
    row = b"".join(struct.pack(">HHH", *[place * 257] * 3) + b"\xff\xff" * alpha for place in range(256))
    return _png(struct.pack(">IIBBBBB", 256, 32, 16, 6 if alpha else 2, 0, 0, 0), (b"\0" + row) * 32)


def _png(header: bytes, rows: bytes, more: tuple[tuple[bytes, bytes], ...] = ()) -> bytes:
    chunks = ((b"IHDR", header), *more, (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    packed = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
