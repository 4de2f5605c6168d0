//! Offers a finished file as a download. Its bytes are not copied: the browser reads them while it saves.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, FileSystemDirectoryHandle, FileSystemFileHandle, HtmlAnchorElement};

use super::{file_name, scheduling};

/// How long the file's address stays valid, in milliseconds. The browser may first ask where to save it.
const ADDRESS_MILLISECONDS: i32 = 10 * 60_000;

/// Saves the file at this path of the origin's private file system, or else the attached bytes. Returns its size in
/// bytes.
pub(crate) async fn save(name: &str, path: Option<&str>, attachment: JsValue) -> Result<f64, JsValue> {
    let content: Blob = match path {
        Some(path) => find(path).await?,
        None => Blob::new_with_blob_sequence(&js_sys::Array::of1(&attachment))?,
    };
    let size = content.size();
    let typed = content.slice_with_f64_and_f64_and_content_type(0.0, size, file_name::media_type(name))?;
    let address = web_sys::Url::create_object_url_with_blob(&typed)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    spawn_local(async move {
        scheduling::wait(ADDRESS_MILLISECONDS).await;
        // Revoking an unknown address has no effect.
        let _ = web_sys::Url::revoke_object_url(&address);
    });
    Ok(size)
}

/// The file at a path of the origin's private file system.
async fn find(path: &str) -> Result<Blob, JsValue> {
    let mut folder: FileSystemDirectoryHandle =
        JsFuture::from(window().navigator().storage().get_directory()).await?.unchecked_into();
    let (folders, file) = path.rsplit_once('/').unwrap_or(("", path));
    for name in folders.split('/').filter(|name| !name.is_empty()) {
        folder = JsFuture::from(folder.get_directory_handle(name)).await?.unchecked_into();
    }
    let file: FileSystemFileHandle = JsFuture::from(folder.get_file_handle(file)).await?.unchecked_into();
    Ok(JsFuture::from(file.get_file()).await?.unchecked_into())
}
