//! Names of classes, photos and projects: one normal form to store, show and compare.

use std::collections::{HashMap, HashSet};

use super::compose;

/// A name as it is stored and shown: composed (NFC), on one line, without invisible characters or those that reorder
/// the text after them. Empty if nothing is left.
///
/// Joiners and variation selectors stay where the script needs them: between letters of Arabic and Indic scripts, and
/// in emoji. Cleaning a clean name changes nothing.
pub fn clean(name: &str) -> String {
    let seen: Vec<char> = compose(name)
        .chars()
        .filter_map(
            |c| if c.is_whitespace() || c == '\u{2800}' { Some(' ') } else { is_seen(c).then_some(c) },
        )
        .collect();
    let mut kept = String::with_capacity(name.len());
    let mut last = ' ';
    for (at, &c) in seen.iter().enumerate() {
        let next = seen.get(at + 1).copied().unwrap_or(' ');
        let keep = match c {
            ' ' => last != ' ',
            _ if is_selective(c) => is_needed(last, c, next),
            _ => true,
        };
        if keep {
            kept.push(c);
            last = c;
        }
    }
    // Removing characters can bring together some that compose.
    compose(kept.trim_end())
}

/// A key that is equal for names that a person would call the same: clean, in lower case.
pub fn key(name: &str) -> String {
    clean(name).to_lowercase()
}

/// A key that sorts names as a person would: `2.jpg` before `10.jpg`, upper case like lower case.
pub fn natural_key(name: &str) -> Vec<(bool, u64, String)> {
    let mut pieces: Vec<(bool, u64, String)> = Vec::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        let digit = c.to_digit(10).map(u64::from);
        match (pieces.last_mut(), digit) {
            (Some((false, number, text)), Some(digit)) => {
                *number = number.saturating_mul(10).saturating_add(digit);
                text.push(c);
            }
            (Some((true, _, text)), None) => text.push(c),
            // Numbers come before letters.
            (_, Some(digit)) => pieces.push((false, digit, c.to_string())),
            (_, None) => pieces.push((true, 0, c.to_string())),
        }
    }
    pieces
}

/// The name if it is not `taken`, or else "name (2)", "name (3)" and so on. Its end is cut off where the whole would have
/// more than `limit` characters.
pub fn numbered(name: &str, limit: usize, taken: impl Fn(&str) -> bool) -> String {
    let with_number = |number: u32| {
        let number = format!(" ({number})");
        let kept: String = name.chars().take(limit.saturating_sub(number.chars().count())).collect();
        kept.trim_end().to_owned() + &number
    };
    let mut candidate = name.to_owned();
    let mut number = 1;
    while taken(&candidate) {
        number += 1;
        candidate = with_number(number);
    }
    candidate
}

/// Whether a character is visible, or may have to stay (see [`is_selective`]).
fn is_seen(c: char) -> bool {
    // Control characters, default-ignorable code points, annotation characters and noncharacters.
    let is_unseen = c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
            | '\u{fdd0}'..='\u{fdef}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
        || u32::from(c) & 0xfffe == 0xfffe;
    is_selective(c) || !is_unseen
}

/// Joiners, variation selectors and the tags of flags: invisible by themselves.
fn is_selective(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0020}'..='\u{e007f}')
}

/// Whether such a character changes how its neighbours look.
fn is_needed(last: char, c: char, next: char) -> bool {
    match c {
        '\u{200c}' => is_joining(last) && is_joining(next),
        '\u{200d}' => {
            (is_joining(last) && is_joining(next))
                || ((is_emoji(last) || last == '\u{fe0f}') && is_emoji(next))
        }
        '\u{fe0e}' | '\u{fe0f}' => is_emoji(last) || next == '\u{20e3}',
        '\u{e0020}'..='\u{e007f}' => matches!(last, '\u{1f3f4}' | '\u{e0020}'..='\u{e007e}'),
        '\u{fe00}'..='\u{fe0f}' => false,
        // The remaining ones are Mongolian.
        _ => matches!(last, '\u{1820}'..='\u{18aa}'),
    }
}

/// Whether a character belongs to a script whose letters join.
fn is_joining(c: char) -> bool {
    matches!(c,
        '\u{600}'..='\u{dff}' | '\u{f00}'..='\u{109f}' | '\u{1780}'..='\u{17b3}' | '\u{17b6}'..='\u{180a}'
        | '\u{1810}'..='\u{18af}' | '\u{a8e0}'..='\u{a8ff}' | '\u{fb50}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fdff}'
        | '\u{11000}'..='\u{11fff}')
}

fn is_emoji(c: char) -> bool {
    matches!(c, '©' | '®' | '‼' | '⁉' | '™' | 'ℹ' | '\u{2190}'..='\u{27ff}' | '\u{2900}'..='\u{2bff}'
        | '〰' | '〽' | '㊗' | '㊙' | '\u{1f000}'..='\u{1faff}')
}

/// Shortens a clean name to at most `most` characters. The middle is left out, because long names often differ only
/// at the end.
pub fn shorten(name: &str, most: usize) -> String {
    let characters: Vec<char> = name.chars().collect();
    if characters.len() <= most {
        return name.to_owned();
    }
    let room = most.saturating_sub(1);
    let tail = room * 3 / 8;
    let start: String = characters[..room - tail].iter().collect();
    let end: String = characters[characters.len() - tail..].iter().collect();
    clean(&format!("{}…{}", start.trim_end(), end.trim_start()))
}

/// Names of bounded length: equal names get the same short name, different names different ones.
///
/// All names of an import are shortened together, so that names which are already short stay as they are.
#[derive(Debug, Clone, Default)]
pub struct Shortened(HashMap<String, String>);

impl Shortened {
    /// Short names of at most `most` characters for all of `names`. Names that differ only in what was cut get a
    /// number, which does not depend on the order of `names`.
    pub fn of<'a>(names: impl Iterator<Item = &'a str>, most: usize) -> Self {
        let mut short = HashMap::new();
        let mut long = Vec::new();
        for name in names {
            let clean = clean(name);
            if clean.chars().count() > most {
                long.push(clean);
            } else {
                short.entry(clean.to_lowercase()).or_insert(clean);
            }
        }
        let mut taken: HashSet<String> = short.keys().cloned().collect();
        long.sort_unstable();
        for name in long {
            let key = name.to_lowercase();
            if short.contains_key(&key) {
                continue;
            }
            let chosen = distinct(&name, most, |key| taken.contains(key));
            taken.insert(chosen.to_lowercase());
            short.insert(key, chosen);
        }
        Self(short)
    }

    /// The short name for one of the names.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(&key(name)).map(String::as_str)
    }
}

/// A clean name of at most `most` characters whose lower-case form is not taken; a number is appended if necessary.
pub fn distinct(name: &str, most: usize, is_taken: impl Fn(&str) -> bool) -> String {
    let mut chosen = shorten(name, most);
    let mut number = 2;
    while is_taken(&chosen.to_lowercase()) {
        let mark = format!(" ({number})");
        chosen = shorten(name, most.saturating_sub(mark.len())) + &mark;
        number += 1;
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_taken_gets_the_first_free_number_within_the_limit() {
        let among = |taken: &'static [&str]| move |name: &str| taken.contains(&name);
        assert_eq!(numbered("Birds", 80, among(&["Trees"])), "Birds");
        assert_eq!(numbered("Birds", 80, among(&["Birds", "Birds (2)"])), "Birds (3)");
        assert_eq!(numbered("Big birds", 8, among(&["Big birds"])), "Big (2)");
    }

    #[test]
    fn names_are_sorted_as_a_person_would() {
        let mut names = ["Type 10", "b", "type 2", "Type 1", "A", "3"];
        names.sort_by_cached_key(|name| natural_key(name));
        assert_eq!(names, ["3", "A", "b", "Type 1", "type 2", "Type 10"]);
    }

    #[test]
    fn names_that_look_the_same_are_the_same() {
        for (a, b) in [
            ("A\u{308}pfel", "\u{c4}pfel"),
            ("A\u{200b}\u{308}pfel", "\u{c4}pfel"),
            ("oak\u{200b}", "oak"),
            ("\u{202e}kao\u{202c}", "kao"),
            ("\u{2066}oak\u{2069}", "OAK"),
            ("o\u{ad}ak\u{feff}", "Oak"),
            ("oak\u{200d}", "oak"),
            ("o\u{200c}ak", "oak"),
            ("oak\u{fe0f}", "oak"),
            ("oak\u{e0041}\u{e0042}", "oak"),
            ("oak \u{3000}\tleaf", "oak leaf"),
            ("oak\u{a0}leaf\n", "oak leaf"),
            ("\u{2126}", "\u{3a9}"),
            ("\u{1100}\u{1161}", "\u{ac00}"),
            ("\u{3164}oak", "oak"),
        ] {
            assert_eq!(key(a), key(b), "{a:?} and {b:?}");
        }
    }

    #[test]
    fn what_writing_needs_stays() {
        for name in [
            "क्\u{200d}ष",
            "می\u{200c}خواهم",
            "👩\u{200d}🔬",
            "❤\u{fe0f}",
            "🏳\u{fe0f}\u{200d}🌈",
            "1\u{fe0f}\u{20e3}",
            "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
            "Łódź",
            "猫の写真",
            "שלום עולם",
            "e\u{323}\u{301}x",
        ] {
            assert_eq!(clean(name), compose(name), "{name:?}");
            assert_eq!(clean(&clean(name)), clean(name));
        }
        for nothing in ["", " \t", "\u{200b}", "\u{202e}\u{202c}", "\u{200d}\u{fe0f}", "\u{2800}"] {
            assert_eq!(clean(nothing), "", "{nothing:?}");
        }
    }

    #[test]
    fn cutting_never_makes_one_name_of_two() {
        let lot = |lot: &str| {
            format!("Photos of bottles that the sorting plant sent back in the week after Easter, lot {lot}")
        };
        let alike: Vec<String> =
            (0..300).map(|n| format!("{}{n}{}", "a".repeat(60), "z".repeat(60))).collect();
        let taken = shorten(&alike[0], 80);
        let mut names = vec![lot("A clean"), lot("B dirty"), taken.clone(), "oak".to_owned()];
        names.extend(alike);
        let short = Shortened::of(names.iter().map(String::as_str), 80);
        let given: HashSet<String> =
            names.iter().map(|name| short.get(name).expect("it has one").to_lowercase()).collect();
        assert_eq!(given.len(), names.len());
        assert!(given.iter().all(|name| name.chars().count() <= 80 && clean(name) == *name));
        assert!(short.get(&lot("A clean")).is_some_and(|name| name.ends_with("lot A clean")));
        assert_eq!(short.get(&taken), Some(taken.as_str()), "a name that is short enough stays");
        let backwards = Shortened::of(names.iter().rev().map(String::as_str), 80);
        assert!(names.iter().all(|name| short.get(name) == backwards.get(name)));
    }
}
