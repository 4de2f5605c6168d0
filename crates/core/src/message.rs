//! What a person reads: which sentence is meant, apart from the language it is said in.
//!
//! A [`Message`] is a key and what is put into its sentence. It is plain data: the worker sends it, the journal stores
//! it, the page keeps it, and it is put into words where it is shown, in the language of that moment. Sentences are
//! Fluent messages in `www/locales`, one file for each language, and nowhere else.
//!
//! [`msg!`](crate::message) makes a [`Message`].

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// Which sentence is meant, and what is put into it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Key of the message; empty where the only value is said as it is.
    key: Cow<'static, str>,
    values: Vec<(Cow<'static, str>, Value)>,
}

/// What is put into a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    /// A name, or what a browser or a library says.
    Text(String),
    /// How many: digits are grouped, and the sentence chooses its plural by it.
    Count(u64),
    /// A number with decimals, written with a point: "12.5".
    Decimal(String),
    /// A size in bytes.
    Bytes(u64),
    /// A sentence, or a part of one.
    Message(Box<Message>),
}

impl Message {
    /// The message with this key. [`msg!`](crate::message) reads better.
    #[must_use]
    pub fn new(key: &'static str) -> Self {
        Self { key: Cow::Borrowed(key), values: Vec::new() }
    }

    /// What is the same in every language, such as a name, or comes from elsewhere.
    #[must_use]
    pub fn verbatim(text: impl Into<String>) -> Self {
        Self { key: Cow::Borrowed(""), values: vec![(Cow::Borrowed(""), Value::Text(text.into()))] }
    }

    /// The key of its message; empty where the only value is said as it is.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// What is put into it, with the names that its message has for them.
    pub fn values(&self) -> &[(Cow<'static, str>, Value)] {
        &self.values
    }

    /// With this value in the place of `{ $name }`.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.values.push((Cow::Borrowed(name), value.into()));
        self
    }
}

impl Value {
    /// A number rounded to so many decimals.
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

/// A sentence as data: `msg!("photos-deleted", count = 3_u32)`.
#[macro_export]
macro_rules! msg {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::message::Message::new($key)$(.with(stringify!($name), $value))*
    };
}
