//! Embedders beside this thread: a batch of views is shared out among them and this thread.

use std::cell::Cell;
use std::fmt;
use std::future::Future;
use std::pin::Pin;

use super::cpu::Frozen;
use crate::Result;

/// Features of views to come, in order.
pub type Answer = Pin<Box<dyn Future<Output = Result<Vec<Vec<f32>>>>>>;

/// Computes features beside this thread, with the same code and the same weights.
pub trait Helper {
    /// Hands it the weights file's bytes, once.
    fn prepare(&self, weights: &[u8]);
    /// Whether it has the weights and can be given views.
    fn is_ready(&self) -> bool;
    /// Views `[224, 224, 3]` (values 0 to 255) → features, each `[1280]`. It starts at once, before it is awaited.
    fn features(&self, views: &[Vec<f32>]) -> Answer;
}

/// The helpers of one network on the CPU; often none.
#[derive(Default)]
pub struct Crew {
    helpers: Vec<Box<dyn Helper>>,
    prepared: Cell<bool>,
}

impl fmt::Debug for Crew {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Crew {{ helpers: {} }}", self.helpers.len())
    }
}

impl Crew {
    /// A crew of helpers that have no weights yet.
    pub fn new(helpers: Vec<Box<dyn Helper>>) -> Self {
        Self { helpers, prepared: Cell::new(false) }
    }

    /// How many threads work on a batch, this one included.
    pub fn threads(&self) -> usize {
        self.helpers.len() + 1
    }

    /// Hands out the weights, the first time. Each helper takes part once it has unpacked them.
    pub fn prepare(&self, weights: &[u8]) {
        if !self.prepared.replace(true) {
            self.helpers.iter().for_each(|helper| helper.prepare(weights));
        }
    }

    /// Features of a batch, computed by all who are ready. What a helper fails at is done again on this thread.
    ///
    /// # Errors
    ///
    /// When a view has another size, or a value is no number.
    pub(super) async fn features(&self, network: &Frozen, views: &[Vec<f32>]) -> Result<Vec<Vec<f32>>> {
        let ready: Vec<&dyn Helper> =
            self.helpers.iter().map(Box::as_ref).filter(|helper| helper.is_ready()).collect();
        let share = views.len().div_ceil(ready.len() + 1);
        let (own, others) = views.split_at(share);
        let under_way: Vec<(&[Vec<f32>], Answer)> = others
            .chunks(share.max(1))
            .zip(ready)
            .map(|(views, helper)| (views, helper.features(views)))
            .collect();
        let mut features = network.features(own)?;
        for (views, answer) in under_way {
            match answer.await {
                Ok(answer) if answer.len() == views.len() => features.extend(answer),
                _ => features.extend(network.features(views)?),
            }
        }
        Ok(features)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use super::*;
    use crate::Error;
    use crate::model::preprocess::VIEW_VALUES;
    use crate::model::weights::Weights;
    use crate::words::Saying;

    const WEIGHTS: &[u8] = include_bytes!("../../www/model/efficientnet-lite0.safetensors");

    fn network() -> Frozen {
        Frozen::load(&Weights::new(WEIGHTS.to_vec()).expect("the baked weights")).expect("the network")
    }

    /// A helper that computes on the spot, or fails.
    struct Double {
        network: Frozen,
        weights: RefCell<Vec<u8>>,
        ready: bool,
        fails: bool,
        given: Rc<Cell<usize>>,
    }

    impl Helper for Double {
        fn prepare(&self, weights: &[u8]) {
            self.weights.borrow_mut().extend_from_slice(weights);
        }

        fn is_ready(&self) -> bool {
            self.ready
        }

        fn features(&self, views: &[Vec<f32>]) -> Answer {
            self.given.set(self.given.get() + views.len());
            let answer = if self.fails {
                Err(Error::device(Saying::verbatim("It died.")))
            } else {
                self.network.features(views)
            };
            Box::pin(std::future::ready(answer))
        }
    }

    #[test]
    fn a_batch_is_shared_out_and_comes_back_in_order_whoever_fails() {
        let network = network();
        let mut rng = fastrand::Rng::with_seed(3);
        let views: Vec<Vec<f32>> =
            (0..5).map(|_| (0..VIEW_VALUES).map(|_| rng.f32() * 255.0).collect()).collect();
        let given: Vec<Rc<Cell<usize>>> = (0..3).map(|_| Rc::default()).collect();
        let double = |index: usize, ready, fails| {
            let given = Rc::clone(&given[index]);
            let helper =
                Double { network: self::network(), weights: RefCell::default(), ready, fails, given };
            Box::new(helper) as Box<dyn Helper>
        };
        let crew = Crew::new(vec![double(0, true, false), double(1, false, false), double(2, true, true)]);
        assert_eq!(crew.threads(), 4);
        for count in [0, 1, 2, 5] {
            let expected = network.features(&views[..count]).expect("features");
            let features = pollster::block_on(crew.features(&network, &views[..count])).expect("features");
            assert_eq!(features, expected, "{count} views");
        }
        // Of two: one. Of five: two and one. The one that is not ready gets none.
        assert_eq!(given.iter().map(|given| given.get()).collect::<Vec<_>>(), [3, 0, 1]);
    }
}
