//! Photos in class folders, embedded as on the page.

use std::path::{Path, PathBuf};

use half::f16;
use handlens_backbone::Backbone;
use handlens_classifier::metrics::duplicates::{self, Fingerprint};
use handlens_classifier::train::feature::combine;
use handlens_i18n::Localise;
use handlens_vision::photo::{self, Traits};

/// A photo's vector `[1280]` and its perceptual hash.
pub(super) struct Embedded {
    pub(super) class: usize,
    pub(super) perceptual_hash: u64,
    pub(super) vector: Vec<f32>,
    /// For each view, the activations before the last layers, if those are tuned.
    pub(super) activations: Vec<Vec<f16>>,
}

/// The entries of a folder, sorted, without hidden ones.
pub(super) fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let told = |cause: std::io::Error| format!("{}: {cause}", folder.display());
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(told)? {
        let path = entry.map_err(told)?.path();
        if !name(&path).starts_with('.') {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

pub(super) fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

pub(super) fn class_folders(folder: &Path) -> Result<Vec<String>, String> {
    let classes: Vec<String> =
        entries(folder)?.iter().filter(|path| path.is_dir()).map(|path| name(path)).collect();
    if classes.len() < 2 {
        return Err(format!("{} holds fewer than two class folders", folder.display()));
    }
    Ok(classes)
}

/// All photos of the class folders, and how many files were skipped.
pub(super) fn embed_folder(
    backbone: &Backbone,
    folder: &Path,
    classes: &[String],
    activations: bool,
) -> Result<(Vec<Embedded>, usize), String> {
    let (mut embedded, mut skipped) = (Vec::new(), 0);
    for (class, folder) in classes.iter().map(|class| folder.join(class)).enumerate() {
        for path in entries(&folder)? {
            match embed(backbone, &path, activations) {
                Ok(seen) => embedded.push(Embedded { class, ..seen }),
                Err(message) => {
                    eprintln!("{} {message}", path.display());
                    skipped += 1;
                }
            }
        }
    }
    Ok((embedded, skipped))
}

/// Embeds one photo. Its class is set by the caller.
fn embed(backbone: &Backbone, path: &Path, activations: bool) -> Result<Embedded, String> {
    let bytes = std::fs::read(path).map_err(|cause| format!("could not be read: {cause}"))?;
    let photo = photo::decode(&name(path), bytes).map_err(|error| error.text())?.photo;
    let views = photo.views().map_err(|error| error.text())?;
    let outputs = pollster::block_on(backbone.embed(&views)).map_err(|error| error.text())?;
    let vector = combine(&[&outputs[0].output.feature, &outputs[1].output.feature]);
    let halves = |values: Vec<f32>| values.into_iter().map(f16::from_f32).collect();
    let views = outputs.into_iter().filter(|_| activations);
    let activations = views.map(|embedding| halves(embedding.output.activations)).collect();
    let perceptual_hash = Traits::of(&photo).map_err(|error| error.text())?.perceptual_hash;
    Ok(Embedded { class: 0, perceptual_hash, vector, activations })
}

/// Groups of near-duplicates, as on the page.
pub(super) fn groups(photos: &[(&Embedded, usize)]) -> Vec<usize> {
    let fingerprints: Vec<Fingerprint> = photos
        .iter()
        .map(|(photo, label)| Fingerprint {
            hash: photo.perceptual_hash,
            vector: Some(&photo.vector),
            class: *label as u32,
        })
        .collect();
    duplicates::groups(&fingerprints)
}
