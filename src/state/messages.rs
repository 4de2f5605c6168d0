//! Messages to the person: alerts, and the quieter toasts.

use handlens_core::message::Message;
use handlens_core::msg;
use handlens_core::protocol::{JobId, NoticeLevel, ProjectId};

use super::imports::Outcome;
use super::notices::{Cause, Notice, Notices};
use handlens_i18n::t;

/// Toasts shown at most; the oldest goes first.
const TOASTS: usize = 4;

/// Messages to the person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Messages {
    alerts: Vec<Alert>,
    toasts: Vec<Toast>,
    /// What was just asked for, to be told with an offer to undo it once it is done.
    undoable: Option<Message>,
    next: u32,
}

/// A serious failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    /// The id to dismiss it by.
    pub id: u32,
    /// One or two sentences.
    pub sentence: Message,
}

/// Something that ended, or is good to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toast {
    /// The id to dismiss it by.
    pub id: u32,
    /// The import that it reports on, if any.
    pub import: Option<JobId>,
    /// The job, other than an import, whose notices it collects.
    gathers: Option<JobId>,
    /// One or two sentences.
    pub sentence: Message,
    /// What to list below the sentence.
    pub notices: Notices,
    /// What the person can do about it, if anything.
    pub action: Option<Action>,
    /// Whether it may disappear by itself: it reports no refusal and lists nothing.
    pub brief: bool,
    /// Whether it says that an import was interrupted, which holds until photos are added.
    interrupted: bool,
}

/// What the person can do about a toast.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Open this project.
    Open(ProjectId),
    /// Restore this deleted project.
    Restore(ProjectId),
    /// Undo the latest change.
    Undo,
}

/// What a toast lists below its sentence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Details {
    /// The reason for the only refusal, and the only note: they are visible at once.
    pub visible: Vec<Cause>,
    /// What the person can unfold.
    pub folded: Vec<Cause>,
    /// How many more notices are not listed.
    pub unlisted: usize,
    /// What is folded, by number: "2 reasons · 1 note"; none if nothing is.
    pub summary: Option<String>,
}

impl Toast {
    /// What its notices say beyond its sentence.
    pub fn details(&self) -> Details {
        // The sentence of a toast that collects notices says the only one itself.
        if self.gathers.is_some() && self.notices.refused() <= 1 {
            return Details::default();
        }
        let mut folded = self.notices.causes();
        // Refusals come first.
        let has_one = self.notices.refused() == 1 && folded.first().is_some_and(|cause| !cause.is_note());
        let (more_reasons, more_notes) = self.notices.unlisted_kinds();
        let mut visible: Vec<Cause> = if has_one { vec![folded.remove(0)] } else { Vec::new() };
        let mut notes = folded.iter().filter(|cause| cause.is_note()).count();
        if (notes, more_notes) == (1, 0) {
            visible.extend(folded.pop());
            notes = 0;
        }
        let (reasons, notes) = (folded.len() - notes + more_reasons, notes + more_notes);
        let parts: Vec<String> = [
            (reasons > 0).then(|| t!("notice-reasons", count = reasons)),
            (notes > 0).then(|| t!("notice-notes", count = notes)),
        ]
        .into_iter()
        .flatten()
        .collect();
        let summary = (!parts.is_empty()).then(|| parts.join(" · "));
        Details { visible, folded, unlisted: self.notices.unlisted(), summary }
    }
}

/// A notice as one message.
fn of_photo(notice: &Notice) -> Message {
    let message = notice.message.clone();
    match &notice.photo {
        Some(photo) => msg!("notice-of-photo", photo = photo, message = message),
        None => message,
    }
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

    /// Dismisses an alert or a toast.
    pub fn dismiss(&mut self, id: u32) {
        self.alerts.retain(|alert| alert.id != id);
        self.toasts.retain(|toast| toast.id != id);
    }

    /// Adds an alert. The same sentence twice is one alert.
    pub fn alert(&mut self, sentence: impl Into<Message>) {
        let sentence = sentence.into();
        self.alerts.retain(|alert| alert.sentence != sentence);
        let id = self.take_id();
        self.alerts.push(Alert { id, sentence });
    }

    /// Reports a notice that belongs to no import.
    pub fn tell(&mut self, notice: &Notice) {
        let sentence = of_photo(notice);
        match notice.level {
            NoticeLevel::Failure => self.alert(sentence),
            NoticeLevel::Refused => self.toast(None, sentence, Notices::default(), false),
            NoticeLevel::Note => self.toast(None, sentence, Notices::default(), true),
        }
    }

    /// Reports a notice of a job that is no import, for example of an archive in a batch prediction. Notices of one job
    /// share a toast.
    pub fn tell_of_job(&mut self, job: JobId, notice: Notice) {
        let earlier = self.toasts.iter().position(|toast| toast.gathers == Some(job));
        let mut notices = match earlier {
            Some(place) => self.toasts.remove(place).notices,
            None if notice.level != NoticeLevel::Refused => return self.tell(&notice),
            None => Notices::default(),
        };
        let alone = notices.is_empty();
        let sentence =
            if alone { of_photo(&notice) } else { msg!("import-end-refused", count = notices.refused() + 1) };
        notices.push(notice);
        self.toast(None, sentence, notices, false);
        if let Some(toast) = self.toasts.last_mut() {
            toast.gathers = Some(job);
        }
    }

    /// Adds a toast with something good to know.
    pub fn note(&mut self, sentence: impl Into<Message>) {
        self.toast(None, sentence.into(), Notices::default(), true);
    }

    /// Like [`note`](Self::note), with something that the person can do about it.
    pub fn offer(&mut self, sentence: impl Into<Message>, action: Action) {
        self.note(sentence);
        if let Some(toast) = self.toasts.last_mut() {
            toast.action = Some(action);
        }
    }

    /// Tells of a change that is being made, with an offer to undo it, as soon as it is done.
    pub fn offer_undo(&mut self, sentence: impl Into<Message>) {
        self.undoable = Some(sentence.into());
    }

    /// The journal has changed: earlier offers to undo would undo something else.
    pub(super) fn change_journal(&mut self) {
        self.toasts.retain(|toast| toast.action != Some(Action::Undo));
        if let Some(sentence) = self.undoable.take() {
            self.offer(sentence, Action::Undo);
        }
    }

    /// Drops the toasts about imports: they belong to the project that is left.
    pub(super) fn leave_project(&mut self) {
        self.toasts.retain(|toast| toast.import.is_none() && toast.action != Some(Action::Undo));
        self.undoable = None;
        self.forget_interruption();
    }

    /// Reports an import that was interrupted before the project was opened.
    pub(super) fn tell_of_interruption(&mut self, sentence: Message) {
        self.refuse(sentence);
        self.mark_interrupted();
    }

    fn mark_interrupted(&mut self) {
        if let Some(toast) = self.toasts.last_mut() {
            toast.interrupted = true;
        }
    }

    /// Photos were added, so what is said of an interrupted import no longer holds.
    pub(super) fn forget_interruption(&mut self) {
        self.toasts.retain(|toast| !toast.interrupted);
    }

    /// Adds a toast for something that the page itself could not do.
    pub fn refuse(&mut self, sentence: impl Into<Message>) {
        self.toast(None, sentence.into(), Notices::default(), false);
    }

    /// Reports on a delivery that has ended.
    pub fn tell_outcome(&mut self, mut outcome: Outcome) {
        let brief = outcome.is_brief();
        let (job, sentence) = (outcome.job(), outcome.sentence());
        self.toast(job, sentence, outcome.take_notices(), brief);
        if outcome.is_interrupted() {
            self.mark_interrupted();
        }
    }

    /// Adds a toast for something that the page itself could not do, with the files concerned.
    pub fn refuse_files(&mut self, sentence: impl Into<Message>, notices: Notices) {
        self.toast(None, sentence.into(), notices, false);
    }

    fn toast(&mut self, import: Option<JobId>, sentence: Message, notices: Notices, brief: bool) {
        let is_other =
            |toast: &Toast| toast.import.is_some() || toast.gathers.is_some() || toast.sentence != sentence;
        self.toasts.retain(is_other);
        if self.toasts.len() >= TOASTS {
            self.toasts.remove(0);
        }
        let id = self.take_id();
        self.toasts.push(Toast {
            id,
            import,
            gathers: None,
            sentence,
            notices,
            action: None,
            brief,
            interrupted: false,
        });
    }

    fn take_id(&mut self) -> u32 {
        self.next += 1;
        self.next
    }
}

#[cfg(test)]
mod tests {
    use handlens_i18n::Localise;

    use super::*;

    #[test]
    fn an_offer_to_undo_stands_until_the_next_change() {
        let mut messages = Messages::default();
        messages.offer_undo(Message::verbatim("Deleted."));
        assert!(messages.toasts().is_empty(), "it is not done yet");
        messages.change_journal();
        let action = messages.toasts().first().and_then(|toast| toast.action.clone());
        assert_eq!(action, Some(Action::Undo));
        messages.change_journal();
        assert!(messages.toasts().is_empty());
        messages.offer_undo(Message::verbatim("Deleted."));
        messages.leave_project();
        messages.change_journal();
        assert!(messages.toasts().is_empty(), "another project knows nothing of it");
    }

    #[test]
    fn what_is_refused_of_one_archive_that_is_batch_is_told_together() {
        let mut messages = Messages::default();
        let notice = |number: usize| Notice {
            level: NoticeLevel::Refused,
            photo: Some(format!("{number}.txt")),
            message: msg!("image-empty"),
        };
        for number in 0..30 {
            messages.tell_of_job(JobId(1), notice(number));
        }
        messages.tell_of_job(JobId(2), notice(0));
        let sentences: Vec<String> = messages.toasts().iter().map(|toast| toast.sentence.text()).collect();
        let alone = "0.txt is empty (0 bytes). Copy or download it again.";
        assert_eq!(sentences, ["30 files could not be used.", alone]);
        let details: Vec<Details> = messages.toasts().iter().map(Toast::details).collect();
        assert_eq!(details[0].summary.as_deref(), Some("1 reason"));
        assert_eq!(details[1], Details::default());
        assert_eq!(messages.toasts()[0].notices.causes()[0].count, 30);
    }

    #[test]
    fn the_only_refusal_and_the_only_note_are_visible_at_once_and_the_rest_is_counted_by_what_it_is() {
        let mut notices = Notices::default();
        let notice = |level, message| Notice { level, photo: Some("a.jpg".to_owned()), message };
        notices.push(notice(NoticeLevel::Note, msg!("image-animated")));
        notices.push(notice(NoticeLevel::Note, msg!("image-sixteen-bit")));
        notices.push(notice(NoticeLevel::Refused, msg!("image-empty")));
        let mut messages = Messages::default();
        messages.refuse_files(msg!("import-end-refused", count = 1_u32), notices.clone());
        let details = messages.toasts()[0].details();
        let visible = |details: &Details| -> Vec<Message> {
            details.visible.iter().map(|cause| cause.message.clone()).collect()
        };
        assert_eq!(visible(&details), [msg!("image-empty")]);
        assert_eq!((details.folded.len(), details.summary.as_deref()), (2, Some("2 notes")));
        notices.push(notice(NoticeLevel::Refused, msg!("image-unreadable")));
        messages.refuse_files(msg!("import-end-refused", count = 2_u32), notices);
        let details = messages.toasts()[1].details();
        assert_eq!((visible(&details).len(), details.summary.as_deref()), (0, Some("2 reasons · 2 notes")));
        // So is the only note, however many files it is about.
        let mut notices = Notices::default();
        for _ in 0..5 {
            notices.push(notice(NoticeLevel::Note, msg!("session-photo-there-already", class = "Glass")));
        }
        messages.refuse_files(msg!("import-end-added", count = 0_u32), notices.clone());
        let details = messages.toasts()[2].details();
        assert_eq!(details.visible[0].count, 5);
        assert_eq!((details.visible.len(), details.summary), (1, None));
        notices.push(notice(NoticeLevel::Refused, msg!("image-empty")));
        messages.refuse_files(msg!("import-end-added", count = 0_u32), notices);
        let details = messages.toasts()[2].details();
        assert_eq!((details.visible.len(), details.summary), (2, None));
    }

    #[test]
    fn a_failure_is_an_alert_and_a_note_is_a_toast() {
        let mut messages = Messages::default();
        let notice = |level| Notice { level, photo: None, message: Message::verbatim("The lamp is on.") };
        messages.tell(&notice(NoticeLevel::Failure));
        messages.tell(&notice(NoticeLevel::Note));
        messages.tell(&notice(NoticeLevel::Note));
        assert_eq!((messages.alerts().len(), messages.toasts().len()), (1, 1));
        let id = messages.toasts()[0].id;
        messages.dismiss(id);
        assert!(messages.toasts().is_empty());
    }
}
