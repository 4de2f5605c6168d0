//! Answers for photos that are tried.

use handlens_core::config::limits::ANSWERS;
use handlens_core::message::Message;
use handlens_core::msg;
use handlens_core::protocol::{Explanation, JobId, Prediction};

/// Answers for photos that are tried, newest first, and for the live webcam.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answers {
    list: Vec<Answer>,
    live: Option<Live>,
}

/// A photo that is tried.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Its run.
    pub run: JobId,
    /// Its file name.
    pub name: String,
    /// The address of its file, for browsers that can show it.
    pub picture: Option<String>,
    /// The address of a small picture that every browser can show, once the worker has sent one.
    pub thumbnail: Option<String>,
    /// What came of it.
    pub outcome: Outcome,
    /// Which head answered.
    pub generation: u32,
    /// Which regions speak for it, once somebody has asked.
    pub why: Option<Why>,
}

impl Answer {
    /// The address of what can be shown of it. Of a file that the browser has refused to show (`refused`), the small picture.
    pub fn shown(&self, refused: bool) -> Option<&str> {
        self.picture.as_deref().filter(|_| !refused).or(self.thumbnail.as_deref())
    }

    /// The addresses of its pictures, to be revoked.
    pub fn addresses(self) -> impl Iterator<Item = String> {
        self.picture.into_iter().chain(self.thumbnail)
    }
}

/// What came of asking why.
#[derive(Debug, Clone, PartialEq)]
pub enum Why {
    /// Nothing yet.
    Waiting,
    /// The regions.
    Explained(Explanation),
    /// One sentence why there are none.
    Failed(Message),
}

/// What came of a photo that is tried.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// Nothing yet.
    Waiting,
    /// The answer.
    Answered(Prediction),
    /// One sentence why there is none.
    Failed(Message),
}

/// The live webcam.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Live {
    /// The frame that is on its way, if any.
    pub run: Option<JobId>,
    /// The latest answer, and which head gave it.
    pub answer: Option<(Prediction, u32)>,
    /// Why the latest frame has none.
    pub failure: Option<Message>,
}

impl Answers {
    /// The answers, newest first.
    pub fn list(&self) -> &[Answer] {
        &self.list
    }

    /// One answer.
    pub fn find(&self, run: JobId) -> Option<&Answer> {
        self.list.iter().find(|answer| answer.run == run)
    }

    /// The live webcam, while it is on.
    pub fn live(&self) -> Option<&Live> {
        self.live.as_ref()
    }

    /// A photo is being tried. Returns the photos that make room for it.
    #[must_use]
    pub fn ask(&mut self, run: JobId, name: String, picture: Option<String>) -> Vec<Answer> {
        let outcome = Outcome::Waiting;
        let answer = Answer { run, name, picture, thumbnail: None, outcome, generation: 0, why: None };
        self.list.insert(0, answer);
        self.list.split_off(self.list.len().min(ANSWERS))
    }

    /// A small picture has come. Returns the addresses that are not needed any more.
    #[must_use]
    pub fn set_thumbnail(&mut self, run: JobId, address: Option<String>) -> Vec<String> {
        match self.list.iter_mut().find(|answer| answer.run == run) {
            Some(answer) => std::mem::replace(&mut answer.thumbnail, address).into_iter().collect(),
            None => address.into_iter().collect(),
        }
    }

    /// Another head answers from now on, or none: what the one before had to explain no longer holds. Its answers come again by
    /// themselves.
    pub fn outdate(&mut self) {
        for answer in &mut self.list {
            if answer.why != Some(Why::Waiting) {
                answer.why = None;
            }
        }
    }

    /// A photo is being tried once more.
    pub fn ask_again(&mut self, run: JobId) {
        if let Some(answer) = self.list.iter_mut().find(|answer| answer.run == run) {
            answer.outcome = Outcome::Waiting;
            // It explains an answer of another head.
            answer.why = None;
        }
    }

    /// Somebody asks why.
    pub fn ask_why(&mut self, run: JobId) {
        if let Some(answer) = self.list.iter_mut().find(|answer| answer.run == run) {
            answer.why = Some(Why::Waiting);
        }
    }

    /// Why is known, or why it is not.
    pub fn explain(&mut self, run: JobId, result: Result<Explanation, Message>) {
        // An answer that was asked for again meanwhile has its explanation still to come.
        let waiting = |answer: &&mut Answer| answer.run == run && answer.why == Some(Why::Waiting);
        if let Some(answer) = self.list.iter_mut().find(waiting) {
            answer.why = Some(result.map_or_else(Why::Failed, Why::Explained));
        }
    }

    /// Forgets all answers, and returns them.
    #[must_use]
    pub fn clear(&mut self) -> Vec<Answer> {
        std::mem::take(&mut self.list)
    }

    /// The webcam goes on.
    pub fn start_live(&mut self) {
        self.live = Some(Live::default());
    }

    /// A frame of the webcam is on its way.
    pub fn ask_live(&mut self, run: JobId) {
        if let Some(live) = &mut self.live {
            live.run = Some(run);
        }
    }

    /// The webcam goes off.
    pub fn stop_live(&mut self) {
        self.live = None;
    }

    /// A run has its answer or its failure.
    pub fn settle(&mut self, run: JobId, result: Result<Prediction, Message>, generation: u32) {
        if let Some(live) = self.live.as_mut().filter(|live| live.run == Some(run)) {
            live.run = None;
            match result {
                Ok(prediction) => {
                    live.answer = Some((prediction, generation));
                    live.failure = None;
                }
                Err(sentence) => live.failure = Some(sentence),
            }
        } else if let Some(answer) = self.list.iter_mut().find(|answer| answer.run == run) {
            answer.generation = generation;
            answer.outcome = match result {
                Ok(prediction) => Outcome::Answered(prediction),
                Err(sentence) => Outcome::Failed(sentence),
            };
        }
    }

    /// What is known before the worker is ready; its own answer comes later.
    pub fn look_first(&mut self, run: JobId, prediction: Prediction) {
        if let Some(answer) =
            self.list.iter_mut().find(|answer| answer.run == run && answer.outcome == Outcome::Waiting)
        {
            answer.outcome = Outcome::Answered(prediction);
        }
    }

    /// The worker is gone: nothing that waits will be answered.
    pub fn interrupt(&mut self) {
        if let Some(live) = &mut self.live {
            live.run = None;
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
            pretrained: Vec::new(),
            milliseconds: 1.0,
        }
    }

    #[test]
    fn the_oldest_answer_makes_room() {
        let mut answers = Answers::default();
        for run in 0..ANSWERS as u32 {
            assert!(answers.ask(JobId(run), String::new(), Some(format!("blob:{run}"))).is_empty());
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
        // Asked for again, it comes again.
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
        assert!(answers.live().is_some_and(|live| live.run.is_none() && live.answer.is_some()));
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
        for run in [JobId(1), JobId(2)] {
            let _ = answers.ask(run, String::new(), None);
            answers.ask_why(run);
        }
        let explanation = Explanation { aspect: 1.5, subjects: Vec::new() };
        answers.explain(JobId(1), Ok(explanation.clone()));
        answers.outdate();
        let why = |answers: &Answers, run| answers.find(run).and_then(|answer| answer.why.clone());
        assert_eq!(why(&answers, JobId(1)), None);
        // What is asked before a training ends is explained by the head after it.
        answers.explain(JobId(2), Ok(explanation.clone()));
        assert_eq!(why(&answers, JobId(2)), Some(Why::Explained(explanation)));
    }

    #[test]
    fn what_waits_when_the_worker_dies_says_so() {
        let mut answers = Answers::default();
        let _ = answers.ask(JobId(1), String::new(), None);
        answers.interrupt();
        assert!(matches!(answers.list()[0].outcome, Outcome::Failed(_)));
    }
}
