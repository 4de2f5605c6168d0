//! The page's language.

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::page::Page;
use super::scheduling;
use handlens_core::msg;
use handlens_i18n::{Locale, set_locale};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = handlens, js_name = language, catch)]
    fn js_language() -> Result<String, JsValue>;
    #[wasm_bindgen(thread_local_v2, js_namespace = handlens, js_name = words)]
    static WORDS: Option<String>;
    #[wasm_bindgen(js_namespace = handlens, js_name = speak, catch)]
    async fn js_speak(tag: &str) -> Result<JsValue, JsValue>;
}

/// The page's language. When it changes, every view is created anew.
#[derive(Clone, Copy)]
pub(crate) struct Spoken {
    tag: RwSignal<String>,
    /// Whether views are being created anew because the person has just chosen another language.
    switching: StoredValue<bool>,
}

impl Spoken {
    /// Starts with the language that `boot-strings.js` has chosen and `bootstrap.js` has loaded.
    pub(crate) fn begin() -> Self {
        let tag = js_language().unwrap_or_default();
        let words = WORDS.with(Option::clone).unwrap_or_default();
        if let Err(error) = set_locale(&tag, &words) {
            web_sys::console::error_1(&format!("{error} {:?}", error.detail()).into());
        }
        Self { tag: RwSignal::new(tag), switching: StoredValue::new(false) }
    }

    /// The language, from the view's context.
    pub(crate) fn context() -> Self {
        expect_context()
    }

    /// The language tag; reading it makes the caller depend on the language.
    pub(crate) fn tag(self) -> String {
        self.tag.get()
    }

    /// Whether the view being created replaces one in another language: the person has not navigated, and the focus
    /// stays on the language menu.
    pub(crate) fn is_switching(self) -> bool {
        self.switching.get_value()
    }

    /// Switches to another language once its messages are loaded, and remembers it for the next start.
    pub(crate) fn choose(self, page: Page, language: Locale) {
        spawn_local(async move {
            let words = js_speak(language.tag).await;
            let spoken = words
                .map_err(|cause| format!("{cause:?}"))
                .and_then(|words| words.as_string().ok_or_else(String::new))
                .and_then(|words| set_locale(language.tag, &words).map_err(|error| error.to_string()));
            match spoken {
                Ok(()) => {
                    self.switching.set_value(true);
                    self.tag.set(language.tag.to_owned());
                    scheduling::next_frame().await;
                    self.switching.set_value(false);
                }
                Err(detail) => {
                    page.change(|state| state.messages.alert(msg!("language-failed", detail = detail)));
                }
            }
        });
    }
}
