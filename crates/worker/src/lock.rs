//! Which tab has which project open: one Web Lock per project. A browser without Web Locks only has the file handles,
//! which are exclusive too but cannot be taken over.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use handlens_browser::{event_loop, scope};

/// Delays between attempts, in milliseconds. The lock of a terminated worker is released a moment later.
const RETRY_DELAYS_MS: [i32; 5] = [30, 70, 150, 300, 600];

/// A lock, held until this is dropped.
pub struct Held {
    release: Option<Function>,
    /// Settles when the browser has released the lock.
    ended: Option<Promise>,
    /// Whether we released the lock ourselves, so that its end does not count as a loss.
    released: Rc<Cell<bool>>,
    stolen: Rc<Cell<bool>>,
}

impl Held {
    /// Whether another tab has taken the lock over.
    pub fn is_stolen(&self) -> bool {
        self.stolen.get()
    }

    /// Releases the lock and waits until others can acquire it and it is no longer listed as held.
    pub async fn give_back(mut self) {
        let ended = self.ended.take();
        drop(self);
        if let Some(ended) = ended {
            // Rejected if another tab has taken the lock over in the meantime, which is fine too.
            let _ = JsFuture::from(ended).await;
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.released.set(true);
        if let Some(release) = self.release.take() {
            // This only resolves a promise, which cannot fail.
            let _ = release.call0(&JsValue::NULL);
        }
    }
}

/// Acquires the lock with this name; `None` if another tab holds it. With `steal`, that tab loses it.
///
/// `lost` is called if another tab takes the lock over later.
pub async fn acquire(name: &str, steal: bool, lost: impl Fn() + 'static) -> Option<Held> {
    let Some(manager) = manager() else {
        return Some(Held { release: None, ended: None, released: Rc::default(), stolen: Rc::default() });
    };
    let lost: Rc<dyn Fn()> = Rc::new(lost);
    let mut delays = RETRY_DELAYS_MS.into_iter();
    loop {
        if let Some(held) = request(&manager, name, steal, Rc::clone(&lost)).await {
            return Some(held);
        }
        event_loop::delay_ms(delays.next()?).await;
    }
}

/// The names of all locks held by any tab.
pub async fn held_names() -> Vec<String> {
    let Some(manager) = manager() else { return Vec::new() };
    let Ok(snapshot) = call(&manager, "query", &Array::new()) else { return Vec::new() };
    let Ok(snapshot) = JsFuture::from(snapshot).await else { return Vec::new() };
    let held = Reflect::get(&snapshot, &"held".into()).unwrap_or_default();
    let name = |lock: JsValue| Reflect::get(&lock, &"name".into()).ok()?.as_string();
    Array::from(&held).iter().filter_map(name).collect()
}

/// `navigator.locks`, looked up by name because web-sys marks its types as unstable.
fn manager() -> Option<Object> {
    let navigator = scope().ok()?.navigator();
    Reflect::get(&navigator, &"locks".into()).ok()?.dyn_into().ok()
}

fn call(manager: &Object, method: &str, arguments: &Array) -> Result<Promise, JsValue> {
    let method: Function = Reflect::get(manager, &method.into())?.dyn_into()?;
    method.apply(manager, arguments)?.dyn_into()
}

/// Requests the lock once. The browser holds it for as long as the promise returned by the callback is pending.
async fn request(manager: &Object, name: &str, steal: bool, lost: Rc<dyn Fn()>) -> Option<Held> {
    let released = Rc::new(Cell::new(false));
    let given: Rc<RefCell<Option<Function>>> = Rc::default();
    let (granted, answer) = {
        let given = Rc::clone(&given);
        let mut tell = None;
        let granted = Promise::new(&mut |resolve, _| tell = Some(resolve));
        let answer = Closure::once_into_js(move |lock: JsValue| -> JsValue {
            let mut hold = JsValue::UNDEFINED;
            if !lock.is_null() {
                hold = Promise::new(&mut |resolve, _| {
                    given.replace(Some(resolve));
                })
                .into();
            }
            if let Some(tell) = tell {
                let _ = tell.call0(&JsValue::NULL);
            }
            hold
        });
        (granted, answer)
    };
    let options = Object::new();
    let option = if steal { "steal" } else { "ifAvailable" };
    // Setting a property of a new plain object cannot fail.
    let _ = Reflect::set(&options, &option.into(), &JsValue::TRUE);
    let ended = call(manager, "request", &Array::of3(&name.into(), &options, &answer)).ok()?;
    let stolen = Rc::new(Cell::new(false));
    let (mine, theirs) = (Rc::clone(&released), Rc::clone(&stolen));
    let told = ended.clone();
    spawn_local(async move {
        // Rejected with an AbortError if the lock is stolen; resolved if it is released.
        if JsFuture::from(told).await.is_err() && !mine.get() {
            theirs.set(true);
            lost();
        }
    });
    // Rejected before the lock is granted if the browser does not allow locks at all.
    let _ = JsFuture::from(Promise::race(&Array::of2(&granted, &ended))).await;
    let release = given.take()?;
    Some(Held { release: Some(release), ended: Some(ended), released, stolen })
}
