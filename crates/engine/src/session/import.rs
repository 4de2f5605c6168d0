//! Imports photos: read, stored and embedded batch by batch, with progress, until done or cancelled.
//!
//! | module | content |
//! |---|---|
//! | `archive` | archives: which folders are the classes, and the photos inside |
//! | `batch` | one batch: read, stored, embedded |

mod archive;
mod batch;

use std::collections::VecDeque;

use super::context::Context;
use super::prefetch::{Loader, Waiting};
use super::schedule::Priority;
use super::throughput::Throughput;
use super::{Attachment, Attachments};
use handlens_core::log::LogFailure;
use handlens_core::protocol::{BatchItemId, Event, ImportSummary, JobId, NoticeLevel, Placement};
use handlens_core::{Error, Result, msg};
use handlens_store::project::ImportId;

use archive::Undecided;
pub(super) use archive::{EntrySource, open_archive};

/// Where a photo goes, and its id in the batch prediction, if it comes from there.
pub(super) type Target = (Placement, Option<BatchItemId>);

/// Importing as a job: all running imports in the order in which they started, and archives that wait for a decision.
#[derive(Default)]
pub(super) struct Imports {
    running: VecDeque<Import>,
    /// Imports that have ended for the person but are still open in the project, because ending them failed.
    unended: Vec<ImportId>,
    /// Archives that wait for a decision.
    undecided: Vec<Undecided>,
    /// Whether reading the current batch has created classes.
    made_classes: bool,
}

struct Import {
    job: JobId,
    id: ImportId,
    loader: Loader<Target>,
    /// Whether the page has sent all photos.
    complete: bool,
    total: u32,
    done: u32,
    summary: ImportSummary,
    throughput: Throughput,
}

impl Imports {
    /// An import that waits for more photos from the page has no work.
    pub(super) fn next(&self) -> Option<Priority> {
        self.running.iter().any(Import::has_work).then_some(Priority::Import)
    }

    fn position(&self, job: JobId) -> Option<usize> {
        self.running.iter().position(|import| import.job == job)
    }
}

impl Import {
    fn has_work(&self) -> bool {
        !self.loader.is_empty() || self.complete
    }

    /// The event that reports its progress.
    fn progress(&mut self, now_ms: f64) -> Event {
        let rate = self.throughput.at(now_ms, self.done);
        let left = f64::from(self.total.saturating_sub(self.done));
        Event::Progress {
            job: self.job,
            done: self.done,
            total: self.total,
            photos_per_second: rate as f32,
            seconds_left: (rate > 0.0 && self.complete).then_some((left / rate) as f32),
        }
    }
}

impl Imports {
    /// Adds photos to an import; they are read in slices.
    pub(super) fn add_photos(
        &mut self,
        context: &mut Context,
        job: JobId,
        into: &Placement,
        attachments: Attachments,
        last: bool,
    ) -> Result<()> {
        let sources = attachments.into_iter().filter_map(|attachment| match attachment {
            Attachment::Photo(source) => Some(Waiting { into: (into.clone(), None), source }),
            Attachment::File(..) => None,
        });
        self.enqueue(context, job, sources.collect(), last)
    }

    /// Queues photos of an import, which begins with the first ones. `last`: no more will follow.
    pub(super) fn enqueue(
        &mut self,
        context: &mut Context,
        job: JobId,
        photos: Vec<Waiting<Target>>,
        last: bool,
    ) -> Result<()> {
        let position = match self.position(job) {
            Some(position) => position,
            None => match self.begin(context, job) {
                Ok(position) => position,
                Err(error) => {
                    // End the import for the page, which would otherwise wait for it.
                    let summary = ImportSummary { refused: photos.len() as u32, ..ImportSummary::default() };
                    context.tell(Event::ImportFinished { job, summary });
                    return Err(error);
                }
            },
        };
        let now_ms = context.now_ms();
        let import = &mut self.running[position];
        import.total += photos.len() as u32;
        for photo in photos {
            import.loader.push(photo);
        }
        import.complete |= last;
        if import.complete && import.total > 0 {
            // Only tells how much is missing if the program ends before the import.
            context
                .project
                .expect_files(import.id, import.total)
                .log_failure("the number of files was not stored");
        }
        let progress = import.progress(now_ms);
        context.tell(progress);
        context.tell_journal()
    }

    fn begin(&mut self, context: &mut Context, job: JobId) -> Result<usize> {
        let id = context.project.begin_import()?;
        self.running.push_back(Import {
            job,
            id,
            loader: Loader::default(),
            complete: false,
            total: 0,
            done: 0,
            summary: ImportSummary::default(),
            throughput: Throughput::default(),
        });
        Ok(self.running.len() - 1)
    }

    /// Cancels an import and removes what it added. Any other job has ended before a cancel can reach it.
    pub(super) fn cancel(&mut self, context: &mut Context, job: JobId) -> Result<()> {
        if self.take_undecided(job).is_some() {
            let summary = ImportSummary { cancelled: true, ..ImportSummary::default() };
            context.tell(Event::ImportFinished { job, summary });
            return Ok(());
        }
        let Some(import) = self.position(job).and_then(|position| self.running.remove(position)) else {
            return Ok(());
        };
        let (told, summary) = match context.project.cancel_import(import.id) {
            Ok(change) => (context.tell_change(&change), ImportSummary { cancelled: true, ..import.summary }),
            // What was added stays, as after an import that was not cancelled.
            Err(error) => {
                self.end_in_project(context, import.id).log_failure("a cancelled import was not ended");
                let reason = error.message().clone();
                let message = msg!("session-import-not-taken-back", reason = reason);
                (Err(Error::project(message)), import.summary)
            }
        };
        // In any case, the page must not wait for this import any longer.
        context.tell(Event::ImportFinished { job, summary });
        context.revisions.project += 1;
        context.revisions.leftovers += 1;
        context.revisions.labels += 1;
        told.and(context.tell_journal())
    }

    /// Ends an import in the project, which removes its empty classes. If that fails, it is retried before the next
    /// command.
    fn end_in_project(&mut self, context: &mut Context, id: ImportId) -> Result<()> {
        match context.project.finish_import(id) {
            Ok(removed) => {
                context.revisions.project += u64::from(removed.classes_changed);
                context.tell_change(&removed)
            }
            Err(error) => {
                self.unended.push(id);
                Err(error.into())
            }
        }
    }

    /// Retries to end imports that the project refused to end. Until that succeeds, nothing can be undone.
    pub(super) fn end_unended(&mut self, context: &mut Context) {
        let unended = std::mem::take(&mut self.unended);
        if unended.is_empty() {
            return;
        }
        let ended = unended.into_iter().filter(|id| self.end_in_project(context, *id).is_ok()).count();
        if ended > 0 {
            // This only reports what undo would revert; every change reports it again.
            context.tell_journal().log_failure("the journal was not sent");
        }
    }

    /// Processes one batch of the oldest import that has work.
    pub(super) async fn slice(&mut self, context: &mut Context) -> Result<()> {
        let Some(position) = self.running.iter().position(Import::has_work) else { return Ok(()) };
        let import = &self.running[position];
        let (job, id) = (import.job, import.id);
        let read = self.read_batch(context, job, id).await;
        // Once for all classes of the batch, before their photos.
        let made_classes = std::mem::take(&mut self.made_classes);
        let told = if made_classes { context.tell_classes() } else { Ok(()) };
        let stored = match (read, told) {
            (Ok(read), Ok(())) => self.store_batch(context, job, id, read),
            (Err(error), _) | (Ok(_), Err(error)) => Err(error),
        };
        let added = match stored {
            Ok(added) => added,
            Err(error) => return self.end_broken(context, job, &error),
        };
        context.revisions.additions += u64::from(!added.is_empty());
        // If measuring or embedding fails, the stored photos wait for another time and the import continues.
        let measured = context.measure(&added);
        let embedded = self.embed_and_read(context, job, added).await.and(measured);
        let now_ms = context.now_ms();
        let Some(import) = self.position(job).map(|position| &mut self.running[position]) else {
            return embedded;
        };
        let progress = import.progress(now_ms);
        let over = import.loader.is_empty() && import.complete;
        context.tell(progress);
        if over { embedded.and(self.finish(context, job)) } else { embedded }
    }

    fn finish(&mut self, context: &mut Context, job: JobId) -> Result<()> {
        let Some(import) = self.position(job).and_then(|position| self.running.remove(position)) else {
            return Ok(());
        };
        let finished = self.end_in_project(context, import.id);
        context.revisions.leftovers += 1;
        // Even if the journal fails, the page must not wait for this import any longer.
        context.tell(Event::ImportFinished { job, summary: import.summary });
        finished?;
        context.tell_journal()
    }

    /// Ends an import because the project cannot store photos any more. One message covers all photos that are left
    /// out.
    fn end_broken(&mut self, context: &mut Context, job: JobId, error: &Error) -> Result<()> {
        let Some(position) = self.position(job) else { return Ok(()) };
        let Import { total, summary, .. } = &mut self.running[position];
        let left = *total - (summary.added + summary.duplicates + summary.refused).min(*total);
        summary.refused += left;
        let message = msg!("session-photos-not-added", count = left, reason = error.message().clone());
        context.tell(Event::Notice { job: None, level: NoticeLevel::Failure, photo: None, message });
        self.finish(context, job)
    }

    fn count(&mut self, job: JobId, count: impl FnOnce(&mut ImportSummary)) {
        if let Some(position) = self.position(job) {
            count(&mut self.running[position].summary);
        }
    }
}
