//! What this device's browser is to remember about the device itself: how fast its GPU and its CPU are.
//!
//! A small file beside the projects. Where there is no private file system, or the file is torn, it is timed again.

use js_sys::Reflect;
use serde::{Deserialize, Serialize};

use super::files::Folder;
use handlens_backbone::device::benchmark::Benchmark;
use handlens_core::log::LogFailure;

const FILE: &str = "handlens-device.json";
/// What it was called before. Another app of the same origin may have a file of that name, which reads otherwise.
const EARLIER: &str = "device.json";

/// Where `worker-start.js` keeps the SHA-256 of this program, which the build's last step has written down.
const BUILD: &str = "handlensBuild";

/// The file's content.
#[derive(Serialize, Deserialize)]
struct Entry {
    /// The program that timed. Without one, as in a build that was not finished, the program's version has to do:
    /// [`Benchmark::holds`] compares it.
    #[serde(default)]
    build: Option<String>,
    #[serde(flatten)]
    benchmark: Benchmark,
}

/// What this very program timed at an earlier start: another one may have other kernels.
pub async fn read() -> Option<Benchmark> {
    let root = Folder::root().await.ok()?;
    let text = match root.read(FILE).await {
        Some(text) => text,
        None => root.read(EARLIER).await?,
    };
    let entry: Entry = serde_json::from_str(&text).ok()?;
    (entry.build == build()).then_some(entry.benchmark)
}

/// Keeps what was timed. If that fails, it is timed again at the next start.
pub async fn write(benchmark: Benchmark) {
    let entry = Entry { build: build(), benchmark };
    if let (Ok(folder), Ok(text)) = (Folder::root().await, serde_json::to_string(&entry)) {
        folder.write(FILE, &text).await.log_failure("the benchmark was not stored");
    }
}

fn build() -> Option<String> {
    Reflect::get(&js_sys::global(), &BUILD.into()).ok()?.as_string()
}
