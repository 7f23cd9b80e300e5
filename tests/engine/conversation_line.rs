//! Scripts of jobs in line before a worker.

use enclave::engine::export::Format;
use enclave::engine::recipe::Recipe;
use enclave::engine::table::ReadingOptions;
use enclave::worker::line::{Line, Posted};
use enclave::worker::protocol::{Command, JobId};

type Desk = Line<&'static str>;

fn open(name: &str) -> Command {
    Command::Open { name: name.to_owned(), reading: ReadingOptions::default() }
}

fn run(version: u32) -> Command {
    Command::Run { recipe: Recipe { version, ..Recipe::default() } }
}

fn people(first: usize) -> Command {
    Command::People { segment: None, first, n: 10 }
}

fn export() -> Command {
    Command::Export { format: Format::Recipe }
}

/// A line whose worker has read a file in 100 ms and run version 1 of a recipe.
fn with_outcome() -> Desk {
    let mut line = Desk::default();
    let (opening, _) = line.add(open("a"), Some("handle"), 0.0);
    line.next(0.0).unwrap();
    assert!(line.end(opening, true, 100.0));
    let (running, _) = line.add(run(1), None, 100.0);
    line.next(100.0).unwrap();
    assert!(line.end(running, true, 150.0));
    line
}

fn posted(line: &mut Desk, now: f64) -> Option<Command> {
    line.next(now).map(|it| it.request.command)
}

/// Posts the next job and ends it at once.
fn step(line: &mut Desk, now: f64) -> Option<(Command, bool)> {
    let Posted { request, .. } = line.next(now)?;
    let is_wanted = line.end(request.job, true, now);
    Some((request.command, is_wanted))
}

#[test]
fn one_job_runs_at_a_time() {
    let mut line = Desk::default();
    line.add(open("a"), None, 0.0);
    line.add(run(1), None, 0.0);
    assert_eq!(posted(&mut line, 0.0), Some(open("a")));
    assert_eq!(posted(&mut line, 1.0), None);
}

#[test]
fn a_newer_run_takes_the_place_of_the_waiting_one() {
    let mut line = with_outcome();
    line.add(run(2), None, 200.0);
    posted(&mut line, 200.0);
    line.add(run(3), None, 210.0);
    let (_, ends_worker) = line.add(run(4), None, 220.0);
    assert!(!ends_worker);
    assert!(line.end(JobId(3), true, 300.0));
    assert_eq!(posted(&mut line, 300.0), Some(run(4)));
    assert_eq!(posted(&mut line, 300.0), None);
}

#[test]
fn a_run_that_takes_longer_than_reading_again_is_ended_for_a_newer_one() {
    let mut line = with_outcome();
    line.add(run(2), None, 200.0);
    posted(&mut line, 200.0);
    let (_, ends_worker) = line.add(run(3), None, 900.0);
    assert!(ends_worker);
    line.restart();
    assert_eq!(step(&mut line, 900.0), Some((open("a"), false)));
    assert_eq!(step(&mut line, 950.0), Some((run(3), true)));
}

#[test]
fn a_run_is_let_finish_where_reading_again_would_take_longer() {
    let mut line = Desk::default();
    let (opening, _) = line.add(open("large"), None, 0.0);
    line.next(0.0);
    line.end(opening, true, 5_000.0);
    line.add(run(1), None, 5_000.0);
    line.next(5_000.0);
    assert!(!line.add(run(2), None, 7_000.0).1);
    assert!(line.add(run(3), None, 10_001.0).1);
}

#[test]
fn exports_all_stay_in_line_and_pages_of_people_do_not() {
    let mut line = with_outcome();
    for command in [export(), export(), people(0), people(10)] {
        line.add(command, None, 200.0);
    }
    let order: Vec<_> = std::iter::from_fn(|| step(&mut line, 200.0)).map(|(it, _)| it).collect();
    assert_eq!(order, [export(), export(), people(10)]);
}

#[test]
fn opening_a_file_takes_the_place_of_everything() {
    let mut line = with_outcome();
    line.add(run(2), None, 200.0);
    posted(&mut line, 200.0);
    line.add(people(0), None, 200.0);
    let (_, ends_worker) = line.add(open("b"), None, 201.0);
    assert!(ends_worker);
    line.restart();
    assert_eq!(step(&mut line, 201.0), Some((open("b"), true)));
    assert_eq!(posted(&mut line, 201.0), None);
}

#[test]
fn after_cancel_the_source_is_read_again_and_nobody_hears_of_it() {
    let mut line = with_outcome();
    line.add(run(2), None, 200.0);
    posted(&mut line, 200.0);
    line.clear();
    line.restart();
    let reopening = line.next(210.0).unwrap();
    assert_eq!((reopening.request.command, reopening.file), (open("a"), Some("handle")));
    assert!(!line.is_wanted(reopening.request.job));
    assert!(!line.end(reopening.request.job, true, 300.0));
    assert_eq!(posted(&mut line, 300.0), None);
}

#[test]
fn a_new_worker_runs_what_is_on_screen_before_it_is_asked_about_it() {
    let mut line = with_outcome();
    line.restart();
    line.add(export(), None, 200.0);
    assert_eq!(step(&mut line, 200.0), Some((open("a"), false)));
    assert_eq!(step(&mut line, 300.0), Some((run(1), false)));
    assert_eq!(step(&mut line, 350.0), Some((export(), true)));
    line.add(people(0), None, 400.0);
    assert_eq!(step(&mut line, 400.0), Some((people(0), true)));
}

#[test]
fn an_answer_from_before_is_not_wanted() {
    let mut line = with_outcome();
    let (old, _) = line.add(run(2), None, 200.0);
    posted(&mut line, 200.0);
    line.clear();
    line.restart();
    assert!(!line.end(old, true, 210.0));
    assert!(!line.is_wanted(old));
}

#[test]
fn a_crash_names_the_job_and_keeps_the_source() {
    let mut line = with_outcome();
    let (id, _) = line.add(run(2), None, 200.0);
    posted(&mut line, 200.0);
    assert_eq!(line.crash(), Some(id));
    line.restart();
    assert_eq!(step(&mut line, 210.0), Some((open("a"), false)));
}

#[test]
fn a_source_that_breaks_the_worker_is_not_opened_for_ever() {
    let mut line = with_outcome();
    line.restart();
    posted(&mut line, 200.0);
    assert_eq!(line.crash(), None);
    line.restart();
    assert_eq!(posted(&mut line, 210.0), None);
}

#[test]
fn a_file_that_cannot_be_opened_leaves_the_one_before() {
    let mut line = with_outcome();
    let (id, _) = line.add(open("b"), None, 200.0);
    posted(&mut line, 200.0);
    assert!(line.end(id, false, 210.0));
    let reading = ReadingOptions { skip_lines: Some(1), ..ReadingOptions::default() };
    let (command, file) = line.reopening(&reading).unwrap();
    assert_eq!(command, Command::Open { name: "a".to_owned(), reading });
    assert_eq!(file, Some("handle"));
}

#[test]
fn the_source_before_the_open_one_can_be_asked_for_however_the_open_one_is_read() {
    let mut line = with_outcome();
    let reading = ReadingOptions { skip_lines: Some(2), ..ReadingOptions::default() };
    assert_eq!(line.reopening_earlier(&reading), None);
    let (again, file) = line.reopening(&reading).unwrap();
    line.add(again, file, 200.0);
    step(&mut line, 200.0);
    assert_eq!(line.reopening_earlier(&reading), None, "read another way it is the same source");
    line.add(open("b"), Some("other"), 300.0);
    step(&mut line, 300.0);
    let expected = Command::Open { name: "a".to_owned(), reading: reading.clone() };
    assert_eq!(line.reopening_earlier(&reading), Some((expected, Some("handle"))));
}
