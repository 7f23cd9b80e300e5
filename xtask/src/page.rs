//! The built page and the files it names, by name and integrity: how a file in `dist/` is replaced.

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest as _, Sha384};

/// `index.html` and the folder it stands in.
pub struct Page {
    folder: PathBuf,
    /// The text of `index.html`.
    pub html: String,
}

impl Page {
    /// Reads the page.
    pub fn open(folder: &Path) -> Result<Self, String> {
        let html = fs::read_to_string(folder.join("index.html")).map_err(|it| format!("index.html: {it}"))?;
        Ok(Self { folder: folder.to_owned(), html })
    }

    /// The files with such an ending, in the order of their names.
    pub fn names(&self, ending: &str) -> Vec<String> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().filter_map(Result::ok);
        let names = entries.map(|it| it.file_name().to_string_lossy().into_owned());
        let mut names: Vec<_> = names.filter(|it| it.ends_with(ending)).collect();
        names.sort();
        names
    }

    /// The bytes of a file.
    pub fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        fs::read(self.folder.join(name)).map_err(|it| format!("{name}: {it}"))
    }

    /// Puts other bytes in place of a file, under the name of their hash, in the folder and in the page.
    pub fn replace(&mut self, name: &str, ending: &str, bytes: &[u8]) -> Result<(), String> {
        let stem = name.rsplit_once('-').map_or(name, |(stem, _)| stem);
        self.rename(name, (stem, ending), bytes)
    }

    /// The same, under another name.
    pub fn rename(&mut self, name: &str, (stem, ending): (&str, &str), bytes: &[u8]) -> Result<(), String> {
        let (old, new) = (integrity(&self.read(name)?), integrity(bytes));
        if !self.html.contains(name) || self.html.matches(&old).count() != 1 {
            return Err(format!("index.html: {name} is not named with its integrity"));
        }
        let new_name = named_by_hash(stem, ending, bytes);
        self.html = self.html.replace(name, &new_name).replace(&old, &new);
        fs::remove_file(self.folder.join(name)).map_err(|it| format!("{name}: {it}"))?;
        fs::write(self.folder.join(&new_name), bytes).map_err(|it| format!("{new_name}: {it}"))
    }

    /// Takes a file away, and the line of the page that names it.
    pub fn remove(&mut self, name: &str) -> Result<(), String> {
        let lines = self.html.lines().filter(|it| !it.contains(name));
        let html: String = lines.flat_map(|it| [it, "\n"]).collect();
        if html.lines().count() + 1 != self.html.lines().count() {
            return Err(format!("index.html: {name} is not named in one line"));
        }
        self.html = html;
        fs::remove_file(self.folder.join(name)).map_err(|it| format!("{name}: {it}"))
    }

    /// Writes a file that is not there yet; gives its name and its integrity.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<(String, String), String> {
        fs::write(self.folder.join(name), bytes).map_err(|it| format!("{name}: {it}"))?;
        Ok((name.to_owned(), integrity(bytes)))
    }

    /// Writes the page.
    pub fn save(self) -> Result<(), String> {
        fs::write(self.folder.join("index.html"), self.html).map_err(|it| format!("index.html: {it}"))
    }
}

/// The integrity of a file, as the page states it.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(bytes)))
}

/// A name that says what a file holds, and which version of it.
pub fn named_by_hash(stem: &str, ending: &str, bytes: &[u8]) -> String {
    format!("{stem}-{}{ending}", short_hash(bytes))
}

/// Sixteen digits, as Trunk gives other files.
fn short_hash(bytes: &[u8]) -> String {
    let start = Sha384::digest(bytes).iter().take(8).fold(0, |sum: u64, it| sum << 8 | u64::from(*it));
    format!("{start:016x}")
}

#[cfg(test)]
mod tests {
    use super::{Page, integrity, short_hash};
    use std::fs;

    #[test]
    fn a_replaced_file_has_its_own_name_and_integrity_everywhere() {
        let folder = std::env::temp_dir().join(format!("enclave-page-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("a-1.css"), "old").unwrap();
        let html = format!(
            "<meta content=\"./a-1.css\"><link href=\"./a-1.css\" integrity=\"{}\">",
            integrity(b"old")
        );
        fs::write(folder.join("index.html"), html).unwrap();
        let mut page = Page::open(&folder).unwrap();
        assert!(page.replace("a-2.css", ".css", b"new").is_err());
        page.replace("a-1.css", ".css", b"new").unwrap();
        page.save().unwrap();
        let name = format!("a-{}.css", short_hash(b"new"));
        let expected = format!(
            "<meta content=\"./{name}\"><link href=\"./{name}\" integrity=\"{}\">",
            integrity(b"new")
        );
        assert_eq!(fs::read_to_string(folder.join("index.html")).unwrap(), expected);
        assert_eq!(fs::read_to_string(folder.join(name)).unwrap(), "new");
        assert!(!folder.join("a-1.css").exists());
    }

    #[test]
    fn a_file_that_the_page_does_not_name_is_an_error() {
        let folder = std::env::temp_dir().join(format!("enclave-unnamed-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("index.html"), "<p>").unwrap();
        fs::write(folder.join("a-1.js"), "x").unwrap();
        let fault = Page::open(&folder).unwrap().replace("a-1.js", ".js", b"y").unwrap_err();
        assert!(fault.contains("a-1.js is not named"), "{fault}");
    }
}
