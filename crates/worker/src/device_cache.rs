//! Remembers how fast this device's GPU and CPU are.
//!
//! The benchmark is a small file next to the projects. If there is no private file system, or the file is damaged, the
//! devices are timed again.

use js_sys::Reflect;
use serde::{Deserialize, Serialize};

use super::files::Folder;
use handlens_backbone::device::benchmark::Benchmark;
use handlens_browser::LogFailure as _;

const FILE: &str = "handlens-device.json";
/// Former name of the file. Another app of the same origin may have a file of that name, which will not parse as ours.
const EARLIER: &str = "device.json";

/// Global in which `worker-start.js` keeps the SHA-256 of this program, recorded by the last step of the build.
const BUILD: &str = "handlensBuild";

/// Content of the file.
#[derive(Serialize, Deserialize)]
struct Entry {
    /// Hash of the program that measured. It is missing in an incomplete build; then only the version counts, which
    /// [`Benchmark::holds`] compares.
    #[serde(default)]
    build: Option<String>,
    #[serde(flatten)]
    benchmark: Benchmark,
}

/// The benchmark of an earlier start of this very program. Another build may have other kernels, so its result is
/// ignored.
pub async fn read() -> Option<Benchmark> {
    let root = Folder::root().await.ok()?;
    let text = match root.read(FILE).await {
        Some(text) => text,
        None => root.read(EARLIER).await?,
    };
    let entry: Entry = serde_json::from_str(&text).ok()?;
    (entry.build == build()).then_some(entry.benchmark)
}

/// Stores a benchmark. If that fails, the devices are timed again at the next start.
pub async fn write(benchmark: Benchmark) {
    let entry = Entry { build: build(), benchmark };
    if let (Ok(folder), Ok(text)) = (Folder::root().await, serde_json::to_string(&entry)) {
        folder.write(FILE, &text).await.log_failure("the benchmark was not stored");
    }
}

fn build() -> Option<String> {
    Reflect::get(&js_sys::global(), &BUILD.into()).ok()?.as_string()
}
