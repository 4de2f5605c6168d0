//! What more photos would bring: heads trained on parts of the photos, while nothing else is to be done.

use std::collections::HashMap;

use super::Session;
use super::training::{CvSplit, schedule};
use handlens_classifier::metrics::argmax;
use handlens_classifier::metrics::learning_curve::{CurvePoint, LearningCurve, learning_curve};
use handlens_classifier::train::subsets::{SHARES, nested};
use handlens_classifier::train::{Fit, Head};
use handlens_core::Result;
use handlens_core::metrics::independent;
use handlens_core::protocol::{ClassId, PhotoId};

/// A part of the photos is worth training on if it has so many times those of the part before it.
const GROWTH: f64 = 1.25;
/// Points of a curve, at least.
const LEAST_POINTS: usize = 3;

/// The curve that is wanted or under way.
#[derive(Default)]
pub(super) struct Learning {
    due: bool,
    running: Option<Box<Curve>>,
}

/// A curve under way.
struct Curve {
    division: CvSplit,
    /// What heads of each share gave so far, by rising share; the last is what the twins of the training gave.
    trials: Vec<CurvePoint>,
    /// Trials and folds of heads that are still to be trained, with their photos.
    jobs: Vec<Job>,
    fit: Option<(Fit, Job)>,
}

/// One head.
struct Job {
    trial: usize,
    fold: usize,
    /// Places of the photos that it learns from.
    places: Vec<usize>,
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
                    let judged = self.judge(&curve.division, job.fold, &head);
                    curve.trials[job.trial].folds[job.fold] = judged;
                } else {
                    curve.fit = Some((fit, job));
                }
            }
            None => match curve.jobs.pop() {
                Some(job) => {
                    let samples = self.samples(&curve.division, &job.places);
                    let device = self.engine()?.place.of(&samples).await?;
                    curve.fit = Some((Fit::new(&samples, schedule(&self.settings.train), &device)?, job));
                }
                None => return self.learnt(learning_curve(&curve.trials)),
            },
        }
        self.learning.running = Some(curve);
        Ok(())
    }

    fn begin_learning(&mut self) -> Result<()> {
        let Some(division) = self.division()? else { return Ok(()) };
        let Some(held_out) = self.held_out() else { return Ok(()) };
        let answers: HashMap<PhotoId, ClassId> =
            held_out.photos.iter().map(|(photo, class, _)| (*photo, *class)).collect();
        let (folds, classes) = (division.fold_count, division.classes.len() as f64);
        let seed = u64::from(self.settings.train.seed);
        let (mut trials, mut jobs): (Vec<CurvePoint>, Vec<Job>) = (Vec::new(), Vec::new());
        let known = (0..folds).map(|fold| division.folds.iter().filter(|of| **of != Some(fold)).count());
        let all = known.sum::<usize>() as f64 / (folds.max(1) as f64 * classes);
        let held_out = division.groups.iter().zip(&division.folds).filter(|(_, fold)| fold.is_some());
        let independent = independent(held_out.map(|(group, _)| *group));
        for share in SHARES {
            let part = |fold: usize| {
                nested(&division.labels, &division.groups, &division.folds, (fold, share), seed)
            };
            let parts: Vec<Vec<usize>> = (0..folds).map(part).collect();
            let photos = parts.iter().map(Vec::len).sum::<usize>() as f64 / (folds.max(1) as f64 * classes);
            let is_larger = trials.last().is_none_or(|before| photos >= before.photos * GROWTH);
            if is_larger && all >= photos * GROWTH {
                let job = |(fold, places)| Job { trial: trials.len(), fold, places };
                jobs.extend(parts.into_iter().enumerate().map(job));
                trials.push(CurvePoint { photos, folds: vec![(0, 0); folds], independent });
            }
        }
        if trials.len() + 1 < LEAST_POINTS {
            return self.learnt(LearningCurve::default());
        }
        let mut twins = vec![(0, 0); folds];
        for ((photo, label), fold) in division.photos.iter().zip(&division.folds) {
            if let (Some(fold), Some(answer)) = (fold, answers.get(photo)) {
                twins[*fold].0 += 1;
                twins[*fold].1 += u32::from(division.classes[*label] == *answer);
            }
        }
        trials.push(CurvePoint { photos: all, folds: twins, independent });
        self.learning.running = Some(Box::new(Curve { division, trials, jobs, fit: None }));
        Ok(())
    }

    /// Photos that a fold holds out, and how many of them a head calls right.
    fn judge(&self, division: &CvSplit, fold: usize, head: &Head) -> (u32, u32) {
        let mut judged = (0, 0);
        for ((photo, label), of) in division.photos.iter().zip(&division.folds) {
            if let (true, Some(vector)) = (*of == Some(fold), self.embeddings.vector(*photo)) {
                judged.0 += 1;
                judged.1 += u32::from(argmax(&head.logits(vector)) == Some(*label));
            }
        }
        judged
    }
}
