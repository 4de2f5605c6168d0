"""Make crates/browser/src/swapped.png: one pixel and a colour profile whose red and green have changed places.

A browser that honours profiles shows it as (200, 100, 150) in sRGB, any other as it is stored, (100, 200, 150).
Needs nothing but Python.
"""

import struct
import zlib
from pathlib import Path

PROBE = Path(__file__).parents[2] / "src" / "web" / "swapped.png"
STORED = (100, 200, 150)
# sRGB's primaries, adapted to the white of the profile connection space (D50).
RED, GREEN, BLUE = (0.4360, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141)
WHITE = (0.9642, 1.0, 0.8249)


def fixed(*values: float) -> bytes:
    """Numbers as ICC writes them: 16 bits before the point, 16 behind it."""
    return struct.pack(f">{len(values)}i", *(round(value * 65536) for value in values))


def profile() -> bytes:
    """A version 2 display profile: three primaries and one curve."""

    def xyz(values: tuple[float, float, float]) -> bytes:
        return b"XYZ \0\0\0\0" + fixed(*values)

    name = b"swapped\0"
    description = b"desc\0\0\0\0" + struct.pack(">I", len(name)) + name + bytes(78)
    # A gamma of 2.2, as 8 bits before the point and 8 behind it.
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(2.2 * 256))
    tags = {
        b"desc": description,
        b"cprt": b"text\0\0\0\0CC0\0",
        b"wtpt": xyz(WHITE),
        b"rXYZ": xyz(GREEN),
        b"gXYZ": xyz(RED),
        b"bXYZ": xyz(BLUE),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    table, data = b"", b""
    places: dict[bytes, int] = {}
    begins = 128 + 4 + 12 * len(tags)
    for kind, content in tags.items():
        if content not in places:
            places[content] = begins + len(data)
            data += content + bytes(-len(content) % 4)
        table += kind + struct.pack(">II", places[content], len(content))
    size = begins + len(data)
    header = struct.pack(">I4sI4s4s4s", size, b"\0\0\0\0", 0x02400000, b"mntr", b"RGB ", b"XYZ ")
    header += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(24) + struct.pack(">I", 0)
    header += fixed(*WHITE)
    return header + bytes(128 - len(header)) + struct.pack(">I", len(tags)) + table + data


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def main() -> None:
    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    PROBE.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"iCCP", b"swapped\0\0" + zlib.compress(profile(), 9))
        + chunk(b"IDAT", zlib.compress(b"\0" + bytes(STORED), 9))
        + chunk(b"IEND", b"")
    )
    print(f"{PROBE.stat().st_size} bytes  {PROBE.name}")


if __name__ == "__main__":
    main()
