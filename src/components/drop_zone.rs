//! A place to drop files, and the buttons that choose files instead.

use leptos::attr::custom::custom_attribute;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Node};

use super::icon::{Icon, Symbol};
use crate::components::erased::erased;
use crate::page::Page;
use crate::upload::{FileSelection, Target};

/// What the file dialogue offers as photos: operating systems count neither raw camera files nor image pairs as images.
const PHOTOS: &str = "image/*,.heic,.heif,.avif,.jxl,.mpo,.jps,.insp,.3fr,.arw,.cr2,.cr3,.crw,.dcr,.dng,.erf,.iiq,.kdc,.mef,\
                      .mos,.mrw,.nef,.nrw,.orf,.pef,.raf,.raw,.rw2,.rwl,.sr2,.srf,.srw,.x3f";

/// Whether a drag carries files, rather than text or photos of this page.
pub(crate) fn carries_files(event: &DragEvent) -> bool {
    let types = event.data_transfer().map(|data| data.types()).unwrap_or_default();
    types.iter().any(|kind| kind.as_string().as_deref() == Some("Files"))
}

/// Takes dropped files in. Returns whether the drop carried files.
pub(crate) fn take_drop(event: &DragEvent, page: Page, target: Target) -> bool {
    event.prevent_default();
    event.stop_propagation();
    if !carries_files(event) {
        return false;
    }
    if let Some(data) = event.data_transfer() {
        FileSelection::of_drop(&data).deliver(page, target);
    }
    true
}

/// Whether a drag has left the element itself, rather than entered one of its children.
pub(crate) fn has_left(event: &DragEvent) -> bool {
    let element = event.current_target().and_then(|target| target.dyn_into::<Node>().ok());
    let next = event.related_target().and_then(|target| target.dyn_into::<Node>().ok());
    !element.is_some_and(|element| next.is_some_and(|next| element.contains(Some(&next))))
}

#[component]
pub(crate) fn DropZone(
    target: Target,
    /// Additional classes.
    #[prop(default = "")]
    class: &'static str,
    children: Children,
) -> impl IntoView {
    let page = Page::context();
    let over = RwSignal::new(false);
    view! {
        <div
            class=format!("drop-zone {class}")
            class:is-over=over
            on:dragover=move |event| {
                if carries_files(&event) {
                    event.prevent_default();
                    event.stop_propagation();
                    over.set(true);
                }
            }
            on:dragleave=move |event| if has_left(&event) { over.set(false) }
            on:drop=move |event| {
                over.set(false);
                take_drop(&event, page, target);
            }
        >
            {children()}
        </div>
    }
}

/// What a button lets the person choose: photos or a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Choice {
    /// Photos.
    Photos,
    /// A folder with everything in it.
    Folder,
}

/// A button that opens the browser's file dialogue.
#[component]
pub(crate) fn ChooseButton(
    choice: Choice,
    target: Target,
    #[prop(into)] label: String,
    /// The `data-testid` of the input behind the button.
    testid: &'static str,
    #[prop(default = "")] class: &'static str,
) -> impl IntoView {
    let page = Page::context();
    let input = NodeRef::<html::Input>::new();
    let icon = if choice == Choice::Folder { Icon::Folder } else { Icon::Photo };
    // `webkitdirectory` is not in the standard, but in every browser.
    let folder_attribute = custom_attribute("webkitdirectory", choice == Choice::Folder);
    let accept = match (choice, target) {
        (Choice::Folder, _) => None,
        (Choice::Photos, Target::Try) => Some(format!("{PHOTOS},.zip,.tm")),
        (Choice::Photos, _) => Some(format!("{PHOTOS},.zip,.tm,.handlens")),
    };
    let open = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let chosen = move |event: leptos::ev::Event| {
        let input = event_target::<web_sys::HtmlInputElement>(&event);
        if let Some(files) = input.files() {
            FileSelection::of_list(&files).deliver(page, target);
        }
        // Otherwise choosing the same file again would not count as a change.
        input.set_value("");
    };
    view! {
        <button type="button" class=format!("button {class}") on:click=erased(open)>
            <Symbol icon/>
            <span class="label">{label}</span>
        </button>
        <input
            type="file"
            class="hidden-input"
            multiple
            accept={accept}
            {..folder_attribute}
            data-testid=testid
            // The button already says it.
            aria-hidden="true"
            tabindex="-1"
            node_ref=input
            on:change=chosen
        />
    }
}
