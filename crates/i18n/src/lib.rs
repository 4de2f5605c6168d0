//! Localisation of messages with Fluent.
//!
//! The rest of Handlens makes a [`Message`]: a key and its values. [`Localise::text`] renders it in the current
//! language, which [`set_locale`] sets. [`t!`] makes a message and renders it at once.

use std::borrow::Cow;
use std::cell::RefCell;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};

use handlens_core::message::{Message, Value};
use handlens_core::{Error, Result};

#[doc(hidden)]
pub use handlens_core as core_of_macros;

/// A language of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Locale {
    /// Its BCP 47 tag; its messages are in `www/locales/<tag>.ftl`.
    pub tag: &'static str,
    /// Its name in the language itself.
    pub name: &'static str,
}

/// All languages of the page.
pub const LOCALES: [Locale; 5] = [
    Locale { tag: "en", name: "English" },
    Locale { tag: "de", name: "Deutsch" },
    Locale { tag: "fr", name: "Français" },
    Locale { tag: "es", name: "Español" },
    Locale { tag: "zh-Hans", name: "简体中文" },
];

struct Bundle {
    bundle: FluentBundle<FluentResource>,
    marks: Marks,
}

/// How numbers are written in a language.
struct Marks {
    decimal: String,
    thousands: String,
    /// The smallest number whose digits are grouped.
    grouped_from: u64,
}

thread_local! {
    static CURRENT: RefCell<Option<Bundle>> = RefCell::new(first());
}

/// In a browser, no language is set until the page has loaded its messages; natively it is English.
fn first() -> Option<Bundle> {
    #[cfg(not(target_arch = "wasm32"))]
    return Bundle::new("en", include_str!("../../../www/locales/en.ftl")).ok();
    #[cfg(target_arch = "wasm32")]
    None
}

/// Sets this thread's language to the one with this tag, whose Fluent messages are in `source`.
///
/// # Errors
/// If the tag is not valid or `source` is not valid Fluent.
pub fn set_locale(tag: &str, source: &str) -> Result<()> {
    let bundle = Bundle::new(tag, source)?;
    CURRENT.set(Some(bundle));
    Ok(())
}

impl Bundle {
    fn new(tag: &str, source: &str) -> Result<Self> {
        let broken = |detail: String| {
            Error::request(Message::verbatim("The page's texts are damaged.")).with_detail(detail)
        };
        let resource = FluentResource::try_new(source.to_owned())
            .map_err(|(_, errors)| broken(format!("{:?}", errors.first())))?;
        let language = tag.parse().map_err(|_| broken(tag.to_owned()))?;
        let mut bundle = FluentBundle::new(vec![language]);
        // Isolation marks around values are only needed by languages that are written in both directions.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(|value, _| match value {
            FluentValue::Number(number) => Some(grouped(number.value as u64)),
            _ => None,
        }));
        bundle.add_resource(resource).map_err(|errors| broken(format!("{:?}", errors.first())))?;
        let text = |key| {
            let pattern = bundle.get_message(key).and_then(|message| message.value());
            pattern.map(|pattern| bundle.format_pattern(pattern, None, &mut Vec::new()).into_owned())
        };
        let marks = Marks {
            decimal: text("number-decimal-mark").unwrap_or_default(),
            thousands: text("number-thousands-mark").unwrap_or_default(),
            grouped_from: text("number-grouped-from").and_then(|text| text.parse().ok()).unwrap_or(1000),
        };
        Ok(Self { bundle, marks })
    }
}

/// What can be rendered in the current language.
pub trait Localise {
    /// The text in the current language.
    fn text(&self) -> String;
}

impl Localise for Message {
    fn text(&self) -> String {
        if let ("", [(_, Value::Text(text))]) = (self.key(), self.values()) {
            return text.clone();
        }
        words(self.key(), self.values())
    }
}

impl Localise for Error {
    fn text(&self) -> String {
        self.message().text()
    }
}

/// The text of a message in the current language: `t!("photos-deleted", count = 3_u32)`.
#[macro_export]
macro_rules! t {
    ($($message:tt)*) => {
        $crate::Localise::text(&$crate::core_of_macros::msg!($($message)*))
    };
}

/// The text of a message; its key if there is no such message, which a test rules out.
fn words(key: &str, values: &[(Cow<'static, str>, Value)]) -> String {
    // Values are rendered first, because they may be messages themselves.
    let values: Vec<_> = values.iter().map(|(name, value)| (name.as_ref(), worded(value))).collect();
    CURRENT.with_borrow(|current| {
        let Some(current) = current else { return key.to_owned() };
        let Some(pattern) = current.bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let arguments: FluentArgs<'_> = values.into_iter().collect();
        current.bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned()
    })
}

fn worded(value: &Value) -> FluentValue<'static> {
    match value {
        Value::Text(text) => text.clone().into(),
        Value::Count(count) => (*count as f64).into(),
        Value::Decimal(number) => localised(number).into(),
        Value::Bytes(bytes) => size(*bytes).into(),
        Value::Message(message) => message.text().into(),
    }
}

/// A whole number with grouped thousands: "1,204".
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    // Fluent calls this while `CURRENT` is borrowed; both only read it.
    CURRENT.with_borrow(|current| {
        let Some(marks) =
            current.as_ref().map(|current| &current.marks).filter(|marks| number >= marks.grouped_from)
        else {
            return digits;
        };
        let mut text = String::with_capacity(digits.len() + digits.len() / 3 * marks.thousands.len());
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                text.push_str(&marks.thousands);
            }
            text.push(digit);
        }
        text
    })
}

/// A number with this many decimals: "12.5".
pub fn decimal(number: f64, decimals: usize) -> String {
    localised(&format!("{number:.decimals$}"))
}

fn localised(number: &str) -> String {
    CURRENT.with_borrow(|current| match current {
        Some(current) => number.replace('.', &current.marks.decimal),
        None => number.to_owned(),
    })
}

/// Bytes as "640 kB", "12 MB" or "1.2 GB".
pub fn size(bytes: u64) -> String {
    let bytes = bytes as f64;
    // Kilobytes are rounded up, so that nothing that exists has 0 kB.
    let number = |value: f64| Value::decimal(value, usize::from(value < 9.95));
    match bytes {
        ..1e6 => t!("size-kilobytes", number = Value::decimal((bytes / 1e3).ceil(), 0)),
        ..1e9 => t!("size-megabytes", number = number(bytes / 1e6)),
        ..1e12 => t!("size-gigabytes", number = number(bytes / 1e9)),
        _ => t!("size-terabytes", number = number(bytes / 1e12)),
    }
}
