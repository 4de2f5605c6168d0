//! Which regions of a photo led to the answer. Computed on request, because it needs the network's last activations,
//! which a plain answer does not.

use super::Attachments;
use super::context::Context;
use super::prediction::single;
use handlens_classifier::train::attribution::feature;
use handlens_core::Result;
use handlens_core::metrics::saliency::Map;
use handlens_core::protocol::{Event, Explained, Explanation, JobId, Subject};
use handlens_vision::model::FEATURE;
use handlens_vision::model::labels::{self, PRETRAINED_SHOWN, mean};
use handlens_vision::photo::VIEWS;

/// Most of the person's classes that are explained; the least probable ones are of no interest.
const CLASSES_EXPLAINED: usize = 20;

impl Context {
    /// Explains a photo, or reports why that failed.
    pub(super) async fn explain(&self, job: JobId, attachments: Attachments) {
        let event = match self.explanation(attachments).await {
            Ok(explanation) => Event::Explained { job, explanation },
            Err(error) => Event::ExplanationFailed { job, message: error.message().clone() },
        };
        self.tell(event);
    }

    async fn explanation(&self, attachments: Attachments) -> Result<Explanation> {
        let photo = single(attachments)?.load().await?.photo;
        let network = self.engine()?.explainer()?;
        let (mut views, mut shown, mut before_last) = (Vec::new(), Vec::new(), Vec::new());
        let is_tuned = self.classifier.as_ref().is_some_and(|classifier| classifier.tuned().is_some());
        for view in VIEWS {
            let pixels = photo.view(view)?;
            views.push(network.activations(&pixels)?);
            shown.push(photo.shown_by(view));
            if is_tuned {
                before_last.extend(network.outputs(&[pixels])?.into_iter().map(|output| output.activations));
            }
        }
        let views: Vec<&[f32]> = views.iter().map(Vec::as_slice).collect();
        let explained = |(subject, scores): (Subject, Vec<Vec<f32>>)| {
            let maps = shown.iter().zip(scores).map(|(shown, scores)| Map { shown: *shown, scores });
            Explained { subject, views: maps.collect() }
        };
        let classifier = self.classifier.iter();
        let own = classifier
            .flat_map(|classifier| classifier.evidence(&views, &before_last, CLASSES_EXPLAINED))
            .map(|(class, scores)| (Subject::Class(class), scores));
        Ok(Explanation {
            aspect: photo.width() as f32 / photo.height() as f32,
            subjects: own.chain(self.pretrained_evidence(&views)?).map(explained).collect(),
        })
    }

    /// Explains what the pretrained model sees. Its logits are linear in the feature, so a view's logit is the mean of
    /// its pixels' logits (class activation mapping, Zhou et al. 2016), and the photo's logit is the mean of its
    /// views'.
    fn pretrained_evidence(&self, views: &[&[f32]]) -> Result<Vec<(Subject, Vec<Vec<f32>>)>> {
        let engine = self.engine()?;
        let network = engine.explainer()?;
        let features: Vec<Vec<f32>> = views.iter().map(|view| feature(view, FEATURE)).collect();
        let logits = network.logits(&features);
        let first = labels::first(&mean(&logits[0], &logits[1]), PRETRAINED_SHOWN);
        let pixels: Vec<Vec<Vec<f32>>> = views
            .iter()
            .map(|view| network.logits(&view.chunks_exact(FEATURE).map(<[f32]>::to_vec).collect::<Vec<_>>()))
            .collect();
        let scores = |place: usize| {
            let of_view = |pixels: &Vec<Vec<f32>>| {
                let share = 1.0 / (views.len() * pixels.len()) as f32;
                pixels.iter().map(|logits| logits[place] * share).collect()
            };
            pixels.iter().map(of_view).collect()
        };
        let subject = |place| Some(Subject::Pretrained(engine.labels.name(place)?.to_owned()));
        Ok(first.into_iter().filter_map(|place| Some((subject(place)?, scores(place)))).collect())
    }
}
