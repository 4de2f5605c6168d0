"""Make tests/fixtures/photos/<class>/ and tests/fixtures/held-back/: what a person would drop in.

Three classes of visibly different things, 12 photos each to train on and two kept back to predict.
Each is a random crop of one photo, so any sound classifier gets the kept-back ones right.
"""

import hashlib

import numpy as np
from PIL import Image

from crops import vary
from sources import FIXTURES, load

CLASSES = {"cat": "chelsea", "coffee": "coffee", "rocket": "rocket"}
TRAINING, HELD_BACK = 12, 2  # photos a class
LONG_SIDE = 320  # pixels
QUALITY = 80
SEED = 7


def shrink(image: Image.Image) -> Image.Image:
    """The photo with a long side of 320 pixels."""
    scale = LONG_SIDE / max(image.size)
    width, height = (round(side * scale) for side in image.size)
    return image.resize((width, height), Image.Resampling.LANCZOS)


def main() -> None:
    rng = np.random.default_rng(SEED)
    (FIXTURES / "held-back").mkdir(parents=True, exist_ok=True)
    written = []
    for name, source in CLASSES.items():
        folder = FIXTURES / "photos" / name
        folder.mkdir(parents=True, exist_ok=True)
        training = [folder / f"{name}-{i:02}.jpg" for i in range(1, TRAINING + 1)]
        held_back = [FIXTURES / "held-back" / f"{name}-{i}.jpg" for i in range(1, HELD_BACK + 1)]
        for path in training + held_back:
            image = shrink(vary(load(source), rng, low=0.5, high=0.9, strength=0.3))
            image.save(path, quality=QUALITY, optimize=True)
            assert path.stat().st_size < 25_000, f"{path.name} is too large"
            written.append(path)
    digests = {hashlib.sha256(path.read_bytes()).digest() for path in written}
    assert len(digests) == len(written), "two photos are the same file"
    print(f"{len(written)} photos, {sum(path.stat().st_size for path in written) / 1000:.0f} kB")


if __name__ == "__main__":
    main()
