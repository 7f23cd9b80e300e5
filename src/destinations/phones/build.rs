//! Writes the world's numbering plans as a table: one line for each country and calling code.
//!
//! A line has the country's letters, calling code, prefix of international calls, prefix of calls
//! within the country, what replaces that prefix, leading digits, lengths, lengths without area
//! code, the pattern of all numbers, then one field for each kind of number: lengths, a colon, pattern.

use std::path::PathBuf;

use phonenumber::Metadata;
use phonenumber::metadata::{DATABASE, Descriptor};

fn main() {
    println!("cargo:rerun-if-changed=phones/build.rs");
    let mut table = String::new();
    for code in 1_u16..1000 {
        let mut countries = DATABASE.by_code(&code).unwrap_or_default();
        // The country that a calling code belongs to first, then by letters.
        if let Some((_, others)) = countries.split_first_mut() {
            others.sort_by(|a, b| a.id().cmp(b.id()));
        }
        for country in countries {
            write_line(&mut table, country);
        }
    }
    let Some(folder) = std::env::var_os("OUT_DIR").map(PathBuf::from) else { return };
    if let Err(fault) = std::fs::write(folder.join("numbering_plans.txt"), table) {
        println!("cargo::error=numbering plans: {fault}");
    }
}

fn write_line(table: &mut String, country: &Metadata) {
    let bare = |pattern: &str| pattern.split_whitespace().collect::<String>();
    let all = country.descriptors();
    let kinds: Vec<&Descriptor> = [
        all.mobile(),
        all.fixed_line(),
        all.premium_rate(),
        all.toll_free(),
        all.shared_cost(),
        all.voip(),
        all.personal_number(),
        all.pager(),
        all.uan(),
        all.voicemail(),
    ]
    .into_iter()
    .flatten()
    .collect();
    let mut lengths: Vec<u16> = kinds.iter().flat_map(|it| it.possible_length()).copied().collect();
    lengths.sort_unstable();
    lengths.dedup();
    let mut local: Vec<u16> = kinds.iter().flat_map(|it| it.possible_local_length()).copied().collect();
    local.sort_unstable();
    local.dedup();
    local.retain(|it| !lengths.contains(it));
    let within = country
        .national_prefix_for_parsing()
        .map(|it| bare(it.as_str()))
        .or_else(|| country.national_prefix().map(str::to_owned));
    let fields = [
        country.id().to_owned(),
        country.country_code().to_string(),
        country.international_prefix().map(|it| bare(it.as_str())).unwrap_or_default(),
        within.unwrap_or_default(),
        country.national_prefix_transform_rule().unwrap_or_default().to_owned(),
        country.leading_digits().map(|it| bare(it.as_str())).unwrap_or_default(),
        list(&lengths),
        list(&local),
        bare(all.general().national_number().as_str()),
    ];
    table.push_str(&fields.join("\t"));
    for kind in kinds {
        let pattern = bare(kind.national_number().as_str());
        table.extend(["\t", &list(kind.possible_length()), ":", &pattern]);
    }
    table.push('\n');
}

fn list(numbers: &[u16]) -> String {
    numbers.iter().map(u16::to_string).collect::<Vec<_>>().join(",")
}
