//! What is exported: a trained classifier, as the page answers with it.

use handlens_core::metrics::unknown::UnknownScore;
use handlens_vision::model::FEATURE;
use handlens_vision::model::cpu::tail::Tail;

/// A trained classifier of C classes.
#[derive(Debug, Clone)]
pub struct TrainedClassifier {
    pub(crate) class_names: Vec<String>,
    pub(crate) head: LinearHead,
    pub(crate) temperature: f32,
    pub(crate) tuned: Option<Tail>,
    pub(crate) unknown: Option<UnknownDetector>,
}

/// The head: logits = vector · weights + bias.
#[derive(Debug, Clone, PartialEq)]
pub struct LinearHead {
    /// `[D, C]`, row-major. D is 1280, and 2560 with tuned layers: first for the vector by the pretrained layers, then
    /// for that by the tuned ones.
    pub weights: Vec<f32>,
    /// `[C]`.
    pub bias: Vec<f32>,
}

/// Decides whether a photo belongs to none of the classes.
///
/// It contains features of the person's photos: a file with it says a little about what they show.
#[derive(Debug, Clone, PartialEq)]
pub struct UnknownDetector {
    /// Computes the score.
    pub score: UnknownScore,
    /// Score from which on a photo belongs to none of the classes; may be infinite.
    pub threshold: f32,
    /// The training photos' vectors by the pretrained layers, `[N, 1280]`, row-major.
    pub vectors: Vec<f32>,
}

impl TrainedClassifier {
    /// A classifier whose head answers for `class_names`, in their order, at this temperature, which is positive.
    ///
    /// With `tuned` layers, these answer together with the pretrained ones. `unknown` may be left out: then the file
    /// contains nothing of the person's photos, and names one of the classes for every photo.
    ///
    /// `None` if sizes do not match, or a number is not finite.
    pub fn new(
        class_names: Vec<String>,
        head: LinearHead,
        temperature: f32,
        tuned: Option<Tail>,
        unknown: Option<UnknownDetector>,
    ) -> Option<Self> {
        let inputs = FEATURE * if tuned.is_some() { 2 } else { 1 };
        let classes = class_names.len();
        let head_fits = classes > 0 && head.bias.len() == classes && head.weights.len() == inputs * classes;
        let numbers = head.weights.iter().chain(&head.bias).all(|value| value.is_finite());
        let fits = head_fits
            && numbers
            && temperature.is_finite()
            && temperature > 0.0
            && unknown.as_ref().is_none_or(UnknownDetector::fits);
        fits.then_some(Self { class_names, head, temperature, tuned, unknown })
    }

    /// Names of the classes, `[C]`: any text, and not necessarily all different.
    pub fn class_names(&self) -> &[String] {
        &self.class_names
    }

    /// The head.
    pub fn head(&self) -> &LinearHead {
        &self.head
    }

    /// The tuned last layers, if they answer together with the pretrained ones.
    pub fn tuned(&self) -> Option<&Tail> {
        self.tuned.as_ref()
    }

    /// What decides whether a photo belongs to none of the classes.
    pub fn unknown(&self) -> Option<&UnknownDetector> {
        self.unknown.as_ref()
    }
}

impl UnknownDetector {
    /// Number of training photos.
    pub fn photos(&self) -> usize {
        self.vectors.len() / FEATURE
    }

    fn fits(&self) -> bool {
        let whole = self.photos() > 0 && self.vectors.len().is_multiple_of(FEATURE);
        whole && !self.threshold.is_nan() && self.vectors.iter().all(|value| value.is_finite())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(count: usize) -> Vec<String> {
        (0..count).map(|class| class.to_string()).collect()
    }

    fn head(inputs: usize, classes: usize) -> LinearHead {
        LinearHead { weights: vec![0.0; inputs * classes], bias: vec![0.0; classes] }
    }

    #[test]
    fn only_what_fits_together_is_a_classifier() {
        let new = |names, head, temperature, unknown| {
            TrainedClassifier::new(names, head, temperature, None, unknown).is_some()
        };
        assert!(new(named(2), head(FEATURE, 2), 1.0, None));
        assert!(!new(named(3), head(FEATURE, 2), 1.0, None));
        assert!(!new(named(2), head(2 * FEATURE, 2), 1.0, None), "nothing is tuned");
        assert!(!new(Vec::new(), head(FEATURE, 0), 1.0, None));
        assert!(!new(named(2), head(FEATURE, 2), 0.0, None));
        let broken = LinearHead { bias: vec![0.0, f32::NAN], ..head(FEATURE, 2) };
        assert!(!new(named(2), broken, 1.0, None));

        let score = UnknownScore::new(&[0.1, 0.2], &[4.0, 5.0]).expect("two photos");
        let detector =
            |threshold, values| Some(UnknownDetector { score, threshold, vectors: vec![0.5; values] });
        assert!(new(named(2), head(FEATURE, 2), 1.0, detector(f32::INFINITY, FEATURE)));
        assert!(!new(named(2), head(FEATURE, 2), 1.0, detector(1.0, FEATURE + 1)));
        assert!(!new(named(2), head(FEATURE, 2), 1.0, detector(1.0, 0)));
        assert!(!new(named(2), head(FEATURE, 2), 1.0, detector(f32::NAN, FEATURE)));
    }
}
