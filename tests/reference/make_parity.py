"""Make www/model/parity.f32: what the deployed network gives for the image of the start-up check.

The image is made by whole-number arithmetic, here as in crates/vision/src/model/self_test.rs. The file holds
its features for both sizes of view, `[2, 1280]`, as little-endian float32.
"""

import numpy as np

import network
from sources import TESTS

PARITY = TESTS.parent / "www" / "model" / "parity.f32"
SIZES = (224, 288)  # sides of the image, in pixels


def triangle(phase: np.ndarray) -> np.ndarray:
    """A triangular wave of period 510 and range 0 to 255."""
    phase = np.mod(phase, 510)
    return np.where(phase > 255, 510 - phase, phase)


def image(size: int) -> np.ndarray:
    """The image `[size, size, 3]`, values 0 to 255: waves that cross at an angle of their own in each channel."""
    y, x = np.mgrid[:size, :size]
    return np.stack([triangle(5 * x + 3 * y), triangle(2 * x - 7 * y), triangle(x * y // 16)], axis=-1)


def main() -> None:
    net = network.baked(network.load())
    features = []
    for size in SIZES:
        pixels = ((image(size) - 127.0) / 128.0).transpose(2, 0, 1)
        (feature,), _ = network.run(net, pixels[None])
        features.append(feature)
        print(f"{size} px: {feature.size} values, norm {np.linalg.norm(feature):.4f}")
    PARITY.write_bytes(np.stack(features).astype("<f4").tobytes())


if __name__ == "__main__":
    main()
