//! Compound files, as old Excel and encrypted new workbooks are: streams in chains of sectors.
//!
//! Read only as far as it takes to tell what a file is, and that it claims nothing absurd before
//! others read it ([MS-CFB], [MS-XLS] 2.4).

use enclave_engine::engine::table::TableError;

use crate::wrapping::limits::{MAX_CELLS, too_many_cells};

const FREE: u32 = 0xFFFF_FFFA;

/// A compound file's streams.
pub struct Compound<'a> {
    bytes: &'a [u8],
    sector_bytes: usize,
    next: Vec<u32>,
    streams: Vec<Stream>,
}

struct Stream {
    name: String,
    first: u32,
    n_bytes: u64,
}

impl<'a> Compound<'a> {
    /// Reads the list of streams.
    pub fn open(bytes: &'a [u8]) -> Result<Self, TableError> {
        let shift = u16_at(bytes, 30)?;
        if !matches!(shift, 9 | 12) {
            return Err(TableError::Damaged);
        }
        let mut file = Self { bytes, sector_bytes: 1 << shift, next: Vec::new(), streams: Vec::new() };
        file.next = file.allocation()?;
        let directory = file.chain(u32_at(bytes, 48)?, usize::MAX)?;
        for entry in directory.chunks_exact(128) {
            let n_units = usize::from(u16_at(entry, 64)?).saturating_sub(2) / 2;
            let units: Vec<u16> =
                (0..n_units.min(31)).map(|at| u16_at(entry, at * 2)).collect::<Result<_, _>>()?;
            let name = String::from_utf16_lossy(&units);
            let n_bytes = u64::from(u32_at(entry, 120)?);
            file.streams.push(Stream { name, first: u32_at(entry, 116)?, n_bytes });
        }
        Ok(file)
    }

    /// Whether there is a stream of a name.
    pub fn has(&self, name: &str) -> bool {
        self.streams.iter().any(|it| it.name == name)
    }

    /// The bytes of old Excel's stream of records, if it is in sectors of full size.
    pub fn records(&self) -> Result<Option<Vec<u8>>, TableError> {
        let own = self.streams.iter().find(|it| it.name == "Workbook" || it.name == "Book");
        let Some(stream) = own else { return Err(TableError::NotAWorkbook) };
        let smallest = u64::from(u32_at(self.bytes, 56)?);
        if stream.n_bytes < smallest {
            return Ok(None);
        }
        let n_bytes = usize::try_from(stream.n_bytes).or(Err(TableError::Damaged))?;
        let mut bytes = self.chain(stream.first, n_bytes)?;
        bytes.truncate(n_bytes);
        Ok(Some(bytes))
    }

    /// For every sector the one that follows it.
    fn allocation(&self) -> Result<Vec<u32>, TableError> {
        let n_sectors = u32_at(self.bytes, 44)? as usize;
        let mut places: Vec<u32> = Vec::new();
        for at in 0..109 {
            places.push(u32_at(self.bytes, 76 + at * 4)?);
        }
        let mut more = u32_at(self.bytes, 68)?;
        let mut n_more = u32_at(self.bytes, 72)?;
        while more < FREE && n_more > 0 {
            let sector = self.sector(more)?;
            let (last, rest) =
                sector.split_last_chunk::<4>().ok_or(TableError::Damaged).map(|it| (*it.1, it.0))?;
            for four in rest.chunks_exact(4) {
                places.push(u32_at(four, 0)?);
            }
            more = u32::from_le_bytes(last);
            n_more -= 1;
            if places.len() > self.bytes.len() / 4 {
                return Err(TableError::Damaged);
            }
        }
        let mut next = Vec::new();
        for place in places.into_iter().take(n_sectors).filter(|it| *it < FREE) {
            for four in self.sector(place)?.chunks_exact(4) {
                next.push(u32_at(four, 0)?);
            }
            if next.len() > self.bytes.len() {
                return Err(TableError::Damaged);
            }
        }
        Ok(next)
    }

    fn sector(&self, number: u32) -> Result<&'a [u8], TableError> {
        let start = (number as usize + 1).checked_mul(self.sector_bytes).ok_or(TableError::Damaged)?;
        let end = (start + self.sector_bytes).min(self.bytes.len());
        self.bytes.get(start..end).filter(|it| !it.is_empty()).ok_or(TableError::Damaged)
    }

    /// The sectors of a chain, one after the other, until there are enough bytes.
    fn chain(&self, first: u32, n_bytes: usize) -> Result<Vec<u8>, TableError> {
        let mut found = Vec::new();
        let mut at = first;
        while at < FREE && found.len() < n_bytes {
            found.extend_from_slice(self.sector(at)?);
            if found.len() > self.bytes.len() {
                return Err(TableError::Damaged);
            }
            at = self.next.get(at as usize).copied().ok_or(TableError::Damaged)?;
        }
        Ok(found)
    }
}

/// Refuses records that are encrypted, and sheets that claim more room than their cells can need.
pub fn check(records: &[u8]) -> Result<(), TableError> {
    const FILE_PASS: u16 = 0x002F;
    const DIMENSIONS: u16 = 0x0200;
    const CELLS: [u16; 11] =
        [0x0006, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E, 0x0207];
    const BEGIN: u16 = 0x0809;
    let mut rest = records;
    let mut bounds = Bounds::default();
    let mut n_cells = 0_u64;
    while let (Ok(kind), Ok(n_bytes)) = (u16_at(rest, 0), u16_at(rest, 2)) {
        let data = rest.get(4..4 + usize::from(n_bytes)).ok_or(TableError::Damaged)?;
        if kind == FILE_PASS {
            return Err(TableError::Protected);
        }
        if kind == BEGIN {
            n_cells += std::mem::take(&mut bounds).n_cells();
        } else if kind == DIMENSIONS && data.len() >= 14 {
            let claimed = Bounds {
                rows: Some((u32_at(data, 0)?, u32_at(data, 4)?)),
                columns: (u32::from(u16_at(data, 8)?), u32::from(u16_at(data, 10)?)),
            };
            if claimed.is_turned_round() || claimed.n_cells() > MAX_CELLS {
                return Err(too_many_cells());
            }
        } else if CELLS.contains(&kind) && data.len() >= 4 {
            bounds.add(u32::from(u16_at(data, 0)?), u32::from(u16_at(data, 2)?), data.len());
        }
        if n_cells + bounds.n_cells() > MAX_CELLS {
            return Err(too_many_cells());
        }
        rest = rest.get(4 + usize::from(n_bytes)..).unwrap_or_default();
    }
    Ok(())
}

/// The rectangle that cells fill.
#[derive(Default)]
struct Bounds {
    rows: Option<(u32, u32)>,
    columns: (u32, u32),
}

impl Bounds {
    fn add(&mut self, row: u32, column: u32, n_bytes: usize) {
        // A record of several cells has six bytes for each.
        let last = column + u32::try_from(n_bytes / 6).unwrap_or(u32::MAX);
        let (first_row, last_row) = self.rows.unwrap_or((row, row));
        let (first, end) = if self.rows.is_none() { (column, last) } else { self.columns };
        self.rows = Some((first_row.min(row), last_row.max(row)));
        self.columns = (first.min(column), end.max(last));
    }

    fn is_turned_round(&self) -> bool {
        self.rows.is_some_and(|it| it.0 > it.1) || self.columns.0 > self.columns.1
    }

    fn n_cells(&self) -> u64 {
        let Some((first, last)) = self.rows else { return 0 };
        let (rows, columns) = (last.saturating_sub(first), self.columns.1.saturating_sub(self.columns.0));
        (u64::from(rows) + 1) * (u64::from(columns) + 1)
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Result<u16, TableError> {
    let two = bytes.get(at..).and_then(|it| it.first_chunk::<2>()).ok_or(TableError::Damaged)?;
    Ok(u16::from_le_bytes(*two))
}

fn u32_at(bytes: &[u8], at: usize) -> Result<u32, TableError> {
    let four = bytes.get(at..).and_then(|it| it.first_chunk::<4>()).ok_or(TableError::Damaged)?;
    Ok(u32::from_le_bytes(*four))
}
