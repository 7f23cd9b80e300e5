//! The options of recency, frequency and monetary value.

use std::fs;
use std::path::Path;

use enclave::engine::segmentation::{RfmCuts, RfmMap, RfmOptions, ScoreRule};

use crate::arguments::{Arguments, halves, parsed_number};
use crate::failure::Failure;

/// The options that belong to it.
pub const OPTIONS: &[&str] = &["bins", "score", "map", "cuts"];

/// The options given, over those of `base`.
pub fn options(arguments: &Arguments, base: RfmOptions) -> Result<RfmOptions, Failure> {
    let cuts = cuts(arguments)?.or(base.cuts);
    let score = match arguments.word("score")? {
        Some(score) => score,
        None if arguments.has("cuts") => ScoreRule::Fixed,
        None => base.score,
    };
    let bins = arguments.number("bins")?.unwrap_or(base.bins);
    Ok(RfmOptions { bins, score, map: map(arguments)?.unwrap_or(base.map), cuts })
}

/// A map by its name, or one of the person's own in a file.
fn map(arguments: &Arguments) -> Result<Option<RfmMap>, Failure> {
    let is_file = |it: &&str| Path::new(it).extension().is_some_and(|it| it.eq_ignore_ascii_case("json"));
    let Some(path) = arguments.one("map").filter(is_file).map(Path::new) else {
        return arguments.word("map");
    };
    let text = fs::read_to_string(path).map_err(|error| Failure::unreadable(path, &error))?;
    let own = serde_json::from_str(&text)
        .map_err(|error| Failure::usage(format!("{} is no map of names: {error}.", path.display())))?;
    Ok(Some(RfmMap::Own(own)))
}

fn cuts(arguments: &Arguments) -> Result<Option<RfmCuts>, Failure> {
    let [mut recency_days, mut frequency, mut monetary] = [const { None::<Vec<f64>> }; 3];
    for value in arguments.all("cuts") {
        let (measure, numbers) = halves("cuts", value)?;
        let cuts = numbers.split(',').map(|it| parsed_number("cuts", it)).collect::<Result<_, _>>()?;
        match measure {
            "recency" => recency_days = Some(cuts),
            "frequency" => frequency = Some(cuts),
            "monetary" => monetary = Some(cuts),
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
