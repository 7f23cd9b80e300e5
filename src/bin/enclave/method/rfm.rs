//! The options of recency, frequency and monetary value.

use enclave::engine::segmentation::{RfmCuts, RfmOptions, ScoreRule};

use crate::arguments::{Arguments, halves, parsed_number};
use crate::failure::Failure;

/// The options that belong to it.
pub const OPTIONS: &[&str] = &["score", "map", "cuts"];

/// The options given, over those of `base`.
pub fn options(arguments: &Arguments, base: RfmOptions) -> Result<RfmOptions, Failure> {
    let cuts = cuts(arguments)?.or(base.cuts);
    let score = match arguments.word("score")? {
        Some(score) => score,
        None if arguments.has("cuts") => ScoreRule::Fixed,
        None => base.score,
    };
    Ok(RfmOptions { score, map: arguments.word("map")?.unwrap_or(base.map), cuts })
}

fn cuts(arguments: &Arguments) -> Result<Option<RfmCuts>, Failure> {
    let [mut recency_days, mut frequency, mut monetary] = [None; 3];
    for value in arguments.all("cuts") {
        let (measure, numbers) = halves("cuts", value)?;
        let four: Vec<f64> =
            numbers.split(',').map(|it| parsed_number("cuts", it)).collect::<Result<_, _>>()?;
        let four: [f64; 4] = four
            .try_into()
            .map_err(|it: Vec<f64>| Failure::usage(format!("--cuts takes 4 numbers, not {}.", it.len())))?;
        match measure {
            "recency" => recency_days = Some(four),
            "frequency" => frequency = Some(four),
            "monetary" => monetary = Some(four),
            other => {
                return Err(Failure::usage(format!(
                    "--cuts knows recency, frequency and monetary, not “{other}”."
                )));
            }
        }
    }
    match (recency_days, frequency, monetary) {
        (None, None, None) => Ok(None),
        (Some(recency_days), Some(frequency), Some(monetary)) => {
            Ok(Some(RfmCuts { recency_days, frequency, monetary }))
        }
        _ => Err(Failure::usage("--cuts is needed for recency, frequency and monetary each.")),
    }
}
