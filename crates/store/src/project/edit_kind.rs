//! Kinds of changes, as stored in the journal. The text is rendered when it is shown.

use serde::{Deserialize, Serialize};

use super::feature::to_json;
use crate::Result;
use handlens_core::message::{Message, Value};
use handlens_core::msg;

/// The kind of a change. It is stored as JSON, so the names of variants and fields must not change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum EditKind {
    CreateClass {
        name: String,
    },
    /// An import that added classes but no photos.
    CreateClasses,
    RenameClass {
        before: String,
        after: String,
    },
    MergeClasses {
        from: String,
        into: String,
    },
    DeleteClass {
        name: String,
        photos: u64,
    },
    MovePhotos {
        photos: u64,
        class: String,
    },
    DeletePhotos {
        photos: u64,
    },
    AddPhotos {
        photos: u64,
    },
    /// The English text that an earlier version stored.
    Words {
        words: String,
    },
}

impl EditKind {
    /// The message that describes the change.
    pub(super) fn message(&self) -> Message {
        match self {
            Self::CreateClass { name } => msg!("journal-create-class", name = name),
            Self::CreateClasses => msg!("journal-create-classes"),
            Self::RenameClass { before, after } => {
                msg!("journal-rename-class", before = before, after = after)
            }
            Self::MergeClasses { from, into } => msg!("journal-merge-classes", from = from, into = into),
            Self::DeleteClass { name, photos: 0 } => msg!("journal-delete-class", name = name),
            Self::DeleteClass { name, photos } => {
                msg!("journal-delete-class-with-photos", name = name, count = *photos)
            }
            Self::MovePhotos { photos, class } => {
                msg!("journal-move-photos", count = *photos, class = class)
            }
            Self::DeletePhotos { photos } => msg!("journal-delete-photos", count = *photos),
            Self::AddPhotos { photos } => msg!("journal-add-photos", count = *photos),
            Self::Words { words } => Message::verbatim(words),
        }
    }

    /// The stored form.
    pub(super) fn to_stored(&self) -> Result<String> {
        to_json(self)
    }

    /// Reads the stored form of this version or of earlier ones, which stored a message and, before that, its text.
    pub(super) fn from_stored(stored: String) -> Self {
        if let Ok(kind) = serde_json::from_str(&stored) {
            return kind;
        }
        let message: Option<Message> = serde_json::from_str(&stored).ok();
        message.and_then(|message| Self::from_message(&message)).unwrap_or(Self::Words { words: stored })
    }

    fn from_message(message: &Message) -> Option<Self> {
        let value = |name: &str| message.values().iter().find(|(of, _)| of == name).map(|(_, value)| value);
        let text = |name| match value(name)? {
            Value::Text(text) => Some(text.clone()),
            Value::Count(_) | Value::Decimal(_) | Value::Bytes(_) | Value::Message(_) => None,
        };
        let photos = || match value("count")? {
            Value::Count(count) => Some(*count),
            Value::Text(_) | Value::Decimal(_) | Value::Bytes(_) | Value::Message(_) => None,
        };
        Some(match message.key() {
            "journal-create-class" => Self::CreateClass { name: text("name")? },
            "journal-create-classes" => Self::CreateClasses,
            "journal-rename-class" => Self::RenameClass { before: text("before")?, after: text("after")? },
            "journal-merge-classes" => Self::MergeClasses { from: text("from")?, into: text("into")? },
            "journal-delete-class" => Self::DeleteClass { name: text("name")?, photos: 0 },
            "journal-delete-class-with-photos" => {
                Self::DeleteClass { name: text("name")?, photos: photos()? }
            }
            "journal-move-photos" => Self::MovePhotos { photos: photos()?, class: text("class")? },
            "journal-delete-photos" => Self::DeletePhotos { photos: photos()? },
            "journal-add-photos" => Self::AddPhotos { photos: photos()? },
            // Text was stored as a message without a key.
            "" => Self::Words { words: text("")? },
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<EditKind> {
        let name = || "“B” {\"kind\":\"\"}".to_owned();
        vec![
            EditKind::CreateClass { name: name() },
            EditKind::CreateClasses,
            EditKind::RenameClass { before: name(), after: "A".to_owned() },
            EditKind::MergeClasses { from: name(), into: "A".to_owned() },
            EditKind::DeleteClass { name: name(), photos: 0 },
            EditKind::DeleteClass { name: name(), photos: 7 },
            EditKind::MovePhotos { photos: 2, class: name() },
            EditKind::DeletePhotos { photos: 1 },
            EditKind::AddPhotos { photos: 12 },
            EditKind::Words { words: name() },
        ]
    }

    #[test]
    fn every_kind_comes_back_from_what_is_stored() {
        for kind in all() {
            assert_eq!(EditKind::from_stored(kind.to_stored().expect("JSON")), kind);
        }
        let stored = EditKind::MovePhotos { photos: 2, class: "A".to_owned() }.to_stored().expect("JSON");
        assert_eq!(stored, r#"{"kind":"move_photos","photos":2,"class":"A"}"#);
    }

    #[test]
    fn every_message_that_an_earlier_version_stored_is_understood() {
        for kind in all() {
            let stored = to_json(&kind.message()).expect("JSON");
            assert_eq!(EditKind::from_stored(stored), kind);
        }
    }

    #[test]
    fn words_of_an_earlier_version_stay_as_they_were_written() {
        let nested = "[".repeat(100_000);
        for words in [
            "Delete 3 photos",
            "Create class “{}”",
            "",
            "null",
            "12",
            "\"a\"",
            r#"{"key":"a"}"#,
            r#"{"kind":"something_new"}"#,
            nested.as_str(),
        ] {
            assert_eq!(
                EditKind::from_stored(words.to_owned()).message(),
                Message::verbatim(words),
                "{words}"
            );
        }
    }
}
