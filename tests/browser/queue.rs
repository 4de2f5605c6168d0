//! The order of commands.

use handlens_browser::event_loop::{self, EventLoop};
use handlens_core::log::LogLevel;
use handlens_core::protocol::{Command, DevicePreference, JobId};
use handlens_worker::queue::{Queue, QueueItem};
use wasm_bindgen_test::wasm_bindgen_test;

fn predict(job: u32, live: bool) -> Command {
    Command::Predict { job: JobId(job), name: String::new(), live }
}

fn push(queue: &Queue, command: Command) {
    queue.push(QueueItem::Command(command, Vec::new()));
}

fn command(incoming: QueueItem) -> Command {
    match incoming {
        QueueItem::Command(command, _) => command,
        QueueItem::Engine(_) | QueueItem::Taken(_) => panic!("none was sent"),
    }
}

#[wasm_bindgen_test]
fn a_newer_live_frame_replaces_one_that_waits_and_nothing_else() {
    let queue = Queue::default();
    for command in [predict(1, true), Command::Undo, predict(2, false), predict(3, true), Command::Redo] {
        push(&queue, command);
    }
    let order: Vec<Command> = std::iter::from_fn(|| queue.pop()).map(command).collect();
    assert_eq!(order, [Command::Undo, predict(2, false), predict(3, true), Command::Redo]);
}

#[wasm_bindgen_test]
async fn what_comes_before_the_project_is_open_waits_for_it() {
    let queue = Queue::default();
    let unnamed = String::new();
    let start = Command::Start {
        device: DevicePreference::Best,
        fail_self_test: false,
        log: LogLevel::Off,
        project: None,
        unnamed,
        left_page: false,
    };
    let is_start = |incoming: &QueueItem| matches!(incoming, QueueItem::Command(Command::Start { .. }, _));
    let late = async {
        push(&queue, Command::Undo);
        EventLoop::new().expect("a channel").next().await;
        push(&queue, start.clone());
    };
    let (first, ()) = event_loop::both(queue.next_of(is_start), late).await;
    assert_eq!(command(first), start);
    assert_eq!(command(queue.next().await), Command::Undo);
}

#[wasm_bindgen_test]
async fn a_prediction_waits_for_the_model_and_other_commands_do_not() {
    let queue = Queue::default();
    push(&queue, predict(1, false));
    push(&queue, Command::Undo);
    assert_eq!(command(queue.next_of(QueueItem::needs_no_model).await), Command::Undo);
    assert_eq!(command(queue.next().await), predict(1, false));
}
