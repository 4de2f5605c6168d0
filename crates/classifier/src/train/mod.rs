//! Features in, a head out: how a person's classes are learnt, and judged by heads that never saw the photo.
//!
//! [`feature`] turns the views of a photo into the vector that the head sees, [`folds`] says which twin never sees
//! which photo, [`subsets`] what a learning curve's heads see, [`head_device`] where it is done, [`fit`] trains the deployed head and
//! its twins as one problem, [`head`] answers, and [`attribution`] says which regions of a photo spoke for that. Nothing here touches
//! pixels or the database.

pub mod attribution;
pub mod feature;
pub mod fit;
pub mod folds;
pub mod head;
pub mod head_device;
pub mod subsets;

pub use fit::{Fit, Fitted, Progress, Samples};
pub use head::Head;
pub use head_device::HeadDevice;
