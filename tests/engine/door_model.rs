//! The command line: a model made, customers scored by it, what another engine gave held against a check.

use std::fs;

use serde_json::Value;

use crate::door::{done, folder, refused};

/// The first three cells of each record.
fn assigned(csv: &str) -> Vec<String> {
    csv.lines().map(|it| it.split(',').take(3).collect::<Vec<&str>>().join(",")).collect()
}

#[test]
fn a_model_scores_the_file_it_was_learnt_from_as_the_analysis_did() {
    for (name, method) in [
        ("rfm", "--method rfm"),
        ("ntile", "--method rfm --score ntile"),
        ("tiers", "--method tiers"),
        ("kmeans", "--method kmeans --k 4 --starts 3"),
    ] {
        let folder = folder(&format!("model_{name}"));
        done(&folder, &format!("segment --sample shop --exact --out out {method}"));
        let said: Value = serde_json::from_str(&done(
            &folder,
            &format!("model --sample shop --form all --out model {method}"),
        ))
        .unwrap();
        assert_eq!(said["files"][0], "model.json", "{name}");
        let scored = done(&folder, "score --model model/model.json --sample shop --exact --out scored");
        let scored: Value = serde_json::from_str(&scored).unwrap();
        assert_eq!((&scored["n_unlike"], &scored["columns_missing"]), (&0.into(), &Value::Array(Vec::new())));
        let read = |path: &str| fs::read_to_string(folder.join(path)).unwrap();
        assert_eq!(assigned(&read("scored/customers.csv")), assigned(&read("out/customers.csv")), "{name}");
        let said = done(&folder, "verify --check model/check.csv --result scored/customers.csv");
        assert!(said.contains("are in the segment expected"), "{said}");
        let check = read("model/check.csv");
        let mut lines: Vec<&str> = check.lines().collect();
        let moved = lines.pop().unwrap().replace(|it: char| it.is_ascii_digit(), "0");
        fs::write(folder.join("theirs.csv"), format!("{}\n{moved}\n", lines.join("\n"))).unwrap();
        assert_eq!(refused(&folder, "verify --check model/check.csv --result theirs.csv"), "segments_differ");
    }
}

#[test]
fn a_file_that_calls_columns_otherwise_is_scored_once_they_are_named() {
    let folder = folder("model_renamed");
    let rows = |n: usize| -> String {
        (0..n).map(|it| format!("c{it},2026-01-{:02},{}\n", 1 + it % 28, it + 1)).collect::<Vec<_>>().concat()
    };
    fs::write(folder.join("first.csv"), format!("who,when,what\n{}", rows(60))).unwrap();
    fs::write(folder.join("next.csv"), format!("person,when,what\n{}", rows(60))).unwrap();
    let roles = "--rows orders --role customer=who --role date=when --role amount=what --method rfm";
    done(&folder, &format!("model first.csv --out model {roles}"));
    let score = "score --model model/model.json next.csv --out scored";
    assert_eq!(refused(&folder, score), "does_not_fit");
    let said: Value = serde_json::from_str(&done(&folder, &format!("{score} --column who=person"))).unwrap();
    assert_eq!((&said["n_customers"], &said["n_unlike"]), (&60.into(), &0.into()));
    assert_eq!(refused(&folder, &format!("{score} --column who=nobody")), "usage");
    fs::write(folder.join("no.json"), "{}").unwrap();
    assert_eq!(refused(&folder, "score --model no.json next.csv --out scored"), "not_a_model");
}
