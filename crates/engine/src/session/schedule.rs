//! What goes first.

/// How urgent a job's next slice is: the first of these goes first. Each is of one job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Priority {
    /// Space is given back because the person asked for it, and waits.
    TidyNow,
    /// A training that runs is short, and what it gives is waited for; so is one that has waited for photos long enough.
    Train,
    /// The person waits for the integrity check, which takes a few seconds at most.
    CheckIntegrity,
    /// Photos whose answers are in sight are answered by a new classifier: a few milliseconds each.
    AnswerAgain,
    Import,
    Embed,
    /// A training that has not begun waits until photos have stopped coming in.
    BeginTraining,
    /// What is short goes first: a new classifier answers for the photos of a batch, and what is worth a look is found out.
    AnswerBatchAgain,
    FindIssues,
    PredictBatch,
    JudgeOccasions,
    LearningCurve,
    Tidy,
}
