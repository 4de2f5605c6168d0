//! What there is to tell: alerts, and the quieter toasts.

use crate::protocol::{ImportSummary, NoticeLevel, ProjectId, RunId};
use crate::saying;
use crate::words::Saying;

/// Notices listed at most; the rest is counted.
const LISTED: usize = 200;
/// Toasts shown at most; the oldest goes first.
const TOASTS: usize = 4;

/// One sentence about a photo or the whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// How it is meant.
    pub level: NoticeLevel,
    /// File name, where it is about one photo.
    pub photo: Option<String>,
    /// The sentence; it goes on from the file name.
    pub message: Saying,
}

/// Notices, listed up to a limit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notices {
    listed: Vec<Notice>,
    unlisted: usize,
}

impl Notices {
    /// Adds one.
    pub fn push(&mut self, notice: Notice) {
        if self.listed.len() < LISTED {
            self.listed.push(notice);
        } else {
            self.unlisted += 1;
        }
    }

    /// Those that are listed.
    pub fn list(&self) -> &[Notice] {
        &self.listed
    }

    /// How many are not listed.
    pub fn unlisted(&self) -> usize {
        self.unlisted
    }
}

/// What there is to tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Messages {
    alerts: Vec<Alert>,
    toasts: Vec<Toast>,
    next: u32,
}

/// Something large that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    /// To dismiss it by.
    pub id: u32,
    /// One or two sentences.
    pub sentence: Saying,
}

/// Something that ended, or good to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toast {
    /// To dismiss it by.
    pub id: u32,
    /// The import that it sums up, if it does.
    pub import: Option<RunId>,
    /// One or two sentences.
    pub sentence: Saying,
    /// What to list below.
    pub notices: Notices,
    /// What the person can do about it.
    pub action: Option<Action>,
    /// Whether it may leave by itself: it refuses nothing and lists nothing.
    pub brief: bool,
}

/// What the person can do about a toast.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Open this project.
    Open(ProjectId),
    /// Take back that this project was deleted.
    Restore(ProjectId),
}

impl Messages {
    /// The alerts, oldest first.
    pub fn alerts(&self) -> &[Alert] {
        &self.alerts
    }

    /// The toasts, oldest first.
    pub fn toasts(&self) -> &[Toast] {
        &self.toasts
    }

    /// Takes an alert or a toast away.
    pub fn dismiss(&mut self, id: u32) {
        self.alerts.retain(|alert| alert.id != id);
        self.toasts.retain(|toast| toast.id != id);
    }

    /// Something large failed. The same sentence twice is one alert.
    pub fn alert(&mut self, sentence: impl Into<Saying>) {
        let sentence = sentence.into();
        self.alerts.retain(|alert| alert.sentence != sentence);
        let id = self.take_id();
        self.alerts.push(Alert { id, sentence });
    }

    /// A notice that belongs to no import.
    pub fn tell(&mut self, notice: Notice) {
        let Notice { level, photo, message } = notice;
        let sentence = match photo {
            Some(photo) => saying!("notice-of-photo", photo = photo, message = message),
            None => message,
        };
        match level {
            NoticeLevel::Failure => self.alert(sentence),
            NoticeLevel::Refused => self.toast(None, sentence, Notices::default(), false),
            NoticeLevel::Note => self.toast(None, sentence, Notices::default(), true),
        }
    }

    /// Something good to know, of the page's own.
    pub fn note(&mut self, sentence: impl Into<Saying>) {
        self.toast(None, sentence.into(), Notices::default(), true);
    }

    /// Something good to know, with what the person can do about it.
    pub fn offer(&mut self, sentence: impl Into<Saying>, action: Action) {
        self.note(sentence);
        if let Some(toast) = self.toasts.last_mut() {
            toast.action = Some(action);
        }
    }

    /// Another project is open: what the imports of the one before had to tell is told.
    pub(super) fn leave_project(&mut self) {
        self.toasts.retain(|toast| toast.import.is_none());
    }

    /// Something that the page itself could not do.
    pub fn refuse(&mut self, sentence: impl Into<Saying>) {
        self.toast(None, sentence.into(), Notices::default(), false);
    }

    /// An import ended.
    pub fn tell_outcome(&mut self, run: RunId, summary: ImportSummary, interrupted: bool, notices: Notices) {
        let brief = notices.list().is_empty() && summary.refused == 0 && !interrupted;
        self.toast(Some(run), outcome(summary, interrupted), notices, brief);
    }

    fn toast(&mut self, import: Option<RunId>, sentence: Saying, notices: Notices, brief: bool) {
        self.toasts.retain(|toast| toast.import.is_some() || toast.sentence != sentence);
        if self.toasts.len() >= TOASTS {
            self.toasts.remove(0);
        }
        let id = self.take_id();
        self.toasts.push(Toast { id, import, sentence, notices, action: None, brief });
    }

    fn take_id(&mut self) -> u32 {
        self.next += 1;
        self.next
    }
}

/// An import's end in sentences.
fn outcome(summary: ImportSummary, interrupted: bool) -> Saying {
    let ImportSummary { added, duplicates, refused, cancelled } = summary;
    if cancelled {
        return saying!("import-end-cancelled", count = added);
    }
    if interrupted {
        return saying!("import-end-interrupted", count = added);
    }
    let mut told = saying!("import-end-added", count = added);
    if duplicates > 0 {
        told =
            saying!("sentences", first = told, then = saying!("import-end-duplicates", count = duplicates));
    }
    if refused > 0 {
        told = saying!("sentences", first = told, then = saying!("import-end-refused", count = refused));
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_import_is_summed_up_in_sentences() {
        let summary = ImportSummary { added: 34, duplicates: 2, refused: 1, cancelled: false };
        assert_eq!(
            outcome(summary, false).to_string(),
            "Added 34 photos. 2 were there already. 1 could not be used."
        );
        let nothing = ImportSummary { duplicates: 1, ..ImportSummary::default() };
        assert_eq!(outcome(nothing, false).to_string(), "No photo was added. 1 was there already.");
        let cancelled = ImportSummary { added: 1, cancelled: true, ..ImportSummary::default() };
        assert_eq!(outcome(cancelled, false).to_string(), "Cancelled. 1 photo was taken back.");
    }

    #[test]
    fn a_failure_is_an_alert_and_a_note_is_a_toast() {
        let mut messages = Messages::default();
        let notice = |level| Notice { level, photo: None, message: Saying::verbatim("The lamp is on.") };
        messages.tell(notice(NoticeLevel::Failure));
        messages.tell(notice(NoticeLevel::Note));
        messages.tell(notice(NoticeLevel::Note));
        assert_eq!((messages.alerts().len(), messages.toasts().len()), (1, 1));
        let id = messages.toasts()[0].id;
        messages.dismiss(id);
        assert!(messages.toasts().is_empty());
    }

    #[test]
    fn a_flood_of_notices_is_counted() {
        let mut notices = Notices::default();
        for _ in 0..1000 {
            notices.push(Notice { level: NoticeLevel::Refused, photo: None, message: Saying::verbatim("") });
        }
        assert_eq!((notices.list().len(), notices.unlisted()), (LISTED, 1000 - LISTED));
    }
}
