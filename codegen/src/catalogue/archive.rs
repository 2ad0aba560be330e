//! Files of a wheel or a folder, read as text. Nothing of a wheel is ever written to the disk.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use zip::ZipArchive;

use crate::folder;

/// What is read at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the archive itself. The largest wheel has 19 MB.
    pub archive: u64,
    /// Files in the archive or folder. The largest wheel has 1,840.
    pub entries: usize,
    /// Bytes of one file. The largest has 4 MB.
    pub file: u64,
    /// Bytes of all files that are read. The largest wheel has 120 MB of them.
    pub total: u64,
    /// How many bytes one packed byte can become. The most is 58.
    pub ratio: u64,
    /// How deep the folders of an unpacked wheel are. They have four levels above the files.
    pub depth: usize,
}

/// The limits, each of them several times of what the wheels of 2026 have.
pub const LIMITS: Limits = Limits {
    archive: 256 << 20,
    entries: 50_000,
    file: 64 << 20,
    total: 2 << 30,
    ratio: 500,
    depth: 6,
};

/// An archive or folder that is not read.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// It cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The archive, the folder or a file in it.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// It is no zip archive, or one that is cut off.
    #[error("{name} is no wheel: {why}")]
    NotZip {
        /// The archive.
        name: String,
        /// What is wrong.
        why: String,
    },
    /// It is larger than anything that is read.
    #[error("{name} has {what}; the limit is {limit}")]
    TooLarge {
        /// The archive, or the file in it.
        name: String,
        /// What is too much.
        what: String,
        /// How much is read.
        limit: u64,
    },
    /// Two files have one name.
    #[error("{name} holds several files of one name")]
    DuplicateNames {
        /// The archive.
        name: String,
    },
    /// A file needs a password.
    #[error("{name} is encrypted")]
    Encrypted {
        /// The file.
        name: String,
    },
    /// A file is a link to another one.
    #[error("{name} is a symbolic link")]
    Link {
        /// The file.
        name: String,
    },
    /// A file is damaged.
    #[error("{name} is damaged: {why}")]
    Damaged {
        /// The file.
        name: String,
        /// What is wrong.
        why: String,
    },
    /// A file is no text.
    #[error("{name} is not text in UTF-8")]
    NotText {
        /// The file.
        name: String,
    },
}

/// A wheel or a folder.
#[derive(Debug)]
pub(super) struct Archive {
    /// How the user named it.
    name: String,
    kind: Kind,
    /// The files that are wanted, by their path in the archive, with `/` between its parts.
    files: BTreeMap<String, Place>,
    /// Names in the archive that could leave a folder.
    unsafe_names: Vec<String>,
}

#[derive(Debug)]
enum Kind {
    Zip(ZipArchive<Cursor<Arc<[u8]>>>),
    Folder,
}

#[derive(Debug, Clone)]
enum Place {
    Zip { index: usize, size: u64 },
    Folder(PathBuf),
}

impl Archive {
    /// Opens a wheel or a folder, for the files that are wanted by their path.
    pub(super) fn open(path: &Path, wants: fn(&str) -> bool) -> Result<Self, ArchiveError> {
        if path.is_dir() {
            return Self::of_folder(path, wants, &LIMITS);
        }
        let read = |source| ArchiveError::Read {
            path: path.to_owned(),
            source,
        };
        let file = File::open(path).map_err(read)?;
        let mut bytes = Vec::new();
        file.take(LIMITS.archive + 1)
            .read_to_end(&mut bytes)
            .map_err(read)?;
        Self::of_zip(&path.display().to_string(), bytes.into(), wants, &LIMITS)
    }

    /// How the user named it.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The paths of the files that are wanted, sorted.
    pub(super) fn files(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Names in the archive that could leave a folder. Their files are not read.
    pub(super) fn unsafe_names(&self) -> &[String] {
        &self.unsafe_names
    }

    /// How a file is called in messages.
    pub(super) fn name_of(&self, file: &str) -> String {
        match self.files.get(file) {
            Some(Place::Folder(path)) => path.display().to_string(),
            _ => format!("{}/{file}", self.name),
        }
    }

    /// How many bytes a file has; nothing if it is not there.
    pub(super) fn size(&self, file: &str) -> Option<u64> {
        match self.files.get(file)? {
            Place::Zip { size, .. } => Some(*size),
            Place::Folder(path) => std::fs::metadata(path).ok().map(|file| file.len()),
        }
    }

    /// The text of a file; one that is not there is empty.
    pub(super) fn read(&self, file: &str) -> Result<String, ArchiveError> {
        let name = self.name_of(file);
        let bytes = match (self.files.get(file), &self.kind) {
            (Some(Place::Zip { index, size }), Kind::Zip(zip)) => {
                unpacked(zip.clone(), *index, *size, &name)?
            }
            (Some(Place::Folder(path)), _) => {
                let read = |source| ArchiveError::Read {
                    path: path.clone(),
                    source,
                };
                let file = File::open(path).map_err(read)?;
                let mut bytes = Vec::new();
                let mut file = file.take(LIMITS.file + 1);
                file.read_to_end(&mut bytes).map_err(read)?;
                let size = bytes.len() as u64;
                check(size, LIMITS.file, &name, "bytes")?;
                bytes
            }
            _ => Vec::new(),
        };
        String::from_utf8(bytes).map_err(|_| ArchiveError::NotText { name })
    }

    fn of_zip(
        name: &str,
        bytes: Arc<[u8]>,
        wants: fn(&str) -> bool,
        limits: &Limits,
    ) -> Result<Self, ArchiveError> {
        check(bytes.len() as u64, limits.archive, name, "bytes")?;
        // Before the list of files is read: each one takes more memory than its few bytes in the archive.
        let entries = bytes.windows(4).filter(|window| window == b"PK\x01\x02");
        let entries = entries.count() as u64;
        check(entries, limits.entries as u64, name, "files")?;
        let not_zip = |error: zip::result::ZipError| ArchiveError::NotZip {
            name: name.to_owned(),
            why: error.to_string(),
        };
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(not_zip)?;
        if zip.has_duplicate_names() {
            return Err(ArchiveError::DuplicateNames {
                name: name.to_owned(),
            });
        }
        let mut files = BTreeMap::new();
        let mut unsafe_names = Vec::new();
        let mut total = 0_u64;
        for index in 0..zip.len() {
            let entry = zip.by_index_data(index).map_err(not_zip)?;
            let file = String::from_utf8_lossy(entry.name_raw()).into_owned();
            if !is_safe(&file) {
                unsafe_names.push(file);
                continue;
            }
            if entry.is_dir() || !wants(&file) {
                continue;
            }
            let named = format!("{name}/{file}");
            if entry.encrypted() {
                return Err(ArchiveError::Encrypted { name: named });
            }
            if entry.is_symlink() {
                return Err(ArchiveError::Link { name: named });
            }
            let (size, packed) = (entry.size(), entry.compressed_size());
            check(size, limits.file, &named, "bytes")?;
            let most = packed.saturating_mul(limits.ratio);
            if size > most {
                return Err(ArchiveError::TooLarge {
                    name: named,
                    what: format!("{size} bytes packed into {packed}"),
                    limit: most,
                });
            }
            total = total.saturating_add(size);
            check(total, limits.total, name, "bytes to read")?;
            files.insert(file, Place::Zip { index, size });
        }
        Ok(Self {
            name: name.to_owned(),
            kind: Kind::Zip(zip),
            files,
            unsafe_names,
        })
    }

    fn of_folder(
        path: &Path,
        wants: fn(&str) -> bool,
        limits: &Limits,
    ) -> Result<Self, ArchiveError> {
        // The folder of a service or of one of its versions says by its own name what it is.
        let whole = path.canonicalize().map_err(|source| ArchiveError::Read {
            path: path.to_owned(),
            source,
        })?;
        let mut walk = Walk {
            files: BTreeMap::new(),
            entries: 0,
            wants,
            limits,
        };
        let parts: Vec<_> = whole
            .components()
            .map(|part| part.as_os_str().to_string_lossy())
            .collect();
        let above = parts[parts.len().saturating_sub(2)..].join("/");
        walk.folder(path, &above, 0)?;
        Ok(Self {
            name: path.display().to_string(),
            kind: Kind::Folder,
            files: walk.files,
            unsafe_names: Vec::new(),
        })
    }
}

/// Collects the files of a folder.
struct Walk<'a> {
    files: BTreeMap<String, Place>,
    entries: usize,
    wants: fn(&str) -> bool,
    limits: &'a Limits,
}

impl Walk<'_> {
    fn folder(&mut self, folder: &Path, inside: &str, depth: usize) -> Result<(), ArchiveError> {
        let entries = folder::entries(folder).map_err(|source| ArchiveError::Read {
            path: folder.to_owned(),
            source,
        })?;
        self.entries += entries.len();
        check(
            self.entries as u64,
            self.limits.entries as u64,
            &folder.display().to_string(),
            "files",
        )?;
        for path in entries {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let inside = format!("{inside}/{name}");
            if path.is_dir() {
                if depth < self.limits.depth {
                    self.folder(&path, &inside, depth + 1)?;
                }
            } else if (self.wants)(&inside) {
                self.files.insert(inside, Place::Folder(path));
            }
        }
        Ok(())
    }
}

/// Whether a name stays below the folder that it is put into, on every system.
fn is_safe(name: &str) -> bool {
    !name.starts_with('/')
        && !name.contains(['\\', '\0', ':'])
        && !name.split('/').any(|part| part == "..")
}

fn unpacked(
    mut zip: ZipArchive<Cursor<Arc<[u8]>>>,
    index: usize,
    size: u64,
    name: &str,
) -> Result<Vec<u8>, ArchiveError> {
    let damaged = |why: String| ArchiveError::Damaged {
        name: name.to_owned(),
        why,
    };
    let file = zip
        .by_index(index)
        .map_err(|error| damaged(error.to_string()))?;
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    // What the archive says of its size is not to be believed.
    file.take(size + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| damaged(error.to_string()))?;
    if bytes.len() as u64 != size {
        return Err(damaged(format!(
            "it does not have the {size} bytes that the archive says"
        )));
    }
    Ok(bytes)
}

fn check(found: u64, limit: u64, name: &str, what: &str) -> Result<(), ArchiveError> {
    if found <= limit {
        return Ok(());
    }
    Err(ArchiveError::TooLarge {
        name: name.to_owned(),
        what: format!("{found} {what}"),
        limit,
    })
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::write::SimpleFileOptions;
    use zip::{CompressionMethod, ZipWriter};

    use super::*;

    /// Small enough for archives that are made in a test.
    const SMALL: Limits = Limits {
        archive: 10_000,
        entries: 5,
        file: 1_000,
        total: 1_500,
        ratio: 20,
        depth: 2,
    };

    fn wants(file: &str) -> bool {
        file.rsplit('.').next() == Some("json")
    }

    fn packed() -> SimpleFileOptions {
        SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)
    }

    fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            zip.start_file(*name, packed()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn open(bytes: Vec<u8>) -> Result<Archive, ArchiveError> {
        Archive::of_zip("a.whl", bytes.into(), wants, &SMALL)
    }

    #[track_caller]
    fn refused(bytes: Vec<u8>, why: &str) {
        let error = open(bytes).map(|_| ()).unwrap_err().to_string();
        assert_eq!(error, why);
    }

    /// Bytes that cannot be packed.
    fn noise(length: u32) -> Vec<u8> {
        let byte = |at: u32| (at.wrapping_mul(2_654_435_761) >> 13).to_le_bytes()[0];
        (0..length).map(byte).collect()
    }

    #[test]
    fn files_that_are_wanted_are_read() {
        let archive = open(zip(&[
            ("x/b.json", b"b"),
            ("x/a.json", b"a"),
            ("x/c.py", b"c"),
        ]))
        .unwrap();
        assert_eq!(
            archive.files().collect::<Vec<_>>(),
            ["x/a.json", "x/b.json"]
        );
        assert_eq!(archive.read("x/a.json").unwrap(), "a");
        assert_eq!(archive.read("x/none.json").unwrap(), "");
    }

    #[test]
    fn names_that_could_leave_a_folder_are_not_read() {
        let names = [
            "../a.json",
            "x/../../a.json",
            "/a.json",
            "..\\a.json",
            "C:/a.json",
        ];
        for name in names {
            let archive = open(zip(&[(name, b"a"), ("b.json", b"b")])).unwrap();
            assert_eq!(archive.files().collect::<Vec<_>>(), ["b.json"], "{name}");
            assert_eq!(archive.unsafe_names(), [name]);
        }
        // No writer puts a NUL into a name.
        let bytes = zip(&[("x-a.json", b"a"), ("b.json", b"b")]);
        let archive = open(replaced(bytes, b"x-a.json", b"x\0a.json")).unwrap();
        assert_eq!(archive.files().collect::<Vec<_>>(), ["b.json"]);
        assert_eq!(archive.unsafe_names(), ["x\0a.json"]);
    }

    /// With other bytes in place of some, wherever they stand.
    fn replaced(mut bytes: Vec<u8>, old: &[u8], new: &[u8]) -> Vec<u8> {
        assert_eq!(old.len(), new.len());
        for at in 0..=bytes.len() - old.len() {
            if bytes[at..].starts_with(old) {
                bytes[at..at + old.len()].copy_from_slice(new);
            }
        }
        bytes
    }

    #[test]
    fn too_much_is_not_read() {
        refused(vec![0; 10_001], "a.whl has 10001 bytes; the limit is 10000");
        let many: Vec<_> = ["a", "b", "c", "d", "e", "f"]
            .map(|name| (name, &b""[..]))
            .into();
        refused(zip(&many), "a.whl has 6 files; the limit is 5");
        refused(
            zip(&[("a.json", &noise(1_001))]),
            "a.whl/a.json has 1001 bytes; the limit is 1000",
        );
        refused(
            zip(&[("a.json", &noise(800)), ("b.json", &noise(800))]),
            "a.whl has 1600 bytes to read; the limit is 1500",
        );
        let bomb = open(zip(&[("a.json", &[b' '; 1_000])]))
            .map(|_| ())
            .unwrap_err();
        assert!(
            bomb.to_string()
                .starts_with("a.whl/a.json has 1000 bytes packed into "),
            "{bomb}"
        );
        assert!(open(zip(&[("a.py", &[b' '; 5_000])])).is_ok());
    }

    #[test]
    fn sizes_that_are_not_true_are_told() {
        // The size stands in the list of files and in front of the file.
        let bytes = zip(&[("a.json", &noise(200))]);
        let bytes = replaced(bytes, &200_u32.to_le_bytes(), &100_u32.to_le_bytes());
        let archive = open(bytes).unwrap();
        let error = archive.read("a.json").unwrap_err();
        assert!(matches!(error, ArchiveError::Damaged { .. }), "{error}");
    }

    #[test]
    fn archives_that_are_cut_off_or_damaged_are_told() {
        let whole = zip(&[("a.json", &noise(200))]);
        for length in [0, 1, 30, whole.len() / 2, whole.len() - 1] {
            let error = open(whole[..length].to_vec()).map(|_| ()).unwrap_err();
            assert!(
                matches!(error, ArchiveError::NotZip { .. }),
                "{length}: {error}"
            );
        }
        let mut damaged = whole;
        damaged[60] ^= 0xff;
        let error = open(damaged).unwrap().read("a.json").unwrap_err();
        assert!(matches!(error, ArchiveError::Damaged { .. }), "{error}");
    }

    #[test]
    fn files_of_one_name_are_told() {
        let bytes = zip(&[("a.json", b"1"), ("b.json", b"2")]);
        refused(
            replaced(bytes, b"b.json", b"a.json"),
            "a.whl holds several files of one name",
        );
    }

    #[test]
    fn links_and_passwords_are_told() {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.add_symlink("a.json", "/etc/passwd", packed()).unwrap();
        refused(
            zip.finish().unwrap().into_inner(),
            "a.whl/a.json is a symbolic link",
        );

        // The flag of a file with a password, in the list of files.
        let mut bytes = super::tests::zip(&[("a.json", b"a")]);
        let entry = bytes
            .windows(4)
            .position(|window| window == b"PK\x01\x02")
            .unwrap();
        bytes[entry + 8] |= 1;
        refused(bytes, "a.whl/a.json is encrypted");
    }

    #[test]
    fn files_that_are_no_text_are_told() {
        let archive = open(zip(&[("a.json", b"\xff\xfe")])).unwrap();
        assert_eq!(
            archive.read("a.json").unwrap_err().to_string(),
            "a.whl/a.json is not text in UTF-8"
        );
    }

    #[test]
    fn folders_are_read_to_a_depth() {
        let folder = tempfile::tempdir().unwrap();
        let file = |path: &str| {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "{}").unwrap();
        };
        file("one/two/a.json");
        file("one/two/three/b.json");
        let archive = Archive::of_folder(folder.path(), wants, &SMALL).unwrap();
        let files: Vec<_> = archive.files().collect();
        assert!(
            files.len() == 1 && files[0].ends_with("one/two/a.json"),
            "{files:?}"
        );
        for at in 0..6 {
            file(&format!("{at}.txt"));
        }
        let error = Archive::of_folder(folder.path(), wants, &SMALL)
            .map(|_| ())
            .unwrap_err();
        assert!(
            error.to_string().ends_with("files; the limit is 5"),
            "{error}"
        );
    }
}
