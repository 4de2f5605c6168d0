//! What every view needs: the state, the client, and the few choices that only the page knows.

mod projects;

use std::collections::HashMap;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::client::{Client, Options};
use super::state::training::Thresholds;
use super::state::{AppState, class_gone};
use super::{routing, scheduling};
use handlens_core::log::LogLevel;
use handlens_core::message::Message;
use handlens_core::protocol::{ClassId, ClassInfo, Command, DevicePreference};
pub(crate) use projects::Question;

/// Everything at the root of the page. Cheap to copy; lives as long as the page.
#[derive(Clone, Copy)]
pub(crate) struct Page {
    /// What the views show.
    pub(crate) state: RwSignal<AppState>,
    /// The worker.
    pub(crate) client: Client,
    /// All classes, in order. Many views name classes; all depend on this memo instead of the whole state.
    pub(crate) classes: Memo<Vec<ClassInfo>>,
    /// How many photos each class has, and the version of that list. All class cards depend on this: with a memo of its own for
    /// each of hundreds of cards, every event would run through all of them.
    pub(crate) class_photos: Memo<HashMap<ClassId, (usize, u64)>>,
    /// The scores from which on a photo is of none of the classes. Every answer depends on them.
    pub(crate) thresholds: Memo<Thresholds>,
    /// The part of the page that a narrow screen shows.
    pub(crate) tab: RwSignal<Tab>,
    /// The class used last: pasted photos go there.
    pub(crate) last_class: RwSignal<Option<ClassId>>,
    /// What the webcam is used for, if it is on.
    pub(crate) camera: RwSignal<Option<CameraUse>>,
    /// Why the webcam does not work, and for which use.
    pub(crate) camera_problem: RwSignal<Option<(CameraUse, Message)>>,
    /// Whether the table of the batch prediction is shown, if there is one.
    pub(crate) batch_open: RwSignal<bool>,
    /// Whether selected photos are being dragged over the page.
    pub(crate) dragging: RwSignal<bool>,
    /// The open dialogue, if any.
    pub(crate) question: RwSignal<Option<Question>>,
    /// Project files that were dropped while a project was open.
    project_files: StoredValue<Vec<web_sys::File>, LocalStorage>,
    /// Counts edits of the settings, so that only the last of a quick series is sent.
    edits: RwSignal<u32>,
}

/// The parts of the page on a narrow screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Tab {
    /// Classes and their photos.
    #[default]
    Classes,
    /// Prediction.
    Try,
    /// Training and its results.
    Results,
}

/// What the webcam is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CameraUse {
    /// Taking photos for a class.
    Class(ClassId),
    /// Live answers.
    Try,
}

/// How long after the last edit the settings are sent, in milliseconds.
const DEBOUNCE_MILLISECONDS: i32 = 400;

impl Page {
    /// Creates the page's state and starts the worker. Call it once.
    pub(crate) fn start() -> Self {
        let mut begin = AppState::default();
        begin.projects.begin(routing::project(), routing::has_projects());
        let state = RwSignal::new(begin);
        let parameters =
            location().search().ok().and_then(|query| web_sys::UrlSearchParams::new_with_str(&query).ok());
        let parameter = |name: &str| parameters.as_ref().and_then(|parameters| parameters.get(name));
        let device = match parameter("device").as_deref() {
            Some("gpu") => DevicePreference::Gpu,
            Some("cpu") => DevicePreference::Cpu,
            _ => DevicePreference::Best,
        };
        let log = parameter("log").as_deref().and_then(LogLevel::named);
        super::log::install(log.unwrap_or_default(), log.is_some());
        let options = Options {
            device,
            fail_self_test: parameter("fail-self-test").is_some(),
            log: log.unwrap_or_default(),
        };
        let client = Client::start(state, options);
        if parameter("test").is_some() {
            super::test_hook::install(client, state);
        }
        let page = Self {
            state,
            client,
            classes: Memo::new(move |_| state.with(|state| state.library.classes().to_vec())),
            class_photos: Memo::new(move |_| state.with(|state| state.library.photos_by_class())),
            thresholds: Memo::new(move |_| state.with(|state| state.training.thresholds().clone())),
            tab: RwSignal::default(),
            last_class: RwSignal::new(None),
            camera: RwSignal::new(None),
            camera_problem: RwSignal::new(None),
            batch_open: RwSignal::new(false),
            dragging: RwSignal::new(false),
            question: RwSignal::new(None),
            project_files: StoredValue::new_local(Vec::new()),
            edits: RwSignal::new(0),
        };
        routing::follow(page);
        routing::follow_leaving(page);
        page
    }

    /// The page, from the view's context.
    pub(crate) fn context() -> Self {
        expect_context()
    }

    /// The name of a class; follows renames.
    pub(crate) fn class_name(self, class: ClassId) -> Signal<String> {
        Signal::derive(move || {
            let name = |info: &ClassInfo| (info.id == class).then(|| info.name.clone());
            self.classes.with(|classes| classes.iter().find_map(name)).unwrap_or_else(class_gone)
        })
    }

    /// A value derived from the state; it notifies only when it changes.
    ///
    /// Every such memo is computed anew after every event, and the cost grows with the square of their number: views
    /// that exist by the hundreds (photos, classes) share one.
    pub(crate) fn read<T>(self, derive: impl Fn(&AppState) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        memo(self.state, Box::new(derive))
    }

    /// Makes one of the page's own changes to the state.
    pub(crate) fn change(self, change: impl FnOnce(&mut AppState)) {
        self.state.update(change);
    }

    pub(crate) fn send(self, command: Command) {
        self.client.send(command);
    }

    /// Changes a setting: at once on the page; the worker is told after a pause in typing.
    pub(crate) fn configure(self, edit: impl FnOnce(&mut handlens_core::config::TrainConfig)) {
        self.change(|state| {
            edit(&mut state.training.config);
            state.training.edited = true;
        });
        let edits = self.edits.get_untracked() + 1;
        self.edits.set(edits);
        spawn_local(async move {
            scheduling::wait(DEBOUNCE_MILLISECONDS).await;
            if self.edits.get_untracked() == edits {
                self.send_settings();
            }
        });
    }

    /// Sends edited settings that have not been sent yet.
    pub(crate) fn send_settings(self) {
        if self.state.with_untracked(|state| state.training.edited) {
            self.change(|state| state.training.edited = false);
            let train = self.state.with_untracked(|state| state.training.config.clone());
            self.send(Command::Configure { train });
        }
    }

    /// Turns the webcam on for a use, or off if it is on for that use.
    pub(crate) fn toggle_camera(self, usage: CameraUse) {
        self.camera_problem.set(None);
        let on = self.camera.get_untracked() == Some(usage);
        self.camera.set((!on).then_some(usage));
    }

    /// The class that pasted photos go to, if any.
    pub(crate) fn paste_class(self) -> Option<ClassId> {
        let last = self.last_class.get_untracked();
        self.state.with_untracked(|state| {
            let classes = state.library.classes();
            last.filter(|last| classes.iter().any(|class| class.id == *last))
                .or_else(|| classes.last().map(|class| class.id))
        })
    }

    pub(crate) fn delete_selection(self) {
        let photos: Vec<_> =
            self.state.with_untracked(|state| state.library.selection().iter().copied().collect());
        if !photos.is_empty() {
            self.send(Command::DeletePhotos { photos });
        }
    }

    pub(crate) fn move_selection(self, class: ClassId) {
        let photos: Vec<_> = self.state.with_untracked(|state| {
            let library = &state.library;
            library
                .selection()
                .iter()
                .copied()
                .filter(|photo| library.class_of(*photo) != Some(class))
                .collect()
        });
        if photos.is_empty() {
            self.change(|state| state.library.clear_selection());
        } else {
            self.send(Command::MovePhotos { photos, class });
        }
    }
}

/// The closure is boxed so that the memo's code is generated once per type, not once for each of hundreds of closures.
fn memo<T>(state: RwSignal<AppState>, derive: Box<dyn Fn(&AppState) -> T + Send + Sync>) -> Memo<T>
where
    T: PartialEq + Send + Sync + 'static,
{
    Memo::new(move |_| state.with(&derive))
}
