//! Use without a network: whether the page's files are kept on this device, and what there is to offer.

use serde::Deserialize;

use handlens_i18n::t;

/// What `offline.js` knows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub struct Offline {
    /// Whether the page's files are kept on this device.
    pub files: Files,
    /// Whether another version waits to be used.
    pub update: bool,
    /// Whether the browser would install the page as an app.
    pub installable: bool,
    /// Whether it runs as an installed app.
    pub installed: bool,
}

/// Whether the page's files are kept on this device.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Files {
    /// No.
    #[default]
    None,
    /// They are being fetched and checked.
    Keeping,
    /// Yes.
    Kept,
    /// The browser refuses, or the files did not come in.
    Failed,
}

/// What became of the offer of another version.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Update {
    /// It holds as soon as there is one.
    #[default]
    Offered,
    /// Not now: the page is open elsewhere too.
    Elsewhere,
    /// The person wants it later, from the next start on.
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
