//! Random changes: undo leads back to the empty project, and redo to the last state.

use std::collections::HashSet;

use handlens_core::protocol::{ClassId, PhotoId, Placement};
use handlens_store::project::{Change, ImportId, PhotoChange, Project};
use proptest::prelude::*;

use crate::setup::{Picture, add_to, create, picture};

/// A random change. Numbers select among what exists at that time.
#[derive(Debug, Clone)]
enum Wish {
    Create(u8),
    Rename(usize, u8),
    Merge(usize, usize),
    DeleteClass(usize),
    Move(Vec<usize>, usize),
    DeletePhotos(Vec<usize>),
    BeginImport,
    ImportNamed(usize, u8, Vec<u32>),
    Import(usize, usize, Vec<u32>),
    Finish(usize),
    Cancel(usize),
    Undo,
    Redo,
}

fn wish() -> impl Strategy<Value = Wish> {
    let some = || any::<usize>();
    let numbers = || prop::collection::vec(0_u32..40, 1..6);
    prop_oneof![
        2 => (0_u8..8).prop_map(Wish::Create),
        1 => (some(), 0_u8..8).prop_map(|(class, name)| Wish::Rename(class, name)),
        1 => (some(), some()).prop_map(|(from, into)| Wish::Merge(from, into)),
        1 => some().prop_map(Wish::DeleteClass),
        2 => (prop::collection::vec(some(), 0..4), some())
            .prop_map(|(photos, class)| Wish::Move(photos, class)),
        2 => prop::collection::vec(some(), 0..4).prop_map(Wish::DeletePhotos),
        2 => Just(Wish::BeginImport),
        2 => (some(), 0_u8..8, numbers())
            .prop_map(|(import, name, photos)| Wish::ImportNamed(import, name, photos)),
        4 => (some(), some(), numbers())
            .prop_map(|(import, class, photos)| Wish::Import(import, class, photos)),
        2 => some().prop_map(Wish::Finish),
        1 => some().prop_map(Wish::Cancel),
        2 => Just(Wish::Undo),
        1 => Just(Wish::Redo),
    ]
}

/// A project and its running imports.
struct Work {
    project: Project,
    imports: Vec<ImportId>,
}

impl Work {
    fn class(&self, choice: usize) -> Option<ClassId> {
        choose(&self.project.classes().expect("classes"), choice).map(|class| class.id)
    }

    fn photos(&self, choices: &[usize]) -> Vec<PhotoId> {
        let photos = self.project.photos().expect("photos");
        choices.iter().filter_map(|choice| choose(&photos, *choice)).map(|photo| photo.id).collect()
    }

    /// Makes a change and checks that the reported change is what really changed.
    fn fulfil(&mut self, wish: &Wish) {
        let before = picture(&self.project);
        let Some(change) = self.attempt(wish) else {
            assert_eq!(picture(&self.project), before, "a refused wish changes nothing: {wish:?}");
            return;
        };
        let after = picture(&self.project);
        let mut expected = before.photos.clone();
        for photo in &change.photos {
            assert_eq!(expected.get(&photo.photo).copied(), photo.before, "{wish:?}");
            match photo.after {
                Some(class) => expected.insert(photo.photo, class),
                None => expected.remove(&photo.photo),
            };
        }
        assert_eq!(after.photos, expected, "{wish:?}");
        assert_eq!(change.classes_changed, before.classes != after.classes, "{wish:?}");
        assert_sound(&after);
    }

    fn attempt(&mut self, wish: &Wish) -> Option<Change> {
        let name = |number: &u8| format!("Class {number}");
        match wish {
            Wish::Create(number) => self.project.create_class(&name(number)).ok(),
            Wish::Rename(class, number) => self.project.rename_class(self.class(*class)?, &name(number)).ok(),
            Wish::Merge(from, into) => {
                self.project.merge_classes(self.class(*from)?, self.class(*into)?).ok()
            }
            Wish::DeleteClass(class) => self.project.delete_class(self.class(*class)?).ok(),
            Wish::Move(photos, class) => {
                self.project.move_photos(&self.photos(photos), self.class(*class)?).ok()
            }
            Wish::DeletePhotos(photos) => self.project.delete_photos(&self.photos(photos)).ok(),
            Wish::BeginImport => {
                self.imports.push(self.project.begin_import().expect("an import"));
                None
            }
            Wish::ImportNamed(import, number, photos) => {
                let import = *choose(&self.imports, *import)?;
                let place = Placement::Named(name(number));
                let (class, mut change) = self.project.import_class(import, &place).expect("a class");
                change.photos = self.import(import, class, photos);
                Some(change)
            }
            Wish::Import(import, class, photos) => {
                let import = *choose(&self.imports, *import)?;
                let photos = self.import(import, self.class(*class)?, photos);
                Some(Change { photos, ..Change::default() })
            }
            Wish::Finish(import) => {
                let import = choose(&self.imports, *import).copied()?;
                self.imports.retain(|other| *other != import);
                Some(self.project.finish_import(import).expect("a finished import"))
            }
            Wish::Cancel(import) => {
                let import = choose(&self.imports, *import).copied()?;
                self.imports.retain(|other| *other != import);
                Some(self.project.cancel_import(import).expect("a change"))
            }
            Wish::Undo => self.project.undo().ok().flatten(),
            Wish::Redo => self.project.redo().ok().flatten(),
        }
    }

    fn import(&mut self, import: ImportId, class: ClassId, numbers: &[u32]) -> Vec<PhotoChange> {
        let added = add_to(&mut self.project, import, class, numbers.iter().copied());
        let change = |photo| PhotoChange { photo, before: None, after: Some(class) };
        added.into_iter().map(change).collect()
    }
}

fn choose<T>(items: &[T], choice: usize) -> Option<&T> {
    if items.is_empty() { None } else { items.get(choice % items.len()) }
}

/// Checks that names are unique and every photo is in an existing class.
fn assert_sound(picture: &Picture) {
    let names: HashSet<String> = picture.classes.iter().map(|(_, name)| name.to_lowercase()).collect();
    assert_eq!(names.len(), picture.classes.len(), "{picture:?}");
    let ids: HashSet<ClassId> = picture.classes.iter().map(|(id, _)| *id).collect();
    assert!(picture.photos.values().all(|class| ids.contains(class)), "{picture:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn undoing_all_gives_the_empty_project_and_redoing_all_the_last_one(
        wishes in prop::collection::vec(wish(), 1..50),
    ) {
        let mut work = Work { project: Project::in_memory().expect("a project"), imports: vec![] };
        for wish in &wishes {
            work.fulfil(wish);
        }
        for import in work.imports {
            work.project.finish_import(import).expect("a finished import");
        }
        let mut project = work.project;
        // A final change, so that there is nothing to redo.
        create(&mut project, "The last one");
        let mut seen = vec![picture(&project)];
        while project.undo().expect("an undo").is_some() {
            let shown = picture(&project);
            assert_sound(&shown);
            seen.push(shown);
        }
        prop_assert_eq!(seen.pop(), Some(Picture::default()));
        while project.redo().expect("a redo").is_some() {
            prop_assert_eq!(Some(picture(&project)), seen.pop());
        }
        prop_assert!(seen.is_empty());
    }
}
