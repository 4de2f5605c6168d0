//! The page, in Leptos: views over one [`state::AppState`], which the worker's events and the page's own choices
//! change.
//!
//! Of the other crates, the page uses only `handlens-core` (chiefly [`protocol`](handlens_core::protocol),
//! [`config`](handlens_core::config) and [`message`](handlens_core::message)) and `handlens-i18n`, so that its program
//! stays small. `state`, `csv`, `file_name`, `number_format` and
//! `virtual_scroll` are plain Rust and never touch the browser.
//!
//! | module | what it is |
//! |---|---|
//! | `state` | what the page knows; `apply(event)` |
//! | `client` | the worker's handle: sends commands, applies events, replaces a crashed worker |
//! | `page` | state, client and the page's own choices, for every view |
//! | `upload` | how photos come in: dropped, chosen or pasted; folders |
//! | `focus` | moves the focus on when the focused element goes |
//! | `language` | the page's language |
//! | `routing` | the open project in the page's address and title |
//! | `webcam` | the browser's webcam |
//! | `scheduling` | yielding to the browser, waiting |
//! | `storage_quota` | room left, and the browser's promise to keep what is stored |
//! | `early_prediction` | the early prediction, before the worker is ready |
//! | `download`, `csv`, `file_name`, `number_format` | files and numbers for the person |
//! | `log`, `report` | what happened lately, and the report of a problem that a person can copy |
//! | `virtual_scroll` | which cells of a long list are in view |
//! | `test_hook` | what the end-to-end tests need |
//! | `privacy_audit` | what the page shows about itself: requests, policy, what is stored; use without a network |
//! | `views` | the parts of the page as a person sees them |
//! | `components` | building blocks of the views |
//!
//! # Names for the end-to-end tests
//!
//! The values of `data-testid` are stable. Attributes in brackets are on the same element.
//!
//! - header: `language` (opens `language-item`, `data-name`), `device-badge`, `device-reason`, `loading-bar`,
//!   `storage-notice`, `undo`, `redo` (`title`)
//! - classes: `first-steps`, `new-class-name`, `new-class-add`, `project-count`, `class-card` (`data-class`,
//!   `data-class-id`), in it `class-name` (a button), `class-name-input` while it is edited, `class-count`,
//!   `add-photos-input`, `add-folder-input` (`type=file`), `paste`, `webcam`, `webcam-burst`, `camera-problem`,
//!   `class-menu`, which opens `rename-class`, `merge-into` (leads to `merge-target`, `data-name`), `delete-class`
//! - by folder, to any class: `import-photos-input`, `import-folder-input` (`type=file`)
//! - photos: `photo` (`data-photo-id`, `aria-selected`), `mistake` in it, `selection-bar`, `move-to` (opens
//!   `move-target`, `data-name`), `delete-selected`, `open-selected`, `clear-selection`, `viewer`, `viewer-close`
//! - imports: `import-progress`, `import-cancel`, `import-summary`, in it `notice` (`li`); `toast`, `dismiss`
//! - trouble: `alert`, `slow-start`, `start-again`
//! - about: `about-open`, `about-panel`, in it `about-version`, `report-copy`, `report-copied`, `report-text`
//! - prediction: `try-input` (`type=file`), `try-paste`, `try-webcam`, `try-hint`, `clear-answers`, `live`,
//!   `try-result`, in it `try-class-row` and `pretrained-row` (`data-class`, `data-probability`), `try-time`,
//!   `try-failure`, `answer-note`, `ask-again`, `none-of-these`, `nearest`, `why-button`, `why-regions`, in it
//!   `why-subject`, `why-rival`, `why-picture`, `why-hide`, `why-sentence`
//! - batch prediction: `try-folder-input` (`type=file`), `batch`, in it `batch-row` (`data-name`, `data-verdict`,
//!   `data-class`, `aria-selected`), in it `batch-note`; `batch-about`, `batch-status`, `batch-cancel`, `batch-filter`, `sort-name`, `sort-class`,
//!   `sort-sureness`, `batch-select-all`, `batch-selected`, `batch-accept`, `batch-correct` (opens `batch-class`,
//!   `data-name`), `batch-export` (opens `batch-csv` (`data-name`), `batch-zip`), `batch-clear`, `batch-close`; beside
//!   them `batch-open`
//! - backbone integrity: `integrity` (`details`), `integrity-compare`, `integrity-verdict`, `integrity-first`,
//!   `integrity-five`, `integrity-difference`, `integrity-file`, `integrity-weights`, `integrity-row`
//! - training: `train-status`, `held-out-accuracy`, `held-out-interval`, `class-result` (`data-class`), `class-sizes`,
//!   `more-photos`, `learning-curve`, `more-figures` (`details`), `reliability`, `confusion-csv` (opens
//!   `confusion-csv-as`, `data-name`), `confusion-svg`, `curve-accuracy`, `curve-loss`, `advanced` (`details`),
//!   `hyperparameter-<key>`, `hyperparameter-balance`, `hyperparameter-reset-<key>`, `hyperparameter-reset-all`, `train-button`
//! - data issues: `issues`, `issues-kind` (`data-problem`), `issues-kept`, `issues-again`, `issues-dialog`, in it `finding`
//!   (`data-photo-id`) with `finding-relabel`, `finding-move` (opens `finding-target`, `data-name`), `finding-delete`,
//!   `finding-keep`, `finding-copies`, `finding-only`; `findings-delete`, `findings-keep`, `issues-done`, `issues-undo`
//! - announcements: `spoken-result`, `spoken-answer`, `spoken-live`
//! - privacy: `privacy-open`, `privacy-panel`, in it `privacy-summary`, `privacy-request` (`tr`), `privacy-policy`,
//!   `privacy-attempt`, `privacy-attempt-result`, `privacy-network`, `privacy-offline`, `install`, `privacy-stored`
//!   (`data-name`), `remove-all`, `remove-all-confirm`, `remove-all-cancel`, `remove-all-result`, `remove-all-anew`;
//!   `update-offer`, `update-now`, `update-later`
//! - narrow screens: `tab-classes`, `tab-try`, `tab-results`
//!
//! `?log=debug` (or `off`, `error`, `warn`, `info`) in the address writes the log to the console as well. With `?test`,
//! `window.handlensTest.killWorker()` ends the worker as a crash would.

pub mod csv;
pub mod file_name;
pub mod number_format;
mod sorting;
pub mod state;
pub mod virtual_scroll;

#[cfg(target_arch = "wasm32")]
mod client;
#[cfg(target_arch = "wasm32")]
#[expect(unreachable_pub, reason = "the component macro makes public whatever it is given")]
mod components;
#[cfg(target_arch = "wasm32")]
mod download;
#[cfg(target_arch = "wasm32")]
mod early_prediction;
#[cfg(target_arch = "wasm32")]
mod focus;
#[cfg(target_arch = "wasm32")]
mod language;
#[cfg(target_arch = "wasm32")]
mod log;
#[cfg(target_arch = "wasm32")]
mod page;
#[cfg(target_arch = "wasm32")]
mod privacy_audit;
#[cfg(target_arch = "wasm32")]
mod report;
#[cfg(target_arch = "wasm32")]
mod routing;
#[cfg(target_arch = "wasm32")]
mod scheduling;
#[cfg(target_arch = "wasm32")]
mod storage_quota;
#[cfg(target_arch = "wasm32")]
mod test_hook;
#[cfg(target_arch = "wasm32")]
mod upload;
#[cfg(target_arch = "wasm32")]
#[expect(unreachable_pub, reason = "the component macro makes public whatever it is given")]
mod views;
#[cfg(target_arch = "wasm32")]
mod webcam;

/// Mounts the page in place of the skeleton that the HTML shows until then.
#[cfg(target_arch = "wasm32")]
pub fn mount() {
    std::panic::set_hook(Box::new(|information| tell_panic(&information.to_string())));
    leptos::mount::mount_to_body(views::Whole);
    if let Some(skeleton) = leptos::prelude::document().get_element_by_id("skeleton") {
        skeleton.remove();
    }
}

/// Shows that the page itself has failed. Plain DOM, because none of the page's own code can be relied on any more.
#[cfg(target_arch = "wasm32")]
fn tell_panic(detail: &str) {
    let document = leptos::prelude::document();
    let told = document.get_element_by_id("panic").is_some();
    if let (false, Some(body), Ok(alert)) = (told, document.body(), document.create_element("p")) {
        alert.set_text_content(Some(&handlens_i18n::t!("page-stopped", detail = detail)));
        alert.set_id("panic");
        alert.set_class_name("alert panic");
        // If one of these fails as well, the console still has the error.
        let _ = alert.set_attribute("role", "alert");
        let _ = body.prepend_with_node_1(&alert);
    }
    web_sys::console::error_1(&detail.into());
}
