//! Navigation between projects, and dialogues.

use leptos::prelude::*;

use super::Page;
use crate::state::storage_quota::{Check, Forgetting};
use handlens_core::protocol::{ClassId, Command, IssueKind, ProjectId};

/// What the open dialogue is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Question {
    /// What Handlens is, and how to report a problem.
    About,
    /// How safely the device keeps the projects.
    Storage,
    /// How to check that nothing leaves the device.
    Privacy,
    /// Whether to remove a deleted project permanently.
    Purge(ProjectId, String),
    /// What to do with project files that were dropped while a project was open.
    ProjectFiles(Vec<String>),
    /// Which photos of the first class were taken for the second.
    TakenFor(ClassId, ClassId),
    /// Which of the person's own photos would be rejected as "none of these".
    Rejected,
    /// The photos with one kind of data issue.
    IssueList(IssueKind),
}

impl Page {
    pub(crate) fn open_project(self, project: ProjectId) {
        self.leave();
        self.client.open_project(project, false);
    }

    /// Opens a project although another tab has it open.
    pub(crate) fn take_over(self, project: ProjectId) {
        self.client.open_project(project, true);
    }

    /// Creates a project and opens it. Without a name it gets one like "Project 3".
    pub(crate) fn create_project(self, name: Option<String>) {
        self.leave();
        let name = name.unwrap_or_else(|| self.state.with_untracked(|state| state.projects.free_name()));
        self.client.create_project(name);
    }

    /// Returns to the list of projects.
    pub(crate) fn close_project(self) {
        self.leave();
        self.client.close_project();
    }

    pub(crate) fn rename_project(self, project: ProjectId, name: String) {
        self.send(Command::RenameProject { project, name });
    }

    /// Deletes a project; it can be restored.
    pub(crate) fn delete_project(self, project: ProjectId) {
        if self.state.with_untracked(|state| state.projects.at() == Some(&project)) {
            self.leave();
        }
        self.client.delete_project(project);
    }

    /// Restores a deleted project.
    pub(crate) fn restore_project(self, project: ProjectId) {
        self.send(Command::RestoreProject { project });
    }

    /// Removes a deleted project permanently.
    pub(crate) fn purge_project(self, project: ProjectId) {
        self.send(Command::PurgeProject { project });
    }

    /// Checks the open project for damage, and shows the result.
    pub(crate) fn check_project(self) {
        self.change(|state| state.keeping.check = Some(Check::Running));
        // Setting it again would create the dialogue anew, which would forget the element that the focus returns to.
        if self.question.get_untracked() != Some(Question::Storage) {
            self.question.set(Some(Question::Storage));
        }
        self.send(Command::CheckProject);
    }

    /// Permanently removes what was deleted from the open project, and shows the result.
    pub(crate) fn forget_deleted(self) {
        self.change(|state| state.keeping.forgetting = Some(Forgetting::Running));
        self.send(Command::ForgetDeleted);
    }

    /// Imports project files. If a project is open, asks first.
    pub(crate) fn take_project_files(self, files: Vec<web_sys::File>) {
        if files.is_empty() {
            return;
        }
        if self.state.with_untracked(|state| state.projects.at().is_some() || state.projects.is_opening()) {
            let names = files.iter().map(web_sys::File::name).collect();
            self.project_files.set_value(files);
            self.question.set(Some(Question::ProjectFiles(names)));
        } else {
            self.import_projects(&files);
        }
    }

    /// Imports the files that the dialogue asked about. The open project stays open: a file may be refused.
    pub(crate) fn import_project_files(self) {
        let files = self.project_files.try_update_value(std::mem::take).unwrap_or_default();
        self.question.set(None);
        self.import_projects(&files);
    }

    fn import_projects(self, files: &[web_sys::File]) {
        for file in files {
            self.client.import_project(file);
        }
    }

    /// Ends what belongs to the open project alone, and sends an edit that has not been sent yet.
    fn leave(self) {
        self.send_settings();
        self.camera.set(None);
        self.camera_problem.set(None);
        self.dragging.set(false);
        self.last_class.set(None);
        self.question.set(None);
    }
}
