//! An analysis that was written into a folder, opened again: its recipe on the files it was made of.
//!
//! `inputs.json` beside the analysis says which files these were; where one of them is no longer the
//! same, what comes out would not be the analysis, and is refused.

use std::fs::File;
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::segmenting::{self, Run};

/// The name of the file that says what an analysis was made of.
pub const INPUTS: &str = "inputs.json";
const CHUNK_BYTES: usize = 1 << 20;

/// What an analysis was made of.
#[derive(Debug, Serialize, Deserialize)]
pub struct SavedInputs {
    /// The sample, where it was no file.
    #[serde(skip_serializing_if = "Option::is_none")]
    sample: Option<String>,
    /// In the order they were given.
    files: Vec<SavedInput>,
}

/// One file.
#[derive(Debug, Serialize, Deserialize)]
struct SavedInput {
    /// From the folder of the analysis, with `/`.
    path: String,
    n_bytes: u64,
    sha256: String,
}

impl SavedInputs {
    /// The files of a command line, as seen from a folder that exists.
    pub fn of(arguments: &Arguments, folder: &Path) -> Result<Self, Failure> {
        let sample = arguments.one("sample").map(str::to_owned);
        let of = |path: &PathBuf| {
            let (n_bytes, sha256) = fingerprint(path)?;
            Ok::<_, Failure>(SavedInput { path: seen_from(folder, path)?, n_bytes, sha256 })
        };
        Ok(Self { sample, files: arguments.files.iter().map(of).collect::<Result<_, _>>()? })
    }

    /// As text, indented.
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// The files, unless one of them is another than it was.
    fn unchanged(&self, folder: &Path) -> Result<Vec<PathBuf>, Failure> {
        let of = |it: &SavedInput| {
            let path = folder.join(&it.path);
            let (n_bytes, sha256) = fingerprint(&path)?;
            if (n_bytes, &sha256) == (it.n_bytes, &it.sha256) {
                Ok(path)
            } else {
                Err(Failure::changed_input(&path))
            }
        };
        self.files.iter().map(of).collect()
    }
}

/// Runs the recipe of `--analysis DIR` again, on its files or on those of `--input`.
pub fn run(arguments: &Arguments) -> Result<Run, Failure> {
    let folder = arguments.one("analysis").ok_or_else(|| Failure::usage("--analysis DIR is missing."))?;
    if !arguments.files.is_empty() {
        return Err(Failure::usage("An analysis knows its files; give others with --input FILE."));
    }
    let folder = Path::new(folder);
    let mut options = vec![("recipe".to_owned(), folder.join("recipe.json").display().to_string())];
    let given: Vec<PathBuf> = arguments.all("input").map(PathBuf::from).collect();
    let files = if given.is_empty() {
        let path = folder.join(INPUTS);
        let text = std::fs::read_to_string(&path).map_err(|error| Failure::unreadable(&path, &error))?;
        let inputs: SavedInputs = serde_json::from_str(&text)
            .map_err(|_error| Failure::usage(format!("{} is damaged.", path.display())))?;
        options.extend(inputs.sample.clone().map(|it| ("sample".to_owned(), it)));
        inputs.unchanged(folder)?
    } else {
        given
    };
    segmenting::run(&Arguments::made(files, options))
}

/// Size and SHA-256 of a file.
fn fingerprint(path: &Path) -> Result<(u64, String), Failure> {
    let unreadable = |error| Failure::unreadable(path, &error);
    let mut file = File::open(path).map_err(unreadable)?;
    let mut hasher = Sha256::new();
    let mut chunk = vec![0; CHUNK_BYTES];
    let mut n_bytes = 0;
    loop {
        let n = file.read(&mut chunk).map_err(unreadable)?;
        if n == 0 {
            break;
        }
        n_bytes += n as u64;
        hasher.update(chunk.get(..n).unwrap_or_default());
    }
    let hex = hasher.finalize().iter().map(|it| format!("{it:02x}")).collect::<Vec<_>>().concat();
    Ok((n_bytes, hex))
}

/// A path as seen from a folder, with `/`; as it is where the two have no root in common.
fn seen_from(folder: &Path, path: &Path) -> Result<String, Failure> {
    let whole = |it: &Path| it.canonicalize().map_err(|error| Failure::unreadable(it, &error));
    let (folder, path) = (whole(folder)?, whole(path)?);
    let (from, to): (Vec<Component<'_>>, Vec<Component<'_>>) =
        (folder.components().collect(), path.components().collect());
    let n_common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    if n_common == 0 {
        return Ok(path.display().to_string());
    }
    let up = from.iter().skip(n_common).map(|_| "..".to_owned());
    let down = to.iter().skip(n_common).map(|it| it.as_os_str().to_string_lossy().into_owned());
    Ok(up.chain(down).collect::<Vec<_>>().join("/"))
}
