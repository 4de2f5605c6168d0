//! Text in legacy encodings, as in file names of archives.
//!
//! Browsers have the decoding tables, so the WebAssembly programs carry none; natively a crate provides them.

pub(crate) mod encoding;

/// Decodes bytes in an encoding of the WHATWG Encoding Standard, given by one of its labels; none if they are invalid
/// in that encoding.
pub fn decode(label: &str, bytes: &[u8]) -> Option<String> {
    platform::decode(label, bytes)
}

/// The person's languages, preferred ones first, as far as known: "pl", "zh-TW".
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
