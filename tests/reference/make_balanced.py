"""Make tests/fixtures/balanced.safetensors: the head of make_head.py with classes of unequal size, each weighing the same.

Reads the features, labels and folds of head.safetensors, keeps fewer samples of some classes, and fits what
`class_weight="balanced"` makes of them. The objective, over the M samples a head may see, of which M_c are of class c:

    sum of w_c * cross-entropy / M + 0.5 * 0.01 * ||W||^2        w_c = M / (C * M_c)

Tensors (N = 63 samples are kept, C = 5; head 0 sees every sample, head 1 + k all but those of fold k):
    kept           [N]        int32     rows of head.safetensors
    objective      [6]        float32   each head's objective at its optimum
    probabilities  [6, N, C]  float32   each head on every sample that is kept
"""

from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save_file
from scipy.special import log_softmax
from sklearn.linear_model import LogisticRegression
from sklearn.utils.class_weight import compute_sample_weight

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
KEPT = (22, 6, 18, 7, 10)  # of each class
FOLDS = 5
WEIGHT_DECAY = 0.01


def objective(x: np.ndarray, y: np.ndarray, weight: np.ndarray, bias: np.ndarray) -> float:
    """The value that training minimises, in nats."""
    log_probabilities = log_softmax(x @ weight.T + bias, axis=1)
    cross_entropy = -np.average(log_probabilities[np.arange(len(y)), y], weights=compute_sample_weight("balanced", y))
    return cross_entropy + 0.5 * WEIGHT_DECAY * np.square(weight).sum()


def main() -> None:
    file = load_file(FIXTURES / "head.safetensors")
    labels = file["labels"]
    kept = np.sort(np.concatenate([np.flatnonzero(labels == c)[:count] for c, count in enumerate(KEPT)]))
    x, y, folds = file["features"][kept].astype(np.float64), labels[kept], file["folds"][kept]
    objectives, probabilities = [], []
    for head in range(1 + FOLDS):
        used = folds != head - 1  # no fold is -1, so head 0 sees all
        # scikit-learn minimises C * sum of weighted cross-entropies + 0.5 * ||W||^2; the weights' mean is 1.
        model = LogisticRegression(
            C=1.0 / (WEIGHT_DECAY * used.sum()), class_weight="balanced", tol=1e-8, max_iter=10_000
        ).fit(x[used], y[used])
        assert len(model.classes_) == len(KEPT)
        objectives.append(objective(x[used], y[used], model.coef_, model.intercept_))
        probabilities.append(model.predict_proba(x))
        print(f"head {head}: objective {objectives[-1]:.6f} on {np.bincount(y[used])}")
    save_file(
        {
            "kept": kept.astype(np.int32),
            "objective": np.array(objectives, np.float32),
            "probabilities": np.stack(probabilities).astype(np.float32),
        },
        FIXTURES / "balanced.safetensors",
    )


if __name__ == "__main__":
    main()
