//! Tables as CSV files (RFC 4180), safe to open in a spreadsheet.
//!
//! A spreadsheet takes the field separator and the decimal mark from its own language, and takes text that begins like
//! a formula for one. So there are two dialects, every text is quoted and numbers are not. The file begins with a byte
//! order mark; without it, Excel does not read UTF-8.

use handlens_i18n::decimal;

/// Byte order mark, so that Excel reads the file as UTF-8.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// The field separator and the decimal mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// `a,0.5`
    Comma,
    /// `a;0,5`
    Semicolon,
}

/// One field of a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Field {
    /// Text: the person's, a file's or this program's.
    Text(String),
    /// A number, rounded to this many decimals.
    Number(f64, usize),
    /// An empty field.
    Empty,
}

impl Dialect {
    /// All dialects.
    pub const ALL: [Self; 2] = [Self::Comma, Self::Semicolon];

    /// The dialect that a spreadsheet in the page's language expects: languages with a decimal comma separate fields by
    /// semicolons.
    pub fn of_language() -> Self {
        if decimal(0.5, 1).contains(',') { Self::Semicolon } else { Self::Comma }
    }

    /// The key under which the browser's storage remembers the dialect.
    pub fn key(self) -> &'static str {
        match self {
            Self::Comma => "comma",
            Self::Semicolon => "semicolon",
        }
    }

    /// The dialect with this key.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dialect| dialect.key() == key)
    }

    /// The other dialect.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Comma => Self::Semicolon,
            Self::Semicolon => Self::Comma,
        }
    }

    fn separator(self) -> &'static str {
        match self {
            Self::Comma => ",",
            Self::Semicolon => ";",
        }
    }

    fn field(self, field: &Field) -> String {
        match field {
            Field::Text(text) => format!("\"{}\"", disarmed(text).replace('"', "\"\"")),
            Field::Number(number, decimals) => {
                let plain = format!("{number:.decimals$}");
                if self == Self::Semicolon { plain.replace('.', ",") } else { plain }
            }
            Field::Empty => String::new(),
        }
    }
}

impl From<&str> for Field {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Field {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

/// A CSV file with these lines.
pub fn file(dialect: Dialect, lines: impl IntoIterator<Item = Vec<Field>>) -> String {
    let mut text = String::from(BYTE_ORDER_MARK);
    for line in lines {
        let fields: Vec<String> = line.iter().map(|field| dialect.field(field)).collect();
        text.push_str(&fields.join(dialect.separator()));
        text.push_str("\r\n");
    }
    text
}

/// Text in which no spreadsheet finds a formula. An apostrophe, which means "text follows", is put before whatever
/// could begin a formula: at the start of the text, and after every character that a spreadsheet, in any language or
/// disregarding quotes, could take for the end of a field.
fn disarmed(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 1);
    let mut field_begins = true;
    for c in text.chars() {
        if field_begins && begins_formula(c) {
            safe.push('\'');
        }
        safe.push(c);
        // Some spreadsheets skip blanks before a formula.
        field_begins = ends_field(c) || (field_begins && c.is_whitespace());
    }
    safe
}

fn begins_formula(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '\t' | '\r')
}

fn ends_field(c: char) -> bool {
    matches!(c, ',' | ';' | '|' | '"' | '\t' | '\r' | '\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(line: &[&str]) -> Vec<Field> {
        line.iter().map(|text| Field::from(*text)).collect()
    }

    /// Parses a file by RFC 4180, independently of how it was written.
    fn read(file: &str, separator: char) -> Vec<Vec<String>> {
        let mut lines = vec![vec![String::new()]];
        let mut quoted = false;
        let mut rest = file.strip_prefix(BYTE_ORDER_MARK).expect("a mark").chars().peekable();
        while let Some(c) = rest.next() {
            let line = lines.last_mut().expect("there is one");
            let field = line.last_mut().expect("there is one");
            match c {
                '"' if quoted && rest.peek() == Some(&'"') => field.extend(rest.next()),
                '"' => quoted = !quoted,
                c if quoted => field.push(c),
                '\r' => assert_eq!(rest.next(), Some('\n')),
                c if c == separator => line.push(String::new()),
                c => field.push(c),
            }
            if c == '\r' && !quoted {
                lines.push(vec![String::new()]);
            }
        }
        assert_eq!(lines.pop(), Some(vec![String::new()]), "the last line has its end");
        lines
    }

    #[test]
    fn every_text_is_in_quotes_and_numbers_are_as_the_dialect_has_them() {
        let line =
            || vec![Field::from("Oak, \"red\""), Field::Number(-0.5, 3), Field::Empty, Field::from("12")];
        assert_eq!(file(Dialect::Comma, [line()]), "\u{feff}\"Oak, \"\"red\"\"\",-0.500,,\"12\"\r\n");
        assert_eq!(file(Dialect::Semicolon, [line()]), "\u{feff}\"Oak, \"\"red\"\"\";-0,500;;\"12\"\r\n");
    }

    #[test]
    fn what_was_written_is_read_again_whatever_the_names_are() {
        let names = [
            "cat",
            "",
            "Größe 1.jpg",
            "猫、犬.jpg",
            "a,b;c.jpg",
            "\"quoted\"",
            "two\nlines",
            "tab\there",
            "it's",
            "0012",
            "1e5",
            "TRUE",
            "2024-05-01",
            "🦊",
            " blanks ",
            "a\"\"b",
            "end\"",
            "\u{feff}x",
        ];
        for (dialect, separator) in [(Dialect::Comma, ','), (Dialect::Semicolon, ';')] {
            let written = file(dialect, [texts(&names), texts(&["second line"])]);
            let read = read(&written, separator);
            assert_eq!(read[0], names, "{dialect:?}");
            assert_eq!(read[1], ["second line"]);
        }
    }

    #[test]
    fn no_text_begins_a_formula_wherever_a_spreadsheet_splits_it() {
        for formula in
            ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1", "\r=1", "\u{3000}=1", "\u{a0}+1"]
        {
            for before in ["", "a;", "a,", "a|", "\"", "a\t", "a\n", "a\"; "] {
                let text = format!("{before}{formula}");
                let safe = disarmed(&text);
                assert_eq!(safe.replace('\'', ""), text, "nothing else changes");
                for field in safe.split([',', ';', '|', '"', '\t', '\n', '\r']) {
                    let first = field.trim_start().chars().next().unwrap_or(' ');
                    assert!(!begins_formula(first), "{safe:?} gives {field:?}");
                }
            }
        }
    }

    #[test]
    fn harmless_texts_stay_as_they_are() {
        for harmless in ["cat", "1-2", "a=b", "", "IMG_1.jpg", "Größe", "a - b", "x, y", "a+b@c"] {
            assert_eq!(disarmed(harmless), harmless);
        }
    }

    #[test]
    fn a_dialect_is_found_by_what_the_browser_remembers() {
        for dialect in Dialect::ALL {
            assert_eq!(Dialect::of_key(dialect.key()), Some(dialect));
            assert_eq!(dialect.other().other(), dialect);
        }
        assert_eq!(Dialect::of_key("tab"), None);
    }
}
