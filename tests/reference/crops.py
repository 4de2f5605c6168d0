"""Many different photos from one: random crops with random colours, from a seeded generator."""

import numpy as np
from PIL import Image, ImageEnhance


def crop(image: Image.Image, rng: np.random.Generator, low: float, high: float) -> Image.Image:
    """A random rectangle whose width and height are each `low` to `high` of the photo's."""
    width, height = (round(side * rng.uniform(low, high)) for side in image.size)
    left = int(rng.integers(0, image.width - width + 1))
    top = int(rng.integers(0, image.height - height + 1))
    return image.crop((left, top, left + width, top + height))


def jitter(image: Image.Image, rng: np.random.Generator, strength: float) -> Image.Image:
    """Brightness, contrast and saturation, each times 1 - strength to 1 + strength."""
    for enhancement in (ImageEnhance.Brightness, ImageEnhance.Contrast, ImageEnhance.Color):
        image = enhancement(image).enhance(rng.uniform(1.0 - strength, 1.0 + strength))
    return image


def vary(
    image: Image.Image, rng: np.random.Generator, low: float, high: float, strength: float
) -> Image.Image:
    """A random crop in RGB with random colours, mirrored half of the time."""
    varied = jitter(crop(image.convert("RGB"), rng, low, high), rng, strength)
    return varied.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if rng.random() < 0.5 else varied
