"""Make tests/fixtures/heic/: photos as phones and cameras store them.

All show the photo of make_bad.py, so a test can tell whether it was read right: upright, and in
the right colours. ../fixtures/README.md says what each is for.
"""

import struct
import zipfile
from pathlib import Path

import numpy as np
import pillow_heif
from PIL import Image

from make_bad import STORED, photo
from sources import FIXTURES

HEIC = FIXTURES / "heic"
TILE = 64  # pixels a side; a phone's tiles have 512
ORIENTATION = 0x0112  # the EXIF tag

# Colour, as ITU-T H.273 numbers it.
BT709, BT2020, DISPLAY_P3 = 1, 9, 12
SRGB, PQ = 13, 16
BT601_MATRIX, BT2020_MATRIX = 6, 9

# Linear RGB to CIE XYZ under D65, from the primaries of each standard.
TO_XYZ = {
    BT709: [[0.412391, 0.357584, 0.180481], [0.212639, 0.715169, 0.072192], [0.019331, 0.119195, 0.950532]],
    DISPLAY_P3: [[0.486571, 0.265668, 0.198217], [0.228975, 0.691739, 0.079287], [0.0, 0.045113, 1.043944]],
    BT2020: [[0.636958, 0.144617, 0.168881], [0.262700, 0.677998, 0.059302], [0.0, 0.028073, 1.060985]],
}
# Bradford's adaptation of D65 to D50, the white of ICC profiles.
D65_TO_D50 = [[1.047811, 0.022887, -0.050127], [0.029542, 0.990484, -0.017049], [-0.009234, 0.015044, 0.752132]]
D50 = (0.9642, 1.0, 0.8249)
SRGB_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
WHITE_NITS = 203.0  # of white paper in HDR, by ITU-R BT.2408


def linear(values: np.ndarray) -> np.ndarray:
    """sRGB values, 0 to 1, to light."""
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def srgb(light: np.ndarray) -> np.ndarray:
    """Light, 0 to 1, to sRGB values."""
    light = np.clip(light, 0.0, 1.0)
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)


def pq(light: np.ndarray) -> np.ndarray:
    """Light, 1 for the white of paper, to the values of SMPTE ST 2084."""
    power = (np.clip(light, 0.0, None) * WHITE_NITS / 10_000.0) ** (2610 / 16384)
    return ((3424 / 4096 + 2413 / 128 * power) / (1 + 2392 / 128 * power)) ** (2523 / 32)


def in_primaries(image: Image.Image, primaries: int) -> np.ndarray:
    """The light of a picture in other primaries, `[height, width, 3]`."""
    light = linear(np.asarray(image, np.float64) / 255.0)
    matrix = np.linalg.inv(np.array(TO_XYZ[primaries])) @ np.array(TO_XYZ[BT709])
    return light @ matrix.T


def display_p3_profile() -> bytes:
    """An ICC profile of Display P3: three primaries and one curve, as phones embed it."""
    columns = (np.array(D65_TO_D50) @ np.array(TO_XYZ[DISPLAY_P3])).T

    def number(value: float) -> bytes:
        return struct.pack(">i", round(value * 65536))

    def text(words: str) -> bytes:
        encoded = words.encode("utf-16-be")
        return b"mluc\0\0\0\0" + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(encoded), 28) + encoded

    def place(xyz: tuple[float, ...]) -> bytes:
        return b"XYZ \0\0\0\0" + b"".join(map(number, xyz))

    curve = b"para\0\0\0\0\0\x03\0\0" + b"".join(map(number, SRGB_CURVE))
    tags = [
        (b"desc", text("Display P3")),
        (b"cprt", text("none")),
        (b"wtpt", place(D50)),
        (b"rXYZ", place(columns[0])),
        (b"gXYZ", place(columns[1])),
        (b"bXYZ", place(columns[2])),
        (b"rTRC", curve),
        (b"gTRC", curve),
        (b"bTRC", curve),
    ]
    at = 128 + 4 + 12 * len(tags)
    table, data = struct.pack(">I", len(tags)), b""
    for name, content in tags:
        table += name + struct.pack(">II", at + len(data), len(content))
        data += content + bytes(-len(content) % 4)
    head = struct.pack(">I4sI4s4s4s", at + len(data), bytes(4), 0x04000000, b"mntr", b"RGB ", b"XYZ ")
    head += bytes(12) + b"acsp" + bytes(28) + b"".join(map(number, D50)) + bytes(48)
    return head + table + data


def save(name: str, mode: str, pixels: np.ndarray, info: dict | None = None, **options: object) -> None:
    """Write one picture of 8 bits, or of 10 if `mode` says 16."""
    heif = pillow_heif.HeifFile()
    heif.add_frombytes(mode, (pixels.shape[1], pixels.shape[0]), pixels.tobytes())
    heif[0].info.update(info or {})
    heif.save(HEIC / name, quality=80, **options)


def make_plain(image: Image.Image) -> None:
    """8 bits, with whole and with halved colours; grey; and of a size that is no multiple of a block."""
    pixels = np.asarray(image)
    save("plain.heic", "RGB", pixels)
    save("full-colour.heic", "RGB", pixels, chroma="444")
    save("grey.heic", "L", np.asarray(image.convert("L")))
    save("odd-size.heic", "RGB", pixels[:77, :115])


def make_deep(image: Image.Image) -> None:
    """10 bits: as some cameras store ordinary photos, and as others store photos of high dynamic range."""
    pillow_heif.options.SAVE_HDR_TO_12_BIT = False
    save("ten-bit.heic", "RGB;16", np.asarray(image).astype("<u2") * 257)
    light = in_primaries(image, BT2020)
    save(
        "high-dynamic-range.heic", "RGB;16", (pq(light) * 65535).round().astype("<u2"),
        color_primaries=BT2020, transfer_characteristics=PQ, matrix_coefficients=BT2020_MATRIX,
    )


def make_transparent(image: Image.Image) -> None:
    """The picture of bad/alpha.png."""
    save("alpha.heic", "RGBA", np.asarray(Image.open(FIXTURES / "bad" / "alpha.png")))


def make_wide(image: Image.Image) -> None:
    """Display P3, once by a profile and once by numbers alone; and as an iPhone stores a photo: of tiles, turned by the
    container, with EXIF that says the same turn once more, and with a profile."""
    wide = (srgb(in_primaries(image, DISPLAY_P3)) * 255).round().astype(np.uint8)
    profile = {"icc_profile": display_p3_profile(), "icc_profile_type": "prof"}
    save("display-p3.heic", "RGB", wide, profile)
    save("display-p3-numbers.heic", "RGB", wide, color_primaries=DISPLAY_P3, transfer_characteristics=SRGB, matrix_coefficients=BT601_MATRIX)
    stored = np.asarray(Image.fromarray(wide).transpose(STORED[6]))
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    save("iphone.heic", "RGB", stored, profile | {"exif": exif.tobytes()}, tile_size=TILE)


def make_turned(image: Image.Image) -> None:
    """The photo stored mirrored, turned, and both, which the container turns back."""
    for orientation in (2, 3, 5, 8):
        exif = Image.Exif()
        exif[ORIENTATION] = orientation
        stored = np.asarray(image.transpose(STORED[orientation]))
        save(f"turned-{orientation}.heic", "RGB", stored, {"exif": exif.tobytes()})


def make_burst(image: Image.Image) -> None:
    """Three pictures in one file: the second is the one that stands for all."""
    pictures = [image.transpose(Image.Transpose.FLIP_LEFT_RIGHT), image, image.transpose(Image.Transpose.ROTATE_180)]
    heif = pillow_heif.HeifFile()
    for picture in pictures:
        heif.add_from_pillow(picture)
    heif.save(HEIC / "burst.heic", quality=50, primary_index=1)


def make_archive(image: Image.Image) -> None:
    """Two of them in a ZIP archive."""
    with zipfile.ZipFile(HEIC / "photos.zip", "w") as archive:
        for name in ("grey.heic", "ten-bit.heic"):
            archive.writestr(zipfile.ZipInfo(f"cups/{name}"), (HEIC / name).read_bytes())


def main() -> None:
    HEIC.mkdir(parents=True, exist_ok=True)
    image = photo()
    for make in (make_plain, make_deep, make_transparent, make_wide, make_turned, make_burst, make_archive):
        make(image)
    sizes = {path: path.stat().st_size for path in sorted(HEIC.iterdir())}
    for path, size in sizes.items():
        print(f"{size:7} bytes  {path.name}")
    assert sum(sizes.values()) < 120_000


if __name__ == "__main__":
    main()
