//! Which events the log tells of, without the names of anything that is the person's.

use handlens_core::protocol::{Event, NoticeLevel, TransferOutcome};
use tracing::{info, warn};

/// Logs an event that helps to understand a report of a problem: what began or ended, with counts, and what failed, by the key
/// of its message.
pub(crate) fn log(event: &Event) {
    if let Event::Ready { device } = event {
        info!(gpu = device.gpu, name = device.name, reason = device.reason.key(), "a device is ready");
    }
    if let Event::Opened { classes, photos, .. } = event {
        info!(classes = classes.len(), photos = photos.len(), "a project was opened");
    }
    if let Event::ImportFinished { summary, .. } = event {
        let (added, duplicates, refused) = (summary.added, summary.duplicates, summary.refused);
        info!(added, duplicates, refused, cancelled = summary.cancelled, "an import ended");
    }
    if let Event::ImportInterrupted { added, files } = event {
        warn!(added, ?files, "an import was interrupted");
    }
    if let Event::Trained { report, .. } = event {
        let accuracy = report.held_out.as_ref().map(|held_out| held_out.accuracy);
        let (photos, epochs, seconds) = (report.photos, report.epochs, report.seconds);
        info!(photos, epochs, seconds, ?accuracy, "a training ended");
    }
    if let Some((key, what)) = failure(event) {
        warn!(key, "{what}");
    }
}

/// The key of the message of an event about a failure, and what failed.
fn failure(event: &Event) -> Option<(&str, &'static str)> {
    if let Event::TransferEnded { outcome: TransferOutcome::Failed { message }, .. } = event {
        return Some((message.key(), "a copy, export or import of a project failed"));
    }
    if let Event::Notice { level: NoticeLevel::Refused | NoticeLevel::Failure, message, .. } = event {
        return Some((message.key(), "a notice"));
    }
    if let Event::PredictionFailed { message, .. } | Event::ExplanationFailed { message, .. } = event {
        return Some((message.key(), "a photo got no answer"));
    }
    None
}
