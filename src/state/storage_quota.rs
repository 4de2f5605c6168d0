//! How safely the device keeps what is stored: room, the browser's promise, and the last check for damage.

use crate::number_format::percent;
use handlens_core::message::{Message, Value};
use handlens_core::msg;

/// The share of the room above which the page warns.
const NEARLY_FULL: f64 = 0.9;

/// How safely the device keeps what is stored.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Keeping {
    /// How much is used of what there is, once the browser has told.
    pub room: Option<Room>,
    /// Whether the browser promises not to remove what is stored, once it has told.
    pub promised: Option<bool>,
    /// Whether the browser was asked for its promise and did not give it.
    pub refused: bool,
    /// The check of the open project.
    pub check: Option<Check>,
    /// The forgetting of what was deleted from the open project.
    pub forgetting: Option<Forgetting>,
    warned: bool,
}

/// How much is used of what there is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Room {
    /// Bytes that this page's site uses.
    pub used: u64,
    /// Bytes that it may use in all.
    pub total: u64,
}

/// A look through a project for damage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Check {
    /// It is under way.
    Running,
    /// It is done: a sentence for each damage.
    Done(Vec<Message>),
}

/// Deleted photos are removed for good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Forgetting {
    /// It is under way.
    Running,
    /// It is done, or one sentence why not.
    Done(Option<Message>),
}

impl Room {
    /// The share that is used, 0 to 1.
    pub fn share(self) -> f64 {
        if self.total == 0 { 1.0 } else { (self.used as f64 / self.total as f64).min(1.0) }
    }

    /// Whether there is little left.
    pub fn is_tight(self) -> bool {
        self.share() > NEARLY_FULL
    }

    /// "12 MB of 58 GB".
    pub fn line(self) -> Message {
        msg!("keeping-room", used = Value::Bytes(self.used), total = Value::Bytes(self.total))
    }
}

impl Keeping {
    /// The browser told how much room there is. Returns a warning, once for each time that it gets tight.
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

    /// The browser told whether it promises to keep what is stored.
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
