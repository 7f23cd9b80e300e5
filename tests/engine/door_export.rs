//! `enclave export`, run as a program: from an analysis in a folder to files.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::door::{done, folder, refused};

/// An analysis of the sample's orders in `out`.
fn analysed(name: &str) -> std::path::PathBuf {
    let folder = folder(name);
    done(&folder, "segment --sample shop --method rfm --out out");
    folder
}

fn said(folder: &Path, words: &str) -> Value {
    serde_json::from_str(&done(folder, words)).unwrap()
}

fn read(folder: &Path, name: &str) -> Vec<u8> {
    fs::read(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn statements_and_models_are_those_of_their_own_commands() {
    let folder = analysed("export_other_words");
    done(&folder, "sql --analysis out --dialect all --table shop.orders --out by_sql");
    let told = said(&folder, "export --analysis out --to sql --dialect all --table shop.orders --out there");
    let names: Vec<_> = told["files"].as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect();
    assert_eq!(names.len(), 6);
    for name in names {
        assert_eq!(
            read(&folder, &format!("there/{name}")),
            read(&folder, &format!("by_sql/{name}")),
            "{name}"
        );
    }
    done(&folder, "model --sample shop --method rfm --form all --out by_model");
    for (to, name) in [("model", "model.json"), ("pmml", "model.pmml"), ("pyspark", "enclave_job.py")] {
        let told = said(&folder, &format!("export --analysis out --to {to} --out {to}"));
        assert_eq!(told["files"], serde_json::json!([name, "check.csv"]));
        for name in [name, "check.csv"] {
            assert_eq!(
                read(&folder, &format!("{to}/{name}")),
                read(&folder, &format!("by_model/{name}")),
                "{name}"
            );
        }
    }
    let told = said(&folder, "export --analysis out --to check --out check");
    assert_eq!(told["files"], serde_json::json!(["check.csv"]));
    done(&folder, "verify --check check/check.csv --result out/customers.csv");
}

#[test]
fn an_option_of_another_export_is_refused_before_anything_is_written() {
    let folder = analysed("export_options");
    for words in [
        "--to csv --dialect duckdb",
        "--to csv --k 4",
        "--to csv --list",
        "--to sql --zip",
        "--to sql --dialect oracle",
        "--to model --segments 1",
        "--to report --exact",
        "--to nowhere",
        "",
    ] {
        assert_eq!(
            refused(&folder, &format!("export --analysis out {words} --out there")),
            "usage",
            "{words}"
        );
        assert!(!folder.join("there").exists(), "{words}");
    }
    assert_eq!(refused(&folder, "export --list --zip"), "usage");
    assert_eq!(refused(&folder, "export --to csv"), "usage");
}
