//! The dependencies between the crates, checked with Cargo; and a few rules for all sources.
//!
//! ARCHITECTURE.md gives the reasons. A violation is either a mistake or a change of the design.

#![cfg(not(target_arch = "wasm32"))]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The crates of the workspace, each with the crates that it uses outside its tests.
const CRATES: &[(&str, &[&str])] = &[
    ("handlens", &["core", "i18n"]),
    ("handlens-backbone", &["browser", "core", "vision"]),
    ("handlens-browser", &["core", "vision"]),
    ("handlens-classifier", &["core"]),
    ("handlens-core", &[]),
    ("handlens-embedder", &["browser", "core", "vision"]),
    ("handlens-engine", &["backbone", "classifier", "core", "store", "tuning", "vision"]),
    ("handlens-export", &["core", "vision"]),
    ("handlens-heic", &["core", "vision"]),
    ("handlens-i18n", &["core"]),
    ("handlens-store", &["core", "vision"]),
    ("handlens-tools", &["backbone", "classifier", "core", "i18n", "tuning", "vision"]),
    ("handlens-tuning", &["classifier", "core", "vision"]),
    ("handlens-vision", &["core"]),
    ("handlens-worker", &["backbone", "browser", "core", "embedder", "engine", "heic", "store", "vision"]),
];

/// What must not be among a crate's dependencies in a browser, direct or indirect: families of crates, by name prefix.
const FORBIDDEN: &[(&str, &[&str])] = &[
    ("handlens", &["burn", "cubecl", "wgpu", "rusqlite", "image"]),
    ("handlens-classifier", &["web-sys", "rusqlite", "cubecl-wgpu", "wgpu"]),
    ("handlens-embedder", &["burn", "cubecl", "wgpu", "rusqlite"]),
    ("handlens-export", &["burn", "cubecl", "wgpu", "web-sys", "rusqlite"]),
    ("handlens-heic", &["burn", "cubecl", "wgpu", "rusqlite"]),
    ("handlens-store", &["burn", "cubecl", "wgpu"]),
    ("handlens-tuning", &["web-sys", "rusqlite", "cubecl-wgpu", "wgpu"]),
    ("handlens-vision", &["burn", "cubecl", "wgpu", "web-sys", "rusqlite"]),
];

#[test]
fn each_crate_uses_the_crates_that_it_may() {
    let manifests = manifests();
    let used: BTreeMap<String, BTreeSet<String>> = manifests
        .iter()
        .map(|manifest| {
            let name = manifest.lines().find_map(|line| line.strip_prefix("name = ")).expect("a name");
            (name.trim_matches('"').to_owned(), own_dependencies(manifest))
        })
        .collect();
    let expected: BTreeMap<String, BTreeSet<String>> = CRATES
        .iter()
        .map(|(name, used)| ((*name).to_owned(), used.iter().map(|name| (*name).to_owned()).collect()))
        .collect();
    assert_eq!(used, expected);
}

#[test]
fn what_is_heavy_stays_out_of_the_crates_that_do_without() {
    for (name, families) in FORBIDDEN {
        let tree = tree(name);
        assert!(tree.len() > 20, "{name} has {} dependencies", tree.len());
        let found: Vec<&String> = tree
            .iter()
            .filter(|dependency| families.iter().any(|family| dependency.starts_with(family)))
            .collect();
        assert!(found.is_empty(), "{name} depends on {found:?}");
    }
    // The worker depends on all of these, which shows that the search would find them.
    let worker = tree("handlens-worker");
    for family in ["burn", "cubecl", "wgpu", "rusqlite", "image", "web-sys"] {
        assert!(worker.iter().any(|dependency| dependency.starts_with(family)), "{family}");
    }
}

#[test]
fn no_feature_of_our_own_decides_what_a_crate_does() {
    let mut broken = Vec::new();
    for source in rust_sources() {
        let text = read(&source);
        let named = text.lines().filter(|line| line.contains("cfg") && line.contains("feature = "));
        let others = named.filter(|line| !line.contains("native-gpu") && !line.contains("target_feature"));
        broken.extend(others.map(|line| format!("{}: {line}", source.display())));
    }
    // This file contains the words that it searches for.
    broken.retain(|line| !line.contains("architecture.rs"));
    assert_none(&broken);
}

/// Without Burn's tensors, nothing can record a graph of gradients.
#[test]
fn the_kernels_of_the_gpu_know_no_burn() {
    let sources = files(&root().join("crates/backbone/src/gpu"));
    assert!(sources.len() > 3, "{} files", sources.len());
    let named = sources.iter().filter(|source| read(source).contains("burn::"));
    assert_none(&named.map(|source| source.display().to_string()).collect::<Vec<_>>());
}

#[test]
fn every_source_file_says_in_its_first_line_what_it_does() {
    let silent = rust_sources().into_iter().filter(|source| !read(source).starts_with("//! "));
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
    // Assembled here, so that this file does not contain them either.
    let traces = [
        ["/ro", "ot/"].concat(),
        ["/ho", "me/"].concat(),
        ["/Us", "ers/"].concat(),
        ["file", ":///"].concat(),
    ];
    let folders = ["src", "crates", "tests", "www", "deploy", "docs", ".cargo", ".ci", ".github"];
    let files = folders.into_iter().flat_map(|folder| files(&root().join(folder)));
    let top = std::fs::read_dir(root())
        .expect("the package's folder")
        .filter_map(Result::ok)
        .map(|entry| entry.path());
    let mut broken = Vec::new();
    for path in files.chain(top.filter(|path| path.is_file())) {
        // Binary files (photos, weights) are skipped.
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let found = traces.iter().filter(|trace| text.contains(*trace));
        broken.extend(found.map(|trace| format!("{}: `{trace}`", path.display())));
    }
    assert_none(&broken);
}

/// The manifests of the page and of all crates.
fn manifests() -> Vec<String> {
    let crates = std::fs::read_dir(root().join("crates")).expect("the folder of crates");
    let folders = crates.map(|entry| entry.expect("a folder").path()).chain([root()]);
    folders.map(|folder| read(&folder.join("Cargo.toml"))).collect()
}

/// The crates of the workspace among a manifest's dependencies, for any target, except those for tests.
fn own_dependencies(manifest: &str) -> BTreeSet<String> {
    let mut own = BTreeSet::new();
    let mut counts = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            counts = line.ends_with("dependencies]") && !line.contains("dev-") && !line.contains("workspace");
        } else if counts && let Some(rest) = line.strip_prefix("handlens-") {
            own.insert(rest.chars().take_while(|c| c.is_alphanumeric()).collect());
        }
    }
    own
}

/// The names of all crates that this package consists of in a browser, without macros and build scripts.
fn tree(package: &str) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--target", "wasm32-unknown-unknown", "--package", package])
        .args(["--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let names = String::from_utf8(output.stdout).expect("names");
    names.lines().filter_map(|line| Some(line.split_once(' ')?.0.to_owned())).collect()
}

fn rust_sources() -> Vec<PathBuf> {
    let mut sources: Vec<PathBuf> =
        ["src", "crates", "tests"].into_iter().flat_map(|folder| files(&root().join(folder))).collect();
    sources.retain(|path| path.extension().is_some_and(|extension| extension == "rs"));
    assert!(sources.len() > 200, "{} sources", sources.len());
    sources
}

/// All files below a folder, except those that npm and the tests put there.
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

fn assert_none(broken: &[String]) {
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|cause| panic!("{}: {cause}", path.display()))
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
