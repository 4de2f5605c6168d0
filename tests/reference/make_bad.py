"""Make tests/fixtures/bad/: files that a decoder must refuse kindly, or read with care.

All are small. Those that show a photo show the same one (coffee), so a test can tell whether it was
read right. ../fixtures/README.md says what each is for.
"""

import struct
import zlib
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageOps

from sources import FIXTURES, load

BAD = FIXTURES / "bad"
SIZE = (120, 80)  # pixels; whole 8 x 8 JPEG blocks, so that turning a photo moves blocks, not edges
HUGE = 20_000  # pixels a side
ORIENTATION = 0x0112  # the EXIF tag

# How to store an upright photo so that a viewer who honours the tag sees it upright again: the
# inverse of what each orientation asks for.
STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def photo() -> Image.Image:
    """Coffee, 120 x 80 RGB, with a red block at the top left so that no turn of it looks the same."""
    image = load("coffee").convert("RGB").resize(SIZE, Image.Resampling.LANCZOS)
    ImageDraw.Draw(image).rectangle((0, 0, 23, 15), fill=(220, 30, 30))
    return image


def png(path: Path, size: tuple[int, int], depth: int, colour: int, rows: Iterable[bytes]) -> None:
    """Write a PNG from its rows' bytes, for the kinds that Pillow cannot write."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    deflate = zlib.compressobj(9)
    body = b"".join(deflate.compress(b"\0" + row) for row in rows) + deflate.flush()
    header = struct.pack(">IIBBBBB", *size, depth, colour, 0, 0, 0)
    signature = b"\x89PNG\r\n\x1a\n"
    path.write_bytes(signature + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b""))


def make_broken(image: Image.Image) -> None:
    """Files that are no photo, or only part of one."""
    (BAD / "not-an-image.jpg").write_text("This is a text file that says it is a photo.\n" * 8)
    (BAD / "zero-bytes.jpg").write_bytes(b"")
    image.save(BAD / "truncated.jpg", quality=90)
    whole = (BAD / "truncated.jpg").read_bytes()
    (BAD / "truncated.jpg").write_bytes(whole[: len(whole) * 40 // 100])
    # 1 bit a pixel: 50 kB to send, 1.2 GB once decoded to RGB.
    png(BAD / "huge.png", (HUGE, HUGE), depth=1, colour=0, rows=(bytes(HUGE // 8) for _ in range(HUGE)))


def make_unusual(image: Image.Image) -> None:
    """Photos with unusual pixels: 16 bits, four inks, grey, transparent, a palette."""
    image.convert("CMYK").save(BAD / "cmyk.jpg", quality=90)
    image.convert("L").save(BAD / "grey.jpg", quality=90)
    image.quantize(32).save(BAD / "palette.png")

    # Big-endian, and with values between the 8-bit levels, as a camera's would be.
    smooth = np.asarray(image, np.float64) * 257.0 + np.linspace(-128.0, 128.0, SIZE[0])[None, :, None]
    deep = np.clip(smooth, 0.0, 65535.0).round().astype(">u2")
    png(BAD / "sixteen-bit.png", SIZE, depth=16, colour=2, rows=(row.tobytes() for row in deep))

    # Magenta hides under the transparent part: whoever drops the alpha channel shows it.
    mask = Image.new("L", SIZE, 0)
    ImageDraw.Draw(mask).ellipse((20, 5, 100, 75), fill=255)
    hidden = Image.composite(image, Image.new("RGB", SIZE, (255, 0, 255)), mask)
    hidden.putalpha(mask)
    hidden.save(BAD / "alpha.png")


def make_animated(image: Image.Image) -> None:
    """Three frames each; the first is the photo as it is, the others are brighter and mirrored."""
    brighter = image.point(lambda value: min(value + 60, 255))
    others = [brighter, ImageOps.mirror(image)]
    for name in ("animated.gif", "animated.webp", "apng.png"):
        options = {"quality": 80} if name.endswith("webp") else {}
        image.save(BAD / name, save_all=True, append_images=others, duration=200, loop=0, **options)


def make_formats(image: Image.Image) -> None:
    """The photo in other formats, and one whose name is wrong about its own."""
    image.save(BAD / "photo.tiff", compression="tiff_lzw")
    image.save(BAD / "photo.webp", quality=90)
    image.save(BAD / "photo.bmp")
    image.save(BAD / "wrong-extension.jpg", format="PNG")
    image.save(BAD / "progressive.jpg", quality=90, progressive=True)
    # With tables of its own, an even picture is one long run of zeros, as is what a bad copy leaves.
    Image.new("L", (256, 256), 0).save(BAD / "even.jpg", quality=90, optimize=True)


def make_oriented(image: Image.Image) -> None:
    """The photo stored in each of EXIF's eight orientations."""
    (BAD / "exif").mkdir(exist_ok=True)
    for orientation, turn in STORED.items():
        stored = image if turn is None else image.transpose(turn)
        exif = Image.Exif()
        exif[ORIENTATION] = orientation
        path = BAD / "exif" / f"orientation-{orientation}.jpg"
        # No chroma subsampling: it would blur the colours differently in each orientation.
        stored.save(path, quality=95, subsampling=0, exif=exif)
        check_upright(path, image)


def check_upright(path: Path, image: Image.Image) -> None:
    """Whoever honours the tag sees the photo upright, save for JPEG's own losses."""
    upright = ImageOps.exif_transpose(Image.open(path))
    assert upright.size == SIZE, path.name
    difference = np.abs(np.asarray(upright, np.int16) - np.asarray(image, np.int16))
    # JPEG costs 2 levels; the red block alone in a wrong corner would cost 5 more.
    assert difference.mean() < 4.0, f"{path.name} differs by {difference.mean():.1f} on average"


def main() -> None:
    BAD.mkdir(parents=True, exist_ok=True)
    image = photo()
    for make in (make_broken, make_unusual, make_animated, make_formats, make_oriented):
        make(image)
    sizes = {path: path.stat().st_size for path in sorted(BAD.rglob("*.*")) if path.is_file()}
    for path, size in sizes.items():
        print(f"{size:7} bytes  {path.relative_to(BAD)}")
    assert sum(sizes.values()) < 500_000


if __name__ == "__main__":
    main()
