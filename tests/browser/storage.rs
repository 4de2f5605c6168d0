//! Projects in the browser's private file system.

use std::cell::Cell;
use std::future::poll_fn;
use std::io::{Read, Seek, SeekFrom, Write};
use std::rc::Rc;
use std::task::Poll;

use handlens_core::protocol::{ProjectId, ProjectInfo, Storage};
use handlens_store::project_store::{ExportedFile, Listed, OpenOutcome, ProjectStore};
use handlens_worker::files::{BlobReader, Folder};
use handlens_worker::lock;
use handlens_worker::store::WebStore;
use js_sys::{Array, Uint8Array};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Blob;

async fn store() -> WebStore {
    let store = WebStore::open(|_| {}).await;
    assert_eq!(store.storage(), Storage::Device);
    store
}

fn info(id: &ProjectId) -> ProjectInfo {
    ProjectInfo {
        id: id.clone(),
        name: "Birds".to_owned(),
        classes: 1,
        photos: 0,
        bytes: 4096,
        changed_ms: 1.0,
        deleted_ms: None,
        in_use: false,
        interrupted: None,
    }
}

async fn listed(store: &WebStore, id: &ProjectId) -> Option<Listed> {
    store.list().await.expect("a list").into_iter().find(|listed| listed.info.id == *id)
}

#[wasm_bindgen_test]
async fn a_project_on_the_device_is_found_again() {
    let first = store().await;
    let (id, mut project) = first.create().await.expect("a project");
    project.create_class("Robin").expect("a class");
    assert_eq!(listed(&first, &id).await, None, "it is not finished");
    first.publish(&info(&id)).await.expect("it is kept");
    let open = listed(&first, &id).await.expect("it is listed");
    assert!(open.info.in_use && !open.is_stale, "an open project cannot be read");
    assert!(matches!(first.open(&id, false).await, Ok(OpenOutcome::InUse)));
    first.close(&id, project).await;
    assert_eq!(listed(&first, &id).await, Some(Listed { info: info(&id), is_stale: false }));

    let second = store().await;
    let Ok(OpenOutcome::Opened(project)) = second.open(&id, false).await else { panic!("it opens") };
    assert_eq!(project.classes().expect("classes")[0].name, "Robin");
    second.close(&id, *project).await;
    second.remove(&id).await.expect("it is removed");
    assert!(matches!(second.open(&id, false).await, Ok(OpenOutcome::Missing)));
}

#[wasm_bindgen_test]
async fn a_summary_is_not_trusted_if_the_worker_ended_while_the_project_was_open() {
    let store = store().await;
    let (id, project) = store.create().await.expect("a project");
    store.publish(&info(&id)).await.expect("it is kept");
    let projects = Folder::root().await.expect("a root").find("handlens-projects").await.expect("a folder");
    let folder = projects.find(&id.0).await.expect("a folder");
    assert!(folder.has_file("open").await);
    store.close(&id, project).await;
    assert!(!folder.has_file("open").await);
    // What a worker leaves that ends without closing the project.
    folder.write("open", "").await.expect("a file");
    assert!(listed(&store, &id).await.expect("it is listed").is_stale);
    let Ok(OpenOutcome::Opened(project)) = store.open(&id, false).await else { panic!("it opens") };
    store.close(&id, *project).await;
    assert!(!listed(&store, &id).await.expect("it is listed").is_stale);
    folder.write("about.json", "torn").await.expect("a file");
    assert!(listed(&store, &id).await.expect("it is listed").is_stale);
    store.remove(&id).await.expect("it is removed");
}

#[wasm_bindgen_test]
async fn what_was_never_finished_is_removed_at_the_next_start_and_what_is_being_made_is_not() {
    let first = store().await;
    let (left, project) = first.create().await.expect("a project");
    let (current, _still_open) = first.create().await.expect("a project");
    first.close(&left, project).await;
    let _second = store().await;
    let projects = Folder::root().await.expect("a root").find("handlens-projects").await.expect("a folder");
    assert!(projects.find(&left.0).await.is_none());
    assert!(projects.find(&current.0).await.is_some());
}

#[wasm_bindgen_test]
async fn a_project_of_an_earlier_versions_folder_is_listed_opened_and_removed_and_another_apps_is_let_be() {
    let root = Folder::root().await.expect("a root");
    let projects = root.make("projects").await.expect("a folder");
    let foreign = projects.make("my-game").await.expect("a folder");
    foreign.write("unfinished", "a level").await.expect("another app's file");
    let id = ProjectId("00112233445566778899".to_owned());
    let folder = projects.make(&id.0).await.expect("a folder");
    folder.write("about.json", "torn").await.expect("what the list shows");
    let store = store().await;
    let all = store.list().await.expect("a list").into_iter();
    let ids: Vec<ProjectId> = all.map(|listed| listed.info.id).collect();
    assert!(ids.contains(&id), "{ids:?}");
    assert!(!ids.contains(&ProjectId("my-game".to_owned())), "{ids:?}");
    let Ok(OpenOutcome::Opened(mut project)) = store.open(&id, false).await else { panic!("it opens") };
    project.create_class("Robin").expect("a class");
    store.close(&id, *project).await;
    let Ok(OpenOutcome::Opened(project)) = store.open(&id, false).await else { panic!("it opens again") };
    assert_eq!(project.classes().expect("classes").len(), 1);
    store.close(&id, *project).await;
    store.remove(&id).await.expect("it is removed");
    assert!(projects.find(&id.0).await.is_none());
    assert_eq!(
        foreign.read("unfinished").await.as_deref(),
        Some("a level"),
        "a start removes nothing of others"
    );
}

#[wasm_bindgen_test]
async fn a_project_that_is_taken_in_and_given_up_is_removed_at_once() {
    let store = store().await;
    let projects = Folder::root().await.expect("a root").find("handlens-projects").await.expect("a folder");
    let before = projects.folders().await.expect("a list");
    let mut database = vec![7_u8; 3 << 20];
    // The start of a database with pages of 4096 bytes.
    database[..18].copy_from_slice(b"SQLite format 3\0\x10\0");
    let file = std::io::Cursor::new(database);
    let length = file.get_ref().len() as u64;
    let copied = Rc::new(Cell::new(0));
    let told = Rc::clone(&copied);
    let mut task = store.stage_import(Box::new(file), length, Box::new(move |bytes, _| told.set(bytes)));
    // Waits until part of the copy exists.
    while copied.get() == 0 {
        let polled = poll_fn(|context| Poll::Ready(task.as_mut().poll(context))).await;
        assert!(polled.is_pending(), "three megabytes take several slices: {polled:?}");
        handlens_browser::event_loop::delay_ms(1).await;
    }
    assert!(copied.get() < length);
    assert_eq!(projects.folders().await.expect("a list").len(), before.len() + 1);
    drop(task);
    handlens_browser::event_loop::delay_ms(200).await;
    assert_eq!(projects.folders().await.expect("a list"), before);
}

#[wasm_bindgen_test]
async fn two_projects_are_two_whoever_makes_them() {
    let (one, other) = (store().await, store().await);
    let (first, _first) = one.create().await.expect("a project");
    let (second, _second) = other.create().await.expect("a project");
    assert_ne!(first, second);
    assert!(first.0.len() > 15 && first.0.bytes().all(|byte| byte.is_ascii_hexdigit()), "{first:?}");
}

#[wasm_bindgen_test]
async fn a_lock_is_held_once_given_back_and_taken_over() {
    let lost = Rc::new(Cell::new(false));
    let told = Rc::clone(&lost);
    let held = lock::acquire("test", false, move || told.set(true)).await;
    assert!(held.is_some());
    assert!(lock::held_names().await.contains(&"test".to_owned()));
    assert!(lock::acquire("test", false, || {}).await.is_none());
    drop(held);
    let told = Rc::clone(&lost);
    let held = lock::acquire("test", false, move || told.set(true)).await.expect("it was given back");
    assert!(!lost.get(), "giving back is no loss");
    let stolen = lock::acquire("test", true, || {}).await;
    assert!(stolen.is_some());
    handlens_browser::event_loop::delay_ms(50).await;
    assert!(lost.get());
    drop(held);
    drop(stolen);
}

#[wasm_bindgen_test]
async fn a_file_for_the_person_lies_where_the_page_looks_for_it() {
    let store = store().await;
    let mut file = store.outgoing().await.expect("a file");
    let bytes: Vec<u8> = (0..600_000_u32).map(|at| (at / 7) as u8).collect();
    for piece in bytes.chunks(1000) {
        file.write_all(piece).expect("it is written");
    }
    let ExportedFile::Path(path) = file.into_file().expect("it is handed out") else { panic!("a path") };
    let mut parts: Vec<&str> = path.split('/').collect();
    let name = parts.pop().expect("a name");
    let mut folder = Folder::root().await.expect("a root");
    for part in parts {
        folder = folder.find(part).await.expect("a folder");
    }
    let blob = folder.file(name).await.expect("the file");
    let mut read = Vec::new();
    BlobReader::new(blob).expect("a reader").read_to_end(&mut read).expect("it is read");
    assert!(read == bytes);
}

#[wasm_bindgen_test]
fn a_file_is_read_piece_by_piece_from_any_place() {
    let bytes: Vec<u8> = (0..600_000_u32).map(|at| (at % 251) as u8).collect();
    let blob =
        Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes.as_slice()))).expect("a blob");
    let mut reader = BlobReader::new(blob).expect("a reader");
    assert_eq!(reader.size(), 600_000);
    let mut piece = [0; 1000];
    for at in [0_usize, 599_000, 262_000, 5] {
        reader.seek(SeekFrom::Start(at as u64)).expect("it goes there");
        reader.read_exact(&mut piece).expect("it is read");
        assert!(piece[..] == bytes[at..at + 1000]);
    }
    assert_eq!(reader.seek(SeekFrom::End(-2)).expect("it goes there"), 599_998);
    assert_eq!(reader.read(&mut piece).expect("the end"), 2);
    assert_eq!(reader.read(&mut piece).expect("nothing"), 0);
    assert!(reader.seek(SeekFrom::Current(-600_001)).is_err());
}
