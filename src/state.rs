//! What the page knows: one plain value, changed by [`AppState::apply`] and by the page's own choices.
//!
//! Nothing here touches the browser. Pictures come in as addresses (`blob:` URLs) that the client created; addresses
//! that are no longer needed are returned, for the client to revoke.

mod apply;

pub mod answers;
pub mod batch;
pub mod confusion;
pub mod distinct_names;
pub mod findings;
pub mod imports;
pub mod integrity;
pub mod learning_curve;
pub mod left_out;
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

use crate::sorting::sort_by;
use handlens_core::message::Message;
use handlens_core::msg;
use handlens_core::protocol::{
    ClassId, DeviceReport, JobId, LoadPart, PhotoId, Provenance, Storage, TransferOutcome,
};
use handlens_i18n::t;

use answers::{Answer, Answers};
use batch::Batch;
use findings::IssueList;
use imports::Imports;
use integrity::IntegrityCheck;
use library::Library;
use messages::{Action, Messages};
use offline::{Offline, Update};
use privacy_audit::Airplane;
use projects::{Place, Projects};
use storage_quota::Keeping;
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

/// What became of an import that did not end.
pub fn interruption(added: u32, files: Option<u32>) -> Message {
    match files {
        Some(files) => msg!("import-interrupted-of", count = added, total = files),
        None => msg!("import-interrupted", count = added),
    }
}

impl AppState {
    /// Leaves the open project if `closes` says that this closes it.
    fn leave_project_if(&mut self, closes: impl FnOnce(&mut Projects) -> bool) -> Vec<String> {
        if closes(&mut self.projects) { self.leave_project() } else { Vec::new() }
    }

    /// Goes to another place at the person's request. Returns the addresses of pictures that are no longer needed.
    #[must_use]
    pub fn go(&mut self, place: Place) -> Vec<String> {
        self.projects.leave(self.library.classes().len(), self.library.photo_count());
        self.messages.forget_interruption();
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
            self.messages.tell_of_interruption(interruption(added, files));
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
    fn change_journal(&mut self, journal: Journal) {
        self.journal = journal;
        self.issues.changed();
        self.messages.change_journal();
    }

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
        sort_by(&mut photos, |a, b| (sign * a.1).total_cmp(&(sign * b.1)).then(a.0.cmp(&b.0)));
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
mod tests;
