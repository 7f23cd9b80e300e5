//! Files beside the main one that were read, as long as they may be needed.

use crate::engine::table::{ReadingOptions, Source};

/// Sources by the number that the page knows their file by, and by how they were read.
#[derive(Debug, Default)]
pub struct Shelf(Vec<Kept>);

#[derive(Debug)]
struct Kept {
    id: u32,
    reading: ReadingOptions,
    source: Source,
}

impl Shelf {
    /// The source of a file that was read this way.
    pub fn get(&self, id: u32, reading: &ReadingOptions) -> Option<&Source> {
        self.0.iter().find(|it| it.id == id && it.reading == *reading).map(|it| &it.source)
    }

    /// Keeps a source, in place of the same file read another way.
    pub fn put(&mut self, id: u32, reading: &ReadingOptions, source: Source) {
        self.0.retain(|it| it.id != id);
        self.0.push(Kept { id, reading: reading.clone(), source });
    }

    /// Forgets all files but these.
    pub fn keep_only(&mut self, ids: &[u32]) {
        self.0.retain(|it| ids.contains(&it.id));
    }
}
