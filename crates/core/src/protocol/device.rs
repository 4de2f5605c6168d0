//! Loading, devices, and the severity of notices.

use serde::{Deserialize, Serialize};

use crate::message::Message;

/// Which device the person asked for (`?device=gpu`, `?device=cpu`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DevicePreference {
    /// A hardware GPU where there is one, otherwise the CPU.
    #[default]
    Best,
    /// Any WebGPU adapter, even a software one.
    Gpu,
    /// The CPU.
    Cpu,
}

/// What the worker loads before it can work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum LoadPart {
    /// The worker's WebAssembly program.
    Program,
    /// The pretrained model's weights.
    Model,
}

/// Which device computes, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceReport {
    /// Whether a WebGPU adapter computes.
    pub gpu: bool,
    /// The adapter's name, or "CPU".
    pub name: String,
    /// One sentence that says why the GPU is not used; empty if it is.
    pub reason: Message,
}

/// Severity of a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoticeLevel {
    /// For information; nothing is lost.
    Note,
    /// One photo or one request was refused; the others continued.
    Refused,
    /// Something larger failed.
    Failure,
}
