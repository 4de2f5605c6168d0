"""Make tests/fixtures/head.safetensors: softmax regression at its optimum, by scikit-learn.

The data are features of random crops of five photos. A few labels are wrong on purpose: without
them the classes part so cleanly that a wrong fit would give nearly the right answers.

The objective, over the samples a head may see:

    mean cross-entropy + 0.5 * 0.01 * ||W||^2        logits = X W^T + b, W [C, 1280], b [C]

The bias b is fitted and not penalised. W is unique; b is unique up to a constant, which the
probabilities do not show.

Tensors (N = 120, C = 5; head 0 sees every sample, head 1 + k all but those of fold k):
    features       [N, 1280]  float32   the recipe's feature; each row's length is 16
    labels         [N]        int32     0 to C - 1
    folds          [N]        int32     0 to 4, stratified by label
    classes        [1]        int32     C
    objective      [6]        float32   each head's objective at its optimum
    probabilities  [6, N, C]  float32   each head on every sample
"""

import numpy as np
from safetensors.numpy import save_file
from scipy.special import log_softmax
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

import network
import preprocess
from crops import vary
from sources import FIXTURES, load

CLASSES = ("astronaut", "chelsea", "clock", "coffee", "rocket")
CROPS = 24  # a class
WRONG = 0.08  # share of the labels that are wrong
FOLDS = 5
WEIGHT_DECAY = 0.01
LENGTH = 16.0  # of a feature
SEED = 20240


def unit(x: np.ndarray) -> np.ndarray:
    """Rows of length 1."""
    return x / np.linalg.norm(x, axis=-1, keepdims=True)


def recipe_feature(views: np.ndarray) -> np.ndarray:
    """Pooled features of one photo's views `[V, 1280]` -> the head's input `[1280]`."""
    return LENGTH * unit(unit(np.sqrt(views)).sum(axis=0))


def features(rng: np.random.Generator) -> np.ndarray:
    """The features of `CROPS` crops of each class's photo, `[N, 1280]`, class by class."""
    net = network.load()
    rows = []
    for name in CLASSES:
        photo = load(name)
        for _ in range(CROPS):
            image = vary(photo, rng, low=0.25, high=0.7, strength=0.6)
            inputs = np.stack([preprocess.network_input(image, view) for view in preprocess.VIEWS])
            rows.append(recipe_feature(network.run(net, inputs)[0]))
    # What the file holds is what is fitted.
    return np.stack(rows).astype(np.float32)


def labels(rng: np.random.Generator) -> np.ndarray:
    """Labels `[N]`, class by class, of which `WRONG` are moved to another class."""
    right = np.repeat(np.arange(len(CLASSES)), CROPS)
    count = round(WRONG * len(right))
    moved = rng.choice(len(right), count, replace=False)
    right[moved] = (right[moved] + rng.integers(1, len(CLASSES), count)) % len(CLASSES)
    return right.astype(np.int32)


def assign_folds(y: np.ndarray) -> np.ndarray:
    """A fold for each sample, `[N]`, every class spread evenly."""
    folds = np.empty(len(y), np.int32)
    split = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(y, y)
    for fold, (_, held_out) in enumerate(split):
        folds[held_out] = fold
    return folds


def fit(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Weights `[C, 1280]` and bias `[C]` at the optimum."""
    # scikit-learn minimises C * sum of cross-entropies + 0.5 * ||W||^2.
    model = LogisticRegression(C=1.0 / (WEIGHT_DECAY * len(y)), tol=1e-8, max_iter=10_000)
    model.fit(x, y)
    assert len(model.classes_) == len(CLASSES)
    return model.coef_, model.intercept_


def objective(x: np.ndarray, y: np.ndarray, weight: np.ndarray, bias: np.ndarray) -> float:
    """The value that training minimises, in nats."""
    log_probabilities = log_softmax(x @ weight.T + bias, axis=1)
    cross_entropy = -log_probabilities[np.arange(len(y)), y].mean()
    return cross_entropy + 0.5 * WEIGHT_DECAY * np.square(weight).sum()


def gradient(x: np.ndarray, y: np.ndarray, weight: np.ndarray, bias: np.ndarray) -> float:
    """The largest component of the objective's gradient: how far from the optimum this is."""
    error = np.exp(log_softmax(x @ weight.T + bias, axis=1))
    error[np.arange(len(y)), y] -= 1.0
    by_weight = error.T @ x / len(y) + WEIGHT_DECAY * weight
    return max(np.abs(by_weight).max(), np.abs(error.mean(axis=0)).max())


def main() -> None:
    rng = np.random.default_rng(SEED)
    x32 = features(rng)
    y = labels(rng)
    folds = assign_folds(y)
    x = x32.astype(np.float64)

    objectives, probabilities = [], []
    for head in range(1 + FOLDS):
        used = folds != head - 1  # no fold is -1, so head 0 sees all
        weight, bias = fit(x[used], y[used])
        at = objective(x[used], y[used], weight, bias)
        slope = gradient(x[used], y[used], weight, bias)
        assert slope < 1e-5, f"head {head} has not converged: {slope:.1e}"
        p = np.exp(log_softmax(x @ weight.T + bias, axis=1))
        right = p.argmax(axis=1) == y
        unseen = f", {right[~used].mean():.1%} of the unseen" if head else ""
        seen = f"right on {right[used].mean():.1%}"
        print(f"head {head}: objective {at:.6f}, slope {slope:.0e}, {seen}{unseen}")
        objectives.append(at)
        probabilities.append(p)

    tensors = {
        "features": x32,
        "labels": y,
        "folds": folds,
        "classes": np.array([len(CLASSES)], np.int32),
        "objective": np.array(objectives, np.float32),
        "probabilities": np.stack(probabilities).astype(np.float32),
    }
    save_file(tensors, FIXTURES / "head.safetensors")


if __name__ == "__main__":
    main()
