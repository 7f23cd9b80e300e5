//! Text compressed with gzip, in one member or several, as it streams by.

use std::io::Write as _;

use enclave_engine::engine::table::{Sink, TableError, Unwrap, Unwrapped, Wrapping};
use flate2::write::MultiGzDecoder;

use crate::wrapping::archive::told;
use crate::wrapping::limits::Budget;

/// How many packed bytes are taken at once: they unpack to a thousand times as much at worst.
const PIECE: usize = 1 << 12;

/// Undoes gzip.
pub struct Gzip {
    decoder: MultiGzDecoder<Vec<u8>>,
    budget: Budget,
    n_packed: u64,
    has_begun: bool,
}

impl Default for Gzip {
    fn default() -> Self {
        Self {
            decoder: MultiGzDecoder::new(Vec::new()),
            budget: Budget::of(0),
            n_packed: 0,
            has_begun: false,
        }
    }
}

impl Gzip {
    fn hand_on(&mut self, sink: &mut dyn Sink) -> Result<(), TableError> {
        let text = std::mem::take(self.decoder.get_mut());
        self.budget.spend(text.len() as u64)?;
        if !self.has_begun {
            self.has_begun = true;
            sink.begin(&self.unwrapped())?;
        }
        if text.is_empty() { Ok(()) } else { sink.text(&text) }
    }
}

impl Unwrap for Gzip {
    fn push(&mut self, bytes: &[u8], sink: &mut dyn Sink) -> Result<(), TableError> {
        for piece in bytes.chunks(PIECE) {
            self.n_packed += piece.len() as u64;
            self.budget.grow(self.n_packed);
            self.decoder.write_all(piece).map_err(told)?;
            self.hand_on(sink)?;
        }
        Ok(())
    }

    fn finish(&mut self, sink: &mut dyn Sink) -> Result<(), TableError> {
        self.decoder.try_finish().map_err(told)?;
        self.hand_on(sink)
    }

    fn unwrapped(&mut self) -> Unwrapped {
        Unwrapped { wrapping: Some(Wrapping::Gzip), ..Unwrapped::default() }
    }
}
