//! Short cells, eight bytes at a time: digits become a number without a step for each.

const POWERS: [f64; 8] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7];
const ZEROS: u64 = 0x3030_3030_3030_3030;
const HIGHS: u64 = 0x8080_8080_8080_8080;
const ONES: u64 = 0x0101_0101_0101_0101;

/// The eight bytes that end at a place.
#[inline]
fn before(bytes: &[u8], end: usize) -> Option<u64> {
    bytes.get(end.wrapping_sub(8)..end)?.first_chunk::<8>().map(|it| u64::from_le_bytes(*it))
}

/// The last `n` of eight bytes, with the digit zero in the place of the others; `n` from 1 to 8.
#[inline]
fn last_of(word: u64, n: usize) -> u64 {
    let kept = u64::MAX << (64 - 8 * n);
    (word & kept) | (ZEROS & !kept)
}

/// The number that eight digits are, the first one the lowest byte; `None` where not all are digits.
#[inline]
fn number(digits: u64) -> Option<u32> {
    let values = digits.wrapping_sub(ZEROS);
    if (digits.wrapping_add(0x4646_4646_4646_4646) | values) & HIGHS != 0 {
        return None;
    }
    // Pairs, then fours, then all eight.
    let pairs = values.wrapping_mul(10).wrapping_add(values >> 8);
    let low = (pairs & 0x0000_00FF_0000_00FF).wrapping_mul(0x000F_4240_0000_0064);
    let high = ((pairs >> 16) & 0x0000_00FF_0000_00FF).wrapping_mul(0x0000_2710_0000_0001);
    u32::try_from(low.wrapping_add(high) >> 32).ok()
}

/// A number from a place to another: an optional minus and at most eight digits, decimal mark
/// included. Gives the value and the digits behind the mark.
#[inline]
pub fn decimal(bytes: &[u8], start: usize, end: usize, mark: u8) -> Option<(f64, usize)> {
    let is_negative = bytes.get(start) == Some(&b'-');
    let n = end.checked_sub(start + usize::from(is_negative))?;
    if n == 0 || n > 8 {
        return None;
    }
    let word = last_of(before(bytes, end)?, n);
    // The lowest set bit is the mark's, if there is one.
    let differing = word ^ (ONES * u64::from(mark));
    let marks = differing.wrapping_sub(ONES) & !differing & HIGHS;
    if marks == 0 {
        let value = f64::from(number(word)?);
        return Some((if is_negative { 0.0 - value } else { value }, 0));
    }
    let at = (marks.trailing_zeros() / 8) as usize;
    // A mark needs digits on both sides.
    if at == 7 || at == 8 - n {
        return None;
    }
    let below = (1_u64 << (8 * at)) - 1;
    let digits = (word & !(below << 8 | 0xFF)) | (word & below) << 8 | 0x30;
    let n_fraction = 7 - at;
    let value = f64::from(number(digits)?) / POWERS.get(n_fraction)?;
    // Minus zero is zero.
    Some((if is_negative { 0.0 - value } else { value }, n_fraction))
}

/// A number that is digits only, at most eight.
#[inline]
pub fn digits(bytes: &[u8], start: usize, end: usize) -> Option<u32> {
    let n = end.checked_sub(start)?;
    if n == 0 || n > 8 {
        return None;
    }
    number(last_of(before(bytes, end)?, n))
}

#[cfg(test)]
mod tests {
    use super::{decimal, digits};
    use crate::kernel::value::number::plain;

    /// A cell behind others, as in a file.
    fn padded(cell: &str) -> (Vec<u8>, usize, usize) {
        let text = format!("some text,{cell}").into_bytes();
        let end = text.len();
        (text, end - cell.len(), end)
    }

    #[test]
    fn short_numbers_are_what_the_long_way_reads() {
        let cells = [
            "0",
            "7",
            "-7",
            "12.34",
            "-12.34",
            "0.5",
            "1.5",
            "99999.99",
            "99999999",
            "-99999999",
            "00.10",
            "123456.8",
            "-0",
            "-0.00",
            "123.456",
            "1.2345",
        ];
        for cell in cells {
            let (text, start, end) = padded(cell);
            let (value, n_fraction) = decimal(&text, start, end, b'.').expect(cell);
            let other = plain(cell.as_bytes(), b'.').expect(cell);
            assert_eq!(
                (value.to_bits(), n_fraction),
                ((other.value + 0.0).to_bits(), other.n_fraction),
                "{cell}"
            );
        }
        let (text, start, end) = padded("12,5");
        assert_eq!(decimal(&text, start, end, b','), Some((12.5, 1)));
    }

    #[test]
    fn what_is_no_short_number_is_left_to_others() {
        for cell in
            ["", "-", ".", ".5", "5.", "-.5", "1.2.3", "1,5", "12a", "a", "+1", " 1", "123456789", "1e5", "½"]
        {
            let (text, start, end) = padded(cell);
            assert_eq!(decimal(&text, start, end, b'.'), None, "{cell}");
        }
        assert_eq!(decimal(b"12.5", 0, 4, b'.'), None, "too near to the start of the text");
    }

    #[test]
    fn digits_are_read_with_their_leading_zeros() {
        for (cell, expected) in
            [("0012345", Some(12_345)), ("0", Some(0)), ("12345678", Some(12_345_678)), ("1-2", None)]
        {
            let (text, start, end) = padded(cell);
            assert_eq!(digits(&text, start, end), expected, "{cell}");
        }
    }
}
