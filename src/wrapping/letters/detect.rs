//! Which encoding bytes are in that are not UTF-8: a guess, from all of them.
//!
//! chardetng ranks the encodings by which letters follow which. What it says is checked here where
//! it is known to err on short tables: East Asian encodings by how usual the characters are that
//! come out, old Mac text by which bytes stand beside letters.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use enclave_engine::engine::table::{Detect, Encoding};
use enclave_engine::kernel::text::Decoder;

/// Bytes of lines beyond ASCII that are looked at closely.
const SAMPLE_BYTES: usize = 1 << 18;
/// A line longer than this is looked at in parts.
const LINE_BYTES: usize = 1 << 12;

/// Finds the encoding of bytes as they stream by.
pub struct Detector {
    inner: EncodingDetector,
    utf8: Decoder,
    scratch: String,
    line: Vec<u8>,
    sample: Vec<u8>,
    n_returns: u64,
    n_feeds: u64,
}

impl Default for Detector {
    fn default() -> Self {
        Self {
            inner: EncodingDetector::new(Iso2022JpDetection::Deny),
            utf8: Decoder::new(Encoding::Utf8),
            scratch: String::new(),
            line: Vec::new(),
            sample: Vec::new(),
            n_returns: 0,
            n_feeds: 0,
        }
    }
}

impl Detector {
    fn end_line(&mut self) {
        if !self.line.is_ascii() && self.sample.len() < SAMPLE_BYTES {
            self.sample.extend_from_slice(&self.line);
        }
        self.line.clear();
    }
}

impl Detect for Detector {
    fn push(&mut self, bytes: &[u8]) {
        self.inner.feed(bytes, false);
        self.utf8.push(bytes, &mut self.scratch);
        self.scratch.clear();
        for &byte in bytes {
            self.n_returns += u64::from(byte == b'\r');
            self.n_feeds += u64::from(byte == b'\n');
            self.line.push(byte);
            if matches!(byte, b'\n' | b'\r') || self.line.len() >= LINE_BYTES {
                self.end_line();
            }
        }
    }

    fn guess(&mut self, _is_whole: bool) -> Encoding {
        if self.utf8.census().is_utf8() {
            return Encoding::Utf8;
        }
        let mut sample = self.sample.clone();
        if !self.line.is_ascii() {
            sample.extend_from_slice(&self.line);
        }
        let letters = Letters::of(&sample);
        let is_old_mac = letters.is_mac(self.n_returns > 0 && self.n_feeds == 0);
        match self.inner.guess(None, Utf8Detection::Deny).name() {
            "Shift_JIS" if is_east_asian(&sample, is_usual_in_shift_jis) => Encoding::ShiftJis,
            "GBK" | "gb18030" if is_east_asian(&sample, is_usual_in_gb) => Encoding::Gb18030,
            "Big5" if is_east_asian(&sample, is_usual_in_big5) => Encoding::Big5,
            "EUC-KR" if is_east_asian(&sample, is_usual_in_euc_kr) => Encoding::EucKr,
            "windows-1251" | "KOI8-U" | "ISO-8859-5" => Encoding::Windows1251,
            "IBM866" if !is_old_mac => Encoding::Windows1251,
            _ if is_old_mac => Encoding::MacRoman,
            _ if letters.n_control == 0 && letters.n_euro > 0 => Encoding::Iso8859_15,
            "windows-1250" => Encoding::Windows1250,
            "ISO-8859-2" => Encoding::Iso8859_2,
            "windows-1254" => Encoding::Windows1254,
            _ if letters.n_control == 0 && letters.n_latin_9 > 0 => Encoding::Iso8859_15,
            _ => Encoding::Windows1252,
        }
    }
}

/// What stands beside the letters of ASCII in text of one byte a character.
#[expect(clippy::struct_field_names, reason = "all of them are counts")]
#[derive(Default)]
struct Letters {
    /// Bytes that are letters in Mac Roman and signs in the Windows encodings.
    n_mac: u64,
    /// Bytes that are letters in the Windows and ISO encodings.
    n_western: u64,
    /// Bytes that no ISO encoding has.
    n_control: u64,
    /// Bytes beside figures that are a euro sign in ISO-8859-15, and elsewhere a sign for any money,
    /// which nobody uses.
    n_euro: u64,
    /// Bytes within words that are letters in ISO-8859-15 and signs in Windows-1252.
    n_latin_9: u64,
}

impl Letters {
    fn of(sample: &[u8]) -> Self {
        let mut found = Self::default();
        let is_letter = |it: Option<&u8>| it.is_some_and(u8::is_ascii_alphabetic);
        for (at, &byte) in sample.iter().enumerate().filter(|it| !it.1.is_ascii()) {
            let before = at.checked_sub(1).and_then(|it| sample.get(it));
            let after = sample.get(at + 1);
            let is_beside = is_letter(before) || is_letter(after);
            let is_between = is_letter(before) && is_letter(after);
            match byte {
                // Quotes, dashes and dots stand beside letters everywhere.
                0x82 | 0x84 | 0x85 | 0x91..=0x97 => found.n_control += 1,
                0x80..=0x9F => {
                    found.n_control += 1;
                    found.n_mac += u64::from(is_beside);
                }
                0xA4 => {
                    let is_figure = |it: Option<&u8>| it.is_some_and(|it| it.is_ascii_digit() || *it == b' ');
                    found.n_euro += u64::from(is_figure(before) || is_figure(after));
                }
                0xA6 | 0xA8 | 0xB4 | 0xB8 | 0xBC..=0xBE => found.n_latin_9 += u64::from(is_between),
                0xC0.. => found.n_western += u64::from(is_beside),
                _ => {}
            }
        }
        found
    }

    /// Whether letters are where only Mac Roman has them.
    fn is_mac(&self, has_returns_only: bool) -> bool {
        self.n_mac > 0
            && if has_returns_only { self.n_mac >= self.n_western } else { self.n_mac > 2 * self.n_western }
    }
}

/// A character of two bytes: whether it is one that people use a lot.
type IsUsual = fn(u8, u8) -> bool;

fn is_usual_in_shift_jis(lead: u8, trail: u8) -> bool {
    // Kana, and the kanji of the first level; what Western letters look like is far beyond.
    matches!((lead, trail), (0x81..=0x83 | 0x88..=0x97, 0x40..) | (0x98, 0x40..=0x72))
}

fn is_usual_in_gb(lead: u8, trail: u8) -> bool {
    matches!((lead, trail), (0xA1..=0xA3 | 0xB0..=0xD7, 0xA1..))
}

fn is_usual_in_big5(lead: u8, trail: u8) -> bool {
    matches!((lead, trail), (0xA1..=0xC6, 0x40..=0x7E | 0xA1..))
}

fn is_usual_in_euc_kr(lead: u8, trail: u8) -> bool {
    matches!((lead, trail), (0xA1..=0xA3 | 0xB0..=0xC8, 0xA1..))
}

/// Whether two bytes a character make sense: usual characters that stand beside others.
fn is_east_asian(sample: &[u8], is_usual: IsUsual) -> bool {
    let (mut n_usual, mut n_all, mut n_beside) = (0_u64, 0_u64, 0_u64);
    let mut is_behind_one = false;
    let mut rest = sample;
    while let Some((&lead, after)) = rest.split_first() {
        if lead.is_ascii() {
            is_behind_one = false;
            rest = after;
            continue;
        }
        let Some((&trail, behind)) = after.split_first() else { break };
        n_all += 1;
        n_usual += u64::from(is_usual(lead, trail));
        let is_before_one = behind.first().is_some_and(|it| !it.is_ascii());
        n_beside += u64::from(is_behind_one || is_before_one);
        is_behind_one = true;
        rest = behind;
    }
    n_usual * 10 >= n_all * 7 && n_beside * 2 >= n_all && n_all > 0
}

#[cfg(test)]
mod tests {
    use super::Detector;
    use crate::wrapping::letters::transcode::table_of;
    use enclave_engine::engine::table::{Detect as _, Encoding};

    fn guess(bytes: &[u8]) -> Encoding {
        let mut detector = Detector::default();
        detector.push(bytes);
        let whole = detector.guess(true);
        let mut detector = Detector::default();
        bytes.chunks(3).for_each(|it| detector.push(it));
        assert_eq!(detector.guess(true), whole, "the way the bytes are cut does not matter");
        whole
    }

    fn table(names: &[&str]) -> String {
        let rows = names.iter().enumerate().map(|(at, it)| format!("C{at:05},{it},DE,2024-05-17,{at}.50\n"));
        std::iter::once("customer_id,name,country,signup_date,revenue\n".to_owned()).chain(rows).collect()
    }

    #[test]
    fn tables_are_recognised_by_the_names_in_them() {
        let cases = [
            (Encoding::Windows1252, &["Müller GmbH", "Société Générale", "Peña", "Åström", "São Tomé"][..]),
            (Encoding::Windows1250, &["Dvořák", "Wiśniewski", "Žižková", "Šťastný", "Łódź"]),
            (Encoding::Windows1251, &["Иванов", "Петрова", "Сидоров", "Кузнецова"]),
            (Encoding::Windows1254, &["Yılmaz", "Çelik", "Şahin", "Öztürk", "Doğan", "Ağaoğlu"]),
            (Encoding::Iso8859_2, &["Dvořák", "Wiśniewski", "Žižková", "Šťastný", "Łódź", "Kowalczyk ąę"]),
            (Encoding::Iso8859_15, &["Müller 5 €", "Société 7 €", "Cœur"]),
            (Encoding::MacRoman, &["Müller GmbH", "Société Générale", "Peña", "Frères"]),
            (Encoding::ShiftJis, &["佐藤", "鈴木", "たなか", "ワタナベ"]),
            (Encoding::Gb18030, &["王伟", "李娜", "张敏", "刘洋"]),
            (Encoding::Big5, &["陳怡君", "林志明", "黃淑芬", "張家豪"]),
            (Encoding::EucKr, &["김민준", "이서연", "박지훈", "최수빈"]),
        ];
        for (encoding, names) in cases {
            let bytes = table_of(encoding).unwrap().encode(&table(names)).0.into_owned();
            assert_eq!(guess(&bytes), encoding, "{names:?}");
        }
    }

    #[test]
    fn one_name_in_a_short_table_is_enough() {
        for (encoding, name) in [
            (Encoding::Windows1252, "José"),
            (Encoding::Windows1252, "Müller"),
            (Encoding::Windows1252, "Élan Vital"),
            (Encoding::Windows1252, "naïve café"),
            (Encoding::Windows1252, "Größe ÄÖÜ"),
            (Encoding::ShiftJis, "佐藤"),
            (Encoding::Windows1251, "Иванов"),
            (Encoding::MacRoman, "Société Générale"),
        ] {
            let bytes = table_of(encoding).unwrap().encode(&table(&[name])).0.into_owned();
            assert_eq!(guess(&bytes), encoding, "{name}");
        }
    }

    #[test]
    fn a_few_damaged_bytes_among_utf_8_leave_it_utf_8() {
        let mut bytes = table(&["Müller", "Société", "Peña", "Åström", "Dvořák"]).into_bytes();
        bytes.extend_from_slice(b"C9,M\xFCller\n");
        assert_eq!(guess(&bytes), Encoding::Utf8);
    }
}
