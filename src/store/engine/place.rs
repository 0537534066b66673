//! Where a book must not lie: on another machine's disk, or in a folder that is copied elsewhere while
//! it is written. Both damage a live database, and both hand it to others.

use std::path::{Component, Path, PathBuf, Prefix};

use crate::error::{Error, Result};
use crate::platform::{comparable, folder_of};

/// Kinds of file system that lie on another machine.
const REMOTE: &[&str] =
    &["nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "ncpfs", "afs", "ceph", "glusterfs", "davfs"];
/// File systems in user space that lie on this machine's own disk; any other may be remote.
const LOCAL_FUSE: &[&str] = &[
    "fuse.fuse-overlayfs",
    "fuse.mergerfs",
    "fuse.ecryptfs",
    "fuse.encfs",
    "fuse.gocryptfs",
    "fuse.cryfs",
    "fuse.veracrypt",
];
/// Folders that a program of the same name copies elsewhere, as they are called on disk.
const SYNCED: &[&str] =
    &["onedrive", "dropbox", "icloud drive", "iclouddrive", "mobile documents", "google drive"];
/// Variables that name such a folder.
const SYNCED_VARIABLES: &[&str] = &["OneDrive", "OneDriveCommercial", "OneDriveConsumer"];

/// Refuses a place for the book at `path` that is not a folder of this machine alone.
pub(crate) fn refuse_shared(path: &Path) -> Result<()> {
    let folder = nearest(folder_of(path));
    let roots = SYNCED_VARIABLES.iter().filter_map(std::env::var_os).map(PathBuf::from);
    let synced = roots.filter(|root| !root.as_os_str().is_empty()).find(|root| lies_in(&folder, root));
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
    let what = match (synced, shared(&folder, &mounts)) {
        (Some(root), _) => format!("{}, which is copied elsewhere", root.display()),
        (None, Some(what)) => what,
        (None, None) => return Ok(()),
    };
    Err(Error::data(format!("{} would lie in {what}; nothing was made or opened.", path.display())).hint(
        "Keep the book in a folder of this machine's own disk: with the program closed, move it there with the \
         files beside it, and name it with --book. Copies made by `casebook backup` may lie anywhere.",
    ))
}

/// Whether a folder that was looked up is another or lies in it, however that is told.
fn lies_in(folder: &Path, root: &Path) -> bool {
    comparable(folder).starts_with(comparable(&nearest(root)))
}

/// The folder as the system knows it, or the nearest one above that is there yet.
fn nearest(folder: &Path) -> PathBuf {
    let there = folder.ancestors().find_map(|above| std::fs::canonicalize(above).ok());
    let rest = folder.ancestors().find(|above| above.exists()).and_then(|a| folder.strip_prefix(a).ok());
    match (there, rest) {
        (Some(there), Some(rest)) => there.join(rest),
        _ => folder.to_owned(),
    }
}

/// What a folder is part of, where others share it; `mounts` as Linux lists them.
fn shared(folder: &Path, mounts: &str) -> Option<String> {
    for part in folder.components() {
        match part {
            Component::Prefix(p) if matches!(p.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..)) => {
                return Some("a network drive".to_owned());
            }
            Component::Normal(name) => {
                let lower = name.to_string_lossy().to_lowercase();
                if SYNCED.iter().any(|s| lower == *s || lower.starts_with(&format!("{s} - "))) {
                    return Some(format!("{}, which is copied elsewhere", name.display()));
                }
            }
            _ => {}
        }
    }
    let kind = mounts.lines().filter_map(mount).filter(|(at, _)| folder.starts_with(at));
    let (_, kind) = kind.max_by_key(|(at, _)| at.components().count())?;
    let remote = REMOTE.contains(&kind) || (kind.starts_with("fuse.") && !LOCAL_FUSE.contains(&kind));
    remote.then(|| format!("a folder of another machine ({kind})"))
}

/// Where a line of `mountinfo` mounts which kind of file system.
fn mount(line: &str) -> Option<(PathBuf, &str)> {
    let (mount, system) = line.split_once(" - ")?;
    let at = mount.split(' ').nth(4)?.replace("\\040", " ");
    Some((PathBuf::from(at), system.split(' ').next()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTS: &str = "\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:40 / /home/a/Case\\040Work rw shared:9 - cifs //council/h rw
31 22 0:41 / /mnt/vault rw - fuse.gocryptfs /x rw
32 22 0:42 / /mnt/far rw - fuse.sshfs far: rw
33 22 8:2 / /mnt/far/usb rw - vfat /dev/sdb1 rw
";

    #[test]
    fn folders_that_others_share_are_known() {
        let said = |folder: &str| shared(Path::new(folder), MOUNTS);
        for folder in ["/home/a/Case Work", "/home/a/Case Work/deep/er", "/mnt/far", "/mnt/far/x"] {
            assert!(said(folder).is_some_and(|s| s.contains("another machine")), "{folder}");
        }
        for folder in ["/home/a/OneDrive/x", "/home/a/OneDrive - Luton Council", "/home/a/Dropbox"] {
            assert!(said(folder).is_some_and(|s| s.contains("copied elsewhere")), "{folder}");
        }
        for folder in ["/", "/home/a/Case", "/home/a/Dropboxes", "/mnt/vault/x", "/mnt/far/usb/x", "relative"]
        {
            assert_eq!(said(folder), None, "{folder}");
        }
        assert_eq!(shared(Path::new("/home/a"), ""), None, "where mounts are not told, nothing is refused");
    }

    #[test]
    fn a_book_is_neither_made_nor_opened_in_a_synced_folder() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("OneDrive - Council/deep/b.casebook");
        let error = refuse_shared(&path).unwrap_err();
        assert!(error.hint.contains("own disk"), "{error:?}");
        assert!(crate::store::Store::create(&path, b"seven quiet otters swim").is_err());
        assert!(!home.path().join("OneDrive - Council").exists(), "nothing is made on the way");
        assert!(refuse_shared(&home.path().join("b.casebook")).is_ok());
    }
}
