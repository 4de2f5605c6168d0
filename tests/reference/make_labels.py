"""Make www/model/imagenet-labels.json: a name for each of the network's 1000 outputs, in order.

The network's outputs are ImageNet's synsets in the order of their WordNet ids. timm carries both
the ids in that order and WordNet's words for each.
"""

import json
from importlib.metadata import metadata
from importlib.util import find_spec
from pathlib import Path

LABELS = Path(__file__).resolve().parents[2] / "www" / "model" / "imagenet-labels.json"

# Where the first word WordNet gives is also another class's. The words in brackets are ours;
# WordNet defines the first maillot as tights for dancers or gymnasts.
DISTINGUISHED = {
    "n02012849": "crane (bird)",
    "n03126707": "crane (machine)",
    "n02113186": "Cardigan Welsh corgi",  # n02963159 is the cardigan one wears
    "n03710637": "maillot (tights)",
    "n03710721": "maillot (swimsuit)",
}


def label(synset: str, words: str) -> str:
    """One short name for a synset: the first of WordNet's comma-separated words."""
    return DISTINGUISHED.get(synset, words.split(",")[0].strip())


def main() -> None:
    info = Path(find_spec("timm").submodule_search_locations[0]) / "data" / "_info"
    synsets = (info / "imagenet_synsets.txt").read_text().split()
    lines = (info / "imagenet_synset_to_lemma.txt").read_text().splitlines()
    words = dict(line.split("\t") for line in lines)
    labels = [label(synset, words[synset]) for synset in synsets]

    assert len(labels) == 1000
    assert len({name.lower() for name in labels}) == 1000, "two classes share a name"

    timm = metadata("timm")
    source = f"timm {timm['Version']} ({timm['License']}); the names are WordNet 3.0's (WordNet licence)"
    text = json.dumps({"source": source, "labels": labels}, indent=1, ensure_ascii=False)
    LABELS.parent.mkdir(parents=True, exist_ok=True)
    LABELS.write_text(text + "\n", encoding="utf-8")
    print(f"{LABELS.name}: {len(labels)} names, the longest {max(labels, key=len)!r}")


if __name__ == "__main__":
    main()
