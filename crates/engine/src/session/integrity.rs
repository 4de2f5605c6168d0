//! Whether the pretrained model still answers as published, on the person's own photos.
//!
//! Nothing is assumed. A second network is loaded from the weights file, whose hash is computed anew, onto the same
//! device as the network in use. The weights of both are hashed as the device holds them, and both embed the same
//! photos. If a training ever changed the network in use, this would show it.

use std::collections::VecDeque;

use super::context::Context;
use super::model::Engine;
use super::schedule::Priority;
use handlens_backbone::Backbone;
use handlens_classifier::metrics::agreement::Agreement;
use handlens_classifier::metrics::softmax;
use handlens_core::Result;
use handlens_core::protocol::{ComparedPhoto, Event, IntegrityReport, PhotoId};
use handlens_vision::model::labels::{PRETRAINED_SHOWN, mean};
use handlens_vision::model::weights::PUBLISHED;

/// Most photos compared, spread evenly over all photos.
const COMPARED: usize = 50;

/// The integrity check as a job.
#[derive(Default)]
pub(super) struct IntegrityCheck(Option<Comparison>);

/// A comparison in progress.
struct Comparison {
    /// The second network, loaded from the file in the first slice.
    original: Option<Backbone>,
    /// Photos still to be compared.
    waiting: VecDeque<PhotoId>,
    integrity: IntegrityReport,
    /// The revision of the device that is checked; see [`Revisions::device`](super::context::Revisions::device).
    device: u64,
}

impl IntegrityCheck {
    pub(super) fn next(&self) -> Option<Priority> {
        self.0.is_some().then_some(Priority::CheckIntegrity)
    }

    /// Starts a comparison; a running one starts over.
    pub(super) fn begin(&mut self, context: &Context) -> Result<()> {
        let photos: Vec<PhotoId> = context.project.hashes()?.into_iter().map(|(photo, ..)| photo).collect();
        let step = photos.len().div_ceil(COMPARED).max(1);
        let waiting: VecDeque<PhotoId> = photos.into_iter().step_by(step).collect();
        let integrity = IntegrityReport { photos: waiting.len() as u32, ..IntegrityReport::default() };
        let device = context.revisions.device;
        self.0 = Some(Comparison { original: None, waiting, integrity, device });
        Ok(())
    }

    /// Compares the hashes in the first slice, then one photo per slice.
    pub(super) async fn slice(&mut self, context: &mut Context) -> Result<()> {
        let Some(mut comparison) = self.0.take() else { return Ok(()) };
        if comparison.device != context.revisions.device {
            // Results from the old device say nothing about the new one.
            return self.begin(context);
        }
        let photos = match comparison.go_on(context).await {
            Ok(photos) => photos,
            Err(error) if error.is_device() => {
                // The session switches to the CPU, where the comparison starts over.
                self.0 = Some(comparison);
                return Err(error);
            }
            Err(error) => {
                comparison.waiting.clear();
                comparison.integrity.problem = Some(error.message().clone());
                Vec::new()
            }
        };
        let integrity = comparison.integrity.clone();
        if !comparison.waiting.is_empty() {
            self.0 = Some(comparison);
        }
        context.tell(Event::IntegrityChecked { integrity, photos });
        Ok(())
    }
}

impl Comparison {
    async fn go_on(&mut self, context: &Context) -> Result<Vec<ComparedPhoto>> {
        let engine = context.engine()?;
        let Some(original) = &self.original else {
            self.begin(engine).await?;
            return Ok(Vec::new());
        };
        let Some(photo) = self.waiting.pop_front() else { return Ok(Vec::new()) };
        let integrity = &mut self.integrity;
        // The photo may have been deleted in the meantime.
        let Ok(pixels) = context.stored_pixels(photo) else {
            integrity.photos -= 1;
            return Ok(Vec::new());
        };
        let views = pixels.views()?;
        let before = logits(original, &views).await?;
        let now = engine.trusted(logits(&engine.backbone, &views).await)?;
        let agreement = Agreement::of(&softmax(&before), &softmax(&now));
        integrity.compared += 1;
        integrity.same_first += u32::from(agreement.same_first);
        integrity.same_five += u32::from(agreement.same_five);
        integrity.largest_difference = integrity.largest_difference.max(agreement.difference);
        let [before, now] = [before, now].map(|logits| engine.labels.top(&logits, PRETRAINED_SHOWN));
        Ok(vec![ComparedPhoto { photo, before, now }])
    }

    /// Loads the second network, and hashes the file and the weights of both networks.
    async fn begin(&mut self, engine: &Engine) -> Result<()> {
        let original = engine.backbone.like(&engine.weights)?;
        PUBLISHED.clone_into(&mut self.integrity.published_file);
        self.integrity.loaded_file = engine.weights.sha256();
        self.integrity.weights_of_file = original.fingerprint().await?;
        self.integrity.weights_in_use = engine.trusted(engine.backbone.fingerprint().await)?;
        self.original = Some(original);
        Ok(())
    }
}

/// The pretrained classifier's logits for a photo, from its two views.
async fn logits(network: &Backbone, views: &[Vec<f32>]) -> Result<Vec<f32>> {
    let views = network.embed(views).await?;
    Ok(mean(&views[0].logits, &views[1].logits))
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use half::f16;
    use safetensors::SafeTensors;

    use super::*;
    use crate::session::{Assets, Attachment, Platform, ProjectMeta, Session};
    use handlens_backbone::device;
    use handlens_core::message::Message;
    use handlens_core::protocol::{Command, JobId, Placement, ProjectId, Storage};
    use handlens_store::project::Project;
    use handlens_vision::model::embedder_pool::EmbedderPool;
    use handlens_vision::model::weights::Weights;
    use handlens_vision::photo::BytesSource;

    const WEIGHTS: &[u8] = include_bytes!("../../../../www/model/efficientnet-lite0.safetensors");
    const LABELS: &str = include_str!("../../../../www/model/imagenet-labels.json");
    const PHOTOS: [&[u8]; 3] = [
        include_bytes!("../../../../tests/fixtures/photos/cat/cat-01.jpg"),
        include_bytes!("../../../../tests/fixtures/photos/coffee/coffee-01.jpg"),
        include_bytes!("../../../../tests/fixtures/photos/rocket/rocket-01.jpg"),
    ];

    /// The published file with one tensor's values changed by the relative amount `by`.
    fn altered(tensor: &str, by: f32) -> Vec<u8> {
        let mut bytes = WEIGHTS.to_vec();
        let (start, length) = {
            let file = SafeTensors::deserialize(WEIGHTS).expect("the published file");
            let data = file.tensor(tensor).expect("a tensor of the network").data();
            (data.as_ptr() as usize - WEIGHTS.as_ptr() as usize, data.len())
        };
        for number in bytes[start..start + length].as_chunks_mut().0 {
            *number = f16::from_f32(f16::from_le_bytes(*number).to_f32() * (1.0 + by)).to_le_bytes();
        }
        bytes
    }

    /// The result of a check with three photos, where the network in use has the weights `deployed` and the file
    /// `loaded` was loaded.
    fn compared(loaded: Vec<u8>, deployed: &Weights) -> (IntegrityReport, Vec<ComparedPhoto>) {
        let log: Rc<RefCell<Vec<Event>>> = Rc::default();
        let events = Rc::clone(&log);
        let platform = Platform {
            post: Rc::new(move |event, _| events.borrow_mut().push(event)),
            clock: || 0.0,
            date: || 0.0,
            wait: |_| Box::pin(std::future::ready(())),
            photo: |name, bytes| Box::new(BytesSource::new(name, bytes)),
            pool: |_| EmbedderPool::default(),
        };
        let meta =
            ProjectMeta { id: ProjectId("test".to_owned()), name: String::new(), storage: Storage::Memory };
        let mut session = Session::new(Project::in_memory().expect("a project"), meta, platform.clone())
            .expect("a session");
        let weights = Weights::new(loaded).expect("a weights file");
        let assets = Assets { weights, labels_json: LABELS.to_owned() };
        pollster::block_on(async {
            let ready = device::cpu(Message::verbatim(""));
            let engine = Engine::start(assets, ready, false, &platform).await.expect("the model loads");
            session.set_engine(engine).expect("the project can be read");
            let engine = session.context.engine.as_mut().expect("it has started");
            engine.backbone = engine.backbone.like(deployed).expect("a network");
            let names: Vec<String> = (0..PHOTOS.len()).map(|place| format!("{place}.jpg")).collect();
            let sources = names.iter().zip(PHOTOS).map(|(name, bytes)| {
                Attachment::Photo(Box::new(BytesSource::new(name.clone(), bytes.to_vec())))
            });
            let (job, into) = (JobId(1), Placement::Named("things".to_owned()));
            let attachments = sources.collect();
            session.handle(Command::AddPhotos { job, into, names, last: true }, attachments).await;
            session.handle(Command::CheckIntegrity, Vec::new()).await;
            while session.has_work() {
                session.work().await;
            }
            // The first request may have come before some photos were stored.
            session.handle(Command::CheckIntegrity, Vec::new()).await;
            log.borrow_mut().clear();
            while session.has_work() {
                session.work().await;
            }
        });
        let log = log.borrow();
        let told = log.iter().filter_map(|event| match event {
            Event::IntegrityChecked { integrity, photos } => Some((integrity.clone(), photos.clone())),
            _ => None,
        });
        told.fold(Default::default(), |(_, mut all), (integrity, photos)| {
            all.extend(photos);
            (integrity, all)
        })
    }

    #[test]
    fn the_frozen_network_is_found_to_be_the_published_one_number_by_number() {
        let weights = Weights::new(WEIGHTS.to_vec()).expect("the published file");
        let (integrity, photos) = compared(WEIGHTS.to_vec(), &weights);
        assert_eq!((integrity.compared, integrity.same_first, integrity.same_five), (3, 3, 3));
        assert_eq!(integrity.largest_difference.to_bits(), 0.0_f32.to_bits());
        assert_eq!(integrity.loaded_file, PUBLISHED);
        assert_eq!(integrity.weights_in_use, integrity.weights_of_file);
        assert_eq!(photos.len(), 3);
        assert!(photos.iter().all(|compared| compared.before == compared.now && compared.now.len() == 5));
    }

    #[test]
    fn a_network_that_was_changed_since_it_was_loaded_is_found_out() {
        // A change of 0.1 % does not reorder any answer, but must still be detected.
        let slightly = Weights::new(altered("blocks.7.expand.weight", 1e-3)).expect("a weights file");
        let (integrity, _) = compared(WEIGHTS.to_vec(), &slightly);
        assert!(integrity.largest_difference > 0.0, "{integrity:?}");
        assert_ne!(integrity.weights_in_use, integrity.weights_of_file);
        assert_eq!(integrity.loaded_file, PUBLISHED, "the file is still whole");

        let much = Weights::new(altered("blocks.7.expand.weight", 3.0)).expect("a weights file");
        let (integrity, photos) = compared(WEIGHTS.to_vec(), &much);
        assert!(integrity.same_first < 3 && integrity.same_five < 3, "{integrity:?}");
        assert!(photos.iter().any(|compared| compared.before[0].0 != compared.now[0].0), "{photos:?}");
    }

    #[test]
    fn another_file_than_the_published_one_is_found_out() {
        let bytes = altered("classifier.bias", 0.01);
        let weights = Weights::new(bytes.clone()).expect("a weights file");
        let (integrity, _) = compared(bytes, &weights);
        assert_ne!(integrity.loaded_file, integrity.published_file);
        assert_eq!(integrity.weights_in_use, integrity.weights_of_file);
    }
}
