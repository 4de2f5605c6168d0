//! When and where a photo was taken, as its file states.
//!
//! Nothing else of a file's metadata is kept: [`strip`](mod@super::strip) removes the rest.

use std::io::Cursor;

use exif::{DateTime, Exif, In, Reader, Tag, Value};

pub use handlens_core::protocol::provenance::{
    Place, Provenance, Taken, TimeSource, calendar, folder, seconds, split_path,
};

/// Millionths per degree.
const MILLIONTHS: f64 = 1e6;

/// Reads a file's EXIF data. Of damaged data, what can be read is used.
pub fn of_bytes(bytes: &[u8]) -> Provenance {
    let mut reader = Reader::new();
    let exif = reader
        .continue_on_error(true)
        .read_from_container(&mut Cursor::new(bytes))
        .or_else(|error| error.distill_partial_result(|_| {}));
    exif.map_or_else(
        |_| Provenance::default(),
        |exif| Provenance { taken: taken(&exif), place: place(&exif), folder: None },
    )
}

fn taken(exif: &Exif) -> Option<Taken> {
    // When the shutter opened, when the photo was digitised, or when a program that keeps EXIF changed the file.
    [Tag::DateTimeOriginal, Tag::DateTimeDigitized, Tag::DateTime].into_iter().find_map(|tag| {
        let Value::Ascii(texts) = &exif.get_field(tag, In::PRIMARY)?.value else { return None };
        let time = DateTime::from_ascii(texts.first()?).ok()?;
        let clock = (time.hour.into(), time.minute.into(), time.second.into());
        Taken::new(seconds(time.year.into(), time.month.into(), time.day.into(), clock)?, TimeSource::Camera)
    })
}

fn place(exif: &Exif) -> Option<Place> {
    let latitude = millionths(exif, Tag::GPSLatitude, Tag::GPSLatitudeRef, b'S')?;
    let longitude = millionths(exif, Tag::GPSLongitude, Tag::GPSLongitudeRef, b'W')?;
    Place::new(latitude, longitude)
}

/// An angle in millionths of a degree from degrees, minutes and seconds, negative if its reference says so.
fn millionths(exif: &Exif, angle: Tag, reference: Tag, negative: u8) -> Option<i32> {
    let Value::Rational(parts) = &exif.get_field(angle, In::PRIMARY)?.value else { return None };
    let Value::Ascii(side) = &exif.get_field(reference, In::PRIMARY)?.value else { return None };
    let part = |index: usize| parts.get(index).map_or(0.0, exif::Rational::to_f64);
    let degrees = part(0) + part(1) / 60.0 + part(2) / 3600.0;
    let side = side.first()?.first()?.to_ascii_uppercase();
    let signed = if side == negative { -degrees } else { degrees };
    // A denominator of zero gives NaN or infinity.
    (signed.is_finite() && signed.abs() <= 180.0).then(|| (signed * MILLIONTHS).round() as i32)
}
