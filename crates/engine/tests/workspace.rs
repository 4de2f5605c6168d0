//! Several projects, driven as the page drives them: opened, renamed, copied, deleted, exported and imported. No model
//! is loaded, since none of this may need one.

#[path = "../../../tests/fixtures/camera.rs"]
mod camera;
#[path = "../../../tests/fixtures/engine.rs"]
mod fixtures;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::Cursor;
use std::rc::Rc;

use handlens_core::protocol::{
    ClassInfo, Command, Event, JobId, NoticeLevel, PhotoInfo, Placement, ProjectId, ProjectInfo, Storage,
    TransferOutcome,
};
use handlens_core::{Error, Result, msg};
use handlens_engine::session::Attachment;
use handlens_engine::workspace::Workspace;
use handlens_i18n::Localise;
use handlens_store::project::{NewPhoto, Project};
use handlens_store::project_store::{
    ExportSink, ExportedFile, ImportSource, Listed, MemoryStore, OpenOutcome, Progress, ProjectStore, Task,
};
use handlens_vision::photo::BytesSource;

type Log = Rc<RefCell<Vec<(Event, Vec<Vec<u8>>)>>>;

/// A page that has started.
struct Page {
    workspace: Workspace<MemoryStore>,
    store: MemoryStore,
    log: Log,
}

impl Page {
    fn new() -> Self {
        Self::on(MemoryStore::default(), None)
    }

    fn on(store: MemoryStore, wish: Option<ProjectId>) -> Self {
        let log = Log::default();
        let platform = {
            let log = Rc::clone(&log);
            fixtures::platform(move |event, bytes| log.borrow_mut().push((event, bytes)))
        };
        let mut workspace = Workspace::new(store.clone(), platform);
        pollster::block_on(workspace.begin(wish, "My photos".to_owned()));
        Self { workspace, store, log }
    }

    fn send(&mut self, command: Command) {
        self.send_with(command, Vec::new());
    }

    fn send_with(&mut self, command: Command, attachments: Vec<Attachment>) {
        pollster::block_on(self.workspace.handle(command, attachments));
    }

    /// Works until the transfer has ended.
    fn finish(&mut self, job: JobId) -> (TransferOutcome, Vec<Vec<u8>>) {
        loop {
            let ended = self.log.borrow().iter().find_map(|(event, bytes)| match event {
                Event::TransferEnded { job: of, outcome } if *of == job => {
                    Some((outcome.clone(), bytes.clone()))
                }
                _ => None,
            });
            if let Some(ended) = ended {
                return ended;
            }
            assert!(self.workspace.has_work(), "the transfer ends");
            pollster::block_on(self.workspace.work());
        }
    }

    fn last<T>(&self, pick: impl Fn(&Event) -> Option<T>) -> Option<T> {
        self.log.borrow().iter().rev().find_map(|(event, _)| pick(event))
    }

    /// The open project: its id, its name, and the names of its classes and their photos.
    fn opened(&self) -> (ProjectId, String, BTreeMap<String, Vec<String>>) {
        self.last(|event| match event {
            Event::Opened { project, name, classes, photos, .. } => {
                Some((project.clone(), name.clone(), sorted(classes, photos)))
            }
            _ => None,
        })
        .expect("a project was opened")
    }

    /// The names of the projects that are not deleted.
    fn names(&self) -> Vec<String> {
        let mut names: Vec<_> = self
            .projects()
            .into_iter()
            .filter(|info| info.deleted_ms.is_none())
            .map(|info| info.name)
            .collect();
        names.sort();
        names
    }

    fn projects(&self) -> Vec<ProjectInfo> {
        self.last(|event| match event {
            Event::Projects { projects, .. } => Some(projects.clone()),
            _ => None,
        })
        .expect("the projects were told")
    }

    fn id(&self, name: &str) -> ProjectId {
        self.projects().into_iter().find(|info| info.name == name).expect("it is listed").id
    }

    fn refusals(&self) -> Vec<String> {
        let log = self.log.borrow();
        let refusals = log.iter().filter_map(|(event, _)| match event {
            Event::Notice { level: NoticeLevel::Refused | NoticeLevel::Failure, message, .. } => {
                Some(message.text())
            }
            _ => None,
        });
        refusals.collect()
    }

    fn create(&mut self, name: &str) -> ProjectId {
        self.send(Command::CreateProject { name: name.to_owned() });
        self.opened().0
    }

    /// Puts a project with real photos into the store, without the model that an import would need.
    fn stock(&mut self, name: &str) -> ProjectId {
        let id = self.create(name);
        self.send(Command::CloseProject);
        let opening = pollster::block_on(self.store.open(&id, false)).expect("the shelf works");
        let OpenOutcome::Opened(mut project) = opening else { panic!("it is closed") };
        stock(&mut project);
        pollster::block_on(self.store.close(&id, *project));
        id
    }
}

fn sorted(classes: &[ClassInfo], photos: &[PhotoInfo]) -> BTreeMap<String, Vec<String>> {
    let of = |class: &ClassInfo| {
        photos.iter().filter(|photo| photo.class == class.id).map(|photo| photo.name.clone()).collect()
    };
    classes.iter().map(|class| (class.name.clone(), of(class))).collect()
}

/// Two classes with three photos each, one of which is then deleted.
fn stock(project: &mut Project) {
    let import = project.begin_import().expect("an import");
    for name in ["cat", "rocket"] {
        let into = Placement::Named(name.to_owned());
        let (class, _) = project.import_class(import, &into).expect("a class");
        for number in 1..=3 {
            let file = format!("photos/{name}/{name}-{number:02}.jpg");
            let mut loaded = handlens_vision::photo::decode(&file, fixtures::bytes(&file)).expect("a photo");
            let (bytes, media_type) = loaded.stored().expect("it can be stored");
            let photo = NewPhoto {
                name: format!("{name}-{number:02}.jpg"),
                hash: loaded.hash,
                class,
                width: loaded.photo.width(),
                height: loaded.photo.height(),
                bytes,
                media_type,
                thumbnail: loaded.photo.thumbnail().expect("a thumbnail"),
                provenance: loaded.provenance,
            };
            project.import_photos(import, vec![photo]).expect("it is stored");
        }
    }
    project.finish_import(import).expect("the import ends");
    let first = project.photos().expect("photos")[0].id;
    project.delete_photos(&[first]).expect("it is deleted");
}

fn content() -> BTreeMap<String, Vec<String>> {
    let names = |class: &str, numbers: std::ops::RangeInclusive<u32>| {
        (class.to_owned(), numbers.map(|number| format!("{class}-{number:02}.jpg")).collect())
    };
    BTreeMap::from([names("cat", 2..=3), names("rocket", 1..=3)])
}

fn attached(bytes: Vec<u8>) -> Vec<Attachment> {
    let size = bytes.len() as u64;
    vec![Attachment::File(Box::new(Cursor::new(bytes)), size)]
}

#[test]
fn a_new_device_gets_a_first_project_and_a_used_one_a_choice() {
    let mut page = Page::new();
    let (first, name, classes) = page.opened();
    assert_eq!((name.as_str(), classes.len()), ("My photos", 0));
    page.send(Command::CloseProject);
    // An empty project is all there is to choose from.
    let page = Page::on(page.store, None);
    assert_eq!(page.opened().0, first);

    let mut page = Page::new();
    let stocked = page.stock("Birds");
    let again = Page::on(page.store.clone(), None);
    assert!(again.last(|event| matches!(event, Event::Opened { .. }).then_some(())).is_none());
    assert_eq!(again.names(), ["Birds", "My photos"]);
    let asked = Page::on(page.store.clone(), Some(stocked.clone()));
    assert_eq!(asked.opened(), (stocked, "Birds".to_owned(), content()));
    let gone = Page::on(MemoryStore::default(), Some(ProjectId("gone".to_owned())));
    assert_eq!(gone.opened().1, "My photos", "a wish that cannot be met is no reason to show nothing");
}

#[test]
fn projects_are_created_renamed_switched_deleted_and_restored() {
    let mut page = Page::new();
    let birds = page.stock("Birds");
    page.create("Leaves");
    page.send(Command::CreateClass { name: "Oak".to_owned() });
    page.send(Command::OpenProject { project: birds.clone(), take_over: false });
    assert_eq!(page.opened().2, content());
    let leaves = page.id("Leaves");
    page.send(Command::RenameProject { project: leaves.clone(), name: " Trees ".to_owned() });
    page.send(Command::RenameProject { project: birds.clone(), name: "Owls".to_owned() });
    assert_eq!(page.names(), ["My photos", "Owls", "Trees"]);
    let renamed = page.last(|event| match event {
        Event::Renamed { name } => Some(name.clone()),
        _ => None,
    });
    assert_eq!(renamed.as_deref(), Some("Owls"));
    assert!(page.refusals().is_empty(), "{:?}", page.refusals());
    page.send(Command::RenameProject { project: birds.clone(), name: "  ".to_owned() });
    assert_eq!(page.refusals().len(), 1);

    page.send(Command::DeleteProject { project: birds.clone() });
    assert_eq!(page.names(), ["My photos", "Trees"]);
    assert!(page.last(|event| matches!(event, Event::Closed).then_some(())).is_some());
    page.send(Command::RestoreProject { project: birds.clone() });
    page.send(Command::OpenProject { project: birds.clone(), take_over: false });
    assert_eq!(page.opened(), (birds.clone(), "Owls".to_owned(), content()));

    // A project that is not deleted cannot be removed.
    page.send(Command::PurgeProject { project: leaves.clone() });
    assert!(page.names().contains(&"Trees".to_owned()));
    page.send(Command::DeleteProject { project: leaves.clone() });
    page.send(Command::PurgeProject { project: leaves.clone() });
    assert!(page.projects().iter().all(|info| info.id != leaves));
    page.send(Command::OpenProject { project: leaves, take_over: false });
    assert_eq!(page.refusals().len(), 2);
    // The project that was open still is.
    page.send(Command::CreateClass { name: "Robin".to_owned() });
    assert_eq!(page.refusals().len(), 2, "{:?}", page.refusals());
}

#[test]
fn the_list_tells_what_the_open_project_holds_as_soon_as_it_is_closed() {
    let mut page = Page::new();
    page.send(Command::CreateClass { name: "Oak".to_owned() });
    page.send(Command::CreateClass { name: "Ash".to_owned() });
    page.send(Command::CloseProject);
    assert_eq!(page.projects()[0].classes, 2);
    assert!(!page.projects()[0].in_use);
    assert!(page.projects()[0].bytes > 0);
}

#[test]
fn what_a_tab_that_died_did_not_note_is_told_once_its_project_is_open() {
    let mut page = Page::new();
    // Its photos were added without updating its summary.
    let birds = page.stock("Birds");
    let stored = page.projects().into_iter().find(|info| info.id == birds).expect("it is listed");
    assert_eq!((stored.classes, stored.photos), (0, 0));
    let again = Page::on(page.store.clone(), Some(birds.clone()));
    let told = again.projects().into_iter().find(|info| info.id == birds).expect("it is listed");
    assert_eq!((told.classes, told.photos), (2, 5));
    assert_eq!(told.changed_ms.to_bits(), stored.changed_ms.to_bits(), "to open it changes nothing");
    let kept = pollster::block_on(again.store.list()).expect("the shelf works");
    assert_eq!(kept.iter().find(|listed| listed.info.id == birds).map(|listed| listed.info.photos), Some(5));
}

/// A store after a crash: until these projects are opened, their summaries may be out of date.
#[derive(Clone, Default)]
struct CrashedStore {
    store: MemoryStore,
    stale: Rc<RefCell<Vec<ProjectId>>>,
    /// A project whose files cannot be opened.
    broken: Option<ProjectId>,
    opened: Rc<RefCell<Vec<ProjectId>>>,
}

impl ProjectStore for CrashedStore {
    fn storage(&self) -> Storage {
        self.store.storage()
    }

    async fn list(&self) -> Result<Vec<Listed>> {
        let mut all = self.store.list().await?;
        for listed in &mut all {
            listed.is_stale = self.stale.borrow().contains(&listed.info.id) && !listed.info.in_use;
        }
        Ok(all)
    }

    async fn create(&self) -> Result<(ProjectId, Project)> {
        self.store.create().await
    }

    async fn publish(&self, info: &ProjectInfo) -> Result<()> {
        self.store.publish(info).await
    }

    async fn open(&self, project: &ProjectId, take_over: bool) -> Result<OpenOutcome> {
        self.opened.borrow_mut().push(project.clone());
        if self.broken.as_ref() == Some(project) {
            return Err(Error::project(msg!("project-store-files-unusable")));
        }
        self.store.open(project, take_over).await
    }

    async fn close(&self, id: &ProjectId, project: Project) {
        self.stale.borrow_mut().retain(|stale| stale != id);
        self.store.close(id, project).await;
    }

    async fn write_summary(&self, info: &ProjectInfo) -> Result<()> {
        self.store.write_summary(info).await
    }

    async fn remove(&self, project: &ProjectId) -> Result<()> {
        self.store.remove(project).await
    }

    fn stage_import(&self, file: Box<dyn ImportSource>, bytes: u64, progress: Progress) -> Task<ProjectId> {
        self.store.stage_import(file, bytes, progress)
    }

    async fn open_staged(&self, project: &ProjectId) -> Result<Project> {
        self.store.open_staged(project).await
    }

    fn export(&self, project: &ProjectId, progress: Progress) -> Task<ExportedFile> {
        self.store.export(project, progress)
    }

    async fn outgoing(&self) -> Result<Box<dyn ExportSink>> {
        self.store.outgoing().await
    }
}

/// Starts on this store with a wish, and returns what was listed last and which project was opened.
fn start(store: &CrashedStore, wish: Option<&ProjectId>) -> (Vec<ProjectInfo>, Option<ProjectId>) {
    let log = Log::default();
    let platform = {
        let log = Rc::clone(&log);
        fixtures::platform(move |event, bytes| log.borrow_mut().push((event, bytes)))
    };
    let mut workspace = Workspace::new(store.clone(), platform);
    pollster::block_on(workspace.begin(wish.cloned(), "My photos".to_owned()));
    let log = log.borrow();
    let listed = log.iter().rev().find_map(|(event, _)| match event {
        Event::Projects { projects, .. } => Some(projects.clone()),
        _ => None,
    });
    let opened = log.iter().find_map(|(event, _)| match event {
        Event::Opened { project, .. } => Some(project.clone()),
        _ => None,
    });
    (listed.unwrap_or_default(), opened)
}

#[test]
fn after_a_crash_the_list_tells_what_the_projects_hold() {
    let photos = |listed: &[ProjectInfo], id: &ProjectId| {
        listed.iter().find(|info| info.id == *id).map(|info| (info.name.clone(), info.photos))
    };
    let stale = |store: MemoryStore, ids: &[&ProjectId]| CrashedStore {
        store,
        stale: Rc::new(RefCell::new(ids.iter().map(|id| (*id).clone()).collect())),
        ..CrashedStore::default()
    };
    // The photos of both were added without updating the summary.
    let mut page = Page::new();
    let (birds, trees) = (page.stock("Birds"), page.stock("Trees"));
    page.send(Command::DeleteProject { project: trees.clone() });
    let stored = page.projects().into_iter().find(|info| info.id == trees).expect("it is listed");
    assert_eq!((stored.photos, stored.deleted_ms.is_some()), (0, true));
    let store = stale(page.store.clone(), &[&birds, &trees]);
    let (listed, opened) = start(&store, Some(&ProjectId("gone".to_owned())));
    assert_eq!(opened, None);
    for id in [&birds, &trees] {
        assert_eq!(photos(&listed, id).map(|(_, photos)| photos), Some(5));
    }
    let told = listed.iter().find(|info| info.id == trees).expect("it is listed");
    assert_eq!(told.deleted_ms, stored.deleted_ms, "it stays deleted");
    assert_eq!(told.changed_ms.to_bits(), stored.changed_ms.to_bits());
    // What is no longer out of date is not read again.
    store.opened.borrow_mut().clear();
    start(&store, None);
    assert_eq!(*store.opened.borrow(), []);

    // A project that is opened anyway is opened once.
    let mut page = Page::new();
    let birds = page.stock("Birds");
    let store = stale(page.store.clone(), &[&birds]);
    let (listed, opened) = start(&store, Some(&birds));
    assert_eq!((opened, photos(&listed, &birds)), (Some(birds.clone()), Some(("Birds".to_owned(), 5))));
    assert_eq!(*store.opened.borrow(), [birds]);

    // The only project looks empty, but is not.
    let mut page = Page::new();
    let (first, _, _) = page.opened();
    page.send(Command::CloseProject);
    let opening = pollster::block_on(page.store.open(&first, false)).expect("the shelf works");
    let OpenOutcome::Opened(mut project) = opening else { panic!("it is closed") };
    stock(&mut project);
    pollster::block_on(page.store.close(&first, *project));
    let store = stale(page.store.clone(), &[&first]);
    let (listed, opened) = start(&store, Some(&ProjectId("gone".to_owned())));
    assert_eq!((opened, photos(&listed, &first)), (None, Some(("My photos".to_owned(), 5))));

    // A project that cannot be opened keeps its old summary, and hides no other.
    let mut page = Page::new();
    let (birds, trees) = (page.stock("Birds"), page.stock("Trees"));
    let store = CrashedStore { broken: Some(birds.clone()), ..stale(page.store.clone(), &[&birds, &trees]) };
    let (listed, _) = start(&store, None);
    assert_eq!(photos(&listed, &birds), Some(("Birds".to_owned(), 0)));
    assert_eq!(photos(&listed, &trees), Some(("Trees".to_owned(), 5)));
}

#[test]
fn a_copy_holds_everything_but_the_past() {
    let mut page = Page::new();
    let birds = page.stock("Birds");
    for open in [false, true] {
        if open {
            page.send(Command::OpenProject { project: birds.clone(), take_over: false });
        }
        let job = JobId(7 + u32::from(open));
        let name = "Birds (copy)".to_owned();
        page.send(Command::DuplicateProject { job, project: birds.clone(), name });
        let (outcome, _) = page.finish(job);
        let TransferOutcome::Project { project: copy } = outcome else { panic!("{outcome:?}") };
        page.send(Command::OpenProject { project: copy, take_over: false });
        let named = if open { "Birds (copy) (2)" } else { "Birds (copy)" };
        assert_eq!((page.opened().1.as_str(), page.opened().2), (named, content()));
        page.send(Command::Undo);
        page.send(Command::CheckProject);
        let problems = page.last(|event| match event {
            Event::Checked { problems } => Some(problems.clone()),
            _ => None,
        });
        assert_eq!(problems, Some(Vec::new()));
        page.send(Command::CloseProject);
    }
    assert_eq!(page.names(), ["Birds", "Birds (copy)", "Birds (copy) (2)", "My photos"]);
}

#[test]
fn a_project_goes_out_as_a_file_and_comes_in_elsewhere() {
    let mut page = Page::new();
    let birds = page.stock("Birds");
    page.send(Command::ExportProject { job: JobId(1), project: birds });
    let (outcome, bytes) = page.finish(JobId(1));
    assert_eq!(outcome, TransferOutcome::File { name: "Birds.handlens".to_owned(), path: None });
    assert_eq!(page.names(), ["Birds", "My photos"], "what was made for the file is gone");

    let mut elsewhere = Page::new();
    let name = "Birds.handlens".to_owned();
    elsewhere.send_with(Command::ImportProject { job: JobId(2), name }, attached(bytes[0].clone()));
    let (outcome, _) = elsewhere.finish(JobId(2));
    let TransferOutcome::Project { project } = outcome else { panic!("{outcome:?}") };
    elsewhere.send(Command::OpenProject { project, take_over: false });
    assert_eq!((elsewhere.opened().1.as_str(), elsewhere.opened().2), ("Birds", content()));

    // Where there is a project of that name, the second and third are told apart.
    for number in [3, 4] {
        let (job, name) = (JobId(number), "Birds.handlens".to_owned());
        elsewhere.send_with(Command::ImportProject { job, name }, attached(bytes[0].clone()));
        elsewhere.finish(job);
    }
    assert_eq!(elsewhere.names(), ["Birds", "Birds (2)", "Birds (3)", "My photos"]);
}

#[test]
fn a_file_that_is_no_project_is_refused_and_touches_nothing() {
    let mut page = Page::new();
    let birds = page.stock("Birds");
    page.send(Command::ExportProject { job: JobId(1), project: birds.clone() });
    let whole = page.finish(JobId(1)).1.remove(0);
    let half = whole[..whole.len() / 2].to_vec();
    for (number, bytes) in
        [Vec::new(), vec![7; 5000], fixtures::bytes("held-back/cat-1.jpg"), half].into_iter().enumerate()
    {
        let job = JobId(10 + number as u32);
        page.send_with(Command::ImportProject { job, name: "x.handlens".to_owned() }, attached(bytes));
        let (outcome, _) = page.finish(job);
        let TransferOutcome::Failed { message } = outcome else { panic!("{outcome:?}") };
        let message = message.text();
        assert!(message.ends_with('.') && message.len() > 20, "{message}");
    }
    page.send(Command::ListProjects);
    assert_eq!(page.names(), ["Birds", "My photos"]);
    page.send(Command::OpenProject { project: birds, take_over: false });
    assert_eq!(page.opened().2, content());
}

#[test]
fn photos_go_out_as_a_zip_of_class_folders() {
    let mut page = Page::new();
    let birds = page.stock("Birds");
    page.send(Command::ExportPhotos { job: JobId(1), project: birds });
    let (outcome, mut bytes) = page.finish(JobId(1));
    assert_eq!(outcome, TransferOutcome::File { name: "Birds.zip".to_owned(), path: None });
    let zip = zip::ZipArchive::new(Cursor::new(bytes.remove(0))).expect("a zip");
    let mut names: Vec<_> = zip.file_names().map(|name| name.expect("a name").into_owned()).collect();
    names.sort();
    let wanted: Vec<_> = content()
        .into_iter()
        .flat_map(|(class, photos)| photos.into_iter().map(move |photo| format!("{class}/{photo}")))
        .collect();
    assert_eq!(names, wanted);
}

/// A class with a photo of each format that is stored as it came, all with camera metadata.
fn stock_of_camera(project: &mut Project) {
    let photo = handlens_vision::photo::decode("a.jpg", fixtures::bytes("held-back/cat-1.jpg"))
        .expect("a photo")
        .photo;
    let (width, height) = (photo.width(), photo.height());
    let small = image::RgbImage::from_raw(width, height, photo.rgb().to_vec()).expect("pixels");
    let small = image::imageops::thumbnail(&small, 60, 40);
    let written = |format| {
        let mut bytes = Cursor::new(Vec::new());
        image::DynamicImage::from(small.clone()).write_to(&mut bytes, format).expect("memory");
        bytes.into_inner()
    };
    let files = [
        ("a.jpg", camera::jpeg(&written(image::ImageFormat::Jpeg), 1)),
        ("b.png", camera::png(&written(image::ImageFormat::Png), 1)),
        ("c.webp", camera::webp(&written(image::ImageFormat::WebP), (60, 40), 1)),
    ];
    let import = project.begin_import().expect("an import");
    let into = Placement::Named("Cats".to_owned());
    let (class, _) = project.import_class(import, &into).expect("a class");
    for (name, bytes) in files {
        assert!(camera::tells(&bytes));
        let loaded = handlens_vision::photo::decode(name, bytes.clone()).expect("a photo");
        let (media_type, provenance) = (loaded.original.expect("it is small").1, loaded.provenance);
        let thumbnail = loaded.photo.thumbnail().expect("a thumbnail");
        let (name, hash) = (name.to_owned(), loaded.hash);
        // As an earlier version stored it.
        let photo =
            NewPhoto { name, hash, class, width: 60, height: 40, bytes, media_type, thumbnail, provenance };
        project.import_photos(import, vec![photo]).expect("it is stored");
    }
    project.finish_import(import).expect("the import ends");
}

#[test]
fn no_export_holds_what_a_camera_wrote_into_the_photos() {
    let mut page = Page::new();
    let cats = page.create("Cats");
    page.send(Command::CloseProject);
    let Ok(OpenOutcome::Opened(mut project)) = pollster::block_on(page.store.open(&cats, false)) else {
        panic!("it is free")
    };
    stock_of_camera(&mut project);
    assert!(camera::tells(&project.serialize().expect("the database")), "so it would be found");
    pollster::block_on(page.store.close(&cats, *project));

    page.send(Command::ExportProject { job: JobId(1), project: cats.clone() });
    let file = page.finish(JobId(1)).1.remove(0);
    assert!(!camera::tells(&file));
    let exported = Project::open_foreign_bytes(&file).expect("a project");
    for (_, provenance) in exported.provenances().expect("rows") {
        assert_eq!(provenance.taken.map(|taken| taken.seconds), Some(camera::TAKEN));
        assert_eq!(provenance.place, None, "where it was stays on the device");
    }

    page.send(Command::ExportPhotos { job: JobId(2), project: cats.clone() });
    let file = page.finish(JobId(2)).1.remove(0);
    assert!(!camera::tells(&file));
    let mut zip = zip::ZipArchive::new(Cursor::new(file)).expect("a zip");
    assert_eq!(zip.len(), 3);
    for index in 0..3 {
        let date = zip.by_index(index).expect("a file").last_modified().expect("a date");
        let (time, day) = ((date.hour(), date.minute()), (date.year(), date.month(), date.day()));
        assert_eq!((day, time), ((2024, 5, 1), (12, 30)));
    }

    let name = "Twin".to_owned();
    page.send(Command::DuplicateProject { job: JobId(3), project: cats, name });
    let (outcome, _) = page.finish(JobId(3));
    let TransferOutcome::Project { project } = outcome else { panic!("{outcome:?}") };
    let Ok(OpenOutcome::Opened(mut twin)) = pollster::block_on(page.store.open(&project, false)) else {
        panic!("it is free")
    };
    assert!(!camera::tells(&twin.serialize().expect("the database")));
    assert!(twin.provenances().expect("rows").iter().all(|(_, known)| known.place.is_some()));
}

#[test]
fn a_cancelled_transfer_leaves_nothing_and_the_source_as_it_was() {
    let mut page = Page::new();
    let birds = page.stock("Birds");
    for (job, command) in [
        (
            JobId(1),
            Command::DuplicateProject { job: JobId(1), project: birds.clone(), name: "Copy".to_owned() },
        ),
        (JobId(2), Command::ExportProject { job: JobId(2), project: birds.clone() }),
        (JobId(3), Command::ExportPhotos { job: JobId(3), project: birds.clone() }),
    ] {
        page.send(command);
        page.send(Command::Cancel { job });
        assert_eq!(page.finish(job).0, TransferOutcome::Cancelled);
    }
    page.send(Command::OpenProject { project: birds, take_over: false });
    assert_eq!(page.opened().2, content());
    assert_eq!(page.names(), ["Birds", "My photos"]);
}

#[test]
fn a_transfer_goes_on_when_its_project_is_closed_or_opened() {
    let mut page = Page::new();
    let birds = page.stock("Birds");
    page.send(Command::OpenProject { project: birds.clone(), take_over: false });
    page.send(Command::ExportPhotos { job: JobId(1), project: birds.clone() });
    page.send(Command::CloseProject);
    page.send(Command::OpenProject { project: birds.clone(), take_over: false });
    assert_eq!(page.opened().2, content());
    assert!(matches!(page.finish(JobId(1)).0, TransferOutcome::File { .. }));
    // The project can be opened afterwards, so nothing still holds it.
    page.send(Command::CloseProject);
    page.send(Command::OpenProject { project: birds, take_over: false });
    assert_eq!(page.opened().2, content());
    assert!(page.refusals().is_empty(), "{:?}", page.refusals());
}

#[test]
fn of_two_transfers_of_a_closed_project_both_come_to_their_end() {
    let mut page = Page::new();
    let birds = page.stock("Birds");
    page.send(Command::OpenProject { project: birds.clone(), take_over: false });
    page.send(Command::ExportPhotos { job: JobId(1), project: birds.clone() });
    page.send(Command::ExportProject { job: JobId(2), project: birds.clone() });
    page.send(Command::CloseProject);
    assert!(matches!(page.finish(JobId(1)).0, TransferOutcome::File { .. }));
    assert!(matches!(page.finish(JobId(2)).0, TransferOutcome::File { .. }));
    page.send(Command::OpenProject { project: birds, take_over: false });
    assert_eq!(page.opened().2, content());
}

#[test]
fn a_project_that_was_closed_in_the_middle_of_an_import_can_be_undone_all_the_same() {
    let mut page = Page::new();
    let birds = page.stock("Birds");
    let opened = pollster::block_on(page.store.open(&birds, false)).expect("the shelf works");
    let OpenOutcome::Opened(mut project) = opened else { panic!("nobody has it open") };
    // The import is never ended: the project is closed as it is.
    let import = project.begin_import().expect("an import");
    let into = Placement::Named("owl".to_owned());
    project.import_class(import, &into).expect("a class");
    assert!(project.undo().is_err());
    pollster::block_on(page.store.close(&birds, *project));
    // The list of projects opens it to read its summary.
    let opened = pollster::block_on(page.store.open(&birds, false)).expect("the shelf works");
    let OpenOutcome::Opened(mut project) = opened else { panic!("nobody has it open") };
    project.finish_interrupted_imports().expect("it ends");
    let told = (0, None);
    assert_eq!(project.interrupted().expect("read").map(|found| (found.added, found.files)), Some(told));
    pollster::block_on(page.store.close(&birds, *project));
    page.send(Command::RenameProject { project: birds.clone(), name: "Owls".to_owned() });
    let listed =
        |page: &Page| page.projects().into_iter().find(|info| info.id == birds).expect("listed").interrupted;
    assert_eq!(listed(&page), Some(told), "the list tells it first");
    page.send(Command::OpenProject { project: birds.clone(), take_over: false });
    assert_eq!(listed(&page), None, "the project has told it");
    page.send(Command::Undo);
    assert!(page.refusals().is_empty(), "{:?}", page.refusals());
    let told = || page.last(|event| matches!(event, Event::ImportInterrupted { .. }).then(|| event.clone()));
    assert_eq!(told(), Some(Event::ImportInterrupted { added: 0, files: None }));
    assert!(!page.opened().2.contains_key("owl"), "a class without a photo is not left behind");
}

#[test]
fn a_project_that_another_tab_takes_is_closed_here_and_its_transfers_end() {
    let mut page = Page::new();
    let birds = page.stock("Birds");
    page.send(Command::OpenProject { project: birds.clone(), take_over: false });
    let name = "Copy".to_owned();
    page.send(Command::DuplicateProject { job: JobId(1), project: birds.clone(), name });
    pollster::block_on(page.workspace.close_taken(&birds));
    assert!(matches!(page.finish(JobId(1)).0, TransferOutcome::Failed { .. }));
    assert_eq!(
        page.last(|event| match event {
            Event::ProjectTaken { project } => Some(project.clone()),
            _ => None,
        }),
        Some(birds)
    );
    page.send(Command::CreateClass { name: "Oak".to_owned() });
    assert_eq!(page.refusals(), ["No project is open. Open one and try again."]);
}

#[test]
fn a_project_that_is_open_elsewhere_is_said_to_be() {
    let mut page = Page::new();
    let birds = page.stock("Birds");
    let held = pollster::block_on(page.store.open(&birds, false)).expect("the shelf works");
    page.send(Command::OpenProject { project: birds.clone(), take_over: false });
    assert!(page.last(|event| matches!(event, Event::ProjectInUse { .. }).then_some(())).is_some());
    page.send(Command::DeleteProject { project: birds });
    assert_eq!(page.refusals().len(), 1);
    drop(held);
}

#[test]
fn without_an_open_project_nothing_waits_for_an_answer() {
    let mut page = Page::new();
    page.send(Command::CloseProject);
    let photo = || vec![Attachment::Photo(Box::new(BytesSource::new("a.jpg", Vec::new())))];
    let into = Placement::Named("cat".to_owned());
    let names = vec!["a.jpg".to_owned()];
    page.send_with(Command::AddPhotos { job: JobId(1), into, names, last: true }, photo());
    page.send_with(Command::Predict { job: JobId(2), name: "a.jpg".to_owned(), live: false }, photo());
    assert!(page.last(|event| matches!(event, Event::ImportFinished { .. }).then_some(())).is_some());
    assert!(page.last(|event| matches!(event, Event::PredictionFailed { .. }).then_some(())).is_some());
}

#[test]
fn a_training_that_the_person_left_is_not_taken_for_one_that_ended_the_program() {
    for left in [false, true] {
        let store = MemoryStore::default();
        let mut page = Page::on(store.clone(), None);
        page.send(Command::CreateClass { name: "Robin".to_owned() });
        let (id, ..) = page.opened();
        page.send(Command::CloseProject);
        let open = || match pollster::block_on(store.open(&id, false)) {
            Ok(OpenOutcome::Opened(project)) => project,
            other => panic!("it opens: {other:?}"),
        };
        let mut project = open();
        project.set_training_begun(true).expect("a mark");
        pollster::block_on(store.close(&id, *project));

        let mut workspace = Workspace::new(store.clone(), fixtures::platform(|_, _| {}));
        workspace.set_left_page(left);
        pollster::block_on(workspace.begin(Some(id.clone()), "My photos".to_owned()));
        pollster::block_on(workspace.handle(Command::CloseProject, Vec::new()));
        assert_eq!(open().is_training_begun(), Ok(!left));
    }
}
