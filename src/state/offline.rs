//! Use without a network: whether the page's files are stored on this device, and what the page may offer.

use serde::Deserialize;

use handlens_i18n::t;

/// What `offline.js` reports.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub struct Offline {
    /// Whether the page's files are stored on this device.
    pub files: Files,
    /// Whether a new version is ready to be activated.
    pub update: bool,
    /// Whether the browser offers to install the page as an app.
    pub installable: bool,
    /// Whether the page runs as an installed app.
    pub installed: bool,
}

/// Whether the page's files are stored on this device.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Files {
    /// They are not.
    #[default]
    None,
    /// They are being downloaded and checked.
    Keeping,
    /// They are.
    Kept,
    /// The browser refused, or the download failed.
    Failed,
}

/// What became of the offer of a new version.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Update {
    /// It is shown as soon as there is a new version.
    #[default]
    Offered,
    /// Not possible now, because another tab has the page open.
    Elsewhere,
    /// The person wants the new version from the next start on.
    PutOff,
}

impl Offline {
    /// One sentence about opening the page without a network.
    pub fn line(self) -> String {
        match self.files {
            Files::Kept => t!("offline-kept"),
            Files::Keeping => t!("offline-keeping"),
            Files::Failed => t!("offline-failed"),
            Files::None => t!("offline-none"),
        }
    }
}
