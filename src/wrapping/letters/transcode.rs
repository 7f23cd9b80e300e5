//! Text of one encoding to UTF-8, as it streams by.

use enclave_engine::engine::table::{Encoding, Sink, TableError, Unwrap, Unwrapped};
use encoding_rs as rs;

/// Makes UTF-8 of the bytes of one encoding; what cannot be read becomes U+FFFD.
pub struct Transcoder {
    /// None for ISO-8859-1, whose bytes are the first characters of Unicode.
    decoder: Option<rs::Decoder>,
    text: String,
}

/// How many bytes are decoded at once.
const PIECE: usize = 1 << 16;

impl Transcoder {
    /// At the start of the text.
    pub fn new(encoding: Encoding) -> Self {
        let decoder = table_of(encoding).map(rs::Encoding::new_decoder_without_bom_handling);
        Self { decoder, text: String::new() }
    }

    fn decode(&mut self, bytes: &[u8], is_last: bool, sink: &mut dyn Sink) -> Result<(), TableError> {
        self.text.clear();
        match &mut self.decoder {
            None => self.text.extend(bytes.iter().map(|it| char::from(*it))),
            Some(decoder) => {
                let room = decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len() * 3 + 16);
                self.text.reserve(room);
                let _outcome = decoder.decode_to_string(bytes, &mut self.text, is_last);
            }
        }
        if self.text.is_empty() { Ok(()) } else { sink.text(self.text.as_bytes()) }
    }
}

impl Unwrap for Transcoder {
    fn push(&mut self, bytes: &[u8], sink: &mut dyn Sink) -> Result<(), TableError> {
        bytes.chunks(PIECE).try_for_each(|piece| self.decode(piece, false, sink))
    }

    fn finish(&mut self, sink: &mut dyn Sink) -> Result<(), TableError> {
        self.decode(&[], true, sink)
    }

    fn unwrapped(&mut self) -> Unwrapped {
        Unwrapped::default()
    }
}

/// The table of an encoding; none for ISO-8859-1, which browsers know only as Windows-1252.
pub fn table_of(encoding: Encoding) -> Option<&'static rs::Encoding> {
    Some(match encoding {
        Encoding::Utf8 => rs::UTF_8,
        Encoding::Utf16Le => rs::UTF_16LE,
        Encoding::Utf16Be => rs::UTF_16BE,
        Encoding::Windows1252 => rs::WINDOWS_1252,
        Encoding::Windows1250 => rs::WINDOWS_1250,
        Encoding::Windows1251 => rs::WINDOWS_1251,
        Encoding::Windows1254 => rs::WINDOWS_1254,
        Encoding::Iso8859_1 => return None,
        Encoding::Iso8859_2 => rs::ISO_8859_2,
        Encoding::Iso8859_15 => rs::ISO_8859_15,
        Encoding::MacRoman => rs::MACINTOSH,
        Encoding::ShiftJis => rs::SHIFT_JIS,
        Encoding::Gb18030 => rs::GB18030,
        Encoding::Big5 => rs::BIG5,
        Encoding::EucKr => rs::EUC_KR,
    })
}
