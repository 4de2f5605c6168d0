//! Imports of archives: which folders are the classes, and the photos inside.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use super::Imports;
use crate::session::context::Context;
use crate::session::prefetch::{self, Waiting};
use crate::session::{Attachment, Attachments};
use handlens_core::config::limits;
use handlens_core::labelling::Decision;
use handlens_core::protocol::{ClassId, Event, JobId, NoticeLevel, Placement};
use handlens_core::text::name::{clean, key};
use handlens_core::{Error, Result, msg};
use handlens_store::archive::{Archive, ArchivedPhoto, Kind};
use handlens_store::project_store::ImportSource;
use handlens_vision::photo::{Loaded, PhotoSource, Provenance};

/// An archive whose class folders are not obvious.
pub(super) struct Undecided {
    job: JobId,
    archive: Archive<Box<dyn ImportSource>>,
    /// Where photos without a label go.
    into: Placement,
    /// Name of the archive file.
    name: String,
}

impl Imports {
    /// Imports the photos of an archive. An archive that cannot be read is reported like a photo that cannot be read.
    pub(in crate::session) fn add_archive(
        &mut self,
        context: &mut Context,
        job: JobId,
        into: &Placement,
        name: &str,
        attachments: Attachments,
    ) -> Result<()> {
        let archive = match open_archive(name, attachments) {
            Ok(archive) => archive,
            Err(error) => {
                // It is no photo, so the summary does not count it.
                self.enqueue(context, job, Vec::new(), true)?;
                context.tell_of(job, name, NoticeLevel::Refused, error.message().clone());
                return Ok(());
            }
        };
        let labelling = archive.labelling();
        let (best, is_sure) = (labelling.best(), labelling.is_sure());
        let undecided = Undecided { job, archive, into: into.clone(), name: name.to_owned() };
        if let Placement::Class(class) = into {
            return self.place_in_class(context, undecided, *class);
        }
        if is_sure && Self::without_room(context, &undecided, best.level)?.1 == 0 {
            return self.place(context, undecided, &Decision { unlabelled: true, ..best });
        }
        let overview = undecided.archive.labelling().overview().clone();
        self.undecided.push(undecided);
        context.tell(Event::Undecided { job, overview });
        Ok(())
    }

    /// Continues with an archive whose class folders the person has chosen.
    pub(in crate::session) fn decide(
        &mut self,
        context: &mut Context,
        job: JobId,
        decision: &Decision,
    ) -> Result<()> {
        match self.take_undecided(job) {
            Some(undecided) => self.place(context, undecided, decision),
            None => Ok(()),
        }
    }

    /// The classes of a folder level that exceed the project's limit, and how many photos they hold.
    fn without_room(
        context: &Context,
        undecided: &Undecided,
        level: usize,
    ) -> Result<(HashSet<String>, u32)> {
        let classes = context.project.classes()?;
        let existing = classes.iter().map(|class| class.name.as_str());
        Ok(undecided.archive.labelling().overview().without_room(level, existing, limits::CLASSES))
    }

    /// Imports all photos of an archive into one class.
    fn place_in_class(&mut self, context: &mut Context, undecided: Undecided, class: ClassId) -> Result<()> {
        let Undecided { job, archive, into, name } = undecided;
        let photos = archive.photos();
        // A class that the archive itself states counts like a folder.
        let stated = |photo: &ArchivedPhoto| photo.class.clone().filter(|_| archive.kind() != Kind::Folders);
        let folders: HashSet<_> =
            photos.iter().map(|photo| (photo.provenance.folder.clone(), stated(photo))).collect();
        let placed = photos.iter().enumerate().map(|(index, photo)| (index, photo.clone(), into.clone()));
        let placed = placed.collect();
        self.import(context, job, archive, &name, placed, 0)?;
        if folders.len() > 1 {
            let classes = context.project.classes().unwrap_or_default();
            let class = classes.iter().find(|info| info.id == class).map_or("", |info| &info.name);
            let message = msg!("intake-folders-into-class", count = folders.len(), name = class);
            context.tell(Event::Notice { job: Some(job), level: NoticeLevel::Note, photo: None, message });
        }
        Ok(())
    }

    /// Imports the photos of an archive, each into its class.
    fn place(&mut self, context: &mut Context, undecided: Undecided, decision: &Decision) -> Result<()> {
        let (without_room, photos_over) = Self::without_room(context, &undecided, decision.level)?;
        let Undecided { job, archive, into, name } = undecided;
        let mut notes = Vec::new();
        let place = |index| match archive.class(index, decision.level) {
            Some(class) if without_room.contains(&key(class)) => None,
            Some(class) => Some(Placement::Named(class.to_owned())),
            None => decision.unlabelled.then(|| into.clone()),
        };
        let photos = archive.photos().iter().cloned().enumerate();
        let mut placed: Vec<_> =
            photos.filter_map(|(index, photo)| Some((index, photo, place(index)?))).collect();
        // A class comes into being with its first photo, so the photos follow the order of the classes: first those that
        // the archive itself names, then those of folders, then photos without a label.
        let level = archive.labelling().overview().levels.get(decision.level).cloned().unwrap_or_default();
        let rank: HashMap<&str, usize> =
            level.classes.iter().map(|(name, _)| name.as_str()).zip(1..).collect();
        placed.sort_by_key(|(index, ..)| {
            archive
                .class(*index, decision.level)
                .map_or(usize::MAX, |class| rank.get(class).copied().unwrap_or(0))
        });
        let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
        let names_class = placed.iter().any(|(.., to)| matches!(to, Placement::Named(_)) && *to == into);
        let is_long = names_class && clean(stem).chars().count() > limits::CLASS_NAME_CHARS;
        let shortened = archive.shortened(decision.level) + u32::from(is_long);
        if shortened > 0 {
            let limit = limits::CLASS_NAME_CHARS;
            notes.push(msg!("archive-names-shortened", count = shortened, limit = limit));
        }
        if !level.splits.is_empty() {
            notes.push(msg!("archive-splits", names = level.splits.join(", ")));
        }
        self.import(context, job, archive, &name, placed, photos_over)?;
        for message in notes {
            context.tell_of(job, &name, NoticeLevel::Note, message);
        }
        if !without_room.is_empty() {
            let count = without_room.len();
            let message = msg!("session-classes-left-out", count = count, limit = limits::CLASSES);
            context.tell(Event::Notice { job: Some(job), level: NoticeLevel::Refused, photo: None, message });
        }
        Ok(())
    }

    /// Queues photos of an archive, and tells what is said of the archive wherever its photos go. `left_out`: photos that
    /// count as refused.
    fn import(
        &mut self,
        context: &mut Context,
        job: JobId,
        archive: Archive<Box<dyn ImportSource>>,
        name: &str,
        placed: Vec<(usize, ArchivedPhoto, Placement)>,
        left_out: u32,
    ) -> Result<()> {
        let (refused, more) = archive.refused();
        let refused: Vec<_> =
            refused.iter().map(|(name, error)| (name.clone(), error.message().clone())).collect();
        let refused_in_all = (refused.len() + more) as u32 + left_out;
        let notes = archive.notes().to_vec();
        let archive = Rc::new(RefCell::new(archive));
        let waiting = placed.into_iter().map(|(index, photo, into)| {
            let source = EntrySource {
                archive: Rc::clone(&archive),
                index,
                name: photo.path(),
                provenance: photo.provenance,
                photo: context.platform.photo,
            };
            Waiting { into: (into, None), source: Box::new(source) }
        });
        self.enqueue(context, job, waiting.collect(), true)?;
        self.count(job, |summary| summary.refused += refused_in_all);
        for (name, message) in refused {
            context.tell_of(job, &name, NoticeLevel::Refused, message);
        }
        for message in notes {
            context.tell_of(job, name, NoticeLevel::Note, message);
        }
        if more > 0 {
            context.tell_of(job, name, NoticeLevel::Note, msg!("archive-refused-more", count = more));
        }
        Ok(())
    }

    pub(super) fn take_undecided(&mut self, job: JobId) -> Option<Undecided> {
        let position = self.undecided.iter().position(|undecided| undecided.job == job)?;
        Some(self.undecided.remove(position))
    }
}

/// Opens the archive attached to a command.
pub(in crate::session) fn open_archive(
    name: &str,
    attachments: Attachments,
) -> Result<Archive<Box<dyn ImportSource>>> {
    match attachments.into_iter().next() {
        Some(Attachment::File(file, _)) => Archive::open(file, name),
        _ => Err(Error::request(msg!("workspace-file-missing"))),
    }
}

/// A photo inside an archive, decompressed when its turn comes.
#[derive(Clone)]
pub(in crate::session) struct EntrySource {
    pub(in crate::session) archive: Rc<RefCell<Archive<Box<dyn ImportSource>>>>,
    pub(in crate::session) index: usize,
    pub(in crate::session) name: String,
    pub(in crate::session) provenance: Provenance,
    pub(in crate::session) photo: fn(String, Vec<u8>) -> Box<dyn PhotoSource>,
}

impl PhotoSource for EntrySource {
    fn name(&self) -> &str {
        &self.name
    }

    fn bytes(&self) -> u64 {
        // It cannot unpack to more than its declared size. Counting at least half the limit reads small photos two at a
        // time and a large one alone.
        self.archive.borrow().size(self.index).max(prefetch::AHEAD_BYTES / 2)
    }

    fn provenance(&self) -> Provenance {
        self.provenance.clone()
    }

    fn load(self: Box<Self>) -> Pin<Box<dyn Future<Output = Result<Loaded>>>> {
        Box::pin(async move {
            let bytes = self.archive.borrow_mut().read(self.index)?;
            (self.photo)(self.name, bytes).load().await
        })
    }

    fn read(self: Box<Self>) -> Pin<Box<dyn Future<Output = Result<Vec<u8>>>>> {
        Box::pin(async move { self.archive.borrow_mut().read(self.index) })
    }

    fn again(&self) -> Option<Box<dyn PhotoSource>> {
        Some(Box::new(self.clone()))
    }
}
