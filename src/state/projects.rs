//! The projects on this device, and the page's place among them.

use handlens_core::config::limits::CLASS_NAME_CHARS;
use handlens_core::protocol::{ProjectId, ProjectInfo};
use handlens_i18n::t;

/// The projects on this device, and the page's place among them.
#[derive(Debug, Clone, PartialEq)]
pub struct Projects {
    /// All projects, including deleted ones, most recently changed first; none until the worker has listed them.
    list: Option<Vec<ProjectInfo>>,
    place: Place,
    /// The name of the project that the page is at, or was at last.
    name: String,
    /// Whether the worker has not answered its first command yet. Until then it may open a project that nobody asked
    /// for.
    starting: bool,
    /// A project whose opening seemed to fail; it may still open.
    given_up: Option<ProjectId>,
    /// Projects whose deletion was requested.
    deleting: Vec<ProjectId>,
    /// Whether the person navigated here, so that the browser's back button leads away again.
    chosen: bool,
}

/// The page's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A project is being opened: this one, or whichever the worker creates.
    Opening(Option<ProjectId>),
    /// The open project is being reopened by a worker that replaces a crashed one.
    Reopening(ProjectId),
    /// A project is open.
    Open(ProjectId),
    /// No project is open; the page lists all of them.
    Overview,
    /// This project is open in another tab.
    InUse(ProjectId),
    /// Another tab took this project over.
    Taken(ProjectId),
}

impl Default for Projects {
    fn default() -> Self {
        Self {
            list: None,
            place: Place::Opening(None),
            name: String::new(),
            starting: true,
            given_up: None,
            deleting: Vec::new(),
            chosen: false,
        }
    }
}

impl Projects {
    /// Sets the first place: the project in the address, or the list if there are projects.
    pub fn begin(&mut self, asked: Option<ProjectId>, known: bool) {
        self.place = match asked {
            None if known => Place::Overview,
            asked => Place::Opening(asked),
        };
    }

    /// The page's place.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Whether the person navigated here.
    pub fn is_chosen(&self) -> bool {
        self.chosen
    }

    /// The project that the page is at.
    pub fn at(&self) -> Option<&ProjectId> {
        match &self.place {
            Place::Opening(project) => project.as_ref(),
            Place::Reopening(project)
            | Place::Open(project)
            | Place::InUse(project)
            | Place::Taken(project) => Some(project),
            Place::Overview => None,
        }
    }

    /// The project that is open.
    pub fn open_project(&self) -> Option<&ProjectId> {
        match &self.place {
            Place::Open(project) => Some(project),
            _ => None,
        }
    }

    /// Whether a project is open.
    pub fn is_open(&self) -> bool {
        self.open_project().is_some()
    }

    /// Whether a project is being opened, so that commands for it have to wait.
    pub fn is_opening(&self) -> bool {
        matches!(self.place, Place::Opening(_) | Place::Reopening(_))
    }

    /// Whether the open project is being reopened by a worker that replaces a crashed one.
    pub fn is_reopening(&self) -> bool {
        matches!(self.place, Place::Reopening(_))
    }

    /// The project that a new worker should open.
    pub fn to_start_with(&self) -> Option<ProjectId> {
        match &self.place {
            Place::Opening(project) => project.clone(),
            Place::Reopening(project) | Place::Open(project) => Some(project.clone()),
            _ => None,
        }
    }

    /// The name of the project that the page is at.
    pub fn name(&self) -> &str {
        let listed = self.at().and_then(|project| self.find(project)).map(|info| info.name.as_str());
        match &self.place {
            Place::Opening(_) | Place::InUse(_) => listed.unwrap_or_default(),
            _ => &self.name,
        }
    }

    /// The name of a project, for use in a sentence.
    pub fn name_of(&self, project: &ProjectId) -> String {
        if self.open_project() == Some(project) {
            return self.name.clone();
        }
        self.find(project).map_or_else(|| t!("project-unnamed"), |info| info.name.clone())
    }

    /// Whether the worker has listed the projects.
    pub fn are_known(&self) -> bool {
        self.list.is_some()
    }

    /// The projects that are not deleted, most recently changed first.
    pub fn live(&self) -> impl Iterator<Item = &ProjectInfo> {
        self.list.iter().flatten().filter(|info| info.deleted_ms.is_none())
    }

    /// The deleted projects, which can be restored.
    pub fn deleted(&self) -> impl Iterator<Item = &ProjectInfo> {
        self.list.iter().flatten().filter(|info| info.deleted_ms.is_some())
    }

    /// A project in the list.
    pub fn find(&self, project: &ProjectId) -> Option<&ProjectInfo> {
        self.list.iter().flatten().find(|info| info.id == *project)
    }

    /// A name like "Project 3", in the page's language, that no project has.
    pub fn free_name(&self) -> String {
        let taken = |name: &str| self.live().any(|info| info.name.eq_ignore_ascii_case(name));
        let first = self.live().count() + 1;
        // One candidate more than there are projects, so at least one is free.
        (first..=2 * first)
            .map(|number| t!("project-numbered", number = number.to_string()))
            .find(|name| !taken(name))
            .unwrap_or_default()
    }

    /// The name for a copy of a project, in the page's language and within the length limit.
    pub fn copy_name(&self, project: &ProjectId) -> String {
        let added = t!("name-of-copy", name = "").chars().count();
        let room = CLASS_NAME_CHARS.saturating_sub(added);
        let name: String = self.name_of(project).chars().take(room).collect();
        t!("name-of-copy", name = name.trim_end())
    }

    /// Records that a project's deletion was requested.
    pub fn delete(&mut self, project: ProjectId) {
        self.deleting.push(project);
    }

    /// Stores the worker's list. Returns the projects whose requested deletion is now done.
    #[must_use]
    pub(super) fn set_list(&mut self, mut list: Vec<ProjectInfo>) -> Vec<ProjectInfo> {
        for info in list.iter_mut().filter(|info| info.name.is_empty()) {
            info.name = t!("name-not-known");
        }
        self.list = Some(list);
        self.find_place();
        let deleting = std::mem::take(&mut self.deleting);
        self.deleted().filter(|info| deleting.contains(&info.id)).cloned().collect()
    }

    /// Finds the place that the worker's first answer leads to.
    fn find_place(&mut self) {
        // If there is nothing to choose from, the worker creates a first project.
        if !self.starting || self.live().next().is_none() {
            return;
        }
        let asked = self.to_start_with();
        if !asked.is_some_and(|asked| self.live().any(|info| info.id == asked)) {
            self.starting = false;
            if self.is_opening() {
                self.place = Place::Overview;
            }
        }
    }

    /// Records that a project is open. Returns false if another project is awaited.
    pub(super) fn opened(&mut self, project: ProjectId, name: String) -> bool {
        let awaited = match &self.place {
            Place::Opening(Some(asked)) => self.starting || *asked == project,
            Place::Overview => self.starting || self.given_up.as_ref() == Some(&project),
            Place::InUse(_) | Place::Taken(_) => self.starting,
            Place::Opening(None) | Place::Reopening(_) | Place::Open(_) => true,
        };
        if awaited {
            self.place = Place::Open(project);
            self.name = name;
            self.starting = false;
            self.given_up = None;
        }
        awaited
    }

    /// Renames the open project. Only the worker's answer counts: a mere request may not survive a reload.
    pub(super) fn renamed(&mut self, name: &str) {
        let open = self.open_project().cloned();
        if let Some(info) = self.list.iter_mut().flatten().find(|info| Some(&info.id) == open.as_ref()) {
            name.clone_into(&mut info.name);
        }
        if open.is_some() {
            name.clone_into(&mut self.name);
        }
    }

    /// Records that a project cannot be opened, because another tab has it open.
    pub(super) fn in_use(&mut self, project: ProjectId) {
        let awaited = match &self.place {
            Place::Opening(asked) => asked.as_ref().is_none_or(|asked| *asked == project),
            Place::Reopening(asked) => *asked == project,
            _ => false,
        };
        if awaited {
            self.place = Place::InUse(project);
            self.starting = false;
        }
    }

    /// Records that another tab took a project over. Returns whether the page was at that project.
    pub(super) fn taken(&mut self, project: ProjectId) -> bool {
        let here = self.at() == Some(&project) && !matches!(self.place, Place::InUse(_));
        if here {
            self.place = Place::Taken(project);
        }
        here
    }

    /// Records that no project is open any more. Returns whether the page thought otherwise.
    pub(super) fn closed(&mut self) -> bool {
        let open = self.is_open();
        if open {
            self.place = Place::Overview;
            self.chosen = false;
        }
        open
    }

    /// Records a failure that may mean that the awaited project will not open.
    pub(super) fn fail_to_open(&mut self) {
        // At the start the failure may concern something else, and a first project still opens.
        if self.is_opening() && !(self.starting && self.place == Place::Opening(None)) {
            self.given_up = self.at().cloned();
            self.place = Place::Overview;
            self.chosen = false;
        }
    }

    /// Leaves the open project, which holds this many classes and photos. Updates the list at once; the worker's own
    /// list follows.
    pub(super) fn leave(&mut self, classes: usize, photos: usize) {
        let open = self.open_project().cloned();
        if let Some(info) = self.list.iter_mut().flatten().find(|info| Some(&info.id) == open.as_ref()) {
            (info.classes, info.photos, info.in_use) = (classes as u32, photos as u32, false);
        }
    }

    /// Goes to another place at the person's request.
    pub(super) fn go(&mut self, place: Place) {
        self.place = place;
        self.starting = false;
        self.given_up = None;
        self.chosen = true;
    }

    /// The worker is gone; the next one starts with the same project.
    pub(super) fn on_worker_crash(&mut self) {
        self.starting = true;
        if let Place::Open(project) = &self.place {
            self.place = Place::Reopening(project.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(name: &str) -> ProjectId {
        ProjectId(name.to_owned())
    }

    fn info(name: &str) -> ProjectInfo {
        ProjectInfo {
            id: id(name),
            name: name.to_owned(),
            classes: 0,
            photos: 0,
            bytes: 0,
            changed_ms: 0.0,
            deleted_ms: None,
            in_use: false,
            interrupted: None,
        }
    }

    #[test]
    fn the_list_tells_what_the_project_held_that_was_just_left() {
        let mut projects = Projects::default();
        projects.begin(Some(id("a")), true);
        let _ = projects.set_list(vec![ProjectInfo { in_use: true, ..info("a") }, info("b")]);
        assert!(projects.opened(id("a"), "a".into()));
        projects.leave(3, 40);
        projects.go(Place::Overview);
        assert_eq!(projects.find(&id("a")), Some(&ProjectInfo { classes: 3, photos: 40, ..info("a") }));
        assert_eq!(projects.find(&id("b")), Some(&info("b")));
    }

    #[test]
    fn a_device_without_projects_gets_a_first_one() {
        let mut projects = Projects::default();
        projects.begin(None, false);
        let _ = projects.set_list(Vec::new());
        assert_eq!(projects.place(), &Place::Opening(None), "the worker makes one");
        assert!(projects.opened(id("a"), "My photos".into()));
        assert_eq!((projects.open_project(), projects.name()), (Some(&id("a")), "My photos"));
        assert!(!projects.is_chosen());
    }

    #[test]
    fn without_an_asked_project_all_are_listed() {
        let mut projects = Projects::default();
        projects.begin(None, false);
        let _ = projects.set_list(vec![info("a")]);
        assert_eq!(projects.place(), &Place::Overview);
    }

    #[test]
    fn an_asked_project_that_is_not_there_leads_to_the_list() {
        let mut projects = Projects::default();
        projects.begin(Some(id("b")), true);
        let deleted = ProjectInfo { deleted_ms: Some(1.0), ..info("b") };
        let _ = projects.set_list(vec![info("a"), deleted]);
        assert_eq!(projects.place(), &Place::Overview);
        projects.begin(Some(id("a")), true);
        let _ = projects.set_list(vec![info("a")]);
        assert_eq!(projects.place(), &Place::Opening(Some(id("a"))));
    }

    #[test]
    fn a_device_that_lost_its_projects_begins_anew() {
        let mut projects = Projects::default();
        projects.begin(None, true);
        let _ = projects.set_list(Vec::new());
        assert!(projects.opened(id("new"), "My photos".into()), "the answer to the start is taken anywhere");
    }

    #[test]
    fn what_was_opened_too_late_is_not_shown() {
        let mut projects = Projects::default();
        let _ = projects.set_list(vec![info("a"), info("b")]);
        projects.go(Place::Opening(Some(id("a"))));
        projects.go(Place::Opening(Some(id("b"))));
        assert!(!projects.opened(id("a"), "a".into()));
        assert!(projects.opened(id("b"), "b".into()));
        projects.go(Place::Overview);
        assert!(!projects.opened(id("b"), "b".into()));
    }

    #[test]
    fn a_project_that_another_tab_takes_is_no_longer_open() {
        let mut projects = Projects::default();
        let _ = projects.set_list(vec![info("a")]);
        projects.go(Place::Opening(Some(id("a"))));
        projects.in_use(id("a"));
        assert_eq!((projects.place(), projects.name()), (&Place::InUse(id("a")), "a"));
        projects.go(Place::Opening(Some(id("a"))));
        assert!(projects.opened(id("a"), "Birds".into()));
        assert!(projects.taken(id("a")));
        assert_eq!((projects.place(), projects.name()), (&Place::Taken(id("a")), "Birds"));
        assert_eq!(projects.to_start_with(), None, "a new worker does not take it back");
    }

    #[test]
    fn a_new_worker_starts_with_the_same_project() {
        let mut projects = Projects::default();
        assert!(projects.opened(id("a"), "Birds".into()));
        projects.on_worker_crash();
        assert_eq!((projects.to_start_with(), projects.name()), (Some(id("a")), "Birds"));
        projects.fail_to_open();
        assert_eq!(projects.place(), &Place::Overview);
        assert!(projects.opened(id("a"), "Birds".into()), "it was something else that had failed");
    }

    #[test]
    fn a_deletion_is_told_once_it_is_done() {
        let mut projects = Projects::default();
        let deleted = ProjectInfo { deleted_ms: Some(1.0), ..info("a") };
        projects.delete(id("a"));
        assert_eq!(projects.set_list(vec![deleted.clone(), info("b")]), std::slice::from_ref(&deleted));
        assert!(projects.set_list(vec![deleted.clone(), info("b")]).is_empty());
        projects.delete(id("b"));
        assert!(projects.set_list(vec![info("b")]).is_empty(), "another tab has it open");
    }

    #[test]
    fn a_new_projects_name_is_free() {
        let mut projects = Projects::default();
        let _ =
            projects.set_list(vec![info("Project 2"), ProjectInfo { deleted_ms: Some(1.0), ..info("x") }]);
        assert_eq!(projects.free_name(), "Project 3");
    }

    #[test]
    fn a_copys_name_is_no_longer_than_names_may_be() {
        let mut projects = Projects::default();
        let long = ProjectInfo { name: "ü".repeat(CLASS_NAME_CHARS), ..info("long") };
        let _ =
            projects.set_list(vec![info("Birds"), long, ProjectInfo { name: String::new(), ..info("x") }]);
        assert_eq!(projects.copy_name(&id("Birds")), "Birds (copy)");
        assert_eq!(projects.copy_name(&id("long")), "ü".repeat(CLASS_NAME_CHARS - 7) + " (copy)");
        assert_eq!(projects.find(&id("x")).map(|info| info.name.as_str()), Some("A project"));
    }
}
