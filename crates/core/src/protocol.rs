//! Messages between the page and the worker: a [`Command`] is a request, an [`Event`] reports what happened.
//!
//! Plain serde data without bytes. Bytes (files, thumbnails) travel beside the message as an ordered list of
//! attachments; [`Command::attachments`] and [`Event::pictures`] say what they are.

mod command;
mod device;
mod event;
mod import;
mod integrity;
mod parts;
mod predict;
mod project;
pub mod provenance;
mod review;
mod train;

use serde::{Deserialize, Serialize};

pub use command::{Command, CommandAttachments};
pub use device::{DevicePreference, DeviceReport, LoadPart, NoticeLevel};
pub use event::Event;
pub use import::{ImportSummary, Placement};
pub use integrity::{ComparedPhoto, IntegrityReport};
pub use predict::{BatchAnswer, BatchItemId, Explained, Explanation, Prediction, Subject};
pub use project::{ClassId, ClassInfo, PhotoId, PhotoInfo, ProjectId, ProjectInfo, Storage, TransferOutcome};
pub use provenance::{Place, Provenance, Taken, TimeSource};
pub use review::{DataIssue, DataIssues, IssueKind};
pub use train::{Calibration, HeldOut, OtherOccasions, TrainReport, TuningReport, Unknown};

/// Id of a long-running job, such as an import or a prediction. The page chooses it and never reuses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct JobId(pub u32);

/// What a command or an event is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope<'a> {
    /// The worker, or the projects of this device.
    Workspace,
    /// This project, open or not.
    Project(&'a ProjectId),
    /// The open project.
    OpenProject,
    /// A job. It may belong to the open project or to the workspace.
    Job(JobId),
}
