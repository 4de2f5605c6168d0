//! Training and evaluation by the pipeline of the page.

use handlens_backbone::Backbone;
use handlens_classifier::metrics::argmax;
use handlens_classifier::metrics::learning_curve::LearningCurve;
use handlens_classifier::pipeline::{CurveRun, CvSplit, Evaluation};
use handlens_classifier::predictor::Predictor;
use handlens_classifier::train::fit::Schedule;
use handlens_classifier::train::{Fit, Fitted, Samples};
use handlens_core::config::TrainConfig;
use handlens_i18n::Localise;
use handlens_vision::model::FEATURE;

use super::data_set::{Embedded, groups};

/// Result of a training.
pub(super) struct Trained {
    /// What gives the answers on the page.
    pub(super) predictor: Predictor,
    pub(super) epochs: u32,
    pub(super) split: CvSplit,
    pub(super) evaluation: Evaluation,
}

impl Trained {
    /// For each fold, photos held out and predicted correctly.
    pub(super) fn by_fold(&self) -> Vec<(u32, u32)> {
        let mut folds = vec![(0, 0); self.split.fold_count];
        let Evaluation { photos, labels, uncalibrated, .. } = &self.evaluation;
        for ((photo, label), of_photo) in photos.iter().zip(labels).zip(uncalibrated) {
            if let Some(fold) = self.split.folds[*photo] {
                folds[fold].0 += 1;
                folds[fold].1 += u32::from(argmax(of_photo) == Some(*label));
            }
        }
        folds
    }

    pub(super) fn held_out_accuracy(&self) -> f64 {
        self.evaluation.confusion.accuracy().map_or(0.0, f64::from)
    }
}

/// Trains and evaluates as the page does.
pub(super) fn fit(
    backbone: &Backbone,
    photos: &[(&Embedded, usize)],
    classes: usize,
    balanced: bool,
) -> Result<Trained, String> {
    let config = TrainConfig::default();
    let labels: Vec<usize> = photos.iter().map(|(_, label)| *label).collect();
    let split = CvSplit::new(labels, classes, groups(photos), config.folds as usize, u64::from(config.seed));
    let all: Vec<usize> = (0..photos.len()).collect();
    let samples = Samples { fold_count: split.fold_count, ..samples(&split, photos, &all) };
    let fitted = train(backbone, &samples, balanced)?;
    let evaluation = split.evaluate(&fitted.stage.held_out);
    let unknown = evaluation.unknown(&split, &samples.vectors).map(|(score, _)| score);
    let predictor = Predictor { head: fitted.head, temperature: evaluation.temperature, unknown };
    Ok(Trained { predictor, epochs: fitted.stage.epoch, split, evaluation })
}

/// The training samples of the chosen photos.
pub(super) fn samples(split: &CvSplit, photos: &[(&Embedded, usize)], chosen: &[usize]) -> Samples {
    let vector = |photo: usize| photos[photo].0.vector.as_slice();
    split.samples(chosen, FEATURE, vector)
}

/// How heads are trained.
pub(super) fn schedule(balanced: bool) -> Schedule {
    let config = TrainConfig::default();
    Schedule {
        learning_rate: config.learning_rate as f32,
        weight_decay: config.weight_decay as f32,
        epochs: config.epochs,
        balanced,
    }
}

/// Trains until convergence or the last epoch.
fn train(backbone: &Backbone, samples: &Samples, balanced: bool) -> Result<Fitted, String> {
    pollster::block_on(async {
        let mut fit = Fit::new(samples, schedule(balanced), backbone.device())?;
        let mut stage = fit.advance().await?;
        while !stage.converged && !fit.exhausted() {
            stage = fit.advance().await?;
        }
        fit.finish(stage).await
    })
    .map_err(|error: handlens_core::Error| error.text())
}

/// The learning curve of these photos, as the page computes it.
pub(super) fn learning(
    backbone: &Backbone,
    photos: &[(&Embedded, usize)],
    balanced: bool,
    trained: &Trained,
) -> Result<LearningCurve, String> {
    let split = &trained.split;
    let seed = u64::from(TrainConfig::default().seed);
    let Some(mut run) = CurveRun::new(split, trained.by_fold(), seed) else {
        return Ok(LearningCurve::default());
    };
    while let Some(job) = run.next_job() {
        let head = train(backbone, &samples(split, photos, &job.photos), balanced)?.head;
        run.judge(&job, split, &head, |photo| Some(photos[photo].0.vector.as_slice()));
    }
    Ok(run.finish())
}
