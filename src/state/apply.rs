//! What each event changes.

use handlens_core::config::{Settings, TrainConfig};
use handlens_core::message::Message;
use handlens_core::msg;
use handlens_core::protocol::{
    ClassId, ClassInfo, Event, ImportSummary, JobId, NoticeLevel, PhotoId, PhotoInfo, Prediction,
    ProjectInfo, Scope, Storage,
};

use super::findings::IssueList;
use super::messages::Action;
use super::notices::Notice;
use super::projects::Projects;
use super::storage_quota::{Check, Forgetting};
use super::training::Training;
use super::{AppState, Bytes, Journal, batch};

impl AppState {
    /// Applies an event. `pictures` are the addresses of its attachments, in order.
    ///
    /// Returns the addresses that are no longer needed.
    #[must_use]
    pub fn apply(&mut self, event: Event, mut pictures: Vec<String>) -> Vec<String> {
        if !self.concerns(&event) {
            // The event belongs to a project that was left, so nothing will show its pictures.
            return pictures;
        }
        match event {
            // The client handles these.
            Event::Started | Event::TransferEnded { .. } | Event::Logged { .. } | Event::Crashed { .. } => {}
            Event::Loading { part, loaded_bytes, total_bytes } => {
                self.worker.loads(part, Bytes { loaded: loaded_bytes, total: total_bytes });
            }
            Event::Ready { device } => {
                self.worker.slow = false;
                self.device = Some(device);
            }
            Event::Projects { projects, storage } => self.set_projects(projects, storage),
            Event::ProjectInUse { project } => self.projects.in_use(project),
            Event::ProjectTaken { project } => return self.leave_project_if(|all| all.taken(project)),
            Event::Closed => return self.leave_project_if(Projects::closed),
            Event::TransferProgress { job, done, total } => self.transfers.progress(job, done, total),
            Event::Opened { project, name, classes, photos, settings, storage } => {
                let again = self.projects.is_reopening();
                if self.projects.opened(project, name) {
                    self.storage = Some(storage);
                    if !again {
                        self.messages.leave_project();
                    }
                    return self.open_project(classes, photos, settings);
                }
            }
            Event::MorePhotos { photos } => return self.library.add(photos, pictures),
            Event::OpenedCompletely => self.tell_of_recovery(),
            Event::Notice { job, level, photo, message } => {
                self.notice(job, Notice { level, photo, message });
            }
            Event::Renamed { name } => self.projects.renamed(&name),
            Event::DeletedForgotten { problem } => {
                self.keeping.forgetting = Some(Forgetting::Done(problem));
            }
            Event::Checked { problems } => self.keeping.check = Some(Check::Done(problems)),
            Event::ClassesChanged { classes } => self.library.set_classes(classes),
            Event::PhotosAdded { photos, .. } => {
                self.change_photos();
                self.issues.outdate();
                return self.library.add(photos, pictures);
            }
            Event::PhotosMoved { photos } => self.move_photos(&photos),
            Event::PhotosRemoved { photos } => return self.remove_photos(&photos),
            Event::Thumbnails { photos } => return self.library.set_thumbnails(&photos, pictures),
            Event::JournalChanged { undo, redo } => self.change_journal(Journal { undo, redo }),
            Event::Photo { photo, provenance, .. } => {
                return self.show_picture(photo, provenance, pictures.pop());
            }
            Event::Pictured { job } => return self.answers.set_thumbnail(job, pictures.pop()),
            Event::Progress { job, done, total, photos_per_second, seconds_left } => {
                self.imports.progress(job, done, total, photos_per_second, seconds_left);
            }
            Event::Undecided { job, overview } => self.imports.ask(job, overview),
            Event::ImportFinished { job, summary } => self.finish_import(job, summary),
            Event::ImportInterrupted { added, files } => self.tell_of_interruption(added, files),
            Event::Configured { train } => self.configure(train),
            Event::Rejecting { share } => self.training.set_reject(share),
            Event::TrainingHeld => self.training.held = true,
            Event::TrainingStarted { photos, epochs } => {
                self.training.begin(photos, epochs);
            }
            Event::TrainingProgress { epoch, loss, held_out_accuracy } => {
                self.training.progress(epoch, loss, held_out_accuracy);
            }
            Event::TuningProgress { share, seconds_left } => self.training.tune(share, seconds_left),
            Event::Tuned { tuning } => self.training.tuned(tuning),
            Event::Trained { report, current } => {
                self.change_classifier(|training| training.finish(report, current));
            }
            Event::MoreHeldOut { photos } => self.training.judge(photos),
            Event::Untrained => self.change_classifier(Training::forget),
            Event::LearningCurve { curve } => self.training.learning = Some(curve),
            Event::OtherOccasions { judged } => self.training.occasions = Some(judged),
            Event::Found { findings } => self.issues.set(findings),
            Event::BatchFound { photos } => self.batch.found(photos),
            Event::BatchProgress { done, total, photos_per_second, seconds_left } => {
                self.batch.progress(batch::Progress { done, total, photos_per_second, seconds_left });
            }
            Event::BatchAnswered { photos } => self.batch.answered(photos, self.training.generation),
            Event::BatchRefused { photo, message } => self.batch.refused(photo, message),
            Event::BatchCancelled => self.batch.cancelled(),
            Event::BatchAdded { photos } => self.batch.added(photos),
            Event::BatchThumbnails { photos } => return self.batch.set_thumbnails(&photos, pictures),
            Event::Predicted { job, prediction } => self.answer(job, Ok(prediction)),
            Event::PredictionFailed { job, message } => self.answer(job, Err(message)),
            Event::Explained { job, explanation } => self.answers.explain(job, Ok(explanation)),
            Event::ExplanationFailed { job, message } => self.answers.explain(job, Err(message)),
            Event::IntegrityChecked { integrity, photos } => {
                if let Some(check) = &mut self.integrity {
                    check.go_on(integrity, photos);
                }
            }
        }
        Vec::new()
    }

    /// Whether an event concerns something that the page still has.
    fn concerns(&self, event: &Event) -> bool {
        match event.scope() {
            Scope::Workspace | Scope::Project(_) => true,
            Scope::OpenProject => self.projects.is_open(),
            Scope::Job(job) => self.projects.is_open() || self.transfers.contains(job),
        }
    }

    fn set_projects(&mut self, projects: Vec<ProjectInfo>, storage: Storage) {
        self.storage = Some(storage);
        for info in self.projects.set_list(projects) {
            let sentence = msg!("toast-project-deleted", name = info.name);
            self.messages.offer(sentence, Action::Restore(info.id));
        }
    }

    fn notice(&mut self, job: Option<JobId>, notice: Notice) {
        let Some(job) = job else {
            if notice.level != NoticeLevel::Note {
                self.projects.fail_to_open();
            }
            return self.messages.tell(&notice);
        };
        if self.transfers.contains(job) {
            self.messages.tell(&notice);
        } else if let Some(import) = self.imports.find(job) {
            import.notices.push(notice);
        } else {
            self.messages.tell_of_job(job, notice);
        }
    }

    /// The photos of the project or their classes have changed.
    fn change_photos(&mut self) {
        self.batch.rearrange();
        self.training.outdate();
    }

    fn move_photos(&mut self, photos: &[(PhotoId, ClassId)]) {
        self.change_photos();
        self.issues.outdate();
        self.library.reassign(photos);
    }

    fn configure(&mut self, train: TrainConfig) {
        self.training.set_config(train);
        self.training.outdate();
    }

    fn remove_photos(&mut self, photos: &[PhotoId]) -> Vec<String> {
        self.change_photos();
        let mut released = self.library.remove(photos);
        if self.viewer.as_ref().is_some_and(|viewer| photos.contains(&viewer.photo)) {
            released.extend(self.close_viewer());
        }
        released
    }

    fn finish_import(&mut self, job: JobId, summary: ImportSummary) {
        if summary.added > 0 {
            self.messages.forget_interruption();
        }
        if let Some(outcome) = self.imports.finish(job, summary) {
            self.messages.tell_outcome(outcome);
        }
    }

    /// From now on another head answers, or none.
    fn change_classifier(&mut self, change: impl FnOnce(&mut Training)) {
        change(&mut self.training);
        self.batch.outdate();
        self.answers.outdate();
    }

    fn answer(&mut self, job: JobId, answer: Result<Prediction, Message>) {
        self.answers.settle(job, answer, self.training.generation);
    }

    fn open_project(
        &mut self,
        classes: Vec<ClassInfo>,
        photos: Vec<PhotoInfo>,
        settings: Settings,
    ) -> Vec<String> {
        self.journal = Journal::default();
        self.keeping.check = None;
        self.keeping.forgetting = None;
        self.integrity = None;
        self.training.reopen(settings);
        self.issues = IssueList::default();
        let mut released = self.library.open(classes);
        released.extend(self.library.add(photos, Vec::new()));
        released
    }
}
