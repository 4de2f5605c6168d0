"""Make tests/fixtures/archives/: archives of photos from tests/fixtures/photos/, by Python's zipfile.

`project.tm` is built like the projects of Teachable Machine that people have published: see crates/store/src/archive/mod.rs.
"""

import json
import zipfile
from pathlib import Path

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
ARCHIVES = FIXTURES / "archives"
CLASSES = {"cat": "Cats", "coffee": "Coffee & cake", "rocket": "Class 3"}
PHOTOS = 3  # of each class
DATE = (2024, 1, 1, 0, 0, 0)
MANIFEST = {
    "type": "image",
    "version": "2.0.9",
    "appdata": {"publishResults": {}, "trainEpochs": 50, "trainBatchSize": 16, "trainLearningRate": 0.001},
}


def add(archive: zipfile.ZipFile, name: str, content: bytes, method: int = zipfile.ZIP_STORED) -> None:
    entry = zipfile.ZipInfo(name, DATE)
    entry.compress_type = method
    archive.writestr(entry, content)


def photos(folder: str) -> list[Path]:
    return sorted((FIXTURES / "photos" / folder).glob("*.jpg"))[:PHOTOS]


def class_folders() -> None:
    """Class folders as macOS packs them: a common folder around them, and files of the system's own."""
    with zipfile.ZipFile(ARCHIVES / "class-folders.zip", "w") as archive:
        add(archive, "photos/", b"")
        add(archive, "photos/.DS_Store", b"\0\0\0\1Bud1")
        add(archive, "photos/read me.txt", b"Three classes.", zipfile.ZIP_DEFLATED)
        for folder in CLASSES:
            add(archive, f"photos/{folder}/", b"")
            for photo in photos(folder):
                add(archive, f"photos/{folder}/{photo.name}", photo.read_bytes(), zipfile.ZIP_DEFLATED)
                add(archive, f"__MACOSX/photos/{folder}/._{photo.name}", b"\0\5\x16\7")


def teachable_machine() -> None:
    """A project of three classes: one stored file per sample, and the manifest last."""
    with zipfile.ZipFile(ARCHIVES / "project.tm", "w") as archive:
        for folder, label in CLASSES.items():
            for number, photo in enumerate(photos(folder)):
                add(archive, f"{label}-!-{number}.jpg", photo.read_bytes())
        add(archive, "manifest.json", json.dumps(MANIFEST, separators=(",", ":")).encode())


if __name__ == "__main__":
    ARCHIVES.mkdir(exist_ok=True)
    class_folders()
    teachable_machine()
