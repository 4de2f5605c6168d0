//! Text from outside: Unicode normalisation, and names that can be shown and compared.
//!
//! Browsers have the normalisation tables, so the WebAssembly programs carry none; natively a crate provides them.

pub mod name;

/// `text` in Unicode's composed form (NFC), in which canonically equivalent texts have equal bytes.
pub fn compose(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    platform::compose(text)
}

#[cfg(target_arch = "wasm32")]
mod platform {
    pub(super) fn compose(text: &str) -> String {
        String::from(js_sys::JsString::from(text).normalize("NFC"))
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod platform {
    use unicode_normalization::UnicodeNormalization;

    pub(super) fn compose(text: &str) -> String {
        text.nfc().collect()
    }
}
