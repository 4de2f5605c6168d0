//! The rules between the parts, checked in the sources and in the built site.
//!
//! ARCHITECTURE.md gives the reasons. A rule that is broken here is either a mistake or a change of the design.

#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What one part may not name: `(part, forbidden modules of this crate, forbidden other crates)`.
const FORBIDDEN: &[(&str, &[&str], &[&str])] = &[
    (
        "ui",
        &["device", "desk", "model", "photo", "project", "session", "train", "web"],
        &["burn", "rusqlite", "image"],
    ),
    (
        "labelling",
        &["archive", "device", "desk", "model", "photo", "project", "session", "train"],
        &["burn", "rusqlite", "image"],
    ),
    ("archive", &["device", "desk", "model", "project", "session", "train"], &["burn", "rusqlite", "image"]),
    ("photo", &["device", "desk", "model", "project", "session", "train"], &["burn", "rusqlite"]),
    ("model", &["desk", "project", "session", "train"], &["rusqlite"]),
    ("train", &["desk", "project", "session"], &["rusqlite", "image"]),
    (
        "metrics",
        &["device", "desk", "model", "photo", "project", "session", "train"],
        &["burn", "rusqlite", "image"],
    ),
    ("project", &["device", "desk", "model", "session", "train"], &["burn", "image"]),
    ("device", &["desk", "project", "session", "train"], &["rusqlite", "image"]),
    ("config", &["device", "model", "photo", "project", "session", "train"], &["burn", "rusqlite", "image"]),
    (
        "protocol",
        &["device", "model", "photo", "project", "session", "train"],
        &["burn", "rusqlite", "image"],
    ),
];

/// Crates of the browser, and the only parts that may name them. `device` looks for a GPU; `text` uses the tables that a
/// browser has for composing and decoding.
const BROWSER_CRATES: &[&str] =
    &["js_sys", "leptos", "serde_wasm_bindgen", "wasm_bindgen", "wasm_bindgen_futures", "web_sys"];
const BROWSER_PARTS: &[&str] = &["web", "ui", "device", "text"];

/// What gives away that a program contains Burn, wgpu or `SQLite`: crate names in panic places, and a file's magic.
const HEAVY: &[&str] = &["burn-tensor", "burn-backend", "cubecl", "wgpu", "SQLite format 3"];

#[test]
fn the_page_knows_no_model_and_no_project_and_each_part_only_what_it_may() {
    let mut broken = Vec::new();
    for source in rust_sources("src") {
        let (part, names) = (part(&source), Names::of(&source));
        for (ruled, modules, crates) in FORBIDDEN.iter().filter(|(ruled, ..)| *ruled == part) {
            let mentioned = modules.iter().filter(|module| names.modules.contains(**module));
            let used = crates.iter().filter(|name| names.uses_crate(name));
            broken.extend(
                mentioned.chain(used).map(|name| format!("{}: `{ruled}` names `{name}`", source.display())),
            );
        }
    }
    assert_none(&broken);
}

#[test]
fn only_the_edges_know_that_there_is_a_browser() {
    let mut broken = Vec::new();
    for source in rust_sources("src") {
        let (part, names) = (part(&source), Names::of(&source));
        if !BROWSER_PARTS.contains(&part.as_str()) {
            let used = BROWSER_CRATES.iter().filter(|name| names.crates.contains(**name));
            broken.extend(used.map(|name| format!("{}: names `{name}`", source.display())));
        }
    }
    assert_none(&broken);
}

/// Without Burn's tensors there is nothing that a graph of gradients could hang on.
#[test]
fn the_frozen_networks_kernels_know_no_burn() {
    let mut broken = Vec::new();
    for source in ["src/model/cpu", "src/model/gpu"].into_iter().flat_map(rust_sources) {
        // Their tests compare them with Burn's.
        if !source.ends_with("tests.rs") && Names::of(&source).uses_crate("burn") {
            broken.push(format!("{}: names `burn`", source.display()));
        }
    }
    assert_none(&broken);
}

#[test]
fn nothing_but_the_binaries_names_the_edges() {
    let mut broken = Vec::new();
    for source in rust_sources("src") {
        let (part, names) = (part(&source), Names::of(&source));
        let is_edge = |edge: &str| part == edge || part == "bin";
        let mentioned =
            ["web", "ui"].into_iter().filter(|edge| !is_edge(edge) && names.modules.contains(*edge));
        broken.extend(mentioned.map(|edge| format!("{}: names `{edge}`", source.display())));
    }
    assert_none(&broken);
}

#[test]
fn every_source_file_says_in_its_first_line_what_it_does() {
    let sources = ["src", "tests", "benches"].into_iter().flat_map(rust_sources);
    let silent = sources.filter(|source| !read(source).starts_with("//! "));
    assert_none(&silent.map(|source| source.display().to_string()).collect::<Vec<_>>());
}

#[test]
fn the_page_has_a_height_in_browsers_that_know_no_dynamic_unit_of_it() {
    let styles = files(&root().join("www/styles"));
    assert!(styles.len() > 5, "{} style sheets", styles.len());
    let others = styles.iter().filter(|style| !style.ends_with("tokens.css"));
    let named = others.filter(|style| read(style).contains("dvh")).map(|style| style.display().to_string());
    assert_none(&named.collect::<Vec<_>>());
    assert!(read(&root().join("www/styles/tokens.css")).contains("--viewport: 100vh;"));
}

#[test]
fn no_file_names_the_machine_that_it_was_written_on() {
    // Put together here, so that this file does not name them either.
    let traces = [
        ["/ro", "ot/"].concat(),
        ["/ho", "me/"].concat(),
        ["/Us", "ers/"].concat(),
        ["file", ":///"].concat(),
    ];
    let folders = ["src", "tests", "benches", "www", "deploy", ".cargo", ".ci"];
    let files = folders.into_iter().flat_map(|folder| files(&root().join(folder)));
    let top = std::fs::read_dir(root())
        .expect("the package's folder")
        .filter_map(Result::ok)
        .map(|entry| entry.path());
    let mut broken = Vec::new();
    for path in files.chain(top.filter(|path| path.is_file())) {
        // What is no text (photos, weights) is passed over.
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let found = traces.iter().filter(|trace| text.contains(*trace));
        broken.extend(found.map(|trace| format!("{}: `{trace}`", path.display())));
    }
    assert_none(&broken);
}

/// Needs the built site, whose folder `make test` names in `HANDLENS_DIST`.
#[test]
#[ignore = "needs the built site: make test builds it and runs this"]
fn the_pages_program_contains_no_burn_no_wgpu_and_no_sqlite() {
    let dist =
        std::env::var_os("HANDLENS_DIST").map(PathBuf::from).expect("HANDLENS_DIST names the built site");
    let page = heavy_parts(&program(&dist, "page"));
    assert_eq!(page, Vec::<&str>::new(), "in the page's program");
    // The worker contains them all, which shows that they would be found.
    assert_eq!(heavy_parts(&program(&dist, "worker")), HEAVY, "in the worker's program");
}

/// What a source file names.
struct Names {
    /// Modules of this crate.
    modules: BTreeSet<String>,
    /// Every first segment of a path: other crates, but types and local modules too.
    crates: BTreeSet<String>,
}

impl Names {
    fn of(source: &Path) -> Self {
        let text = read(source);
        // Comments may name anything: they link to the parts that they talk about.
        let code: Vec<&str> = text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect();
        let code = code.join("\n");
        let mut names = Self { modules: BTreeSet::new(), crates: BTreeSet::new() };
        for (place, _) in code.match_indices("::") {
            let first = word_before(&code[..place]);
            let is_first_segment = !code[..place - first.len()].ends_with("::");
            if first == "crate" || first == "handlens" {
                names.modules.extend(words_after(&code[place + 2..]));
            } else if is_first_segment && !first.is_empty() {
                names.crates.insert(first.to_owned());
            }
        }
        names
    }

    /// Whether a crate or one of its family (`burn`, `burn_wgpu`) is mentioned.
    fn uses_crate(&self, name: &str) -> bool {
        let family = format!("{name}_");
        self.crates.iter().any(|used| used == name || used.starts_with(&family))
    }
}

/// The identifier that `code` ends with.
fn word_before(code: &str) -> &str {
    let start = code
        .rfind(|c: char| !(c.is_alphanumeric() || c == '_'))
        .map_or(0, |last| last + code[last..].chars().next().map_or(1, char::len_utf8));
    &code[start..]
}

/// The identifier that `code` begins with, or all first identifiers of a group in braces.
fn words_after(code: &str) -> Vec<String> {
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    if !code.starts_with('{') {
        return vec![word(code)];
    }
    let (mut words, mut depth) = (Vec::new(), 0);
    for (place, c) in code.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
        if depth == 1 && (c == '{' || c == ',') {
            words.push(word(code[place + 1..].trim_start()));
        }
    }
    words
}

/// The part of the program that a file of `src` belongs to: its folder, or its own name.
fn part(source: &Path) -> String {
    let inside = source.strip_prefix(root().join("src")).expect("a file of src");
    let first = inside.components().next().expect("a file's name");
    first.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned()
}

fn rust_sources(folder: &str) -> Vec<PathBuf> {
    let mut sources = files(&root().join(folder));
    sources.retain(|path| path.extension().is_some_and(|extension| extension == "rs"));
    assert!(!sources.is_empty(), "no source in {folder}");
    sources
}

/// All files below a folder, without what npm and the tests put there.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut found = Vec::new();
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        let skipped = path.ends_with("node_modules") || path.ends_with("e2e/results");
        if path.is_dir() && !skipped {
            found.extend(files(&path));
        } else if path.is_file() {
            found.push(path);
        }
    }
    found
}

/// One of the site's programs. Its name may carry a hash.
fn program(dist: &Path, name: &str) -> Vec<u8> {
    let is_it = |path: &PathBuf| {
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        file.starts_with(name) && file.ends_with("_bg.wasm")
    };
    let found = files(dist).into_iter().find(is_it);
    let found = found.unwrap_or_else(|| panic!("{} holds no program of the {name}", dist.display()));
    std::fs::read(found).expect("a readable program")
}

fn heavy_parts(program: &[u8]) -> Vec<&'static str> {
    let contains = |part: &&str| program.windows(part.len()).any(|window| window == part.as_bytes());
    HEAVY.iter().copied().filter(contains).collect()
}

fn assert_none(broken: &[String]) {
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|cause| panic!("{}: {cause}", path.display()))
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
