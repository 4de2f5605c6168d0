//! The order in which jobs work.

/// How urgent a job's next slice is; the first variants run first. Each belongs to one job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Priority {
    /// The person asked to free space, and waits.
    TidyNow,
    /// A running training is short and its result is awaited. A training that has waited for photos long enough counts
    /// too.
    Train,
    /// The person waits for the integrity check, which takes a few seconds at most.
    CheckIntegrity,
    /// Answers in view are updated by a new classifier, at a few milliseconds each.
    AnswerAgain,
    Import,
    Embed,
    /// A training that has not started waits until no more photos arrive.
    BeginTraining,
    /// Short work first: updating a batch's answers, and searching for data issues.
    AnswerBatchAgain,
    FindIssues,
    PredictBatch,
    JudgeOccasions,
    LearningCurve,
    /// It takes by far the longest.
    Tune,
    Tidy,
}
