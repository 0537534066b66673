//! A disk as it is between two moments of safety: what is on it for certain, and what it was told and may still forget.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The least that is written whole.
const SECTOR: usize = 512;

/// Numbers that look random and are the same each time.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) fn throw(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides.max(1)
    }
}

/// One call that was written down by record.c.
pub(super) struct Entry {
    pub(super) what: u8,
    handle: u64,
    at: u64,
    name: PathBuf,
    data: Vec<u8>,
}

impl Entry {
    /// Everything that was written down; names are within the folder.
    pub(super) fn all(mut notes: &[u8], folder: &Path) -> Vec<Self> {
        let mut all = Vec::new();
        let name = |bytes: &[u8]| {
            let name = std::str::from_utf8(bytes).unwrap();
            Path::new(name).strip_prefix(folder).map_or_else(|_| PathBuf::from(name), Path::to_path_buf)
        };
        while let Some((what, rest)) = notes.split_first() {
            let number = |n: usize| u64::from_ne_bytes(rest[8 * n..8 * n + 8].try_into().unwrap());
            let (named, length) = (usize::try_from(number(2)).unwrap(), usize::try_from(number(3)).unwrap());
            let (title, rest_of) = rest[32..].split_at(named);
            let (data, after) = rest_of.split_at(length);
            // A rename tells its second name as data.
            let data =
                if *what == b'R' { name(data).into_os_string().into_encoded_bytes() } else { data.to_vec() };
            all.push(Self { what: *what, handle: number(0), at: number(1), name: name(title), data });
            notes = after;
        }
        all
    }
}

/// What a disk keeps of what was not made safe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Loss {
    /// Everything: the program alone died.
    Nothing,
    /// Nothing of it.
    All,
    /// The first so many of each file and folder.
    Later,
    /// Any of it; new ends of files may be blank.
    Any,
    /// Any of it, torn between sectors.
    Torn,
}

impl Loss {
    pub(super) const ALL: [Self; 5] = [Self::Nothing, Self::All, Self::Later, Self::Any, Self::Torn];
}

#[derive(Clone)]
enum Change {
    Write(usize, Vec<u8>),
    Length(usize),
}

#[derive(Clone, Default)]
struct File {
    safe: Vec<u8>,
    pending: Vec<Change>,
}

#[derive(Clone)]
enum Move {
    New(PathBuf, usize),
    Rename(PathBuf, PathBuf),
    Gone(PathBuf),
}

impl Move {
    fn apply(&self, names: &mut BTreeMap<PathBuf, usize>) {
        match self {
            Self::New(name, file) => drop(names.insert(name.clone(), *file)),
            Self::Gone(name) => drop(names.remove(name)),
            Self::Rename(from, to) => {
                if let Some(file) = names.remove(from) {
                    names.insert(to.clone(), file);
                }
            }
        }
    }

    fn touches(&self, folder: &Path) -> bool {
        match self {
            Self::New(name, _) | Self::Gone(name) => name.parent() == Some(folder),
            Self::Rename(from, to) => from.parent() == Some(folder) || to.parent() == Some(folder),
        }
    }
}

/// The files of a folder, under the names that are safe and the names as the program sees them.
#[derive(Clone, Default)]
pub(super) struct Disk {
    files: Vec<File>,
    safe: BTreeMap<PathBuf, usize>,
    seen: BTreeMap<PathBuf, usize>,
    moves: Vec<Move>,
    handles: BTreeMap<u64, PathBuf>,
    open: BTreeMap<u64, usize>,
}

impl Disk {
    /// A folder as it stands, all of it safe.
    pub(super) fn of(folder: &Path) -> Self {
        let mut disk = Self::default();
        let mut folders = vec![folder.to_owned()];
        while let Some(one) = folders.pop() {
            for path in std::fs::read_dir(one).unwrap().map(|e| e.unwrap().path()) {
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let name = path.strip_prefix(folder).unwrap().to_owned();
                disk.safe.insert(name, disk.files.len());
                disk.files.push(File { safe: std::fs::read(&path).unwrap(), pending: Vec::new() });
            }
        }
        disk.seen = disk.safe.clone();
        disk
    }

    /// Takes what the program did.
    pub(super) fn take(&mut self, entry: &Entry) {
        let at = usize::try_from(entry.at).unwrap_or_default();
        let file = self.open.get(&entry.handle).copied();
        match (entry.what, file) {
            (b'P', _) => (self.open, self.handles) = Default::default(),
            (b'O', _) => self.opened(entry),
            (b'W', Some(file)) => self.files[file].pending.push(Change::Write(at, entry.data.clone())),
            (b'T', Some(file)) => self.files[file].pending.push(Change::Length(at)),
            (b'S', Some(file)) => {
                let File { safe, pending } = &mut self.files[file];
                pending.drain(..).for_each(|change| apply(safe, &change));
            }
            (b'S', None) => {
                // A folder: its names are safe, in the order they came.
                let Some(folder) = self.handles.get(&entry.handle) else { return };
                let last = self.moves.iter().rposition(|m| m.touches(folder)).map_or(0, |n| n + 1);
                for done in self.moves.drain(..last) {
                    done.apply(&mut self.safe);
                }
            }
            (b'R', _) => {
                let to = PathBuf::from(std::str::from_utf8(&entry.data).unwrap());
                self.moved(Move::Rename(entry.name.clone(), to));
            }
            (b'U', _) => self.moved(Move::Gone(entry.name.clone())),
            _ => {}
        }
    }

    fn moved(&mut self, done: Move) {
        done.apply(&mut self.seen);
        self.moves.push(done);
    }

    fn opened(&mut self, entry: &Entry) {
        self.handles.insert(entry.handle, entry.name.clone());
        self.open.remove(&entry.handle);
        // A folder has no dot in this test, and neither a file that a book would write.
        let is_folder =
            entry.name.as_os_str().is_empty() || entry.name.extension().is_some_and(|e| e == "backups");
        if is_folder {
            return;
        }
        let file = match self.seen.get(&entry.name) {
            Some(file) => *file,
            None => {
                self.files.push(File::default());
                self.moved(Move::New(entry.name.clone(), self.files.len() - 1));
                self.files.len() - 1
            }
        };
        self.open.insert(entry.handle, file);
        if entry.at == 1 {
            self.files[file].pending.push(Change::Length(0));
        }
    }

    /// What is left of it when the power goes now.
    pub(super) fn after_the_cut(mut self, loss: Loss, dice: &mut Dice) -> Self {
        let kept = |of: usize, dice: &mut Dice| match loss {
            Loss::Nothing => of,
            Loss::All => 0,
            Loss::Later | Loss::Any | Loss::Torn => dice.throw(of + 1),
        };
        let moves = kept(self.moves.len(), dice);
        for done in self.moves.drain(..).take(moves) {
            done.apply(&mut self.safe);
        }
        for File { safe, pending } in &mut self.files {
            let first = kept(pending.len(), dice);
            for (n, change) in pending.drain(..).enumerate() {
                match loss {
                    Loss::Any | Loss::Torn => some_of(safe, &change, loss == Loss::Torn, dice),
                    _ if n < first => apply(safe, &change),
                    _ => {}
                }
            }
        }
        self
    }

    /// Whether the safe files of both are the same.
    pub(super) fn is_as(&self, other: &Self) -> bool {
        let bytes = |disk: &Self, file: usize| disk.files[file].safe.clone();
        self.safe.len() == other.safe.len()
            && self.safe.iter().all(|(name, file)| {
                other.safe.get(name).is_some_and(|theirs| bytes(self, *file) == bytes(other, *theirs))
            })
    }

    /// Lays its safe files out in a folder.
    pub(super) fn lay_out(&self, folder: &Path) {
        for (name, file) in &self.safe {
            let path = folder.join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, &self.files[*file].safe).unwrap();
        }
    }
}

fn apply(bytes: &mut Vec<u8>, change: &Change) {
    match change {
        Change::Length(length) => bytes.resize(*length, 0),
        Change::Write(at, data) => {
            bytes.resize(bytes.len().max(at + data.len()), 0);
            bytes[*at..at + data.len()].copy_from_slice(data);
        }
    }
}

/// A change, or nothing of it, or the length without what is written there, or some of its sectors.
fn some_of(bytes: &mut Vec<u8>, change: &Change, torn: bool, dice: &mut Dice) {
    match change {
        _ if dice.throw(2) == 0 => apply(bytes, change),
        Change::Write(at, data) => {
            if dice.throw(2) == 0 {
                bytes.resize(bytes.len().max(at + data.len()), 0);
            }
            let mut from = 0;
            while torn && from < data.len() {
                // Sectors of the disk, wherever the write begins.
                let to = (from + SECTOR - (at + from) % SECTOR).min(data.len());
                if dice.throw(2) == 0 {
                    apply(bytes, &Change::Write(at + from, data[from..to].to_vec()));
                }
                from = to;
            }
        }
        Change::Length(_) => {}
    }
}
