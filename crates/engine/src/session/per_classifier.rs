//! What the jobs that examine a finished classifier have in common.

use super::context::Context;

/// A piece of work that each classifier gets once, done slice by slice. It is not repeated for the same classifier, even
/// if it failed or had no result.
pub(super) struct PerClassifier<T> {
    /// The revision of the classifier for which the work was last begun.
    begun: Option<u64>,
    running: Option<T>,
}

impl<T> Default for PerClassifier<T> {
    fn default() -> Self {
        Self { begun: None, running: None }
    }
}

impl<T> PerClassifier<T> {
    /// Whether there is a slice to do, given that the classifier's report lacks the result.
    pub(super) fn has_work(&self, context: &Context) -> bool {
        self.running.is_some() || self.begun != Some(context.revisions.classifier)
    }

    /// Drops work on an earlier classifier, or on photos that have changed since.
    pub(super) fn drop_outdated(&mut self, context: &Context) {
        let is_current =
            self.begun == Some(context.revisions.classifier) && context.classifier_to_judge().is_some();
        self.running.take_if(|_| !is_current);
    }

    /// Whether a piece of work is in progress.
    pub(super) fn is_running(&self) -> bool {
        self.running.is_some()
    }

    /// Notes that the work for the current classifier has begun.
    pub(super) fn begin(&mut self, context: &Context) {
        self.begun = Some(context.revisions.classifier);
    }

    /// Takes the work out for its next slice. It is over unless [`Self::go_on`] puts it back.
    pub(super) fn take(&mut self) -> Option<T> {
        self.running.take()
    }

    /// Puts back work that has more slices to do.
    pub(super) fn go_on(&mut self, work: T) {
        self.running = Some(work);
    }
}
