//! What the page knows: one plain value, changed by [`AppState::apply`] and by the few things the page decides itself.
//!
//! Nothing here touches the browser. Pictures come in as the addresses (`blob:` URLs) that the client made for
//! them; those that are no longer needed come out again, for the client to revoke.

pub mod answers;
pub mod confusion;
pub mod findings;
pub mod imports;
pub mod knowledge;
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
pub mod tried;

use handlens_core::config::Settings;
use handlens_core::message::Message;
use handlens_core::msg;
use handlens_core::protocol::{
    ClassId, ClassInfo, DeviceReport, Event, ImportSummary, JobId, LoadPart, NoticeLevel, PhotoId, PhotoInfo,
    Prediction, ProjectInfo, Provenance, Scope, Storage, TransferOutcome,
};
use handlens_i18n::t;

use answers::{Answer, Answers};
use findings::Worth;
use imports::Imports;
use knowledge::Kept;
use library::Library;
use messages::{Action, Messages};
use notices::Notice;
use offline::{Offline, Update};
use privacy_audit::Airplane;
use projects::{Place, Projects};
use storage_quota::{Check, Forgetting, Keeping};
use training::Training;
use transfers::{Ending, Transfers};
use tried::Tried;

/// Everything that the views show.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AppState {
    /// How far the worker has come.
    pub worker: Worker,
    /// What does the work, once known.
    pub device: Option<DeviceReport>,
    /// Where projects are kept, once known.
    pub storage: Option<Storage>,
    /// The projects of this device, and where the page is.
    pub projects: Projects,
    /// Copies, exports and imports of projects that run.
    pub transfers: Transfers,
    /// How safely the device keeps what is stored.
    pub keeping: Keeping,
    /// Classes, photos and which of them are selected.
    pub library: Library,
    /// What can be undone and redone.
    pub journal: Journal,
    /// Imports that run.
    pub imports: Imports,
    /// Settings, curves and results of training.
    pub training: Training,
    /// What among the photos is worth a look.
    pub worth: Worth,
    /// Answers for photos that are tried.
    pub answers: Answers,
    /// Photos that are tried many at once.
    pub tried: Tried,
    /// Whether the page works without a network, and what there is to offer.
    pub offline: Offline,
    /// What became of the offer of another version.
    pub update: Update,
    /// Answers that came while the device had no network.
    pub airplane: Airplane,
    /// Whether the pretrained model still answers as it did, once somebody has asked.
    pub kept: Option<Kept>,
    /// What there is to tell.
    pub messages: Messages,
    /// The photo that is shown large, if any.
    pub viewer: Option<Viewer>,
}

/// How far the worker has come.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Worker {
    /// Bytes of its program.
    pub program: Option<Bytes>,
    /// Bytes of the model.
    pub model: Option<Bytes>,
    /// Whether it has not got ready in a time in which others do.
    pub slow: bool,
    /// Why it stopped for good, if it did.
    pub stopped: Option<Message>,
    /// What to tell when the worker that replaces a dead one has opened the project.
    recovery: Option<Recovery>,
}

/// Bytes of a download.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bytes {
    /// Bytes so far.
    pub loaded: u64,
    /// Bytes in all, where the server told.
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
    /// What an undo would take back.
    pub undo: Option<Message>,
    /// What a redo would make again.
    pub redo: Option<Message>,
}

/// The photo that is shown large.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewer {
    /// The photo.
    pub photo: PhotoId,
    /// The address of its picture, once it has arrived.
    pub picture: Option<String>,
    /// Where it comes from, as far as it is known by then.
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
    /// Takes in a fact. `pictures` are the addresses of the event's attachments, in order.
    ///
    /// Returns the addresses that are no longer needed.
    #[must_use]
    pub fn apply(&mut self, event: Event, mut pictures: Vec<String>) -> Vec<String> {
        if !self.concerns(&event) {
            // A project that was left still had this to say. The pictures are nobody's.
            return pictures;
        }
        match event {
            // The client acts on these.
            Event::Started | Event::TransferEnded { .. } | Event::Logged { .. } | Event::Died { .. } => {}
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
            Event::TransferProgress { run, done, total } => self.transfers.progress(run, done, total),
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
            Event::Notice { run, level, photo, message } => {
                self.notice(run, Notice { level, photo, message });
            }
            Event::Renamed { name } => self.projects.renamed(&name),
            Event::DeletedForgotten { problem } => {
                self.keeping.forgetting = Some(Forgetting::Done(problem));
            }
            Event::Checked { problems } => self.keeping.check = Some(Check::Done(problems)),
            Event::ClassesChanged { classes } => self.library.set_classes(classes),
            Event::PhotosAdded { photos, .. } => {
                self.tried.rearrange();
                return self.library.add(photos, pictures);
            }
            Event::PhotosMoved { photos } => {
                self.tried.rearrange();
                self.library.reassign(&photos);
            }
            Event::PhotosRemoved { photos } => return self.remove_photos(&photos),
            Event::Thumbnails { photos } => return self.library.set_thumbnails(&photos, pictures),
            Event::JournalChanged { undo, redo } => {
                self.journal = Journal { undo, redo };
                self.worth.changed();
            }
            Event::Photo { photo, provenance, .. } => {
                return self.show_picture(photo, provenance, pictures.pop());
            }
            Event::Pictured { run } => return self.answers.set_thumbnail(run, pictures.pop()),
            Event::Progress { run, done, total, photos_per_second, seconds_left } => {
                self.imports.progress(run, done, total, photos_per_second, seconds_left);
            }
            Event::Undecided { run, overview } => self.imports.ask(run, overview),
            Event::ImportFinished { run, summary } => self.finish_import(run, summary),
            Event::Configured { train } => self.training.set_config(train),
            Event::Rejecting { share } => self.training.set_reject(share),
            Event::TrainingHeld => self.training.held = true,
            Event::TrainingStarted { photos, epochs } => {
                self.training.begin(photos, epochs);
            }
            Event::TrainingProgress { epoch, loss, held_out_accuracy } => {
                self.training.progress(epoch, loss, held_out_accuracy);
            }
            Event::Trained { report } => self.change_classifier(|training| training.finish(report)),
            Event::MoreHeldOut { photos } => self.training.judge(photos),
            Event::Untrained => self.change_classifier(Training::forget),
            Event::LearningCurve { curve } => self.training.learning = Some(curve),
            Event::OtherOccasions { judged } => self.training.occasions = Some(judged),
            Event::Found { findings } => self.worth.set(findings),
            Event::TriedFound { photos } => self.tried.found(photos),
            Event::TriedProgress { done, total, photos_per_second, seconds_left } => {
                self.tried.progress(tried::Progress { done, total, photos_per_second, seconds_left });
            }
            Event::TriedAnswered { photos } => self.tried.answered(photos, self.training.generation),
            Event::TriedRefused { photo, message } => self.tried.refused(photo, message),
            Event::TriedCancelled => self.tried.cancelled(),
            Event::TriedAdded { photos } => self.tried.added(photos),
            Event::TriedThumbnails { photos } => return self.tried.set_thumbnails(&photos, pictures),
            Event::Predicted { run, prediction } => self.answer(run, Ok(prediction)),
            Event::PredictionFailed { run, message } => self.answer(run, Err(message)),
            Event::Explained { run, explanation } => self.answers.explain(run, Ok(explanation)),
            Event::ExplanationFailed { run, message } => self.answers.explain(run, Err(message)),
            Event::KnowledgeCompared { knowledge, photos } => {
                if let Some(kept) = &mut self.kept {
                    kept.go_on(knowledge, photos);
                }
            }
        }
        Vec::new()
    }

    /// Whether an event is about something that the page still has.
    fn concerns(&self, event: &Event) -> bool {
        match event.scope() {
            Scope::Workspace | Scope::Project(_) => true,
            Scope::OpenProject => self.projects.is_open(),
            Scope::Job(run) => self.projects.is_open() || self.transfers.contains(run),
        }
    }

    fn set_projects(&mut self, projects: Vec<ProjectInfo>, storage: Storage) {
        self.storage = Some(storage);
        for info in self.projects.set_list(projects) {
            let sentence = msg!("toast-project-deleted", name = info.name);
            self.messages.offer(sentence, Action::Restore(info.id));
        }
    }

    /// Leaves the open project if `closes` says that it is closed now.
    fn leave_project_if(&mut self, closes: impl FnOnce(&mut Projects) -> bool) -> Vec<String> {
        if closes(&mut self.projects) { self.leave_project() } else { Vec::new() }
    }

    fn notice(&mut self, run: Option<JobId>, notice: Notice) {
        let Some(run) = run else {
            if notice.level != NoticeLevel::Note {
                self.projects.fail_to_open();
            }
            return self.messages.tell(&notice);
        };
        if self.transfers.contains(run) {
            self.messages.tell(&notice);
        } else if let Some(import) = self.imports.find(run) {
            import.notices.push(notice);
        } else {
            self.messages.tell_of_run(run, notice);
        }
    }

    fn remove_photos(&mut self, photos: &[PhotoId]) -> Vec<String> {
        self.tried.rearrange();
        let mut released = self.library.remove(photos);
        if self.viewer.as_ref().is_some_and(|viewer| photos.contains(&viewer.photo)) {
            released.extend(self.close_viewer());
        }
        released
    }

    fn finish_import(&mut self, run: JobId, summary: ImportSummary) {
        if let Some(outcome) = self.imports.finish(run, summary) {
            self.messages.tell_outcome(outcome);
        }
    }

    /// Another classifier answers from now on, or none.
    fn change_classifier(&mut self, change: impl FnOnce(&mut Training)) {
        change(&mut self.training);
        self.tried.outdate();
        self.answers.outdate();
    }

    fn answer(&mut self, run: JobId, answer: Result<Prediction, Message>) {
        self.answers.settle(run, answer, self.training.generation);
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
        self.kept = None;
        // Answers of before stay, after a worker has died; none of them may pass for one of a later head.
        let generation = self.training.generation;
        self.training = Training::new(settings);
        self.training.generation = generation;
        self.worth = Worth::default();
        let mut released = self.library.open(classes);
        released.extend(self.library.add(photos, Vec::new()));
        released
    }

    /// The person goes to another place. Returns the addresses of pictures that are no longer needed.
    #[must_use]
    pub fn go(&mut self, place: Place) -> Vec<String> {
        self.projects.leave(self.library.classes().len(), self.library.photo_count());
        let released = self.leave_project();
        self.projects.go(place);
        released
    }

    /// Forgets everything that belongs to a project. Imports that run are told to have been interrupted.
    #[must_use]
    pub fn leave_project(&mut self) -> Vec<String> {
        self.interrupt_imports();
        self.journal = Journal::default();
        self.training = Training::default();
        self.worth = Worth::default();
        self.kept = None;
        self.keeping.check = None;
        self.keeping.forgetting = None;
        self.worker.recovery = None;
        let mut released = self.library.open(Vec::new());
        released.extend(self.close_viewer());
        released.extend(self.answers.clear().into_iter().flat_map(Answer::addresses));
        released.extend(self.tried.clear());
        released
    }

    fn interrupt_imports(&mut self) {
        for outcome in self.imports.interrupt() {
            self.messages.tell_outcome(outcome);
        }
    }

    /// A transfer is over. Returns what the client has to do: open a project or save a file.
    #[must_use]
    pub fn end_transfer(&mut self, run: JobId, outcome: TransferOutcome) -> Option<Ending> {
        let at_overview = *self.projects.place() == Place::Overview;
        match self.transfers.end(run, outcome, at_overview)? {
            Ending::Offer(project, sentence) => self.messages.offer(sentence, Action::Open(project)),
            Ending::Tell(sentence) => self.messages.note(sentence),
            Ending::Refuse(sentence) => self.messages.refuse(sentence),
            ending => return Some(ending),
        }
        None
    }

    /// The project has been opened completely. Tells how a recovery from a dead worker went.
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

    /// The worker is gone. What ran in it is marked as interrupted; nothing of it will come. `reason`: what happened, in
    /// one or two sentences.
    pub fn lose_worker(&mut self, reason: Message) {
        let photos_before = self
            .worker
            .recovery
            .take()
            .map_or(0, |earlier| earlier.photos_before)
            .max(self.library.photo_count());
        self.worker = Worker { recovery: Some(Recovery { reason, photos_before }), ..Worker::default() };
        self.device = None;
        self.journal = Journal::default();
        self.projects.lose_worker();
        self.interrupt_imports();
        for sentence in self.transfers.interrupt() {
            self.messages.refuse(sentence);
        }
        self.keeping.check = None;
        self.keeping.forgetting = None;
        self.kept = None;
        self.answers.interrupt();
        self.tried.interrupt();
        self.training.interrupt();
    }

    /// The worker is gone and will not be started again by itself.
    pub fn stop_worker(&mut self) {
        let recovery = self.worker.recovery.as_ref();
        let reason = recovery.map_or_else(|| stopped_because(""), |recovery| recovery.reason.clone());
        self.worker.stopped = Some(msg!("sentences", first = reason, then = msg!("worker-not-again")));
    }

    /// Whether another version is offered: not while a reload would lose answers that the person has nowhere else.
    pub fn offers_update(&self) -> bool {
        self.offline.update && self.update != Update::PutOff && !self.tried.is_unsaved()
    }

    /// Whether the device is known, so that photos are worked on and not only collected.
    pub fn is_ready(&self) -> bool {
        self.device.is_some()
    }

    /// The name of a class, for a sentence.
    pub fn class_name(&self, class: ClassId) -> String {
        self.library.class_name(class).map_or_else(class_gone, str::to_owned)
    }

    /// What the held-out heads took a photo for, where that is wrong.
    pub fn mistake(&self, photo: PhotoId) -> Option<String> {
        let class = self.library.class_of(photo)?;
        let (taken_for, probability) = self.training.judgement(photo)?;
        let name = self.library.class_name(taken_for)?;
        (taken_for != class)
            .then(|| t!("photo-mistake", name = name, share = super::number_format::percent(probability)))
    }

    /// The photos of class `label` that a head which never saw them took for `answer`: of mistakes the surest first, of
    /// right answers the least sure.
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

    /// Begins to show a photo large. Returns the address of the picture that was shown before.
    pub fn open_viewer(&mut self, photo: PhotoId) -> Option<String> {
        self.viewer
            .replace(Viewer { photo, picture: None, provenance: Provenance::default() })
            .and_then(|before| before.picture)
    }

    /// Ends showing a photo large. Returns the address of its picture.
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

/// How a class is called that an answer still names.
pub fn class_gone() -> String {
    t!("class-gone")
}

/// That the worker stopped, and what the browser says about it, if anything.
pub fn stopped_because(cause: &str) -> Message {
    // The message ends the sentence.
    match cause.trim().trim_end_matches('.') {
        "" => msg!("worker-stopped"),
        cause => msg!("worker-stopped-because", cause = cause),
    }
}

#[cfg(test)]
mod tests {
    use handlens_i18n::Localise;

    use super::*;
    use handlens_core::protocol::ProjectId;

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
        state.lose_worker(stopped_because("out of memory"));
        assert!(state.imports.all().is_empty());
        assert!(state.messages.toasts()[0].sentence.text().contains("interrupted"));
        open(&mut state, 3);
        let told =
            "The worker stopped unexpectedly: out of memory. It was restarted; your photos are still here.";
        assert_eq!(alerts(&state), [told]);
    }

    #[test]
    fn a_project_in_memory_does_not_claim_to_have_survived() {
        let mut state = opened(3);
        state.lose_worker(stopped_because("out of memory"));
        // A second death before the project was open must not make the loss look smaller.
        state.lose_worker(stopped_because("out of memory"));
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
        let notice = |run| Event::Notice {
            run,
            level: NoticeLevel::Refused,
            photo: Some("a.txt".into()),
            message: Message::verbatim("is not an image."),
        };
        let _ = state.apply(notice(Some(JobId(1))), Vec::new());
        assert!(state.messages.toasts().is_empty(), "told at the end");
        let summary = ImportSummary { added: 1, refused: 1, ..ImportSummary::default() };
        let _ = state.apply(Event::ImportFinished { run: JobId(1), summary }, Vec::new());
        assert_eq!(state.messages.toasts()[0].notices.causes().len(), 1);
        let _ = state.apply(notice(None), Vec::new());
        assert_eq!(state.messages.toasts()[1].sentence.text(), "a.txt is not an image.");
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
        let gone = state.answers.ask(JobId(2), "a.jpg".into(), Some("blob:tried".into()));
        assert!(gone.is_empty());
        let thumbnails = Event::Thumbnails { photos: vec![PhotoId(0)] };
        assert!(state.apply(thumbnails.clone(), vec!["blob:0".into()]).is_empty());
        assert_eq!(state.go(Place::Overview), ["blob:0", "blob:tried"]);
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
        let failure = Event::Notice { run: None, level: NoticeLevel::Failure, photo: None, message };
        assert!(state.apply(failure, Vec::new()).is_empty());
        assert_eq!(state.projects.place(), &Place::Overview);
        assert_eq!(alerts(&state).len(), 1);
    }
}
