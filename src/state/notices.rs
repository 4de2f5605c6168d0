//! Notices about many photos, grouped: each cause once, with the names of the files concerned.

use handlens_core::message::Message;
use handlens_core::protocol::NoticeLevel;
use handlens_i18n::t;

/// Causes listed at most; the rest is only counted.
const CAUSES: usize = 200;
/// Names listed per cause; the rest is only counted.
const NAMES: usize = 1000;
/// Names shown before the list is expanded.
const SHOWN: usize = 3;

/// One sentence about a photo or about the whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// How it is meant.
    pub level: NoticeLevel,
    /// The file name, if the notice is about one photo.
    pub photo: Option<String>,
    /// The sentence; it continues after the file name.
    pub message: Message,
}

/// Files that share one notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// How it is meant.
    pub level: NoticeLevel,
    /// The sentence; it continues after a file name, if there are names.
    pub message: Message,
    /// The files' names in order of arrival; at most 1000.
    pub names: Vec<String>,
    /// How many files there are.
    pub count: usize,
}

/// Notices, grouped by cause.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notices {
    causes: Vec<Cause>,
    unlisted: usize,
    refused: usize,
}

impl Notices {
    /// Adds a notice.
    pub fn push(&mut self, notice: Notice) {
        let Notice { level, photo, message } = notice;
        self.add(Cause { level, message, names: photo.into_iter().collect(), count: 1 });
    }

    /// Adds a notice that stands for `count` things, which its sentence names itself.
    pub fn push_counted(&mut self, level: NoticeLevel, message: Message, count: usize) {
        self.add(Cause { level, message, names: Vec::new(), count });
    }

    /// Adds all notices of another list. `folder`: what the file names are then prefixed with.
    pub fn extend(&mut self, other: Self, folder: Option<&str>) {
        let refused = self.refused + other.refused;
        for mut cause in other.causes {
            if let Some(folder) = folder {
                for name in cause.names.iter_mut().filter(|name| name.as_str() != folder) {
                    *name = format!("{folder}/{name}");
                }
            }
            self.add(cause);
        }
        self.unlisted += other.unlisted;
        self.refused = refused;
    }

    fn add(&mut self, cause: Cause) {
        if cause.level != NoticeLevel::Note {
            self.refused += cause.count;
        }
        let same = |known: &&mut Cause| {
            known.level == cause.level
                && known.message == cause.message
                && known.names.is_empty() == cause.names.is_empty()
        };
        if let Some(known) = self.causes.iter_mut().find(same) {
            known.count += cause.count;
            let room = NAMES - known.names.len();
            known.names.extend(cause.names.into_iter().take(room));
        } else if self.causes.len() < CAUSES {
            self.causes.push(cause);
        } else {
            self.unlisted += cause.count;
        }
    }

    /// The listed causes: refusals first, each kind in order of arrival.
    pub fn causes(&self) -> Vec<Cause> {
        let (notes, refused): (Vec<_>, Vec<_>) = self.causes.iter().cloned().partition(Cause::is_note);
        refused.into_iter().chain(notes).collect()
    }

    /// Number of notices whose causes are not listed.
    pub fn unlisted(&self) -> usize {
        self.unlisted
    }

    /// How many notices whose causes are not listed are refusals, and how many are notes.
    pub fn unlisted_kinds(&self) -> (usize, usize) {
        let listed: usize =
            self.causes.iter().filter(|cause| !cause.is_note()).map(|cause| cause.count).sum();
        let refused = self.refused.saturating_sub(listed).min(self.unlisted);
        (refused, self.unlisted - refused)
    }

    /// Number of refused files, listed or not.
    pub fn refused(&self) -> usize {
        self.refused
    }

    /// Whether there are no notices.
    pub fn is_empty(&self) -> bool {
        self.causes.is_empty()
    }
}

impl Cause {
    /// Whether it refuses nothing.
    pub fn is_note(&self) -> bool {
        self.level == NoticeLevel::Note
    }

    /// One sentence for all the files, if there is more than one.
    pub fn of_all(&self) -> Option<String> {
        let several = self.count > 1 && !self.names.is_empty();
        several.then(|| t!("notice-of-files", count = self.count, message = self.message.clone()))
    }

    /// The first names in one line: "a.txt, b.pdf, c.doc and 10 more". Empty where the sentence names the things itself.
    pub fn first_names(&self) -> String {
        if self.names.is_empty() { String::new() } else { some_names(&self.names, self.count) }
    }

    /// The listed names after the first few, if there are more.
    pub fn further_names(&self) -> Option<String> {
        let further = self.names.get(SHOWN..).filter(|further| !further.is_empty())?;
        Some(some_names_of(further, self.count - SHOWN, NAMES))
    }
}

/// The first three names in one line: "a, b and c" or "a, b, c and 10 more". `count`: how many there are in all.
pub fn some_names(names: &[String], count: usize) -> String {
    some_names_of(names, count, SHOWN)
}

fn some_names_of(names: &[String], count: usize, most: usize) -> String {
    let shown = &names[..names.len().min(most)];
    let more = count.saturating_sub(shown.len());
    let joined = |names: &[String]| {
        let mut text = String::new();
        for name in names {
            text = if text.is_empty() { name.clone() } else { text + &t!("list-comma") + name };
        }
        text
    };
    match shown {
        _ if more > 0 => t!("list-and-more", names = joined(shown), count = more),
        [before @ .., last] if !before.is_empty() => t!("list-and", before = joined(before), last = last),
        _ => joined(shown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use handlens_core::msg;

    fn notice(level: NoticeLevel, photo: &str, message: Message) -> Notice {
        Notice { level, photo: Some(photo.to_owned()), message }
    }

    fn refused(photo: &str) -> Notice {
        notice(NoticeLevel::Refused, photo, msg!("image-empty"))
    }

    #[test]
    fn equal_causes_are_told_once_with_a_number_and_the_names() {
        let mut notices = Notices::default();
        notices.push(notice(NoticeLevel::Note, "a.gif", msg!("image-animated")));
        for number in 1..=12 {
            notices.push(refused(&format!("{number}.txt")));
        }
        notices.push(notice(NoticeLevel::Refused, "large.png", msg!("image-unreadable")));
        let causes = notices.causes();
        assert_eq!((causes.len(), notices.refused()), (3, 13));
        let told = causes[0].of_all().expect("twelve files");
        assert_eq!(told, "Each of these 12 files is empty (0 bytes). Copy or download it again.");
        assert_eq!(causes[0].first_names(), "1.txt, 2.txt, 3.txt and 9 more");
        let further = "4.txt, 5.txt, 6.txt, 7.txt, 8.txt, 9.txt, 10.txt, 11.txt and 12.txt";
        assert_eq!(causes[0].further_names().as_deref(), Some(further), "each name is told once");
        assert_eq!((causes[1].of_all(), causes[1].first_names()), (None, "large.png".to_owned()));
        assert_eq!(causes[2].level, NoticeLevel::Note, "what was refused comes first");
    }

    #[test]
    fn two_causes_that_differ_in_a_number_stay_apart() {
        let mut notices = Notices::default();
        let pixels =
            |megapixels: u32| msg!("image-too-many-pixels", megapixels = megapixels, limit = 100_u32);
        for (name, megapixels) in [("a", 200), ("b", 300), ("c", 200)] {
            notices.push(notice(NoticeLevel::Refused, name, pixels(megapixels)));
        }
        let counts: Vec<_> = notices.causes().iter().map(|cause| cause.count).collect();
        assert_eq!(counts, [2, 1]);
    }

    #[test]
    fn a_flood_of_notices_is_counted_to_the_last() {
        let mut notices = Notices::default();
        for number in 0..10_000 {
            notices.push(refused(&number.to_string()));
        }
        for number in 0..1000 {
            notices.push(notice(NoticeLevel::Refused, "x", Message::verbatim(number.to_string())));
        }
        let causes = notices.causes();
        assert_eq!((causes[0].count, causes[0].names.len()), (10_000, NAMES));
        assert!(causes[0].further_names().expect("many").ends_with("999 and 9,000 more"));
        assert_eq!((causes.len(), notices.unlisted()), (CAUSES, 1000 - (CAUSES - 1)));
        notices.push(notice(NoticeLevel::Note, "note", msg!("image-animated")));
        assert_eq!(notices.unlisted_kinds(), (1000 - (CAUSES - 1), 1));
        let mut sum = Notices::default();
        sum.push(refused("first"));
        sum.extend(notices, Some("photos.zip"));
        assert_eq!((sum.refused(), sum.causes()[0].count), (11_001, 10_001));
        assert_eq!(sum.causes()[0].names[1], "photos.zip/0");
    }

    #[test]
    fn a_sentence_that_names_its_things_has_no_names_in_front() {
        let mut notices = Notices::default();
        notices.push_counted(NoticeLevel::Note, msg!("list-comma"), 5);
        let [cause] = &notices.causes()[..] else { panic!("one cause") };
        assert_eq!((cause.of_all(), cause.first_names().as_str(), cause.further_names()), (None, "", None));
    }

    #[test]
    fn names_are_listed_as_a_sentence_lists_them() {
        let names = ["a", "b", "c", "d"].map(str::to_owned);
        assert_eq!(some_names(&names[..1], 1), "a");
        assert_eq!(some_names(&names[..2], 2), "a and b");
        assert_eq!(some_names(&names[..3], 3), "a, b and c");
        assert_eq!(some_names(&names, 4), "a, b, c and 1 more");
        assert_eq!(some_names(&[], 0), "");
    }
}
