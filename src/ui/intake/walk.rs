//! Goes through dropped folders, a few entries at a time.

use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry};

use crate::ui::pace;

/// Files whose handles are asked for at once.
const AT_ONCE: usize = 100;

/// Who gets the files.
pub(super) trait Visitor {
    /// How many more files are welcome.
    fn room(&self) -> usize;
    /// Files that were left out for want of room.
    fn leave_out(&mut self, files: usize);
    /// Files of one folder, with the names of the folders above them. False: no more, please.
    async fn visit(&mut self, folders: &[String], files: Vec<File>) -> bool;
}

/// Whether a name is the system's own and no person's photo.
pub(super) fn is_hidden(name: &str) -> bool {
    // A photo that is still in iCloud has a placeholder with such a name, which is told.
    (name.starts_with('.') && !name.ends_with(".icloud"))
        || ["Thumbs.db", "desktop.ini", "__MACOSX"].iter().any(|own| own.eq_ignore_ascii_case(name))
}

/// Visits all files in these entries, folder by folder.
pub(super) async fn walk(entries: Vec<FileSystemEntry>, visitor: &mut impl Visitor) {
    // A stack instead of recursion: folders can be nested deeply, and asynchronous recursion needs boxes.
    let mut stack = vec![(Vec::<String>::new(), entries)];
    while let Some((folders, entries)) = stack.pop() {
        let (directories, files): (Vec<_>, Vec<_>) = entries
            .into_iter()
            .filter(|entry| !is_hidden(&entry.name()))
            .partition(FileSystemEntry::is_directory);
        if !visit_files(&folders, &files, visitor).await {
            return;
        }
        for directory in directories.into_iter().rev() {
            let mut inside = folders.clone();
            inside.push(directory.name());
            let children = read_directory(directory.unchecked_ref()).await;
            stack.push((inside, children));
        }
    }
}

async fn visit_files(folders: &[String], entries: &[FileSystemEntry], visitor: &mut impl Visitor) -> bool {
    let (taken, left_out) = entries.split_at(entries.len().min(visitor.room()));
    for some in taken.chunks(AT_ONCE) {
        if !visitor.visit(folders, files(some).await).await {
            return false;
        }
        pace::next_task().await;
    }
    if !left_out.is_empty() {
        visitor.leave_out(left_out.len());
    }
    true
}

/// The files behind these entries.
pub(super) async fn files(entries: &[FileSystemEntry]) -> Vec<File> {
    let promises: Array = entries.iter().map(|entry| file(entry.unchecked_ref())).collect();
    // A file that vanished in the meantime resolves to an error.
    let files =
        JsFuture::from(Promise::all(&promises)).await.map(|list| Array::from(&list)).unwrap_or_default();
    files.iter().filter_map(|file| file.dyn_into::<File>().ok()).collect()
}

fn file(entry: &FileSystemFileEntry) -> Promise {
    Promise::new(&mut |resolve, _| {
        // An error resolves too: it is no file, and is left out.
        entry.file_with_callback_and_callback(&resolve, &resolve);
    })
}

/// All entries of a folder. The browser gives them in batches, and an empty batch at the end.
async fn read_directory(directory: &FileSystemDirectoryEntry) -> Vec<FileSystemEntry> {
    let reader = directory.create_reader();
    let mut entries = Vec::new();
    loop {
        let batch = Promise::new(&mut |resolve, reject| {
            if reader.read_entries_with_callback_and_callback(&resolve, &reject).is_err() {
                let _ = resolve.call1(&JsValue::NULL, &Array::new());
            }
        });
        // A folder that cannot be read counts as empty from here on.
        let batch = JsFuture::from(batch).await.map(|list| Array::from(&list)).unwrap_or_default();
        if batch.length() == 0 {
            return entries;
        }
        entries.extend(batch.iter().map(JsCast::unchecked_into::<FileSystemEntry>));
        pace::next_task().await;
    }
}
