"""Compares exported ONNX files, run by onnxruntime, with the page's own answers.

    python check_onnx.py FOLDER

FOLDER is what the example `parity` of crates/export wrote: `photos.json` lists photos with their pixels; for each
project, `<name>.json` has the page's answers, `<name>.onnx` takes a photo, `<name>-private.onnx` is without features of
the person's photos, and `<name>-views.onnx` takes batches of ready views, of which
`centre-<side>.f32` and `whole-<side>.f32` have some; `views-<side>.json` says of which photos.
"""

import json
import sys
import time
from collections import defaultdict
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from PIL import Image

# Largest difference of a probability.
NEAR = 1e-3
# The same for photos that are not reduced first. The page reduces with weights of 16 bits, and `Resize` does not: one value
# in a thousand then differs by 1 of 255.
NEAR_UNREDUCED = 1e-4
# Longest side of a photo that is not reduced.
UNREDUCED = 768
# Largest difference of an unknown score: in standard deviations, and as a share of it where it is above 1. Where all
# training photos are alike, a standard deviation is tiny, and scores are huge.
NEAR_SCORE = 2e-2
# Photos that are decoded a second time, by Pillow.
DECODED = 60


def session(path):
    """Checks a file, and opens it in onnxruntime."""
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    assert [opset.domain for opset in model.opset_import] == [""], "standard operators only"
    assert all(node.domain == "" for node in model.graph.node), "standard operators only"
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def answer(run, feed):
    """The outputs by name."""
    return dict(zip([output.name for output in run.get_outputs()], run.run(None, feed)))


def pixels(folder, photo):
    values = np.fromfile(folder / photo["file"], np.uint8)
    return values.reshape(photo["height"], photo["width"], 3)


class Comparison:
    """Differences between the page's answers and those of a file."""

    def __init__(self):
        self.probability = self.unreduced = self.score = 0.0
        self.margin = float("inf")
        self.worst = None
        self.verdicts = set()
        self.wrong = []

    def add(self, photo, expected, probabilities, label, threshold, score=None, verdict=None):
        name = photo["name"]
        difference = float(np.abs(probabilities - np.array(expected["probabilities"])).max())
        if difference >= self.probability:
            self.probability, self.worst = difference, name
        if max(photo["width"], photo["height"]) <= UNREDUCED:
            self.unreduced = max(self.unreduced, difference)
        if label != expected["label"]:
            self.wrong.append(f"{name}: {label!r} instead of {expected['label']!r}")
        if score is None:
            return
        of_score = abs(float(score) - expected["unknown_score"]) / max(1, abs(expected["unknown_score"]))
        self.score = max(self.score, of_score)
        self.margin = min(self.margin, abs(expected["unknown_score"] - threshold))
        self.verdicts.add(bool(verdict))
        if bool(verdict) != expected["unknown"]:
            self.wrong.append(f"{name}: unknown is {verdict}, its score {score} instead of {expected['unknown_score']}")

    def failures(self):
        found = list(self.wrong)
        if not self.probability <= NEAR:
            found.append(f"a probability differs by {self.probability:.2g}: {self.worst}")
        if not self.unreduced <= NEAR_UNREDUCED:
            found.append(f"a probability of a photo that is not reduced differs by {self.unreduced:.2g}")
        if not self.score <= NEAR_SCORE:
            found.append(f"an unknown score differs by {self.score:.2g}")
        return found


def check_metadata(run, project):
    properties = run.get_modelmeta().custom_metadata_map
    assert json.loads(properties["class_names"]) == project["class_names"]
    assert len(properties["backbone_sha256"]) == 64 and "Apache" in properties["backbone_licence"]
    assert ("tuned_layers_sha256" in properties) == project["name"].endswith("-tuned")
    assert abs(float(properties["held_out_accuracy"]) - project["accuracy"]) < 1e-6
    assert properties["created"] and properties["handlens_version"]


def check_photos(folder, photos, project):
    """A photo at a time, of any size."""
    run = session(folder / f"{project['name']}.onnx")
    check_metadata(run, project)
    comparison, seconds = Comparison(), defaultdict(list)
    for photo, expected in zip(photos, project["answers"], strict=True):
        image = pixels(folder, photo)
        start = time.perf_counter()
        found = answer(run, {"image": image})
        seconds[photo["width"] * photo["height"]].append(time.perf_counter() - start)
        assert found["probabilities"].shape == (len(project["class_names"]),)
        assert abs(float(found["probabilities"].sum()) - 1) < 1e-5
        assert found["label"].shape == found["unknown"].shape == found["unknown_score"].shape == (1,)
        comparison.add(
            photo, expected, found["probabilities"], found["label"][0], project["threshold"],
            found["unknown_score"][0], found["unknown"][0],
        )
    assert comparison.verdicts == {True, False}, "some photos are of the classes and some are not"
    return comparison, seconds


def check_private(folder, photos, project):
    """Without features of the person's photos, the same probabilities."""
    run = session(folder / f"{project['name']}-private.onnx")
    assert [output.name for output in run.get_outputs()] == ["probabilities", "label"]
    comparison = Comparison()
    for photo, expected in list(zip(photos, project["answers"]))[:5]:
        found = answer(run, {"image": pixels(folder, photo)})
        comparison.add(photo, expected, found["probabilities"], found["label"][0], project["threshold"])
    return comparison


def check_views(folder, photos, project):
    """Ready views, in batches."""
    run = session(folder / f"{project['name']}-views.onnx")
    comparison = Comparison()
    for side in (224, 288):
        places = json.loads((folder / f"views-{side}.json").read_text())
        assert len(places) == 6, f"photos of both sizes are compared, and of {side} there are {len(places)}"
        sides = {"centre": side, "whole": 224}
        views = {
            name: np.fromfile(folder / f"{name}-{side}.f32", np.float32).reshape(-1, length, length, 3)
            for name, length in sides.items()
        }
        for start, end in ((0, 1), (1, 6)):
            found = answer(run, {name: of_photos[start:end] for name, of_photos in views.items()})
            assert found["probabilities"].shape == (end - start, len(project["class_names"]))
            for index, place in enumerate(places[start:end]):
                comparison.add(
                    photos[place], project["answers"][place], found["probabilities"][index],
                    found["label"][index], project["threshold"], found["unknown_score"][index], found["unknown"][index],
                )
    return comparison


def decoder_difference(folder, photos, project):
    """What another decoder of JPEG makes of it, which no file can help: printed, not judged."""
    run = session(folder / f"{project['name']}.onnx")
    largest = 0.0
    for photo, expected in list(zip(photos, project["answers"]))[:DECODED]:
        if photo["path"] and Path(photo["path"]).suffix == ".jpg":
            image = np.asarray(Image.open(photo["path"]).convert("RGB"))
            found = answer(run, {"image": image})
            largest = max(largest, np.abs(found["probabilities"] - expected["probabilities"]).max())
    return largest


def check(folder, photos, project):
    """All files of a project. Prints what it measures, and returns what is wrong."""
    name = project["name"]
    comparison, seconds = check_photos(folder, photos, project)
    private, views = check_private(folder, photos, project), check_views(folder, photos, project)
    small = np.median([time for pixels, times in seconds.items() if pixels < 600_000 for time in times])
    large = {pixels: max(times) for pixels, times in seconds.items() if pixels > 10_000_000}
    print(
        f"{name}: {(folder / f'{name}.onnx').stat().st_size / 1e6:.2f} MB, {len(photos)} photos\n"
        f"  largest difference of a probability {comparison.probability:.1e} ({comparison.worst}), "
        f"where not reduced {comparison.unreduced:.1e}, from ready views {views.probability:.1e}\n"
        f"  of an unknown score {comparison.score:.1e}; the nearest to the threshold is {comparison.margin:.1e} away\n"
        f"  of a probability if Pillow decodes the photo {decoder_difference(folder, photos, project):.1e}\n"
        f"  {small * 1000:.0f} ms a photo of less than 0.6 megapixels, "
        + ", ".join(f"{time * 1000:.0f} ms at {pixels / 1e6:.0f}" for pixels, time in large.items()),
        flush=True,
    )
    return [f"{name}: {failure}" for part in (comparison, private, views) for failure in part.failures()]


def main(folder):
    photos = json.loads((folder / "photos.json").read_text())
    projects = [json.loads(path.read_text()) for path in sorted(folder.glob("*-classes*.json"))]
    assert len(projects) == 6, "2, 6 and 20 classes, with and without tuned layers"
    failures = [check(folder, photos, project) for project in projects]
    for failure in sum(failures, []):
        print(f"FAILED {failure}")
    failed = sum(1 for of_project in failures if of_project)
    print(f"  {len(projects) - failed} passed" + (f"\n  {failed} failed" if failed else ""))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
