//! Imports that run.

use crate::protocol::{ImportSummary, NoticeLevel, RunId};

use super::messages::Notices;

/// Imports that run, oldest first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Imports(Vec<Import>);

/// One import that runs.
#[derive(Debug, Clone, PartialEq)]
pub struct Import {
    /// Its run.
    pub run: RunId,
    /// The archive that the photos come out of, if they do.
    pub archive: Option<String>,
    /// Photos done, refused ones included.
    pub done: u32,
    /// Photos found so far.
    pub total: u32,
    /// Photos per second; zero while unknown.
    pub photos_per_second: f32,
    /// Seconds left, once known.
    pub seconds_left: Option<f32>,
    /// Whether the person cancelled it.
    pub cancelling: bool,
    /// What there is to tell about its photos.
    pub notices: Notices,
}

impl Imports {
    /// The imports, oldest first.
    pub fn all(&self) -> &[Import] {
        &self.0
    }

    /// The page has found more photos for a run, and sent them to the worker.
    pub fn found(&mut self, run: RunId, photos: u32) {
        if let Some(import) = self.find(run) {
            import.total += photos;
        } else {
            self.0.push(Import {
                run,
                archive: None,
                done: 0,
                total: photos,
                photos_per_second: 0.0,
                seconds_left: None,
                cancelling: false,
                notices: Notices::default(),
            });
        }
    }

    /// An archive goes to the worker, which finds the photos in it.
    pub fn found_archive(&mut self, run: RunId, name: String) {
        self.found(run, 0);
        if let Some(import) = self.find(run) {
            import.archive = Some(name);
        }
    }

    /// An import that runs.
    pub fn find(&mut self, run: RunId) -> Option<&mut Import> {
        self.0.iter_mut().find(|import| import.run == run)
    }

    /// The worker has done more.
    pub fn progress(
        &mut self,
        run: RunId,
        done: u32,
        total: u32,
        photos_per_second: f32,
        seconds_left: Option<f32>,
    ) {
        if let Some(import) = self.find(run) {
            import.done = done;
            import.total = import.total.max(total);
            import.photos_per_second = photos_per_second;
            // The worker's estimate is about the photos it knows; the page may have found more by now.
            let unknown = (import.total - total.min(import.total)) as f32 / photos_per_second;
            import.seconds_left =
                seconds_left.map(|seconds| seconds + unknown).filter(|seconds| seconds.is_finite());
        }
    }

    /// Ends an import.
    pub fn finish(&mut self, run: RunId) -> Option<Import> {
        let index = self.0.iter().position(|import| import.run == run)?;
        Some(self.0.remove(index))
    }

    /// Ends all imports.
    pub fn interrupt(&mut self) -> Vec<(RunId, Import)> {
        std::mem::take(&mut self.0).into_iter().map(|import| (import.run, import)).collect()
    }
}

impl Import {
    /// What is known of an import that did not end by itself.
    pub fn so_far(&self) -> ImportSummary {
        let refused =
            self.notices.list().iter().filter(|notice| notice.level != NoticeLevel::Note).count() as u32;
        ImportSummary { added: self.done.saturating_sub(refused), refused, ..ImportSummary::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_left_counts_what_the_worker_has_not_seen_yet() {
        let mut imports = Imports::default();
        imports.found(RunId(1), 250);
        imports.found(RunId(1), 50);
        imports.progress(RunId(1), 10, 250, 10.0, Some(24.0));
        assert_eq!((imports.all()[0].total, imports.all()[0].seconds_left), (300, Some(29.0)));
        imports.progress(RunId(1), 10, 250, 0.0, None);
        assert_eq!(imports.all()[0].seconds_left, None);
    }
}
