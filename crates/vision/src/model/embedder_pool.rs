//! Embedders in other threads. They share a batch of views with this thread, or compute the last layers' gradients for
//! it.

use std::cell::Cell;
use std::fmt;
use std::future::Future;
use std::pin::Pin;

use futures_util::future::{Either, select};

use super::ViewOutput;
use super::cpu::InferenceNetwork;
use super::cpu::tail::Tail;
use super::cpu::tail::compute::TOGETHER;
use super::cpu::tail::loss::{self, Example, LossGradient};
use handlens_core::{Error, Result, msg};

/// What a remote embedder will have computed.
pub type Answer<T> = Pin<Box<dyn Future<Output = Result<T>>>>;

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
    /// Embeds views `[S, S, 3]` (values 0 to 255), in order. Work starts at once, before the future is awaited.
    fn outputs(&self, views: &[Vec<f32>]) -> Answer<Vec<ViewOutput>>;
    /// As [`loss::gradient`]. It needs no weights; work starts at once.
    fn gradient(&self, parameters: &[f32], classes: usize, examples: &[Example]) -> Answer<LossGradient>;
    /// The features, each `[1280]`, that last layers with these parameters make of activations, each `[P, 192]`. It
    /// needs no weights; work starts at once.
    fn tail_features(&self, parameters: &[f32], activations: &[&[f32]]) -> Answer<Vec<Vec<f32>>>;
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

    /// Embeds a batch of views `[S, S, 3]` (values 0 to 255): this thread and all helpers that are ready share it.
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
        let under_way: Vec<_> = others
            .chunks(share.max(1))
            .zip(ready)
            .map(|(views, member)| (views, member, member.helper.outputs(views)))
            .collect();
        let mut outputs = network.outputs(own)?;
        for (views, member, answer) in under_way {
            match self.in_time(member, answer).await {
                Some(answer) if answer.len() == views.len() => outputs.extend(answer),
                _ => outputs.extend(network.outputs(views)?),
            }
        }
        Ok(outputs)
    }

    /// As [`loss::gradient`], by all helpers and not by this thread, which stays free for other work: it computes only
    /// what helpers fail to. The parts, and so the rounding of their sum, do not depend on which helpers fail.
    ///
    /// # Errors
    ///
    /// When the examples do not fit the parameters.
    pub async fn gradient(
        &self,
        parameters: &[f32],
        classes: usize,
        examples: &[Example<'_>],
    ) -> Result<LossGradient> {
        let ask = |helper: &dyn RemoteEmbedder, part: &[Example]| helper.gradient(parameters, classes, part);
        let mut sum: Option<LossGradient> = None;
        for (part, answer) in self.by_helpers(examples, ask).await {
            let answer = answer.filter(|answer| answer.parameters.len() == parameters.len());
            let of_part = answer.or_else(|| loss::gradient(parameters, classes, part)).ok_or_else(unfit)?;
            match &mut sum {
                Some(sum) => sum.add(&of_part),
                None => sum = Some(of_part),
            }
        }
        sum.ok_or_else(unfit)
    }

    /// The features, each `[1280]`, that these last layers make of activations, each `[P, 192]`, in order. As in
    /// [`EmbedderPool::gradient`], this thread computes only what helpers fail to.
    pub async fn tail_features(&self, tail: &Tail, activations: &[&[f32]]) -> Vec<Vec<f32>> {
        let parameters = tail.parameters().concat();
        let ask = |helper: &dyn RemoteEmbedder, part: &[&[f32]]| helper.tail_features(&parameters, part);
        let mut features = Vec::with_capacity(activations.len());
        for (part, answer) in self.by_helpers(activations, ask).await {
            match answer.filter(|answer| answer.len() == part.len()) {
                Some(answer) => features.extend(answer),
                None => features.extend(tail.pack().features(part)),
            }
        }
        features
    }

    /// Splits samples into one part for each helper, or a single part, and asks the helpers. Each part comes back with
    /// its answer, if there is one.
    async fn by_helpers<'a, S, T>(
        &self,
        samples: &'a [S],
        ask: impl Fn(&dyn RemoteEmbedder, &'a [S]) -> Answer<T>,
    ) -> Vec<(&'a [S], Option<T>)> {
        let share = samples.len().div_ceil(self.helpers.len().max(1)).next_multiple_of(TOGETHER);
        let helper = |index: usize| self.helpers.get(index).filter(|member| !member.given_up.get());
        let asked = samples.chunks(share.max(1)).enumerate().map(|(index, part)| {
            (part, helper(index).map(|member| (member, ask(member.helper.as_ref(), part))))
        });
        // All work before the first answer is waited for.
        let asked: Vec<_> = asked.collect();
        let mut answered = Vec::with_capacity(asked.len());
        for (part, asked) in asked {
            let answer = match asked {
                Some((member, answer)) => self.in_time(member, answer).await,
                None => None,
            };
            answered.push((part, answer));
        }
        answered
    }

    /// A helper's answer. None if it fails or does not answer in time; in the latter case it gets no more work.
    async fn in_time<T>(&self, member: &Member, answer: Answer<T>) -> Option<T> {
        match select(answer, (self.wait)(PATIENCE_MS)).await {
            Either::Left((answer, _)) => answer.ok(),
            Either::Right(_) => {
                member.given_up.set(true);
                None
            }
        }
    }
}

fn unfit() -> Error {
    Error::device(msg!("device-no-number")).with_detail("examples that do not fit")
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use super::*;
    use crate::model::preprocess::view_values;
    use crate::model::weights::Weights;
    use handlens_core::Error;
    use handlens_core::config::VIEW_SIDE;
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

        fn outputs(&self, views: &[Vec<f32>]) -> Answer<Vec<ViewOutput>> {
            self.answer(views.len(), || self.network.outputs(views))
        }

        fn gradient(&self, parameters: &[f32], classes: usize, examples: &[Example]) -> Answer<LossGradient> {
            self.answer(examples.len(), || {
                loss::gradient(parameters, classes, examples).ok_or_else(super::unfit)
            })
        }

        fn tail_features(&self, parameters: &[f32], activations: &[&[f32]]) -> Answer<Vec<Vec<f32>>> {
            let tail = Tail::from_parameters(parameters).expect("parameters");
            self.answer(activations.len(), || Ok(tail.pack().features(activations)))
        }
    }

    impl Double {
        fn answer<T: 'static>(&self, count: usize, compute: impl FnOnce() -> Result<T>) -> Answer<T> {
            self.given.set(self.given.get() + count);
            if self.hangs {
                return Box::pin(std::future::pending());
            }
            let answer =
                if self.fails { Err(Error::device(Message::verbatim("It died."))) } else { compute() };
            Box::pin(std::future::ready(answer))
        }
    }

    #[test]
    fn a_batch_is_shared_out_and_comes_back_in_order_whoever_fails() {
        let network = network();
        let mut rng = fastrand::Rng::with_seed(3);
        let views: Vec<Vec<f32>> =
            (0..5).map(|_| (0..view_values(VIEW_SIDE)).map(|_| rng.f32() * 255.0).collect()).collect();
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
        let views: Vec<Vec<f32>> =
            (0..3).map(|view| vec![view as f32 * 40.0; view_values(VIEW_SIDE)]).collect();
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

    #[test]
    fn a_gradient_is_the_same_whoever_fails_and_this_thread_does_nothing_else() {
        let tail = Tail::load(&Weights::new(WEIGHTS.to_vec()).expect("the baked weights")).expect("layers");
        let mut rng = fastrand::Rng::with_seed(4);
        let mut numbers = |count: usize| -> Vec<f32> { (0..count).map(|_| rng.f32() - 0.5).collect() };
        let parameters = [tail.parameters().concat(), numbers(loss::parameter_count(2))].concat();
        let parameters = &parameters[..loss::parameter_count(2)];
        let views: Vec<Vec<f32>> = (0..7).map(|_| numbers(49 * crate::model::TAIL_CHANNELS)).collect();
        let views: Vec<&[f32]> = views.iter().map(Vec::as_slice).collect();
        let examples: Vec<Example> = views
            .iter()
            .enumerate()
            .map(|(index, view)| Example { activations: view, label: index % 2, weight: 1.0 / 7.0 })
            .collect();
        let run = |fails: [bool; 2], hangs: bool| {
            let given: [Rc<Cell<usize>>; 2] = Default::default();
            let double = |index: usize| {
                let helper = Double {
                    network: network(),
                    weights: RefCell::default(),
                    ready: false,
                    fails: fails[index],
                    hangs,
                    given: Rc::clone(&given[index]),
                };
                Box::new(helper) as Box<dyn RemoteEmbedder>
            };
            let pool = EmbedderPool::new(vec![double(0), double(1)], |_| Box::pin(std::future::ready(())));
            let gradient = pollster::block_on(pool.gradient(parameters, 2, &examples)).expect("a gradient");
            let features = pollster::block_on(pool.tail_features(&tail, &views));
            (gradient, features, given.map(|given| given.get()))
        };
        let (gradient, features, given) = run([false, false], false);
        assert_eq!(given, [8, 6], "twice four and twice three");
        assert_eq!(features, tail.pack().features(&views));
        for fails in [[true, false], [true, true]] {
            let (of_failing, features_of_failing, _) = run(fails, false);
            assert!(of_failing == gradient && features_of_failing == features);
        }
        let (of_hanging, _, given) = run([false, false], true);
        assert!(of_hanging == gradient);
        assert_eq!(given, [4, 3], "the silent are asked once");

        let alone = EmbedderPool::default();
        let of_one = pollster::block_on(alone.gradient(parameters, 2, &examples)).expect("a gradient");
        assert!((of_one.loss - gradient.loss).abs() < 1e-5);
        let bad = [Example { label: 2, ..examples[0] }];
        assert!(pollster::block_on(alone.gradient(parameters, 2, &bad)).is_err());
    }
}
