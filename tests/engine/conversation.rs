//! Scripts of commands against the workbench, and messages across the gap.

use enclave::engine::by_name::ByName;
use enclave::engine::error::EngineError;
use enclave::engine::export::{Format, Safety};
use enclave::engine::features::{AsOf, FrequencyRule};
use enclave::engine::progress::{Observer, Stage, Unobserved};
use enclave::engine::recipe::{Recipe, RecipeError};
use enclave::engine::sample::Sample;
use enclave::engine::segmentation::{GroupsOptions, Method, SegmentId};
use enclave::engine::table::{ReadingOptions, Source, SourceSummary, TableError};
use enclave::engine::{Analysis, run};
use enclave::worker::protocol::{Answer, Command, Event, JobId, PeoplePage, Request};
use enclave::worker::workbench::Workbench;

/// Remembers at which stages work was done.
#[derive(Default)]
struct Stages(Vec<Stage>);

impl Observer for Stages {
    fn progress(&mut self, stage: Stage, _fraction: f32) {
        if self.0.last() != Some(&stage) {
            self.0.push(stage);
        }
    }
}

fn open(bench: &mut Workbench, sample: Sample) -> SourceSummary {
    let command = Command::OpenSample { sample, reading: ReadingOptions::default() };
    match bench.handle(command, &mut Unobserved).unwrap() {
        (Answer::Opened(summary), None) => *summary,
        other => panic!("opened, not {other:?}"),
    }
}

fn analyse(bench: &mut Workbench, recipe: &Recipe, observer: &mut dyn Observer) -> Analysis {
    match bench.handle(Command::Run { recipe: recipe.clone() }, observer).unwrap() {
        (Answer::Analysed(analysis), None) => *analysis,
        other => panic!("analysed, not {other:?}"),
    }
}

/// The same recipe on the same sample, from the start.
fn from_scratch(sample: Sample, recipe: &Recipe) -> Analysis {
    let source = Source::from_bytes(sample.file_name(), &sample.bytes(), &recipe.reading).unwrap();
    run(&source, &recipe.check().unwrap(), &mut Unobserved).unwrap().analysis
}

fn shop() -> (Workbench, Recipe) {
    let mut bench = Workbench::default();
    let summary = open(&mut bench, Sample::ShopOrders);
    (bench, Recipe::suggest(&summary))
}

#[test]
fn every_sample_leads_to_segments_with_nothing_but_suggestions() {
    for sample in Sample::ALL {
        let mut bench = Workbench::default();
        let recipe = Recipe::suggest(&open(&mut bench, sample));
        let analysis = analyse(&mut bench, &recipe, &mut Unobserved);
        assert!(analysis.profiles.segments.len() > 1, "{sample:?}");
        assert_eq!(analysis, from_scratch(sample, &recipe), "{sample:?}");
    }
}

#[test]
fn another_method_does_not_measure_again_and_gives_what_a_whole_run_gives() {
    let (mut bench, mut recipe) = shop();
    analyse(&mut bench, &recipe, &mut Unobserved);
    recipe.method = Method::Groups(GroupsOptions { k: Some(3), starts: 2, ..GroupsOptions::default() });
    let mut stages = Stages::default();
    let analysis = analyse(&mut bench, &recipe, &mut stages);
    assert!(!stages.0.contains(&Stage::Measuring), "{:?}", stages.0);
    assert!(stages.0.contains(&Stage::Segmenting), "{:?}", stages.0);
    assert_eq!(analysis, from_scratch(Sample::ShopOrders, &recipe));
}

#[test]
fn another_count_of_orders_measures_again() {
    let (mut bench, mut recipe) = shop();
    analyse(&mut bench, &recipe, &mut Unobserved);
    recipe.features.frequency = FrequencyRule::Rows;
    let analysis = analyse(&mut bench, &recipe, &mut Unobserved);
    assert_eq!(analysis, from_scratch(Sample::ShopOrders, &recipe));
}

#[test]
fn a_new_name_costs_no_new_grouping_and_gives_what_a_whole_run_gives() {
    let (mut bench, mut recipe) = shop();
    let before = analyse(&mut bench, &recipe, &mut Unobserved);
    let given = before.profiles.segments[0].segment.given_name.clone();
    recipe.names.insert(given, "Our best".to_owned());
    let mut stages = Stages::default();
    let renamed = analyse(&mut bench, &recipe, &mut stages);
    assert_eq!(stages.0, []);
    assert_eq!(renamed.profiles.segments[0].segment.name, "Our best");
    assert_eq!(renamed, from_scratch(Sample::ShopOrders, &recipe));
    recipe.names = ByName::new();
    assert_eq!(analyse(&mut bench, &recipe, &mut Unobserved), before);
}

#[test]
fn the_result_on_screen_survives_a_run_that_fails() {
    let (mut bench, recipe) = shop();
    let before = analyse(&mut bench, &recipe, &mut Unobserved);
    let too_early = Recipe { features: recipe.features.clone(), ..recipe.clone() };
    let mut too_early = too_early;
    too_early.features.as_of = AsOf::Day(0);
    let failed = bench.handle(Command::Run { recipe: too_early }, &mut Unobserved);
    assert!(matches!(failed, Err(EngineError::Features(_) | EngineError::Segmentation(_))), "{failed:?}");
    let format = Format::Analysis;
    let (_, bytes) = bench.handle(Command::Export { format }, &mut Unobserved).unwrap();
    let text = String::from_utf8(bytes.unwrap()).unwrap();
    assert!(text.contains(&before.fingerprint), "{text}");
    assert_eq!(analyse(&mut bench, &recipe, &mut Unobserved), before);
}

#[test]
fn a_recipe_that_was_exported_gives_the_identical_result() {
    let (mut bench, mut recipe) = shop();
    recipe.names.insert("Champions".to_owned(), "Our best".to_owned());
    let before = analyse(&mut bench, &recipe, &mut Unobserved);
    let (_, bytes) = bench.handle(Command::Export { format: Format::Recipe }, &mut Unobserved).unwrap();
    let saved = Recipe::from_json(std::str::from_utf8(&bytes.unwrap()).unwrap()).unwrap();
    let mut fresh = Workbench::default();
    open(&mut fresh, Sample::ShopOrders);
    assert_eq!(analyse(&mut fresh, &saved, &mut Unobserved), before);
}

#[test]
fn a_recipe_that_cannot_run_is_refused_before_any_work() {
    let (mut bench, mut recipe) = shop();
    recipe.method = Method::Groups(GroupsOptions { k: Some(99), ..GroupsOptions::default() });
    let mut stages = Stages::default();
    let refused = bench.handle(Command::Run { recipe }, &mut stages);
    assert!(matches!(refused, Err(EngineError::Recipe(RecipeError::OutOfRange { .. }))), "{refused:?}");
    assert_eq!(stages.0, []);
}

#[test]
fn pages_of_people_add_up_to_everyone_and_to_each_segment() {
    let (mut bench, recipe) = shop();
    let analysis = analyse(&mut bench, &recipe, &mut Unobserved);
    let mut page = |segment, first, n| {
        let command = Command::People { segment, first, n };
        match bench.handle(command, &mut Unobserved).unwrap() {
            (Answer::People(page), None) => page,
            other => panic!("people, not {other:?}"),
        }
    };
    let everyone = page(None, 0, 50);
    assert_eq!(everyone.n_total, analysis.profiles.everyone.n + analysis.profiles.n_unassigned);
    assert_eq!(everyone.rows.len(), 50);
    assert!(everyone.rows.iter().all(|row| row.len() == everyone.columns.len()));
    for profile in &analysis.profiles.segments {
        let PeoplePage { rows, n_total, .. } = page(Some(profile.segment.id), 0, usize::MAX);
        assert_eq!((rows.len(), n_total), (profile.group.n, profile.group.n));
        assert!(rows.iter().all(|row| row[1] == profile.segment.name));
    }
    let last = everyone.n_total - 1;
    assert_eq!(page(None, last, 50).rows.len(), 1);
    assert_eq!(page(None, last + 1, 50).rows.len(), 0);
}

#[test]
fn an_export_is_previewed_as_it_is_written() {
    let (mut bench, recipe) = shop();
    analyse(&mut bench, &recipe, &mut Unobserved);
    let format = Format::Customers { segments: vec![SegmentId(0)], safety: Safety::Exact };
    let (answer, bytes) = bench.handle(Command::Export { format: format.clone() }, &mut Unobserved).unwrap();
    let Answer::Exported { n_rows, .. } = answer else { panic!("exported, not {answer:?}") };
    let text = String::from_utf8(bytes.unwrap()).unwrap();
    assert_eq!(text.lines().count(), n_rows + 1);
    let (answer, _) = bench.handle(Command::Preview { format, n: 5 }, &mut Unobserved).unwrap();
    let Answer::Preview(start) = answer else { panic!("a preview, not {answer:?}") };
    assert_eq!(start.lines().count(), 6);
    assert!(text.starts_with(&start));
}

#[test]
fn pasted_rows_are_read_like_a_file() {
    let text = "customer;day;amount\nA;2026-01-02;10,50\nB;2026-01-03;4,00\n".to_owned();
    let reading = ReadingOptions::default();
    let mut bench = Workbench::default();
    let (answer, _) = bench.handle(Command::OpenText { text, reading }, &mut Unobserved).unwrap();
    let Answer::Opened(summary) = answer else { panic!("opened, not {answer:?}") };
    assert_eq!((summary.n_rows, summary.columns.len()), (2, 3));
}

#[test]
fn a_source_that_cannot_be_read_leaves_the_one_before_open() {
    let (mut bench, recipe) = shop();
    let command = Command::OpenText { text: " \n\n".to_owned(), reading: ReadingOptions::default() };
    let refused = bench.handle(command, &mut Unobserved);
    assert!(matches!(refused, Err(EngineError::Table(TableError::Empty))), "{refused:?}");
    assert!(!analyse(&mut bench, &recipe, &mut Unobserved).profiles.segments.is_empty());
}

#[test]
fn problem_rows_can_be_saved_before_any_run() {
    let text = "customer,day,amount\nA,2026-01-02,10\nB,2026-01-03,ten\nC,2026-01-04,12\nD,2026-01-05,8\n";
    let mut bench = Workbench::default();
    let reading = ReadingOptions::default();
    let command = Command::OpenText { text: text.to_owned(), reading };
    bench.handle(command, &mut Unobserved).unwrap();
    let (answer, bytes) =
        bench.handle(Command::Export { format: Format::Problems }, &mut Unobserved).unwrap();
    assert!(matches!(answer, Answer::Exported { .. }), "{answer:?}");
    assert!(bytes.is_some_and(|it| !it.is_empty()));
}

#[test]
fn every_request_survives_the_crossing() {
    let recipe = Recipe::default();
    let format = Format::Customers { segments: vec![SegmentId(3)], safety: Safety::Spreadsheet };
    let reading = ReadingOptions { skip_lines: Some(2), ..ReadingOptions::default() };
    let commands = [
        Command::Open { name: "März.csv".to_owned(), reading: reading.clone() },
        Command::OpenText { text: "a\tb\n".to_owned(), reading: reading.clone() },
        Command::OpenSample { sample: Sample::BusinessAccounts, reading },
        Command::Run { recipe },
        Command::People { segment: Some(SegmentId(1)), first: 50, n: 25 },
        Command::Problems { n: 100 },
        Command::Export { format: format.clone() },
        Command::Preview { format, n: 5 },
    ];
    for (n, command) in (1..).zip(commands) {
        let request = Request { job: JobId(n), command, beside: None };
        assert_eq!(Request::decode(&request.encode()), Ok(request));
    }
}

#[test]
fn every_event_survives_the_crossing() {
    let (mut bench, mut recipe) = shop();
    let summary = open(&mut bench, Sample::ShopOrders);
    let rfm = analyse(&mut bench, &recipe, &mut Unobserved);
    recipe.method = Method::Groups(GroupsOptions { k: Some(2), starts: 1, ..GroupsOptions::default() });
    let groups = analyse(&mut bench, &recipe, &mut Unobserved);
    let answers = [
        Answer::Opened(Box::new(summary)),
        Answer::Analysed(Box::new(rfm)),
        Answer::Analysed(Box::new(groups)),
        bench.handle(Command::People { segment: None, first: 0, n: 3 }, &mut Unobserved).unwrap().0,
        bench.handle(Command::Problems { n: 3 }, &mut Unobserved).unwrap().0,
        bench.handle(Command::Export { format: Format::Recipe }, &mut Unobserved).unwrap().0,
        bench.handle(Command::Preview { format: Format::Recipe, n: 3 }, &mut Unobserved).unwrap().0,
    ];
    let job = JobId(7);
    let done = answers.map(|answer| Event::Done { job, answer });
    let others = [
        Event::Ready,
        Event::Progress { job, stage: Stage::Segmenting, fraction: 0.25, n_rows: 0 },
        Event::Failed { job, error: RecipeError::TooNew { found: 9, known: 1 }.into() },
    ];
    for event in done.into_iter().chain(others) {
        assert_eq!(Event::decode(&event.encode()), Ok(event));
    }
}

#[test]
fn bytes_that_are_no_message_are_refused() {
    assert!(Event::decode(&[]).is_err());
    assert!(Event::decode(&[250, 1, 2, 3]).is_err());
    assert!(Request::decode(&[1, 255, 255, 255, 255, 255]).is_err());
}
