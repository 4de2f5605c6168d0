//! Walks through dropped folders, a few entries at a time.

use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry};

use crate::scheduling;
use crate::sorting::sort_by_cached_key;
use crate::state::missed::Missed;
use handlens_core::labelling::is_system;
use handlens_core::text::name::natural_key;

/// Files requested from the browser at once.
const AT_ONCE: usize = 100;

/// Receives the files.
pub(super) trait Visitor {
    /// How many more files are accepted.
    fn room(&self) -> usize;
    /// Counts files that were left out for want of room.
    fn leave_out(&mut self, files: usize);
    /// Records a file or folder that nothing comes from.
    fn miss(&mut self, missed: Missed, name: String);
    /// Records a file or folder that is skipped because a system or program keeps it for itself.
    fn pass_over(&mut self, name: String);
    /// Takes files of one folder, with the names of the folders above them. Returns false to end the walk.
    async fn visit(&mut self, folders: &[String], files: Vec<File>) -> bool;
}

/// Visits all files in these entries, folder by folder.
pub(super) async fn walk(entries: Vec<FileSystemEntry>, visitor: &mut impl Visitor) {
    // A stack instead of recursion: folders may be nested deeply, and asynchronous recursion would need boxes.
    let mut stack = vec![(Vec::<String>::new(), entries)];
    while let Some((folders, entries)) = stack.pop() {
        let (system, entries): (Vec<_>, Vec<_>) =
            entries.into_iter().partition(|entry| is_system(&entry.name()));
        for entry in system {
            visitor.pass_over(entry.name());
        }
        let (directories, files): (Vec<_>, Vec<_>) =
            entries.into_iter().partition(FileSystemEntry::is_directory);
        if !visit_files(&folders, &files, visitor).await {
            return;
        }
        for directory in directories.into_iter().rev() {
            let mut inside = folders.clone();
            inside.push(directory.name());
            let (mut children, whole) = read_directory(directory.unchecked_ref()).await;
            // Folders become classes in this order, and a browser lists them in any.
            sort_by_cached_key(&mut children, |entry| natural_key(&entry.name()));
            if !whole {
                visitor.miss(Missed::Folder, inside.join("/"));
            } else if children.iter().all(|entry| is_system(&entry.name())) {
                visitor.miss(Missed::EmptyFolder, inside.join("/"));
            }
            stack.push((inside, children));
        }
    }
}

async fn visit_files(folders: &[String], entries: &[FileSystemEntry], visitor: &mut impl Visitor) -> bool {
    let (taken, left_out) = entries.split_at(entries.len().min(visitor.room()));
    for some in taken.chunks(AT_ONCE) {
        let (files, missed) = files(some).await;
        for name in missed {
            visitor.miss(Missed::File, path(folders, &name));
        }
        if !visitor.visit(folders, files).await {
            return false;
        }
        scheduling::next_task().await;
    }
    if !left_out.is_empty() {
        visitor.leave_out(left_out.len());
    }
    true
}

/// The files behind these entries, and the names of those that the browser cannot open.
pub(super) async fn files(entries: &[FileSystemEntry]) -> (Vec<File>, Vec<String>) {
    let promises: Array = entries.iter().map(|entry| file(entry.unchecked_ref())).collect();
    let files =
        JsFuture::from(Promise::all(&promises)).await.map(|list| Array::from(&list)).unwrap_or_default();
    let mut missed = Vec::new();
    let found = entries.iter().enumerate().filter_map(|(index, entry)| {
        // A file that has vanished or must not be read resolves to an error.
        let file = files.get(index as u32).dyn_into::<File>().ok();
        if file.is_none() {
            missed.push(entry.name());
        }
        file
    });
    (found.collect(), missed)
}

/// A file's path: the names of its folders and its own.
pub(super) fn path(folders: &[String], name: &str) -> String {
    folders.iter().map(String::as_str).chain([name]).collect::<Vec<_>>().join("/")
}

fn file(entry: &FileSystemFileEntry) -> Promise {
    Promise::new(&mut |resolve, _| {
        // The error resolves the promise, too; the caller sees that it is no file and reports it.
        entry.file_with_callback_and_callback(&resolve, &resolve);
    })
}

/// All entries of a folder, and whether the list is complete: the browser may fail midway. It gives the entries in
/// batches; an empty batch is the end.
async fn read_directory(directory: &FileSystemDirectoryEntry) -> (Vec<FileSystemEntry>, bool) {
    let reader = directory.create_reader();
    let mut entries = Vec::new();
    loop {
        let batch = Promise::new(&mut |resolve, reject| {
            if let Err(failure) = reader.read_entries_with_callback_and_callback(&resolve, &reject) {
                // Calling a promise's own function does not fail.
                let _ = reject.call1(&JsValue::NULL, &failure);
            }
        });
        let Ok(batch) = JsFuture::from(batch).await.map(|list| Array::from(&list)) else {
            return (entries, false);
        };
        if batch.length() == 0 {
            return (entries, true);
        }
        entries.extend(batch.iter().map(JsCast::unchecked_into::<FileSystemEntry>));
        scheduling::next_task().await;
    }
}
