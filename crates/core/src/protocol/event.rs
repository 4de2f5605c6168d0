//! Reports of the worker.

mod properties;

use serde::{Deserialize, Serialize};

#[cfg(doc)]
use super::Command;
use super::{
    BatchAnswer, BatchItemId, ClassId, ClassInfo, ComparedPhoto, DataIssues, DeviceReport, Explanation,
    ImportSummary, IntegrityReport, JobId, LoadPart, NoticeLevel, OtherOccasions, PhotoId, PhotoInfo,
    Prediction, ProjectId, ProjectInfo, Provenance, Storage, TrainReport, TransferOutcome, TuningReport,
};
use crate::config::{Settings, TrainConfig};
use crate::labelling::Overview;
use crate::log::LogLevel;
use crate::message::Message;
use crate::metrics::learning_curve::LearningCurve;

/// A report from the worker to the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// The worker's program runs and accepts commands. Commands sent before this are lost.
    Started,
    /// More of the program or of the model has been loaded.
    Loading {
        /// What is loading.
        part: LoadPart,
        /// Bytes loaded so far.
        loaded_bytes: u64,
        /// Total bytes, if the server sent the size.
        total_bytes: Option<u64>,
    },
    /// The model is loaded and a device computes. Sent again if another device takes over.
    Ready {
        /// The device.
        device: DeviceReport,
    },
    /// The projects of this device, most recently changed first, deleted ones included.
    Projects {
        /// All projects.
        projects: Vec<ProjectInfo>,
        /// Where the projects are stored.
        storage: Storage,
    },
    /// A project was not opened, because another tab has it open.
    ProjectInUse {
        /// The project.
        project: ProjectId,
    },
    /// Another tab took the open project over, so it was closed here.
    ProjectTaken {
        /// The project.
        project: ProjectId,
    },
    /// No project is open any more.
    Closed,
    /// The open project was renamed.
    Renamed {
        /// Its new name.
        name: String,
    },
    /// Progress of a transfer.
    TransferProgress {
        /// The transfer.
        job: JobId,
        /// Parts done (photos, or megabytes of a file).
        done: u32,
        /// Parts in all.
        total: u32,
    },
    /// A transfer ended.
    TransferEnded {
        /// The transfer.
        job: JobId,
        /// The result.
        outcome: TransferOutcome,
    },
    /// Result of [`Command::CheckProject`]: one sentence for each kind of damage, none if the project is intact.
    Checked {
        /// The sentences.
        problems: Vec<Message>,
    },
    /// Result of [`Command::ForgetDeleted`].
    DeletedForgotten {
        /// One sentence if photos, or the space they used, could not be freed.
        problem: Option<Message>,
    },
    /// The whole project; its thumbnails are read with [`Command::ReadThumbnails`].
    Opened {
        /// The project.
        project: ProjectId,
        /// Its name.
        name: String,
        /// All classes, in order.
        classes: Vec<ClassInfo>,
        /// All photos, in the order in which they were added.
        photos: Vec<PhotoInfo>,
        /// The settings of the project.
        settings: Settings,
        /// Where the project is stored.
        storage: Storage,
    },
    /// More photos of the project of the last [`Event::Opened`]. [`Event::into_parts`] makes these events.
    MorePhotos {
        /// The next photos, in order.
        photos: Vec<PhotoInfo>,
    },
    /// All [`Event::MorePhotos`] of an [`Event::Opened`] have been sent.
    OpenedCompletely,
    /// The classes changed: all of them, in order.
    ClassesChanged {
        /// All classes.
        classes: Vec<ClassInfo>,
    },
    /// Photos were stored. Attachments: one JPEG thumbnail for each, in order; none after an undo.
    PhotosAdded {
        /// The import that added them; none after an undo.
        job: Option<JobId>,
        /// The photos.
        photos: Vec<PhotoInfo>,
    },
    /// Photos moved to another class.
    PhotosMoved {
        /// Each photo with its new class.
        photos: Vec<(PhotoId, ClassId)>,
    },
    /// Photos were removed from the project (an undo can bring them back).
    PhotosRemoved {
        /// The photos.
        photos: Vec<PhotoId>,
    },
    /// What can be undone and redone now, as descriptions such as "Delete 3 photos".
    JournalChanged {
        /// The change that [`Command::Undo`] would undo.
        undo: Option<Message>,
        /// The change that [`Command::Redo`] would redo.
        redo: Option<Message>,
    },
    /// It is not obvious which folders of an archive are the classes; answered by [`Command::Decide`].
    Undecided {
        /// The import.
        job: JobId,
        /// What was found.
        overview: Overview,
    },
    /// Progress of an import. A photo counts once it is stored *and* embedded.
    Progress {
        /// The import.
        job: JobId,
        /// Photos done, refused ones included.
        done: u32,
        /// Photos known so far.
        total: u32,
        /// Photos per second, over the last few seconds; zero while unknown.
        photos_per_second: f32,
        /// Estimated seconds left, once known.
        seconds_left: Option<f32>,
    },
    /// An import ended.
    ImportFinished {
        /// The import.
        job: JobId,
        /// What became of its photos.
        summary: ImportSummary,
    },
    /// When the project was last open, an import did not end, and photos are missing. Sent once, after
    /// [`Event::Opened`].
    ImportInterrupted {
        /// Photos that were added.
        added: u32,
        /// Files that were to be read, if their number was known.
        files: Option<u32>,
    },
    /// A message about one photo or about the whole.
    Notice {
        /// The job it belongs to, if any.
        job: Option<JobId>,
        /// Its severity.
        level: NoticeLevel,
        /// File name, if it is about one photo; the sentence then continues after the name ("… is not an image").
        photo: Option<String>,
        /// The sentence.
        message: Message,
    },
    /// The current training settings.
    Configured {
        /// The training settings.
        train: TrainConfig,
    },
    /// The current share of the person's own photos that may be rejected as none of the classes.
    Rejecting {
        /// See [`Settings::reject`].
        share: f32,
    },
    /// Training does not start by itself, because the last one never ended. It waits for [`Command::Train`] or
    /// [`Command::Configure`].
    TrainingHeld,
    /// A training started.
    TrainingStarted {
        /// Number of photos it trains on.
        photos: u32,
        /// Most epochs that it will run.
        epochs: u32,
    },
    /// A point of the training curves.
    TrainingProgress {
        /// Epochs done.
        epoch: u32,
        /// Mean cross-entropy of the deployed head on its training photos, in nats.
        loss: f32,
        /// Share (0 to 1) of photos predicted correctly by the cross-validation heads that were not trained on them.
        held_out_accuracy: Option<f32>,
    },
    /// The last layers are being fine-tuned, after a training.
    TuningProgress {
        /// Share of the work that is done, 0 to 1; none when it has ended.
        share: Option<f32>,
        /// Seconds until it ends, if that can be estimated yet.
        seconds_left: Option<f32>,
    },
    /// The last layers were fine-tuned without a gain, so the head goes on answering alone. A gain comes as
    /// [`Event::Trained`].
    Tuned {
        /// What it reached.
        tuning: TuningReport,
    },
    /// A training ended, and its head answers from now on.
    Trained {
        /// What it reached.
        report: TrainReport,
        /// Whether photos, classes and settings are still those of this training.
        current: bool,
    },
    /// More entries of [`HeldOut::photos`](super::HeldOut::photos) of the last [`Event::Trained`].
    /// [`Event::into_parts`] makes these events.
    MoreHeldOut {
        /// The next photos, in order.
        photos: Vec<(PhotoId, ClassId, f32)>,
    },
    /// The learning curve, computed some time after [`Event::Trained`] and sent with every later one.
    LearningCurve {
        /// Has no points if there are too few photos for a curve.
        curve: LearningCurve,
    },
    /// Accuracy on photos of other occasions, computed some time after [`Event::Trained`].
    OtherOccasions {
        /// Has no occasions if nothing distinguishes them.
        judged: OtherOccasions,
    },
    /// There is no head any more, because fewer than two classes have photos.
    Untrained,
    /// Data issues among the photos.
    Found {
        /// All issues, in place of those reported before.
        findings: DataIssues,
    },
    /// The answer for one photo. It is sent again after each training, except for webcam frames.
    Predicted {
        /// The job of [`Command::Predict`].
        job: JobId,
        /// The answer.
        prediction: Prediction,
    },
    /// The predicted photo, for browsers that cannot show its file. Attachment: a JPEG.
    Pictured {
        /// The job of [`Command::Predict`].
        job: JobId,
    },
    /// One photo could not be predicted.
    PredictionFailed {
        /// The job of [`Command::Predict`].
        job: JobId,
        /// One sentence.
        message: Message,
    },
    /// Photos, and files that are refused unread, were found for the batch prediction and have their ids.
    BatchFound {
        /// Each one's id, higher than any before, and its path: its name with the folders and the archive above it.
        photos: Vec<(BatchItemId, String)>,
    },
    /// Progress of the batch prediction.
    BatchProgress {
        /// Photos that have an answer, or a message that says why not.
        done: u32,
        /// Total number of photos.
        total: u32,
        /// As for [`Event::Progress`].
        photos_per_second: f32,
        /// As for [`Event::Progress`].
        seconds_left: Option<f32>,
    },
    /// Answers for photos of the batch. They are sent again after each training.
    BatchAnswered {
        /// Each photo's answer.
        photos: Vec<(BatchItemId, BatchAnswer)>,
    },
    /// A photo of the batch cannot be predicted.
    BatchRefused {
        /// The photo.
        photo: BatchItemId,
        /// One sentence, which continues after the file's name.
        message: Message,
    },
    /// The person cancelled the batch: photos without an answer get none.
    BatchCancelled,
    /// Photos of the batch were added to the project.
    BatchAdded {
        /// Each one's id in the batch, and the id of the new photo or of the one that was already there.
        photos: Vec<(BatchItemId, PhotoId)>,
    },
    /// Thumbnails of photos of the batch. Attachments: one JPEG for each photo, in order. Photos that are no longer
    /// in the batch are left out.
    BatchThumbnails {
        /// The photos.
        photos: Vec<BatchItemId>,
    },
    /// Which regions of a photo support its classes.
    Explained {
        /// The job of [`Command::Explain`].
        job: JobId,
        /// The regions.
        explanation: Explanation,
    },
    /// A photo's answer could not be explained.
    ExplanationFailed {
        /// The job of [`Command::Explain`].
        job: JobId,
        /// One sentence.
        message: Message,
    },
    /// Progress and result of [`Command::CheckIntegrity`].
    IntegrityChecked {
        /// The result so far.
        integrity: IntegrityReport,
        /// The photos compared since the last such event.
        photos: Vec<ComparedPhoto>,
    },
    /// Thumbnails. Attachments: one JPEG for each photo, in order. Photos that no longer exist are left out.
    Thumbnails {
        /// The photos.
        photos: Vec<PhotoId>,
    },
    /// A photo. Attachment: its file as it is stored.
    Photo {
        /// The photo.
        photo: PhotoId,
        /// Its MIME type, such as `image/jpeg`.
        media_type: String,
        /// When and where it was taken, and its folder.
        provenance: Provenance,
    },
    /// A line of the worker's log.
    Logged {
        /// The level of the line.
        level: LogLevel,
        /// What happened, with its figures: `an import ended added=12 refused=0`.
        line: String,
    },
    /// The worker crashed. The page starts a new one.
    Crashed {
        /// One sentence that says what happened and what to do.
        message: Message,
    },
}

#[cfg(test)]
mod tests;
