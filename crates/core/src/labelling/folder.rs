//! Classifies folders and files by their names alone.

use crate::file_kind::FileKind;

/// What a folder's name says about its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name of the person's own, which can be a class.
    Plain,
    /// A part of a data set, for training or evaluation, with photos of every class.
    Split,
    /// A generic name for photos: "images", "DCIM". `true`: such a name is never a class.
    Container(bool),
    /// Masks: labels drawn as images.
    Masks,
    /// One of a numbered series: a session, a batch, a number.
    Serial,
    /// A camera's folder: "100CANON".
    Camera,
    /// A day, a month or a year.
    Date,
}

/// Files and folders of operating systems, network storage and other programs; names with a leading dot are separate.
const SYSTEM: [&str; 24] = [
    "Thumbs.db",
    "ehthumbs.db",
    "ehthumbs_vista.db",
    "desktop.ini",
    "Icon\r",
    "__MACOSX",
    "@eaDir",
    "#recycle",
    "#snapshot",
    "@tmp",
    "@__thumb",
    "@Recycle",
    "@Recently-Snapshot",
    "$RECYCLE.BIN",
    "RECYCLER",
    "RECYCLED",
    "System Volume Information",
    "lost+found",
    "LOST.DIR",
    "FOUND.000",
    "Network Trash Folder",
    "Temporary Items",
    "__pycache__",
    "Picasa.ini",
];
/// Prefixes of such names.
const SYSTEM_STARTS: [&str; 5] = [".", "~$", "SYNOPHOTO_", "SYNOFILE_", "SYNOINDEX_"];
/// Suffixes of folders in which photo programs keep previews.
const SYSTEM_ENDS: [&str; 2] = [".lrdata", ".aplibrary-thumbnails"];

/// Whether a file or folder belongs to an operating system or a program rather than to the person.
pub fn is_system(name: &str) -> bool {
    let starts = |start: &&str| name.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start));
    let ends = |end: &&str| {
        name.len() > end.len()
            && name.as_bytes()[name.len() - end.len()..].eq_ignore_ascii_case(end.as_bytes())
    };
    // The placeholder of a photo that is still in iCloud is not hidden: the person is told about it.
    if name.ends_with(".icloud") {
        return false;
    }
    SYSTEM.iter().any(|own| own.eq_ignore_ascii_case(name))
        || SYSTEM_STARTS.iter().any(starts)
        || SYSTEM_ENDS.iter().any(ends)
}

/// A file name's extension in lower case; empty if it has none.
pub(super) fn ending(name: &str) -> String {
    name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default()
}

/// Whether a file is an archive.
pub fn is_archive(name: &str) -> bool {
    FileKind::of_name(name).is_some_and(FileKind::is_archive)
}

/// Whether a file is a text, which may hold labels or metadata.
pub fn is_text(name: &str) -> bool {
    FileKind::of_name(name) == Some(FileKind::Text)
}

/// Files in which photo services describe an album, in lower case.
const METADATA: [&str; 5] =
    ["metadata.json", "metadaten.json", "métadonnées.json", "metadatos.json", "元数据.json"];

/// Whether a text file's name alone says that it describes photos: when and where they were taken, or how they were
/// edited. `name` must be in lower case.
pub(super) fn is_metadata_name(name: &str) -> bool {
    METADATA.contains(&name) || matches!(ending(name).as_str(), "xmp" | "aae")
}

/// Whether a text file's name alone says that it holds labels. `name` must be in lower case.
pub(super) fn is_label_name(name: &str) -> bool {
    let says = ["annotation", "label", "classes", "instances_", "coco", "bbox", "roboflow", "readme.dataset"];
    matches!(ending(name).as_str(), "csv" | "tsv" | "yaml" | "yml" | "names" | "jsonl")
        || says.iter().any(|word| name.contains(word))
        || matches!(name, "train.txt" | "val.txt" | "test.txt")
}

const SPLITS: &[&str] = &[
    "train",
    "training",
    "trainset",
    "traindata",
    "val",
    "valid",
    "validation",
    "validate",
    "valset",
    "test",
    "testing",
    "tests",
    "testset",
    "testdata",
    "dev",
    "eval",
    "evaluation",
    "holdout",
    "trainieren",
    "trainingsdaten",
    "validierung",
    "testdaten",
    "entrainement",
    "entraînement",
    "apprentissage",
    "entrenamiento",
    "validación",
    "validacion",
    "prueba",
    "训练",
    "训练集",
    "验证",
    "验证集",
    "测试",
    "测试集",
];
/// Words that appear beside the name of a split.
const BESIDE_SPLITS: &[&str] =
    &["data", "dataset", "set", "seg", "pred", "split", "small", "full", "folder", "dir"];
/// Generic names of photo folders, which are never a class.
const CONTAINERS: &[&str] = &[
    "images",
    "image",
    "imgs",
    "img",
    "jpg",
    "jpgs",
    "jpeg",
    "jpegs",
    "png",
    "pngs",
    "jpegimages",
    "pngimages",
    "photos",
    "fotos",
    "bilder",
    "imágenes",
    "imagenes",
    "图片",
    "照片",
    "图像",
];
/// Generic names of photo folders that may also be somebody's class.
const PERHAPS_CONTAINERS: &[&str] = &[
    "photo",
    "foto",
    "pictures",
    "picture",
    "pics",
    "bild",
    "data",
    "dataset",
    "datasets",
    "daten",
    "raw",
    "rgb",
    "original",
    "originals",
    "input",
    "inputs",
    "dcim",
    "camera",
    "roll",
    "google",
    "takeout",
    "all",
    "content",
    "files",
    "extracted",
    "frames",
    "export",
    "upload",
    "uploads",
    "download",
    "downloads",
];
const MASKS: &[&str] = &[
    "labels",
    "label",
    "labelstxt",
    "annotations",
    "annotation",
    "annots",
    "masks",
    "mask",
    "segmentation",
    "segmentations",
    "segmentationclass",
    "segmentationobject",
    "segmentationmasks",
    "groundtruth",
    "gt",
    "bboxes",
];
/// Words that come with a number and say that a folder is one of several occasions or parts: "session 1", "part2".
const SESSIONS: &[&str] = &[
    "session",
    "sess",
    "séance",
    "sesión",
    "sesion",
    "sitzung",
    "run",
    "take",
    "day",
    "tag",
    "jour",
    "día",
    "dia",
    "part",
    "teil",
    "partie",
    "parte",
    "shoot",
    "visit",
    "week",
    "woche",
    "semaine",
    "semana",
    "month",
    "capture",
    "recording",
    "seq",
    "sequence",
    "sequenz",
    "clip",
    "fold",
    "replicate",
    "rep",
    "round",
    "burst",
];
/// Words that come with a number and may also tell classes apart: "lot 1", "camera2".
const COUNTED: &[&str] = &[
    "series",
    "serie",
    "batch",
    "lot",
    "lote",
    "los",
    "set",
    "roll",
    "scan",
    "video",
    "trial",
    "subject",
    "patient",
    "participant",
    "user",
    "camera",
    "cam",
];
/// Words that say that a folder is a class: "Class 1".
const CLASSES: &[&str] = &[
    "class",
    "klasse",
    "classe",
    "clase",
    "类别",
    "类",
    "category",
    "kategorie",
    "catégorie",
    "categoría",
    "categoria",
];
const MONTHS: &[&str] = &[
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mär", "mai", "okt",
    "dez", "fév", "fev", "avr", "jui", "aoû", "déc", "ene", "abr", "ago", "dic",
];
/// Words that appear beside a year: "Photos from 2024".
const BESIDE_YEARS: &[&str] = &[
    "photos",
    "fotos",
    "photo",
    "from",
    "von",
    "aus",
    "de",
    "del",
    "of",
    "年",
    "年的照片",
    "月",
    "日",
    "summer",
    "winter",
    "spring",
    "autumn",
    "fall",
];

/// What a folder's name says by itself. `name` must be clean (see [`clean`](crate::text::name::clean)).
pub(super) fn kind(name: &str) -> Kind {
    let tokens = tokens(name);
    let words: Vec<&str> = tokens.iter().map(String::as_str).filter(|word| !is_number(word)).collect();
    let all_of = |lists: &[&[&str]]| words.iter().all(|word| lists.iter().any(|list| list.contains(word)));
    let any_of = |list: &[&str]| words.iter().any(|word| list.contains(word));
    let joined = words.concat();
    if name.is_empty() {
        return Kind::Container(true);
    }
    if is_camera(name) {
        return Kind::Camera;
    }
    if is_date(name, &tokens) {
        return Kind::Date;
    }
    if words.is_empty() {
        return Kind::Serial;
    }
    if any_of(SPLITS) && all_of(&[SPLITS, BESIDE_SPLITS, CONTAINERS, PERHAPS_CONTAINERS]) {
        return Kind::Split;
    }
    if MASKS.contains(&joined.as_str()) || (any_of(MASKS) && all_of(&[MASKS, CONTAINERS, PERHAPS_CONTAINERS]))
    {
        return Kind::Masks;
    }
    if tokens.len() == words.len() && (all_of(&[CONTAINERS]) || CONTAINERS.contains(&joined.as_str())) {
        return Kind::Container(true);
    }
    let has_number = tokens.len() > words.len() || words.last().is_some_and(|word| word.chars().count() == 1);
    let counts = words.first().is_some_and(|word| SESSIONS.contains(word) || COUNTED.contains(word));
    if counts && has_number && words[1..].iter().all(|word| word.chars().count() == 1) {
        return Kind::Serial;
    }
    if all_of(&[CONTAINERS, PERHAPS_CONTAINERS]) { Kind::Container(false) } else { Kind::Plain }
}

/// Whether a numbered name says that the folder is one of several occasions or parts.
pub(super) fn is_session(name: &str) -> bool {
    begins_with(name, SESSIONS)
}

/// Whether a name says that the folder is a class.
pub(super) fn is_class(name: &str) -> bool {
    begins_with(name, CLASSES)
}

fn begins_with(name: &str, words: &[&str]) -> bool {
    tokens(name).first().is_some_and(|first| words.contains(&first.as_str()))
}

/// The words and numbers of a name, in lower case.
fn tokens(name: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut last = ' ';
    for c in name.chars() {
        let same =
            c.is_alphanumeric() && last.is_alphanumeric() && c.is_ascii_digit() == last.is_ascii_digit();
        match tokens.last_mut().filter(|_| same) {
            Some(token) => token.extend(c.to_lowercase()),
            None if c.is_alphanumeric() => tokens.push(c.to_lowercase().collect()),
            None => {}
        }
        last = c;
    }
    tokens
}

fn is_number(token: &str) -> bool {
    token.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a name follows the standard for camera folders (DCF): three digits from 100, then five letters, digits or
/// `_`.
fn is_camera(name: &str) -> bool {
    let bytes = name.as_bytes();
    bytes.len() == 8
        && bytes[0] != b'0'
        && bytes[..3].iter().all(u8::is_ascii_digit)
        && bytes[3..].iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
        && bytes[3..].iter().any(u8::is_ascii_alphabetic)
}

/// Whether a name is a day, a month with its year, or a year, or begins with a day, as in "2024-05-01 garden".
fn is_date(name: &str, tokens: &[String]) -> bool {
    let numbers: Vec<&str> = tokens.iter().map(String::as_str).take_while(|token| is_number(token)).collect();
    let value = |token: &str| token.parse::<u32>().unwrap_or(0);
    let year = |token: &str| token.len() == 4 && (1970..2100).contains(&value(token));
    let part = |token: &str, most| token.len() <= 2 && (1..=most).contains(&value(token));
    // 20240501; a time may follow.
    let compact = |token: &str| {
        token.len() == 8 && year(&token[..4]) && part(&token[4..6], 12) && part(&token[6..], 31)
    };
    let begins = match numbers.as_slice() {
        [day, ..] if compact(day) => true,
        [first, month, day, ..] if year(first) => part(month, 12) && part(day, 31),
        [day, month, last, ..] if year(last) => part(day, 31) && part(month, 31),
        [first, month] if year(first) && tokens.len() == 2 => part(month, 12),
        _ => false,
    };
    let named = |token: &str| {
        let start: String = token.chars().take(3).collect();
        MONTHS.contains(&start.as_str()) || BESIDE_YEARS.contains(&token)
    };
    let rest = tokens.iter().filter(|token| !year(token));
    let spelled = tokens.iter().filter(|token| year(token)).count() == 1
        && tokens.len() <= 4
        && rest.clone().all(|token| named(token) || (part(token, 31) && tokens.len() > 2));
    // A lone number of four digits counts as a year here; `Tree::judge_siblings` corrects this among other numbers.
    begins || (spelled && !name.is_empty())
}

/// The part of a name before its trailing number; none without a number.
pub(super) fn stem(name: &str) -> Option<&str> {
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    (stem.len() < name.len()).then_some(stem)
}

#[cfg(test)]
mod tests;
