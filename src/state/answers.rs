//! Answers for single photos and for the live webcam.

use handlens_core::config::limits::ANSWERS;
use handlens_core::message::Message;
use handlens_core::msg;
use handlens_core::protocol::{Explanation, JobId, NoticeLevel, Prediction};

use super::notices::Cause;

/// Answers for single photos, newest first, and for the live webcam.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answers {
    list: Vec<Answer>,
    live: Option<Live>,
}

/// A photo and its answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Its job.
    pub job: JobId,
    /// Its file name.
    pub name: String,
    /// The address of its file, for browsers that can show it.
    pub picture: Option<String>,
    /// The address of a small picture that every browser can show, once the worker has sent it.
    pub thumbnail: Option<String>,
    /// The answer so far.
    pub outcome: Outcome,
    /// The generation of the head that answered.
    pub generation: u32,
    /// Which regions support the answer, once somebody has asked.
    pub why: Option<Why>,
}

impl Answer {
    /// The address to show. If the browser could not show the file (`refused`), that of the small picture.
    pub fn shown(&self, refused: bool) -> Option<&str> {
        self.picture.as_deref().filter(|_| !refused).or(self.thumbnail.as_deref())
    }

    /// What is wrong with the file, if it cannot be used: a sentence that continues after the file name.
    fn fault(&self) -> Option<&Message> {
        match &self.outcome {
            Outcome::Failed(message) if message.key().starts_with("image-") => Some(message),
            _ => None,
        }
    }

    /// The addresses of its pictures, to revoke.
    pub fn addresses(self) -> impl Iterator<Item = String> {
        self.picture.into_iter().chain(self.thumbnail)
    }
}

/// The explanation so far.
#[derive(Debug, Clone, PartialEq)]
pub enum Why {
    /// Not there yet.
    Waiting,
    /// The regions.
    Explained(Explanation),
    /// Why there is none, in one sentence.
    Failed(Message),
}

/// The answer so far.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// Not there yet.
    Waiting,
    /// The answer.
    Answered(Prediction),
    /// Why there is none, in one sentence.
    Failed(Message),
}

/// The live webcam.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Live {
    /// The frame in progress, if any.
    pub job: Option<JobId>,
    /// The latest answer, and the generation of the head that gave it.
    pub answer: Option<(Prediction, u32)>,
    /// Why the latest frame has no answer.
    pub failure: Option<Message>,
}

impl Answers {
    /// The answers, newest first.
    pub fn list(&self) -> &[Answer] {
        &self.list
    }

    /// The answers that get a card each, newest first. Files that cannot be used for the same reason share one.
    pub fn cards(&self) -> Vec<JobId> {
        let is_told = |(place, answer): (usize, &Answer)| {
            answer.fault().is_some() && self.list[..place].iter().any(|newer| newer.fault() == answer.fault())
        };
        let cards = self.list.iter().enumerate().filter(|card| !is_told(*card));
        cards.map(|(_, answer)| answer.job).collect()
    }

    /// Why a photo has no answer, with the names of all files that this card stands for.
    pub fn failure(&self, job: JobId) -> Option<Cause> {
        let answer = self.find(job)?;
        let Outcome::Failed(message) = &answer.outcome else { return None };
        let is_alike = |other: &&Answer| {
            other.job == job || (other.fault().is_some() && other.fault() == answer.fault())
        };
        let names: Vec<String> =
            self.list.iter().rev().filter(is_alike).map(|other| other.name.clone()).collect();
        Some(Cause { level: NoticeLevel::Refused, message: message.clone(), count: names.len(), names })
    }

    /// One answer.
    pub fn find(&self, job: JobId) -> Option<&Answer> {
        self.list.iter().find(|answer| answer.job == job)
    }

    /// The live webcam, while it is on.
    pub fn live(&self) -> Option<&Live> {
        self.live.as_ref()
    }

    /// A photo was sent. Returns the photos that make room for it.
    #[must_use]
    pub fn ask(&mut self, job: JobId, name: String, picture: Option<String>) -> Vec<Answer> {
        let outcome = Outcome::Waiting;
        let answer = Answer { job, name, picture, thumbnail: None, outcome, generation: 0, why: None };
        self.list.insert(0, answer);
        self.list.split_off(self.list.len().min(ANSWERS))
    }

    /// Stores a small picture. Returns the addresses that are no longer needed.
    #[must_use]
    pub fn set_thumbnail(&mut self, job: JobId, address: Option<String>) -> Vec<String> {
        match self.list.iter_mut().find(|answer| answer.job == job) {
            Some(answer) => std::mem::replace(&mut answer.thumbnail, address).into_iter().collect(),
            None => address.into_iter().collect(),
        }
    }

    /// Another head answers from now on, or none, so explanations of the earlier one no longer hold. The worker sends
    /// new answers by itself.
    pub fn outdate(&mut self) {
        for answer in &mut self.list {
            if answer.why != Some(Why::Waiting) {
                answer.why = None;
            }
        }
    }

    /// A photo was sent again.
    pub fn ask_again(&mut self, job: JobId) {
        if let Some(answer) = self.list.iter_mut().find(|answer| answer.job == job) {
            answer.outcome = Outcome::Waiting;
            // It explains the answer of an earlier head.
            answer.why = None;
        }
    }

    /// An explanation was requested.
    pub fn ask_why(&mut self, job: JobId) {
        if let Some(answer) = self.list.iter_mut().find(|answer| answer.job == job) {
            answer.why = Some(Why::Waiting);
        }
    }

    /// Stores an explanation, or why there is none.
    pub fn explain(&mut self, job: JobId, result: Result<Explanation, Message>) {
        // If the photo was sent again meanwhile, its explanation has yet to be requested.
        let waiting = |answer: &&mut Answer| answer.job == job && answer.why == Some(Why::Waiting);
        if let Some(answer) = self.list.iter_mut().find(waiting) {
            answer.why = Some(result.map_or_else(Why::Failed, Why::Explained));
        }
    }

    /// Forgets all answers, and returns them.
    #[must_use]
    pub fn clear(&mut self) -> Vec<Answer> {
        std::mem::take(&mut self.list)
    }

    /// The webcam was turned on.
    pub fn start_live(&mut self) {
        self.live = Some(Live::default());
    }

    /// A frame of the webcam was sent.
    pub fn ask_live(&mut self, job: JobId) {
        if let Some(live) = &mut self.live {
            live.job = Some(job);
        }
    }

    /// The webcam was turned off.
    pub fn stop_live(&mut self) {
        self.live = None;
    }

    /// Stores the answer or the failure of a job.
    pub fn settle(&mut self, job: JobId, result: Result<Prediction, Message>, generation: u32) {
        if let Some(live) = self.live.as_mut().filter(|live| live.job == Some(job)) {
            live.job = None;
            match result {
                Ok(prediction) => {
                    live.answer = Some((prediction, generation));
                    live.failure = None;
                }
                Err(sentence) => live.failure = Some(sentence),
            }
        } else if let Some(answer) = self.list.iter_mut().find(|answer| answer.job == job) {
            answer.generation = generation;
            answer.outcome = match result {
                Ok(prediction) => Outcome::Answered(prediction),
                Err(sentence) => Outcome::Failed(sentence),
            };
        }
    }

    /// Stores an early prediction; the worker's own answer replaces it.
    pub fn set_early_prediction(&mut self, job: JobId, prediction: Prediction) {
        if let Some(answer) =
            self.list.iter_mut().find(|answer| answer.job == job && answer.outcome == Outcome::Waiting)
        {
            answer.outcome = Outcome::Answered(prediction);
        }
    }

    /// The worker is gone: nothing that waits will be answered.
    pub fn interrupt(&mut self) {
        if let Some(live) = &mut self.live {
            live.job = None;
        }
        for answer in &mut self.list {
            if answer.why == Some(Why::Waiting) {
                answer.why = Some(Why::Failed(msg!("why-interrupted")));
            }
            if answer.outcome == Outcome::Waiting {
                answer.outcome = Outcome::Failed(msg!("answer-interrupted"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prediction() -> Prediction {
        Prediction {
            classes: Vec::new(),
            unknown: None,
            nearest: Vec::new(),
            same: None,
            learned: false,
            notes: Vec::new(),
            pretrained: Vec::new(),
            milliseconds: 1.0,
        }
    }

    #[test]
    fn the_oldest_answer_makes_room() {
        let mut answers = Answers::default();
        for job in 0..ANSWERS as u32 {
            assert!(answers.ask(JobId(job), String::new(), Some(format!("blob:{job}"))).is_empty());
        }
        let gone = answers.ask(JobId(99), String::new(), None);
        assert_eq!(gone.into_iter().flat_map(Answer::addresses).collect::<Vec<_>>(), ["blob:0"]);
    }

    #[test]
    fn a_small_picture_stands_in_for_a_file_that_cannot_be_shown() {
        let mut answers = Answers::default();
        let _ = answers.ask(JobId(1), String::new(), Some("blob:file".to_owned()));
        let shown = |answers: &Answers, refused| answers.list()[0].shown(refused).map(str::to_owned);
        assert_eq!(shown(&answers, true), None);
        assert!(answers.set_thumbnail(JobId(1), Some("blob:small".to_owned())).is_empty());
        assert_eq!(shown(&answers, false).as_deref(), Some("blob:file"));
        assert_eq!(shown(&answers, true).as_deref(), Some("blob:small"));
        // After another request, the picture arrives a second time.
        assert_eq!(answers.set_thumbnail(JobId(1), Some("blob:again".to_owned())), ["blob:small"]);
        assert_eq!(answers.set_thumbnail(JobId(2), Some("blob:gone".to_owned())), ["blob:gone"]);
        let all: Vec<String> = answers.clear().into_iter().flat_map(Answer::addresses).collect();
        assert_eq!(all, ["blob:file", "blob:again"]);
    }

    #[test]
    fn a_live_frame_is_not_listed() {
        let mut answers = Answers::default();
        answers.start_live();
        answers.ask_live(JobId(1));
        answers.settle(JobId(1), Ok(prediction()), 0);
        assert!(answers.list().is_empty());
        assert!(answers.live().is_some_and(|live| live.job.is_none() && live.answer.is_some()));
    }

    #[test]
    fn why_is_asked_of_one_answer_and_forgotten_when_that_is_asked_for_again() {
        let mut answers = Answers::default();
        let _ = answers.ask(JobId(1), String::new(), None);
        let explanation = Explanation { aspect: 1.5, subjects: Vec::new() };
        answers.explain(JobId(1), Ok(explanation.clone()));
        assert_eq!(answers.list()[0].why, None, "nobody has asked");
        answers.ask_why(JobId(1));
        answers.explain(JobId(1), Ok(explanation.clone()));
        assert_eq!(answers.list()[0].why, Some(Why::Explained(explanation)));
        answers.ask_again(JobId(1));
        assert_eq!(answers.list()[0].why, None);
    }

    #[test]
    fn an_explanation_ends_with_the_head_that_it_explains() {
        let mut answers = Answers::default();
        for job in [JobId(1), JobId(2)] {
            let _ = answers.ask(job, String::new(), None);
            answers.ask_why(job);
        }
        let explanation = Explanation { aspect: 1.5, subjects: Vec::new() };
        answers.explain(JobId(1), Ok(explanation.clone()));
        answers.outdate();
        let why = |answers: &Answers, job| answers.find(job).and_then(|answer| answer.why.clone());
        assert_eq!(why(&answers, JobId(1)), None);
        // A request made before a training ends is answered for the head after it.
        answers.explain(JobId(2), Ok(explanation.clone()));
        assert_eq!(why(&answers, JobId(2)), Some(Why::Explained(explanation)));
    }

    #[test]
    fn files_that_cannot_be_used_for_the_same_reason_share_a_card() {
        let mut answers = Answers::default();
        let fail = |answers: &mut Answers, job: u32, message: Message| {
            let _ = answers.ask(JobId(job), format!("{job}.jpg"), None);
            answers.settle(JobId(job), Err(message), 0);
        };
        for job in 1..=4 {
            fail(&mut answers, job, msg!("image-empty"));
        }
        fail(&mut answers, 5, msg!("image-cut-off"));
        let _ = answers.ask(JobId(6), String::new(), None);
        fail(&mut answers, 7, msg!("answer-interrupted"));
        fail(&mut answers, 8, msg!("answer-interrupted"));
        fail(&mut answers, 9, msg!("image-empty"));
        assert_eq!(
            answers.cards(),
            [9, 8, 7, 6, 5].map(JobId),
            "only what is wrong with a file is told together"
        );
        let told = answers.failure(JobId(9)).expect("it failed");
        assert_eq!((told.first_names().as_str(), told.count), ("1.jpg, 2.jpg, 3.jpg and 2 more", 5));
        assert!(told.of_all().is_some_and(|sentence| sentence.starts_with("Each of these 5 files is empty")));
        let alone = answers.failure(JobId(5)).expect("it failed");
        assert_eq!((alone.first_names().as_str(), alone.of_all()), ("5.jpg", None));
        assert_eq!(answers.failure(JobId(8)).map(|told| told.count), Some(1));
        assert_eq!(answers.failure(JobId(6)), None);
    }

    #[test]
    fn what_waits_when_the_worker_dies_says_so() {
        let mut answers = Answers::default();
        let _ = answers.ask(JobId(1), String::new(), None);
        answers.interrupt();
        assert!(matches!(answers.list()[0].outcome, Outcome::Failed(_)));
    }
}
