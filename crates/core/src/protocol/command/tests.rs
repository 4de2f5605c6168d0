//! Scope, attachments, job and need for the model of each command.

use super::*;
use crate::log::LogLevel;
use crate::protocol::Scope;

const JOB: JobId = JobId(7);
const NAME: &str = "a.jpg";

/// Expected values: scope, attachments, whether it needs the model, whether it outlives the worker, job.
type Expected<'a> = (Scope<'a>, CommandAttachments<'a>, bool, bool, Option<JobId>);

fn told(command: &Command) -> Expected<'_> {
    (command.scope(), command.attachments(), command.needs_model(), command.outlives_worker(), command.job())
}

fn name() -> String {
    NAME.to_owned()
}

fn project() -> ProjectId {
    ProjectId("leaves".into())
}

#[test]
fn commands_about_the_workspace_need_no_project() {
    let start = Command::Start {
        device: DevicePreference::Best,
        fail_self_test: false,
        log: LogLevel::Info,
        project: Some(project()),
        unnamed: name(),
        left_page: false,
    };
    for command in
        [start, Command::ListProjects, Command::CreateProject { name: name() }, Command::CloseProject]
    {
        let expected = (Scope::Workspace, CommandAttachments::None, false, true, None);
        assert_eq!(told(&command), expected, "{command:?}");
    }
    let import = Command::ImportProject { job: JOB, name: name() };
    let expected = (Scope::Workspace, CommandAttachments::File(NAME), false, false, Some(JOB));
    assert_eq!(told(&import), expected);
}

#[test]
fn commands_about_a_project_name_it() {
    let (project, name) = (project(), name());
    let of_project = || project.clone();
    let short = [
        Command::OpenProject { project: of_project(), take_over: false },
        Command::RenameProject { project: of_project(), name: name.clone() },
        Command::DeleteProject { project: of_project() },
        Command::RestoreProject { project: of_project() },
        Command::PurgeProject { project: of_project() },
    ];
    for command in short {
        let expected = (Scope::Project(&project), CommandAttachments::None, false, true, None);
        assert_eq!(told(&command), expected, "{command:?}");
    }
    let jobs = [
        Command::DuplicateProject { job: JOB, project: of_project(), name },
        Command::ExportProject { job: JOB, project: of_project() },
        Command::ExportPhotos { job: JOB, project: of_project() },
    ];
    for command in jobs {
        let expected = (Scope::Project(&project), CommandAttachments::None, false, false, Some(JOB));
        assert_eq!(told(&command), expected, "{command:?}");
    }
}

#[test]
fn cancel_is_about_its_job() {
    let expected = (Scope::Job(JOB), CommandAttachments::None, false, true, Some(JOB));
    assert_eq!(told(&Command::Cancel { job: JOB }), expected);
}

#[test]
fn changes_and_questions_about_the_open_project_outlive_the_worker() {
    let (class, photo, photos) = (ClassId(1), PhotoId(2), vec![PhotoId(2)]);
    let commands = [
        Command::CheckProject,
        Command::ForgetDeleted,
        Command::CreateClass { name: name() },
        Command::RenameClass { class, name: name() },
        Command::MergeClasses { from: class, into: class },
        Command::DeleteClass { class },
        Command::MovePhotos { photos: photos.clone(), class },
        Command::DeletePhotos { photos: photos.clone() },
        Command::Keep { problem: IssueKind::Dark, photos: photos.clone(), keep: true },
        Command::Undo,
        Command::Redo,
        Command::Configure { train: TrainConfig::default() },
        Command::Reject { share: 0.05 },
        Command::Train,
        Command::ReadThumbnails { photos },
        Command::ReadPhoto { photo },
    ];
    for command in commands {
        let expected = (Scope::OpenProject, CommandAttachments::None, false, true, None);
        assert_eq!(told(&command), expected, "{command:?}");
    }
    let decide =
        Command::Decide { job: JOB, decision: Decision { level: 0, unlabelled: false, loose: true } };
    assert_eq!(told(&decide), (Scope::OpenProject, CommandAttachments::None, false, true, Some(JOB)));
    let compare = (Scope::OpenProject, CommandAttachments::None, true, true, None);
    assert_eq!(told(&Command::CheckIntegrity), compare);
}

#[test]
fn photos_come_beside_the_commands_that_name_them() {
    let (into, names) = (Placement::Class(ClassId(1)), vec![name(), "b.jpg".to_owned()]);
    let several = [
        Command::AddPhotos { job: JOB, into, names: names.clone(), last: true },
        Command::PredictPhotos { job: JOB, names: names.clone(), refused: Vec::new() },
    ];
    for command in several {
        assert_eq!(command.attachments().count(), 2);
        let expected = (Scope::OpenProject, CommandAttachments::Photos(&names), false, false, Some(JOB));
        assert_eq!(told(&command), expected, "{command:?}");
    }
    let one = [
        Command::Predict { job: JOB, name: name(), live: false },
        Command::Explain { job: JOB, name: name() },
    ];
    for command in one {
        assert_eq!(command.attachments().count(), 1);
        let expected = (Scope::OpenProject, CommandAttachments::Photos(&names[..1]), true, false, Some(JOB));
        assert_eq!(told(&command), expected, "{command:?}");
    }
}

#[test]
fn archives_are_read_piece_by_piece() {
    let archives = [
        Command::AddArchive { job: JOB, into: Placement::Named(name()), name: name() },
        Command::PredictArchive { job: JOB, name: name() },
    ];
    for command in archives {
        assert_eq!(command.attachments().count(), 1);
        let expected = (Scope::OpenProject, CommandAttachments::File(NAME), false, false, Some(JOB));
        assert_eq!(told(&command), expected, "{command:?}");
    }
}

#[test]
fn what_one_worker_was_given_to_predict_means_nothing_to_another() {
    let jobs = [
        Command::AddBatchPhotos { job: JOB, photos: Vec::new() },
        Command::ExportBatch { job: JOB, name: name(), photos: Vec::new() },
    ];
    for command in jobs {
        let expected = (Scope::OpenProject, CommandAttachments::None, false, false, Some(JOB));
        assert_eq!(told(&command), expected, "{command:?}");
    }
    for command in [Command::DiscardBatch, Command::ReadBatchThumbnails { photos: Vec::new() }] {
        let expected = (Scope::OpenProject, CommandAttachments::None, false, false, None);
        assert_eq!(told(&command), expected, "{command:?}");
    }
}
