//! What the worker loads, which device it computes on, and how it means what it says.

use serde::{Deserialize, Serialize};

use crate::message::Message;

/// Which device the person asked for (`?device=gpu`, `?device=cpu`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DevicePreference {
    /// A hardware GPU where there is one, otherwise the CPU.
    #[default]
    Best,
    /// Any WebGPU adapter, a software one too.
    Gpu,
    /// The CPU.
    Cpu,
}

/// What the worker loads before it can work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum LoadPart {
    /// The worker's own program.
    Program,
    /// The pretrained model's weights.
    Model,
}

/// What does the work, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceReport {
    /// Whether a WebGPU adapter does the work.
    pub gpu: bool,
    /// The adapter's name, or "CPU".
    pub name: String,
    /// One sentence why it is not the GPU; empty where it is.
    pub reason: Message,
}

/// How a notice is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoticeLevel {
    /// Good to know; nothing is lost.
    Note,
    /// One photo or one wish was refused; the others went on.
    Refused,
    /// Something larger failed.
    Failure,
}
