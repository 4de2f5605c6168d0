//! What the worker has to say.

use serde::{Deserialize, Serialize};

#[cfg(doc)]
use super::Command;
use super::{
    BatchAnswer, BatchItemId, ClassId, ClassInfo, ComparedPhoto, DeviceReport, Explanation, Findings,
    ImportSummary, JobId, Knowledge, LoadPart, NoticeLevel, OtherOccasions, PhotoId, PhotoInfo, Prediction,
    ProjectId, ProjectInfo, Provenance, Scope, Storage, TrainReport, TransferOutcome,
};
use crate::config::{Settings, TrainConfig};
use crate::labelling::Overview;
use crate::log::LogLevel;
use crate::message::Message;
use crate::metrics::learning_curve::LearningCurve;

/// From the worker to the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// The worker's program runs and takes commands. Commands sent before are lost.
    Started,
    /// A part of what the worker loads has grown.
    Loading {
        /// What is loading.
        part: LoadPart,
        /// Bytes so far.
        loaded_bytes: u64,
        /// Bytes in all, where the server told.
        total_bytes: Option<u64>,
    },
    /// The model is loaded and a device does the work. Sent again when another device takes over.
    Ready {
        /// The device.
        device: DeviceReport,
    },
    /// The projects of this device, most recently changed first, deleted ones included.
    Projects {
        /// All projects.
        projects: Vec<ProjectInfo>,
        /// Where they are kept.
        storage: Storage,
    },
    /// A project could not be opened, because another tab has it open.
    ProjectInUse {
        /// The project.
        project: ProjectId,
    },
    /// Another tab took the open project over; it is closed here.
    ProjectTaken {
        /// The project.
        project: ProjectId,
    },
    /// No project is open any more.
    Closed,
    /// The open project has another name.
    Renamed {
        /// Its name.
        name: String,
    },
    /// How far a transfer is.
    TransferProgress {
        /// The transfer.
        run: JobId,
        /// Parts done (photos, or megabytes of a file).
        done: u32,
        /// Parts in all.
        total: u32,
    },
    /// A transfer is over.
    TransferEnded {
        /// The transfer.
        run: JobId,
        /// What came of it.
        outcome: TransferOutcome,
    },
    /// What [`Command::CheckProject`] found: a sentence for each damage, none if the project is sound.
    Checked {
        /// The sentences.
        problems: Vec<Message>,
    },
    /// What [`Command::ForgetDeleted`] came to.
    DeletedForgotten {
        /// One sentence, where photos or their space are still there.
        problem: Option<Message>,
    },
    /// The whole project as it stands; thumbnails are asked for by [`Command::ReadThumbnails`].
    Opened {
        /// The project.
        project: ProjectId,
        /// Its name.
        name: String,
        /// All classes, in order.
        classes: Vec<ClassInfo>,
        /// All photos, in the order in which they came.
        photos: Vec<PhotoInfo>,
        /// The settings of the project.
        settings: Settings,
        /// Where the project is kept.
        storage: Storage,
    },
    /// More photos of the project that [`Event::Opened`] told of: [`Event::into_parts`] makes these events.
    MorePhotos {
        /// The next photos, in order.
        photos: Vec<PhotoInfo>,
    },
    /// [`Event::Opened`] and all its [`Event::MorePhotos`] have been sent.
    OpenedCompletely,
    /// The classes changed: all of them, in order.
    ClassesChanged {
        /// All classes.
        classes: Vec<ClassInfo>,
    },
    /// Photos are stored. Attachments: one JPEG thumbnail for each, in order; none when a change was taken back.
    PhotosAdded {
        /// The import that brought them; none when a change was taken back.
        run: Option<JobId>,
        /// The photos.
        photos: Vec<PhotoInfo>,
    },
    /// Photos moved to another class.
    PhotosMoved {
        /// Each photo with its new class.
        photos: Vec<(PhotoId, ClassId)>,
    },
    /// Photos are no longer in the project (until an undo).
    PhotosRemoved {
        /// The photos.
        photos: Vec<PhotoId>,
    },
    /// What can be undone and redone now: the change's description, such as "Delete 3 photos".
    JournalChanged {
        /// What [`Command::Undo`] would take back.
        undo: Option<Message>,
        /// What [`Command::Redo`] would make again.
        redo: Option<Message>,
    },
    /// Which folders of an archive are the classes is not obvious; answered by [`Command::Decide`].
    Undecided {
        /// The import.
        run: JobId,
        /// What was found.
        overview: Overview,
    },
    /// How far an import is. Photos are counted when they are stored *and* embedded.
    Progress {
        /// The import.
        run: JobId,
        /// Photos done, refused ones included.
        done: u32,
        /// Photos known so far.
        total: u32,
        /// Photos per second, over the last few seconds; zero while unknown.
        photos_per_second: f32,
        /// Seconds left at that rate, once known.
        seconds_left: Option<f32>,
    },
    /// An import ended.
    ImportFinished {
        /// The import.
        run: JobId,
        /// What became of its photos.
        summary: ImportSummary,
    },
    /// Something to tell about one photo or the whole: a sentence.
    Notice {
        /// The run it belongs to, if any.
        run: Option<JobId>,
        /// How it is meant.
        level: NoticeLevel,
        /// File name, where it is about one photo; the sentence then goes on from it ("… is not an image").
        photo: Option<String>,
        /// The sentence.
        message: Message,
    },
    /// The settings as they are now.
    Configured {
        /// The training settings.
        train: TrainConfig,
    },
    /// Which share of the person's own photos may be taken for none of the classes.
    Rejecting {
        /// See [`Settings::reject`].
        share: f32,
    },
    /// No training starts by itself, because the last one never ended: it waits for [`Command::Train`] or
    /// [`Command::Configure`].
    TrainingHeld,
    /// A training began.
    TrainingStarted {
        /// Photos it trains on.
        photos: u32,
        /// Epochs at most.
        epochs: u32,
    },
    /// A point of the training's curves.
    TrainingProgress {
        /// Epochs done.
        epoch: u32,
        /// Mean cross-entropy of the deployed head on the photos that it is trained on, in nats.
        loss: f32,
        /// Share (0 to 1) of photos that the cross-validation twins, none of which saw them, call right.
        held_out_accuracy: Option<f32>,
    },
    /// A training ended, and its head answers from now on.
    Trained {
        /// What it reached.
        report: TrainReport,
    },
    /// More entries of [`HeldOut::photos`](super::HeldOut::photos) of the last [`Event::Trained`]:
    /// [`Event::into_parts`] makes these events.
    MoreHeldOut {
        /// The next photos, in order.
        photos: Vec<(PhotoId, ClassId, f32)>,
    },
    /// What more photos would bring, told some time after [`Event::Trained`] and from then on with it.
    LearningCurve {
        /// Without points where there are too few photos for a curve.
        curve: LearningCurve,
    },
    /// How good answers are on photos of other occasions, told some time after [`Event::Trained`].
    OtherOccasions {
        /// Without occasions where nothing tells them apart.
        judged: OtherOccasions,
    },
    /// There is no head any more: fewer than two classes have photos.
    Untrained,
    /// What among the photos is worth a look.
    Found {
        /// All of it, in place of what was told before.
        findings: Findings,
    },
    /// The answer for one photo; it comes again after another training, but for a frame of the webcam.
    Predicted {
        /// The run of [`Command::Predict`].
        run: JobId,
        /// The answer.
        prediction: Prediction,
    },
    /// A photo that was answered for, for browsers that cannot show its file. Attachment: a JPEG.
    Pictured {
        /// The run of [`Command::Predict`].
        run: JobId,
    },
    /// One photo could not be predicted.
    PredictionFailed {
        /// The run of [`Command::Predict`].
        run: JobId,
        /// One sentence.
        message: Message,
    },
    /// Photos that are to be tried have been found, and have their places.
    TriedFound {
        /// Each one's place, higher than any before, and its name.
        photos: Vec<(BatchItemId, String)>,
    },
    /// How far the photos that are tried are.
    TriedProgress {
        /// Photos with an answer or a sentence why there is none.
        done: u32,
        /// Photos in all.
        total: u32,
        /// As for [`Event::Progress`].
        photos_per_second: f32,
        /// As for [`Event::Progress`].
        seconds_left: Option<f32>,
    },
    /// Answers for photos that are tried; each comes again after another training.
    TriedAnswered {
        /// Each photo's answer.
        photos: Vec<(BatchItemId, BatchAnswer)>,
    },
    /// One of them cannot be tried.
    TriedRefused {
        /// The photo.
        photo: BatchItemId,
        /// One sentence; it goes on from the file's name.
        message: Message,
    },
    /// The person cancelled: photos without an answer are not tried any more.
    TriedCancelled,
    /// Photos that were tried are in the project now.
    TriedAdded {
        /// Each one's place, and the photo that it became or that was there already.
        photos: Vec<(BatchItemId, PhotoId)>,
    },
    /// Attachments: one JPEG thumbnail for each photo, in order. Photos that are not tried any more are left out.
    TriedThumbnails {
        /// The photos.
        photos: Vec<BatchItemId>,
    },
    /// Which regions of a photo speak for its classes.
    Explained {
        /// The run of [`Command::Explain`].
        run: JobId,
        /// The regions.
        explanation: Explanation,
    },
    /// An answer could not be explained.
    ExplanationFailed {
        /// The run of [`Command::Explain`].
        run: JobId,
        /// One sentence.
        message: Message,
    },
    /// How far the comparison of [`Command::CompareKnowledge`] is, and what it has found.
    KnowledgeCompared {
        /// What is known so far.
        knowledge: Knowledge,
        /// The photos that were compared since the last such event.
        photos: Vec<ComparedPhoto>,
    },
    /// Attachments: one JPEG thumbnail for each photo, in order. Photos that no longer exist are left out.
    Thumbnails {
        /// The photos.
        photos: Vec<PhotoId>,
    },
    /// Attachment: the photo as it is stored.
    Photo {
        /// The photo.
        photo: PhotoId,
        /// Its MIME type, such as `image/jpeg`.
        media_type: String,
        /// Where it comes from.
        provenance: Provenance,
    },
    /// A line of the worker's log.
    Logged {
        /// The level of the line.
        level: LogLevel,
        /// What happened, with its figures: `an import ended added=12 refused=0`.
        line: String,
    },
    /// The worker cannot go on: what happened and what to do. The page starts a new one.
    Died {
        /// One sentence.
        message: Message,
    },
}

// Each match names every variant, so that a new event does not compile until it is answered for.
impl Event {
    /// What the event is about. The page ignores an event about the open project once it has left that project.
    pub fn scope(&self) -> Scope<'_> {
        match self {
            Self::Started
            | Self::Loading { .. }
            | Self::Ready { .. }
            | Self::Projects { .. }
            | Self::Closed
            | Self::Notice { run: None, .. }
            | Self::Logged { .. }
            | Self::Died { .. } => Scope::Workspace,
            Self::ProjectInUse { project }
            | Self::ProjectTaken { project }
            | Self::Opened { project, .. } => Scope::Project(project),
            Self::TransferProgress { run, .. }
            | Self::TransferEnded { run, .. }
            | Self::Notice { run: Some(run), .. } => Scope::Job(*run),
            Self::Renamed { .. }
            | Self::Checked { .. }
            | Self::DeletedForgotten { .. }
            | Self::MorePhotos { .. }
            | Self::OpenedCompletely
            | Self::ClassesChanged { .. }
            | Self::PhotosAdded { .. }
            | Self::PhotosMoved { .. }
            | Self::PhotosRemoved { .. }
            | Self::JournalChanged { .. }
            | Self::Undecided { .. }
            | Self::Progress { .. }
            | Self::ImportFinished { .. }
            | Self::Configured { .. }
            | Self::Rejecting { .. }
            | Self::TrainingHeld
            | Self::TrainingStarted { .. }
            | Self::TrainingProgress { .. }
            | Self::Trained { .. }
            | Self::MoreHeldOut { .. }
            | Self::LearningCurve { .. }
            | Self::OtherOccasions { .. }
            | Self::Untrained
            | Self::Found { .. }
            | Self::Predicted { .. }
            | Self::Pictured { .. }
            | Self::PredictionFailed { .. }
            | Self::TriedFound { .. }
            | Self::TriedProgress { .. }
            | Self::TriedAnswered { .. }
            | Self::TriedRefused { .. }
            | Self::TriedCancelled
            | Self::TriedAdded { .. }
            | Self::TriedThumbnails { .. }
            | Self::Explained { .. }
            | Self::ExplanationFailed { .. }
            | Self::KnowledgeCompared { .. }
            | Self::Thumbnails { .. }
            | Self::Photo { .. } => Scope::OpenProject,
        }
    }

    /// The media type of the event's attachments, if they are pictures.
    pub fn pictures(&self) -> Option<&str> {
        match self {
            Self::PhotosAdded { .. }
            | Self::Thumbnails { .. }
            | Self::TriedThumbnails { .. }
            | Self::Pictured { .. } => Some("image/jpeg"),
            Self::Photo { media_type, .. } => Some(media_type),
            // A file to be saved, at most.
            Self::TransferEnded { .. }
            | Self::Started
            | Self::Logged { .. }
            | Self::Loading { .. }
            | Self::Ready { .. }
            | Self::Projects { .. }
            | Self::ProjectInUse { .. }
            | Self::ProjectTaken { .. }
            | Self::Closed
            | Self::Renamed { .. }
            | Self::TransferProgress { .. }
            | Self::Checked { .. }
            | Self::DeletedForgotten { .. }
            | Self::Opened { .. }
            | Self::MorePhotos { .. }
            | Self::OpenedCompletely
            | Self::ClassesChanged { .. }
            | Self::PhotosMoved { .. }
            | Self::PhotosRemoved { .. }
            | Self::JournalChanged { .. }
            | Self::Undecided { .. }
            | Self::Progress { .. }
            | Self::ImportFinished { .. }
            | Self::Notice { .. }
            | Self::Configured { .. }
            | Self::Rejecting { .. }
            | Self::TrainingHeld
            | Self::TrainingStarted { .. }
            | Self::TrainingProgress { .. }
            | Self::Trained { .. }
            | Self::MoreHeldOut { .. }
            | Self::LearningCurve { .. }
            | Self::OtherOccasions { .. }
            | Self::Untrained
            | Self::Found { .. }
            | Self::Predicted { .. }
            | Self::PredictionFailed { .. }
            | Self::TriedFound { .. }
            | Self::TriedProgress { .. }
            | Self::TriedAnswered { .. }
            | Self::TriedRefused { .. }
            | Self::TriedCancelled
            | Self::TriedAdded { .. }
            | Self::Explained { .. }
            | Self::ExplanationFailed { .. }
            | Self::KnowledgeCompared { .. }
            | Self::Died { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_about_the_open_project_ends_with_it() {
        let message = Message::verbatim("No room.");
        let notice = |run| {
            let message = message.clone();
            Event::Notice { run, level: NoticeLevel::Note, photo: None, message }
        };
        let project = ProjectId("leaves".into());
        let told = [
            (Event::Started, Scope::Workspace),
            (Event::Closed, Scope::Workspace),
            (notice(None), Scope::Workspace),
            (Event::ProjectTaken { project: project.clone() }, Scope::Project(&project)),
            (notice(Some(JobId(7))), Scope::Job(JobId(7))),
            (Event::TransferProgress { run: JobId(7), done: 1, total: 2 }, Scope::Job(JobId(7))),
            (Event::Thumbnails { photos: Vec::new() }, Scope::OpenProject),
            (Event::OpenedCompletely, Scope::OpenProject),
            (Event::PredictionFailed { run: JobId(7), message: message.clone() }, Scope::OpenProject),
        ];
        for (event, scope) in &told {
            assert_eq!(event.scope(), *scope, "{event:?}");
        }
    }

    #[test]
    fn thumbnails_are_jpegs_and_a_photo_is_what_it_says() {
        assert_eq!(Event::Thumbnails { photos: Vec::new() }.pictures(), Some("image/jpeg"));
        assert_eq!(Event::TriedThumbnails { photos: Vec::new() }.pictures(), Some("image/jpeg"));
        assert_eq!(Event::PhotosAdded { run: None, photos: Vec::new() }.pictures(), Some("image/jpeg"));
        let photo = Event::Photo {
            photo: PhotoId(1),
            media_type: "image/png".into(),
            provenance: Provenance::default(),
        };
        assert_eq!(photo.pictures(), Some("image/png"));
        let ended = Event::TransferEnded { run: JobId(7), outcome: TransferOutcome::Cancelled };
        assert_eq!(ended.pictures(), None);
        assert_eq!(Event::Started.pictures(), None);
    }
}
