//! The command line over several files.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if path.exists() {
        fs::remove_dir_all(&path).unwrap();
    }
    fs::create_dir_all(&path).unwrap();
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/together");
    for file in ["orders.csv", "customers.csv", "campaign_log.csv"] {
        fs::copy(fixtures.join(file), path.join(file)).unwrap();
    }
    path
}

fn enclave(folder: &Path, words: &[&str]) -> (bool, Value) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_enclave"));
    let output = command.current_dir(folder).args(words).output().unwrap();
    (output.status.success(), serde_json::from_slice(&output.stdout).unwrap())
}

fn done(folder: &Path, words: &[&str]) -> Value {
    let (is_ok, said) = enclave(folder, words);
    assert!(is_ok, "{words:?}: {said}");
    said
}

fn written(folder: &Path, out: &str, file: &str) -> String {
    fs::read_to_string(folder.join(out).join(file)).unwrap()
}

#[test]
fn files_with_other_columns_are_joined_and_the_match_is_told() {
    let folder = folder("joined");
    let said = done(&folder, &["read", "orders.csv", "customers.csv", "campaign_log.csv"]);
    assert_eq!(said["n_rows"], 324);
    assert_eq!(said["files"][0]["name"], "customers.csv");
    assert_eq!(
        (said["joins"][0]["main"]["n_keys_matched"].as_u64(), said["files"][1]["n_rows"].as_u64()),
        (Some(69), Some(217))
    );
    assert_eq!(said["joins"][0]["companion"]["n_rows_unmatched"], 12);
    assert_eq!(said["joins"][1]["key"]["onto"], "email (customers.csv)");
    let rate = said["joins"][0]["main"]["match_rate"].as_f64().unwrap();
    assert!((rate - 69.0 / 74.0).abs() < 1e-12, "{rate}");
}

#[test]
fn the_order_of_the_files_does_not_matter_for_which_is_the_main_one() {
    let folder = folder("any_order");
    let segment = |out: &str, files: [&str; 3]| {
        done(&folder, &["segment", files[0], files[1], files[2], "--out", out, "--problems"]);
        written(&folder, out, "customers.csv")
    };
    let first = segment("a", ["orders.csv", "customers.csv", "campaign_log.csv"]);
    assert_eq!(first, segment("b", ["campaign_log.csv", "customers.csv", "orders.csv"]));
    let single = done(&folder, &["segment", "orders.csv", "--out", "c"]);
    assert!(single["joins"].is_null());
    assert_eq!(first, written(&folder, "c", "customers.csv"), "a join changes no customer's numbers");
}

#[test]
fn a_recipe_gives_the_same_bytes_on_the_same_files() {
    let folder = folder("replayed");
    let files = ["orders.csv", "customers.csv", "campaign_log.csv"];
    let options = ["--method", "kmeans", "--features", "monetary,loyalty_points (customers.csv)", "--k", "3"];
    let first = [&["segment"][..], &files, &["--out", "a", "--problems"], &options].concat();
    let again =
        [&["segment"][..], &files, &["--out", "b", "--problems", "--recipe", "a/recipe.json"]].concat();
    done(&folder, &first);
    done(&folder, &again);
    for file in ["customers.csv", "analysis.json", "recipe.json", "problem-rows.csv"] {
        assert_eq!(written(&folder, "a", file), written(&folder, "b", file), "{file}");
    }
    let (is_ok, said) =
        enclave(&folder, &["segment", "orders.csv", "--out", "c", "--recipe", "a/recipe.json"]);
    assert!(!is_ok);
    assert_eq!(said["error"]["kind"], "file_missing");
}

#[test]
fn problem_rows_say_in_which_file_they_stand() {
    let folder = folder("problems");
    done(&folder, &["segment", "orders.csv", "customers.csv", "--out", "a", "--problems"]);
    let text = written(&folder, "a", "problem-rows.csv");
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("row,column,value,reason,file"));
    assert_eq!(lines.next(), Some("71,customer_id,00037,Not in customers.csv,orders.csv"));
    assert!(text.contains("34,customer_no,70,Not in orders.csv,customers.csv\n"), "{text}");
    assert_eq!(text.lines().filter(|it| it.ends_with("Not in customers.csv,orders.csv")).count(), 21);
}

#[test]
fn a_key_is_said_by_file_name_or_position() {
    let folder = folder("keys");
    let key = |first: &str, second: &str| {
        let said = done(&folder, &["read", "orders.csv", "customers.csv", "--key", first, "--key", second]);
        said["joins"][0]["key"].clone()
    };
    let named = key("customers.csv=customer_no", "orders.csv=customer_id");
    assert_eq!(named, key("2=customer_no", "1=customer_id"));
    assert_eq!(named["reason"], "chosen");
    let wrong = ["read", "orders.csv", "customers.csv", "--key", "2=nothing"];
    assert_eq!(enclave(&folder, &wrong).1["error"]["kind"], "column_missing");
    let stranger = ["read", "orders.csv", "customers.csv", "--key", "x.csv=y"];
    assert_eq!(enclave(&folder, &stranger).1["error"]["kind"], "usage");
}

#[test]
fn files_with_nothing_in_common_are_refused() {
    let folder = folder("nothing");
    fs::write(folder.join("other.csv"), "code,word\nzz1,one\nzz2,two\n").unwrap();
    let (is_ok, said) = enclave(&folder, &["read", "orders.csv", "other.csv"]);
    assert!(!is_ok);
    assert_eq!(said["error"]["kind"], "nothing_in_common");
}

#[test]
fn the_records_of_joined_files_are_the_rows_of_the_main_one() {
    let folder = folder("records");
    let mut command = Command::new(env!("CARGO_BIN_EXE_enclave"));
    let words = ["read", "orders.csv", "customers.csv", "--records"];
    let out = command.current_dir(&folder).args(words).output().unwrap().stdout;
    let rows: Vec<Vec<String>> = out
        .split(|it| *it == b'\n')
        .filter(|it| !it.is_empty())
        .map(|it| serde_json::from_slice(it).unwrap())
        .collect();
    assert_eq!(rows.len(), 325);
    assert_eq!(rows[0][5], "email (customers.csv)");
    assert!(rows.iter().all(|it| it.len() == 10));
}
