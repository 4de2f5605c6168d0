//! Messages for a person, independent of any language.
//!
//! A [`Message`] is a key and its values. It is plain data: the worker sends it, the journal stores it, and the page
//! keeps it. It becomes text only when it is shown, in the language of that moment. All text is in Fluent files in
//! `www/locales`, one for each language, and nowhere else.
//!
//! [`msg!`](crate::message) makes a [`Message`].

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// A message: a key and its values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The Fluent key; empty if the only value is shown as it is.
    key: Cow<'static, str>,
    values: Vec<(Cow<'static, str>, Value)>,
}

/// A value in a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    /// A name, or text from a browser or a library.
    Text(String),
    /// A count. Digits are grouped, and the message's plural depends on it.
    Count(u64),
    /// A number with decimals, written with a decimal point: "12.5".
    Decimal(String),
    /// A size in bytes.
    Bytes(u64),
    /// Another message, or a part of one.
    Message(Box<Message>),
}

impl Message {
    /// A message with this key and no values. Prefer [`msg!`](crate::message).
    #[must_use]
    pub fn new(key: &'static str) -> Self {
        Self { key: Cow::Borrowed(key), values: Vec::new() }
    }

    /// Text that is the same in every language, such as a name, or that comes from elsewhere.
    #[must_use]
    pub fn verbatim(text: impl Into<String>) -> Self {
        Self { key: Cow::Borrowed(""), values: vec![(Cow::Borrowed(""), Value::Text(text.into()))] }
    }

    /// The Fluent key; empty if the only value is shown as it is.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The values, each with its name in the Fluent message.
    pub fn values(&self) -> &[(Cow<'static, str>, Value)] {
        &self.values
    }

    /// Adds the value of `{ $name }`.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.values.push((Cow::Borrowed(name), value.into()));
        self
    }
}

impl Value {
    /// A number rounded to this many decimals.
    pub fn decimal(number: f64, decimals: usize) -> Self {
        Self::Decimal(format!("{number:.decimals$}"))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Cow<'_, str>> for Value {
    fn from(text: Cow<'_, str>) -> Self {
        Self::Text(text.into_owned())
    }
}

impl From<usize> for Value {
    fn from(count: usize) -> Self {
        Self::Count(count as u64)
    }
}

impl From<u32> for Value {
    fn from(count: u32) -> Self {
        Self::Count(count.into())
    }
}

impl From<u64> for Value {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<Message> for Value {
    fn from(message: Message) -> Self {
        Self::Message(Box::new(message))
    }
}

/// Makes a [`Message`]: `msg!("photos-deleted", count = 3_u32)`.
#[macro_export]
macro_rules! msg {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::message::Message::new($key)$(.with(stringify!($name), $value))*
    };
}
