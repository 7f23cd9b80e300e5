//! How much may come out of a wrapping.
//!
//! What an archive says about sizes can be a lie, so bytes are counted as they come out.

use enclave_engine::engine::table::TableError;

/// Bytes that may come out of one file.
pub const MAX_UNPACKED: u64 = 512 * 1024 * 1024;
/// How many times its size a file may unpack to, once it is more than [`FREE_UNPACKED`].
pub const MAX_RATIO: u64 = 200;
/// Bytes that may come out whatever the ratio.
pub const FREE_UNPACKED: u64 = 10 * 1024 * 1024;
/// Files in an archive.
pub const MAX_ENTRIES: u64 = 2_000;
/// Cells of all sheets of a workbook, and of the rectangle that the rows read fill.
pub const MAX_CELLS: u64 = 20_000_000;
/// Columns of a sheet.
pub const MAX_COLUMNS: u32 = 16_384;
/// Rows of a sheet.
pub const MAX_ROWS: u32 = 1_048_576;
/// Bytes of one piece of XML: a tag, or the text between two.
pub const MAX_NODE: usize = 16 * 1024 * 1024;
/// Bytes of a file that has to be in memory as a whole.
pub const MAX_PACKED: usize = 512 * 1024 * 1024;

/// What may still come out of a file.
#[derive(Debug, Clone, Copy)]
pub struct Budget {
    unpacked: u64,
    limit: u64,
}

impl Budget {
    /// For a file of a size.
    pub fn of(n_packed: u64) -> Self {
        let limit = n_packed.saturating_mul(MAX_RATIO).clamp(FREE_UNPACKED, MAX_UNPACKED);
        Self { unpacked: 0, limit }
    }

    /// More bytes of the file are there; some streams say only at their end how large they are.
    pub fn grow(&mut self, n_packed: u64) {
        self.limit = Self::of(n_packed).limit;
    }

    /// Counts bytes that came out.
    pub fn spend(&mut self, n: u64) -> Result<(), TableError> {
        self.unpacked = self.unpacked.saturating_add(n);
        if self.unpacked <= self.limit { Ok(()) } else { Err(unpacks_too_large()) }
    }
}

/// The refusal of what unpacks to too much.
pub fn unpacks_too_large() -> TableError {
    TableError::UnpacksTooLarge { limit_bytes: MAX_UNPACKED, limit_ratio: MAX_RATIO }
}

/// The refusal of what has too many cells.
pub fn too_many_cells() -> TableError {
    TableError::TooManyCells { limit: MAX_CELLS }
}

#[cfg(test)]
mod tests {
    use super::{Budget, FREE_UNPACKED, MAX_UNPACKED};

    #[test]
    fn a_small_file_may_unpack_to_ten_megabytes_and_a_large_one_to_two_hundred_times_its_size() {
        let mut small = Budget::of(100);
        assert!(small.spend(FREE_UNPACKED).is_ok() && small.spend(1).is_err());
        let mut middle = Budget::of(100_000);
        assert!(middle.spend(20_000_000).is_ok() && middle.spend(1).is_err());
        let mut large = Budget::of(1 << 30);
        assert!(large.spend(MAX_UNPACKED).is_ok() && large.spend(1).is_err());
    }
}
