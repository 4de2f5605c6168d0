//! Damaged or malicious archives: each is answered within bounded space and time.

use handlens_core::config::limits::PHOTO_BYTES;
use handlens_i18n::Localise;
use handlens_store::archive::Archive;

use super::zips::{
    Counting, END, ENTRY, LOCAL, deflated, forge, listed, open, padded, photo, photos, refusal, stored,
};

/// An archive of two photos with one field forged.
fn forged(signature: [u8; 4], offset: usize, value: &[u8]) -> Vec<u8> {
    let mut bytes = stored(&[("cats/1.jpg", photo("one")), ("cats/2.jpg", photo("two"))]);
    forge(&mut bytes, signature, 0, offset, value);
    bytes
}

/// The sentence that refuses the first of two photos, while the second one can still be read.
fn refusal_of_one(bytes: Vec<u8>) -> String {
    let mut archive = open("a.zip", bytes).expect("the second photo is there");
    let sentence = match archive.refused() {
        ([(name, sentence)], 0) => {
            assert_eq!((name.as_str(), archive.photos().len()), ("cats/1.jpg", 1));
            sentence.text()
        }
        _ => archive.read(0).expect_err("it is damaged").text(),
    };
    assert_eq!(archive.read(archive.photos().len() - 1), Ok(photo("two")));
    sentence
}

#[test]
fn what_one_photo_suffers_from_is_told_of_it_alone() {
    // What is wrong; the record, offset and value that make it so; how the sentence begins.
    type Case = (&'static str, [u8; 4], usize, &'static [u8], &'static str);
    let damaged = "is damaged inside its archive. Copy or download the archive again.";
    let cases: [Case; 13] = [
        ("encrypted", ENTRY, 8, &[1, 0], "is protected by a password."),
        ("AES", ENTRY, 10, &[99, 0], "is protected by a password."),
        ("Deflate64", ENTRY, 10, &[9, 0], "is packed with Deflate64, which cannot be unpacked here."),
        ("LZMA", ENTRY, 10, &[14, 0], "is packed with LZMA, which cannot be unpacked here."),
        ("method 77", ENTRY, 10, &[77, 0], "is packed with an uncommon method that cannot be unpacked here."),
        ("checksum", ENTRY, 16, &[1, 2, 3, 4], damaged),
        ("unpacks to more than it says", ENTRY, 24, &[3, 0, 0, 0], damaged),
        ("says that it unpacks to more", ENTRY, 24, &[0, 0, 0, 64], "is 1,074 MB; the limit is 268 MB."),
        ("packed beyond the limit", ENTRY, 20, &[0, 0, 0, 64], "is 1,074 MB; the limit is 268 MB."),
        ("deflated, it says", ENTRY, 10, &[8, 0], damaged),
        ("no local header", LOCAL, 0, b"PKxx", damaged),
        ("local name beyond the end", LOCAL, 26, &[0xff, 0xff], damaged),
        ("packed bytes", LOCAL, 42, b"xxxx", damaged),
    ];
    for (what, signature, offset, value, expected) in cases {
        let sentence = refusal_of_one(forged(signature, offset, value));
        assert!(sentence.starts_with(expected), "{what}: {sentence}");
    }
}

#[test]
fn local_headers_may_lack_or_contradict_what_the_directory_says() {
    for (offset, value) in
        [(6, &[8, 0][..]), (8, &[99, 0]), (14, &[0; 12]), (18, &[0xff; 8]), (30, b"dogs/9.png")]
    {
        let mut archive = open("a.zip", forged(LOCAL, offset, value)).expect("it has photos");
        assert_eq!(archive.read(0), Ok(photo("one")), "{offset}");
        assert_eq!(archive.photos()[0].class.as_deref(), Some("cats"));
    }
}

#[test]
fn a_bomb_that_is_no_image_is_left_at_its_first_bytes() {
    // 200 MB of zeros in 200 kB, under the name of a photo.
    let bytes = deflated(&[("cats/1.jpg", vec![0; 200_000_000]), ("cats/2.jpg", photo("two"))]);
    assert!(bytes.len() < 300_000, "{}", bytes.len());
    let sentence = refusal_of_one(bytes);
    let told = "is not an image that can be read: its first bytes match no image format. Open it in another program,";
    assert!(sentence.starts_with(told), "{sentence}");
}

#[test]
fn a_bomb_that_begins_like_a_photo_ends_at_the_size_that_it_declares() {
    let mut bytes = deflated(&[
        ("cats/1.jpg", [photo("one"), vec![0; 50_000_000]].concat()),
        ("cats/2.jpg", photo("two")),
    ]);
    forge(&mut bytes, ENTRY, 0, 24, &100_000_u32.to_le_bytes());
    let sentence = refusal_of_one(bytes);
    assert!(sentence.starts_with("is damaged inside its archive."), "{sentence}");
}

/// A JPEG of 64 × 48 pixels that can be decoded.
fn picture(pixels: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    image::codecs::jpeg::JpegEncoder::new(&mut bytes)
        .encode(&[pixels; 64 * 48 * 3], 64, 48, image::ExtendedColorType::Rgb8)
        .expect("a JPEG");
    bytes
}

#[test]
fn padding_behind_photos_stays_packed_and_the_photos_are_read() {
    // 600 MB in 600 kB.
    let bytes = padded((1..=6).map(picture), 100_000_000);
    let packed = bytes.len();
    assert!(packed < 1_000_000, "{packed}");
    let mut archive = open("a.zip", bytes).expect("it has photos");
    let mut unpacked = 0;
    for index in 0..6 {
        let read = archive.read(index).expect("a photo");
        assert!(read.starts_with(&picture(index as u8 + 1)), "photo {index}");
        unpacked += read.len();
    }
    assert!(unpacked < 20 * packed + 6 * 1024 * 1024, "{unpacked} bytes were unpacked");
}

#[test]
fn a_photo_that_goes_on_beyond_what_its_size_needs_is_refused_in_a_sentence() {
    // There is no end marker, so everything would belong to the picture.
    let mut endless = picture(1);
    endless.truncate(endless.len() - 2);
    endless.resize(200_000_000, 0);
    let bytes = deflated(&[("cats/1.jpg", endless), ("cats/2.jpg", photo("two"))]);
    let sentence = refusal_of_one(bytes);
    assert!(sentence.starts_with("unpacks to far more than a picture of its size needs"), "{sentence}");
}

#[test]
fn what_cameras_append_to_a_photo_is_read_with_it() {
    let mut random = fastrand::Rng::with_seed(1);
    let mut bytes = picture(1);
    bytes.extend((0..3_000_000).map(|_| random.u8(..)));
    let mut archive = open("a.zip", deflated(&[("cats/1.jpg", bytes.clone())])).expect("it has a photo");
    assert!(archive.read(0) == Ok(bytes), "the video behind a photo is part of its file");
}

#[test]
fn a_drawing_that_shrinks_to_almost_nothing_is_read_whole() {
    let mut bytes = Vec::new();
    let (width, height) = (3000, 2000);
    image::codecs::bmp::BmpEncoder::new(&mut bytes)
        .encode(&vec![255; (width * height * 3) as usize], width, height, image::ExtendedColorType::Rgb8)
        .expect("a bitmap");
    let packed = deflated(&[("cats/1.bmp", bytes.clone())]);
    assert!(packed.len() < 100_000, "{}", packed.len());
    let mut archive = open("a.zip", packed).expect("it has a photo");
    assert!(archive.read(0) == Ok(bytes), "all of it is the picture's");
}

#[test]
fn pictures_that_claim_to_be_huge_use_an_archives_allowance_up() {
    let claims = (0..4).map(|number| {
        let mut bytes = picture(number);
        // A frame of 12,000 × 12,000 pixels whose data never end.
        let frame = bytes.windows(2).position(|pair| pair == [0xff, 0xc0]).expect("a frame");
        bytes[frame + 5..frame + 9].copy_from_slice(&[0x2e, 0xe0, 0x2e, 0xe0]);
        bytes.truncate(bytes.len() - 2);
        bytes
    });
    let bytes = padded(claims, 200_000_000);
    let mut archive = open("a.zip", bytes).expect("it has photos");
    let whole = (0..4).filter(|index| archive.read(*index).is_ok()).count();
    assert!((2..=3).contains(&whole), "{whole} of 4 were unpacked whole");
}

#[test]
fn entries_that_share_their_data_are_refused() {
    let mut bytes = photos(&["cats/1.jpg", "cats/2.jpg", "cats/3.jpg"]);
    forge(&mut bytes, ENTRY, 2, 42, &[0; 4]);
    assert!(refusal("a.zip", bytes).starts_with("has files inside that overlap"));
    // A quoted entry: the packed bytes of one photo include the header of the next one.
    let mut bytes = photos(&["cats/1.jpg", "cats/2.jpg", "cats/3.jpg"]);
    forge(&mut bytes, ENTRY, 0, 20, &1000_u32.to_le_bytes());
    assert!(refusal("a.zip", bytes).starts_with("has files inside that overlap"));
}

#[test]
fn archives_inside_an_archive_are_not_opened() {
    let inner = photos(&["cats/1.jpg"]);
    let bytes = stored(&[("inner.zip", inner.clone()), ("inner.jpg", inner), ("cats/2.jpg", photo("two"))]);
    let mut archive = open("a.zip", bytes).expect("it has a photo");
    let note = archive.notes()[0].text();
    assert_eq!(note, "holds 1 archive inside, which was not opened. Unpack it and use its contents.");
    let sentence = archive.read(0).expect_err("it is an archive").text();
    assert!(sentence.contains("it is a ZIP archive"), "{sentence}");
    assert_eq!(archive.read(1), Ok(photo("two")));
}

#[test]
fn what_is_no_archive_or_cut_off_is_told_apart() {
    for bytes in [b"PK".to_vec(), b"Rar!\x1a\x07".to_vec(), vec![0; 100_000]] {
        assert!(refusal("a.zip", bytes).starts_with("is not a ZIP archive."));
    }
    let whole = photos(&["cats/1.jpg", "cats/2.jpg"]);
    for length in 4..whole.len() {
        let sentence = refusal("a.zip", whole[..length].to_vec());
        assert!(sentence.starts_with("is cut off or damaged:"), "{length}: {sentence}");
    }
}

#[test]
fn a_part_of_a_split_archive_is_told_as_one() {
    let last = forged(END, 4, &[3, 0]);
    let first = [b"PK\x07\x08".as_slice(), &photos(&["cats/1.jpg"])[..40]].concat();
    for bytes in [first, last] {
        assert!(refusal("a.zip", bytes).starts_with("is one part of a split ZIP archive."));
    }
}

/// An archive with this comment.
fn commented(mut archive: Vec<u8>, comment: &[u8]) -> Vec<u8> {
    let at = archive.len() - 2;
    archive[at..].copy_from_slice(&(comment.len() as u16).to_le_bytes());
    archive.extend_from_slice(comment);
    archive
}

/// An end record of a split archive's last part. `comment`: the length of its comment.
fn end_of_part(comment: u16) -> Vec<u8> {
    let mut end = b"PK\x05\x06\x03\0\x01\0\x02\0\x02\0".to_vec();
    end.extend_from_slice(&200_u32.to_le_bytes());
    end.extend_from_slice(&[0; 4]);
    end.extend_from_slice(&comment.to_le_bytes());
    end
}

#[test]
fn a_false_end_record_makes_no_archive_a_part_of_a_split_one() {
    let whole = photos(&["cats/1.jpg", "dogs/2.jpg"]);
    let false_ends = [
        end_of_part(0),
        // Each of these comments seems to end with the file.
        (0..40_u16).rev().flat_map(|left| end_of_part(left * 22)).collect(),
        (0..40_u16)
            .flat_map(|_| b"PK\x05\x06\0\0\0\0\x02\0\x02\0\xff\0\0\0\x01\0\0\0\0\0".to_vec())
            .collect(),
        b"PK\x05\x06".repeat(1000),
    ];
    for end in &false_ends {
        let mut archive = open("a.zip", commented(whole.clone(), end)).expect("it is whole");
        assert_eq!((archive.photos().len(), archive.read(1)), (2, Ok(photo("dogs/2.jpg"))));
        let in_data = stored(&[("cats/1.jpg", [photo("one"), end.clone()].concat())]);
        assert_eq!(open("a.zip", in_data.clone()).expect("it is whole").photos().len(), 1);
        // Without its true end record, it is cut off.
        let cut = in_data[..in_data.len() - 30].to_vec();
        assert!(refusal("a.zip", cut).starts_with("is cut off or damaged:"));
    }
    // What says that it is a part must be one: the directory is where it says.
    let mut last = forged(END, 4, &[3, 0, 3, 0]);
    assert!(refusal("a.zip", last.clone()).starts_with("is one part of a split ZIP archive."));
    forge(&mut last, ENTRY, 0, 0, b"PKxx");
    assert!(refusal("a.zip", last).starts_with("is cut off or damaged:"));
}

#[test]
fn junk_around_an_archive_does_not_matter() {
    let whole = photos(&["cats/1.jpg", "dogs/2.jpg"]);
    let before = [b"#!/bin/sh\nPK\x05\x06PK\x01\x02".as_slice(), &[7; 3000]].concat();
    let cases = [
        [before.as_slice(), &whole].concat(),
        [whole.as_slice(), &[0; 500]].concat(),
        [before.as_slice(), &whole, b"PK\x05\x06", &[9; 100]].concat(),
        [photos(&["birds/1.jpg"]).as_slice(), &whole].concat(),
    ];
    for bytes in cases {
        let mut archive = open("a.zip", bytes).expect("it has photos");
        assert_eq!(archive.photos().len(), 2);
        assert_eq!(archive.read(0), Ok(photo("cats/1.jpg")));
        assert_eq!(archive.read(1), Ok(photo("dogs/2.jpg")));
    }
}

#[test]
fn forged_counts_and_sizes_of_the_directory_cost_nothing() {
    let honest = photos(&["cats/1.jpg", "cats/2.jpg"]);
    let mut many = honest.clone();
    forge(&mut many, END, 0, 8, &[0xfe, 0xff, 0xfe, 0xff]);
    let archive = open("a.zip", many).expect("the photos are there");
    assert_eq!(archive.photos().len(), 2);
    let note = archive.notes()[0].text();
    assert!(note.starts_with("has a list of contents that could be read only in part"), "{note}");

    let mut few = honest.clone();
    forge(&mut few, END, 0, 8, &[1, 0, 1, 0]);
    assert_eq!(listed("a.zip", few).len(), 2, "programs without zip64 write the count modulo 65,536");

    for size in [0, 1, 0x7fff_ffff, u32::MAX] {
        let mut bytes = honest.clone();
        forge(&mut bytes, END, 0, 12, &size.to_le_bytes());
        // The directory may still be found at its stated offset.
        assert!(open("a.zip", bytes).map_or(true, |archive| archive.photos().len() <= 2), "{size}");
    }
    for start in [1, 0x7fff_ffff, u32::MAX] {
        let mut bytes = honest.clone();
        forge(&mut bytes, END, 0, 16, &start.to_le_bytes());
        assert!(open("a.zip", bytes).map_or(true, |mut archive| archive.read(0).is_err()), "{start}");
    }
}

#[test]
fn numbers_of_64_bits_that_nothing_can_have_are_answered() {
    let extra = |values: [u64; 3]| {
        let mut bytes = photos(&["cats/1.jpg"]);
        let end = bytes.len() - 22;
        let extra: Vec<u8> = [1_u16, 24].iter().flat_map(|value| value.to_le_bytes()).collect();
        let extra: Vec<u8> =
            extra.into_iter().chain(values.iter().flat_map(|value| value.to_le_bytes())).collect();
        forge(&mut bytes, ENTRY, 0, 20, &[0xff; 8]);
        forge(&mut bytes, ENTRY, 0, 42, &[0xff; 4]);
        forge(&mut bytes, ENTRY, 0, 30, &[28, 0]);
        let size = u32::from_le_bytes(bytes[end + 12..end + 16].try_into().expect("four bytes")) + 28;
        forge(&mut bytes, END, 0, 12, &size.to_le_bytes());
        bytes.splice(end..end, extra);
        bytes
    };
    let length = photo("cats/1.jpg").len() as u64;
    let mut archive = open("a.zip", extra([length, length, 0])).expect("nothing is wrong with these");
    assert_eq!(archive.read(0), Ok(photo("cats/1.jpg")));
    assert!(refusal("a.zip", extra([u64::MAX, length, 0])).contains("MB; the limit is 268"));
    assert!(refusal("a.zip", extra([length, u64::MAX, 0])).contains("MB; the limit is 268"));
    for offset in [u64::MAX, u64::MAX - 30, 1 << 63, 1 << 40] {
        let mut archive = open("a.zip", extra([length, length, offset])).expect("it may have a photo");
        assert!(archive.read(0).expect_err("nothing is there").text().starts_with("is damaged"));
    }

    // A ZIP64 end record with all fields at their largest value.
    let mut bytes = photos(&["cats/1.jpg"]);
    let end = bytes.split_off(bytes.len() - 22);
    bytes.extend_from_slice(b"PK\x06\x06");
    bytes.extend_from_slice(&[0xff; 52]);
    bytes.extend_from_slice(b"PK\x06\x07");
    bytes.extend_from_slice(&[0xff; 16]);
    bytes.extend_from_slice(&end);
    assert!(refusal("a.zip", bytes).starts_with("is cut off or damaged"));
}

#[test]
fn a_directory_is_read_up_to_a_limit() {
    // At most 64 MB of the shortest entries.
    let entry = {
        let bytes = photos(&["1.jpg"]);
        let start = bytes.windows(4).position(|window| window == ENTRY).expect("a directory");
        bytes[start..bytes.len() - 22].to_vec()
    };
    let count = 100_000_000 / entry.len();
    let mut bytes = entry.repeat(count);
    let size = bytes.len() as u32;
    bytes.extend_from_slice(b"PK\x05\x06\0\0\0\0\xff\xff\xff\xff");
    bytes.extend_from_slice(&size.to_le_bytes());
    bytes.extend_from_slice(&[0; 6]);
    let limit = 64 * 1024 * 1024 + 1_000_000;
    let error = Archive::open(Counting::new(bytes, limit), "a.zip").err().expect("they lie over each other");
    assert!(error.text().contains("files inside that overlap"), "{error}");
}

#[test]
fn a_comment_full_of_end_records_is_soon_passed_over() {
    let bytes = b"PK\x05\x06".repeat(20_000);
    let limit = bytes.len() as u64 + 1000;
    assert!(Archive::open(Counting::new(bytes, limit), "a.zip").is_err());
}

#[test]
fn the_largest_photo_is_read_and_its_checksum_compared() {
    let mut largest = photo("large");
    largest.resize(PHOTO_BYTES as usize, 0);
    let mut bytes = stored(&[("cats/1.jpg", largest)]);
    assert_eq!(
        open("a.zip", bytes.clone()).and_then(|mut archive| archive.read(0)).map(|bytes| bytes.len() as u64),
        Ok(PHOTO_BYTES)
    );
    forge(&mut bytes, ENTRY, 0, 16, &[1, 2, 3, 4]);
    let mut archive = open("a.zip", bytes).expect("it has a photo");
    assert!(archive.read(0).expect_err("its checksum is wrong").text().starts_with("is damaged inside"));
}
