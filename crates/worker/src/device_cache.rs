//! What this device's browser is to remember about the device itself: how fast its GPU and its CPU are.
//!
//! A small file beside the projects. Where there is no private file system, or the file is torn, it is timed again.

use super::files::Folder;
use handlens_backbone::device::benchmark::Benchmark;

const FILE: &str = "handlens-device.json";
/// What it was called before. Another app of the same origin may have a file of that name, which reads otherwise.
const EARLIER: &str = "device.json";

/// What was timed at an earlier start.
pub async fn read() -> Option<Benchmark> {
    let root = Folder::root().await.ok()?;
    let text = match root.read(FILE).await {
        Some(text) => text,
        None => root.read(EARLIER).await?,
    };
    serde_json::from_str(&text).ok()
}

/// Keeps what was timed. If that fails, it is timed again at the next start.
pub async fn write(benchmark: &Benchmark) {
    if let (Ok(folder), Ok(text)) = (Folder::root().await, serde_json::to_string(benchmark)) {
        let _ = folder.write(FILE, &text).await;
    }
}
