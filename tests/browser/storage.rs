//! A project on the device.

use handlens::protocol::Storage;
use handlens::web::storage;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_project_on_the_device_is_there_again_when_it_is_opened_again() {
    let first = storage::open().await.expect("a project");
    assert_eq!(first.storage, Storage::Device, "{:?}", first.warning);
    assert_eq!(first.warning, None);
    let mut project = first.project;
    project.create_class("Chaffinch").expect("a class");
    drop(project);

    let second = storage::open().await.expect("the project");
    assert_eq!(second.storage, Storage::Device, "{:?}", second.warning);
    let names: Vec<String> =
        second.project.classes().expect("classes").into_iter().map(|class| class.name).collect();
    assert_eq!(names, ["Chaffinch"]);
}
