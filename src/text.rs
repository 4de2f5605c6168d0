//! Text from outside: Unicode's composed form, old encodings, and names that can be shown and compared.
//!
//! | file | does |
//! |---|---|
//! | `name` | names as they are stored, shown and compared; long ones cut so that no two become one |
//! | `encoding` | which old encoding the names of an archive are in |
//!
//! A browser brings the tables for composing and decoding, so the programs for it carry none; natively crates do the
//! same. That makes this the second part, after `device`, that names the browser outside its edges.

#[cfg(feature = "engine")]
pub mod encoding;
pub mod name;

/// `text` in Unicode's composed form (NFC), in which equal texts are equal bytes.
pub fn compose(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    platform::compose(text)
}

/// What these bytes mean in an encoding of the WHATWG's Encoding Standard, called by one of its labels; none if they
/// mean nothing there.
#[cfg(feature = "engine")]
pub fn decode(label: &str, bytes: &[u8]) -> Option<String> {
    platform::decode(label, bytes)
}

/// The languages that the person reads, the first ones best, as far as it is known: "pl", "zh-TW".
#[cfg(feature = "engine")]
pub fn languages() -> Vec<String> {
    platform::languages()
}

#[cfg(target_arch = "wasm32")]
mod platform {
    pub(super) fn compose(text: &str) -> String {
        String::from(js_sys::JsString::from(text).normalize("NFC"))
    }

    #[cfg(feature = "engine")]
    pub(super) fn decode(label: &str, bytes: &[u8]) -> Option<String> {
        let options = web_sys::TextDecoderOptions::new();
        options.set_fatal(true);
        let decoder = web_sys::TextDecoder::new_with_label_and_options(label, &options).ok()?;
        decoder.decode_with_u8_array(bytes).ok()
    }

    #[cfg(feature = "engine")]
    pub(super) fn languages() -> Vec<String> {
        let of = |value: &wasm_bindgen::JsValue, key: &str| js_sys::Reflect::get(value, &key.into());
        let languages = of(&js_sys::global(), "navigator").and_then(|navigator| of(&navigator, "languages"));
        let languages = languages.map(|list| js_sys::Array::from(&list)).unwrap_or_default();
        languages.iter().filter_map(|language| language.as_string()).collect()
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod platform {
    use unicode_normalization::UnicodeNormalization;

    pub(super) fn compose(text: &str) -> String {
        text.nfc().collect()
    }

    #[cfg(feature = "engine")]
    pub(super) fn decode(label: &str, bytes: &[u8]) -> Option<String> {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
        encoding.decode_without_bom_handling_and_without_replacement(bytes).map(Into::into)
    }

    #[cfg(feature = "engine")]
    pub(super) fn languages() -> Vec<String> {
        Vec::new()
    }
}
