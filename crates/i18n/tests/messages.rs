//! The messages of all languages: every message exists in every language, and no text is elsewhere.

#![cfg(not(target_arch = "wasm32"))]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use handlens_core::message::Value;
use handlens_i18n::t;
use handlens_i18n::{LOCALES, decimal, grouped, set_locale};

#[test]
fn every_language_has_every_message_with_the_same_variables() {
    let english = messages("en");
    assert!(english.len() > 400, "{} messages", english.len());
    let mut wrong = Vec::new();
    for tag in tags().filter(|tag| *tag != "en") {
        let other = messages(tag);
        for (key, variables) in &english {
            match other.get(key) {
                None => wrong.push(format!("{tag} lacks {key}")),
                Some(others) if others != variables => {
                    wrong.push(format!("{tag}: {key} uses {others:?} instead of {variables:?}"));
                }
                Some(_) => {}
            }
        }
        wrong.extend(
            other
                .keys()
                .filter(|key| !english.contains_key(*key))
                .map(|key| format!("{tag} has {key} too much")),
        );
    }
    assert_none(&wrong);
}

#[test]
fn every_message_can_be_said_with_any_number() {
    let mut wrong = Vec::new();
    for tag in tags() {
        let bundle = bundle(tag);
        for (key, variables) in messages(tag) {
            let pattern =
                bundle.get_message(&key).and_then(|message| message.value()).expect("it was listed");
            for number in [0.0, 1.0, 2.0, 5.0, 21.0, 1_000_000.0] {
                let arguments: FluentArgs<'_> =
                    variables.iter().map(|name| (name.as_str(), FluentValue::from(number))).collect();
                let mut errors = Vec::new();
                let said = bundle.format_pattern(pattern, Some(&arguments), &mut errors);
                if !errors.is_empty() || said.is_empty() || said.contains(['{', '}']) {
                    wrong.push(format!("{tag}: {key} is “{said}” {errors:?}"));
                }
            }
        }
    }
    assert_none(&wrong);
}

#[test]
fn every_message_is_translated() {
    let english = texts("en");
    let mut wrong = Vec::new();
    for tag in tags().filter(|tag| *tag != "en") {
        let other = texts(tag);
        wrong.extend(
            english
                .iter()
                // Short messages, such as names and units, may be the same in two languages.
                .filter(|(key, text)| words_of(text) > 3 && other.get(*key) == Some(text))
                .map(|(key, text)| format!("{tag}: {key} is English: {text}")),
        );
    }
    assert_none(&wrong);
}

#[test]
fn the_code_says_the_messages_that_there_are_and_all_of_them() {
    let english = messages("en");
    let mut said = BTreeSet::new();
    let mut wrong = Vec::new();
    for source in sources() {
        let code = fs::read_to_string(&source).expect("a source can be read");
        let code: String = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        for (key, variables) in used(&code) {
            match english.get(&key) {
                None => wrong.push(format!("{}: there is no message {key}", source.display())),
                Some(expected) if !expected.is_subset(&variables) => {
                    wrong.push(format!(
                        "{}: {key} needs {expected:?} and is given {variables:?}",
                        source.display()
                    ));
                }
                Some(_) => {}
            }
            said.insert(key);
        }
    }
    let scripts = fs::read_to_string(root().join("www/worker-start.js")).expect("a script can be read");
    let own = ["number-decimal-mark", "number-thousands-mark", "number-grouped-from"];
    wrong.extend(
        english
            .keys()
            .filter(|key| {
                !said.contains(*key) && !own.contains(&key.as_str()) && !scripts.contains(&format!("'{key}'"))
            })
            .map(|key| format!("nobody says {key}")),
    );
    assert_none(&wrong);
}

#[test]
fn no_view_has_a_sentence_of_its_own() {
    // A value in a file format, and code for tests only.
    let own = |text: &str, source: &Path| {
        text == "None of these" || source.ends_with("test_hook.rs") || source.ends_with("tests.rs")
    };
    let mut wrong = Vec::new();
    for source in sources().into_iter().filter(|source| source.starts_with(root().join("src"))) {
        let code = fs::read_to_string(&source).expect("a source can be read");
        let code = code.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in code.lines().enumerate() {
            let line = line.trim_start();
            // Terminal output is not on the page.
            let elsewhere = ["expect(", "reason = ", "eprintln!("];
            if line.starts_with("//") || elsewhere.iter().any(|call| line.contains(call)) {
                continue;
            }
            let texts = line.split('"').skip(1).step_by(2);
            wrong.extend(
                texts
                    .filter(|text| is_sentence(text) && !own(text, &source))
                    .map(|text| format!("{}:{}: {text}", source.display(), number + 1)),
            );
        }
    }
    assert_none(&wrong);
}

#[test]
fn numbers_and_plurals_follow_the_language() {
    let said = |tag: &str| {
        set_locale(tag, &source(tag)).expect("the file is sound");
        [
            t!("photo-count", count = 0_u32),
            t!("photo-count", count = 1_u32),
            t!("photo-count", count = 12_345_u32),
        ]
    };
    assert_eq!(said("en"), ["0 photos", "1 photo", "12,345 photos"]);
    assert_eq!(said("de"), ["0 Fotos", "1 Foto", "12.345 Fotos"]);
    assert_eq!(said("fr"), ["0 photo", "1 photo", "12\u{202f}345 photos"]);
    assert_eq!(said("es"), ["0 fotos", "1 foto", "12.345 fotos"]);
    assert_eq!(said("zh-Hans"), ["0 张照片", "1 张照片", "12,345 张照片"]);
    set_locale("es", &source("es")).expect("the file is sound");
    assert_eq!((grouped(1234), decimal(0.5, 2)), ("1234".to_owned(), "0,50".to_owned()));
    assert_eq!(t!("share", number = Value::decimal(77.4, 1)), "77,4\u{a0}%");
}

#[test]
fn the_first_words_are_there_in_every_language() {
    let script = fs::read_to_string(root().join("www/boot-strings.js")).expect("the script can be read");
    let block = |tag: &str| {
        let name =
            if tag.contains('-') { format!("\n    \"{tag}\": {{\n") } else { format!("\n    {tag}: {{\n") };
        let rest = script.split(&name).nth(1).unwrap_or_else(|| panic!("no words in {tag}"));
        let block = rest.split("\n    },").next().unwrap_or_default();
        let keys =
            block.lines().filter_map(|line| line.trim().split_once(':')).map(|(key, _)| key.to_owned());
        keys.filter(|key| key.chars().all(char::is_alphabetic)).collect::<BTreeSet<_>>()
    };
    let english = block("en");
    assert!(english.len() > 15, "{english:?}");
    for tag in tags() {
        assert_eq!(block(tag), english, "{tag}");
    }
}

#[test]
fn a_damaged_file_is_refused_and_what_was_spoken_stays() {
    assert!(set_locale("en", "share = { $number").is_err());
    assert!(set_locale("not a tag", &source("en")).is_err());
    assert_eq!(t!("photo-count", count = 1_u32), "1 photo");
}

fn tags() -> impl Iterator<Item = &'static str> {
    LOCALES.iter().map(|language| language.tag)
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn source(tag: &str) -> String {
    fs::read_to_string(root().join(format!("www/locales/{tag}.ftl"))).expect("every language has a file")
}

fn bundle(tag: &str) -> FluentBundle<FluentResource> {
    let resource =
        FluentResource::try_new(source(tag)).unwrap_or_else(|(_, errors)| panic!("{tag}: {errors:?}"));
    let mut bundle = FluentBundle::new(vec![tag.parse().expect("a tag")]);
    bundle.set_use_isolating(false);
    bundle.add_resource(resource).unwrap_or_else(|errors| panic!("{tag}: {errors:?}"));
    bundle
}

/// The text of each message, as written.
fn texts(tag: &str) -> BTreeMap<String, String> {
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    let mut key = None;
    for line in source(tag).lines() {
        match line.split_once(" =") {
            Some((name, text)) if is_key(name) => {
                texts.insert(name.to_owned(), text.trim().to_owned());
                key = Some(name.to_owned());
            }
            _ if line.starts_with([' ', '}']) => {
                let text =
                    key.as_ref().and_then(|key| texts.get_mut(key)).expect("a line goes on from a message");
                text.push(' ');
                text.push_str(line.trim());
            }
            _ => key = None,
        }
    }
    texts
}

fn is_key(name: &str) -> bool {
    name.starts_with(|letter: char| letter.is_ascii_lowercase())
        && name.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-')
}

/// The variables of each message.
fn messages(tag: &str) -> BTreeMap<String, BTreeSet<String>> {
    let variables = |text: &str| {
        let names = text.split('$').skip(1);
        names
            .map(|rest| {
                rest.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
            })
            .collect()
    };
    texts(tag).into_iter().map(|(key, text)| (key, variables(&text))).collect()
}

/// The keys of the messages that a source file uses, each with the names of its values.
fn used(code: &str) -> Vec<(String, BTreeSet<String>)> {
    let mut used = Vec::new();
    for opening in ["t!(", "msg!("] {
        for (start, _) in code.match_indices(opening) {
            // Skips `assert!(` and similar names.
            if code[..start].ends_with(|letter: char| letter.is_alphanumeric() || letter == '_') {
                continue;
            }
            let rest = code[start + opening.len()..].trim_start();
            let Some((key, rest)) = rest.strip_prefix('"').and_then(|rest| rest.split_once('"')) else {
                continue;
            };
            used.push((key.to_owned(), values(rest)));
        }
    }
    used
}

/// The names before a single `=` at the top level of the macro's brackets.
fn values(rest: &str) -> BTreeSet<String> {
    let (mut depth, mut word, mut names, mut quoted) = (0, String::new(), BTreeSet::new(), false);
    let mut letters = rest.chars().peekable();
    let mut before = ' ';
    while let Some(letter) = letters.next() {
        match letter {
            '"' if before != '\\' => quoted = !quoted,
            _ if quoted => {}
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth == 0 => break,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => word.clear(),
            '=' if depth == 0 && letters.peek() != Some(&'=') && before == ' ' => {
                names.insert(word.trim().to_owned());
            }
            _ if depth == 0 => word.push(letter),
            _ => {}
        }
        before = letter;
    }
    names
}

/// The number of different words of a message, without the names of variables and plurals.
fn words_of(text: &str) -> usize {
    let marks = |letter: char| !(letter.is_alphabetic() || matches!(letter, '$' | '['));
    let words = text.split(marks).filter(|word| word.len() > 1 && word.chars().all(char::is_alphabetic));
    words.collect::<BTreeSet<_>>().len()
}

/// Whether a string literal looks like text to be read: it starts with a capital and has two words in a row.
fn is_sentence(text: &str) -> bool {
    let words: Vec<_> = text.split(' ').collect();
    let is_word = |word: &&str| {
        let letters = word.trim_matches(|letter: char| !letter.is_alphabetic());
        letters.len() > 1 && letters.chars().all(|letter| letter.is_alphabetic() || letter == '’')
    };
    text.starts_with(char::is_uppercase) && words.windows(2).any(|pair| pair.iter().all(is_word))
}

fn sources() -> Vec<PathBuf> {
    fn walk(folder: &Path, into: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("a folder can be read") {
            let path = entry.expect("an entry can be read").path();
            if path.is_dir() {
                walk(&path, into);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                into.push(path);
            }
        }
    }
    let mut sources = Vec::new();
    walk(&root().join("src"), &mut sources);
    let crates = fs::read_dir(root().join("crates")).expect("the folder of crates");
    for folder in crates {
        walk(&folder.expect("a crate").path().join("src"), &mut sources);
    }
    sources
}

#[track_caller]
fn assert_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
