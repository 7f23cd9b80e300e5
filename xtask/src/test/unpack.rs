//! What the browser makes of packed files: `unpack.js` in Node, on samples packed here.

use std::fs;
use std::path::Path;

use super::tally::Count;
use crate::page::Page;
use crate::process::Step;
use crate::{pack, place};

/// Packs the samples and has them unpacked; the built program is one of them.
pub fn run(dist: &Path) -> Result<Count, String> {
    let folder = place::inside("target/packed");
    fs::create_dir_all(&folder).map_err(|it| format!("{}: {it}", folder.display()))?;
    for (name, plain) in samples(dist)? {
        let write = |name: &str, bytes: &[u8]| {
            fs::write(folder.join(name), bytes).map_err(|it| format!("{name}: {it}"))
        };
        write(name, &plain)?;
        write(&format!("{name}{}", pack::ENDING), &pack::packed(&plain)?)?;
    }
    let step = Step::new("node").arg("tests/unpack/run.mjs").arg(&folder);
    step.watch().map(|it| Count::of_last_line(&it))
}

fn samples(dist: &Path) -> Result<Vec<(&'static str, Vec<u8>)>, String> {
    let text = fs::read(place::inside("docs/methods.md")).map_err(|it| format!("docs/methods.md: {it}"))?;
    let small = text.get(..300).unwrap_or(&text).to_vec();
    Ok(vec![
        ("empty", Vec::new()),
        ("one-byte", vec![7]),
        ("noise", noise(200_000)),
        ("the-same-again", b"again ".repeat(100_000)),
        ("small", small),
        ("text", text),
        ("program", pack::program_in(&Page::open(dist)?)?),
    ])
}

/// Bytes that no packing makes smaller: the upper bits of a linear congruential generator.
fn noise(n: usize) -> Vec<u8> {
    let mut state = 1_u64;
    let next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state.to_be_bytes()[0]
    };
    std::iter::repeat_with(next).take(n).collect()
}
