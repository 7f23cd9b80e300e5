//! How files write things down: letters, numbers, dates.

use serde::{Deserialize, Serialize};

/// Text encoding of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Encoding {
    /// UTF-8, with or without byte order mark.
    #[serde(rename = "utf-8")]
    Utf8,
    /// UTF-16, low byte first.
    #[serde(rename = "utf-16le")]
    Utf16Le,
    /// UTF-16, high byte first.
    #[serde(rename = "utf-16be")]
    Utf16Be,
    /// Windows Western European.
    #[serde(rename = "windows-1252")]
    Windows1252,
    /// Windows Central European.
    #[serde(rename = "windows-1250")]
    Windows1250,
    /// Windows Cyrillic.
    #[serde(rename = "windows-1251")]
    Windows1251,
    /// Windows Turkish.
    #[serde(rename = "windows-1254")]
    Windows1254,
    /// ISO Western European.
    #[serde(rename = "iso-8859-1")]
    Iso8859_1,
    /// ISO Central European.
    #[serde(rename = "iso-8859-2")]
    Iso8859_2,
    /// ISO Western European with the euro sign.
    #[serde(rename = "iso-8859-15")]
    Iso8859_15,
    /// Western European as old Macs wrote it.
    #[serde(rename = "macintosh")]
    MacRoman,
    /// Japanese.
    #[serde(rename = "shift_jis")]
    ShiftJis,
    /// Simplified Chinese.
    #[serde(rename = "gb18030")]
    Gb18030,
    /// Traditional Chinese.
    #[serde(rename = "big5")]
    Big5,
    /// Korean.
    #[serde(rename = "euc-kr")]
    EucKr,
}

impl Encoding {
    /// Every encoding, in the order in which they are offered.
    pub const ALL: [Self; 15] = [
        Self::Utf8,
        Self::Windows1252,
        Self::Utf16Le,
        Self::Utf16Be,
        Self::Windows1250,
        Self::Windows1251,
        Self::Windows1254,
        Self::Iso8859_1,
        Self::Iso8859_2,
        Self::Iso8859_15,
        Self::MacRoman,
        Self::ShiftJis,
        Self::Gb18030,
        Self::Big5,
        Self::EucKr,
    ];

    /// Whether the reader decodes it itself. Bytes in any other are made UTF-8 before they come here.
    pub fn is_built_in(self) -> bool {
        matches!(self, Self::Utf8 | Self::Utf16Le | Self::Utf16Be | Self::Windows1252)
    }
}

/// What stands before the fraction of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecimalMark {
    /// `1,234.50`
    Point,
    /// `1.234,50`
    Comma,
}

/// Which part of a date comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// 2026-05-31, 20260531
    YearFirst,
    /// 31.05.2026, 31/05/2026
    DayFirst,
    /// 05/31/2026
    MonthFirst,
}
