//! Some texts put one after the other.
//!
//! Copying a short text is a call that costs more than the copy. Eight bytes at a time are copied
//! without one, a few beyond the end of the text, which the next text overwrites; what was put side
//! by side is then copied at once.

/// Room for a window of text, and for the bytes beyond the last.
const ROOM: usize = (1 << 15) + 64;
const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// Texts, and where each ends.
#[derive(Debug, Default)]
pub struct SideBySide {
    bytes: Vec<u8>,
    n_bytes: usize,
    ends: Vec<usize>,
}

impl SideBySide {
    /// Forgets the texts, keeps the room.
    pub fn clear(&mut self) {
        self.bytes.resize(ROOM.max(self.bytes.len()), 0);
        self.n_bytes = 0;
        self.ends.clear();
    }

    /// Adds what stands between two places of a text; `false` if there may be more to it than that:
    /// a quote inside, blanks around it, no room.
    #[inline]
    pub fn copy(&mut self, text: &str, start: usize, end: usize, quote: u8) -> bool {
        let bytes = text.as_bytes();
        let is_solid = |byte: Option<&u8>| byte.is_some_and(|it| (b'!'..=b'~').contains(it));
        if start < end && !(is_solid(bytes.get(start)) && is_solid(bytes.get(end - 1))) {
            return false;
        }
        let quotes = ONES * u64::from(quote);
        let (mut from, mut to) = (start, self.n_bytes);
        while from < end {
            let word = bytes.get(from..).and_then(<[u8]>::first_chunk::<8>);
            let room = self.bytes.get_mut(to..).and_then(<[u8]>::first_chunk_mut::<8>);
            let (Some(word), Some(room)) = (word, room) else { return false };
            *room = *word;
            // Bytes beyond the end do not count.
            let n_beyond = 8_usize.saturating_sub(end - from);
            let own = u64::from_le_bytes(*word) << (8 * n_beyond) ^ quotes;
            if own.wrapping_sub(ONES) & !own & HIGHS != 0 {
                return false;
            }
            (from, to) = (from + 8, to + 8);
        }
        self.n_bytes += end - start;
        self.ends.push(self.n_bytes);
        true
    }

    /// Adds a text.
    pub fn push(&mut self, text: &str) {
        let end = self.n_bytes + text.len();
        if self.bytes.len() < end + 64 {
            self.bytes.resize(end + ROOM, 0);
        }
        if let Some(room) = self.bytes.get_mut(self.n_bytes..end) {
            room.copy_from_slice(text.as_bytes());
        }
        self.n_bytes = end;
        self.ends.push(self.n_bytes);
    }

    /// All texts.
    pub fn text(&self) -> &str {
        // Every text was one, so all are.
        self.bytes.get(..self.n_bytes).and_then(|it| str::from_utf8(it).ok()).unwrap_or_default()
    }

    /// Where they end.
    pub fn ends(&self) -> impl ExactSizeIterator<Item = usize> + '_ {
        self.ends.iter().copied()
    }

    /// Hands on each.
    pub fn each(&self, mut take: impl FnMut(&str)) {
        let text = self.text();
        let mut start = 0;
        for end in self.ends() {
            take(text.get(start..end).unwrap_or_default());
            start = end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::SideBySide;

    #[test]
    fn texts_are_put_side_by_side_unless_there_is_more_to_them() {
        let text = "a,Milk Jug,\"say \"\"it\"\"\", b,äh,ha-é-ha,end, of the text";
        let mut side = SideBySide::default();
        side.clear();
        let mut copied = Vec::new();
        let mut start = 0;
        for cell in text.split(',') {
            copied.push(side.copy(text, start, start + cell.len(), b'"'));
            start += cell.len() + 1;
        }
        assert_eq!(copied, [true, true, false, false, false, true, true, false]);
        side.push("ß\"");
        assert!(side.copy(text, 2, 6, b'"') && side.copy(text, 2, 2, b'"'));
        assert_eq!(side.text(), "aMilk Jugha-é-haendß\"Milk");
        let mut found = Vec::new();
        side.each(|it| found.push(it.to_owned()));
        assert_eq!(found, ["a", "Milk Jug", "ha-é-ha", "end", "ß\"", "Milk", ""]);
        side.clear();
        assert_eq!(side.text(), "");
    }
}
