//! Features in, a head out: how a person's classes are learned, and judged by heads that never saw the photo.
//!
//! [`feature`] combines the views of a photo into the input vector of the head. [`folds`] decides which photos each
//! fold head never sees, [`subsets`] which photos the heads of a learning curve see, and [`head_device`] where training
//! runs. [`fit`] trains the deployed head and the fold heads as one problem, [`head`] predicts, and [`attribution`]
//! says which regions of a photo led to the prediction. Nothing here touches pixels or the database.

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
