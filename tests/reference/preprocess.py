"""Photo -> network input, written out by hand in float64.

This is the definition that the Rust code is tested against:

1. A *view* is a crop box (left, top, right, bottom) in pixels of the photo. Its edges are floats.
2. The box is resized to 224 x 224, or the centre of a larger photo to 288 x 288, with a separable, antialiased bicubic filter, horizontally first,
   then vertically. Nothing is rounded or clipped between the passes.
3. The result is clipped to [0, 255], and each value x becomes (x - 127) / 128.

The filter is the algorithm of Pillow's BICUBIC; `python preprocess.py` checks that the two agree.
"""

import numpy as np
from PIL import Image

SIZE = 224  # side of the network's input, in pixels
LARGE_SIZE = 288  # the same for the centre of larger photos
LARGE_FROM = 260  # the shorter side of a photo from which its centre view is large, in pixels
CENTRE = 0.875  # side of the centre view, as a share of the photo's shorter side
A = -0.5  # the free parameter of the bicubic kernel (Keys 1981); Pillow's, not OpenCV's -0.75
RADIUS = 2.0  # where the kernel ends, in pixels of the coarser grid


def bicubic(x: np.ndarray) -> np.ndarray:
    """Keys' cubic convolution kernel with a = -0.5, at distances `x`."""
    x = np.abs(x)
    near = ((A + 2.0) * x - (A + 3.0)) * x * x + 1.0
    far = (((x - 5.0) * x + 8.0) * x - 4.0) * A
    return np.where(x < 1.0, near, np.where(x < RADIUS, far, 0.0))


def resize_matrix(length: int, start: float, end: float, size: int) -> np.ndarray:
    """The weights `[size, length]` that resize the stretch start..end of `length` pixels to `size`.

    Output pixel i is centred at start + (i + 0.5) * scale, where input pixel j is centred at j + 0.5.
    When shrinking, the kernel is stretched by the scale, which is what keeps it free of aliasing.
    Each row sums to 1, so that at the photo's edge the missing pixels' weight goes to the others.
    The kernel is cut off at the edge of the *photo*, not of the box: a centre crop reads a few pixels
    from outside its box.
    """
    scale = (end - start) / size
    stretch = max(scale, 1.0)
    weights = np.zeros((size, length))
    for i in range(size):
        centre = start + (i + 0.5) * scale
        # int() truncates; with the + 0.5 this takes the pixels whose centres lie within the kernel.
        first = max(int(centre - RADIUS * stretch + 0.5), 0)
        last = min(int(centre + RADIUS * stretch + 0.5), length)
        pixels = np.arange(first, last)
        row = bicubic((pixels + 0.5 - centre) / stretch)
        weights[i, first:last] = row / row.sum()
    return weights


def resize(photo: np.ndarray, box: tuple[float, float, float, float], size: int) -> np.ndarray:
    """The `box` of a photo `[h, w, c]` as `[size, size, c]`, float64, neither rounded nor clipped."""
    left, top, right, bottom = box
    height, width, _ = photo.shape
    across = resize_matrix(width, left, right, size)
    down = resize_matrix(height, top, bottom, size)
    rows = np.einsum("xw,hwc->hxc", across, photo.astype(np.float64))
    return np.einsum("yh,hxc->yxc", down, rows)


def centre_box(width: int, height: int) -> tuple[float, float, float, float]:
    """The centred square whose side is 0.875 of the shorter side; its edges need not be whole pixels."""
    side = CENTRE * min(width, height)
    left, top = (width - side) / 2.0, (height - side) / 2.0
    return left, top, left + side, top + side


def whole_box(width: int, height: int) -> tuple[float, float, float, float]:
    """The whole frame, whatever its shape: the resize squashes it to a square."""
    return 0.0, 0.0, float(width), float(height)


VIEWS = {"centre": centre_box, "whole": whole_box}


def size_of(width: int, height: int, view: str) -> int:
    """The side of a photo's `view`, in pixels."""
    return LARGE_SIZE if view == "centre" and min(width, height) >= LARGE_FROM else SIZE


def network_input(image: Image.Image, view: str) -> np.ndarray:
    """A photo's `view` as the network takes it: float64 `[3, size, size]`, RGB, in [-0.992, 1.0]."""
    photo = np.asarray(image.convert("RGB"))
    height, width, _ = photo.shape
    size = size_of(width, height, view)
    pixels = np.clip(resize(photo, VIEWS[view](width, height), size), 0.0, 255.0)
    # Contiguous, because safetensors writes an array's memory whatever its strides say.
    return np.ascontiguousarray(((pixels - 127.0) / 128.0).transpose(2, 0, 1))


def difference_from_pillow(image: Image.Image, view: str) -> float:
    """The largest difference between `resize` and Pillow's own, in grey levels of 255.

    Pillow resizes one channel at a time in its 32-bit float mode: there it neither rounds nor clips.
    """
    rgb = image.convert("RGB")
    box = VIEWS[view](*rgb.size)
    size = size_of(*rgb.size, view)
    ours = resize(np.asarray(rgb), box, size)
    theirs = [
        np.asarray(channel.convert("F").resize((size, size), Image.Resampling.BICUBIC, box=box))
        for channel in rgb.split()
    ]
    return float(np.abs(ours - np.stack(theirs, axis=-1)).max())


if __name__ == "__main__":
    import sources

    for name in sources.PHOTOS:
        for view in VIEWS:
            difference = difference_from_pillow(sources.load(name), view)
            print(f"{name:10} {view:7} differs from Pillow by at most {difference:.1e} grey levels")
            assert difference < 1e-3
