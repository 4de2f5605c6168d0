//! Measures accuracy with the page's own pipeline (decode, embed, fit, predict) on a folder of class folders.
//!
//! Prints one JSON object. A photo that cannot be used is reported on standard error and skipped.

mod arguments;
mod data_set;
mod draw;
mod label_noise;
mod report;
mod training;
mod tuned;

use std::process::ExitCode;
use std::time::Instant;

use handlens_backbone::{Backbone, device};
use handlens_core::protocol::DevicePreference;
use handlens_i18n::Localise;
use handlens_vision::model::Precision;
use handlens_vision::model::cpu::tail::Tail;
use handlens_vision::model::weights::Weights;

use arguments::{Layers, parse};
use data_set::{class_folders, embed_folder};
use draw::one_draw;
use label_noise::flipped;
use report::report;

fn main() -> ExitCode {
    match run() {
        Ok(report) => {
            println!("{report}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("evaluate: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<String, String> {
    let arguments = parse()?;
    let weights = std::fs::read(&arguments.weights)
        .map_err(|cause| format!("{}: {cause}", arguments.weights.display()))?;
    let weights = Weights::new(weights).map_err(|error| error.text())?;
    let (backbone, device) = network(&weights, arguments.gpu)?;
    let tail = match arguments.layers {
        Layers::Head => None,
        Layers::Auto | Layers::Last => Some(Tail::load(&weights).map_err(|error| error.text())?),
    };
    let classes = class_folders(&arguments.photos)?;

    let start = Instant::now();
    let (pool, mut skipped) = embed_folder(&backbone, &arguments.photos, &classes, tail.is_some())?;
    if let Some(share) = arguments.flip_labels {
        return flipped(&backbone, &pool, classes.len(), share, &arguments);
    }
    let (test, photos) = match &arguments.test {
        Some(folder) => {
            let (test, skipped_there) = embed_folder(&backbone, folder, &classes, tail.is_some())?;
            skipped += skipped_there;
            let photos = pool.len() + test.len();
            (Some(test), photos)
        }
        None => (None, pool.len()),
    };
    let embed_seconds = start.elapsed().as_secs_f64();

    let draws = (0..arguments.draws)
        .map(|draw| {
            one_draw((&backbone, tail.as_ref()), &pool, test.as_deref(), classes.len(), &arguments, draw)
        })
        .collect::<Result<Vec<_>, _>>()?;
    Ok(report(&arguments, &classes, &draws, (photos, skipped, embed_seconds), &device))
}

/// The network on the device that embeds, and the device's name.
fn network(weights: &Weights, gpu: Option<Precision>) -> Result<(Backbone, String), String> {
    if let Some(precision) = gpu {
        #[cfg(feature = "native-gpu")]
        if handlens_backbone::gpu::computes(precision) {
            let backbone = Backbone::on_gpu(weights, precision).map_err(|error| error.text())?;
            pollster::block_on(backbone.check()).map_err(|error| error.text())?;
            return Ok((backbone, format!("GPU, {precision:?}")));
        }
        return Err(format!("there is no GPU that knows {precision:?}, or no feature native-gpu"));
    }
    let ready = pollster::block_on(device::open(DevicePreference::Best, None));
    let backbone = Backbone::load(weights, &ready.device, ready.precision).map_err(|error| error.text())?;
    Ok((backbone, ready.report.name))
}
