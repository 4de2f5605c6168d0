//! Text in old encodings, as archives name their files.
//!
//! A browser brings the tables for decoding, so the programs for it carry none; natively a crate does the same.

pub(crate) mod encoding;

/// What these bytes mean in an encoding of the WHATWG's Encoding Standard, called by one of its labels; none if they
/// mean nothing there.
pub fn decode(label: &str, bytes: &[u8]) -> Option<String> {
    platform::decode(label, bytes)
}

/// The languages that the person reads, the first ones best, as far as it is known: "pl", "zh-TW".
pub fn languages() -> Vec<String> {
    platform::languages()
}

#[cfg(target_arch = "wasm32")]
mod platform {
    pub(super) fn decode(label: &str, bytes: &[u8]) -> Option<String> {
        let options = web_sys::TextDecoderOptions::new();
        options.set_fatal(true);
        let decoder = web_sys::TextDecoder::new_with_label_and_options(label, &options).ok()?;
        decoder.decode_with_u8_array(bytes).ok()
    }

    pub(super) fn languages() -> Vec<String> {
        let of = |value: &wasm_bindgen::JsValue, key: &str| js_sys::Reflect::get(value, &key.into());
        let languages = of(&js_sys::global(), "navigator").and_then(|navigator| of(&navigator, "languages"));
        let languages = languages.map(|list| js_sys::Array::from(&list)).unwrap_or_default();
        languages.iter().filter_map(|language| language.as_string()).collect()
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod platform {
    pub(super) fn decode(label: &str, bytes: &[u8]) -> Option<String> {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
        encoding.decode_without_bom_handling_and_without_replacement(bytes).map(Into::into)
    }

    pub(super) fn languages() -> Vec<String> {
        Vec::new()
    }
}
