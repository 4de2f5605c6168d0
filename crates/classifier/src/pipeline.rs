//! From labelled vectors to an evaluated classifier: the page and the `evaluate` tool share this code.
//!
//! A [`CvSplit`] says which photos are held out together. Its [`samples`](CvSplit::samples) go into a
//! [`Fit`](crate::train::Fit), whose held-out probabilities become an [`Evaluation`]: calibration, label issues, and
//! the unknown score. A [`CurveRun`] estimates what more photos would bring.

use std::collections::{BTreeSet, HashSet};

use handlens_core::metrics::learning_curve::LearningCurve;
use handlens_core::metrics::unknown::UnknownScore;
use handlens_core::metrics::{Confusion, argmax, independent};

use crate::matrix::Matrix;
use crate::metrics::calibration::temper;
use crate::metrics::label_issues::{self, Suspect};
use crate::metrics::learning_curve::{CurvePoint, learning_curve};
use crate::metrics::unknown::distance;
use crate::train::subsets::{SHARES, nested};
use crate::train::{Head, Samples, folds};

/// Bins of a reliability diagram.
pub const BINS: usize = 10;
/// Each subset must have at least this many times the photos of the one before it to be worth training on.
const GROWTH: f64 = 1.25;
/// Fewest points of a learning curve.
const LEAST_POINTS: usize = 3;
/// Limit on the multiplications spent on pairwise distances (about 0.3 s), and the number of photos that are compared
/// with all others whatever it costs.
const DISTANCE_PRODUCTS: usize = 400_000_000;
const LEAST_COMPARED: usize = 100;

/// Photos to train on, and which of them are held out together. Photo `i` is row `i` everywhere here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CvSplit {
    /// Class of each photo, below `classes`.
    pub labels: Vec<usize>,
    /// Number of classes, C.
    pub classes: usize,
    /// Group of each photo; the photos of a group are near-duplicates.
    pub groups: Vec<usize>,
    /// The fold that holds each photo out; `None` if every head sees the photo, because its group is all there is of a
    /// class.
    pub folds: Vec<Option<usize>>,
    /// Number of folds.
    pub fold_count: usize,
}

impl CvSplit {
    /// Splits photos into at most `folds` folds. Groups stay whole, and each class is spread as evenly as they allow.
    pub fn new(labels: Vec<usize>, classes: usize, groups: Vec<usize>, folds: usize, seed: u64) -> Self {
        let (folds, fold_count) = folds::stratified(&labels, &groups, folds, seed);
        Self { labels, classes, groups, folds, fold_count }
    }

    /// Number of photos, N.
    pub fn photos(&self) -> usize {
        self.labels.len()
    }

    /// The photos that at least one head never saw: index, label and fold of each.
    pub fn judged(&self) -> impl Iterator<Item = (usize, usize, usize)> {
        let labelled = self.labels.iter().zip(&self.folds).enumerate();
        labelled.filter_map(|(photo, (label, fold))| Some((photo, *label, (*fold)?)))
    }

    /// The classes that no head can judge, each with its number of photos: it has a single photo, or only
    /// near-duplicates.
    pub fn unjudged(&self) -> Vec<(usize, u32)> {
        let judged: HashSet<usize> = self.judged().map(|(_, label, _)| label).collect();
        let photos = |class: usize| self.labels.iter().filter(|label| **label == class).count() as u32;
        let unjudged = (0..self.classes).filter(|class| !judged.contains(class));
        unjudged.map(|class| (class, photos(class))).collect()
    }

    /// The mean number of photos a class; near-duplicates count once.
    pub fn per_class(&self) -> f64 {
        let groups: HashSet<(usize, usize)> =
            self.labels.iter().copied().zip(self.groups.iter().copied()).collect();
        groups.len() as f64 / self.classes.max(1) as f64
    }

    /// How many independent photos the judged ones are worth: near-duplicates count once.
    pub fn independent(&self) -> f64 {
        independent(self.judged().map(|(photo, ..)| self.groups[photo]))
    }

    /// Collects the vectors `[D]` of some photos. Each sample keeps its photo's fold, but `fold_count` is 0: unless the
    /// caller sets it, a fit trains the deployed head only.
    pub fn samples<'a>(
        &self,
        photos: &[usize],
        columns: usize,
        vector: impl Fn(usize) -> &'a [f32],
    ) -> Samples {
        let rows = photos.len();
        let mut samples = Samples {
            vectors: Matrix::with_capacity(rows, columns),
            labels: Vec::with_capacity(rows),
            classes: self.classes,
            folds: Vec::with_capacity(rows),
            fold_count: 0,
        };
        for photo in photos {
            samples.vectors.push(vector(*photo));
            samples.labels.push(self.labels[*photo]);
            samples.folds.push(self.folds[*photo]);
        }
        samples
    }

    /// Share of the photos that are classified correctly by the head that never saw them. `probabilities` is `[N]` of
    /// `[C]`. `None` if fewer than two classes can be judged.
    pub fn accuracy(&self, probabilities: &[Vec<f32>]) -> Option<f32> {
        if self.unjudged().len() + 2 > self.classes {
            return None;
        }
        let mut confusion = Confusion::new(self.classes);
        for (photo, label, _) in self.judged() {
            if let Some(answer) = probabilities.get(photo).and_then(|of_photo| argmax(of_photo)) {
                confusion.add(label, answer);
            }
        }
        confusion.accuracy()
    }

    /// Evaluates held-out answers: `probabilities` is `[N]` of `[C]`, each from the head that never saw the photo.
    pub fn evaluate(&self, probabilities: &[Vec<f32>]) -> Evaluation {
        let (mut photos, mut labels, mut folds, mut groups) = (vec![], vec![], vec![], vec![]);
        let mut uncalibrated = Vec::new();
        for (photo, label, fold) in self.judged() {
            let Some(of_photo) = probabilities.get(photo) else { continue };
            uncalibrated.push(of_photo.clone());
            photos.push(photo);
            labels.push(label);
            folds.push(fold);
            groups.push(self.groups[photo]);
        }
        let tempering = temper(&uncalibrated, &labels, &folds, &groups);
        let mut confusion = Confusion::new(self.classes);
        for (label, of_photo) in labels.iter().zip(&tempering.probabilities) {
            if let Some(answer) = argmax(of_photo) {
                confusion.add(*label, answer);
            }
        }
        Evaluation {
            photos,
            labels,
            groups,
            uncalibrated,
            probabilities: tempering.probabilities,
            temperature: tempering.temperature,
            confusion,
        }
    }
}

/// Evaluation by heads that never saw the photos. Row `j` is the same judged photo everywhere here; M photos were
/// judged.
#[derive(Debug, Clone)]
pub struct Evaluation {
    /// Index of each photo in the split.
    pub photos: Vec<usize>,
    /// Class of each photo.
    pub labels: Vec<usize>,
    /// Group of near-duplicates of each photo.
    pub groups: Vec<usize>,
    /// `[M]` of `[C]`, before temperature scaling.
    pub uncalibrated: Vec<Vec<f32>>,
    /// `[M]` of `[C]`, scaled by the temperature fitted to the other folds.
    pub probabilities: Vec<Vec<f32>>,
    /// The temperature to use for new photos.
    pub temperature: f32,
    /// Confusion matrix of the scaled probabilities.
    pub confusion: Confusion,
}

impl Evaluation {
    /// 95 % confidence interval of the accuracy; near-duplicates count once. `None` if nothing was judged.
    pub fn interval(&self) -> Option<(f32, f32)> {
        self.confusion.accuracy()?;
        Some(self.confusion.interval(independent(self.groups.iter().copied())))
    }

    /// Number of groups of near-duplicates among the judged photos.
    pub fn group_count(&self) -> usize {
        self.groups.iter().collect::<BTreeSet<_>>().len()
    }

    /// Photos that are probably mislabelled, the most certain first. Their `photo` is a row of this evaluation.
    pub fn label_issues(&self) -> Vec<Suspect> {
        label_issues::suspects(&self.uncalibrated, &self.labels)
    }

    /// Uncertainty of each photo: 1 − the largest probability.
    pub fn uncertainties(&self) -> impl Iterator<Item = f32> {
        self.probabilities.iter().map(|of_photo| 1.0 - of_photo.iter().copied().fold(0.0, f32::max))
    }

    /// The unknown score, calibrated on these photos as if each were new: distances go only to photos of other groups,
    /// since a new photo has no near-duplicate here. `vectors` is `[N, D]`, all photos of the split in order. Also
    /// returns the row and score of each photo that was compared; in a large set only every n-th one is, to limit the
    /// cost. `None` if fewer than two photos were judged.
    pub fn unknown(&self, split: &CvSplit, vectors: &Matrix) -> Option<(UnknownScore, Vec<(usize, f32)>)> {
        let compared = (DISTANCE_PRODUCTS / vectors.values().len().max(1)).max(LEAST_COMPARED);
        let step = self.photos.len().div_ceil(compared).max(1);
        let (mut rows, mut uncertainties, mut distances) = (Vec::new(), Vec::new(), Vec::new());
        for (row, uncertainty) in self.uncertainties().enumerate().step_by(step) {
            let own = self.photos[row];
            let is_other = |photo: usize| split.groups[photo] != split.groups[own];
            let others = vectors.rows().enumerate().filter(|(photo, _)| is_other(*photo));
            rows.push(row);
            uncertainties.push(uncertainty);
            distances.push(distance(vectors.row(own), others.map(|(_, vector)| vector)));
        }
        let score = UnknownScore::new(&uncertainties, &distances)?;
        let scores = uncertainties.iter().zip(&distances).map(|(doubt, far)| score.of(*doubt, *far));
        Some((score, rows.into_iter().zip(scores).collect()))
    }
}

/// A learning curve in progress: heads trained on nested subsets, each judged on the photos that its fold holds out.
#[derive(Debug, Clone)]
pub struct CurveRun {
    points: Vec<CurvePoint>,
    jobs: Vec<CurveJob>,
}

/// One head to train for a learning curve.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CurveJob {
    point: usize,
    /// The fold this head never sees.
    pub fold: usize,
    /// Indices of the photos to train on.
    pub photos: Vec<usize>,
}

impl CurveRun {
    /// Plans the curve of a split. `evaluated` is the last point, from the heads that are trained anyway: for each
    /// fold, the number of photos judged and how many were right. `None` if there are too few photos for a curve.
    pub fn new(split: &CvSplit, evaluated: Vec<(u32, u32)>, seed: u64) -> Option<Self> {
        let heads = (split.fold_count.max(1) * split.classes) as f64;
        let independent = split.independent();
        let learnt_from = |fold: usize| split.folds.iter().filter(|of| **of != Some(fold)).count();
        let all = (0..split.fold_count).map(learnt_from).sum::<usize>() as f64 / heads;
        let (mut points, mut jobs): (Vec<CurvePoint>, Vec<CurveJob>) = (Vec::new(), Vec::new());
        for share in SHARES {
            let subset =
                |fold: usize| nested(&split.labels, &split.groups, &split.folds, (fold, share), seed);
            let subsets: Vec<Vec<usize>> = (0..split.fold_count).map(subset).collect();
            let photos = subsets.iter().map(Vec::len).sum::<usize>() as f64 / heads;
            let is_larger = points.last().is_none_or(|before| photos >= before.photos * GROWTH);
            if is_larger && all >= photos * GROWTH {
                let job = |(fold, photos)| CurveJob { point: points.len(), fold, photos };
                jobs.extend(subsets.into_iter().enumerate().map(job));
                points.push(CurvePoint { photos, folds: vec![(0, 0); split.fold_count], independent });
            }
        }
        if points.len() + 1 < LEAST_POINTS {
            return None;
        }
        points.push(CurvePoint { photos: all, folds: evaluated, independent });
        Some(Self { points, jobs })
    }

    /// The next head to train.
    pub fn next_job(&mut self) -> Option<CurveJob> {
        self.jobs.pop()
    }

    /// Judges a job's head on the photos that its fold holds out. `vector` returns a photo's vector `[D]`.
    pub fn judge<'a>(
        &mut self,
        job: &CurveJob,
        split: &CvSplit,
        head: &Head,
        vector: impl Fn(usize) -> Option<&'a [f32]>,
    ) {
        let judged = &mut self.points[job.point].folds[job.fold];
        *judged = (0, 0);
        for (photo, label, _) in split.judged().filter(|(_, _, fold)| *fold == job.fold) {
            if let Some(vector) = vector(photo) {
                judged.0 += 1;
                judged.1 += u32::from(argmax(&head.logits(vector)) == Some(label));
            }
        }
    }

    /// The finished curve. Call this when [`next_job`](Self::next_job) has returned `None`.
    pub fn finish(&self) -> LearningCurve {
        learning_curve(&self.points)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two classes of `per_class` photos each, every photo its own group, and a third class of one photo.
    fn split(per_class: usize) -> CvSplit {
        let labels: Vec<usize> = (0..2 * per_class).map(|photo| photo % 2).chain([2]).collect();
        let groups = (0..labels.len()).collect();
        CvSplit::new(labels, 3, groups, 5, 7)
    }

    #[test]
    fn a_class_of_one_photo_is_judged_by_nobody() {
        let split = split(10);
        assert_eq!(split.unjudged(), [(2, 1)]);
        assert_eq!(split.judged().count(), 20);
        assert!((split.independent() - 20.0).abs() < 1e-9);
    }

    #[test]
    fn samples_hold_the_photos_that_were_asked_for_in_that_order() {
        let split = split(2);
        let vectors: Vec<Vec<f32>> = (0..5).map(|photo| vec![photo as f32; 2]).collect();
        let samples = split.samples(&[3, 1], 2, |photo| &vectors[photo]);
        assert_eq!(samples.vectors.values(), [3.0, 3.0, 1.0, 1.0]);
        assert_eq!(samples.labels, [split.labels[3], split.labels[1]]);
        assert_eq!(samples.folds, [split.folds[3], split.folds[1]]);
    }

    #[test]
    fn an_evaluation_counts_what_never_seen_photos_are_taken_for() {
        let split = split(10);
        let sure = |class: usize| (0..3).map(|of| if of == class { 0.8 } else { 0.1 }).collect::<Vec<f32>>();
        // One photo of class 0 is classified as class 1.
        let probabilities: Vec<Vec<f32>> =
            (0..split.photos()).map(|photo| sure(if photo == 0 { 1 } else { split.labels[photo] })).collect();
        let evaluation = split.evaluate(&probabilities);
        assert_eq!(evaluation.photos.len(), 20);
        assert_eq!((evaluation.confusion.count(0, 1), evaluation.confusion.count(0, 0)), (1, 9));
        assert_eq!(split.accuracy(&probabilities), Some(0.95));
        let (low, high) = evaluation.interval().expect("photos were judged");
        assert!(low < 0.95 && 0.95 < high);
        assert_eq!(evaluation.group_count(), 20);
    }

    #[test]
    fn near_duplicates_do_not_make_each_other_known() {
        // Photos 2i and 2i + 1 are the same picture.
        let labels: Vec<usize> = (0..24).map(|photo| (photo / 2) % 2).collect();
        let groups: Vec<usize> = (0..24).map(|photo| photo / 2).collect();
        let split = CvSplit::new(labels, 2, groups, 3, 1);
        let vectors = Matrix::of((0..24).flat_map(|photo| [(photo / 2) as f32, 0.0]).collect(), 2);
        let probabilities: Vec<Vec<f32>> = split
            .labels
            .iter()
            .map(|label| if *label == 0 { vec![0.9, 0.1] } else { vec![0.1, 0.9] })
            .collect();
        let evaluation = split.evaluate(&probabilities);
        let (score, scores) = evaluation.unknown(&split, &vectors).expect("photos were judged");
        assert_eq!(scores.len(), 24);
        // A new photo between two pictures is as near to them as they are to each other.
        let doubt = evaluation.uncertainties().next().expect("a judged photo");
        assert!(score.of(doubt, 1.0).abs() < 3.0, "{score:?}");
    }

    #[test]
    fn a_curve_needs_enough_photos_and_ends_with_all_of_them() {
        assert!(CurveRun::new(&split(2), vec![(0, 0); 2], 0).is_none());
        let split = split(40);
        let mut run = CurveRun::new(&split, vec![(16, 12); split.fold_count], 0).expect("80 photos");
        let head = Head::new(vec![1.0, -1.0, 0.0], vec![0.0, 0.0, -9.0]).expect("one dimension");
        let vectors: Vec<[f32; 1]> = split.labels.iter().map(|label| [1.0 - 2.0 * *label as f32]).collect();
        let mut heads = 0;
        while let Some(job) = run.next_job() {
            assert!(job.photos.iter().all(|photo| split.folds[*photo] != Some(job.fold)));
            run.judge(&job, &split, &head, |photo| Some(vectors[photo].as_slice()));
            heads += 1;
        }
        let curve = run.finish();
        assert_eq!(heads, (curve.points.len() - 1) * split.fold_count);
        assert!(curve.points.len() >= 3);
        assert!((curve.points[0].accuracy - 1.0).abs() < 1e-6, "{:?}", curve.points);
        assert!((curve.points.last().expect("a point").accuracy - 0.75).abs() < 1e-6);
    }
}
