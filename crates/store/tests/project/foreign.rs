//! Exported project files, imported on this device or another.

use handlens_core::message::Message;
use handlens_i18n::Localise;
use handlens_store::project::{HEADER_BYTES, Project, check_header};

use crate::setup::{TemporaryFile, copy, create, features_of, picture, real_photo};

fn filled(mut project: Project) -> Project {
    let class = create(&mut project, "A");
    let import = project.begin_import().expect("an import");
    let photos = (1..=4).map(|number| real_photo(number, class)).collect();
    project.import_photos(import, photos).expect("imported photos");
    project.finish_import(import).expect("a finished import");
    project.put_features("model-a", &features_of(1..=4)).expect("features");
    project
}

#[test]
fn a_project_goes_out_as_a_file_and_comes_back() {
    let (exported, imported) = (TemporaryFile::new(), TemporaryFile::new());
    let original = filled(Project::in_memory().expect("a project"));
    copy(&original, &mut exported.open()).expect("an export");
    let bytes = std::fs::read(exported.path()).expect("the file");
    check_header(&bytes[..HEADER_BYTES], bytes.len() as u64).expect("a header");
    let foreign = Project::open_foreign(exported.path(), None).expect("an opened file");
    copy(&foreign, &mut imported.open()).expect("an import");
    assert_eq!(picture(&imported.open()), picture(&original));
    assert_eq!(std::fs::read(exported.path()).expect("the file"), bytes, "nothing was written to it");
}

#[test]
fn a_project_goes_out_and_comes_back_without_any_file() {
    let original = filled(Project::in_memory().expect("a project"));
    let mut exported = Project::in_memory().expect("a project");
    copy(&original, &mut exported).expect("an export");
    let bytes = exported.serialize().expect("bytes");
    let foreign = Project::open_foreign_bytes(&bytes).expect("opened bytes");
    let mut imported = Project::in_memory().expect("a project");
    copy(&foreign, &mut imported).expect("an import");
    assert_eq!(picture(&imported), picture(&original));
    assert_eq!(imported.check().expect("a check"), Vec::<Message>::new());
}

#[test]
fn a_file_that_is_not_there_is_not_made() {
    let file = TemporaryFile::new();
    let error = Project::open_foreign(file.path(), None).expect_err("it is refused");
    assert_eq!(error.text(), "The project's file cannot be opened. Check its name and try again.");
    assert!(!std::path::Path::new(file.path()).exists());
}
