//! Runs an open project: [`Command`](handlens_core::protocol::Command)s in, [`Event`](handlens_core::protocol::Event)s
//! out. The only code that changes a project.

mod event_log;
pub mod session;
pub mod workspace;
