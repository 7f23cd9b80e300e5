//! Where the bytes come from: a file, several parts of one table, or a sample.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use enclave::engine::join::{HEAD_BYTES, is_same_table, whole_lines};
use enclave::engine::sample::Sample;
use enclave::engine::table::{self, Dialect, ReadingOptions, Source, TableError};

use enclave_wrapping::wrapping::Wrappings;

use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::plain::{self, Plain};

const CHUNK_BYTES: usize = 1 << 20;

/// Takes the next bytes.
type Sink<'a> = dyn FnMut(&[u8]) -> Result<(), TableError> + 'a;

/// Where the bytes come from.
#[derive(Debug)]
pub enum Input {
    /// Made here.
    Sample(Sample),
    /// A table in one file or several; lines at the top of every part but the first that repeat
    /// the header are left out.
    Parts {
        /// In the order given.
        paths: Vec<PathBuf>,
        /// Lines to leave out at the top of later parts.
        n_top_lines: u32,
    },
}

impl Input {
    /// What the command line names.
    pub fn of(arguments: &Arguments, options: &ReadingOptions) -> Result<Self, Failure> {
        if let Some(name) = arguments.one("sample") {
            if !arguments.files.is_empty() {
                return Err(Failure::usage("Give a file or --sample, not both."));
            }
            return sample(name).map(Self::Sample);
        }
        if arguments.files.is_empty() {
            return Err(Failure::usage("No file was given."));
        }
        Self::parts(arguments.files.clone(), options)
    }

    /// One file.
    pub fn single(path: PathBuf) -> Self {
        Self::Parts { paths: vec![path], n_top_lines: 0 }
    }

    /// Files that are one table.
    pub fn parts(paths: Vec<PathBuf>, options: &ReadingOptions) -> Result<Self, Failure> {
        let Some((first, others)) = paths.split_first() else {
            return Err(Failure::usage("The file with orders or customers is missing."));
        };
        if others.is_empty() {
            return Ok(Self::Parts { paths, n_top_lines: 0 });
        }
        let expected = head_of(first, options)?;
        for other in others {
            if !is_same_table(&expected, &head_of(other, options)?) {
                return Err(Failure::not_one_table(first, other));
            }
        }
        let Dialect { skipped_lines, has_header, .. } = expected.dialect;
        Ok(Self::Parts { paths, n_top_lines: skipped_lines + u32::from(has_header) })
    }

    /// Reads all of it.
    pub fn read(&self, options: &ReadingOptions) -> Result<Source, Failure> {
        table::take_in(&self.name(), options, &Wrappings, |intake| self.feed(&mut |bytes| intake.push(bytes)))
    }

    /// Reads the beginning, to learn the columns.
    pub fn head(&self, options: &ReadingOptions) -> Result<Source, Failure> {
        match self {
            Self::Sample(_) => self.read(options),
            Self::Parts { paths, n_top_lines: _ } => match paths.first() {
                Some(path) => head_of(path, options),
                None => Err(TableError::Empty.into()),
            },
        }
    }

    /// Hands out every record as its cells stand in the file, the header first.
    pub fn records(&self, options: &ReadingOptions, sink: &mut dyn FnMut(&[&str])) -> Result<(), Failure> {
        let dialect = match self.read(options) {
            Ok(source) if plain::is_wrapped(&source.dialect) => source.dialect,
            Ok(_) | Err(_) => return table::records(options, |take| self.feed(take), sink),
        };
        let (name, options) = (self.name(), plain::options_for(options, &dialect));
        table::records(
            &options,
            |take| {
                let mut plain = Plain::new(&name, &dialect)?;
                self.feed(&mut |bytes| plain.push(bytes, take))?;
                Ok::<(), Failure>(plain.finish(take)?)
            },
            sink,
        )
    }

    /// The name of the file, of several parts that of the first.
    pub fn name(&self) -> String {
        match self {
            Self::Sample(sample) => sample.file_name().to_owned(),
            Self::Parts { paths, n_top_lines: _ } => {
                paths.first().map_or_else(String::new, |it| file_name(it))
            }
        }
    }

    fn feed(&self, take: &mut Sink<'_>) -> Result<(), Failure> {
        match self {
            Self::Sample(sample) => Ok(take(&sample.bytes())?),
            Self::Parts { paths, n_top_lines } => feed_parts(paths, *n_top_lines, take),
        }
    }
}

fn sample(name: &str) -> Result<Sample, Failure> {
    match name {
        "shop" => Ok(Sample::ShopOrders),
        "customers" => Ok(Sample::CustomerList),
        "accounts" => Ok(Sample::BusinessAccounts),
        other => Err(Failure::usage(format!(
            "There is no sample “{other}”; shop, customers and accounts are known."
        ))),
    }
}

/// The last part of a path.
pub fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |it| it.to_string_lossy().into_owned())
}

/// The table that the beginning of a file is.
pub fn head_of(path: &Path, options: &ReadingOptions) -> Result<Source, Failure> {
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| Failure::unreadable(path, &error))?;
    file.take(HEAD_BYTES as u64)
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::unreadable(path, &error))?;
    if table::is_wrapped(&bytes) {
        // It has no beginning that could be read alone.
        return Input::single(path.to_owned()).read(options);
    }
    let bytes = whole_lines(&bytes, bytes.len() < HEAD_BYTES);
    table::take_in(&file_name(path), options, &Wrappings, |intake| Ok(intake.push(bytes)?))
}

fn feed_parts(paths: &[PathBuf], n_top_lines: u32, take: &mut Sink<'_>) -> Result<(), Failure> {
    let Some((first, others)) = paths.split_first() else { return Ok(()) };
    feed_part(first, 0, take)?;
    let mut before = first;
    for path in others {
        if !ends_with_line_break(before)? {
            take(b"\n")?;
        }
        feed_part(path, n_top_lines, take)?;
        before = path;
    }
    Ok(())
}

fn feed_part(path: &Path, n_top_lines: u32, take: &mut Sink<'_>) -> Result<(), Failure> {
    let unreadable = |error| Failure::unreadable(path, &error);
    let mut file = File::open(path).map_err(unreadable)?;
    let mut chunk = vec![0; CHUNK_BYTES];
    let mut n_left = n_top_lines;
    loop {
        let n_bytes = file.read(&mut chunk).map_err(unreadable)?;
        if n_bytes == 0 {
            return Ok(());
        }
        let mut bytes = chunk.get(..n_bytes).unwrap_or_default();
        while n_left > 0
            && let Some(at) = bytes.iter().position(|&byte| byte == b'\n')
        {
            n_left -= 1;
            bytes = bytes.get(at + 1..).unwrap_or_default();
        }
        if n_left == 0 {
            take(bytes)?;
        }
    }
}

fn ends_with_line_break(path: &Path) -> Result<bool, Failure> {
    use std::io::{Seek as _, SeekFrom};
    let unreadable = |error| Failure::unreadable(path, &error);
    let mut file = File::open(path).map_err(unreadable)?;
    let mut last = [b'\n'];
    if file.metadata().map_err(unreadable)?.len() > 0 {
        file.seek(SeekFrom::End(-1)).map_err(unreadable)?;
        file.read_exact(&mut last).map_err(unreadable)?;
    }
    Ok(last == [b'\n'])
}
