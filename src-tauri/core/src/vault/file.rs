//! The SQLite file: how it is made, looked at, opened and closed. Format: docs/format.md §2.

use super::VaultError;
use super::beside::InTheFile;
use crate::Id;
use rusqlite::{Connection, OpenFlags, config::DbConfig};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

const SCHEMA: &str = include_str!("schema.sql");
const APPLICATION_ID: i64 = 0x4455_4F4C;
const SCHEMA_VERSION: i64 = 1;
/// The version of the format that is written.
pub(super) const FORMAT: i64 = 2;
const LARGEST_BLOB: i32 = 16 * 1024 * 1024;

/// An open journal file, held alone by this connection.
pub struct VaultFile {
    pub(super) db: Connection,
    pub(super) id: Id,
    path: PathBuf,
}

impl VaultFile {
    /// Makes an empty vault at `path`, where no file may be.
    pub(crate) fn make(path: &Path, id: Id) -> Result<Self, VaultError> {
        refuse_existing(path)?;
        let db = Connection::open_with_flags(
            path,
            OpenFlags::SQLITE_OPEN_READ_WRITE
                | OpenFlags::SQLITE_OPEN_CREATE
                | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?;
        Self::lay_out(&db, id)?;
        settle(&db)?;
        Ok(Self { db, id, path: path.to_owned() })
    }

    /// An empty vault in memory, to verify a backup without writing.
    pub(super) fn in_memory(id: Id) -> Result<Self, VaultError> {
        let db = Connection::open_in_memory()?;
        Self::lay_out(&db, id)?;
        Ok(Self { db, id, path: PathBuf::new() })
    }

    fn lay_out(db: &Connection, id: Id) -> Result<(), VaultError> {
        db.pragma_update(None, "page_size", 16384)?;
        db.pragma_update(None, "auto_vacuum", 2)?;
        db.pragma_update(None, "application_id", APPLICATION_ID)?;
        db.pragma_update(None, "user_version", SCHEMA_VERSION)?;
        db.execute_batch(SCHEMA)?;
        db.execute("INSERT INTO vault(id, format) VALUES(?, ?)", (&id.0[..], FORMAT))?;
        Ok(())
    }

    /// Opens the vault at `path` for this process alone.
    ///
    /// # Errors
    /// One of [`VaultError`]'s; the file is unchanged in each.
    pub fn open(path: &Path) -> Result<Self, VaultError> {
        let about = std::fs::metadata(path)?;
        if !about.is_file() {
            return Err(VaultError::NotAJournal);
        }
        // SQLite keeps it beside the file itself, not beside a link to it.
        let itself = std::fs::canonicalize(path)?;
        let in_the_file = InTheFile::if_a_log_stands_beside(&itself, look(path))?;
        if about.permissions().readonly() {
            return Err(VaultError::ReadOnly);
        }
        let db = Connection::open_with_flags(
            path,
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?;
        // SQLite opens for reading what it may not write to, and fails at its first lock.
        if db.is_readonly(rusqlite::MAIN_DB)? {
            return Err(VaultError::ReadOnly);
        }
        // Until it is known to belong here, a write-ahead log is not written into the file.
        let into_file = DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE;
        db.set_db_config(into_file, in_the_file.is_some())?;
        settle(&db)?;
        check_version(&db)?;
        check_schema(&db)?;
        let id = vault_id(&db)?;
        if let Some(in_the_file) = in_the_file {
            in_the_file.is_all_in(&db)?;
            db.set_db_config(into_file, false)?;
        }
        Ok(Self { db, id, path: path.to_owned() })
    }

    /// Where the file lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The vault's id.
    pub fn id(&self) -> Id {
        self.id
    }

    /// Empties the write-ahead log into the file, so that nothing deleted stays in it.
    pub(super) fn checkpoint(&self) -> Result<(), VaultError> {
        let busy: i64 =
            self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        if busy == 0 { Ok(()) } else { Err(VaultError::InUse) }
    }

    /// Closes the file; afterwards it is one complete file.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn close(self) -> Result<(), VaultError> {
        self.checkpoint()?;
        self.db.close().map_err(|(_, error)| error.into())
    }

    /// Lets the file grow no further than `pages`, so that "disk full" can be tested.
    #[cfg(feature = "test-seams")]
    pub fn limit_pages(&self, pages: u32) -> Result<(), VaultError> {
        self.db.pragma_update(None, "max_page_count", pages)?;
        Ok(())
    }
}

/// Refuses a name that is taken, also by what an earlier file left beside it.
pub(crate) fn refuse_existing(path: &Path) -> Result<(), VaultError> {
    for suffix in ["", "-wal", "-journal", "-shm"] {
        let mut name: OsString = path.as_os_str().to_owned();
        name.push(suffix);
        if std::fs::symlink_metadata(&name).is_ok() {
            return Err(VaultError::AlreadyExists);
        }
    }
    Ok(())
}

/// The name `path` outlives the power from here on, where the system lets a folder be opened and
/// synced; what stands in the file is synced by itself.
pub(crate) fn sync_names_beside(path: &Path) {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Ok(folder) = std::fs::File::open(folder.unwrap_or(Path::new("."))) {
        let _ = folder.sync_all();
    }
}

/// Looks at the file without writing and without its write-ahead log, so that a newer
/// file stays as it is.
fn look(path: &Path) -> Result<Connection, VaultError> {
    let mut uri = String::from("file:");
    for &byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => {
                uri.push(char::from(byte))
            }
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri.push_str("?immutable=1");
    let db = Connection::open_with_flags(
        uri,
        OpenFlags::SQLITE_OPEN_READ_ONLY
            | OpenFlags::SQLITE_OPEN_URI
            | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    check_version(&db)?;
    match vault_id(&db) {
        Err(VaultError::NewerVersion) => Err(VaultError::NewerVersion),
        // What else is amiss is said once the file is open.
        _ => Ok(db),
    }
}

fn check_version(db: &Connection) -> Result<(), VaultError> {
    let number = |name: &str| db.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    if number("application_id")? != APPLICATION_ID {
        return Err(VaultError::NotAJournal);
    }
    match number("user_version")? {
        SCHEMA_VERSION => Ok(()),
        version if version > SCHEMA_VERSION => Err(VaultError::NewerVersion),
        _ => Err(VaultError::Damaged("version")),
    }
}

/// The settings of every opening; takes SQLite's own lock for as long as the connection lives.
fn settle(db: &Connection) -> Result<(), VaultError> {
    db.busy_timeout(std::time::Duration::ZERO)?;
    db.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
    db.set_limit(rusqlite::limits::Limit::SQLITE_LIMIT_LENGTH, LARGEST_BLOB + 65_536)?;
    let mode: String = db.query_row("PRAGMA journal_mode=WAL", [], |row| row.get(0))?;
    if mode != "wal" {
        return Err(VaultError::ReadOnly);
    }
    db.execute_batch(
        "PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY;
         PRAGMA mmap_size=0; PRAGMA cache_size=-65536; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;
         PRAGMA foreign_keys=ON; PRAGMA wal_autocheckpoint=256; PRAGMA journal_size_limit=4194304;
         BEGIN EXCLUSIVE; COMMIT;",
    )?;
    Ok(())
}

type SchemaRow = (String, String, String, Option<String>);

fn schema_of(db: &Connection) -> Result<Vec<SchemaRow>, VaultError> {
    let mut query =
        db.prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name, type")?;
    let rows =
        query.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A planted trigger or view could keep what is erased: the schema must be ours to the letter.
fn check_schema(db: &Connection) -> Result<(), VaultError> {
    let expected = Connection::open_in_memory()?;
    expected.execute_batch(SCHEMA)?;
    if schema_of(db)? != schema_of(&expected)? {
        return Err(VaultError::Damaged("schema"));
    }
    Ok(())
}

fn vault_id(db: &Connection) -> Result<Id, VaultError> {
    let mut query = db.prepare("SELECT id, format FROM vault")?;
    let mut rows = query.query([])?;
    let row = rows.next()?.ok_or(VaultError::Damaged("vault"))?;
    let id = Id::from_slice(row.get_ref(0)?.as_blob().unwrap_or_default())
        .ok_or(VaultError::Damaged("vault"))?;
    let format: i64 = row.get(1)?;
    if rows.next()?.is_some() {
        return Err(VaultError::Damaged("vault"));
    }
    if format > FORMAT {
        return Err(VaultError::NewerVersion);
    }
    Ok(id)
}
