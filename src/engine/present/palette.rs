//! Twelve slots: a colour that the style sheet keeps, and a shape that says the same without colour.

/// How many slots there are; the last is "everyone else".
pub const N_SLOTS: u8 = 12;

/// The name of a slot's shape: the symbol `mark-…` of the page.
pub fn shape(slot: u8) -> &'static str {
    match slot {
        1 => "circle",
        2 => "square",
        3 => "triangle-up",
        4 => "diamond",
        5 => "plus",
        6 => "triangle-down",
        7 => "cross",
        8 => "star",
        9 => "hexagon",
        10 => "ring",
        11 => "bar",
        _ => "dash",
    }
}

/// Lines that fill a slot's shape on a tile of 8 × 8, so that fills differ without colour too.
pub fn hatch(slot: u8) -> &'static str {
    match slot {
        1 => "",
        2 => "M0 8L8 0M-2 2L2-2M6 10L10 6",
        3 => "M0 0L8 8M-2 6L2 10M6-2L10 2",
        4 => "M0 4H8",
        5 => "M4 0V8",
        6 => "M0 4H8M4 0V8",
        7 => "M0 8L8 0M0 0L8 8",
        8 => "M3 4H5",
        9 => "M0 2H4M4 6H8",
        10 => "M2 0V4M6 4V8",
        11 => "M0 2H8M0 6H8",
        _ => "M2 0V8M6 0V8",
    }
}

/// The corners of a slot's shape on a field of 12 × 12; empty for the two round ones.
pub fn corners(slot: u8) -> &'static [(f64, f64)] {
    match slot {
        2 => &[(1.2, 1.2), (10.8, 1.2), (10.8, 10.8), (1.2, 10.8)],
        3 => &[(6.0, 0.8), (11.8, 11.0), (0.2, 11.0)],
        4 => &[(6.0, 0.0), (12.0, 6.0), (6.0, 12.0), (0.0, 6.0)],
        5 => &[
            (4.2, 0.6),
            (7.8, 0.6),
            (7.8, 4.2),
            (11.4, 4.2),
            (11.4, 7.8),
            (7.8, 7.8),
            (7.8, 11.4),
            (4.2, 11.4),
            (4.2, 7.8),
            (0.6, 7.8),
            (0.6, 4.2),
            (4.2, 4.2),
        ],
        6 => &[(6.0, 11.2), (0.2, 1.0), (11.8, 1.0)],
        7 => &[
            (3.1, 0.6),
            (6.0, 3.5),
            (8.9, 0.6),
            (11.4, 3.1),
            (8.5, 6.0),
            (11.4, 8.9),
            (8.9, 11.4),
            (6.0, 8.5),
            (3.1, 11.4),
            (0.6, 8.9),
            (3.5, 6.0),
            (0.6, 3.1),
        ],
        8 => &[
            (6.0, 0.3),
            (7.53, 4.2),
            (11.71, 4.45),
            (8.47, 7.1),
            (9.53, 11.15),
            (6.0, 8.9),
            (2.47, 11.15),
            (3.53, 7.1),
            (0.29, 4.45),
            (4.47, 4.2),
        ],
        9 => &[(3.0, 0.8), (9.0, 0.8), (12.0, 6.0), (9.0, 11.2), (3.0, 11.2), (0.0, 6.0)],
        11 => &[(3.8, 0.4), (8.2, 0.4), (8.2, 11.6), (3.8, 11.6)],
        12 => &[(0.4, 3.8), (11.6, 3.8), (11.6, 8.2), (0.4, 8.2)],
        _ => &[],
    }
}
