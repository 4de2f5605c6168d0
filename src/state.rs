//! What the page knows: one plain value, changed by [`AppState::apply`] and by the page's own choices.
//!
//! Nothing here touches the browser. Pictures come in as addresses (`blob:` URLs) that the client created; addresses
//! that are no longer needed are returned, for the client to revoke.

pub mod answers;
pub mod batch;
pub mod confusion;
pub mod findings;
pub mod imports;
pub mod integrity;
pub mod learning_curve;
pub mod library;
pub mod messages;
pub mod missed;
pub mod notices;
pub mod offline;
pub mod privacy_audit;
pub mod projects;
pub mod saliency;
pub mod storage_quota;
pub mod training;
pub mod transfers;

use handlens_core::config::{Settings, TrainConfig};
use handlens_core::message::Message;
use handlens_core::msg;
use handlens_core::protocol::{
    ClassId, ClassInfo, DeviceReport, Event, ImportSummary, JobId, LoadPart, NoticeLevel, PhotoId, PhotoInfo,
    Prediction, ProjectInfo, Provenance, Scope, Storage, TransferOutcome,
};
use handlens_i18n::t;

use answers::{Answer, Answers};
use batch::Batch;
use findings::IssueList;
use imports::Imports;
use integrity::IntegrityCheck;
use library::Library;
use messages::{Action, Messages};
use notices::Notice;
use offline::{Offline, Update};
use privacy_audit::Airplane;
use projects::{Place, Projects};
use storage_quota::{Check, Forgetting, Keeping};
use training::Training;
use transfers::{Ending, Transfers};

/// Everything that the views show.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AppState {
    /// How far the worker has come.
    pub worker: Worker,
    /// The device that computes, once known.
    pub device: Option<DeviceReport>,
    /// Where projects are kept, once known.
    pub storage: Option<Storage>,
    /// The projects on this device, and the page's place among them.
    pub projects: Projects,
    /// Running copies, exports and imports of projects.
    pub transfers: Transfers,
    /// How safely the device keeps the projects.
    pub keeping: Keeping,
    /// Classes, photos and the selection.
    pub library: Library,
    /// What can be undone and redone.
    pub journal: Journal,
    /// Running imports of photos.
    pub imports: Imports,
    /// Settings, curves and results of training.
    pub training: Training,
    /// Data issues: what may be wrong with the photos.
    pub issues: IssueList,
    /// Answers for single photos and for the webcam.
    pub answers: Answers,
    /// The batch prediction.
    pub batch: Batch,
    /// Whether the page works without a network, and what it may offer: an update, installing.
    pub offline: Offline,
    /// What became of the offer of a new version.
    pub update: Update,
    /// Answers that came while the device had no network.
    pub airplane: Airplane,
    /// Whether the pretrained model still answers as published, once somebody has asked.
    pub integrity: Option<IntegrityCheck>,
    /// Alerts and toasts.
    pub messages: Messages,
    /// The photo shown at full size, if any.
    pub viewer: Option<Viewer>,
}

/// How far the worker has come.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Worker {
    /// Bytes of the worker's program.
    pub program: Option<Bytes>,
    /// Bytes of the model.
    pub model: Option<Bytes>,
    /// Whether the worker has not become ready in the time that others need.
    pub slow: bool,
    /// Why the worker has stopped for good, if it has.
    pub stopped: Option<Message>,
    /// What to report once a replacement worker has reopened the project.
    recovery: Option<Recovery>,
    /// Whether the worker that was lost interrupted imports, which was said then.
    interrupted: bool,
}

/// Progress of a download.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bytes {
    /// Bytes so far.
    pub loaded: u64,
    /// Bytes in all, if the server says.
    pub total: Option<u64>,
}

#[derive(Debug, Clone, PartialEq)]
struct Recovery {
    /// One or two sentences.
    reason: Message,
    photos_before: usize,
}

/// What can be undone and redone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Journal {
    /// The change that undo would revert.
    pub undo: Option<Message>,
    /// The change that redo would repeat.
    pub redo: Option<Message>,
}

/// The photo shown at full size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewer {
    /// The photo.
    pub photo: PhotoId,
    /// The address of its picture, once that has arrived.
    pub picture: Option<String>,
    /// When and where it was taken, as far as that is known yet.
    pub provenance: Provenance,
}

impl Worker {
    fn loads(&mut self, part: LoadPart, bytes: Bytes) {
        match part {
            LoadPart::Program => self.program = Some(bytes),
            LoadPart::Model => self.model = Some(bytes),
        }
    }
}

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
            Event::JournalChanged { undo, redo } => {
                self.journal = Journal { undo, redo };
                self.issues.changed();
            }
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

    /// Leaves the open project if `closes` says that this closes it.
    fn leave_project_if(&mut self, closes: impl FnOnce(&mut Projects) -> bool) -> Vec<String> {
        if closes(&mut self.projects) { self.leave_project() } else { Vec::new() }
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

    /// Goes to another place at the person's request. Returns the addresses of pictures that are no longer needed.
    #[must_use]
    pub fn go(&mut self, place: Place) -> Vec<String> {
        self.projects.leave(self.library.classes().len(), self.library.photo_count());
        let released = self.leave_project();
        self.projects.go(place);
        released
    }

    /// Forgets everything that belongs to a project. Running imports are reported as interrupted. Returns the addresses
    /// of pictures that are no longer needed.
    #[must_use]
    pub fn leave_project(&mut self) -> Vec<String> {
        self.interrupt_imports();
        self.journal = Journal::default();
        self.training = Training::default();
        self.issues = IssueList::default();
        self.integrity = None;
        self.keeping.check = None;
        self.keeping.forgetting = None;
        self.worker.recovery = None;
        self.worker.interrupted = false;
        let mut released = self.library.open(Vec::new());
        released.extend(self.close_viewer());
        released.extend(self.answers.clear().into_iter().flat_map(Answer::addresses));
        released.extend(self.batch.clear());
        released
    }

    /// Reports running imports as interrupted. Returns whether there were any.
    fn interrupt_imports(&mut self) -> bool {
        let outcomes = self.imports.interrupt();
        let some = !outcomes.is_empty();
        for outcome in outcomes {
            self.messages.tell_outcome(outcome);
        }
        some
    }

    /// Says what is missing of an import that ended with the page or its worker, unless it was said when the worker
    /// was lost.
    fn tell_of_interruption(&mut self, added: u32, files: Option<u32>) {
        if !std::mem::take(&mut self.worker.interrupted) {
            self.messages.refuse(match files {
                Some(files) => msg!("import-interrupted-of", count = added, total = files),
                None => msg!("import-interrupted", count = added),
            });
        }
    }

    /// Ends a transfer. Returns what is left for the client to do, such as opening a project or saving a file.
    #[must_use]
    pub fn end_transfer(&mut self, job: JobId, outcome: TransferOutcome) -> Option<Ending> {
        let at_overview = *self.projects.place() == Place::Overview;
        match self.transfers.end(job, outcome, at_overview)? {
            Ending::Offer(project, sentence) => self.messages.offer(sentence, Action::Open(project)),
            Ending::Tell(sentence) => self.messages.note(sentence),
            Ending::Refuse(sentence) => self.messages.refuse(sentence),
            ending => return Some(ending),
        }
        None
    }

    /// Called when the project is completely open. Reports how the recovery from a crashed worker went.
    fn tell_of_recovery(&mut self) {
        let Some(recovery) = self.worker.recovery.take() else { return };
        let photos = self.library.photo_count();
        let ending = if recovery.photos_before == 0 {
            msg!("worker-again")
        } else if photos >= recovery.photos_before {
            msg!("worker-again-with-photos")
        } else {
            msg!("worker-again-without-photos", count = recovery.photos_before - photos)
        };
        self.messages.alert(msg!("sentences", first = recovery.reason, then = ending));
    }

    /// Marks everything that ran in the worker as interrupted: the worker is gone and will send no more. `reason`: what
    /// happened, in one or two sentences.
    pub fn on_worker_crash(&mut self, reason: Message) {
        let photos_before = self
            .worker
            .recovery
            .take()
            .map_or(0, |earlier| earlier.photos_before)
            .max(self.library.photo_count());
        // A second crash, before the project was open again, has no import to interrupt.
        let interrupted = self.worker.interrupted;
        self.worker = Worker { recovery: Some(Recovery { reason, photos_before }), ..Worker::default() };
        self.device = None;
        self.journal = Journal::default();
        self.projects.on_worker_crash();
        self.worker.interrupted = self.interrupt_imports() || interrupted;
        for sentence in self.transfers.interrupt() {
            self.messages.refuse(sentence);
        }
        self.keeping.check = None;
        self.keeping.forgetting = None;
        self.integrity = None;
        self.answers.interrupt();
        self.batch.interrupt();
        self.training.interrupt();
    }

    /// Records that the worker is gone and will not be restarted automatically.
    pub fn stop_worker(&mut self) {
        let recovery = self.worker.recovery.as_ref();
        let reason = recovery.map_or_else(|| stopped_because(""), |recovery| recovery.reason.clone());
        self.worker.stopped = Some(msg!("sentences", first = reason, then = msg!("worker-not-again")));
    }

    /// Whether to offer a new version: not while a reload would lose answers that the person has nowhere else.
    pub fn offers_update(&self) -> bool {
        self.offline.update && self.update != Update::PutOff && !self.batch.is_unsaved()
    }

    /// Whether the device is known, so that photos are processed and not only collected.
    pub fn is_ready(&self) -> bool {
        self.device.is_some()
    }

    /// The class of the photo of the project that is the same as a predicted one, if it is there.
    pub fn class_of_same(&self, same: Option<PhotoId>) -> Option<ClassId> {
        self.library.class_of(same?)
    }

    /// The name of a class, for use in a sentence.
    pub fn class_name(&self, class: ClassId) -> String {
        self.library.class_name(class).map_or_else(class_gone, str::to_owned)
    }

    /// The wrong class that a held-out head gave a photo; none if it was right.
    pub fn mistake(&self, photo: PhotoId) -> Option<String> {
        let class = self.library.class_of(photo)?;
        let (taken_for, probability) = self.training.judgement(photo)?;
        let name = self.library.class_name(taken_for)?;
        (taken_for != class)
            .then(|| t!("photo-mistake", name = name, share = super::number_format::percent(probability)))
    }

    /// The photos of class `label` that a head which never saw them took for `answer`: mistakes with the highest
    /// confidence first, right answers with the lowest first.
    pub fn taken_for(&self, label: ClassId, answer: ClassId) -> Vec<PhotoId> {
        let mut photos: Vec<(PhotoId, f32)> = self
            .training
            .judged_as(answer)
            .filter(|(photo, _)| self.library.class_of(*photo) == Some(label))
            .collect();
        let sign = if label == answer { 1.0 } else { -1.0 };
        photos.sort_by(|a, b| (sign * a.1).total_cmp(&(sign * b.1)).then(a.0.cmp(&b.0)));
        photos.into_iter().map(|(photo, _)| photo).collect()
    }

    /// Starts showing a photo at full size. Returns the address of the picture shown before.
    pub fn open_viewer(&mut self, photo: PhotoId) -> Option<String> {
        self.viewer
            .replace(Viewer { photo, picture: None, provenance: Provenance::default() })
            .and_then(|before| before.picture)
    }

    /// Stops showing a photo at full size. Returns the address of its picture.
    pub fn close_viewer(&mut self) -> Option<String> {
        self.viewer.take().and_then(|viewer| viewer.picture)
    }

    fn show_picture(
        &mut self,
        photo: PhotoId,
        provenance: Provenance,
        picture: Option<String>,
    ) -> Vec<String> {
        match &mut self.viewer {
            Some(viewer) if viewer.photo == photo => {
                viewer.provenance = provenance;
                std::mem::replace(&mut viewer.picture, picture).into_iter().collect()
            }
            _ => picture.into_iter().collect(),
        }
    }
}

/// The name for a deleted class that an answer still refers to.
pub fn class_gone() -> String {
    t!("class-gone")
}

/// A message that the worker stopped, with the browser's explanation, if any.
pub fn stopped_because(cause: &str) -> Message {
    // The message ends its sentence itself.
    match cause.trim().trim_end_matches('.') {
        "" => msg!("worker-stopped"),
        cause => msg!("worker-stopped-because", cause = cause),
    }
}

#[cfg(test)]
mod tests {
    use handlens_i18n::Localise;

    use super::findings::Progress;
    use super::*;
    use handlens_core::protocol::{DataIssues, ProjectId, TrainReport};

    fn opened(photos: u32) -> AppState {
        let mut state = AppState::default();
        open(&mut state, photos);
        state
    }

    fn open(state: &mut AppState, photos: u32) {
        let class = ClassInfo { id: ClassId(1), name: "Leaf".into() };
        let photo = |id| PhotoInfo { id: PhotoId(id), class: ClassId(1), name: format!("{id}.jpg") };
        let event = Event::Opened {
            project: ProjectId("leaves".into()),
            name: "Leaves".into(),
            classes: vec![class],
            photos: (0..photos).map(photo).collect(),
            settings: Settings::default(),
            storage: Storage::Memory,
        };
        for event in [event, Event::OpenedCompletely] {
            let _ = state.apply(event, Vec::new());
        }
    }

    fn alerts(state: &AppState) -> Vec<String> {
        state.messages.alerts().iter().map(|alert| alert.sentence.text()).collect()
    }

    #[test]
    fn a_dead_worker_interrupts_imports_and_says_what_is_left() {
        let mut state = opened(3);
        assert!(alerts(&state).is_empty(), "the first opening is no recovery");
        state.imports.found(JobId(7), 10);
        state.on_worker_crash(stopped_because("out of memory"));
        assert!(state.imports.all().is_empty());
        assert!(state.messages.toasts()[0].sentence.text().contains("interrupted"));
        state.on_worker_crash(stopped_because("out of memory"));
        open(&mut state, 3);
        let interrupted = Event::ImportInterrupted { added: 3, files: Some(10) };
        let _ = state.apply(interrupted.clone(), Vec::new());
        assert_eq!(state.messages.toasts().len(), 1, "it was said when the worker was lost");
        let _ = state.apply(interrupted, Vec::new());
        assert_eq!(
            state.messages.toasts()[1].sentence.text(),
            "The last import was interrupted: 3 of 10 files came in. Add the rest again."
        );
        let told =
            "The worker stopped unexpectedly: out of memory. It was restarted; your photos are still here.";
        assert_eq!(alerts(&state), [told]);
    }

    #[test]
    fn a_project_in_memory_does_not_claim_to_have_survived() {
        let mut state = opened(3);
        state.on_worker_crash(stopped_because("out of memory"));
        // A second crash before the project was open again must not make the loss look smaller.
        state.on_worker_crash(stopped_because("out of memory"));
        open(&mut state, 0);
        assert!(
            alerts(&state)[0].contains("3 photos that were only in this tab's memory"),
            "{:?}",
            alerts(&state)
        );
    }

    #[test]
    fn an_import_keeps_its_notices_for_its_summary() {
        let mut state = opened(0);
        state.imports.found(JobId(1), 2);
        let notice = |job| Event::Notice {
            job,
            level: NoticeLevel::Refused,
            photo: Some("a.txt".into()),
            message: Message::verbatim("is not an image."),
        };
        let _ = state.apply(notice(Some(JobId(1))), Vec::new());
        assert!(state.messages.toasts().is_empty(), "told at the end");
        let summary = ImportSummary { added: 1, refused: 1, ..ImportSummary::default() };
        let _ = state.apply(Event::ImportFinished { job: JobId(1), summary }, Vec::new());
        assert_eq!(state.messages.toasts()[0].notices.causes().len(), 1);
        let _ = state.apply(notice(None), Vec::new());
        assert_eq!(state.messages.toasts()[1].sentence.text(), "a.txt is not an image.");
    }

    #[test]
    fn what_was_found_before_photos_came_does_not_pass_for_what_is_found_among_them() {
        let mut state = opened(0);
        let report = TrainReport {
            epochs: 1,
            converged: true,
            loss: 0.0,
            seconds: 0.0,
            photos: 2,
            held_out: None,
            unjudged: Vec::new(),
        };
        let check = |state: &mut AppState| {
            for event in [
                Event::Trained { report: report.clone(), current: true },
                Event::Found { findings: DataIssues::default() },
            ] {
                let _ = state.apply(event, Vec::new());
            }
            assert!(!state.training.has_old_results() && state.issues.progress() == Progress::Done);
        };
        check(&mut state);
        let photo = PhotoInfo { id: PhotoId(9), class: ClassId(1), name: "9.jpg".into() };
        let _ = state.apply(Event::PhotosAdded { job: None, photos: vec![photo] }, Vec::new());
        assert!(state.training.has_old_results() && state.issues.progress() == Progress::NotYet);
        check(&mut state);
        let _ = state.apply(Event::PhotosMoved { photos: vec![(PhotoId(9), ClassId(1))] }, Vec::new());
        assert!(state.training.has_old_results() && state.issues.progress() == Progress::NotYet);
        check(&mut state);
        let _ = state.apply(Event::PhotosRemoved { photos: vec![PhotoId(9)] }, Vec::new());
        assert!(state.training.has_old_results());
        assert_eq!(state.issues.progress(), Progress::Done, "the others were checked");
    }

    #[test]
    fn a_removed_photo_leaves_the_viewer() {
        let mut state = opened(2);
        assert_eq!(state.open_viewer(PhotoId(1)), None);
        let photo = Event::Photo {
            photo: PhotoId(1),
            media_type: "image/jpeg".into(),
            provenance: Provenance::default(),
        };
        assert!(state.apply(photo, vec!["blob:1".into()]).is_empty());
        let released = state.apply(Event::PhotosRemoved { photos: vec![PhotoId(1)] }, Vec::new());
        assert_eq!((released, state.viewer), (vec!["blob:1".to_owned()], None));
    }

    #[test]
    fn a_project_that_is_left_says_nothing_more() {
        let mut state = opened(2);
        state.imports.found(JobId(1), 5);
        let gone = state.answers.ask(JobId(2), "a.jpg".into(), Some("blob:batch".into()));
        assert!(gone.is_empty());
        let thumbnails = Event::Thumbnails { photos: vec![PhotoId(0)] };
        assert!(state.apply(thumbnails.clone(), vec!["blob:0".into()]).is_empty());
        assert_eq!(state.go(Place::Overview), ["blob:0", "blob:batch"]);
        assert_eq!((state.library.photo_count(), state.imports.all().len()), (0, 0));
        assert!(state.messages.toasts()[0].sentence.text().contains("interrupted"));
        assert_eq!(state.apply(thumbnails, vec!["blob:late".into()]), ["blob:late"]);
        let photos = vec![PhotoInfo { id: PhotoId(9), class: ClassId(1), name: "late.jpg".into() }];
        assert!(state.apply(Event::MorePhotos { photos }, Vec::new()).is_empty());
        assert_eq!(state.library.photo_count(), 0);
    }

    #[test]
    fn a_project_that_does_not_open_leads_back_to_the_list() {
        let mut state = opened(2);
        assert!(state.go(Place::Opening(Some(ProjectId("other".into())))).is_empty());
        let message = Message::verbatim("This project is damaged.");
        let failure = Event::Notice { job: None, level: NoticeLevel::Failure, photo: None, message };
        assert!(state.apply(failure, Vec::new()).is_empty());
        assert_eq!(state.projects.place(), &Place::Overview);
        assert_eq!(alerts(&state).len(), 1);
    }
}
