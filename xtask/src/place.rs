//! Where things are: the project, its cache, its folders.

use std::env;
use std::path::{Path, PathBuf};

/// The project's root.
pub fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own).to_path_buf()
}

/// A path inside the project.
pub fn inside(path: &str) -> PathBuf {
    root().join(path)
}

/// Where tools that are built once for all clones are kept.
pub fn cache() -> Result<PathBuf, String> {
    let given = |name: &str| env::var_os(name).filter(|it| !it.is_empty()).map(PathBuf::from);
    given("ENCLAVE_CACHE")
        .or_else(|| given("XDG_CACHE_HOME").map(|it| it.join("enclave")))
        .or_else(|| {
            given("HOME").or_else(|| given("USERPROFILE")).map(|it| it.join(".cache").join("enclave"))
        })
        .ok_or_else(|| "there is no place for a cache: set ENCLAVE_CACHE to a folder".to_owned())
}
