//! Text from outside: Unicode's composed form, and names that can be shown and compared.
//!
//! A browser brings the tables for composing, so the programs for it carry none; natively a crate does the same.

pub mod name;

/// `text` in Unicode's composed form (NFC), in which equal texts are equal bytes.
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
