//! The text of a file without its wrapping, for listing its records.

use enclave::engine::table::{
    Dialect, ReadingOptions, Sink, TableError, Unwrap, Unwrapped, Unwrapper as _, Wrapping,
};
use enclave_wrapping::wrapping::Wrappings;

/// Takes the next bytes.
type Take<'a> = dyn FnMut(&[u8]) -> Result<(), TableError> + 'a;

/// Undoes the wrapping of a file of which a reading has found out what it is.
pub struct Plain {
    container: Option<Box<dyn Unwrap>>,
    transcoder: Option<Box<dyn Unwrap>>,
}

impl Plain {
    /// What has to be undone for a file written in a dialect.
    pub fn new(name: &str, dialect: &Dialect) -> Result<Self, TableError> {
        let is_workbook = dialect.wrapping.is_some_and(Wrapping::is_workbook);
        let is_foreign = !is_workbook && !dialect.encoding.is_built_in();
        Ok(Self {
            container: dialect
                .wrapping
                .map(|_| Wrappings.unwrap(name, dialect.sheet.as_deref()))
                .transpose()?,
            transcoder: is_foreign.then(|| Wrappings.transcode(dialect.encoding)).transpose()?,
        })
    }

    /// Takes bytes of the file, and hands on those of its text.
    pub fn push(&mut self, bytes: &[u8], take: &mut Take<'_>) -> Result<(), TableError> {
        let Self { container, transcoder } = self;
        let mut rest = Rest { transcoder, take };
        match container {
            Some(container) => container.push(bytes, &mut rest),
            None => rest.text(bytes),
        }
    }

    /// The end of the file.
    pub fn finish(&mut self, take: &mut Take<'_>) -> Result<(), TableError> {
        let Self { container, transcoder } = self;
        if let Some(container) = container {
            container.finish(&mut Rest { transcoder, take })?;
        }
        match transcoder {
            Some(transcoder) => transcoder.finish(&mut Rest { transcoder: &mut None, take }),
            None => Ok(()),
        }
    }
}

/// Whether anything has to be undone for a file written in a dialect.
pub fn is_wrapped(dialect: &Dialect) -> bool {
    dialect.wrapping.is_some() || !dialect.encoding.is_built_in()
}

/// How the text is read, where it is known because it was written here.
pub fn options_for(options: &ReadingOptions, dialect: &Dialect) -> ReadingOptions {
    if dialect.wrapping.is_some_and(Wrapping::is_workbook) {
        return options.of_workbook();
    }
    ReadingOptions { encoding: Some(dialect.encoding), ..options.clone() }
}

struct Rest<'a, 'b> {
    transcoder: &'a mut Option<Box<dyn Unwrap>>,
    take: &'a mut Take<'b>,
}

impl Sink for Rest<'_, '_> {
    fn begin(&mut self, _found: &Unwrapped) -> Result<(), TableError> {
        Ok(())
    }

    fn text(&mut self, bytes: &[u8]) -> Result<(), TableError> {
        match self.transcoder {
            Some(transcoder) => transcoder.push(bytes, &mut Rest { transcoder: &mut None, take: self.take }),
            None => (self.take)(bytes),
        }
    }
}
