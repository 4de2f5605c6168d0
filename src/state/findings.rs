//! Data issues that still hold, and what the person has just done about them.

use super::library::Library;
use handlens_core::protocol::{ClassId, DataIssue, DataIssues, IssueKind, PhotoId};

/// Data issues: what may be wrong with the photos.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct IssueList {
    /// What the worker has found; none before it has looked.
    found: Option<DataIssues>,
    /// Whether photos were added or moved since.
    outdated: bool,
    /// The person's latest action on a finding.
    pub done: Option<Done>,
}

/// How far the worker has come in looking for data issues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Not all photos were checked.
    NotYet,
    /// This many photos are still to be checked.
    Looking {
        /// The number of photos.
        photos: u32,
    },
    /// All photos were checked.
    Done,
}

/// What the person has done about a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Done {
    /// Photos are being moved or deleted.
    Changing,
    /// Photos were moved or deleted, which undo can revert.
    Changed,
    /// Photos were dismissed: they stay as they are.
    Kept(IssueKind, Vec<PhotoId>),
    /// The dismissal was taken back.
    TakenBack,
}

impl IssueList {
    /// Stores what the worker has found.
    pub fn set(&mut self, findings: DataIssues) {
        self.found = Some(findings);
        self.outdated = false;
    }

    /// Photos were added or moved: what was found is not about these.
    pub fn outdate(&mut self) {
        self.outdated = true;
    }

    /// How far the worker has come.
    pub fn progress(&self) -> Progress {
        match &self.found {
            Some(found) if !self.outdated => match found.unmeasured {
                0 if found.searching => Progress::NotYet,
                0 => Progress::Done,
                photos => Progress::Looking { photos },
            },
            _ => Progress::NotYet,
        }
    }

    /// The findings that still hold: their photos exist, in the classes in which they were found.
    pub fn of(&self, problem: IssueKind, library: &Library) -> Vec<DataIssue> {
        let mut findings: Vec<DataIssue> =
            self.listed(problem).filter(|finding| holds(finding, library)).cloned().collect();
        for finding in &mut findings {
            finding.photos.retain(|(photo, class)| library.class_of(*photo) == Some(*class));
        }
        findings
    }

    /// How many findings of a kind there are. May exceed the list, which the worker limits.
    pub fn count(&self, problem: IssueKind, library: &Library) -> usize {
        let holding = self.listed(problem).filter(|finding| holds(finding, library)).count();
        let more = self.found.iter().flat_map(|found| &found.more).find(|(of, _)| *of == problem);
        // A listed finding that no longer holds is not counted.
        more.map_or(holding, |(_, all)| {
            (*all as usize + holding).saturating_sub(self.listed(problem).count())
        })
    }

    fn listed(&self, problem: IssueKind) -> impl Iterator<Item = &DataIssue> {
        let found = self.found.iter().flat_map(|found| &found.list);
        found.filter(move |finding| finding.problem == problem)
    }

    /// The worker has made a change.
    pub(super) fn changed(&mut self) {
        if self.done == Some(Done::Changing) {
            self.done = Some(Done::Changed);
        }
    }

    /// Photos that the person has dismissed, whatever is found about them.
    pub fn kept(&self) -> &[(IssueKind, PhotoId)] {
        self.found.as_ref().map_or(&[], |found| &found.kept)
    }
}

/// Whether a finding still holds.
fn holds(finding: &DataIssue, library: &Library) -> bool {
    let there =
        finding.photos.iter().filter(|(photo, class)| library.class_of(*photo) == Some(*class)).count();
    let least = if finding.problem == IssueKind::Duplicates { 2 } else { 1 };
    let is_class = |class: ClassId| library.class_name(class).is_some();
    there >= least && finding.instead.is_none_or(|(class, _)| is_class(class))
}

/// The photos of a finding outside this class.
pub fn outside(finding: &DataIssue, class: ClassId) -> Vec<PhotoId> {
    finding.photos.iter().filter(|(_, of)| *of != class).map(|(photo, _)| *photo).collect()
}

/// The classes of a finding's photos, each once, in order.
pub fn classes_of(finding: &DataIssue) -> Vec<ClassId> {
    let mut classes = Vec::new();
    for (_, class) in &finding.photos {
        if !classes.contains(class) {
            classes.push(*class);
        }
    }
    classes
}

/// The duplicates within one class: all but the best photo of each group.
pub fn copies(findings: &[DataIssue]) -> Vec<PhotoId> {
    let within = findings.iter().filter(|finding| classes_of(finding).len() == 1);
    within.flat_map(|finding| finding.photos.iter().skip(1)).map(|(photo, _)| *photo).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use handlens_core::protocol::{ClassInfo, PhotoInfo};

    const CAT: ClassId = ClassId(1);
    const ROCKET: ClassId = ClassId(2);

    fn library() -> Library {
        let mut library = Library::default();
        let class = |id, name: &str| ClassInfo { id, name: name.into() };
        assert!(library.open(vec![class(CAT, "cat"), class(ROCKET, "rocket")]).is_empty());
        let photo = |id| PhotoInfo { id: PhotoId(id), class: CAT, name: String::new() };
        assert!(library.add((1..=4).map(photo).collect(), Vec::new()).is_empty());
        library
    }

    fn issues() -> IssueList {
        let photos = |ids: &[u32]| ids.iter().map(|id| (PhotoId(*id), CAT)).collect();
        let finding = |problem, ids: &[u32], instead| DataIssue { problem, photos: photos(ids), instead };
        let mut issues = IssueList::default();
        issues.set(DataIssues {
            list: vec![
                finding(IssueKind::Mislabelled, &[1], Some((ROCKET, 0.9))),
                finding(IssueKind::Duplicates, &[2, 3, 4], None),
            ],
            more: vec![(IssueKind::Duplicates, 7)],
            ..DataIssues::default()
        });
        issues
    }

    #[test]
    fn what_has_been_put_right_is_no_longer_told() {
        let (mut library, issues) = (library(), issues());
        assert_eq!(issues.count(IssueKind::Mislabelled, &library), 1);
        library.reassign(&[(PhotoId(1), ROCKET)]);
        assert_eq!(issues.count(IssueKind::Mislabelled, &library), 0);
        // A group with one photo left is no finding; the six unlisted ones still are.
        assert!(library.remove(&[PhotoId(2)]).is_empty());
        assert_eq!(issues.of(IssueKind::Duplicates, &library)[0].photos.len(), 2);
        assert!(library.remove(&[PhotoId(3)]).is_empty());
        assert_eq!(
            (issues.of(IssueKind::Duplicates, &library).len(), issues.count(IssueKind::Duplicates, &library)),
            (0, 6)
        );
    }

    #[test]
    fn photos_count_as_checked_only_once_the_worker_has_looked_at_all_that_are_there_now() {
        let mut issues = IssueList::default();
        assert_eq!(issues.progress(), Progress::NotYet);
        // An empty project has no problems.
        issues.set(DataIssues::default());
        assert_eq!(issues.progress(), Progress::Done);
        issues.outdate();
        assert_eq!(issues.progress(), Progress::NotYet, "photos came");
        issues.set(DataIssues { unmeasured: 2, searching: true, ..DataIssues::default() });
        assert_eq!(issues.progress(), Progress::Looking { photos: 2 });
        issues.set(DataIssues { searching: true, ..DataIssues::default() });
        assert_eq!(issues.progress(), Progress::NotYet);
        issues.set(DataIssues::default());
        assert_eq!(issues.progress(), Progress::Done);
    }

    #[test]
    fn a_class_that_is_gone_is_not_offered() {
        let (mut library, issues) = (library(), issues());
        library.set_classes(vec![ClassInfo { id: CAT, name: "cat".into() }]);
        assert!(issues.of(IssueKind::Mislabelled, &library).is_empty());
    }

    #[test]
    fn copies_are_all_but_the_best_where_the_class_is_not_in_doubt() {
        let mut findings = issues().of(IssueKind::Duplicates, &library());
        assert_eq!(copies(&findings), [PhotoId(3), PhotoId(4)]);
        findings[0].photos[1].1 = ROCKET;
        assert_eq!(copies(&findings), []);
        assert_eq!(classes_of(&findings[0]), [CAT, ROCKET]);
        assert_eq!(outside(&findings[0], CAT), [PhotoId(3)]);
    }
}
