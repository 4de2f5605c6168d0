//! Files and folders of the origin's private file system (OPFS), and reading files that the person chose.

use std::io::{self, Read, Seek, SeekFrom, Write};

use js_sys::{IteratorNext, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Blob, FileReaderSync, FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemGetDirectoryOptions,
    FileSystemGetFileOptions, FileSystemReadWriteOptions, FileSystemRemoveOptions,
    FileSystemSyncAccessHandle,
};

use handlens_browser::{describe, failure_name, scope};
use handlens_core::{Error, Result, msg};
use handlens_store::project_store::{ExportSink, ExportedFile};

/// A folder of the private file system.
#[derive(Clone)]
pub struct Folder(FileSystemDirectoryHandle);

impl Folder {
    /// The root of the private file system; an error if the browser has none.
    pub async fn root() -> Result<Self, JsValue> {
        let scope = scope().map_err(|error| JsValue::from(error.to_string()))?;
        let storage = Reflect::get(&scope.navigator(), &"storage".into())?;
        let get: js_sys::Function = Reflect::get(&storage, &"getDirectory".into())?.dyn_into()?;
        let root = JsFuture::from(get.call0(&storage)?.dyn_into::<Promise>()?).await?;
        Ok(Self(root.dyn_into()?))
    }

    /// A subfolder, created if it does not exist.
    pub async fn make(&self, name: &str) -> Result<Self, JsValue> {
        let options = FileSystemGetDirectoryOptions::new();
        options.set_create(true);
        Ok(Self(settled(self.0.get_directory_handle_with_options(name, &options).into()).await?.dyn_into()?))
    }

    /// A subfolder, if it exists.
    pub async fn find(&self, name: &str) -> Option<Self> {
        let found = settled(self.0.get_directory_handle(name).into()).await.ok()?;
        Some(Self(found.dyn_into().ok()?))
    }

    /// The names of all subfolders.
    pub async fn folders(&self) -> Result<Vec<String>, JsValue> {
        let mut names = Vec::new();
        let entries = self.0.entries();
        loop {
            let next: IteratorNext = settled(entries.next()?.into()).await?.unchecked_into();
            if next.done() {
                return Ok(names);
            }
            let entry = js_sys::Array::from(&next.value());
            let kind = Reflect::get(&entry.get(1), &"kind".into())?;
            if kind.as_string().as_deref() == Some("directory")
                && let Some(name) = entry.get(0).as_string()
            {
                names.push(name);
            }
        }
    }

    /// Whether a file with this name exists.
    pub async fn has_file(&self, name: &str) -> bool {
        settled(self.0.get_file_handle(name).into()).await.is_ok()
    }

    /// A file, if it exists and can be read.
    pub async fn file(&self, name: &str) -> Option<Blob> {
        let handle: FileSystemFileHandle =
            settled(self.0.get_file_handle(name).into()).await.ok()?.dyn_into().ok()?;
        settled(handle.get_file().into()).await.ok()?.dyn_into().ok()
    }

    /// A small text file, if it exists and can be read.
    pub async fn read(&self, name: &str) -> Option<String> {
        let blob = self.file(name).await?;
        settled(blob.text().into()).await.ok()?.as_string()
    }

    /// Writes a small file. After a crash the file may be incomplete, so readers must validate it.
    pub async fn write(&self, name: &str, text: &str) -> Result<(), JsValue> {
        let handle = self.open_file(name).await?;
        let written = (|| {
            handle.truncate_with_u32(0)?;
            handle.write_with_u8_array(text.as_bytes())?;
            handle.flush()
        })();
        handle.close();
        written
    }

    /// Removes a file, or a folder with all its content. Succeeds if it does not exist.
    pub async fn remove(&self, name: &str) -> Result<(), JsValue> {
        let options = FileSystemRemoveOptions::new();
        options.set_recursive(true);
        match settled(self.0.remove_entry_with_options(name, &options).into()).await {
            Err(failure) if failure_name(&failure).as_deref() != Some("NotFoundError") => Err(failure),
            _ => Ok(()),
        }
    }

    async fn open_file(&self, name: &str) -> Result<FileSystemSyncAccessHandle, JsValue> {
        let options = FileSystemGetFileOptions::new();
        options.set_create(true);
        let handle: FileSystemFileHandle =
            settled(self.0.get_file_handle_with_options(name, &options).into()).await?.dyn_into()?;
        // Looked up by name, because Chrome before 102 does not have this function.
        let opened = settled(call(&handle, "createSyncAccessHandle")?).await?;
        if !answers_at_once(&opened) {
            close_later(&opened);
            return Err("the browser's files answer with promises".into());
        }
        opened.dyn_into()
    }

    /// Starts a file to export to the person. `path` is where the page will find it.
    pub async fn outgoing(&self, name: &str, path: String) -> Result<OpfsFile, JsValue> {
        Ok(OpfsFile { handle: self.open_file(name).await?, at: 0, buffer: Vec::new(), path })
    }
}

/// Whether a file returns its size synchronously. In Chrome before 108 only reads and writes are synchronous and the
/// rest returns promises, which is not enough for a database.
fn answers_at_once(file: &JsValue) -> bool {
    call(file, "getSize").is_ok_and(|size| size.as_f64().is_some())
}

/// Closes a file whose `close` returns a promise. Nobody waits for it, and a failure must not stop the worker.
fn close_later(file: &JsValue) {
    if let Ok(closing) = call(file, "close") {
        let closed = Promise::resolve(&closing);
        spawn_local(async move {
            let _ = JsFuture::from(closed).await;
        });
    }
}

fn call(object: &JsValue, function: &str) -> Result<JsValue, JsValue> {
    Reflect::get(object, &function.into())?.dyn_into::<js_sys::Function>()?.call0(object)
}

async fn settled(promise: JsValue) -> Result<JsValue, JsValue> {
    JsFuture::from(promise.unchecked_into::<Promise>()).await
}

/// Bytes buffered before a write, because each write is a call into the browser.
const WRITE_BYTES: usize = 256 * 1024;

/// A file in the private file system that is written sequentially.
pub struct OpfsFile {
    handle: FileSystemSyncAccessHandle,
    at: u64,
    buffer: Vec<u8>,
    path: String,
}

impl OpfsFile {
    fn write_through(&mut self, bytes: &[u8]) -> io::Result<()> {
        let options = FileSystemReadWriteOptions::new();
        options.set_at(self.at as f64);
        let written = self
            .handle
            .write_with_u8_array_and_options(bytes, &options)
            .map_err(|failure| io_error(&failure))?;
        if written < bytes.len() as f64 {
            return Err(io::Error::from(io::ErrorKind::StorageFull));
        }
        self.at += bytes.len() as u64;
        Ok(())
    }
}

impl Write for OpfsFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= WRITE_BYTES {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let buffer = std::mem::take(&mut self.buffer);
        self.write_through(&buffer)
    }
}

impl ExportSink for OpfsFile {
    fn into_file(mut self: Box<Self>) -> Result<ExportedFile> {
        self.flush().map_err(|cause| full_or_broken(&cause))?;
        Ok(ExportedFile::Path(std::mem::take(&mut self.path)))
    }
}

impl Drop for OpfsFile {
    fn drop(&mut self) {
        if !self.path.is_empty() {
            // The file was not handed out: free its space now. A later start removes the empty file.
            let _ = self.handle.truncate_with_u32(0);
        }
        self.handle.close();
    }
}

/// Bytes per read. A zip's directory is read in many small steps.
const READ_BYTES: u64 = 256 * 1024;

/// A file that the person chose, read synchronously in chunks. Only a worker can do that.
pub struct BlobReader {
    blob: Blob,
    reader: FileReaderSync,
    size: u64,
    at: u64,
    buffer: Vec<u8>,
    buffer_at: u64,
}

impl BlobReader {
    /// A reader at the start of the file.
    pub fn new(blob: Blob) -> Result<Self, JsValue> {
        let size = blob.size() as u64;
        Ok(Self { blob, reader: FileReaderSync::new()?, size, at: 0, buffer: Vec::new(), buffer_at: 0 })
    }

    /// The file's size, in bytes.
    pub fn size(&self) -> u64 {
        self.size
    }

    fn fill(&mut self) -> Result<(), JsValue> {
        let end = (self.at + READ_BYTES).min(self.size);
        let piece = self.blob.slice_with_f64_and_f64(self.at as f64, end as f64)?;
        let bytes = self.reader.read_as_array_buffer(&piece)?;
        self.buffer = Uint8Array::new(&bytes).to_vec();
        self.buffer_at = self.at;
        Ok(())
    }
}

impl Read for BlobReader {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.at >= self.size || into.is_empty() {
            return Ok(0);
        }
        let buffered = self.buffer_at..self.buffer_at + self.buffer.len() as u64;
        if !buffered.contains(&self.at) {
            self.fill().map_err(|failure| io_error(&failure))?;
        }
        let from = &self.buffer[(self.at - self.buffer_at) as usize..];
        let count = from.len().min(into.len());
        into[..count].copy_from_slice(&from[..count]);
        self.at += count as u64;
        Ok(count)
    }
}

impl Seek for BlobReader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.size.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.at)
    }
}

/// Converts a browser failure to an error of the standard library.
pub fn io_error(failure: &JsValue) -> io::Error {
    let kind = match failure_name(failure).as_deref() {
        Some("QuotaExceededError") => io::ErrorKind::StorageFull,
        Some("NotFoundError") => io::ErrorKind::NotFound,
        _ => io::ErrorKind::Other,
    };
    io::Error::new(kind, describe(failure))
}

/// The error for a file that could not be written: no space left, or another cause.
pub fn full_or_broken(cause: &io::Error) -> Error {
    if cause.kind() == io::ErrorKind::StorageFull {
        Error::project(msg!("project-store-without-space"))
    } else {
        Error::project(msg!("project-store-file-not-written")).with_detail(cause)
    }
}
