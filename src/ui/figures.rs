//! Numbers in words: counts, shares, bytes, times.

/// "1 photo", "1,204 photos".
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}

/// A whole number with its thousands set apart.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A share of 0 to 1 as "71 %", with one decimal where rounding would claim certainty.
pub fn percent(share: f32) -> String {
    let percent = f64::from(share) * 100.0;
    let certain = (99.5..100.0).contains(&percent) || (percent > 0.0 && percent < 0.5);
    if !certain {
        format!("{percent:.0}\u{a0}%")
    } else if percent >= 99.95 {
        "> 99.9\u{a0}%".to_owned()
    } else if percent < 0.05 {
        "< 0.1\u{a0}%".to_owned()
    } else {
        format!("{percent:.1}\u{a0}%")
    }
}

/// Bytes as "4.2 MB", without the unit.
pub fn megabytes(bytes: u64) -> String {
    format!("{:.1}", bytes as f64 / 1e6)
}

/// A time to wait as "1 min left".
pub fn time_left(seconds: f32) -> String {
    let seconds = seconds.max(0.0);
    if seconds < 1.5 {
        "1 s left".to_owned()
    } else if seconds < 55.0 {
        format!("{seconds:.0} s left")
    } else if seconds < 3300.0 {
        format!("{:.0} min left", (seconds / 60.0).max(1.0))
    } else {
        format!("{:.1} h left", seconds / 3600.0)
    }
}

/// A duration as "0.8 s", "12 s" or "3 min".
pub fn duration(seconds: f32) -> String {
    if seconds < 10.0 {
        format!("{seconds:.1}\u{a0}s")
    } else if seconds < 120.0 {
        format!("{seconds:.0}\u{a0}s")
    } else {
        format!("{:.0}\u{a0}min", seconds / 60.0)
    }
}

/// Milliseconds as "212 ms" or "3.8 s".
pub fn milliseconds(milliseconds: f32) -> String {
    if milliseconds < 1000.0 { format!("{milliseconds:.0}\u{a0}ms") } else { duration(milliseconds / 1000.0) }
}

/// A setting as a person would type it: no trailing zeros.
pub fn plain(value: f64) -> String {
    let text = format!("{value:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_a_person_writes_them() {
        assert_eq!(count(1, "photo", "photos"), "1 photo");
        assert_eq!(count(12_345, "photo", "photos"), "12,345 photos");
        assert_eq!(percent(0.714), "71\u{a0}%");
        assert_eq!(percent(1.0), "100\u{a0}%");
        assert_eq!(percent(0.998), "99.8\u{a0}%");
        assert_eq!(percent(0.9999), "> 99.9\u{a0}%");
        assert_eq!(percent(0.0), "0\u{a0}%");
        assert_eq!(percent(0.00001), "< 0.1\u{a0}%");
        assert_eq!(plain(0.01), "0.01");
        assert_eq!(plain(500.0), "500");
        assert_eq!(time_left(70.0), "1 min left");
    }
}
