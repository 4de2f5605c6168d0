"""The photos that every fixture is made from: those bundled with scikit-image.

Only photos in the public domain or under CC0 are listed; ../fixtures/README.md credits each.
"""

from importlib.util import find_spec
from pathlib import Path

from PIL import Image

TESTS = Path(__file__).resolve().parents[1]
FIXTURES = TESTS / "fixtures"

# name -> file in scikit-image's data folder
PHOTOS = {
    "astronaut": "astronaut.png",
    "camera": "camera.png",
    "chelsea": "chelsea.png",
    "clock": "clock_motion.png",
    "coffee": "coffee.png",
    "rocket": "rocket.jpg",
}


def load(name: str) -> Image.Image:
    """The photo `name` as scikit-image bundles it, in its own mode (RGB, or L where it is grey)."""
    package = find_spec("skimage").submodule_search_locations[0]
    return Image.open(Path(package) / "data" / PHOTOS[name])
