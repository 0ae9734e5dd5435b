//! What a partner puts where backups lie, and backups that they made with a program of their own.

use duologue_core::vault::{BackupFile, VaultError};
use std::path::PathBuf;
use std::sync::mpsc;
use std::time::Duration;

/// What opening this as a backup comes to; nothing where it comes to no end.
fn opened(path: PathBuf) -> Option<Result<(), VaultError>> {
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        let _ = tell.send(BackupFile::open(&path).map(drop));
    });
    told.recv_timeout(Duration::from_secs(10)).ok()
}

#[cfg(unix)]
#[test]
fn a_pipe_with_a_backups_name_holds_nobody_up() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("Duologue 2026-11-28 21.42.00.duologue-backup");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success(), "the pipe is there");
    let refused = Some(Err(VaultError::NotAJournal));
    assert_eq!(opened(pipe), refused, "nobody ever writes into it, and it is no backup");
    assert_eq!(opened(folder.path().to_owned()), refused, "nor is a folder");
}
