//! Changes of classes and of photos' classes, with undo, redo and refusals.
use handlens_core::config::limits;
use handlens_core::protocol::{ClassId, PhotoId};
use handlens_i18n::Localise;
use handlens_store::project::{Change, Project};

use crate::setup::{add, create, journal, picture, refusal};

#[test]
fn each_change_is_described_undone_and_redone() {
    type Step = fn(&mut Project) -> handlens_store::Result<Change>;
    let steps: [(Step, &str, bool, usize); 7] = [
        (|project| project.create_class(" Robin "), "Create class “Robin”", true, 0),
        (|project| project.rename_class(ClassId(1), "Wren"), "Rename “A” to “Wren”", true, 0),
        (|project| project.merge_classes(ClassId(1), ClassId(2)), "Merge “A” into “B”", true, 3),
        (|project| project.delete_class(ClassId(1)), "Delete class “A” (3 photos)", true, 3),
        (|project| project.delete_class(ClassId(3)), "Delete class “Empty”", true, 0),
        (
            |project| project.move_photos(&[PhotoId(1), PhotoId(2), PhotoId(4)], ClassId(2)),
            "Move 2 photos to “B”",
            false,
            2,
        ),
        (|project| project.delete_photos(&[PhotoId(4), PhotoId(4)]), "Delete 1 photo", false, 1),
    ];
    for (step, description, classes_changed, photos) in steps {
        let mut project = Project::in_memory().expect("a project");
        let (a, b) = (create(&mut project, "A"), create(&mut project, "B"));
        create(&mut project, "Empty");
        add(&mut project, a, 1..=3);
        add(&mut project, b, 4..=4);
        let before = picture(&project);

        let change = step(&mut project).expect("the change");
        assert_eq!(change.description.text(), description);
        assert_eq!((change.classes_changed, change.photos.len()), (classes_changed, photos), "{description}");
        let after = picture(&project);
        assert_ne!(before, after, "{description}");
        assert_eq!(journal(&project), (Some(description.to_owned()), None));

        let back = project.undo().expect("an undo").expect("something to undo");
        assert_eq!(back.description, change.description);
        assert_eq!(picture(&project), before, "{description}");
        assert_eq!(journal(&project).1.as_deref(), Some(description));
        for (forth, back) in change.photos.iter().zip(&back.photos) {
            assert_eq!((forth.photo, forth.before, forth.after), (back.photo, back.after, back.before));
        }

        assert_eq!(project.redo().expect("a redo").expect("something to redo"), change);
        assert_eq!(picture(&project), after, "{description}");
    }
}

#[test]
fn undo_and_redo_with_nothing_to_do_say_so() {
    let mut project = Project::in_memory().expect("a project");
    assert_eq!(project.undo().expect("an undo"), None);
    assert_eq!(project.redo().expect("a redo"), None);
    assert_eq!(project.journal().expect("the journal"), (None, None));
}

#[test]
fn a_change_that_changes_nothing_leaves_no_trace_in_the_journal() {
    let mut project = Project::in_memory().expect("a project");
    let class = create(&mut project, "A");
    let photos = add(&mut project, class, 1..=2);
    for change in [
        project.move_photos(&photos, class).expect("a change"),
        project.move_photos(&[], class).expect("a change"),
        project.delete_photos(&[]).expect("a change"),
        project.rename_class(class, "A").expect("a change"),
    ] {
        assert!(!change.classes_changed && change.photos.is_empty());
    }
    assert_eq!(journal(&project).0.as_deref(), Some("Add 2 photos"));
}

#[test]
fn a_new_change_ends_what_could_be_redone() {
    let mut project = Project::in_memory().expect("a project");
    create(&mut project, "A");
    project.undo().expect("an undo");
    create(&mut project, "B");
    assert_eq!(project.redo().expect("a redo"), None);
    assert_eq!(project.classes().expect("classes").len(), 1);
}

#[test]
fn names_of_classes_are_checked_in_a_sentence() {
    let mut project = Project::in_memory().expect("a project");
    let robin = create(&mut project, "Róbin");
    create(&mut project, "Wren");
    let empty = refusal(&mut project, |project| project.create_class("  \t"));
    assert_eq!(empty, "A class needs a name. Enter one.");
    let long = "x".repeat(limits::CLASS_NAME_CHARS + 1);
    let sentence = refusal(&mut project, |project| project.create_class(&long));
    assert_eq!(sentence, "A class's name can have at most 80 characters, and this one has 81. Shorten it.");
    let taken = refusal(&mut project, |project| project.create_class("RÓBIN "));
    assert_eq!(taken, "There is already a class “Róbin”. Choose another name.");
    let taken = refusal(&mut project, |project| project.rename_class(robin, "wren"));
    assert_eq!(taken, "There is already a class “Wren”. Choose another name.");
    project.rename_class(robin, "RÓBIN").expect("its own name in another case is free");
    project.create_class(&"ü".repeat(limits::CLASS_NAME_CHARS)).expect("characters are counted, not bytes");
}

#[test]
fn names_that_look_the_same_are_one_class() {
    let mut project = Project::in_memory().expect("a project");
    // As macOS writes it: a letter and a combining mark.
    project.create_class("A\u{308}pfel \u{202e}").expect("a class");
    let apples = project.classes().expect("classes")[0].id;
    assert_eq!(project.classes().expect("classes")[0].name, "\u{c4}pfel");
    let import = project.begin_import().expect("an import");
    for name in ["\u{c4}pfel", "\u{e4}pfel", "A\u{308}p\u{200b}fel", "\u{2068}\u{c4}pfel\u{2069}"] {
        let refused = project.create_class(name).map(drop).expect_err("there is one").text();
        assert_eq!(refused, "There is already a class “\u{c4}pfel”. Choose another name.");
        let place = handlens_core::protocol::Placement::Named(name.to_owned());
        assert_eq!(project.import_class(import, &place).expect("a class").0, apples);
    }
    let empty = refusal(&mut project, |project| project.create_class("\u{200b}\u{202e}"));
    assert_eq!(empty, "A class needs a name. Enter one.");
}

#[test]
fn a_deleted_class_frees_its_name() {
    let mut project = Project::in_memory().expect("a project");
    let class = create(&mut project, "A");
    project.delete_class(class).expect("a deletion");
    assert_ne!(create(&mut project, "a"), class);
}

#[test]
fn there_is_a_limit_to_the_number_of_classes() {
    let mut project = Project::in_memory().expect("a project");
    for number in 0..limits::CLASSES {
        create(&mut project, &format!("Class {number}"));
    }
    let sentence = refusal(&mut project, |project| project.create_class("One more"));
    assert_eq!(
        sentence,
        "A project can have at most 200 classes, and this one has reached that limit. Merge or delete one first."
    );
}

#[test]
fn unknown_classes_and_photos_are_refused_in_a_sentence() {
    let mut project = Project::in_memory().expect("a project");
    let class = create(&mut project, "A");
    let photos = add(&mut project, class, 1..=2);
    project.delete_photos(&photos[..1]).expect("a deletion");
    let gone = "That class is no longer in the project. Choose another one, or undo its deletion.";
    let unknown = ClassId(99);
    assert_eq!(refusal(&mut project, |project| project.rename_class(unknown, "B")), gone);
    assert_eq!(refusal(&mut project, |project| project.delete_class(unknown)), gone);
    assert_eq!(refusal(&mut project, |project| project.merge_classes(class, unknown)), gone);
    assert_eq!(refusal(&mut project, |project| project.merge_classes(unknown, class)), gone);
    assert_eq!(refusal(&mut project, |project| project.move_photos(&photos[1..], unknown)), gone);
    let itself = refusal(&mut project, |project| project.merge_classes(class, class));
    assert_eq!(itself, "A class cannot be merged into itself. Choose another class.");
    let gone = "One of these photos is no longer in the project, so nothing was changed. Select again.";
    assert_eq!(refusal(&mut project, |project| project.move_photos(&photos, class)), gone);
    assert_eq!(refusal(&mut project, |project| project.delete_photos(&photos)), gone);
}
