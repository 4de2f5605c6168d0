//! The log: what a program did lately, for a report of a problem.
//!
//! Code writes lines with the macros of `tracing`. A line never holds what belongs to the person: no name of a file, class or
//! project, no pixel. It names what happened and counts.

use std::fmt::{self, Write};

use serde::{Deserialize, Serialize};
use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::set_global_default;
use tracing::{Event, Metadata, Subscriber};

use crate::Error;

/// The first part of the names of this project's crates; other crates' lines are left out.
const OWN_CRATES: &str = "handlens";

/// How much is logged: lines of a level, and of every level before it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum LogLevel {
    /// Nothing.
    Off,
    /// What failed and cannot go on.
    Error,
    /// What failed while the rest goes on.
    Warn,
    /// What happened, once for each wish of the person.
    #[default]
    Info,
    /// Single steps.
    Debug,
}

impl LogLevel {
    /// The level of this name: `off`, `error`, `warn`, `info` or `debug`.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Off, Self::Error, Self::Warn, Self::Info, Self::Debug]
            .into_iter()
            .find(|level| level.to_string() == name)
    }

    fn filter(self) -> LevelFilter {
        match self {
            Self::Off => LevelFilter::OFF,
            Self::Error => LevelFilter::ERROR,
            Self::Warn => LevelFilter::WARN,
            Self::Info => LevelFilter::INFO,
            Self::Debug => LevelFilter::DEBUG,
        }
    }
}

impl fmt::Display for LogLevel {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Off => "off",
            Self::Error => "error",
            Self::Warn => "warn",
            Self::Info => "info",
            Self::Debug => "debug",
        })
    }
}

/// Gives `sink` every line of at most this level from now on: `photos were added count=12`. The first call counts, later
/// ones change nothing.
pub fn install(level: LogLevel, sink: fn(LogLevel, String)) {
    // The only failure: there is a subscriber already.
    drop(set_global_default(Collector { level, sink }));
}

/// For a failure after which the work goes on, and which a person need not hear of.
pub trait LogFailure {
    /// Logs the failure, if it is one, as a warning. `what` says what was not done: `a thumbnail was not stored`.
    fn log_failure(self, what: &'static str);
}

impl<T, E: Into<Error>> LogFailure for Result<T, E> {
    fn log_failure(self, what: &'static str) {
        if let Err(error) = self {
            warn(what, &error.into());
        }
    }
}

/// Logs an error as a warning, by the key of its message and its technical cause.
pub fn warn(what: &str, error: &Error) {
    tracing::warn!(error = error.message().key(), cause = error.detail().unwrap_or_default(), "{what}");
}

struct Collector {
    level: LogLevel,
    sink: fn(LogLevel, String),
}

impl Subscriber for Collector {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.is_event()
            && *metadata.level() <= self.level.filter()
            && metadata.target().starts_with(OWN_CRATES)
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(self.level.filter())
    }

    fn event(&self, event: &Event<'_>) {
        let mut line = Line::default();
        event.record(&mut line);
        (self.sink)(level_of(*event.metadata().level()), line.message + &line.fields);
    }

    // No code of this project opens spans.
    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

fn level_of(level: tracing::Level) -> LogLevel {
    match level {
        tracing::Level::ERROR => LogLevel::Error,
        tracing::Level::WARN => LogLevel::Warn,
        tracing::Level::INFO => LogLevel::Info,
        _ => LogLevel::Debug,
    }
}

#[derive(Default)]
struct Line {
    message: String,
    fields: String,
}

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        // Writing into a string does not fail.
        let _ = match field.name() {
            "message" => write!(self.message, "{value:?}"),
            name => write!(self.fields, " {name}={value:?}"),
        };
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;
    use crate::msg;

    thread_local! {
        static LINES: RefCell<Vec<(LogLevel, String)>> = const { RefCell::new(Vec::new()) };
    }

    fn keep(level: LogLevel, line: String) {
        LINES.with_borrow_mut(|lines| lines.push((level, line)));
    }

    #[test]
    fn lines_have_a_message_and_fields_and_only_those_of_the_level_and_of_this_project_are_kept() {
        tracing::subscriber::with_default(Collector { level: LogLevel::Info, sink: keep }, || {
            tracing::info!(count = 12, kind = "jpeg", "photos were added");
            tracing::debug!("a step");
            tracing::warn!(target: "elsewhere", "somebody else's line");
            Err::<(), _>(Error::project(msg!("database-full")).with_detail("disk I/O"))
                .log_failure("nothing was stored");
            Ok::<_, Error>(1).log_failure("all was stored");
        });
        let lines = LINES.take();
        assert_eq!(
            lines,
            [
                (LogLevel::Info, r#"photos were added count=12 kind="jpeg""#.to_owned()),
                (LogLevel::Warn, r#"nothing was stored error="database-full" cause="disk I/O""#.to_owned()),
            ]
        );
    }

    #[test]
    fn levels_are_known_by_their_names() {
        assert_eq!(LogLevel::named("debug"), Some(LogLevel::Debug));
        assert_eq!(LogLevel::named("off"), Some(LogLevel::Off));
        assert_eq!(LogLevel::named("loud"), None);
    }
}
