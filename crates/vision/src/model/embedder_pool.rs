//! Embedders in other threads: they and this thread share each batch of views.

use std::cell::Cell;
use std::fmt;
use std::future::Future;
use std::pin::Pin;

use futures_util::future::{Either, select};

use super::ViewOutput;
use super::cpu::InferenceNetwork;
use handlens_core::Result;

/// What a remote embedder will have made of views, in order.
pub type Answer = Pin<Box<dyn Future<Output = Result<Vec<ViewOutput>>>>>;

/// Returns after this many milliseconds.
pub type Wait = fn(f64) -> Pin<Box<dyn Future<Output = ()>>>;

/// Time limit for a helper after this thread has finished its own share, in milliseconds. All shares have the same
/// size, so this is many times what even a slow core needs.
const PATIENCE_MS: f64 = 20_000.0;

/// An embedder in another thread, with the same code and weights.
pub trait RemoteEmbedder {
    /// Sends it the bytes of the weights file, once.
    fn prepare(&self, weights: &[u8]);
    /// Whether it has the weights and can take views.
    fn is_ready(&self) -> bool;
    /// Embeds views `[224, 224, 3]` (values 0 to 255). Work starts at once, before the future is awaited.
    fn outputs(&self, views: &[Vec<f32>]) -> Answer;
}

/// The remote embedders of one network on the CPU; often none.
pub struct EmbedderPool {
    helpers: Vec<Member>,
    prepared: Cell<bool>,
    wait: Wait,
}

struct Member {
    helper: Box<dyn RemoteEmbedder>,
    /// It did not answer in time, and gets no more views.
    given_up: Cell<bool>,
}

impl Default for EmbedderPool {
    fn default() -> Self {
        Self::new(Vec::new(), |_| Box::pin(std::future::ready(())))
    }
}

impl fmt::Debug for EmbedderPool {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "EmbedderPool {{ helpers: {} }}", self.helpers.len())
    }
}

impl EmbedderPool {
    /// A pool of helpers that have no weights yet. `wait` limits how long a helper may take.
    pub fn new(helpers: Vec<Box<dyn RemoteEmbedder>>, wait: Wait) -> Self {
        let member = |helper| Member { helper, given_up: Cell::new(false) };
        Self { helpers: helpers.into_iter().map(member).collect(), prepared: Cell::new(false), wait }
    }

    /// Number of threads that work on a batch, including this one.
    pub fn threads(&self) -> usize {
        self.helpers.iter().filter(|member| !member.given_up.get()).count() + 1
    }

    /// Sends the weights to all helpers, the first time. Each helper takes part once it has unpacked them.
    pub fn prepare(&self, weights: &[u8]) {
        if !self.prepared.replace(true) {
            self.helpers.iter().for_each(|member| member.helper.prepare(weights));
        }
    }

    /// Embeds a batch of views `[224, 224, 3]` (values 0 to 255): this thread and all helpers that are ready share it.
    /// If a helper fails or does not answer in time, this thread computes its share; a helper that was too slow gets
    /// no more views.
    ///
    /// # Errors
    ///
    /// When a view has another size, or a value is not finite.
    pub async fn outputs(&self, network: &InferenceNetwork, views: &[Vec<f32>]) -> Result<Vec<ViewOutput>> {
        let is_ready = |member: &&Member| !member.given_up.get() && member.helper.is_ready();
        let ready: Vec<&Member> = self.helpers.iter().filter(is_ready).collect();
        let share = views.len().div_ceil(ready.len() + 1);
        let (own, others) = views.split_at(share);
        let under_way: Vec<(&[Vec<f32>], &Member, Answer)> = others
            .chunks(share.max(1))
            .zip(ready)
            .map(|(views, member)| (views, member, member.helper.outputs(views)))
            .collect();
        let mut outputs = network.outputs(own)?;
        for (views, member, answer) in under_way {
            match select(answer, (self.wait)(PATIENCE_MS)).await {
                Either::Left((Ok(answer), _)) if answer.len() == views.len() => outputs.extend(answer),
                Either::Left(_) => outputs.extend(network.outputs(views)?),
                Either::Right(_) => {
                    member.given_up.set(true);
                    outputs.extend(network.outputs(views)?);
                }
            }
        }
        Ok(outputs)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use super::*;
    use crate::model::preprocess::VIEW_VALUES;
    use crate::model::weights::Weights;
    use handlens_core::Error;
    use handlens_core::message::Message;

    const WEIGHTS: &[u8] = include_bytes!("../../../../www/model/efficientnet-lite0.safetensors");

    fn network() -> InferenceNetwork {
        InferenceNetwork::load(&Weights::new(WEIGHTS.to_vec()).expect("the baked weights"))
            .expect("the network")
    }

    /// A test double that computes at once, or fails.
    struct Double {
        network: InferenceNetwork,
        weights: RefCell<Vec<u8>>,
        ready: bool,
        fails: bool,
        /// It takes views and never answers.
        hangs: bool,
        given: Rc<Cell<usize>>,
    }

    impl RemoteEmbedder for Double {
        fn prepare(&self, weights: &[u8]) {
            self.weights.borrow_mut().extend_from_slice(weights);
        }

        fn is_ready(&self) -> bool {
            self.ready
        }

        fn outputs(&self, views: &[Vec<f32>]) -> Answer {
            self.given.set(self.given.get() + views.len());
            if self.hangs {
                return Box::pin(std::future::pending());
            }
            let answer = if self.fails {
                Err(Error::device(Message::verbatim("It died.")))
            } else {
                self.network.outputs(views)
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
            let network = self::network();
            let helper = Double { network, weights: RefCell::default(), ready, fails, hangs: false, given };
            Box::new(helper) as Box<dyn RemoteEmbedder>
        };
        let helpers = vec![double(0, true, false), double(1, false, false), double(2, true, true)];
        let pool = EmbedderPool::new(helpers, |_| Box::pin(std::future::pending()));
        assert_eq!(pool.threads(), 4);
        for count in [0, 1, 2, 5] {
            let expected = network.outputs(&views[..count]).expect("outputs");
            let outputs = pollster::block_on(pool.outputs(&network, &views[..count])).expect("outputs");
            assert_eq!(outputs, expected, "{count} views");
        }
        // Two views leave one for a helper; five leave two and one. The helper that is not ready gets none.
        assert_eq!(given.iter().map(|given| given.get()).collect::<Vec<_>>(), [3, 0, 1]);
    }

    #[test]
    fn one_that_never_answers_is_given_up_and_its_share_is_done_here() {
        let network = network();
        let views: Vec<Vec<f32>> = (0..3).map(|view| vec![view as f32 * 40.0; VIEW_VALUES]).collect();
        let given: [Rc<Cell<usize>>; 2] = Default::default();
        let double = |index: usize, hangs| {
            let (network, given) = (self::network(), Rc::clone(&given[index]));
            let helper =
                Double { network, weights: RefCell::default(), ready: true, fails: false, hangs, given };
            Box::new(helper) as Box<dyn RemoteEmbedder>
        };
        // The time is up at once; answers that are there by then still count.
        let pool =
            EmbedderPool::new(vec![double(0, true), double(1, false)], |_| Box::pin(std::future::ready(())));
        let expected = network.outputs(&views).expect("outputs");
        for _ in 0..2 {
            assert_eq!(pollster::block_on(pool.outputs(&network, &views)), Ok(expected.clone()));
        }
        assert_eq!(given.map(|given| given.get()), [1, 2], "the silent one is asked once");
        assert_eq!(pool.threads(), 2);
    }
}
