//! Classes, photos, thumbnails and the selection.

use handlens_i18n::Localise;

use super::*;

const LEAF: ClassId = ClassId(1);
const BARK: ClassId = ClassId(2);

fn library(photos: u32) -> Library {
    let mut library = Library::default();
    let classes = [(LEAF, "Leaf"), (BARK, "Bark")];
    let released =
        library.open(classes.iter().map(|(id, name)| ClassInfo { id: *id, name: (*name).into() }).collect());
    assert!(released.is_empty());
    let infos = (0..photos).map(|id| PhotoInfo { id: PhotoId(id), class: LEAF, name: format!("{id}.jpg") });
    let released = library.add(infos.collect(), (0..photos).map(|id| format!("blob:{id}")).collect());
    assert!(released.is_empty());
    library
}

#[test]
fn the_newest_photo_comes_first() {
    let library = library(3);
    assert_eq!(library.at(LEAF, 0), Some(PhotoId(2)));
    assert_eq!(library.at(LEAF, 3), None);
    assert_eq!(library.place(PhotoId(0)), Some((LEAF, 2)));
}

#[test]
fn a_photo_that_comes_back_takes_its_old_place() {
    let mut library = library(3);
    assert_eq!(library.remove(&[PhotoId(1)]), ["blob:1"]);
    let back = PhotoInfo { id: PhotoId(1), class: LEAF, name: "1.jpg".into() };
    assert!(library.add(vec![back], vec!["blob:new".into()]).is_empty());
    assert_eq!(library.place(PhotoId(1)), Some((LEAF, 1)));
    assert_eq!(library.thumbnail(PhotoId(1)), Some("blob:new"));
}

#[test]
fn moved_photos_change_both_classes() {
    let mut library = library(3);
    let (leaf, bark) = (library.version(LEAF), library.version(BARK));
    library.reassign(&[(PhotoId(0), BARK), (PhotoId(2), BARK)]);
    assert_eq!((library.count(LEAF), library.count(BARK)), (1, 2));
    assert!(library.version(LEAF) > leaf && library.version(BARK) > bark);
}

#[test]
fn sizes_are_told_where_they_differ_by_half() {
    let mut library = library(5);
    assert_eq!(library.unequal_sizes(), None, "a class without photos does not count");
    library.reassign(&[(PhotoId(0), BARK), (PhotoId(1), BARK)]);
    assert_eq!(library.unequal_sizes(), Some([("Bark".to_owned(), 2), ("Leaf".to_owned(), 3)]));
    let _ = library.remove(&[PhotoId(4)]);
    assert_eq!(library.unequal_sizes(), None);
}

#[test]
fn a_name_that_a_class_cannot_have_is_told_before_it_is_sent() {
    let mut library = Library::default();
    library.set_classes(vec![
        ClassInfo { id: LEAF, name: "Äpfel".into() },
        ClassInfo { id: BARK, name: "Bark".into() },
    ]);
    let told = |name: &str, renamed| library.name_problem(name, renamed).map(|problem| problem.text());
    let taken = "There is already a class “Äpfel”. Choose another name.";
    assert_eq!(told(" a\u{308}PFEL ", Some(BARK)).as_deref(), Some(taken));
    assert_eq!(told("äpfel", None).as_deref(), Some(taken));
    assert_eq!(told("ÄPFEL", Some(LEAF)), None, "its own name in another case");
    assert_eq!(told("Twig", Some(LEAF)), None);
    assert!(told("\u{200b}", None).is_some(), "nothing that can be seen");
}

#[test]
fn a_range_reaches_from_the_last_choice() {
    let mut library = library(10);
    library.select_only(PhotoId(7));
    library.select_to(PhotoId(4));
    assert_eq!(library.selection().len(), 4);
    library.toggle(PhotoId(5));
    assert_eq!(library.selection().len(), 3);
    let _ = library.remove(&[PhotoId(4)]);
    assert_eq!(library.selection().len(), 2, "what is gone is not selected");
}

#[test]
fn thumbnails_that_nobody_sees_make_room() {
    let mut full = library(THUMBNAILS as u32);
    full.show(Showing::Class(LEAF), vec![PhotoId(0), PhotoId(1)]);
    full.show(Showing::Class(LEAF), vec![PhotoId(0)]);
    let info = PhotoInfo { id: PhotoId(u32::MAX), class: BARK, name: "x".into() };
    let gone = full.add(vec![info], vec!["blob:x".into()]);
    assert_eq!(gone.len(), THUMBNAILS + 1 - THUMBNAILS_LEFT);
    assert_eq!(gone[0], "blob:2", "what was seen lately stays longer");
    assert_eq!(full.thumbnail(PhotoId(0)), Some("blob:0"));
    assert_eq!(full.thumbnail(PhotoId(u32::MAX)), Some("blob:x"));
    assert!(full.is_in_sight(PhotoId(0)) && !full.is_in_sight(PhotoId(1)));
}

#[test]
fn a_photo_that_is_told_anew_stays_where_it_is() {
    let mut library = library(2);
    let again = PhotoInfo { id: PhotoId(0), class: BARK, name: "0.jpg".into() };
    assert!(library.add(vec![again], Vec::new()).is_empty());
    assert_eq!((library.count(LEAF), library.count(BARK)), (1, 1));
    assert_eq!(library.thumbnail(PhotoId(0)), Some("blob:0"));
}

#[test]
fn opening_again_starts_over() {
    let mut library = library(2);
    let version = library.version(LEAF);
    let released = library.open(vec![ClassInfo { id: LEAF, name: "Leaf".into() }]);
    assert_eq!((released.len(), library.photo_count(), library.count(LEAF)), (2, 0, 0));
    assert!(library.version(LEAF) > version);
    assert_eq!(library.free_class_name(|_| false), "Class 1");
}
