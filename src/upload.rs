//! How photos come in: dropped, chosen or pasted. Files go to the worker as they are. The page reads none of them, except
//! the first bytes of a file that is called a project.

mod clipboard;
mod import;
mod predict_files;
mod walk;

use js_sys::Uint8Array;
use leptos::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, DataTransfer, File, FileList, FileSystemEntry};

use super::file_name;
use super::page::Page;
use super::state::missed::{Missed, Misses, PROJECT_HEAD, fault_of_project};
use super::state::notices::{Notice, Notices};
use super::state::projects::Place;
use crate::sorting::sort_by_cached_key;
pub(crate) use clipboard::{paste_button, paste_event};
use handlens_core::config::limits;
use handlens_core::file_kind::refusal_by_name;
use handlens_core::labelling::is_system;
use handlens_core::message::Message;
use handlens_core::msg;
use handlens_core::protocol::{ClassId, NoticeLevel};
use handlens_core::text::name::natural_key;
use handlens_core::text::name::{clean, shorten};
use import::Found;
use predict_files::PredictFiles;
use walk::Visitor;

/// Where photos go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    /// All to this class, including folders.
    Class(ClassId),
    /// To the classes named by their folders; loose photos to a new class.
    ByFolder,
    /// To a new project named after them.
    NewProject,
    /// To prediction.
    Try,
}

/// What was dropped, chosen or pasted. Must be collected during the browser's event; the rest may take its time.
#[derive(Default)]
pub(crate) struct FileSelection {
    entries: Vec<FileSystemEntry>,
    /// Files, each with the names of the folders above it.
    files: Vec<(Vec<String>, File)>,
    blobs: Vec<(String, Blob)>,
    /// What the browser gave no file for.
    misses: Misses,
}

impl FileSelection {
    /// Everything in a drop.
    pub(crate) fn of_drop(data: &DataTransfer) -> Self {
        let mut load = Self::default();
        let items = data.items();
        for index in 0..items.length() {
            let Some(item) = items.get(index).filter(|item| item.kind() == "file") else { continue };
            match item.webkit_get_as_entry() {
                Ok(Some(entry)) => load.entries.push(entry),
                // Not from a file system, such as a picture dragged from another page.
                _ => match item.get_as_file() {
                    Ok(Some(file)) => load.files.push((Vec::new(), file)),
                    // A file that its program would only create now, or that the system does not hand out.
                    _ => load.misses.add_nameless(),
                },
            }
        }
        load
    }

    /// Everything chosen in a file dialogue. Files of a chosen folder know the folders above them.
    pub(crate) fn of_list(list: &FileList) -> Self {
        let files = (0..list.length()).filter_map(|index| list.get(index));
        let with_folders = files.map(|file| {
            let path = js_sys::Reflect::get(&file, &"webkitRelativePath".into());
            let path = path.ok().and_then(|path| path.as_string()).unwrap_or_default();
            let mut folders: Vec<String> = path.split('/').map(str::to_owned).collect();
            folders.pop();
            (folders, file)
        });
        let mut files: Vec<(Vec<String>, File)> = with_folders.collect();
        // Folders become classes in this order, and a browser lists them in any. Single files stay as they are.
        sort_by_cached_key(&mut files, |(folders, _)| {
            folders.iter().map(|name| natural_key(name)).collect::<Vec<_>>()
        });
        Self { files, ..Self::default() }
    }

    fn is_empty(&self) -> bool {
        !self.has_files() && self.misses.is_empty()
    }

    fn has_files(&self) -> bool {
        !(self.entries.is_empty() && self.files.is_empty() && self.blobs.is_empty())
    }

    /// Sends everything to its target, in small steps.
    pub(crate) fn deliver(self, page: Page, target: Target) {
        if self.is_empty() {
            // An empty folder, in a browser that reports only the files of a folder.
            let nothing = if target == Target::Try { msg!("batch-no-file") } else { msg!("intake-nothing") };
            page.change(|state| state.messages.refuse(nothing));
            return;
        }
        if let Target::Class(class) = target {
            page.last_class.set(Some(class));
        }
        spawn_local(async move {
            match target {
                Target::Try => self.try_out(page).await,
                Target::NewProject => self.begin_project(page).await,
                Target::Class(_) | Target::ByFolder => {
                    let project_epoch = page.client.project_epoch();
                    let (projects, rest) = self.split_projects().await;
                    let only_projects = rest.is_empty() && !projects.is_empty();
                    page.take_project_files(projects);
                    if !only_projects {
                        rest.import(page, target, project_epoch).await;
                    }
                }
            }
        });
    }

    /// Imports what was dropped where no project is open.
    async fn begin_project(self, page: Page) {
        let (projects, rest) = self.split_projects().await;
        page.take_project_files(projects);
        let by_name = rest.refused_by_name();
        if !rest.has_files() || by_name.is_some() {
            // Files that cannot be opened or used make no project.
            let mut notices = rest.misses.notices();
            notices.extend(by_name.unwrap_or_default(), None);
            if notices.refused() > 0 {
                let sentence = msg!("import-end-refused", count = notices.refused());
                page.change(|state| state.messages.refuse_files(sentence, notices));
            }
        } else if let Some(sentence) = rest.nothing_but_system() {
            page.change(|state| state.messages.refuse(sentence));
        } else if page.state.with_untracked(|state| *state.projects.place() == Place::Overview) {
            page.create_project(rest.name());
            rest.import(page, Target::ByFolder, page.client.project_epoch()).await;
        }
    }

    /// The project files, and the rest. What is only called a project counts as missed.
    async fn split_projects(self) -> (Vec<File>, Self) {
        let (whole, files) =
            self.files.into_iter().partition::<Vec<_>, _>(|(_, file)| file_name::is_project(&file.name()));
        let (handles, entries): (Vec<_>, Vec<_>) = self
            .entries
            .into_iter()
            .partition(|entry| entry.is_file() && file_name::is_project(&entry.name()));
        let (found, unopened) = walk::files(&handles).await;
        let mut projects = Vec::new();
        let mut misses = self.misses;
        for file in whole.into_iter().map(|(_, file)| file).chain(found) {
            match fault(&file).await {
                Some(fault) => misses.add(fault, file.name()),
                None => projects.push(file),
            }
        }
        for name in unopened {
            misses.add(Missed::File, name);
        }
        (projects, Self { entries, files, blobs: self.blobs, misses })
    }

    /// The refusals of all files, if their names alone show that none is a photo.
    fn refused_by_name(&self) -> Option<Notices> {
        // A folder may be called like a file.
        let entries = self.entries.iter().map(|entry| Some(entry.name()).filter(|_| entry.is_file()));
        let files = self.files.iter().map(|(_, file)| Some(file.name()));
        let mut notices = Notices::default();
        for name in entries.chain(files) {
            let name = name.filter(|name| !file_name::is_archive(name))?;
            let message = refusal_by_name(&name)?;
            notices.push(Notice { level: NoticeLevel::Refused, photo: Some(name), message });
        }
        (self.blobs.is_empty() && !notices.is_empty()).then_some(notices)
    }

    /// Says that everything belongs to a system or a program, if it does.
    fn nothing_but_system(&self) -> Option<Message> {
        let mut misses = Misses::default();
        let entries = self.entries.iter().map(|entry| Some(entry.name()).filter(|name| is_system(name)));
        let files = self.files.iter().map(|(folders, file)| system_part(folders, file));
        for name in entries.chain(files) {
            misses.pass_over(name?);
        }
        misses.nothing_but_system().filter(|_| self.blobs.is_empty())
    }

    /// A name for a project of all this: that of its first folder, or else of its first archive.
    fn name(&self) -> Option<String> {
        let folder = self.entries.iter().find(|entry| entry.is_directory()).map(FileSystemEntry::name);
        let chosen = || self.files.iter().find_map(|(folders, _)| folders.first().cloned());
        let names = || {
            let entries = self.entries.iter().map(FileSystemEntry::name);
            entries.chain(self.files.iter().map(|(_, file)| file.name()))
        };
        let archive =
            || names().find(|name| file_name::is_archive(name)).map(|name| file_name::stem(&name).to_owned());
        let name = folder.or_else(chosen).or_else(archive)?;
        Some(shorten(&clean(&name), limits::CLASS_NAME_CHARS)).filter(|name| !name.is_empty())
    }

    /// Imports everything. `project_epoch`: the project that was open when it came; see
    /// [`Client::project_epoch`](super::client::Client::project_epoch).
    async fn import(self, page: Page, target: Target, project_epoch: u32) {
        let mut found = Found::new(page, target, project_epoch, self.misses);
        for (name, blob) in self.blobs {
            found.take(&[], name, blob);
        }
        for (folders, file) in self.files {
            if let Some(name) = system_part(&folders, &file) {
                found.pass_over(name);
            } else {
                found.take(&folders, file.name(), file.into());
            }
        }
        walk::walk(self.entries, &mut found).await;
        found.import().await;
    }

    async fn try_out(self, page: Page) {
        let (projects, rest) = self.split_projects().await;
        let only_projects = rest.is_empty() && !projects.is_empty();
        page.take_project_files(projects);
        if only_projects {
            return;
        }
        let mut trial = PredictFiles::new(page, rest.misses);
        for (name, blob) in rest.blobs {
            trial.take(&[], name, blob);
        }
        for (folders, file) in rest.files {
            if let Some(name) = system_part(&folders, &file) {
                trial.pass_over(name);
            } else {
                trial.take(&folders, file.name(), file.into());
            }
        }
        walk::walk(rest.entries, &mut trial).await;
        trial.finish().await;
    }
}

/// The part of a file's path that belongs to a system or a program.
fn system_part(folders: &[String], file: &File) -> Option<String> {
    folders.iter().cloned().chain([file.name()]).find(|name| is_system(name))
}

/// What is wrong with a file that is called a project.
async fn fault(file: &File) -> Option<Missed> {
    let head = file.slice_with_i32_and_i32(0, PROJECT_HEAD as i32).ok()?;
    match JsFuture::from(head.array_buffer()).await {
        Ok(head) => fault_of_project(&Uint8Array::new(&head).to_vec()),
        Err(_) => Some(Missed::File),
    }
}
