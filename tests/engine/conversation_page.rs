//! Scripts of news against the page's session.

use enclave::engine::progress::{Stage, Unobserved};
use enclave::engine::recipe::Recipe;
use enclave::engine::sample::Sample;
use enclave::engine::segmentation::{Method, RfmMap, RfmOptions};
use enclave::engine::table::{Kind, ReadingOptions, Role, TableError};
use enclave::session::{self, Fault, Goal, Job, Locked, Next, Session, Step, Task};
use enclave::worker::protocol::{Answer, Command, Event, JobId};
use enclave::worker::workbench::Workbench;

/// A page with its worker, without the gap between them.
struct Desk {
    session: Session,
    bench: Workbench,
    last: u32,
}

impl Desk {
    fn new() -> Self {
        Self { session: Session::default(), bench: Workbench::default(), last: 0 }
    }

    /// A page that has a sample's segments on screen.
    fn with_segments(sample: Sample) -> Self {
        let mut desk = Self::new();
        let next = desk.open(sample, ReadingOptions::default());
        assert_eq!(next, Next::Run(Goal::Segments));
        assert_eq!(desk.run(Goal::Segments), Next::ShowSegments);
        desk
    }

    fn begin(&mut self, task: Task) -> JobId {
        self.last += 1;
        self.session.begin(JobId(self.last), task);
        JobId(self.last)
    }

    fn answer(&mut self, job: JobId, command: Command) -> Next {
        let event = match self.bench.handle(command, &mut Unobserved) {
            Ok((answer, _)) => Event::Done { job, answer },
            Err(error) => Event::Failed { job, error },
        };
        self.session.apply(event)
    }

    fn opening(&self, reading: &ReadingOptions) -> Task {
        Task::Opening {
            name: "a file".to_owned(),
            project: format!("project{}", self.last),
            companions: Vec::new(),
            reading: Box::new(reading.clone()),
            goal: Goal::Segments,
        }
    }

    fn open(&mut self, sample: Sample, reading: ReadingOptions) -> Next {
        let job = self.begin(self.opening(&reading));
        self.answer(job, Command::OpenSample { sample, reading })
    }

    fn run(&mut self, goal: Goal) -> Next {
        let recipe = self.session.draft.clone();
        let job = self.begin(Task::Analysing { recipe: Box::new(recipe.clone()), goal });
        self.answer(job, Command::Run { recipe })
    }

    /// What the page does when the draft wants the file read another way.
    fn reread(&mut self, sample: Sample) -> Next {
        let reading = self.session.wanted_reading().unwrap().0.clone();
        let job = self.begin(Task::Rereading { reading: Box::new(reading.clone()), companions: Vec::new() });
        self.answer(job, Command::OpenSample { sample, reading })
    }
}

#[test]
fn a_sample_leads_straight_to_its_segments() {
    let desk = Desk::with_segments(Sample::ShopOrders);
    assert_eq!(desk.session.step(), Some(Step::Export));
    assert!(!desk.session.is_stale());
    assert_eq!(desk.session.job, Job::Idle);
}

#[test]
fn progress_of_the_job_is_shown_and_of_others_is_not() {
    let mut desk = Desk::new();
    let job = desk.begin(desk.opening(&ReadingOptions::default()));
    let progress = |job, fraction| Event::Progress { job, stage: Stage::Reading, fraction, n_rows: 5 };
    desk.session.apply(progress(job, 0.5));
    desk.session.apply(progress(JobId(99), 0.9));
    let Job::Running(running) = &desk.session.job else { panic!("running") };
    assert!((running.fraction - 0.5).abs() < f32::EPSILON);
    assert_eq!(running.n_rows, 5);
}

#[test]
fn an_answer_to_an_older_job_is_dropped() {
    let mut desk = Desk::with_segments(Sample::ShopOrders);
    let shown = desk.session.shown.clone();
    let old = desk.begin(Task::Analysing { recipe: Box::default(), goal: Goal::Stay });
    let recipe = desk.session.draft.clone();
    let new = desk.begin(Task::Analysing { recipe: Box::new(recipe), goal: Goal::Stay });
    let error = TableError::Empty.into();
    assert_eq!(desk.session.apply(Event::Failed { job: old, error }), Next::Wait);
    assert!(matches!(&desk.session.job, Job::Running(it) if it.id == new));
    assert_eq!(desk.session.shown, shown);
}

#[test]
fn an_answer_after_cancel_is_dropped() {
    let mut desk = Desk::new();
    let reading = ReadingOptions::default();
    let job = desk.begin(desk.opening(&reading));
    desk.session.cancel();
    desk.answer(job, Command::OpenSample { sample: Sample::ShopOrders, reading });
    assert!(matches!(&desk.session.job, Job::Cancelled(Task::Opening { name, .. }) if name == "a file"));
    assert!(desk.session.source.is_none());
}

#[test]
fn after_a_failure_the_result_before_is_still_there_and_the_next_run_works() {
    let mut desk = Desk::with_segments(Sample::ShopOrders);
    let shown = desk.session.shown.clone();
    desk.session.change("role", |draft| draft.mapping.columns.retain(|it| it.role != Role::Customer));
    desk.run(Goal::Stay);
    assert!(matches!(&desk.session.job, Job::Failed(it) if matches!(it.fault, Fault::Engine(_))));
    assert_eq!(desk.session.shown, shown);
    assert!(desk.session.is_stale());
    assert_eq!(desk.session.undo().as_deref(), Some("role"));
    desk.run(Goal::Stay);
    assert_eq!(desk.session.job, Job::Idle);
    assert!(!desk.session.is_stale());
}

#[test]
fn twenty_changes_undone_are_the_recipe_before_them() {
    let mut desk = Desk::with_segments(Sample::ShopOrders);
    let before = desk.session.draft.clone();
    for n in 0..20 {
        let name = format!("name {n}");
        desk.session
            .change(&name, |it| it.names.insert("Champions".to_owned(), name.clone()).map_or((), drop));
    }
    let after = desk.session.draft.clone();
    for n in (0..20).rev() {
        assert_eq!(desk.session.undo(), Some(format!("name {n}")));
    }
    assert_eq!(desk.session.draft, before);
    assert_eq!(desk.session.undo(), None);
    while desk.session.redo().is_some() {}
    assert_eq!(desk.session.draft, after);
}

#[test]
fn a_hundred_changes_can_be_undone() {
    let mut session = Session::default();
    for n in 0..150 {
        session.change("name", |it| it.names.insert("A".to_owned(), n.to_string()).map_or((), drop));
    }
    let n_undone = std::iter::from_fn(|| session.undo()).count();
    assert_eq!(n_undone, 150);
}

#[test]
fn a_change_that_changes_nothing_is_not_remembered() {
    let mut session = Session::default();
    assert!(!session.change("method", |_| ()));
    assert_eq!(session.history.undoes(), None);
}

#[test]
fn a_new_change_forgets_what_was_undone() {
    let mut session = Session::default();
    session.change("one", |it| it.version = 2);
    session.undo();
    session.change("two", |it| it.version = 3);
    assert_eq!(session.history.redoes(), None);
    assert_eq!(session.history.undoes(), Some("two"));
}

#[test]
fn another_type_reads_the_file_again_and_keeps_the_mapping() {
    let mut desk = Desk::with_segments(Sample::CustomerList);
    let mapping = desk.session.draft.mapping.clone();
    let column = mapping.columns.last().unwrap().name.clone();
    desk.session.change("type", |it| {
        it.reading.kinds.insert(column.clone(), Kind::Text);
    });
    assert!(desk.session.wanted_reading().is_some());
    assert_eq!(desk.reread(Sample::CustomerList), Next::Run(Goal::Stay));
    assert_eq!(desk.session.draft.mapping, mapping);
    assert_eq!(desk.session.wanted_reading(), None);
    let source = desk.session.source.clone().unwrap();
    assert!(source.columns.iter().any(|it| it.name == column && it.kind == Kind::Text));
    desk.session.undo();
    assert_eq!(desk.reread(Sample::CustomerList), Next::Run(Goal::Stay));
    assert_eq!(desk.session.wanted_reading(), None);
}

#[test]
fn without_a_header_the_columns_have_other_names_and_another_mapping() {
    let mut desk = Desk::with_segments(Sample::ShopOrders);
    desk.session.change("header", |it| it.reading.has_header = Some(false));
    desk.reread(Sample::ShopOrders);
    let source = desk.session.source.clone().unwrap();
    let is_there = |name: &str| source.columns.iter().any(|it| it.name == name);
    assert!(desk.session.draft.mapping.columns.iter().all(|it| is_there(&it.name)));
}

#[test]
fn a_recipe_on_its_own_file_gives_the_identical_analysis() {
    let mut first = Desk::with_segments(Sample::ShopOrders);
    first.session.change("map", |it| {
        it.method = Method::Rfm(RfmOptions { map: RfmMap::TenGrid, ..RfmOptions::default() });
        it.names.insert("Champions".to_owned(), "Our best".to_owned());
    });
    first.run(Goal::Stay);
    let wanted = first.session.shown.clone().unwrap();
    let recipe = Recipe::from_json(&wanted.recipe.to_json()).unwrap();

    let mut second = Desk::with_segments(Sample::ShopOrders);
    assert_eq!(second.session.replay(recipe), Next::Run(Goal::Segments));
    assert_eq!(second.run(Goal::Segments), Next::ShowSegments);
    let shown = second.session.shown.clone().unwrap();
    assert_eq!((&shown.recipe, &*shown.analysis), (&wanted.recipe, &*wanted.analysis));
    assert_eq!(second.session.undo().as_deref(), Some("recipe"));
}

#[test]
fn a_recipe_that_reads_the_file_another_way_waits_for_that() {
    let mut desk = Desk::with_segments(Sample::ShopOrders);
    let mut recipe = desk.session.draft.clone();
    let before = recipe.clone();
    let column = recipe.mapping.columns[0].name.clone();
    recipe.reading.kinds.insert(column, Kind::Text);
    assert_eq!(desk.session.replay(recipe.clone()), Next::Reread);
    assert_eq!(desk.session.draft, before);
    assert_eq!(desk.reread(Sample::ShopOrders), Next::Run(Goal::Segments));
    assert_eq!(desk.session.draft, recipe);
    assert_eq!(desk.session.wanted_reading(), None);
}

#[test]
fn a_recipe_opened_first_waits_for_its_file() {
    let recipe = Desk::with_segments(Sample::ShopOrders).session.draft;
    let mut desk = Desk::new();
    assert_eq!(desk.session.replay(recipe.clone()), Next::Wait);
    assert_eq!(desk.session.awaited, Some(recipe.clone()));
    assert_eq!(desk.open(Sample::ShopOrders, recipe.reading.clone()), Next::Run(Goal::Segments));
    assert_eq!(desk.session.awaited, None);
    assert_eq!(desk.session.draft, recipe);
}

#[test]
fn a_recipe_of_another_file_says_which_columns_are_missing() {
    let recipe = Desk::with_segments(Sample::ShopOrders).session.draft;
    let mut desk = Desk::with_segments(Sample::BusinessAccounts);
    assert_eq!(desk.session.replay(recipe.clone()), Next::ShowImportAndRun);
    let mismatch = desk.session.mismatch.clone().unwrap();
    let source = desk.session.source.clone().unwrap();
    let is_missing = |name: &str| !source.columns.iter().any(|it| it.name == name);
    let named = recipe.mapping.columns.iter().filter(|it| is_missing(&it.name)).count();
    assert!(named > 0);
    assert_eq!(mismatch.columns.len(), named);
    assert!(mismatch.columns.iter().all(|(name, _)| is_missing(name)));
    assert!(desk.session.draft.mapping.columns.iter().all(|it| !is_missing(&it.name)));
}

#[test]
fn a_second_file_forgets_the_first() {
    let mut desk = Desk::with_segments(Sample::ShopOrders);
    desk.session.change("name", |it| it.names.insert("A".to_owned(), "B".to_owned()).map_or((), drop));
    let project = desk.session.project.clone();
    desk.open(Sample::BusinessAccounts, ReadingOptions::default());
    assert!(desk.session.shown.is_none());
    assert!(desk.session.draft.names.is_empty());
    assert_eq!(desk.session.history.undoes(), None);
    assert_ne!(desk.session.project, project);
}

#[test]
fn steps_open_one_after_the_other() {
    let mut desk = Desk::new();
    assert_eq!(desk.session.locked("", Step::Import), Some(Locked::NoSource));
    assert_eq!(desk.session.locked("gone", Step::Import), Some(Locked::OtherProject));
    desk.open(Sample::ShopOrders, ReadingOptions::default());
    let project = desk.session.project.clone();
    assert_eq!(desk.session.locked(&project, Step::Method), None);
    assert_eq!(desk.session.locked(&project, Step::Segments), Some(Locked::NoSegments));
    desk.run(Goal::Stay);
    assert!(Step::ALL.iter().all(|it| desk.session.locked(&project, *it).is_none()));
    assert_eq!(desk.session.locked("other", Step::Segments), Some(Locked::OtherProject));
}

#[test]
fn a_page_of_people_is_taken_once_and_only_if_asked_for() {
    let mut desk = Desk::with_segments(Sample::ShopOrders);
    let asked = Command::People { segment: None, first: 0, n: 2 };
    let answer = desk.bench.handle(asked, &mut Unobserved).unwrap().0;
    let event = |job| Event::Done { job, answer: answer.clone() };
    desk.session.apply(event(JobId(50)));
    assert!(desk.session.people.is_none());
    desk.session.asides.push(JobId(51));
    desk.session.apply(event(JobId(51)));
    assert!(desk.session.people.is_some());
    assert!(desk.session.asides.is_empty());
}

#[test]
fn bytes_are_saved_only_for_an_export_that_was_asked_for() {
    let mut session = Session::default();
    let answer =
        Answer::Exported { file_name: "a.csv".to_owned(), media_type: "text/csv".to_owned(), n_rows: 1 };
    let event = |job| Event::Done { job, answer: answer.clone() };
    assert_eq!(session.apply(event(JobId(1))), Next::Wait);
    session.asides.push(JobId(2));
    assert_eq!(session.apply(event(JobId(2))), Next::Save);
}

#[test]
fn closing_keeps_what_the_person_likes_and_nothing_of_the_file() {
    let mut desk = Desk::with_segments(Sample::ShopOrders);
    desk.session.preferences.has_letter_keys = false;
    desk.session.close();
    assert!(!desk.session.preferences.has_letter_keys);
    assert!(desk.session.source.is_none() && desk.session.shown.is_none());
    assert_eq!(desk.session.draft, Recipe::default());
}

#[test]
fn a_name_is_given_and_taken_back() {
    let mut session = Session::default();
    assert!(session.rename("Champions", "  Our best "));
    assert_eq!(session.draft.names.get("Champions").map(String::as_str), Some("Our best"));
    assert!(!session.rename("Champions", "Our best"));
    assert!(session.rename("Champions", ""));
    assert!(session.draft.names.is_empty());
    assert!(!session.rename("Champions", "Champions"));
    assert_eq!(session.notices.len(), 2);
}

#[test]
fn a_sample_that_cannot_be_grouped_leads_to_its_columns() {
    let mut desk = Desk::new();
    desk.open(Sample::ShopOrders, ReadingOptions::default());
    desk.session.change("role", |draft| draft.mapping.columns.clear());
    assert_eq!(desk.run(Goal::Segments), Next::ShowImport);
}

#[test]
fn a_recipe_whose_reading_fails_is_given_up() {
    let mut desk = Desk::with_segments(Sample::ShopOrders);
    let mut recipe = desk.session.draft.clone();
    recipe.reading.skip_lines = Some(1_000_000);
    assert_eq!(desk.session.replay(recipe), Next::Reread);
    let reading = desk.session.wanted_reading().unwrap().0.clone();
    let job = desk.begin(Task::Rereading { reading: Box::new(reading), companions: Vec::new() });
    assert_eq!(desk.session.apply(Event::Failed { job, error: TableError::Empty.into() }), Next::Wait);
    assert!(matches!(desk.session.job, Job::Failed(_)));
    assert_eq!(desk.session.wanted_reading(), None);
    assert!(!desk.session.is_stale());
}

#[test]
fn a_run_of_the_draft_is_led_on_and_one_of_another_draft_is_not() {
    let mut desk = Desk::with_segments(Sample::ShopOrders);
    let recipe = Box::new(desk.session.draft.clone());
    let job = desk.begin(Task::Analysing { recipe: recipe.clone(), goal: Goal::Stay });
    assert!(desk.session.redirect(Goal::Segments));
    assert_eq!(desk.answer(job, Command::Run { recipe: *recipe.clone() }), Next::ShowSegments);
    desk.begin(Task::Analysing { recipe, goal: Goal::Stay });
    desk.session.change("name", |it| it.names.insert("A".to_owned(), "B".to_owned()).map_or((), drop));
    assert!(!desk.session.redirect(Goal::Segments));
}

#[test]
fn a_file_opened_in_place_of_another_can_be_undone_with_everything_as_it_was_left() {
    let mut desk = Desk::with_segments(Sample::ShopOrders);
    let given = "Champions";
    assert!(desk.session.rename(given, "My best"));
    let left = desk.session.clone();
    assert_eq!(desk.open(Sample::CustomerList, ReadingOptions::default()), Next::Run(Goal::Segments));
    assert_ne!(desk.session.project, left.project);
    assert_eq!(undoes_of(&desk.session).as_deref(), Some("opening sample-customer-list.csv"));
    assert!(desk.session.notices.iter().any(|it| it.can_undo && it.text.contains("in place of")));

    let newer = desk.session.clone();
    let back = desk.session.go_back().unwrap();
    let Task::Opening { reading, .. } = &back else { panic!("going back opens a file") };
    let command = Command::OpenSample { sample: Sample::ShopOrders, reading: (**reading).clone() };
    let job = desk.begin(back);
    assert_eq!(desk.answer(job, command), Next::ShowImportAndRun);
    assert_eq!((&desk.session.project, &desk.session.draft), (&left.project, &left.draft));
    assert_eq!(undoes_of(&desk.session).as_deref(), Some("name of a segment"));
    let forth = desk.session.go_back().unwrap();
    assert!(matches!(forth, Task::Opening { project, .. } if project == newer.project));
}

#[test]
fn a_way_back_that_fails_leaves_what_is_open() {
    let mut desk = Desk::with_segments(Sample::ShopOrders);
    desk.open(Sample::CustomerList, ReadingOptions::default());
    let open = desk.session.clone();
    let back = desk.session.go_back().unwrap();
    let job = desk.begin(back);
    desk.session.apply(Event::Failed { job, error: TableError::Unreadable.into() });
    assert_eq!((&desk.session.project, &desk.session.draft), (&open.project, &open.draft));
    assert_eq!(desk.session.earlier, open.earlier);
}

fn undoes_of(session: &Session) -> Option<String> {
    session::undoes(&session.history, session.source.as_deref(), session.earlier.is_some())
}
