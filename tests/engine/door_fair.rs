//! Fair tests on the command line: groups, results, questions.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

const RULES: &str = "segment \"Near\":\n  place = Ulm\nsegment \"Far\":\n  place = Graz\n";

/// An analysis of 400 customers in two segments, in a folder of its own for each test.
fn analysed(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fair-{name}"));
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    let mut text = "customer_id,place,spent,visits\n".to_owned();
    for it in 0..400 {
        let place = if it % 2 == 0 { "Ulm" } else { "Graz" };
        writeln!(text, "c{it:03},{place},{},{}", it * 37 % 101, it % 2 * 6 + it % 5).unwrap();
    }
    fs::write(folder.join("customers.csv"), text).unwrap();
    fs::write(folder.join("rules.txt"), RULES).unwrap();
    let words = "segment customers.csv --rows customers --role customer=customer_id --role monetary=spent \
                 --role feature=visits --method rules --rules rules.txt --out out";
    done(&folder, words);
    folder
}

fn enclave(folder: &Path, words: &str) -> (bool, Value) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_enclave"));
    let output = command.current_dir(folder).args(words.split_whitespace()).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    (output.status.success(), serde_json::from_str(&said).unwrap())
}

fn done(folder: &Path, words: &str) -> Value {
    let (is_ok, said) = enclave(folder, words);
    assert!(is_ok, "{words}: {said}");
    said
}

fn refused(folder: &Path, words: &str) -> Value {
    let (is_ok, said) = enclave(folder, words);
    assert!(!is_ok, "{words}: {said}");
    said["error"]["kind"].clone()
}

#[test]
fn an_analysis_is_run_again_on_its_files_and_refused_where_one_has_changed() {
    let folder = analysed("inputs");
    let said = done(&folder, "split --analysis out --holdout 25% --seed 3");
    assert_eq!((&said["n_test"], &said["n_control"]), (&Value::from(300), &Value::from(100)));
    let first = fs::read(folder.join("out/split.csv")).unwrap();
    done(&folder, "split --analysis out");
    assert_eq!(fs::read(folder.join("out/split.csv")).unwrap(), first, "the recipe keeps share and seed");
    let mut file = fs::read_to_string(folder.join("customers.csv")).unwrap();
    file.push_str("new,Ulm,5,1\n");
    fs::write(folder.join("customers.csv"), file).unwrap();
    assert_eq!(refused(&folder, "split --analysis out"), "changed_input");
    let said = done(&folder, "split --analysis out --input customers.csv --earlier out/split.csv");
    assert_eq!(said["n_kept"], 400);
}

#[test]
fn a_list_of_buyers_does_not_say_who_else_was_in_a_group() {
    let folder = analysed("buyers");
    fs::write(folder.join("buyers.csv"), "customer_id,group\nc001,test\nc002,control\nc003,test\n").unwrap();
    assert_eq!(refused(&folder, "results --analysis out --results buyers.csv"), "usage");
    done(&folder, "split --analysis out --holdout 50%");
    let said = done(&folder, "results --analysis out --results buyers.csv");
    assert_eq!(said["groups_from"], "split.csv");
    assert_eq!(
        (&said["overall"]["n"][0], &said["file"]["is_absent_no"]),
        (&Value::from(200), &Value::from(true))
    );
    for segment in said["segments"].as_array().unwrap() {
        assert_eq!(segment["conversion"]["verdict"], "too_few", "{segment}");
        assert!(segment["words"].as_str().unwrap().starts_with("Too few customers"), "{segment}");
    }
}

#[test]
fn a_rise_that_is_there_is_found_and_what_it_brought_is_worked_out() {
    let folder = analysed("rise");
    let mut text = "customer_id,bought,amount,group\n".to_owned();
    for it in 0..400 {
        let is_test = it % 4 < 2;
        let bought = if is_test { it % 8 < 5 } else { it % 40 < 4 };
        let (word, amount) = if bought { ("yes", 20 + it % 7) } else { ("no", 0) };
        writeln!(text, "c{it:03},{word},{amount},{}", if is_test { "test" } else { "control" }).unwrap();
    }
    fs::write(folder.join("results.csv"), text).unwrap();
    let said = done(&folder, "results --analysis out --results results.csv --margin 50% --cost 1 --fixed 10");
    let overall = &said["overall"];
    assert_eq!(said["groups_from"], "results");
    assert_eq!(
        (&overall["conversion"]["verdict"], &overall["amount"]["verdict"]),
        (&"more".into(), &"more".into())
    );
    let number = |it: &Value| it.as_f64().unwrap();
    assert!(number(&overall["conversion"]["interval"][0]) > 0.2);
    let expected = 200.0 * (0.5 * number(&overall["amount"]["uplift"]) - 1.0) - 10.0;
    assert!((number(&overall["gain"]["profit"]) - expected).abs() < 1e-9);
    assert_eq!(
        done(&folder, "results --analysis out --results results.csv --margin 50% --cost 1 --fixed 10"),
        said
    );
    assert_eq!(
        refused(&folder, "results --analysis out --results results.csv --from 2026-01-01"),
        "no_results"
    );
    fs::write(folder.join("strangers.csv"), "who,bought\nx,yes\ny,no\n").unwrap();
    assert_eq!(refused(&folder, "results --analysis out --results strangers.csv"), "no_results");
}

#[test]
fn questions_tell_the_segment_on_a_page_that_asks_for_nothing() {
    let folder = analysed("questions");
    let said = done(&folder, "typing --analysis out --questions visits,monetary --ask visits=<b>How_often?");
    let tested = &said["tool"]["tested"];
    assert_eq!(
        said["tool"]["questions"][0]["column"], "visits",
        "what the segments differ in is asked first"
    );
    assert_eq!(tested["n"], 120);
    assert!(tested["accuracy"].as_f64().unwrap() > 0.95 && tested["is_better"] == true, "{tested}");
    let page = fs::read_to_string(folder.join("out/typing.html")).unwrap();
    assert!(page.contains("default-src 'none'") && page.contains("&lt;b&gt;How_often?"), "{page}");
    assert!(!page.contains("<b>") && !page.contains("http:") && !page.contains("https:"));
    let said = done(&folder, "typing --analysis out --questions monetary");
    assert_eq!(said["tool"]["tested"]["is_better"], false, "{said}");
    assert!(said["words"].as_str().unwrap().ends_with("do not use it."), "{said}");
    assert_eq!(refused(&folder, "typing --analysis out --questions colour"), "no_questions");
}
