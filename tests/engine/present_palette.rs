//! The colours of the style sheet can be told apart, also by people who see fewer of them.
//!
//! Contrast as in WCAG 2.2; distances in `OKLab` (Ottosson 2020) × 100; colour-vision deficiencies
//! simulated in linear RGB with the matrices of Machado, Oliveira and Fernandes (2009), severity 1.

use std::fs;

type Rgb = [f64; 3];

const DEUTAN: [Rgb; 3] = [
    [0.367_322, 0.860_646, -0.227_968],
    [0.280_085, 0.672_501, 0.047_413],
    [-0.011_820, 0.042_940, 0.968_881],
];
const PROTAN: [Rgb; 3] = [
    [0.152_286, 1.052_583, -0.204_868],
    [0.114_503, 0.786_281, 0.099_216],
    [-0.003_882, -0.048_116, 1.051_998],
];
const TRITAN: [Rgb; 3] = [
    [1.255_528, -0.076_749, -0.178_779],
    [-0.078_411, 0.930_809, 0.147_602],
    [0.004_733, 0.691_367, 0.303_900],
];
const THEMES: [&str; 2] = ["light", "dark"];

fn product(matrix: [Rgb; 3], v: Rgb) -> Rgb {
    matrix.map(|row| row.iter().zip(v).map(|(a, b)| a * b).sum())
}

/// Both values of a colour token.
fn token(name: &str) -> [Rgb; 2] {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/style/tokens.css");
    let css = fs::read_to_string(path).unwrap();
    let line = css.lines().find(|it| it.trim().starts_with(&format!("--{name}:"))).unwrap();
    let colours: Vec<_> = line.split('#').skip(1).map(|it| linear(&it[..6])).collect();
    match colours.as_slice() {
        [one] => [*one, *one],
        [light, dark] => [*light, *dark],
        _ => panic!("{line}"),
    }
}

fn linear(hex: &str) -> Rgb {
    [0, 2, 4].map(|at| {
        let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    })
}

fn luminance([r, g, b]: Rgb) -> f64 {
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn contrast(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
    a.max(b) / a.min(b)
}

fn oklab(rgb: Rgb) -> Rgb {
    const TO_CONES: [Rgb; 3] = [
        [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
        [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
        [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
    ];
    const TO_LAB: [Rgb; 3] = [
        [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
        [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
        [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
    ];
    product(TO_LAB, product(TO_CONES, rgb).map(f64::cbrt))
}

fn distance(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (oklab(a), oklab(b));
    100.0 * a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt()
}

#[test]
fn black_and_white_are_as_far_apart_as_colours_go() {
    let (black, white) = (linear("000000"), linear("ffffff"));
    assert!((contrast(black, white) - 21.0).abs() < 1e-9);
    assert!((distance(black, white) - 100.0).abs() < 0.01);
    assert!(distance(linear("1043a8"), linear("1043a9")) < 1.0);
}

#[test]
fn every_slot_stands_out_from_the_ground() {
    for (theme, name) in THEMES.iter().enumerate() {
        let ground = token("ground")[theme];
        for slot in 1..=12 {
            let ratio = contrast(token(&format!("slot-{slot}"))[theme], ground);
            assert!(ratio >= 3.0, "slot {slot} in {name}: {ratio:.2}");
        }
    }
}

#[test]
fn the_label_on_a_slot_can_be_read() {
    for (theme, name) in THEMES.iter().enumerate() {
        for slot in 1..=12 {
            let on = token(&format!("on-slot-{slot}"))[theme];
            let ratio = contrast(token(&format!("slot-{slot}"))[theme], on);
            assert!(ratio >= 4.5, "slot {slot} in {name}: {ratio:.2}");
        }
    }
}

#[test]
fn the_first_eight_slots_differ_for_every_kind_of_colour_vision() {
    let sights =
        [("normal", None), ("deutan", Some(DEUTAN)), ("protan", Some(PROTAN)), ("tritan", Some(TRITAN))];
    for (theme, theme_name) in THEMES.iter().enumerate() {
        for (sight, matrix) in sights {
            let seen: Vec<Rgb> = (1..=8)
                .map(|slot| token(&format!("slot-{slot}"))[theme])
                .map(|it| matrix.map_or(it, |matrix| product(matrix, it).map(|it| it.clamp(0.0, 1.0))))
                .collect();
            assert_far_apart(&seen, &format!("{theme_name}, {sight}"));
        }
    }
}

fn assert_far_apart(colours: &[Rgb], sight: &str) {
    for (a, colour) in colours.iter().enumerate() {
        for (b, other) in colours.iter().enumerate().skip(a + 1) {
            let apart = distance(*colour, *other);
            assert!(apart >= 7.0, "{sight}: slots {} and {}: {apart:.1}", a + 1, b + 1);
        }
    }
}

#[test]
fn the_number_in_a_heat_cell_can_be_read() {
    for (theme, name) in THEMES.iter().enumerate() {
        for step in 1..=7 {
            let on = token(if step <= 4 { "on-seq-low" } else { "on-seq-high" })[theme];
            let ratio = contrast(token(&format!("seq-{step}"))[theme], on);
            assert!(ratio >= 4.5, "step {step} in {name}: {ratio:.2}");
        }
    }
}

#[test]
fn the_number_in_a_cell_against_everyone_can_be_read_and_its_steps_told_apart() {
    for (theme, name) in THEMES.iter().enumerate() {
        let steps = ["below", "below-2", "below-1", "against-0", "above-1", "above-2", "above"];
        let colours: Vec<_> = steps.iter().map(|it| token(it)[theme]).collect();
        for (step, colour) in steps.iter().zip(&colours) {
            let is_end = matches!(*step, "below" | "above");
            let on = token(if is_end { "on-seq-high" } else { "on-seq-low" })[theme];
            let ratio = contrast(*colour, on);
            assert!(ratio >= 4.5, "{step} in {name}: {ratio:.2}");
        }
        for pair in colours.windows(2) {
            assert!(distance(pair[0], pair[1]) >= 7.0, "{name}: {:.1}", distance(pair[0], pair[1]));
        }
    }
}
