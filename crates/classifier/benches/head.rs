//! How long the head takes to train on the CPU, on vectors that resemble photos'.
//!
//! ```text
//! cargo test --release --bench head -- --nocapture
//! WASM_BINDGEN_TEST_TIMEOUT=600 WASM_BINDGEN_TEST_WEBDRIVER_JSON=tests/browser/webdriver.json \
//!   cargo test --release --target wasm32-unknown-unknown --bench head -- --nocapture
//! ```
//!
//! The second command runs in a Chromium worker. Both print one line per size; neither passes or fails anything.

#[path = "../../../tests/fixtures/synthetic.rs"]
mod synthetic;

use burn::tensor::Device;
use handlens_classifier::metrics::argmax;
use handlens_classifier::train::Fit;
use handlens_classifier::train::fit::Schedule;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);

#[cfg(target_arch = "wasm32")]
fn tell(line: &str) {
    wasm_bindgen_test::console_log!("{line}");
}

#[cfg(not(target_arch = "wasm32"))]
fn tell(line: &str) {
    println!("{line}");
}

/// Size of the WebAssembly memory, in MB. It never shrinks, so this is the peak.
#[cfg(target_arch = "wasm32")]
fn memory_mb() -> f64 {
    use wasm_bindgen::JsCast;
    let memory = wasm_bindgen::memory().unchecked_into::<js_sys::WebAssembly::Memory>();
    f64::from(memory.buffer().unchecked_into::<js_sys::ArrayBuffer>().byte_length()) / 1e6
}

/// Native runs cannot tell: not a number.
#[cfg(not(target_arch = "wasm32"))]
fn memory_mb() -> f64 {
    f64::NAN
}

/// Milliseconds since the Unix epoch; only differences matter.
#[cfg(target_arch = "wasm32")]
fn now_ms() -> f64 {
    js_sys::Date::now()
}

#[cfg(not(target_arch = "wasm32"))]
fn now_ms() -> f64 {
    std::time::UNIX_EPOCH.elapsed().map_or(0.0, |elapsed| elapsed.as_secs_f64() * 1000.0)
}

async fn measure(photos: usize, classes: usize) {
    let samples = synthetic::samples(photos, classes, 5);
    let memory_before = memory_mb();
    let schedule = Schedule { learning_rate: 1.0, weight_decay: 0.01, epochs: 500, balanced: false };
    let start = now_ms();
    let mut fit = Fit::new(&samples, schedule, &Device::flex()).expect("the samples are fine");
    let mut slice_start = now_ms();
    let new_ms = slice_start - start;
    let (mut first, mut longest) = (0.0_f64, 0.0_f64);
    let stage = loop {
        let stage = fit.advance().await.expect("the CPU answers");
        let now = now_ms();
        let took = now - slice_start;
        slice_start = now;
        if first == 0.0 {
            first = took;
        } else {
            longest = longest.max(took);
        }
        if stage.converged || fit.exhausted() {
            break stage;
        }
    };
    let fitted = fit.finish(stage).await.expect("the CPU answers");
    let seconds = (now_ms() - start) / 1000.0;
    let stage = fitted.stage;
    let right =
        stage.held_out.iter().zip(&samples.labels).filter(|(answer, label)| argmax(answer) == Some(**label));
    let accuracy = right.count() as f64 / photos as f64;
    tell(&format!(
        "{photos} x {classes}: {seconds:.2} s, {} epochs, converged {}, objective {:.5}, held-out accuracy {accuracy:.3}, \
         new {new_ms:.0} ms, first slice {first:.0} ms, longest other {longest:.0} ms, memory {memory_before:.0} to {:.0} MB",
        stage.epoch,
        stage.converged,
        stage.objectives[0],
        memory_mb(),
    ));
}

async fn measure_all() {
    for (photos, classes) in [(36, 3), (120, 5), (500, 10), (2000, 20), (10_000, 20)] {
        measure(photos, classes).await;
    }
}

#[cfg(target_arch = "wasm32")]
#[wasm_bindgen_test::wasm_bindgen_test]
async fn training_the_head() {
    measure_all().await;
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn training_the_head() {
    pollster::block_on(measure_all());
}
