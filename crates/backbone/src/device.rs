//! Which GPU or CPU does the work, and what it reports about itself.
//!
//! A wrong choice is far worse than a slow start: a software WebGPU adapter is 30 times slower than the CPU, and a GPU
//! that computes wrong results is worse than none. So the choice is made here, from facts, and each one comes with a
//! sentence that explains it. If there is a hardware GPU, [`benchmark`] times both.

pub mod benchmark;

use std::sync::{Arc, Mutex, PoisonError};

use burn::tensor::Device;

use self::benchmark::Benchmark;
#[cfg(target_arch = "wasm32")]
use crate::gpu;
use handlens_core::message::Message;
use handlens_core::msg;
use handlens_core::protocol::{DevicePreference, DeviceReport};
use handlens_vision::model::Precision;

/// What the browser says about its WebGPU adapter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Adapter {
    /// The most readable name it offers.
    pub name: String,
    /// Whether the adapter runs in software.
    pub is_fallback: bool,
}

/// Why no adapter was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoAdapter {
    /// The browser has no WebGPU.
    NoWebGpu,
    /// The browser has WebGPU, but offers no adapter.
    NoneOffered,
}

/// The device to use, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// The adapter. The reason is `None` while both devices still have to be timed.
    Gpu(Adapter, Option<Message>),
    /// The CPU.
    Cpu(Message),
}

/// Chooses a device from the person's preference, the browser's adapter, and an earlier benchmark. `before` counts only
/// if it was made on this adapter with as many CPU threads.
pub fn decide(
    preference: DevicePreference,
    adapter: &Result<Adapter, NoAdapter>,
    before: Option<&Benchmark>,
    threads: usize,
) -> Choice {
    match (preference, adapter) {
        (DevicePreference::Cpu, _) => Choice::Cpu(msg!("device-cpu-asked-for")),
        (_, Err(NoAdapter::NoWebGpu)) => Choice::Cpu(msg!("device-without-webgpu")),
        (_, Err(NoAdapter::NoneOffered)) => Choice::Cpu(msg!("device-without-gpu")),
        (DevicePreference::Best, Ok(adapter)) if adapter.is_fallback => {
            Choice::Cpu(msg!("device-gpu-in-software"))
        }
        (DevicePreference::Gpu, Ok(adapter)) => {
            Choice::Gpu(adapter.clone(), Some(msg!("device-gpu-asked-for")))
        }
        (DevicePreference::Best, Ok(adapter)) => {
            match before.filter(|before| before.holds(&adapter.name, threads)) {
                Some(before) if !before.gpu_wins() => Choice::Cpu(before.reason()),
                before => Choice::Gpu(adapter.clone(), before.map(Benchmark::reason)),
            }
        }
    }
}

/// The errors that one device reports outside any result. Clones refer to the same device.
///
/// Each device has its own, so that late errors of an abandoned GPU do not count against its successor.
#[derive(Debug, Clone, Default)]
pub struct Faults(Arc<Mutex<Option<String>>>);

impl Faults {
    /// Stores an error until it is taken. Only the first one is kept, since later ones are usually its consequences.
    pub fn report(&self, fault: impl FnOnce() -> String) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert_with(fault);
    }

    /// Takes the error reported since the last call, if any.
    pub fn take(&self) -> Option<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// A device that is ready for use, and what to report about it.
pub struct Ready {
    /// The device, without autodiff.
    pub device: Device,
    /// Errors reported outside any result; always empty for the CPU.
    pub faults: Faults,
    /// Precision of the network on this device, from an earlier benchmark; f32 if there is none.
    pub precision: Precision,
    /// What the page's badge says.
    pub report: DeviceReport,
    /// CPU threads to benchmark the GPU against; `None` if the choice is final.
    pub cpu_threads: Option<usize>,
}

/// The CPU as the device, with the reason for choosing it.
pub fn cpu(reason: Message) -> Ready {
    let report = DeviceReport { gpu: false, name: "CPU".to_owned(), reason };
    Ready {
        device: Device::flex(),
        faults: Faults::default(),
        precision: Precision::F32,
        report,
        cpu_threads: None,
    }
}

/// The reason in a [`DeviceReport`] that has nothing to explain.
fn unsaid() -> Message {
    Message::verbatim("")
}

/// Number of threads that embed photos on the CPU: the browser's core count, limited by memory and a maximum. Natively
/// 1.
pub fn threads() -> usize {
    #[cfg(target_arch = "wasm32")]
    return browser::threads();
    #[cfg(not(target_arch = "wasm32"))]
    1
}

/// Opens the chosen device: natively always the CPU.
#[cfg(not(target_arch = "wasm32"))]
#[expect(clippy::unused_async, reason = "in a browser this waits for the GPU")]
pub async fn open(preference: DevicePreference, before: Option<Benchmark>) -> Ready {
    match decide(preference, &Err(NoAdapter::NoneOffered), before.as_ref(), threads()) {
        Choice::Gpu(_, reason) => cpu(reason.unwrap_or_else(unsaid)),
        Choice::Cpu(reason) => cpu(reason),
    }
}

/// Opens the chosen device, or the CPU if the GPU does not start. `before` is the benchmark of an earlier start.
#[cfg(target_arch = "wasm32")]
pub async fn open(preference: DevicePreference, before: Option<Benchmark>) -> Ready {
    let threads = threads();
    let choice = decide(preference, &browser::adapter().await, before.as_ref(), threads);
    let (Adapter { name, .. }, reason) = match choice {
        Choice::Cpu(reason) => return cpu(reason),
        Choice::Gpu(adapter, reason) => (adapter, reason),
    };
    let cpu_threads = reason.is_none().then_some(threads);
    let reason = reason.unwrap_or_else(unsaid);
    let precision = before
        .filter(|before| before.holds(&name, threads))
        .map_or(Precision::F32, |before| before.precision);
    handlens_browser::wasm_ctors::run();
    match Device::wgpu_options().init_with_setup_async().await {
        Ok((device, setup)) => {
            let faults = Faults::default();
            browser::watch(&setup.device, faults.clone());
            let precision = if gpu::computes(precision) { precision } else { Precision::F32 };
            Ready { device, faults, precision, report: DeviceReport { gpu: true, name, reason }, cpu_threads }
        }
        Err(_) => cpu(msg!("device-gpu-not-started")),
    }
}

#[cfg(target_arch = "wasm32")]
mod browser {
    //! What only a browser knows: its adapter, and WebGPU errors that belong to no particular call.

    use std::sync::Arc;

    use burn::tensor::wgpu::wgpu;
    use js_sys::{Function, Object, Promise, Reflect};
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;

    use super::{Adapter, Faults, NoAdapter};

    /// More threads gain little, since decoding and the page need cores too. Each thread takes about 50 MB.
    const MOST_THREADS: usize = 8;

    pub(super) fn threads() -> usize {
        let navigator = Reflect::get(&js_sys::global(), &"navigator".into()).unwrap_or(JsValue::UNDEFINED);
        let number = |key: &str| Reflect::get(&navigator, &key.into()).ok().and_then(|value| value.as_f64());
        let cores = number("hardwareConcurrency").unwrap_or(1.0) as usize;
        // In GB, at most 8; only some browsers report it.
        let memory = number("deviceMemory").unwrap_or(4.0) as usize;
        cores.min(memory + 1).clamp(1, MOST_THREADS)
    }

    /// Replaces the default handler, which ends the worker: the work moves to the CPU instead.
    pub(super) fn watch(device: &wgpu::Device, faults: Faults) {
        device.on_uncaptured_error(Arc::new(move |error| faults.report(|| error.to_string())));
    }

    /// Requests the same adapter that Burn will request. Burn panics if there is none.
    pub(super) async fn adapter() -> Result<Adapter, NoAdapter> {
        let gpu = Reflect::get(&js_sys::global(), &"navigator".into())
            .and_then(|navigator| Reflect::get(&navigator, &"gpu".into()))
            .ok()
            .filter(JsValue::is_object)
            .ok_or(NoAdapter::NoWebGpu)?;
        let adapter = request(&gpu).await.filter(JsValue::is_object).ok_or(NoAdapter::NoneOffered)?;
        let info = Reflect::get(&adapter, &"info".into()).unwrap_or(JsValue::UNDEFINED);
        // The flag moved from the adapter to its info while WebGPU was being specified.
        let is_fallback = flag(&info, "isFallbackAdapter") || flag(&adapter, "isFallbackAdapter");
        Ok(Adapter { name: name(&info), is_fallback })
    }

    async fn request(gpu: &JsValue) -> Option<JsValue> {
        let method: Function = Reflect::get(gpu, &"requestAdapter".into()).ok()?.dyn_into().ok()?;
        let options = Object::new();
        Reflect::set(&options, &"powerPreference".into(), &"high-performance".into()).ok()?;
        let promise: Promise = method.call1(gpu, &options).ok()?.dyn_into().ok()?;
        JsFuture::from(promise).await.ok()
    }

    /// Browsers blank most of these fields to prevent fingerprinting.
    fn name(info: &JsValue) -> String {
        let text = |key: &str| {
            Reflect::get(info, &key.into())
                .ok()
                .and_then(|value| value.as_string())
                .filter(|text| !text.is_empty())
        };
        text("description").or_else(|| text("device")).unwrap_or_else(|| {
            let parts: Vec<String> = ["vendor", "architecture"].into_iter().filter_map(text).collect();
            if parts.is_empty() { "WebGPU".to_owned() } else { parts.join(" ") }
        })
    }

    fn flag(object: &JsValue, key: &str) -> bool {
        object.is_object() && Reflect::get(object, &key.into()).is_ok_and(|value| value.is_truthy())
    }
}

#[cfg(test)]
mod tests {
    use handlens_i18n::Localise;

    use super::*;

    fn adapter(is_fallback: bool) -> Adapter {
        Adapter { name: "Some GPU".to_owned(), is_fallback }
    }

    fn decided(
        preference: DevicePreference,
        adapter: &Result<Adapter, NoAdapter>,
        before: Option<&Benchmark>,
    ) -> Choice {
        decide(preference, adapter, before, 4)
    }

    /// A machine with four threads on which a photo took `gpu_ms` on the GPU and 15 ms on the CPU.
    fn timed(gpu_ms: f64) -> Benchmark {
        let program = env!("CARGO_PKG_VERSION").to_owned();
        let adapter = "Some GPU".to_owned();
        Benchmark { adapter, program, threads: 4, gpu_ms, cpu_ms: 15.0, precision: Precision::F32 }
    }

    #[test]
    fn a_hardware_gpu_does_the_work_unless_the_person_says_otherwise() {
        let choice = decided(DevicePreference::Best, &Ok(adapter(false)), None);
        assert_eq!(choice, Choice::Gpu(adapter(false), None));
        assert!(matches!(decided(DevicePreference::Cpu, &Ok(adapter(false)), None), Choice::Cpu(_)));
    }

    #[test]
    fn what_was_timed_before_decides_unless_the_person_does() {
        let (fast, slow) = (timed(3.0), timed(300.0));
        let best = |before| decided(DevicePreference::Best, &Ok(adapter(false)), Some(before));
        assert_eq!(best(&fast), Choice::Gpu(adapter(false), Some(fast.reason())));
        assert_eq!(best(&slow), Choice::Cpu(slow.reason()));
        // It says nothing about another GPU.
        let other = Benchmark { adapter: "Another GPU".to_owned(), ..slow.clone() };
        assert_eq!(best(&other), Choice::Gpu(adapter(false), None));
        assert!(matches!(
            decided(DevicePreference::Gpu, &Ok(adapter(false)), Some(&slow)),
            Choice::Gpu(_, Some(_))
        ));
        assert!(matches!(decided(DevicePreference::Cpu, &Ok(adapter(false)), Some(&fast)), Choice::Cpu(_)));
    }

    #[test]
    fn a_software_gpu_counts_as_none_unless_it_is_asked_for() {
        let fast = timed(3.0);
        for before in [None, Some(&fast)] {
            assert!(matches!(
                decided(DevicePreference::Best, &Ok(adapter(true)), before),
                Choice::Cpu(why) if why.text().contains("software")
            ));
        }
        assert!(matches!(
            decided(DevicePreference::Gpu, &Ok(adapter(true)), None),
            Choice::Gpu(used, _) if used.is_fallback
        ));
    }

    #[test]
    fn without_an_adapter_the_cpu_works_and_says_why() {
        for missing in [NoAdapter::NoWebGpu, NoAdapter::NoneOffered] {
            let choice = decided(DevicePreference::Gpu, &Err(missing), None);
            assert!(matches!(choice, Choice::Cpu(why) if why.text().ends_with("the CPU does the work.")));
        }
    }
}
