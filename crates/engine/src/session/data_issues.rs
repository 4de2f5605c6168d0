//! Which photos to check: measured while nothing else is to be done, and reported after every change and training.

use std::collections::{HashMap, HashSet, VecDeque};

use super::class_distances::ClassDistances;
use super::context::{Context, Revisions};
use super::features;
use super::schedule::Priority;
use handlens_classifier::metrics::duplicates::candidates;
use handlens_core::Result;
use handlens_core::config::VIEW_SIDE;
use handlens_core::protocol::{ClassId, DataIssue, DataIssues, Event, IssueKind, PhotoId};
use handlens_store::project::{Kept, Measured};
use handlens_vision::photo::Traits;

/// A photo below this sharpness is blurred. Of 1,260 photos of rubbish and groceries none is below 0.29. After a
/// Gaussian blur with a standard deviation of 1/128 of the longest side, 99 % of them are below the threshold.
const BLURRED: f32 = 0.28;
/// A photo below this brightness is dark. The darkest of 960 of these photos has 0.5; at 0.25 little can be seen.
const DARK: f32 = 0.25;
/// A photo whose shorter side is below this, in pixels, is tiny: it has a quarter of the pixels that the model sees.
const TINY: u32 = VIEW_SIDE as u32 / 2;
/// A photo is an outlier if its distance to the nearest of its class is this many standard deviations above the usual.
/// Among 360 photos of rubbish one is an outlier, among 450 of groceries four are. Of six photos from the other set
/// that were mixed in, five and six were found.
const OUTLYING: f32 = 3.5;
/// In a larger project, features are not read for data issues alone: outliers are reported once a training has read
/// them. Features of photos with similar hashes are always read, to find near-duplicates.
const READ: usize = 2_000;
/// Most findings reported per kind of issue. Once they are resolved, further ones are reported.
const LISTED: usize = 200;
/// Photos measured per slice: each is decoded, which takes up to 10 ms.
const MEASURED: usize = 4;

/// The search for data issues, as a job.
#[derive(Default)]
pub(super) struct DataIssuesJob {
    /// Stored photos that are still to be measured.
    unmeasured: VecDeque<PhotoId>,
    /// Photos that cannot be measured; without this list they would be retried forever.
    given_up: HashSet<PhotoId>,
    /// Number of photos whose features are still to be read, to find near-duplicates and outliers.
    reads: usize,
    class_distances: ClassDistances,
    /// The inputs of the last report.
    told_from: Option<FindingInputs>,
    /// Whether more has been found since.
    found_more: bool,
}

/// The revisions that determine the findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct FindingInputs {
    labels: u64,
    additions: u64,
    traits: u64,
    classifier: u64,
}

impl FindingInputs {
    fn now(revisions: &Revisions) -> Self {
        let Revisions { labels, additions, traits, classifier, .. } = *revisions;
        Self { labels, additions, traits, classifier }
    }
}

impl DataIssuesJob {
    fn is_due(&self, context: &Context) -> bool {
        self.found_more || self.told_from != Some(FindingInputs::now(&context.revisions))
    }

    pub(super) fn next(&self, context: &Context) -> Option<Priority> {
        let has_work = self.is_due(context)
            || self.reads > 0
            || !self.unmeasured.is_empty()
            || self.class_distances.has_work();
        has_work.then_some(Priority::FindIssues)
    }

    /// Dismisses findings of one kind about photos, or brings them back.
    pub(super) fn keep(
        &mut self,
        context: &mut Context,
        problem: IssueKind,
        photos: &[PhotoId],
        keep: bool,
    ) -> Result<()> {
        context.project.keep(problem, photos, keep)?;
        context.revisions.project += 1;
        self.tell(context)
    }

    /// Reports findings, or computes some more.
    pub(super) fn slice(&mut self, context: &mut Context) -> Result<()> {
        if self.is_due(context) {
            return self.tell(context);
        }
        if !self.unmeasured.is_empty() {
            self.measure_stored(context);
            if self.unmeasured.is_empty() {
                context.revisions.measured += 1;
                self.found_more = true;
            }
        } else if self.reads > 0 {
            context.read_features()?;
            self.reads = self.reads.saturating_sub(features::READ).min(context.features.unread());
            self.found_more = self.reads == 0;
        } else {
            self.class_distances.advance(&context.features);
            self.found_more = !self.class_distances.has_work();
        }
        Ok(())
    }

    /// Measures some stored photos.
    fn measure_stored(&mut self, context: &mut Context) {
        let count = MEASURED.min(self.unmeasured.len());
        let photos: Vec<PhotoId> = self.unmeasured.drain(..count).collect();
        for photo in photos {
            match context.stored_pixels(photo).and_then(|pixels| Traits::of(&pixels)) {
                Ok(traits) => context.keep_traits(photo, traits),
                // It may have been deleted. A damaged photo is reported where it is needed.
                Err(_) => drop(self.given_up.insert(photo)),
            }
        }
    }

    /// Reports findings, and determines what is still to be computed.
    fn tell(&mut self, context: &mut Context) -> Result<()> {
        self.told_from = Some(FindingInputs::now(&context.revisions));
        self.found_more = false;
        context.store_traits()?;
        let measured = context.measured()?;
        let photos: Vec<(PhotoId, ClassId)> = measured.iter().map(|row| (row.photo, row.class)).collect();
        let groups = context.groups(&photos)?;
        // Outliers need the features of all photos of a class.
        let all_read = context.features.unread() == 0;
        let grouped = measured.iter().zip(&groups).filter(|_| all_read);
        let embedded = grouped.filter(|(row, _)| context.features.vector(row.photo).is_some());
        self.class_distances.follow(embedded.map(|(row, group)| (row.photo, row.class, *group)));
        let missing = measured.iter().filter(|row| row.traits.is_none()).map(|row| row.photo);
        self.unmeasured = missing.filter(|photo| !self.given_up.contains(photo)).collect();
        self.reads = if measured.len() <= READ && context.classifier.is_some() {
            context.features.unread()
        } else {
            let hashes: Vec<u64> =
                measured.iter().map(|row| row.traits.map_or(0, |traits| traits.perceptual_hash)).collect();
            let alike = candidates(&hashes).into_iter().map(|index| measured[index].photo);
            context.features.read_first(alike)
        };
        let mut found = Finder::new(&measured, context.project.kept()?);
        if let Some(classifier) = &context.classifier {
            found.mislabelled(classifier.suspects());
        }
        found.duplicates(&groups);
        found.outliers(&self.class_distances.deviations());
        found.flaws();
        let searching = self.reads > 0 || self.class_distances.has_work();
        let findings = found.findings(self.unmeasured.len(), searching);
        context.tell(Event::Found { findings });
        Ok(())
    }
}

/// Collects findings.
struct Finder<'a> {
    measured: &'a [Measured],
    classes: HashMap<PhotoId, ClassId>,
    kept: HashMap<(PhotoId, IssueKind), ClassId>,
    findings: DataIssues,
    counts: HashMap<IssueKind, usize>,
}

impl<'a> Finder<'a> {
    fn new(measured: &'a [Measured], kept: Vec<Kept>) -> Self {
        Self {
            measured,
            classes: measured.iter().map(|row| (row.photo, row.class)).collect(),
            kept: kept.into_iter().map(|(photo, problem, class)| ((photo, problem), class)).collect(),
            findings: DataIssues::default(),
            counts: HashMap::new(),
        }
    }

    fn findings(mut self, unmeasured: usize, searching: bool) -> DataIssues {
        self.findings.unmeasured = unmeasured as u32;
        self.findings.searching = searching;
        let more = self.counts.iter().filter(|(_, count)| **count > LISTED);
        self.findings.more = more.map(|(problem, count)| (*problem, *count as u32)).collect();
        self.findings
    }

    /// Whether the person has dismissed an issue. If it is about the photo's class, moving the photo makes it a new
    /// issue.
    fn is_kept(&self, problem: IssueKind, photo: PhotoId) -> bool {
        let about_class = !matches!(problem, IssueKind::Blurred | IssueKind::Dark | IssueKind::Tiny);
        let class = self.classes.get(&photo);
        self.kept.get(&(photo, problem)).is_some_and(|kept| !about_class || Some(kept) == class)
    }

    /// Adds a finding, the worst first. If all of its photos are dismissed, it is only listed as such.
    fn add(&mut self, problem: IssueKind, photos: &[PhotoId], instead: Option<(ClassId, f32)>) {
        if photos.iter().all(|photo| self.is_kept(problem, *photo)) {
            self.findings.kept.extend(photos.iter().map(|photo| (problem, *photo)));
            return;
        }
        let count = self.counts.entry(problem).or_default();
        *count += 1;
        if *count <= LISTED {
            let photos =
                photos.iter().filter_map(|photo| Some((*photo, *self.classes.get(photo)?))).collect();
            self.findings.list.push(DataIssue { problem, photos, instead });
        }
    }

    /// Photos that were probably mislabelled at training time, the most certain first: photo, label, class and its
    /// probability.
    fn mislabelled(&mut self, suspects: &[(PhotoId, ClassId, ClassId, f32)]) {
        for (photo, label, class, probability) in suspects {
            if self.classes.get(photo) == Some(label) {
                self.add(IssueKind::Mislabelled, &[*photo], Some((*class, *probability)));
            }
        }
    }

    /// Near-duplicates: those across classes first, since one of the labels must be wrong.
    fn duplicates(&mut self, groups: &[usize]) {
        let mut members: HashMap<usize, Vec<&Measured>> = HashMap::new();
        for (row, group) in self.measured.iter().zip(groups) {
            members.entry(*group).or_default().push(row);
        }
        let mut found: Vec<Vec<&Measured>> = members.into_values().filter(|group| group.len() > 1).collect();
        let across = |group: &[&Measured]| group.iter().any(|row| row.class != group[0].class);
        found.sort_by_key(|group| (!across(group), group[0].photo));
        for mut group in found {
            // The best one first: the others would be deleted.
            group.sort_by(|a, b| better(a, b).then(a.photo.cmp(&b.photo)));
            let photos: Vec<PhotoId> = group.iter().map(|row| row.photo).collect();
            self.add(IssueKind::Duplicates, &photos, None);
        }
    }

    /// Photos that are unlike the others of their class, except those already reported otherwise.
    fn outliers(&mut self, scores: &[(PhotoId, f32)]) {
        let told: HashSet<PhotoId> =
            self.findings.list.iter().flat_map(|finding| &finding.photos).map(|(photo, _)| *photo).collect();
        let mut found: Vec<(PhotoId, f32)> = scores
            .iter()
            .copied()
            .filter(|(photo, score)| {
                *score > OUTLYING && self.classes.contains_key(photo) && !told.contains(photo)
            })
            .collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        for (photo, _) in found {
            self.add(IssueKind::Outlier, &[photo], None);
        }
    }

    /// Blurred, dark and tiny photos. A dark photo is not reported as blurred too.
    fn flaws(&mut self) {
        let (mut blurred, mut dark, mut tiny) = (Vec::new(), Vec::new(), Vec::new());
        for row in self.measured {
            if let Some(traits) = row.traits {
                if traits.brightness < DARK {
                    dark.push((traits.brightness, row.photo));
                } else if traits.sharpness < BLURRED {
                    blurred.push((traits.sharpness, row.photo));
                }
            }
            let side = row.size.0.min(row.size.1);
            if side < TINY {
                tiny.push((side as f32, row.photo));
            }
        }
        for (problem, mut found) in
            [(IssueKind::Blurred, blurred), (IssueKind::Dark, dark), (IssueKind::Tiny, tiny)]
        {
            found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            for (_, photo) in found {
                self.add(problem, &[photo], None);
            }
        }
    }
}

/// Which of two near-duplicates is better: the larger, then the sharper.
fn better(a: &Measured, b: &Measured) -> std::cmp::Ordering {
    let pixels = |row: &Measured| u64::from(row.size.0) * u64::from(row.size.1);
    let sharpness = |row: &Measured| row.traits.map_or(0.0, |traits| traits.sharpness);
    pixels(b).cmp(&pixels(a)).then(sharpness(b).total_cmp(&sharpness(a)))
}
