//! What more photos would bring: trains heads on parts of the photos while the engine has nothing else to do.

use std::collections::HashMap;

use super::context::Context;
use super::per_classifier::PerClassifier;
use super::schedule::Priority;
use super::training::{TrainingSet, schedule};
use handlens_classifier::pipeline::{CurveJob, CurveRun};
use handlens_classifier::train::Fit;
use handlens_core::Result;
use handlens_core::metrics::learning_curve::LearningCurve;
use handlens_core::protocol::{ClassId, PhotoId};

/// The job that measures the learning curve of each classifier.
#[derive(Default)]
pub(super) struct LearningCurveJob(PerClassifier<Box<Curve>>);

/// A learning curve of which some heads are trained.
struct Curve {
    set: TrainingSet,
    run: CurveRun,
    fit: Option<(Fit, CurveJob)>,
}

impl LearningCurveJob {
    pub(super) fn next(&self, context: &Context) -> Option<Priority> {
        let classifier = context.classifier_to_judge()?;
        let lacks_curve = classifier.held_out().is_some_and(|held_out| held_out.learning.is_none());
        (lacks_curve && self.0.has_work(context)).then_some(Priority::LearningCurve)
    }

    pub(super) fn drop_outdated(&mut self, context: &Context) {
        self.0.drop_outdated(context);
    }

    /// Begins a curve, or goes on with it by a few epochs of one head.
    pub(super) async fn slice(&mut self, context: &mut Context) -> Result<()> {
        let Some(mut curve) = self.0.take() else { return self.begin(context) };
        match curve.fit.take() {
            Some((mut fit, job)) => {
                let stage = fit.advance().await?;
                if stage.converged || fit.exhausted() {
                    let head = fit.finish(stage).await?.head;
                    let vector = |photo: usize| context.features.vector(curve.set.photos[photo]);
                    curve.run.judge(&job, &curve.set.split, &head, vector);
                } else {
                    curve.fit = Some((fit, job));
                }
            }
            None => match curve.run.next_job() {
                Some(job) => {
                    let samples = context.samples(&curve.set, &job.photos);
                    let device = context.engine()?.head_device.of(&samples).await?;
                    let schedule = schedule(&context.settings.train);
                    curve.fit = Some((Fit::new(&samples, schedule, &device)?, job));
                }
                None => return context.keep_learning_curve(curve.run.finish()),
            },
        }
        self.0.go_on(curve);
        Ok(())
    }

    fn begin(&mut self, context: &mut Context) -> Result<()> {
        if context.read_features()? {
            return Ok(());
        }
        self.0.begin(context);
        let Some(set) = context.training_set()? else { return Ok(()) };
        let Some(held_out) = context.classifier.as_ref().and_then(|classifier| classifier.held_out()) else {
            return Ok(());
        };
        let answers: HashMap<PhotoId, ClassId> =
            held_out.photos.iter().map(|(photo, class, _)| (*photo, *class)).collect();
        let mut evaluated = vec![(0, 0); set.split.fold_count];
        for (photo, label, fold) in set.split.judged() {
            if let Some(answer) = answers.get(&set.photos[photo]) {
                evaluated[fold].0 += 1;
                evaluated[fold].1 += u32::from(set.classes[label] == *answer);
            }
        }
        match CurveRun::new(&set.split, evaluated, u64::from(context.settings.train.seed)) {
            Some(run) => {
                self.0.go_on(Box::new(Curve { set, run, fit: None }));
                Ok(())
            }
            None => context.keep_learning_curve(LearningCurve::default()),
        }
    }
}
