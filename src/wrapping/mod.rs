//! Undoing what a table is wrapped in.
//!
//! [`Wrappings`] is what the reader asks: [`gzip`] streams, [`archive`] and [`workbook`] need the
//! whole file, [`letters`] are encodings. Everything that comes out is counted ([`limits`]), and
//! what a file claims about itself is checked before room is made for it. The same code runs on the
//! command line and in the page's own module ([`browser`]).

pub mod archive;
#[cfg(target_arch = "wasm32")]
pub mod browser;
mod container;
#[cfg(target_arch = "wasm32")]
pub mod delivery;
pub mod gzip;
pub mod letters;
pub mod limits;
pub mod workbook;
mod xml;

use enclave_engine::engine::table::{Detect, Encoding, TableError, Unwrap, Unwrapper};

/// Undoes every wrapping that is known.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wrappings;

impl Unwrapper for Wrappings {
    fn unwrap(&self, name: &str, sheet: Option<&str>) -> Result<Box<dyn Unwrap>, TableError> {
        Ok(Box::new(container::Container::new(name, sheet)))
    }

    fn transcode(&self, encoding: Encoding) -> Result<Box<dyn Unwrap>, TableError> {
        Ok(Box::new(letters::Transcoder::new(encoding)))
    }

    fn detect(&self) -> Option<Box<dyn Detect>> {
        Some(Box::new(letters::Detector::default()))
    }
}

/// Runs code of others, which may break down over a hostile file.
///
/// In the browser a breakdown ends the module's instance, and the program hears of it from there.
fn guarded<T>(run: impl FnOnce() -> Result<T, TableError>) -> Result<T, TableError> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(run)).unwrap_or(Err(TableError::PartBroken))
}
