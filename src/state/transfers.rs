//! Running transfers: copies, exports and imports of whole projects.

use handlens_core::message::{Message, Value};
use handlens_core::msg;
use handlens_core::protocol::{JobId, ProjectId, TransferOutcome};
use handlens_i18n::t;

/// Transfers whose progress is shown at most; the others are only counted.
const SHOWN: usize = 2;

/// Running transfers, oldest first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Transfers(Vec<Transfer>);

/// A running transfer.
#[derive(Debug, Clone, PartialEq)]
pub struct Transfer {
    /// Its job.
    pub job: JobId,
    /// What it does.
    pub kind: Kind,
    /// The name of the project or the file.
    pub name: String,
    /// Parts done.
    pub done: u32,
    /// Parts in all; zero while unknown.
    pub total: u32,
    /// Whether the person cancelled it.
    pub cancelling: bool,
}

/// What a transfer does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Copies a project.
    Duplicate,
    /// Exports a project as a file.
    Export,
    /// Exports a project's photos as a zip.
    ExportPhotos,
    /// Exports photos of the batch prediction as a zip.
    ExportBatch,
    /// Creates a project from a file.
    Import,
}

/// What to do when a transfer has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// Open this project.
    Open(ProjectId),
    /// Offer to open this project.
    Offer(ProjectId, Message),
    /// Save this file: its name and its path in the origin's private file system; without a path, the file is attached.
    Save(String, Option<String>),
    /// Report this; it is not a failure.
    Tell(Message),
    /// Report this failure.
    Refuse(Message),
}

impl Transfers {
    /// The transfers, oldest first.
    pub fn all(&self) -> &[Transfer] {
        &self.0
    }

    /// The transfers whose progress is shown: they are carried out one after the other, oldest first.
    pub fn shown(&self) -> Vec<JobId> {
        self.0.iter().take(SHOWN).map(|transfer| transfer.job).collect()
    }

    /// How many transfers are not shown.
    pub fn not_shown(&self) -> usize {
        self.0.len().saturating_sub(SHOWN)
    }

    /// A transfer has begun.
    pub fn begin(&mut self, job: JobId, kind: Kind, name: String) {
        self.0.push(Transfer { job, kind, name, done: 0, total: 0, cancelling: false });
    }

    /// A running transfer.
    pub fn find(&mut self, job: JobId) -> Option<&mut Transfer> {
        self.0.iter_mut().find(|transfer| transfer.job == job)
    }

    /// Whether a job is a transfer.
    pub fn contains(&self, job: JobId) -> bool {
        self.0.iter().any(|transfer| transfer.job == job)
    }

    /// Stores the worker's progress.
    pub fn progress(&mut self, job: JobId, done: u32, total: u32) {
        if let Some(transfer) = self.find(job) {
            transfer.done = done;
            transfer.total = total;
        }
    }

    /// Ends a transfer. `at_overview`: no project is open, so opening an imported one closes nothing.
    pub fn end(&mut self, job: JobId, outcome: TransferOutcome, at_overview: bool) -> Option<Ending> {
        let index = self.0.iter().position(|transfer| transfer.job == job)?;
        let transfer = self.0.remove(index);
        let name = &transfer.name;
        Some(match outcome {
            TransferOutcome::Project { project } if transfer.kind == Kind::Import && at_overview => {
                Ending::Open(project)
            }
            TransferOutcome::Project { project } => {
                let sentence = match transfer.kind {
                    Kind::Import => msg!("transfer-imported", name = name),
                    _ => msg!("transfer-copied", name = name),
                };
                Ending::Offer(project, sentence)
            }
            TransferOutcome::File { name, path } => Ending::Save(name, path),
            TransferOutcome::Cancelled => Ending::Tell(match transfer.kind {
                Kind::Import => msg!("transfer-import-cancelled", name = name),
                Kind::Duplicate => msg!("transfer-copy-cancelled", name = name),
                Kind::Export | Kind::ExportPhotos => msg!("transfer-export-cancelled", name = name),
                Kind::ExportBatch => msg!("transfer-sorted-cancelled"),
            }),
            TransferOutcome::Failed { message } => Ending::Refuse(match transfer.kind {
                Kind::Import => msg!("transfer-import-failed", name = name, reason = message),
                Kind::Duplicate => msg!("transfer-copy-failed", name = name, reason = message),
                Kind::Export | Kind::ExportPhotos => {
                    msg!("transfer-export-failed", name = name, reason = message)
                }
                Kind::ExportBatch => msg!("transfer-sorted-failed", reason = message),
            }),
        })
    }

    /// The worker is gone. Returns a sentence for each transfer that was lost with it.
    pub fn interrupt(&mut self) -> Vec<Message> {
        let sentence = |Transfer { kind, name, .. }| match kind {
            Kind::Import => msg!("transfer-import-interrupted", name = name),
            Kind::Duplicate => msg!("transfer-copy-interrupted", name = name),
            Kind::Export | Kind::ExportPhotos => {
                msg!("transfer-export-interrupted", name = name)
            }
            Kind::ExportBatch => msg!("transfer-sorted-interrupted"),
        };
        std::mem::take(&mut self.0).into_iter().map(sentence).collect()
    }
}

impl Transfer {
    /// Share done, 0 to 1, once known.
    pub fn share(&self) -> Option<f64> {
        (self.total > 0).then(|| f64::from(self.done) / f64::from(self.total))
    }

    /// "Exporting “Birds”".
    pub fn doing(&self) -> String {
        let name = &self.name;
        match (self.cancelling, self.kind) {
            (true, Kind::Import) => t!("transfer-import-cancelling", name = name),
            (true, Kind::Duplicate) => t!("transfer-copy-cancelling", name = name),
            (true, Kind::ExportBatch) => t!("transfer-sorted-cancelling"),
            (true, _) => t!("transfer-export-cancelling", name = name),
            (false, Kind::Duplicate) => t!("transfer-copying", name = name),
            (false, Kind::Export) => t!("transfer-exporting", name = name),
            (false, Kind::ExportPhotos) => t!("transfer-exporting-photos", name = name),
            (false, Kind::ExportBatch) => t!("transfer-exporting-sorted"),
            (false, Kind::Import) => t!("transfer-importing", name = name),
        }
    }

    /// "Exporting “Birds” · 40 %".
    pub fn line(&self) -> String {
        let doing = self.doing();
        match self.share().filter(|_| !self.cancelling) {
            Some(share) => format!(
                "{doing} · {}",
                t!("share", number = Value::decimal(share.clamp(0.0, 1.0) * 100.0, 0))
            ),
            None => t!("transfer-under-way", doing = doing),
        }
    }
}

#[cfg(test)]
mod tests {
    use handlens_i18n::Localise;

    use super::*;

    const JOB: JobId = JobId(1);

    fn running(kind: Kind) -> Transfers {
        let mut transfers = Transfers::default();
        transfers.begin(JOB, kind, "Birds".into());
        transfers
    }

    fn project() -> TransferOutcome {
        TransferOutcome::Project { project: ProjectId("b".into()) }
    }

    #[test]
    fn an_imported_project_opens_where_none_is_open() {
        let id = ProjectId("b".into());
        assert_eq!(running(Kind::Import).end(JOB, project(), true), Some(Ending::Open(id.clone())));
        let beside = running(Kind::Import).end(JOB, project(), false);
        assert!(matches!(beside, Some(Ending::Offer(offered, _)) if offered == id));
        let copy = running(Kind::Duplicate).end(JOB, project(), true);
        assert!(matches!(copy, Some(Ending::Offer(..))), "a copy never opens by itself");
    }

    #[test]
    fn a_transfer_that_failed_is_named() {
        let failed = |kind| {
            let outcome = TransferOutcome::Failed { message: msg!("database-foreign") };
            match running(kind).end(JOB, outcome, true) {
                Some(Ending::Refuse(sentence)) => sentence.text(),
                other => panic!("{other:?}"),
            }
        };
        let reason = "This file is not a Handlens project. Choose another one.";
        assert_eq!(failed(Kind::Import), format!("Birds was not imported. {reason}"));
        assert_eq!(failed(Kind::Duplicate), format!("“Birds” was not copied. {reason}"));
        assert_eq!(failed(Kind::ExportPhotos), format!("“Birds” was not exported. {reason}"));
        assert_eq!(failed(Kind::ExportBatch), format!("The sorted photos were not exported. {reason}"));
    }

    #[test]
    fn a_transfer_ends_once() {
        let mut transfers = running(Kind::Export);
        let file = TransferOutcome::File { name: "birds.handlens".into(), path: None };
        let ending = transfers.end(JOB, file.clone(), false);
        assert_eq!(ending, Some(Ending::Save("birds.handlens".into(), None)));
        assert_eq!(transfers.end(JOB, file, false), None);
    }

    #[test]
    fn progress_is_a_share_once_the_whole_is_known() {
        let mut transfers = running(Kind::ExportPhotos);
        assert_eq!(transfers.all()[0].line(), "Exporting the photos of “Birds”…");
        transfers.progress(JOB, 30, 40);
        assert_eq!(transfers.all()[0].line(), "Exporting the photos of “Birds” · 75\u{a0}%");
        assert_eq!(transfers.interrupt().len(), 1);
        assert!(transfers.all().is_empty());
    }
}
