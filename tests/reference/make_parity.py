"""Make www/model/parity.f32: what the deployed network gives for the image of the start-up check.

The image is made by whole-number arithmetic, here as in crates/vision/src/model/parity.rs. The file holds its
feature `[1280]` as little-endian float32.
"""

import numpy as np

import network
from sources import TESTS

PARITY = TESTS.parent / "www" / "model" / "parity.f32"
SIZE = 224  # side of the image, in pixels


def triangle(phase: np.ndarray) -> np.ndarray:
    """A triangular wave of period 510 and range 0 to 255."""
    phase = np.mod(phase, 510)
    return np.where(phase > 255, 510 - phase, phase)


def image() -> np.ndarray:
    """The image `[224, 224, 3]`, values 0 to 255: waves that cross at an angle of their own in each channel."""
    y, x = np.mgrid[:SIZE, :SIZE]
    return np.stack([triangle(5 * x + 3 * y), triangle(2 * x - 7 * y), triangle(x * y // 16)], axis=-1)


def main() -> None:
    pixels = ((image() - 127.0) / 128.0).transpose(2, 0, 1)
    (feature,), _ = network.run(network.baked(network.load()), pixels[None])
    PARITY.write_bytes(feature.astype("<f4").tobytes())
    print(f"{PARITY.name}: {feature.size} values, norm {np.linalg.norm(feature):.4f}")


if __name__ == "__main__":
    main()
