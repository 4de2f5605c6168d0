//! Splits events with long lists into several short ones.
//!
//! A project of 10,000 photos opens with one event. The page would need more than a frame to process it, so the
//! worker sends it in parts, and the page can draw in between.

use super::Event;

/// Most list entries in one part.
const MAX_ENTRIES: usize = 250;
/// Most pictures attached to one part. Chromium needs 0.4 ms to make an object URL for one.
const MAX_PICTURES: usize = 12;

/// An event and its attachments.
type Part = (Event, Vec<Vec<u8>>);

impl Event {
    /// Splits the event into parts, in order, each short enough for the page to process within a frame. `attachments`
    /// are those of the event: none, a file, or a picture for each entry of its list.
    pub fn into_parts(self, attachments: Vec<Vec<u8>>) -> Vec<Part> {
        match self {
            Self::Opened { project, name, classes, photos, settings, storage } => {
                let opened = Self::Opened { project, name, classes, photos: Vec::new(), settings, storage };
                let more = lists(photos).map(|photos| Self::MorePhotos { photos });
                bare([opened].into_iter().chain(more).chain([Self::OpenedCompletely]))
            }
            Self::Trained { mut report, current } => {
                let judged = report.held_out.as_mut().map(|held_out| std::mem::take(&mut held_out.photos));
                let more = lists(judged.unwrap_or_default()).map(|photos| Self::MoreHeldOut { photos });
                bare([Self::Trained { report, current }].into_iter().chain(more))
            }
            Self::MorePhotos { photos } => split(photos, attachments, |photos| Self::MorePhotos { photos }),
            Self::MoreHeldOut { photos } => split(photos, attachments, |photos| Self::MoreHeldOut { photos }),
            Self::PhotosAdded { job, photos } => {
                split(photos, attachments, |photos| Self::PhotosAdded { job, photos })
            }
            Self::PhotosMoved { photos } => split(photos, attachments, |photos| Self::PhotosMoved { photos }),
            Self::PhotosRemoved { photos } => {
                split(photos, attachments, |photos| Self::PhotosRemoved { photos })
            }
            Self::Thumbnails { photos } => split(photos, attachments, |photos| Self::Thumbnails { photos }),
            Self::BatchFound { photos } => split(photos, attachments, |photos| Self::BatchFound { photos }),
            Self::BatchAnswered { photos } => {
                split(photos, attachments, |photos| Self::BatchAnswered { photos })
            }
            Self::BatchThumbnails { photos } => {
                split(photos, attachments, |photos| Self::BatchThumbnails { photos })
            }
            // Their lists are short, or the page needs them whole.
            whole @ (Self::Started
            | Self::Loading { .. }
            | Self::Ready { .. }
            | Self::Projects { .. }
            | Self::ProjectInUse { .. }
            | Self::ProjectTaken { .. }
            | Self::Closed
            | Self::Renamed { .. }
            | Self::TransferProgress { .. }
            | Self::TransferEnded { .. }
            | Self::Checked { .. }
            | Self::DeletedForgotten { .. }
            | Self::OpenedCompletely
            | Self::ClassesChanged { .. }
            | Self::JournalChanged { .. }
            | Self::Undecided { .. }
            | Self::Progress { .. }
            | Self::ImportFinished { .. }
            | Self::ImportInterrupted { .. }
            | Self::Notice { .. }
            | Self::Configured { .. }
            | Self::Rejecting { .. }
            | Self::TrainingHeld
            | Self::TrainingStarted { .. }
            | Self::TrainingProgress { .. }
            | Self::TuningProgress { .. }
            | Self::Tuned { .. }
            | Self::LearningCurve { .. }
            | Self::OtherOccasions { .. }
            | Self::Untrained
            | Self::Found { .. }
            | Self::Predicted { .. }
            | Self::Pictured { .. }
            | Self::PredictionFailed { .. }
            | Self::BatchProgress { .. }
            | Self::BatchRefused { .. }
            | Self::BatchCancelled
            | Self::BatchAdded { .. }
            | Self::Explained { .. }
            | Self::ExplanationFailed { .. }
            | Self::IntegrityChecked { .. }
            | Self::Photo { .. }
            | Self::Logged { .. }
            | Self::Crashed { .. }) => vec![(whole, attachments)],
        }
    }
}

fn bare(events: impl Iterator<Item = Event>) -> Vec<Part> {
    events.map(|event| (event, Vec::new())).collect()
}

/// Splits a long list into short ones; an empty list gives none.
fn lists<T>(list: Vec<T>) -> impl Iterator<Item = Vec<T>> {
    let mut rest = list.into_iter();
    std::iter::from_fn(move || {
        let piece: Vec<T> = rest.by_ref().take(MAX_ENTRIES).collect();
        (!piece.is_empty()).then_some(piece)
    })
}

/// Splits an event with a long list, which has a picture for each entry or none at all.
fn split<T>(list: Vec<T>, pictures: Vec<Vec<u8>>, event: impl Fn(Vec<T>) -> Event) -> Vec<Part> {
    let length = if pictures.is_empty() { MAX_ENTRIES } else { MAX_PICTURES };
    let (mut list, mut pictures) = (list.into_iter(), pictures.into_iter());
    let mut parts = Vec::new();
    // An empty list is still sent.
    while parts.is_empty() || list.len() > 0 {
        let piece = event(list.by_ref().take(length).collect());
        parts.push((piece, pictures.by_ref().take(length).collect()));
    }
    parts
}

#[cfg(test)]
mod tests;
