//! Which encoding bytes are in that are not UTF-8: a guess, from all of them.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use enclave_engine::engine::table::{Detect, Encoding};

/// Finds the encoding of bytes as they stream by.
pub struct Detector {
    inner: EncodingDetector,
}

impl Default for Detector {
    fn default() -> Self {
        Self { inner: EncodingDetector::new(Iso2022JpDetection::Deny) }
    }
}

impl Detect for Detector {
    fn push(&mut self, bytes: &[u8]) {
        self.inner.feed(bytes, false);
    }

    fn guess(&mut self, _is_whole: bool) -> Encoding {
        let name = self.inner.guess(None, Utf8Detection::Allow).name();
        match name {
            "windows-1251" => Encoding::Windows1251,
            "Shift_JIS" => Encoding::ShiftJis,
            _ => Encoding::Windows1252,
        }
    }
}
