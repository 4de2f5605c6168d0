//! Evidence for privacy, so that nobody has to believe the page: its requests, an attempt to send data, what is stored,
//! and answers given without a network.

use serde::Deserialize;

use super::answers::{Answers, Outcome};
use handlens_i18n::t;

/// A request made since the page was opened.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Request {
    /// When, in milliseconds since the page was opened.
    pub milliseconds: f64,
    /// A file of the site, or a complete address.
    pub address: String,
    /// Whether it went to another site.
    pub elsewhere: bool,
    /// What initiated it, in the browser's own term.
    pub kind: String,
    /// Who answered.
    pub source: Source,
}

/// Who answered a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// The server.
    Network,
    /// The copy on this device.
    Kept,
    /// Nobody: the page's own policy refused it.
    Refused,
}

impl Source {
    /// Its name in a word or two.
    pub fn word(self) -> String {
        match self {
            Self::Network => t!("privacy-by-server"),
            Self::Kept => t!("privacy-by-device"),
            Self::Refused => t!("privacy-by-nobody"),
        }
    }
}

/// A summary: "20 answered by this page’s server, 4 from this device, none by anyone else."
pub fn summary(requests: &[Request]) -> String {
    let sent = |request: &&Request| request.source != Source::Refused;
    let elsewhere = requests.iter().filter(sent).filter(|request| request.elsewhere).count();
    let of =
        |source| requests.iter().filter(|request| request.source == source && !request.elsewhere).count();
    t!("privacy-summary", server = of(Source::Network), device = of(Source::Kept), elsewhere = elsewhere)
}

/// The result of an attempt to send data.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Attempt {
    /// The page's attempt.
    pub page: PageAttempt,
    /// The worker's attempt, if a worker runs.
    pub worker: Option<WorkerAttempt>,
}

/// The result of the page's attempt.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct PageAttempt {
    /// Whether the browser reports that a policy refused it.
    pub refused: bool,
    /// The policies that refused it, as the browser enforces them.
    pub policies: Vec<String>,
}

/// The result of the worker's attempt.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct WorkerAttempt {
    /// Whether the attempt failed.
    pub refused: bool,
    /// The worker's own policy, if that refused the attempt.
    pub policy: Option<String>,
    /// Functions that could still send data.
    pub open: Vec<String>,
}

impl Attempt {
    /// What the result says about the page.
    pub fn of_page(&self) -> String {
        if self.page.refused { t!("privacy-try-page-refused") } else { t!("privacy-try-page-open") }
    }

    /// What the result says about the worker, which is where the photos are.
    pub fn of_worker(&self) -> String {
        match &self.worker {
            None => t!("privacy-try-worker-silent"),
            Some(WorkerAttempt { open, .. }) if !open.is_empty() => t!("privacy-try-worker-open"),
            Some(WorkerAttempt { policy: Some(_), .. }) => t!("privacy-try-worker-refused"),
            Some(_) => t!("privacy-try-worker-without-rule"),
        }
    }
}

/// What is stored, in bytes, where the browser says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Deserialize)]
pub struct Stored {
    /// Projects: photos, what was learned from them, settings.
    pub projects: Option<f64>,
    /// Files prepared for download.
    pub outgoing: Option<f64>,
    /// The page's own files.
    pub program: Option<f64>,
}

/// The state of deleting everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Removal {
    /// It was not requested.
    #[default]
    No,
    /// The person is asked to confirm.
    Asked,
    /// It is running.
    Running,
    /// Everything is deleted.
    Done,
    /// It failed, with the name of the browser's error, if there was one.
    Failed(Option<String>),
}

impl Removal {
    /// One sentence why it failed and what to do; none if it did not fail.
    pub fn problem(&self) -> Option<String> {
        let Self::Failed(name) = self else { return None };
        Some(match name.as_deref() {
            Some("NoModificationAllowedError" | "InvalidModificationError") => t!("removal-elsewhere"),
            Some(name) => t!("removal-failed", name = name),
            None => t!("removal-failed-unknown"),
        })
    }
}

/// The check with airplane mode: counts answers that come while the device has no network.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Airplane {
    /// The newest job when the network went, while it is gone.
    gone_since: Option<u32>,
    /// Answers that came during the last time without a network.
    answered: usize,
}

impl Airplane {
    /// Records that the device has lost or regained its network.
    pub fn network(&mut self, online: bool, answers: &Answers) {
        self.answered = self.answered(answers);
        if online {
            self.gone_since = None;
        } else if self.gone_since.is_none() {
            let newest = answers.list().iter().map(|answer| answer.job.0).max();
            self.gone_since = Some(newest.unwrap_or_default());
            self.answered = 0;
        }
    }

    /// Whether the device has no network.
    pub fn is_offline(&self) -> bool {
        self.gone_since.is_some()
    }

    /// How many photos were answered during the current or last time without a network.
    pub fn answered(&self, answers: &Answers) -> usize {
        let Some(before) = self.gone_since else { return self.answered };
        let given = |outcome: &Outcome| matches!(outcome, Outcome::Answered(_));
        answers.list().iter().filter(|answer| answer.job.0 > before && given(&answer.outcome)).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use handlens_core::protocol::{JobId, Prediction};

    fn request(elsewhere: bool, source: Source) -> Request {
        Request {
            milliseconds: 0.0,
            address: "page.js".to_owned(),
            elsewhere,
            kind: "script".to_owned(),
            source,
        }
    }

    #[test]
    fn a_request_to_elsewhere_is_counted_apart_unless_it_was_refused() {
        let requests = [
            request(false, Source::Network),
            request(false, Source::Network),
            request(false, Source::Kept),
            request(true, Source::Refused),
        ];
        assert_eq!(
            summary(&requests),
            "2 answered by this page’s server, 1 by this device, none by anyone else."
        );
        let requests = [request(true, Source::Network)];
        assert_eq!(
            summary(&requests),
            "None answered by this page’s server, none by this device, 1 by anyone else."
        );
    }

    #[test]
    fn a_page_whose_browser_refuses_nothing_is_not_to_be_trusted() {
        let worker = |policy: Option<&str>, open: &[&str]| WorkerAttempt {
            refused: true,
            policy: policy.map(str::to_owned),
            open: open.iter().map(|&name| name.to_owned()).collect(),
        };
        let attempt =
            |refused, worker| Attempt { page: PageAttempt { refused, policies: Vec::new() }, worker };
        assert!(attempt(true, None).of_page().ends_with("blocked it."));
        assert!(attempt(false, None).of_page().contains("do not trust"));
        assert!(
            attempt(true, Some(worker(Some("default-src 'none'"), &[])))
                .of_worker()
                .contains("browser blocked it")
        );
        assert!(attempt(true, Some(worker(None, &[]))).of_worker().contains("loading a script"));
        assert!(attempt(true, Some(worker(None, &["fetch"]))).of_worker().contains("Do not trust"));
    }

    #[test]
    fn only_answers_to_photos_batch_without_a_network_count() {
        let mut airplane = Airplane::default();
        let mut answers = Answers::default();
        let answer = |answers: &mut Answers, job| {
            let _ = answers.ask(JobId(job), "a photo".to_owned(), None);
            let prediction = Prediction {
                classes: Vec::new(),
                unknown: None,
                nearest: Vec::new(),
                same: None,
                learned: false,
                notes: Vec::new(),
                pretrained: Vec::new(),
                milliseconds: 1.0,
            };
            answers.settle(JobId(job), Ok(prediction), 0);
        };
        answer(&mut answers, 1);
        assert_eq!((airplane.is_offline(), airplane.answered(&answers)), (false, 0));
        airplane.network(false, &answers);
        assert_eq!((airplane.is_offline(), airplane.answered(&answers)), (true, 0));
        answer(&mut answers, 2);
        assert_eq!(airplane.answered(&answers), 1);
        let _ = answers.ask(JobId(3), "not answered yet".to_owned(), None);
        airplane.network(true, &answers);
        answer(&mut answers, 4);
        assert_eq!((airplane.is_offline(), airplane.answered(&answers)), (false, 1));
        // The next time without a network counts from zero.
        airplane.network(false, &answers);
        assert_eq!(airplane.answered(&answers), 0);
    }

    #[test]
    fn a_project_that_another_tab_has_open_is_named_as_what_stands_in_the_way() {
        let failed = Removal::Failed(Some("NoModificationAllowedError".to_owned()));
        assert!(failed.problem().is_some_and(|sentence| sentence.contains("Another tab")));
        assert_eq!(Removal::Done.problem(), None);
    }
}
