//! Comma-separated values (RFC 4180), safe to open in a spreadsheet.

/// One line with its end. A field is in quotes where it needs them.
pub fn line<T: AsRef<str>>(fields: impl IntoIterator<Item = T>) -> String {
    let fields: Vec<String> = fields.into_iter().map(|field| quoted(field.as_ref())).collect();
    fields.join(",") + "\r\n"
}

/// A text of the person's or of a file's. One that a spreadsheet would take for a formula begins with an apostrophe, which it
/// takes for "what follows is text".
pub fn text(text: &str) -> String {
    let begins =
        |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '\t' | '\r' | '\n');
    // Some look past blanks for the formula.
    let formula = text.trim_start_matches(' ').starts_with(begins);
    if formula { format!("'{text}") } else { text.to_owned() }
}

fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_where_they_must_be() {
        assert_eq!(line(["a", "b c", ""]), "a,b c,\r\n");
        assert_eq!(line(["Oak, \"red\"", "two\nlines"]), "\"Oak, \"\"red\"\"\",\"two\nlines\"\r\n");
    }

    #[test]
    fn no_text_is_a_formula() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1", "\r=1"] {
            assert_eq!(text(formula), format!("'{formula}"));
        }
        for harmless in ["cat", "1-2", "a=b", "", "IMG_1.jpg", "Größe"] {
            assert_eq!(text(harmless), harmless);
        }
    }
}
