//! Which events the log tells of, without the names of anything that is the person's.

use handlens_core::protocol::{Event, NoticeLevel, TransferOutcome};
use tracing::{info, warn};

/// Logs an event that helps to understand a report of a problem: what began or ended, with counts, and what failed, by the key
/// of its message.
pub(crate) fn log(event: &Event) {
    match event {
        Event::Ready { device } => {
            info!(gpu = device.gpu, name = device.name, reason = device.reason.key(), "a device is ready");
        }
        Event::Opened { classes, photos, .. } => {
            info!(classes = classes.len(), photos = photos.len(), "a project was opened");
        }
        Event::ImportFinished { summary, .. } => {
            let (added, duplicates, refused) = (summary.added, summary.duplicates, summary.refused);
            info!(added, duplicates, refused, cancelled = summary.cancelled, "an import ended");
        }
        Event::Trained { report } => {
            let accuracy = report.held_out.as_ref().map(|held_out| held_out.accuracy);
            let (photos, epochs, seconds) = (report.photos, report.epochs, report.seconds);
            info!(photos, epochs, seconds, ?accuracy, "a training ended");
        }
        Event::TransferEnded { outcome: TransferOutcome::Failed { message }, .. } => {
            warn!(key = message.key(), "a copy, export or import of a project failed");
        }
        Event::Notice { level: NoticeLevel::Refused | NoticeLevel::Failure, message, .. } => {
            warn!(key = message.key(), "a notice");
        }
        Event::PredictionFailed { message, .. } | Event::ExplanationFailed { message, .. } => {
            warn!(key = message.key(), "a photo got no answer");
        }
        // The others say nothing that a report lacks.
        _ => {}
    }
}
