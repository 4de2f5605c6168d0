//! What a person reads: which sentence is meant, apart from the language it is said in.
//!
//! A [`Saying`] is a key and what is put into its sentence. It is plain data: the worker sends it, the journal stores
//! it, the page keeps it, and it is put into words where it is shown, in the language of that moment. Sentences are
//! Fluent messages in `www/words`, one file for each language, and nowhere else.
//!
//! [`saying!`](crate::saying) makes a [`Saying`], [`say!`](crate::say) its words at once.

#[cfg(feature = "interface")]
mod spoken;

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

#[cfg(feature = "interface")]
pub use spoken::{LANGUAGES, Language, decimal, grouped, size, speak};

/// Which sentence is meant, and what is put into it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saying {
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
    Saying(Box<Saying>),
}

impl Saying {
    /// The message with this key. [`saying!`](crate::saying) reads better.
    #[must_use]
    pub fn new(key: &'static str) -> Self {
        Self { key: Cow::Borrowed(key), values: Vec::new() }
    }

    /// What is the same in every language, such as a name, or comes from elsewhere.
    #[must_use]
    pub fn verbatim(text: impl Into<String>) -> Self {
        Self { key: Cow::Borrowed(""), values: vec![(Cow::Borrowed(""), Value::Text(text.into()))] }
    }

    /// With this value in the place of `{ $name }`.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.values.push((Cow::Borrowed(name), value.into()));
        self
    }
}

/// In the language that the page speaks. The worker speaks none, and writes the key down.
impl fmt::Display for Saying {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let ("", [(_, Value::Text(text))]) = (self.key.as_ref(), self.values.as_slice()) {
            return f.write_str(text);
        }
        #[cfg(feature = "interface")]
        return f.write_str(&spoken::words(&self.key, &self.values));
        #[cfg(not(feature = "interface"))]
        {
            f.write_str(&self.key)?;
            self.values.iter().try_for_each(|(name, value)| write!(f, " {name}={value:?}"))
        }
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

impl From<Saying> for Value {
    fn from(saying: Saying) -> Self {
        Self::Saying(Box::new(saying))
    }
}

/// A sentence as data: `saying!("photos-deleted", count = 3_u32)`.
#[macro_export]
macro_rules! saying {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::words::Saying::new($key)$(.with(stringify!($name), $value))*
    };
}

/// The words of a sentence, now: `say!("photos-deleted", count = 3_u32)`.
#[macro_export]
macro_rules! say {
    ($($saying:tt)*) => {
        $crate::saying!($($saying)*).to_string()
    };
}
