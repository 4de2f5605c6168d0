//! Why a project's files cannot be opened, read or written, and the errors for it.

use sqlite_wasm_vfs::sahpool::OpfsSAHError;
use wasm_bindgen::JsValue;

use crate::files::full_or_broken;
use handlens_browser::failure_name;
use handlens_core::{Error, msg};

/// Chromium and Firefox report NoModificationAllowedError; Safari before version 17 reported InvalidStateError.
pub(super) fn is_held_by_another(failure: &JsValue) -> bool {
    matches!(failure_name(failure).as_deref(), Some("NoModificationAllowedError" | "InvalidStateError"))
}

/// Whether another worker holds the files, or held them until a moment ago.
pub(super) fn is_held(failure: &OpfsSAHError) -> bool {
    matches!(failure, OpfsSAHError::Opfs { value, .. } if is_held_by_another(value))
}

fn is_full(failure: &OpfsSAHError) -> bool {
    matches!(failure, OpfsSAHError::Opfs { value, .. }
        if failure_name(value).as_deref() == Some("QuotaExceededError"))
}

/// The error for files that cannot be opened although nobody else uses them.
pub(super) fn unusable(failure: &OpfsSAHError) -> Error {
    if is_full(failure) {
        return full_or_broken(&std::io::ErrorKind::StorageFull.into());
    }
    Error::project(msg!("project-store-files-unusable")).with_detail(failure)
}

/// The error for a file that is not a database, or that does not fit on the device.
pub(super) fn unfit(failure: &OpfsSAHError) -> Error {
    if is_full(failure) {
        return full_or_broken(&std::io::ErrorKind::StorageFull.into());
    }
    Error::project(msg!("project-store-file-unfit")).with_detail(failure)
}

pub(super) fn unreadable(cause: &std::io::Error) -> Error {
    Error::project(msg!("project-store-file-unreadable")).with_detail(cause)
}
