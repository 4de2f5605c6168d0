//! Guesses the legacy encoding of names that do not state it.
//!
//! Windows' own archiver and many others write names in the code page of their device and do not state which. A
//! single name can be valid in several encodings, so all names of an archive are scored together: decoded correctly,
//! they consist of common letters in words of one script and case; decoded wrongly, of rare characters, signs and
//! mixtures. In encodings with two bytes per character, the code range tells which characters are common, because the
//! standards put these first.

use oem_cp::code_table::{
    DECODING_TABLE_CP437, DECODING_TABLE_CP737, DECODING_TABLE_CP775, DECODING_TABLE_CP850,
    DECODING_TABLE_CP852, DECODING_TABLE_CP857, DECODING_TABLE_CP862, DECODING_TABLE_CP866,
};

/// Most bytes of names that are scored; more of them add no information.
const SAMPLE_BYTES: usize = 8 * 1024;
/// Bonus for encodings of a language that the person reads: about as much as two letters.
const LANGUAGE: f32 = 2.0;

/// A legacy encoding.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Encoding {
    /// Its name, such as "Shift_JIS".
    pub name: &'static str,
    table: Table,
    /// Prior score: how much likelier it is than others.
    prior: f32,
    /// Languages written in this encoding.
    languages: &'static [&'static str],
}

#[derive(Debug, Clone, Copy)]
enum Table {
    /// The upper half of a DOS code page.
    Dos(&'static [char; 128]),
    /// The upper half of a DOS code page with gaps.
    DosWithGaps(&'static [Option<char>; 128]),
    /// A single-byte encoding that browsers support.
    Web(&'static str),
    /// A multi-byte encoding that browsers support, and a function that scores its characters.
    Wide(&'static str, fn(u8, Option<u8>) -> Rank),
}

/// Length of a character in bytes, and its score.
type Rank = (usize, f32);

const WESTERN: &[&str] = &["de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "no", "fi", "is", "ca"];
const CENTRAL: &[&str] = &["pl", "cs", "sk", "hu", "hr", "sl", "ro", "bs", "sq"];
const CYRILLIC: &[&str] = &["ru", "uk", "bg", "be", "sr", "mk", "kk"];
const BALTIC: &[&str] = &["lt", "lv", "et"];

/// All encodings. The first one is the default of the ZIP standard.
const ENCODINGS: [Encoding; 23] = [
    dos("CP437", &DECODING_TABLE_CP437, 0.2, &[]),
    dos("CP850", &DECODING_TABLE_CP850, 0.3, WESTERN),
    dos("CP852", &DECODING_TABLE_CP852, 0.0, CENTRAL),
    dos("CP866", &DECODING_TABLE_CP866, 0.3, CYRILLIC),
    dos("CP737", &DECODING_TABLE_CP737, 0.0, &["el"]),
    Encoding {
        name: "CP857",
        table: Table::DosWithGaps(&DECODING_TABLE_CP857),
        prior: -0.2,
        languages: &["tr", "az"],
    },
    dos("CP862", &DECODING_TABLE_CP862, -0.3, &["he"]),
    dos("CP775", &DECODING_TABLE_CP775, -0.5, BALTIC),
    wide("Shift_JIS", shift_jis, 0.5, &["ja"]),
    wide("GBK", gbk, 1.2, &["zh"]),
    wide("Big5", big5, 0.0, &["zh-tw", "zh-hk", "zh-hant"]),
    wide("EUC-KR", euc_kr, 0.0, &["ko"]),
    wide("EUC-JP", euc_jp, -0.5, &["ja"]),
    web("windows-1252", 0.2, WESTERN),
    web("windows-1251", 0.2, CYRILLIC),
    web("windows-1250", 0.0, CENTRAL),
    web("KOI8-R", -0.2, CYRILLIC),
    web("windows-1253", 0.0, &["el"]),
    web("windows-1254", -0.3, &["tr", "az"]),
    web("windows-1255", -0.3, &["he"]),
    web("windows-1256", -0.5, &["ar", "fa", "ur"]),
    web("windows-1257", -0.5, BALTIC),
    web("windows-874", -1.0, &["th"]),
];

const fn dos(
    name: &'static str,
    table: &'static [char; 128],
    prior: f32,
    languages: &'static [&'static str],
) -> Encoding {
    Encoding { name, table: Table::Dos(table), prior, languages }
}

const fn web(name: &'static str, prior: f32, languages: &'static [&'static str]) -> Encoding {
    Encoding { name, table: Table::Web(name), prior, languages }
}

const fn wide(
    name: &'static str,
    rank: fn(u8, Option<u8>) -> Rank,
    prior: f32,
    languages: &'static [&'static str],
) -> Encoding {
    Encoding { name, table: Table::Wide(name, rank), prior, languages }
}

impl Encoding {
    /// Decodes bytes; none if they are invalid in this encoding.
    pub(crate) fn decode(&self, bytes: &[u8]) -> Option<String> {
        let of = |byte: &u8, upper: &dyn Fn(usize) -> Option<char>| match byte.checked_sub(128) {
            Some(place) => upper(place.into()),
            None => Some(char::from(*byte)),
        };
        match self.table {
            Table::Dos(table) => bytes.iter().map(|byte| of(byte, &|at| table.get(at).copied())).collect(),
            Table::DosWithGaps(table) => {
                bytes.iter().map(|byte| of(byte, &|at| table.get(at).copied().flatten())).collect()
            }
            Table::Web(label) | Table::Wide(label, _) => super::decode(label, bytes),
        }
    }

    /// Score of names in this encoding, similar to a log-likelihood; none if a name is invalid in it.
    fn weigh(&self, names: &[&[u8]]) -> Option<f32> {
        let mut sum = 0.0;
        for name in names {
            let text = self.decode(name)?;
            sum += match self.table {
                Table::Wide(_, rank) => wide_weight(name, &text, rank),
                _ => text_weight(&text),
            };
        }
        Some(sum)
    }
}

/// The most likely encoding of names, none of which is valid UTF-8. `languages` are those that the person reads, as a
/// browser lists them ("pl", "zh-TW").
pub(crate) fn guess(names: &[Vec<u8>], languages: &[String]) -> Encoding {
    let mut parts: Vec<&[u8]> = names
        .iter()
        .flat_map(|name| name.split(|byte| *byte == b'/'))
        .filter(|part| !part.is_ascii())
        .collect();
    parts.sort_unstable();
    parts.dedup();
    let mut bytes = 0;
    parts.retain(|part| {
        bytes += part.len();
        bytes <= SAMPLE_BYTES.max(part.len())
    });
    let languages: Vec<String> = languages.iter().map(|language| language.to_lowercase()).collect();
    let reads = |encoding: &Encoding| {
        let mut all = encoding.languages.iter();
        all.any(|own| {
            languages.iter().any(|language| {
                language.strip_prefix(own).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
            })
        })
    };
    let mut best = (ENCODINGS[0], 0.0);
    for encoding in ENCODINGS {
        let Some(weight) = encoding.weigh(&parts) else { continue };
        let weight = weight + encoding.prior + if reads(&encoding) { LANGUAGE } else { 0.0 };
        if weight > best.1 {
            best = (encoding, weight);
        }
    }
    best.0
}

/// The syllables that most Korean texts consist of. Others have codes that are common characters in Chinese.
const COMMON_SYLLABLES: &str = "가각간감강개거건검경계고공과관광교구국군그금급기길김나남내너네녀년노는니다단달당대도독동두드들등디라락란람래량러레려력로록론료루류르름리린림마만말망매맥머면명모무문물미민바박반발방배백버번별병보복본부분불비사산살삼상새색생서석선설성세소속손송수순술스습승시식신실심아안알암애야약양어언업에여역연영예오온올와완외요용우운울원월위유육은을음의이익인일임입자작장재저적전절점정제조종주중증지직진질집차착찬참창채책처천철청체초최추축출충치친카커코크타태터토통트특티파판패퍼페편평포표품프플피하학한함합해행향허험현형호화환활황회효후히틱니까것게겨귀까깨꽃끼";

/// Scripts that do not mix within a word.
#[derive(Clone, Copy, PartialEq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Hebrew,
    Arabic,
    Thai,
}

fn script(c: char) -> Option<Script> {
    Some(match c {
        // Letter-like signs count as signs.
        'ª' | 'º' | 'ƒ' | 'µ' | '×' | '÷' => return None,
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' => Script::Latin,
        '\u{386}'..='\u{3ff}' => Script::Greek,
        '\u{400}'..='\u{4ff}' => Script::Cyrillic,
        '\u{5d0}'..='\u{5ea}' => Script::Hebrew,
        '\u{621}'..='\u{652}' | '\u{66e}'..='\u{6d3}' => Script::Arabic,
        '\u{e01}'..='\u{e3a}' | '\u{e40}'..='\u{e59}' => Script::Thai,
        _ => return None,
    })
}

/// Score of a text in a single-byte encoding.
fn text_weight(text: &str) -> f32 {
    let letters: Vec<(char, Option<Script>)> = text.chars().map(|c| (c, script(c))).collect();
    let at = |index: Option<usize>| index.and_then(|index| letters.get(index).copied());
    let mut sum = 0.0;
    for (index, &(c, own)) in letters.iter().enumerate() {
        let of_word = |found: Option<(char, Option<Script>)>| found.filter(|(_, script)| script.is_some());
        let before = of_word(at(index.checked_sub(1)));
        let behind = of_word(at(Some(index + 1)));
        match own {
            Some(own) if !c.is_ascii() => {
                sum += letter_weight(own, c, before.map(|(c, _)| c), behind.map(|(c, _)| c));
            }
            None if !c.is_ascii() => sum += sign_weight(c),
            _ => {}
        }
        if let (Some((before, Some(script))), Some(own)) = (before, own) {
            sum += neighbours(before, script, c, own);
        }
    }
    sum
}

/// Score of a letter by itself and between its neighbours; common letters score highest.
fn letter_weight(script: Script, c: char, before: Option<char>, behind: Option<char>) -> f32 {
    match script {
        Script::Latin => latin_weight(c) - latin_strain(c, before, behind),
        Script::Cyrillic => {
            let lower = c.to_lowercase().next().unwrap_or(c);
            let common = match lower {
                _ if "оеаинтсрвлкм".contains(lower) => 1.2,
                _ if "дпуяыьгзбчі".contains(lower) => 0.9,
                'а'..='я' => 0.4,
                _ => 0.3,
            };
            if lower == c { common } else { common * 0.85 }
        }
        // Every Greek word has an accent. One form of sigma only ends words, and the other one never does.
        Script::Greek => match c {
            'ά' | 'έ' | 'ή' | 'ί' | 'ό' | 'ύ' | 'ώ' => 1.6,
            'ς' if behind.is_some() => -2.0,
            'σ' if behind.is_none() => -1.0,
            _ if "αοιετσνηυρπκμλςω".contains(c) => 1.0,
            _ if c.is_lowercase() => 0.5,
            _ => 0.8,
        },
        // Five Hebrew letters have another form at the end of a word.
        Script::Hebrew => match c {
            'ך' | 'ם' | 'ן' | 'ף' | 'ץ' if behind.is_some() => -2.0,
            'כ' | 'מ' | 'נ' | 'פ' | 'צ' if behind.is_none() => 0.3,
            _ => 1.1,
        },
        // A Thai vowel or tone mark must follow a consonant.
        Script::Thai => match c {
            '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}' => {
                let stands = before.is_some_and(
                    |before| matches!(before, '\u{e01}'..='\u{e2e}' | '\u{e31}' | '\u{e34}'..='\u{e39}'),
                );
                if stands { 1.2 } else { -2.0 }
            }
            '\u{e50}'.. => -0.5,
            _ => 0.7,
        },
        Script::Arabic if "اليمنتربودسعهكفقحةجشأى".contains(c) => 1.1,
        Script::Arabic => 0.5,
    }
}

/// Score of an accented letter by itself.
fn latin_weight(c: char) -> f32 {
    match c {
        _ if "éäöüßñóáíãçê".contains(c) => 1.0,
        _ if "čřěšžłęąśżźćńůőűğşı".contains(c) => 0.95,
        _ if "èàõâôåæø".contains(c) => 0.9,
        _ if "úòùîïëûœýťňďăâîșțŁŚŻČŘŠŽİŞÉÈÀÄÖÜÇÑÓÁÍÃÕÊÂÔÅÆØÚ".contains(c) => {
            0.8
        }
        _ if "āēīūķļņģėįųţđðþìŹĆĚÝĄĘŃŇŤĎŮŐŰĞĀĒĪŪ".contains(c) => 0.6,
        _ => 0.2,
    }
}

/// Penalty of a letter in its place: vowels next to vowels, and consonants without a vowel beside them.
fn latin_strain(c: char, before: Option<char>, behind: Option<char>) -> f32 {
    let is_vowel = |c: char| {
        let lower = c.to_lowercase().next().unwrap_or(c);
        "aeiouyáàâãäåăąæéèêëěęíìîïıóòôõöøőœúùûüůűýāēėīįūų".contains(lower)
    };
    let beside = [before, behind].into_iter().flatten().filter(|c| is_vowel(*c)).count();
    match (is_vowel(c), beside) {
        (true, vowels) => 0.3 * vowels as f32,
        (false, 0) => 0.3,
        (false, _) => 0.0,
    }
}

/// Score of a character that is not a letter.
fn sign_weight(c: char) -> f32 {
    match c {
        '№' | '–' | '—' | '’' | '‘' | '“' | '”' | '„' | '«' | '»' | '°' | '©' | '®' | 'ª' | 'º' | '×' => {
            -0.3
        }
        _ => -1.5,
    }
}

/// Score of two neighbouring letters.
fn neighbours(before: char, before_script: Script, c: char, own: Script) -> f32 {
    if before.is_ascii() && c.is_ascii() {
        return 0.0;
    }
    if before_script != own {
        return -1.0;
    }
    let case = if before.is_lowercase() && c.is_uppercase() { -1.0 } else { 0.0 };
    // Accented letters are rarely next to each other.
    let crowd = if own == Script::Latin && !before.is_ascii() && !c.is_ascii() { -0.5 } else { 0.0 };
    case + crowd
}

/// Score of a text in a multi-byte encoding.
fn wide_weight(bytes: &[u8], text: &str, rank: fn(u8, Option<u8>) -> Rank) -> f32 {
    let mut sum = 0.0;
    let mut rest = bytes;
    while let Some((&byte, behind)) = rest.split_first() {
        if byte.is_ascii() {
            rest = behind;
            continue;
        }
        let (length, weight) = rank(byte, behind.first().copied());
        // The second byte is an ASCII letter in a third of all real characters, and in most false ones.
        let is_letter = length == 2 && behind.first().is_some_and(u8::is_ascii_alphabetic);
        sum += weight - if is_letter { 0.6 } else { 0.0 };
        rest = rest.get(length.max(1)..).unwrap_or_default();
    }
    // Latin words with a few accented letters look like this when decoded wrongly.
    let characters: Vec<char> = text.chars().collect();
    let is_mixed = |pair: &&[char]| {
        (pair[0].is_ascii_alphabetic() && pair[1].is_alphabetic() && !pair[1].is_ascii())
            || (pair[1].is_ascii_alphabetic() && pair[0].is_alphabetic() && !pair[0].is_ascii())
    };
    sum -= 2.0 * characters.windows(2).filter(is_mixed).count() as f32;
    sum += 1.2 * characters.iter().filter(|c| COMMON_SYLLABLES.contains(**c)).count() as f32;
    // Private-use and control characters have no meaning.
    let private = text.chars().filter(|c| matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{80}'..='\u{9f}')).count();
    sum - 2.0 * private as f32
}

fn gbk(lead: u8, trail: Option<u8>) -> Rank {
    let main = trail.is_some_and(|trail| trail >= 0xa1);
    (
        2,
        match lead {
            0xb0..=0xd7 if main => 2.0,
            0xd8..=0xf7 if main => 0.3,
            0xa1..=0xa5 if main => 0.2,
            _ => -1.0,
        },
    )
}

fn big5(lead: u8, _: Option<u8>) -> Rank {
    (
        2,
        match lead {
            0xa4..=0xc6 => 2.0,
            0xa1..=0xa3 | 0xc9..=0xf9 => 0.2,
            _ => -1.0,
        },
    )
}

fn euc_kr(lead: u8, trail: Option<u8>) -> Rank {
    let main = trail.is_some_and(|trail| trail >= 0xa1);
    (
        2,
        match lead {
            0xb0..=0xc8 if main => 1.7,
            0xa1..=0xac if main => 0.2,
            0xca..=0xfd if main => 0.1,
            _ => -0.5,
        },
    )
}

fn euc_jp(lead: u8, trail: Option<u8>) -> Rank {
    match (lead, trail) {
        // A rare character has three bytes, and a half-width one has two.
        (0x8f, _) => (3, -1.0),
        (0x8e, _) => (2, 0.0),
        (0xa4 | 0xa5, _) | (0xa1, Some(0xbc)) => (2, 3.0),
        (0xb0..=0xcf, _) => (2, 1.9),
        _ => (2, 0.2),
    }
}

fn shift_jis(lead: u8, trail: Option<u8>) -> Rank {
    match (lead, trail) {
        // Half-width kana.
        (0xa1..=0xdf, _) => (1, 0.3),
        (0x82, Some(0x9f..=0xf1)) | (0x83, Some(0x40..=0x96)) | (0x81, Some(0x5b)) => (2, 2.2),
        (0x82, Some(0x4f..=0x9a)) => (2, 0.5),
        (0x88..=0x97, _) | (0x98, Some(0x40..=0x72)) => (2, 2.0),
        (0x81..=0x84 | 0x98..=0x9f | 0xe0..=0xea, _) => (2, 0.2),
        _ => (2, -1.0),
    }
}

#[cfg(test)]
mod tests;
