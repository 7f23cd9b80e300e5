//! The command line, run as a program.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

const ORDERS: &str = "who,when,what\n007,2026-01-05,10\n007,2026-02-05,20\n12,2026-03-01,5\n9,2026-01-01,7\n";

/// A folder of its own for each test.
pub fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if path.exists() {
        fs::remove_dir_all(&path).unwrap();
    }
    fs::create_dir_all(&path).unwrap();
    path
}

/// Whether the program ended well, and what it said.
fn enclave(folder: &Path, words: &str) -> (bool, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_enclave"));
    let output = command.current_dir(folder).args(words.split_whitespace()).output().unwrap();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    (output.status.success(), String::from_utf8(output.stdout).unwrap())
}

pub fn done(folder: &Path, words: &str) -> String {
    let (is_ok, said) = enclave(folder, words);
    assert!(is_ok, "{words}: {said}");
    said
}

/// The kind of the error that a command ends with.
pub fn refused(folder: &Path, words: &str) -> String {
    let (is_ok, said) = enclave(folder, words);
    assert!(!is_ok, "{words}: {said}");
    let error = &serde_json::from_str::<Value>(&said).unwrap()["error"];
    for part in ["title", "detail", "remedy"] {
        assert!(!error[part].as_str().unwrap().is_empty(), "{words}: {said}");
    }
    error["kind"].as_str().unwrap().to_owned()
}

fn customers(folder: &Path) -> String {
    fs::read_to_string(folder.join("out/customers.csv")).unwrap()
}

#[test]
fn what_the_reader_understood_is_one_json_object() {
    let folder = folder("read");
    fs::write(folder.join("orders.csv"), ORDERS).unwrap();
    let said: Value = serde_json::from_str(&done(&folder, "read orders.csv")).unwrap();
    assert_eq!(said["n_rows"], 4);
    assert_eq!(said["dialect"]["separator"], "comma");
    let names: Vec<_> = said["columns"].as_array().unwrap().iter().map(|it| &it["name"]).collect();
    assert_eq!(names, ["who", "when", "what"]);
    for field in ["kind", "role", "n_missing", "n_problems"] {
        assert!(!said["columns"][0][field].is_null(), "{field}");
    }
    assert!(said["issues"].is_array());
}

#[test]
fn records_are_arrays_of_cells_as_they_stand_in_the_file() {
    let folder = folder("records");
    fs::write(folder.join("a.csv"), "a,b\n\"x, y\",007\n\"two\nlines\",\"\"\"q\"\"\"\n").unwrap();
    let said = done(&folder, "read a.csv --records");
    assert_eq!(said, "[\"a\",\"b\"]\n[\"x, y\",\"007\"]\n[\"two\\nlines\",\"\\\"q\\\"\"]\n");
}

#[test]
fn columns_are_named_or_counted_from_one() {
    let folder = folder("columns");
    fs::write(folder.join("orders.csv"), ORDERS).unwrap();
    let options = "segment orders.csv --method rfm --out out";
    done(&folder, &format!("{options} --role customer=who --role date=when --role amount=what"));
    let by_name = customers(&folder);
    done(&folder, &format!("{options} --role customer=1 --role date=2 --role amount=3"));
    assert_eq!(customers(&folder), by_name);
    assert!(by_name.contains("\n007,") && by_name.contains(",30,"), "{by_name}");
}

#[test]
fn a_recipe_replays_to_the_same_bytes() {
    let folder = folder("replay");
    done(&folder, "segment --sample accounts --method kmeans --k 3 --starts 5 --seed 9 --out out");
    let (first, recipe) = (customers(&folder), fs::read(folder.join("out/recipe.json")).unwrap());
    fs::write(folder.join("recipe.json"), &recipe).unwrap();
    fs::remove_dir_all(folder.join("out")).unwrap();
    done(&folder, "segment --sample accounts --recipe recipe.json --out out");
    assert_eq!(customers(&folder), first);
    assert_eq!(fs::read(folder.join("out/recipe.json")).unwrap(), recipe);
}

#[test]
fn files_of_one_form_are_one_table() {
    let folder = folder("parts");
    let (header, rows) = ORDERS.split_once('\n').unwrap();
    let (first, second) = rows.split_at(rows.find("12,").unwrap());
    fs::write(folder.join("whole.csv"), ORDERS).unwrap();
    fs::write(folder.join("a.csv"), format!("{header}\n{}", first.trim_end())).unwrap();
    fs::write(folder.join("b.csv"), format!("{header}\n{second}")).unwrap();
    let options = "--method rfm --role customer=1 --role date=2 --role amount=3 --out out";
    done(&folder, &format!("segment whole.csv {options}"));
    let whole = customers(&folder);
    done(&folder, &format!("segment a.csv b.csv {options}"));
    assert_eq!(customers(&folder), whole);
    fs::write(folder.join("c.csv"), "who,where\n1,x\n2,y\n").unwrap();
    assert_eq!(refused(&folder, "segment a.csv c.csv --out out"), "nothing_in_common");
}

#[test]
fn the_as_of_date_and_fixed_cut_points_are_taken_as_given() {
    let folder = folder("cuts");
    fs::write(folder.join("orders.csv"), ORDERS).unwrap();
    let options = "--role customer=1 --role date=2 --role amount=3 --as-of 2026-03-31 --out out";
    let cuts = "--cuts recency=40,60,80,100 --cuts frequency=0,1,2,3 --cuts monetary=5,7,20,40";
    done(&folder, &format!("segment orders.csv {options} {cuts}"));
    let written = customers(&folder);
    let row = |id: &str| written.lines().find(|it| it.starts_with(id)).unwrap().to_owned();
    assert!(row("007").ends_with(",54,2,30,4,3,4"), "{written}");
    assert!(row("12").ends_with(",30,1,5,5,2,1"), "{written}");
    assert!(row("9").ends_with(",89,1,7,2,2,2"), "{written}");
}

#[test]
fn every_way_to_fail_ends_in_an_error_object() {
    let folder = folder("failures");
    fs::write(folder.join("orders.csv"), ORDERS).unwrap();
    fs::write(folder.join("empty.csv"), "").unwrap();
    fs::write(folder.join("header.csv"), "a,b,c\n").unwrap();
    fs::write(folder.join("list.pdf"), "%PDF-1.7\n").unwrap();
    fs::write(folder.join("recipe.json"), "{\"version\": 99}").unwrap();
    for (words, kind) in [
        ("", "usage"),
        ("cluster orders.csv", "usage"),
        ("read", "usage"),
        ("read orders.csv --no-such-option", "usage"),
        ("read orders.csv --k 3", "usage"),
        ("read nowhere.csv", "unreadable_file"),
        ("read empty.csv", "empty"),
        ("read header.csv", "header_only"),
        ("read list.pdf", "not_text"),
        ("segment orders.csv", "usage"),
        ("segment orders.csv --out out --k", "usage"),
        ("segment orders.csv --out out --k 3 --score ntile", "usage"),
        ("segment orders.csv --out out --method magic", "usage"),
        ("segment orders.csv --out out --score ntiles", "usage"),
        ("segment orders.csv --out out --as-of 2026-02-30", "usage"),
        ("segment orders.csv --out out --cuts recency=1,2,3", "usage"),
        ("segment orders.csv --out out --role customer=nobody", "column_missing"),
        ("segment orders.csv --out out --method kmeans --k 99", "out_of_range"),
        ("segment orders.csv --out out --recipe recipe.json", "too_new"),
        (
            "segment orders.csv --out orders.csv --method rfm --role customer=1 --role date=2 --role amount=3",
            "unwritable_file",
        ),
        ("segment orders.csv --sample shop --out out", "usage"),
    ] {
        assert_eq!(refused(&folder, words), kind, "{words}");
    }
}

#[test]
fn help_and_version_are_no_errors() {
    let folder = folder("help");
    assert!(done(&folder, "--help").contains("enclave segment FILE"));
    assert!(done(&folder, "--version").starts_with("enclave "));
}
