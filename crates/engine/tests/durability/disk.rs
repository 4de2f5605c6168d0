//! An in-memory disk for `SQLite` that can lose what was not synced, be full, or refuse a write.
//!
//! It uses the same framework as the browser's file system, so `SQLite` calls it in the same way.
#![allow(unsafe_code, reason = "SQLite takes a file system as C does")]

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::SyncSender;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use rsqlite_vfs::{
    AccessMode, DeviceCharacteristics, LockLevel, OpenOptions, OpenRequest, OpenedFile, OsCallback,
    SQLiteIoMethods, SQLiteVfs, SectorSize, SyncOptions, VfsError, VfsErrorCode, VfsFile, VfsResult,
    VfsStore, register_vfs,
};

/// Size of what a power failure writes completely or not at all, in bytes.
const SECTOR: usize = 512;

/// A disk, with the name under which `SQLite` finds it.
#[derive(Clone)]
pub(crate) struct Disk {
    pub(crate) vfs: Arc<str>,
    inner: Arc<Mutex<Inner>>,
}

/// Every file by its name.
pub(crate) type Files = BTreeMap<String, File>;

#[derive(Default)]
struct Inner {
    files: Files,
    /// Number of writes, truncations and syncs so far.
    calls: u64,
    fault: Option<Fault>,
    refusal: Option<Refusal>,
    /// Limit on the bytes of all files together.
    capacity: Option<usize>,
    /// Number of steps of the scenario that have returned.
    acknowledged: usize,
    recorder: Option<SyncSender<Snapshot>>,
}

/// A call to be refused.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fault {
    /// Which call is refused, counted from 0. All others succeed.
    pub(crate) call: u64,
    pub(crate) kind: FaultKind,
}

/// How a call is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FaultKind {
    /// There is no space.
    Full,
    /// The device failed.
    Io,
}

/// Which kind of call was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// A write or a truncation, which has no effect.
    Write,
    /// A sync: what it should have made durable may or may not be.
    Sync,
}

/// What a power failure leaves.
pub(crate) struct Snapshot {
    pub(crate) acknowledged: usize,
    pub(crate) files: Files,
}

/// A file: what is durable, what the program sees, and the calls between the two.
#[derive(Debug, Clone, Default)]
pub(crate) struct File {
    kept: Arc<Vec<u8>>,
    seen: Arc<Vec<u8>>,
    pending: Vec<Call>,
}

#[derive(Debug, Clone)]
enum Call {
    Write(usize, Arc<Vec<u8>>),
    Truncate(usize),
}

/// How much of what was not synced survives a power failure.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Fate {
    Everything,
    Nothing,
    /// A random half of the calls, and of the sectors of torn writes, drawn with this seed.
    Some(u64),
}

impl Disk {
    /// An empty disk. It stays registered until the program ends.
    pub(crate) fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        static REGISTRATION: Mutex<()> = Mutex::new(());
        let vfs: Arc<str> = format!("disk-{}", COUNT.fetch_add(1, Ordering::Relaxed)).into();
        let disk = Self { vfs, inner: Arc::default() };
        let _alone = REGISTRATION.lock().expect("a lock");
        // SAFETY: the callbacks are the framework's own, and the registration is never undone. The framework's state is
        // the disk, behind a mutex.
        let registration = unsafe { register_vfs::<Io, Vfs>(&disk.vfs, disk.clone(), false) };
        registration.expect("a free name").into_raw();
        disk
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().expect("no panic in a callback")
    }

    /// Replaces all files, with nothing refused.
    pub(crate) fn load(&self, files: Files) {
        *self.lock() = Inner { files, ..Inner::default() };
    }

    /// What was refused so far, if anything.
    pub(crate) fn refusal(&self) -> Option<Refusal> {
        self.lock().refusal
    }

    /// All files as the program sees them.
    pub(crate) fn files(&self) -> Files {
        self.lock().files.clone()
    }

    /// Removes a file and its journal.
    pub(crate) fn remove(&self, name: &str) {
        self.lock().files.retain(|file, _| file != name && *file != format!("{name}-journal"));
    }

    pub(crate) fn refuse(&self, fault: Option<Fault>) {
        self.lock().fault = fault;
    }

    pub(crate) fn set_capacity(&self, bytes: Option<usize>) {
        self.lock().capacity = bytes;
    }

    pub(crate) fn used(&self) -> usize {
        self.lock().used()
    }

    /// Length of a file, in bytes.
    pub(crate) fn length(&self, name: &str) -> usize {
        self.lock().files.get(name).map_or(0, |file| file.seen.len())
    }

    pub(crate) fn calls(&self) -> u64 {
        self.lock().calls
    }

    /// From now on, sends what a power failure would leave after each call.
    pub(crate) fn record(&self, recorder: SyncSender<Snapshot>) {
        self.lock().recorder = Some(recorder);
    }

    /// Records that one more step has returned.
    pub(crate) fn acknowledge(&self) {
        self.lock().acknowledged += 1;
    }
}

impl Inner {
    fn used(&self) -> usize {
        self.files.values().map(|file| file.seen.len()).sum()
    }

    /// Counts a call, and refuses it if it is the chosen one.
    fn count(&mut self, io: VfsErrorCode) -> VfsResult<()> {
        let call = self.calls;
        self.calls += 1;
        let Some(fault) = self.fault.filter(|fault| fault.call == call) else { return Ok(()) };
        self.refusal = Some(if io == VfsErrorCode::IoSync { Refusal::Sync } else { Refusal::Write });
        Err(refused(if fault.kind == FaultKind::Full { VfsErrorCode::Full } else { io }))
    }

    fn file(&mut self, name: &str) -> VfsResult<&mut File> {
        self.files.get_mut(name).ok_or_else(|| refused(VfsErrorCode::Io))
    }

    fn tell(&self) {
        if let Some(recorder) = &self.recorder {
            let files = self.files.clone();
            // The listener may have stopped.
            let _ = recorder.send(Snapshot { acknowledged: self.acknowledged, files });
        }
    }
}

impl File {
    /// The file after a power failure.
    pub(crate) fn after(&self, fate: Fate, random: &mut fastrand::Rng) -> Self {
        let bytes = match fate {
            Fate::Everything => Arc::clone(&self.seen),
            Fate::Nothing => Arc::clone(&self.kept),
            Fate::Some(_) => {
                let mut bytes = self.kept.to_vec();
                for call in &self.pending {
                    call.apply_in_part(&mut bytes, random);
                }
                Arc::new(bytes)
            }
        };
        Self { kept: Arc::clone(&bytes), seen: bytes, pending: Vec::new() }
    }

    fn apply(&mut self, call: Call) {
        let bytes = Arc::make_mut(&mut self.seen);
        match &call {
            Call::Write(offset, data) => write_at(bytes, *offset, data),
            Call::Truncate(size) => bytes.truncate(*size),
        }
        self.pending.push(call);
    }
}

impl Call {
    fn apply_in_part(&self, bytes: &mut Vec<u8>, random: &mut fastrand::Rng) {
        match self {
            Self::Truncate(size) => {
                if random.bool() {
                    bytes.truncate(*size);
                }
            }
            // One write in four is torn.
            Self::Write(offset, data) if random.u8(0..4) == 0 => {
                let mut at = 0;
                while at < data.len() {
                    let end = data.len().min((offset + at) / SECTOR * SECTOR + SECTOR - offset);
                    if random.bool() {
                        write_at(bytes, offset + at, &data[at..end]);
                    }
                    at = end;
                }
            }
            Self::Write(offset, data) => {
                if random.bool() {
                    write_at(bytes, *offset, data);
                }
            }
        }
    }
}

/// Files after a power failure.
pub(crate) fn after(files: &Files, fate: Fate) -> Files {
    let seed = if let Fate::Some(seed) = fate { seed } else { 0 };
    let mut random = fastrand::Rng::with_seed(seed);
    files.iter().map(|(name, file)| (name.clone(), file.after(fate, &mut random))).collect()
}

fn write_at(bytes: &mut Vec<u8>, offset: usize, data: &[u8]) {
    if bytes.len() < offset + data.len() {
        bytes.resize(offset + data.len(), 0);
    }
    bytes[offset..offset + data.len()].copy_from_slice(data);
}

fn refused(code: VfsErrorCode) -> VfsError {
    VfsError::new(code, "refused by the test".into())
}

/// An open file.
pub(crate) struct Handle {
    disk: Disk,
    name: String,
}

impl VfsFile for Handle {
    // As in the browser's file system.
    fn sector_size(&self) -> SectorSize {
        SectorSize::DEFAULT
    }

    fn device_characteristics(&self) -> DeviceCharacteristics {
        DeviceCharacteristics::UNDELETABLE_WHEN_OPEN
    }

    fn read(&mut self, buffer: &mut [u8], offset: u64) -> VfsResult<usize> {
        let mut disk = self.disk.lock();
        let rest = disk.file(&self.name)?.seen.get(offset as usize..).unwrap_or_default();
        let length = rest.len().min(buffer.len());
        buffer[..length].copy_from_slice(&rest[..length]);
        Ok(length)
    }

    fn write(&mut self, data: &[u8], offset: u64) -> VfsResult<()> {
        let mut disk = self.disk.lock();
        disk.count(VfsErrorCode::IoWrite)?;
        let (used, capacity) = (disk.used(), disk.capacity);
        let file = disk.file(&self.name)?;
        let growth = (offset as usize + data.len()).saturating_sub(file.seen.len());
        if growth > 0 && capacity.is_some_and(|capacity| used + growth > capacity) {
            return Err(refused(VfsErrorCode::Full));
        }
        file.apply(Call::Write(offset as usize, Arc::new(data.to_vec())));
        disk.tell();
        Ok(())
    }

    fn truncate(&mut self, size: u64) -> VfsResult<()> {
        let mut disk = self.disk.lock();
        disk.count(VfsErrorCode::IoTruncate)?;
        disk.file(&self.name)?.apply(Call::Truncate(size as usize));
        disk.tell();
        Ok(())
    }

    fn sync(&mut self, _options: SyncOptions) -> VfsResult<()> {
        let mut disk = self.disk.lock();
        disk.count(VfsErrorCode::IoSync)?;
        let file = disk.file(&self.name)?;
        file.kept = Arc::clone(&file.seen);
        file.pending.clear();
        disk.tell();
        Ok(())
    }

    fn size(&self) -> VfsResult<u64> {
        Ok(self.disk.lock().file(&self.name)?.seen.len() as u64)
    }

    // Each test has its own disk, and each file one connection, so no locking is needed.
    fn lock(&mut self, _level: LockLevel) -> VfsResult<()> {
        Ok(())
    }

    fn unlock(&mut self, _level: LockLevel) -> VfsResult<()> {
        Ok(())
    }

    fn check_reserved_lock(&self) -> VfsResult<bool> {
        Ok(false)
    }
}

struct Store;

impl VfsStore for Store {
    type File = Handle;
    type AppData = Disk;

    fn open_file(disk: &Disk, request: OpenRequest<'_>) -> VfsResult<OpenedFile<Handle>> {
        let Some(filename) = request.filename else { return Err(refused(VfsErrorCode::CantOpen)) };
        let name = filename.path().to_owned();
        let files = &mut disk.lock().files;
        if !files.contains_key(&name) && !request.options.create() {
            return Err(refused(VfsErrorCode::CantOpen));
        }
        files.entry(name.clone()).or_default();
        Ok(OpenedFile { file: Handle { disk: disk.clone(), name }, access: request.options.access() })
    }

    fn close_file(_disk: &Disk, _name: Option<&str>, _file: Handle, _options: OpenOptions) -> VfsResult<()> {
        Ok(())
    }

    fn access(disk: &Disk, name: &str, _mode: AccessMode) -> VfsResult<bool> {
        Ok(disk.lock().files.contains_key(name))
    }

    fn full_pathname(_disk: &Disk, name: &str) -> VfsResult<String> {
        Ok(name.to_owned())
    }

    fn delete_file(disk: &Disk, name: &str, _sync_dir: bool) -> VfsResult<()> {
        disk.lock().files.remove(name);
        Ok(())
    }
}

struct Io;

impl SQLiteIoMethods for Io {
    type Store = Store;
}

struct Vfs;

impl SQLiteVfs<Io> for Vfs {
    type Os = Os;

    fn os(_disk: &Disk) -> &Os {
        &Os
    }
}

struct Os;

impl OsCallback for Os {
    fn sleep(&self, duration: Duration) {
        std::thread::sleep(duration);
    }

    fn random(&self, buffer: &mut [u8]) -> usize {
        fastrand::fill(buffer);
        buffer.len()
    }

    fn epoch_timestamp_in_ms(&self) -> VfsResult<i64> {
        Ok(1_800_000_000_000)
    }
}
