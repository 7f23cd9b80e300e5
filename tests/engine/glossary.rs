//! The words that are explained, and the tour.

use std::fs;
use std::path::Path;

use enclave::engine::learning::tour::{QUESTIONS, STOPS};
use enclave::engine::learning::words;
use enclave::engine::present::glossary::{GLOSSARY, find, of_chart};
use enclave::engine::sample::Example;

/// What stands between a beginning and the next quote in the files of a folder.
fn quoted_behind(beginning: &str, folder: &Path, ids: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            quoted_behind(beginning, &path, ids);
        } else if let Ok(text) = fs::read_to_string(&path) {
            let named = text.split(beginning).skip(1);
            ids.extend(named.filter_map(|it| it.split('"').next()).map(str::to_owned));
        }
    }
}

#[test]
fn words_stand_by_the_letters_of_their_ids_and_each_once() {
    assert!(GLOSSARY.windows(2).all(|it| it[0].id < it[1].id));
    let mut terms: Vec<_> = GLOSSARY.iter().map(|it| it.term).collect();
    terms.sort_unstable();
    terms.dedup();
    assert_eq!(terms.len(), GLOSSARY.len());
}

#[test]
fn every_word_is_said_in_whole_sentences_and_leads_on_to_words_that_are_there() {
    for it in GLOSSARY {
        assert!(it.plain.ends_with('.') && it.exact.ends_with('.'), "{}", it.id);
        assert!(it.id.bytes().all(|it| it.is_ascii_lowercase() || it == b'-'), "{}", it.id);
        assert!(!it.see.is_empty(), "{}", it.id);
        for other in it.see {
            assert!(find(other).is_some() && *other != it.id, "{} leads to {other}", it.id);
        }
    }
}

#[test]
fn what_has_a_button_beside_it_is_explained() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui");
    let mut ids = Vec::new();
    quoted_behind("<Explain id=\"", &page, &mut ids);
    assert!(ids.len() >= 4, "{ids:?}");
    for id in ids {
        assert!(find(&id).is_some(), "{id}");
    }
}

#[test]
fn every_chart_has_a_word_that_says_what_it_shows() {
    let charts = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui/charts");
    let mut names = Vec::new();
    quoted_behind("<Figure caption name=\"", &charts, &mut names);
    assert!(names.len() >= 20, "{names:?}");
    for name in names {
        assert!(of_chart(&name).and_then(find).is_some(), "{name}");
    }
}

#[test]
fn the_plain_words_are_plain() {
    for it in GLOSSARY {
        for word in ["silhouette", "centroid", "cluster", "variable", "p-value", "Jaccard", "chi-square"] {
            assert!(!it.plain.contains(word), "{} says {word}", it.id);
        }
    }
}

#[test]
fn every_stop_and_every_example_says_what_to_see() {
    for it in STOPS {
        assert!(it.text.ends_with('.') && !it.title.ends_with('.'), "{}", it.title);
    }
    for it in QUESTIONS {
        assert!(
            it.right < it.answers.len() && it.ask.ends_with('?') && it.because.ends_with('.'),
            "{}",
            it.ask
        );
    }
    for it in Example::ALL.map(words) {
        assert!(it.question.ends_with('?'), "{}", it.question);
        assert!(it.look_for.iter().all(|it| it.ends_with('.')), "{}", it.name);
    }
}
