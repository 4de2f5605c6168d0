//! What more photos would bring: heads trained on parts of the photos, while nothing else is to be done.

use std::collections::HashMap;

use super::Session;
use super::training::{TrainingSet, schedule};
use handlens_classifier::pipeline::{CurveJob, CurveRun};
use handlens_classifier::train::Fit;
use handlens_core::Result;
use handlens_core::metrics::learning_curve::LearningCurve;
use handlens_core::protocol::{ClassId, PhotoId};

/// The curve that is wanted or under way.
#[derive(Default)]
pub(super) struct Learning {
    due: bool,
    running: Option<Box<Curve>>,
}

/// A curve under way.
struct Curve {
    set: TrainingSet,
    run: CurveRun,
    fit: Option<(Fit, CurveJob)>,
}

impl Learning {
    /// Whether a curve is wanted; one under way ends.
    pub(super) fn set_due(&mut self, due: bool) {
        self.due = due;
        self.running = None;
    }

    pub(super) fn has_work(&self) -> bool {
        self.due || self.running.is_some()
    }

    /// Whether the photos' vectors are needed next.
    pub(super) fn is_due(&self) -> bool {
        self.due
    }
}

impl Session {
    /// Begins a curve, or goes on with it by a few epochs of one head.
    pub(super) async fn learn_slice(&mut self) -> Result<()> {
        self.learning.due = false;
        let Some(mut curve) = self.learning.running.take() else { return self.begin_learning() };
        match curve.fit.take() {
            Some((mut fit, job)) => {
                let stage = fit.advance().await?;
                if stage.converged || fit.exhausted() {
                    let head = fit.finish(stage).await?.head;
                    let vector = |photo: usize| self.embeddings.vector(curve.set.photos[photo]);
                    curve.run.judge(&job, &curve.set.split, &head, vector);
                } else {
                    curve.fit = Some((fit, job));
                }
            }
            None => match curve.run.next_job() {
                Some(job) => {
                    let samples = self.samples(&curve.set, &job.photos);
                    let device = self.engine()?.place.of(&samples).await?;
                    curve.fit = Some((Fit::new(&samples, schedule(&self.settings.train), &device)?, job));
                }
                None => return self.learnt(curve.run.finish()),
            },
        }
        self.learning.running = Some(curve);
        Ok(())
    }

    fn begin_learning(&mut self) -> Result<()> {
        let Some(set) = self.training_set()? else { return Ok(()) };
        let Some(held_out) = self.held_out() else { return Ok(()) };
        let answers: HashMap<PhotoId, ClassId> =
            held_out.photos.iter().map(|(photo, class, _)| (*photo, *class)).collect();
        let mut evaluated = vec![(0, 0); set.split.fold_count];
        for (photo, label, fold) in set.split.judged() {
            if let Some(answer) = answers.get(&set.photos[photo]) {
                evaluated[fold].0 += 1;
                evaluated[fold].1 += u32::from(set.classes[label] == *answer);
            }
        }
        match CurveRun::new(&set.split, evaluated, u64::from(self.settings.train.seed)) {
            Some(run) => {
                self.learning.running = Some(Box::new(Curve { set, run, fit: None }));
                Ok(())
            }
            None => self.learnt(LearningCurve::default()),
        }
    }
}
