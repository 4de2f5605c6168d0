"""Make tests/fixtures/metrics.safetensors: answers for photos, and what scikit-learn and SciPy say of them.

The answers come from logits that are surer than they should be, of classes that differ in size; the last class has no
photo and is never answered.

Tensors (N = 400, C = 6):
    probabilities  [N, C]  float32
    labels         [N]     int32    0 to C - 2
    confusion      [C, C]  int32    row: label, column: answer
    per_class      [C, 3]  float64  precision, recall, F1; 0 where there is none
    macro          [3]     float64  their means over the classes that have photos
    log_loss       [1]     float64  nats
    temperature    [1]     float64  of the least log-loss, labels smoothed by 1 / (N + 2) as Platt does
    tempered_loss  [1]     float64  log-loss at that temperature
    ece            [1]     float64  expected calibration error in 10 equal bars
    auroc          [1]     float64  of the largest probability, for photos called right against the others
"""

from pathlib import Path

import numpy as np
from safetensors.numpy import save_file
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax
from sklearn.metrics import confusion_matrix, log_loss, precision_recall_fscore_support, roc_auc_score

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
SEED = 7
CLASSES = 6
SHARES = (0.4, 0.25, 0.2, 0.1, 0.05)  # of the photos, for each class but the last
PHOTOS = 400
BARS = 10
OVERSURE = 2.5  # what the logits are multiplied with


def ece(probabilities: np.ndarray, labels: np.ndarray) -> float:
    """Expected calibration error; a bar holds its upper end."""
    confidence = probabilities.max(axis=1).astype(np.float64)
    right = probabilities.argmax(axis=1) == labels
    edges = np.linspace(0, 1, BARS + 1)
    total = 0.0
    for low, high in zip(edges[:-1], edges[1:]):
        inside = (confidence > low) & (confidence <= high)
        if inside.any():
            total += inside.sum() * abs(confidence[inside].mean() - right[inside].mean())
    return total / len(labels)


def main() -> None:
    rng = np.random.default_rng(SEED)
    labels = rng.choice(len(SHARES), PHOTOS, p=SHARES)
    logits = rng.normal(size=(PHOTOS, CLASSES))
    logits[np.arange(PHOTOS), labels] += 1.3
    logits[:, -1] = -9.0
    probabilities = softmax(OVERSURE * logits, axis=1).astype(np.float32)
    answers = probabilities.argmax(axis=1)
    known = np.arange(CLASSES)
    each = precision_recall_fscore_support(labels, answers, labels=known, zero_division=0)
    means = precision_recall_fscore_support(
        labels, answers, labels=known[:-1], average="macro", zero_division=0
    )
    logs = np.log(probabilities.astype(np.float64))

    def loss(log_inverse: float) -> float:
        return -log_softmax(np.exp(log_inverse) * logs, axis=1)[np.arange(PHOTOS), labels].mean()

    doubt = 1 / (PHOTOS + 2)
    targets = np.full((PHOTOS, CLASSES), doubt / (CLASSES - 1))
    targets[np.arange(PHOTOS), labels] = 1 - doubt

    def smoothed_loss(log_inverse: float) -> float:
        return -(targets * log_softmax(np.exp(log_inverse) * logs, axis=1)).sum(axis=1).mean()

    best = minimize_scalar(smoothed_loss, bounds=(-3, 3), method="bounded", options={"xatol": 1e-10})
    right = answers == labels
    save_file(
        {
            "probabilities": probabilities,
            "labels": labels.astype(np.int32),
            "confusion": confusion_matrix(labels, answers, labels=known).astype(np.int32),
            "per_class": np.stack(each[:3], axis=1),
            "macro": np.array(means[:3]),
            "log_loss": np.array([log_loss(labels, probabilities, labels=known)]),
            "temperature": np.array([np.exp(-best.x)]),
            "tempered_loss": np.array([loss(best.x)]),
            "ece": np.array([ece(probabilities, labels)]),
            "auroc": np.array([roc_auc_score(right, probabilities.max(axis=1))]),
        },
        FIXTURES / "metrics.safetensors",
    )
    print(f"T = {np.exp(-best.x):.4f}, log-loss {loss(0.0):.4f} to {loss(best.x):.4f}, ECE {ece(probabilities, labels):.4f}")


if __name__ == "__main__":
    main()
