//! How safely the device keeps the projects: room, the browser's promise, and checks for damage.

use crate::number_format::percent;
use handlens_core::message::{Message, Value};
use handlens_core::msg;

/// The used share from which the page warns.
const NEARLY_FULL: f64 = 0.9;

/// How safely the device keeps the projects.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Keeping {
    /// How much of the room is used, once the browser has said so.
    pub room: Option<Room>,
    /// Whether the browser promises not to evict what is stored, once it has said so.
    pub promised: Option<bool>,
    /// Whether the browser was asked for this promise and refused.
    pub refused: bool,
    /// The check of the open project for damage.
    pub check: Option<Check>,
    /// The permanent removal of what was deleted from the open project.
    pub forgetting: Option<Forgetting>,
    warned: bool,
}

/// How much of the room is used.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Room {
    /// Bytes that this site uses.
    pub used: u64,
    /// Bytes that this site may use.
    pub total: u64,
}

/// A check for damage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Check {
    /// It is running.
    Running,
    /// Done, with a sentence for each damage.
    Done(Vec<Message>),
}

/// A permanent removal of deleted photos.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Forgetting {
    /// It is running.
    Running,
    /// Done, or one sentence why it failed.
    Done(Option<Message>),
}

impl Room {
    /// The used share, 0 to 1.
    pub fn share(self) -> f64 {
        if self.total == 0 { 1.0 } else { (self.used as f64 / self.total as f64).min(1.0) }
    }

    /// Whether little room is left.
    pub fn is_tight(self) -> bool {
        self.share() > NEARLY_FULL
    }

    /// "12 MB of 58 GB".
    pub fn line(self) -> Message {
        msg!("keeping-room", used = Value::Bytes(self.used), total = Value::Bytes(self.total))
    }
}

impl Keeping {
    /// Stores the browser's figures. Returns a warning, once each time that room gets scarce.
    pub fn set_room(&mut self, room: Room) -> Option<Message> {
        self.room = Some(room);
        let tight = room.is_tight();
        let news = tight && !self.warned;
        self.warned = tight;
        news.then(|| {
            msg!(
                "keeping-room-tight",
                used = Value::Bytes(room.used),
                total = Value::Bytes(room.total),
                share = percent(room.share() as f32),
            )
        })
    }

    /// Stores whether the browser promises to keep what is stored. `asked`: whether it was asked to promise.
    pub fn set_promised(&mut self, promised: bool, asked: bool) {
        self.promised = Some(promised);
        self.refused = !promised && (asked || self.refused);
    }
}

#[cfg(test)]
mod tests {
    use handlens_i18n::Localise;

    use super::*;

    #[test]
    fn little_room_is_told_once_until_there_is_room_again() {
        let mut keeping = Keeping::default();
        let room = |used| Room { used, total: 1000 };
        assert_eq!(keeping.set_room(room(900)), None);
        assert!(keeping.set_room(room(901)).is_some_and(|warning| warning.text().contains("running out")));
        assert_eq!(keeping.set_room(room(950)), None);
        assert_eq!(keeping.set_room(room(100)), None);
        assert!(keeping.set_room(room(990)).is_some());
    }

    #[test]
    fn a_refusal_is_remembered_until_the_browser_agrees() {
        let mut keeping = Keeping::default();
        keeping.set_promised(false, false);
        assert!(!keeping.refused);
        keeping.set_promised(false, true);
        keeping.set_promised(false, false);
        assert!(keeping.refused);
        keeping.set_promised(true, true);
        assert!(!keeping.refused);
    }
}
