//! The page's own icons, as inline SVG: they take the colour and size of the surrounding text.

use leptos::prelude::*;

macro_rules! icons {
    ($($name:ident $file:literal,)*) => {
        /// An icon of `www/icons/`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs, reason = "each is named after what its file shows")]
        pub(crate) enum Icon { $($name,)* }

        impl Icon {
            fn source(self) -> &'static str {
                match self {
                    $(Self::$name => include_str!(concat!("../../www/icons/", $file, ".svg")),)*
                }
            }
        }
    };
}

icons! {
    About "about",
    Check "check",
    Chip "chip",
    Close "close",
    Copy "copy",
    Down "down",
    Expand "expand",
    Export "export",
    Folder "folder",
    Import "import",
    Language "language",
    Left "left",
    Lock "lock",
    Mark "mark",
    Merge "merge",
    More "more",
    Move "move",
    Paste "paste",
    Photo "photo",
    Plus "plus",
    Projects "projects",
    Redo "redo",
    Rename "rename",
    Reset "reset",
    Right "right",
    StepClasses "step-classes",
    StepDrop "step-drop",
    StepTry "step-try",
    Storage "storage",
    Tabs "tabs",
    Train "train",
    Trash "trash",
    Try "try",
    Undo "undo",
    Warning "warning",
    Webcam "webcam",
}

/// Shows an icon. It is decoration: its meaning must be said in words beside it or in a label.
#[component]
pub(crate) fn Symbol(icon: Icon) -> impl IntoView {
    view! { <span class="icon" aria-hidden="true" inner_html=icon.source()></span> }
}
