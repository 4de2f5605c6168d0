//! An open project at work: [`Command`](handlens_core::protocol::Command)s in,
//! [`Event`](handlens_core::protocol::Event)s out. The only place that changes a project.

mod event_log;
pub mod session;
pub mod workspace;
