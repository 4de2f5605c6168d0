//! A person's work in steps, and everything visible of it afterwards.

use handlens_core::config::Settings;
use handlens_core::message::Message;
use handlens_core::protocol::{ClassId, PhotoId, Placement};
use handlens_i18n::Localise;
use handlens_store::project::{Copying, ImportId, Project, StoredHead};
use handlens_store::{Error, Result};
use handlens_vision::photo::PhotoHash;
use std::collections::BTreeMap;

use crate::disk::Disk;
use crate::setup::{Picture, class_id, features_of, head, picture, real_photo};

/// The project's file, and the file of its copy.
const FILE: &str = "project";
const COPY: &str = "copy";

/// The state of the work.
pub(crate) struct Work {
    disk: Disk,
    project: Option<Project>,
    copy: Option<Project>,
    import: Option<ImportId>,
    copying: Option<Copying>,
}

/// One call of the project, or a few that belong together.
pub(crate) type Step = fn(&mut Work) -> Result<()>;

impl Work {
    pub(crate) fn new(disk: &Disk) -> Self {
        Self { disk: disk.clone(), project: None, copy: None, import: None, copying: None }
    }

    /// What is visible of the project; `None` while it is not open.
    pub(crate) fn look(&self) -> Option<Seen> {
        self.project.as_ref().map(look)
    }

    pub(crate) fn project(&mut self) -> &mut Project {
        self.project.as_mut().expect("it is open")
    }

    fn class(&mut self, name: &str) -> ClassId {
        class_id(self.project(), name)
    }

    fn photos(&mut self) -> Vec<PhotoId> {
        self.project().photos().expect("photos").iter().map(|photo| photo.id).collect()
    }

    pub(crate) fn begin(&mut self) -> Result<()> {
        self.import = Some(self.project().begin_import()?);
        Ok(())
    }

    fn add(&mut self, class: &str, numbers: impl IntoIterator<Item = u32>) -> Result<()> {
        let (class, import) = (self.class(class), self.import.expect("an import"));
        let photos = numbers.into_iter().map(|number| real_photo(number, class)).collect();
        self.project().import_photos(import, photos).map(drop)
    }

    fn advance(&mut self) -> Result<()> {
        let Self { project: Some(project), copy: Some(copy), copying: Some(copying), .. } = self else {
            panic!("a copy is under way");
        };
        copying.advance(project, copy, 5).map(drop)
    }
}

/// The whole scenario.
pub(crate) const STEPS: [Step; 48] = [
    |work| {
        work.project = Some(Project::open_with_vfs(FILE, &work.disk.vfs)?);
        Ok(())
    },
    |work| work.project().create_class("A").map(drop),
    |work| work.project().create_class("B").map(drop),
    |work| work.project().create_class("C").map(drop),
    |work| work.project().set_name("Birds"),
    |work| {
        let mut settings = Settings::default();
        settings.train.folds = 7;
        work.project().set_settings(&settings)
    },
    Work::begin,
    |work| work.add("A", 1..=6),
    |work| {
        let (import, place) = (work.import.expect("an import"), Placement::Named("New".to_owned()));
        work.project().import_class(import, &place).map(drop)
    },
    |work| work.add("New", 5..=9),
    |work| {
        let (photos, class) = (work.photos(), work.class("B"));
        work.project().move_photos(&photos[1..4], class).map(drop)
    },
    |work| work.add("B", 10..=12),
    |work| {
        let import = work.import.expect("an import");
        work.project().finish_import(import).map(drop)
    },
    |work| work.project().put_features("model-a", &features_of(1..=12)),
    |work| {
        let (classes, photos) = ([work.class("A"), work.class("B")], work.photos());
        work.project().put_head(&head(&classes, &photos))
    },
    |work| {
        let class = work.class("B");
        work.project().rename_class(class, "Better").map(drop)
    },
    |work| {
        let photos = work.photos();
        work.project().delete_photos(&photos[2..5]).map(drop)
    },
    |work| work.project().undo().map(drop),
    |work| work.project().undo().map(drop),
    |work| work.project().redo().map(drop),
    |work| work.project().redo().map(drop),
    |work| {
        let (from, into) = (work.class("New"), work.class("A"));
        work.project().merge_classes(from, into).map(drop)
    },
    |work| work.project().undo().map(drop),
    |work| {
        let class = work.class("C");
        work.project().delete_class(class).map(drop)
    },
    Work::begin,
    |work| work.add("A", 20..=26),
    |work| work.project().put_features("model-a", &features_of(20..=22)),
    |work| work.add("Better", 27..=33),
    |work| {
        let import = work.import.expect("an import");
        work.project().cancel_import(import).map(drop)
    },
    |work| work.project().redo().map(drop),
    |work| work.project().undo().map(drop),
    // After this change the cancelled import can no longer be restored: it is purged, and its space freed.
    |work| work.project().create_class("D").map(drop),
    |work| {
        let class = work.class("A");
        work.project().delete_class(class).map(drop)
    },
    |work| work.project().undo().map(drop),
    |work| work.project().put_features("model-a", &features_of(1..=3)),
    |work| work.project().clear_head(),
    |work| {
        let (classes, photos) = ([work.class("A"), work.class("D")], work.photos());
        work.project().put_head(&head(&classes, &photos))
    },
    |work| {
        work.copy = Some(Project::open_with_vfs(COPY, &work.disk.vfs)?);
        Ok(())
    },
    |work| {
        let Work { project: Some(project), copy: Some(copy), .. } = work else { panic!("both are open") };
        match Copying::begin(project, copy) {
            Ok(copying) => work.copying = Some(copying),
            // The state of the copy is unknown, so start it again.
            Err(error) => {
                work.copy = None;
                work.disk.remove(COPY);
                work.copy = Some(Project::open_with_vfs(COPY, &work.disk.vfs)?);
                return Err(error);
            }
        }
        Ok(())
    },
    Work::advance,
    |work| {
        let photos = work.photos();
        work.project().delete_photos(&photos[5..]).map(drop)
    },
    Work::advance,
    |work| {
        let copy = work.copy.as_mut().expect("it is open");
        work.copying.as_ref().expect("a copy").finish(copy)
    },
    |work| {
        work.copy = None;
        Ok(())
    },
    |work| work.project().forget_changes(),
    |work| work.project().tidy_up().map(drop),
    |work| work.project().create_class("Last").map(drop),
    |work| {
        work.project = None;
        Ok(())
    },
];

/// Everything visible of a project.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Seen {
    pub(crate) picture: Picture,
    journal: (Option<Message>, Option<Message>),
    files: BTreeMap<PhotoId, PhotoHash>,
    features: [Vec<(PhotoId, Vec<f32>)>; 2],
    head: Option<StoredHead>,
    settings: Settings,
    name: Option<String>,
}

/// Everything visible of both files.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Both {
    pub(crate) project: Seen,
    /// The copy; `None` until it is complete.
    copy: Option<Seen>,
}

pub(crate) fn look(project: &Project) -> Seen {
    let ids: Vec<PhotoId> = project.photos().expect("photos").iter().map(|photo| photo.id).collect();
    assert_eq!(project.thumbnails(&ids).expect("thumbnails").len(), ids.len());
    let hash = |id: &PhotoId| {
        let (_, bytes) = project.photo_bytes(*id).expect("it can be read").expect("the photo's bytes");
        (*id, PhotoHash::of_bytes(&bytes))
    };
    Seen {
        picture: picture(project),
        journal: project.journal().expect("the journal"),
        files: ids.iter().map(hash).collect(),
        features: ["centre", "whole"].map(|view| project.features("model-a", view).expect("features")),
        head: project.head().expect("a head"),
        settings: project.settings().expect("settings"),
        name: project.name().expect("a name"),
    }
}

/// Opens both files of a disk and checks that each is sound.
pub(crate) fn look_at(disk: &Disk) -> (Project, Both) {
    let project = Project::open_with_vfs(FILE, &disk.vfs).expect("the project opens");
    assert_eq!(project.check().expect("a check"), Vec::<Message>::new());
    let copy = match Project::open_with_vfs(COPY, &disk.vfs) {
        Ok(copy) => {
            assert_eq!(copy.check().expect("a check"), Vec::<Message>::new());
            Some(look(&copy))
        }
        Err(error) => {
            assert!(error.is_unfinished(), "{error:?}");
            None
        }
    };
    let seen = look(&project);
    (project, Both { project: seen, copy })
}

/// Checks that an error tells the person what happened, in a sentence.
pub(crate) fn assert_sentence(error: &Error) {
    let sentence = error.text();
    assert!(sentence.ends_with('.') && sentence.len() > 20, "{sentence}");
}
