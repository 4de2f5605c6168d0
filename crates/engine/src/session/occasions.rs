//! How good answers are on photos of other occasions: heads that learn from some occasions judge the others, while nothing
//! else is to be done.

use std::collections::{HashMap, HashSet};

use super::context::Context;
use super::schedule::Priority;
use super::training::{TrainingSet, schedule};
use handlens_classifier::metrics::argmax;
use handlens_classifier::metrics::occasions::{Shot, clustered, joined, occasions};
use handlens_classifier::pipeline::CvSplit;
use handlens_classifier::train::{Fit, Samples, folds};
use handlens_core::Result;
use handlens_core::protocol::{OtherOccasions, PhotoId};
use handlens_vision::photo::TimeSource;

/// Groups that holding out whole occasions has to take together, at least, as a share of the groups that there are: else
/// the result says nothing new.
const TAKEN_TOGETHER: f64 = 0.1;

/// The figure as a job: each classifier gets one.
#[derive(Default)]
pub(super) struct Occasions {
    /// The classifier for which it was last begun, whatever became of it.
    begun: Option<u64>,
    running: Option<Box<Judging>>,
}

/// Heads under way, one for each fold.
struct Judging {
    set: TrainingSet,
    /// Groups of near-duplicates among the photos.
    near: usize,
    fit: Fit,
}

impl Occasions {
    pub(super) fn next(&self, context: &Context) -> Option<Priority> {
        let lacks_figure = !context.classifier_to_judge()?.knows_occasions();
        let is_new = self.begun != Some(context.revisions.classifier);
        (lacks_figure && (is_new || self.running.is_some())).then_some(Priority::JudgeOccasions)
    }

    /// Lets go of heads that are about an earlier classifier, or about photos that are others now.
    pub(super) fn drop_outdated(&mut self, context: &Context) {
        let is_current =
            self.begun == Some(context.revisions.classifier) && context.classifier_to_judge().is_some();
        self.running.take_if(|_| !is_current);
    }

    /// Begins to judge whole occasions, or goes on with it by a few epochs.
    pub(super) async fn slice(&mut self, context: &mut Context) -> Result<()> {
        let Some(mut judging) = self.running.take() else { return self.begin(context).await };
        let stage = judging.fit.advance().await?;
        if stage.converged || judging.fit.exhausted() {
            return context.keep_occasions(judge(&judging.set.split, &stage.held_out, judging.near));
        }
        self.running = Some(judging);
        Ok(())
    }

    async fn begin(&mut self, context: &mut Context) -> Result<()> {
        // What earlier versions stored still says when it was taken. On a full device it is asked again when the project is
        // opened.
        if context.read_features()? || context.project.strip_stored().unwrap_or(false) {
            return Ok(());
        }
        self.begun = Some(context.revisions.classifier);
        let Some((set, near)) = context.occasions_apart()? else {
            return context.keep_occasions(OtherOccasions::default());
        };
        let all: Vec<usize> = (0..set.photos.len()).collect();
        let samples = Samples { fold_count: set.split.fold_count, ..context.samples(&set, &all) };
        let device = context.engine()?.head_device.of(&samples).await?;
        let fit = Fit::new(&samples, schedule(&context.settings.train), &device)?;
        self.running = Some(Box::new(Judging { set, near, fit }));
        Ok(())
    }
}

impl Context {
    /// The photos of the training, whole occasions held out together; none where nothing tells occasions apart, or where that
    /// holds nothing out that is not held out together anyhow. With them, how many groups of near-duplicates there are.
    fn occasions_apart(&self) -> Result<Option<(TrainingSet, usize)>> {
        let Some(mut set) = self.training_set()? else { return Ok(None) };
        let Some(found) = occasions(&self.shots(&set)?) else { return Ok(None) };
        let alike: Vec<Option<usize>> = set.split.groups.iter().map(|group| Some(*group)).collect();
        let groups: Vec<usize> = joined(&found, &alike).into_iter().flatten().collect();
        let count = |groups: &[usize]| groups.iter().collect::<HashSet<_>>().len();
        let near = count(&set.split.groups);
        if count(&groups) as f64 > (1.0 - TAKEN_TOGETHER) * near as f64 {
            return Ok(None);
        }
        let train = &self.settings.train;
        let (folds, fold_count) =
            folds::stratified(&set.split.labels, &groups, train.folds as usize, u64::from(train.seed));
        // A photo of which nothing is known may be of an occasion that its judge knows.
        let known = |(fold, occasion): (Option<usize>, &Option<usize>)| fold.filter(|_| occasion.is_some());
        set.split.folds = folds.into_iter().zip(&found).map(known).collect();
        (set.split.groups, set.split.fold_count) = (groups, fold_count);
        Ok((fold_count > 1).then_some((set, near)))
    }

    /// What is known of when and where the photos of a training were taken.
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

/// How many photos the heads that never saw their occasion call right: `probabilities` is `[N]` of `[C]`, photos first. They
/// are worth no more than `near` independent ones.
fn judge(split: &CvSplit, probabilities: &[Vec<f32>], near: usize) -> OtherOccasions {
    let mut of_group: HashMap<usize, (u32, u32)> = HashMap::new();
    for (place, label) in split.labels.iter().enumerate() {
        let (Some(_), Some(answer)) =
            (split.folds[place], probabilities.get(place).and_then(|of| argmax(of)))
        else {
            continue;
        };
        let (right, judged) = of_group.entry(split.groups[place]).or_default();
        *right += u32::from(answer == *label);
        *judged += 1;
    }
    let mut groups: Vec<(u32, u32)> = of_group.into_values().collect();
    // The order of a hash map is another one each time.
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
