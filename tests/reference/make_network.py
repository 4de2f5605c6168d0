"""Make tests/fixtures/network/*.png and tests/fixtures/network.safetensors.

For every photo and both views: the feature and the logits of the original network. The photos are
lossless, so that a decoder's rounding plays no part.

Tensors, float32:
    <photo>/<view>/feature   [1280]           pooled, before dropout and the linear layer, in [0, 6]
    <photo>/<view>/logits    [1000]           in the order of www/model/imagenet-labels.json
    <photo>/<view>/baked/feature, .../logits  the same by the network as deployed: folded and rounded to fp16
    coffee/centre/input      [3, 288, 288]    what preprocessing makes, in [-0.992, 1.0]
"""

import json

import numpy as np
from PIL import Image
from safetensors.numpy import save_file

import make_labels
import network
import preprocess
from sources import FIXTURES, load

PHOTOS = FIXTURES / "network"
INPUT_KEPT = ("coffee", "centre")


def photos() -> dict[str, Image.Image]:
    """The photos at several sizes and shapes, since each exercises the resize differently."""
    return {
        "coffee": load("coffee").resize((480, 320), Image.Resampling.LANCZOS),  # landscape
        "chelsea": load("chelsea"),  # 451 x 300: odd width, so the box has fractional edges
        "astronaut": load("astronaut").crop((60, 0, 330, 480)),  # portrait
        "rocket": load("rocket").resize((704, 470), Image.Resampling.BICUBIC),  # the largest
        "camera": load("camera").crop((0, 60, 512, 260)),  # grey file, very wide
        "clock": load("clock").convert("RGB").resize((150, 112), Image.Resampling.LANCZOS),  # enlarged
        "cat-small": load("chelsea").crop((110, 20, 290, 260)).resize((90, 120), Image.Resampling.LANCZOS),
    }


def write_photos() -> None:
    """Write the photos as PNG."""
    PHOTOS.mkdir(parents=True, exist_ok=True)
    for name, image in photos().items():
        image.save(PHOTOS / f"{name}.png", optimize=True)


def top_five(logits: np.ndarray, labels: list[str]) -> str:
    """The five likeliest classes with their probabilities in %."""
    probabilities = np.exp(logits - logits.max())
    probabilities /= probabilities.sum()
    best = np.argsort(-probabilities)[:5]
    return ", ".join(f"{labels[i]} {100 * probabilities[i]:.0f}" for i in best)


def main() -> None:
    write_photos()
    labels = json.loads(make_labels.LABELS.read_text(encoding="utf-8"))["labels"]
    net = network.load()
    nets = {"": net, "/baked": network.baked(net)}
    tensors = {}
    for path in sorted(PHOTOS.glob("*.png")):
        image = Image.open(path)
        for view in preprocess.VIEWS:
            # Rounded to float32 first: then the input kept gives exactly the feature kept.
            pixels = preprocess.network_input(image, view).astype(np.float32)
            key = f"{path.stem}/{view}"
            for kind, which in nets.items():
                (feature,), (logits,) = network.run(which, pixels[None])
                tensors[f"{key}{kind}/feature"] = feature.astype(np.float32)
                tensors[f"{key}{kind}/logits"] = logits.astype(np.float32)
            if (path.stem, view) == INPUT_KEPT:
                tensors[f"{key}/input"] = pixels
            difference = preprocess.difference_from_pillow(image, view)
            assert difference < 1e-3, f"{key} differs from Pillow by {difference}"
            print(f"{key:17} {image.size[0]:3} x {image.size[1]:3}: {top_five(logits, labels)}")
    save_file(tensors, FIXTURES / "network.safetensors")


if __name__ == "__main__":
    main()
