//! How good answers are on photos of other occasions: cross-validates with whole occasions held out, while the engine has
//! nothing else to do.

use std::collections::{HashMap, HashSet};

use super::context::Context;
use super::per_classifier::PerClassifier;
use super::schedule::Priority;
use super::training::{TrainingSet, schedule};
use handlens_classifier::metrics::argmax;
use handlens_classifier::metrics::occasions::{Shot, clustered, joined, occasions};
use handlens_classifier::pipeline::CvSplit;
use handlens_classifier::train::{Fit, Samples, folds};
use handlens_core::Result;
use handlens_core::protocol::{OtherOccasions, PhotoId};
use handlens_vision::photo::TimeSource;

/// The share of near-duplicate groups by which holding out whole occasions has to reduce their number. Below it, the
/// result would repeat that of the usual folds.
const MIN_REDUCTION: f64 = 0.1;

/// The job that measures, for each classifier, the accuracy on photos of other occasions.
#[derive(Default)]
pub(super) struct OccasionsJob(PerClassifier<Box<OccasionFolds>>);

/// A cross-validation under way whose folds hold out whole occasions.
struct OccasionFolds {
    set: TrainingSet,
    /// How many groups of near-duplicates there are among the photos.
    near: usize,
    fit: Fit,
}

impl OccasionsJob {
    pub(super) fn next(&self, context: &Context) -> Option<Priority> {
        let lacks_figure = !context.classifier_to_judge()?.knows_occasions();
        (lacks_figure && self.0.has_work(context)).then_some(Priority::JudgeOccasions)
    }

    pub(super) fn drop_outdated(&mut self, context: &Context) {
        self.0.drop_outdated(context);
    }

    /// Begins the cross-validation, or goes on with it by a few epochs.
    pub(super) async fn slice(&mut self, context: &mut Context) -> Result<()> {
        let Some(mut folds) = self.0.take() else { return self.begin(context).await };
        let stage = folds.fit.advance().await?;
        if stage.converged || folds.fit.exhausted() {
            return context.keep_occasions(evaluate(&folds.set.split, &stage.held_out, folds.near));
        }
        self.0.go_on(folds);
        Ok(())
    }

    async fn begin(&mut self, context: &mut Context) -> Result<()> {
        // Earlier versions stored photos with their EXIF data, which this moves into fields first. On a full device it
        // fails, and is tried again when the project is opened.
        if context.read_features()? || context.project.strip_stored().unwrap_or(false) {
            return Ok(());
        }
        self.0.begin(context);
        let Some((set, near)) = context.occasions_apart()? else {
            return context.keep_occasions(OtherOccasions::default());
        };
        let all: Vec<usize> = (0..set.photos.len()).collect();
        let samples = Samples { fold_count: set.split.fold_count, ..context.samples(&set, &all) };
        let device = context.engine()?.head_device.of(&samples).await?;
        let fit = Fit::new(&samples, schedule(&context.settings.train), &device)?;
        self.0.go_on(Box::new(OccasionFolds { set, near, fit }));
        Ok(())
    }
}

impl Context {
    /// The training set with folds that hold out whole occasions, and how many groups of near-duplicates it has. `None`
    /// where nothing tells occasions apart, or where the usual folds already keep most occasions together.
    fn occasions_apart(&self) -> Result<Option<(TrainingSet, usize)>> {
        let Some(mut set) = self.training_set()? else { return Ok(None) };
        let Some(found) = occasions(&self.shots(&set)?) else { return Ok(None) };
        let alike: Vec<Option<usize>> = set.split.groups.iter().map(|group| Some(*group)).collect();
        let groups: Vec<usize> = joined(&found, &alike).into_iter().flatten().collect();
        let count = |groups: &[usize]| groups.iter().collect::<HashSet<_>>().len();
        let near = count(&set.split.groups);
        if count(&groups) as f64 > (1.0 - MIN_REDUCTION) * near as f64 {
            return Ok(None);
        }
        let train = &self.settings.train;
        let (folds, fold_count) =
            folds::stratified(&set.split.labels, &groups, train.folds as usize, u64::from(train.seed));
        // A photo without a date or folder may belong to an occasion that the head has learned from: no fold judges it.
        let known = |(fold, occasion): (Option<usize>, &Option<usize>)| fold.filter(|_| occasion.is_some());
        set.split.folds = folds.into_iter().zip(&found).map(known).collect();
        (set.split.groups, set.split.fold_count) = (groups, fold_count);
        Ok((fold_count > 1).then_some((set, near)))
    }

    /// When the photos of a training set were taken, and in which folders they lay.
    fn shots(&self, set: &TrainingSet) -> Result<Vec<Shot>> {
        let known: HashMap<_, _> = self.project.provenances()?.into_iter().collect();
        let names: HashMap<_, _> =
            self.project.classes()?.into_iter().map(|class| (class.id, class.name)).collect();
        let shot = |(photo, label): (&PhotoId, &usize)| {
            let Some(provenance) = known.get(photo) else { return Shot { class: *label, ..Shot::default() } };
            let class = names.get(&set.classes[*label]).map_or("", String::as_str);
            Shot {
                class: *label,
                seconds: provenance.taken.map(|taken| taken.seconds),
                is_file_date: provenance.taken.is_some_and(|taken| taken.source != TimeSource::Camera),
                folder: provenance.folder.as_deref().and_then(|folder| Shot::folder(folder, class)),
            }
        };
        Ok(set.photos.iter().zip(&set.split.labels).map(shot).collect())
    }
}

/// How many photos were classified correctly by heads that did not learn from their occasion. `probabilities` is
/// `[N][C]`, one row for each photo of `split`. The interval counts at most `near` independent observations.
fn evaluate(split: &CvSplit, probabilities: &[Vec<f32>], near: usize) -> OtherOccasions {
    let mut of_group: HashMap<usize, (u32, u32)> = HashMap::new();
    for (index, label) in split.labels.iter().enumerate() {
        let (Some(_), Some(answer)) =
            (split.folds[index], probabilities.get(index).and_then(|of| argmax(of)))
        else {
            continue;
        };
        let (right, judged) = of_group.entry(split.groups[index]).or_default();
        *right += u32::from(answer == *label);
        *judged += 1;
    }
    let mut groups: Vec<(u32, u32)> = of_group.into_values().collect();
    // A hash map's order differs from run to run.
    groups.sort_unstable();
    let sum = |of: fn(&(u32, u32)) -> u32| groups.iter().map(of).sum::<u32>();
    let (right, judged) = (sum(|group| group.0), sum(|group| group.1));
    OtherOccasions {
        occasions: groups.len() as u32,
        right,
        judged,
        interval: clustered(&groups, near.min(judged as usize) as f64),
    }
}
