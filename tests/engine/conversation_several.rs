//! Scripts about several files: the page's session and the workbench.

use enclave::engine::export::Format;
use enclave::engine::join::{Companion, JoinError, KeyChoice};
use enclave::engine::progress::Unobserved;
use enclave::engine::recipe::Recipe;
use enclave::engine::table::{Kind, ReadingOptions, Role, Source, TableError};
use enclave::engine::{EngineError, join};
use enclave::session::{Goal, Job, Next, Session, Task, numbered};
use enclave::worker::line::Line;
use enclave::worker::protocol::{Answer, Beside, Command, Event, JobId, Request};
use enclave::worker::workbench::Workbench;

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/fixtures/together/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// A page with its worker and the files it was given, by number.
struct Desk {
    session: Session,
    bench: Workbench,
    files: Vec<&'static str>,
    last: u32,
    n_read: usize,
}

impl Desk {
    /// A page on which a file is open.
    fn with(main: &str) -> Self {
        let mut desk = Self {
            session: Session::default(),
            bench: Workbench::default(),
            files: Vec::new(),
            last: 0,
            n_read: 0,
        };
        let source = Source::from_bytes(main, &bytes(main), &ReadingOptions::default()).unwrap();
        let answer = desk.bench.accept(source);
        let job = desk.begin(Task::Opening {
            name: main.to_owned(),
            project: "project".to_owned(),
            reading: Box::default(),
            companions: Vec::new(),
            goal: Goal::Import,
        });
        assert_eq!(desk.session.apply(Event::Done { job, answer }), Next::ShowImportAndRun);
        desk.run();
        desk
    }

    fn begin(&mut self, task: Task) -> JobId {
        self.last += 1;
        self.session.begin(JobId(self.last), task);
        JobId(self.last)
    }

    fn run(&mut self) -> Next {
        let recipe = self.session.draft.clone();
        let job = self.begin(Task::Analysing { recipe: Box::new(recipe.clone()), goal: Goal::Stay });
        let event = match self.bench.handle(Command::Run { recipe }, &mut Unobserved) {
            Ok((answer, _)) => Event::Done { job, answer },
            Err(error) => Event::Failed { job, error },
        };
        self.session.apply(event)
    }

    fn add(&mut self, file: &'static str) {
        self.files.push(file);
        self.session.add_companion(file, u32::try_from(self.files.len() - 1).unwrap());
    }

    /// What page and worker do when the draft wants other files.
    fn settle(&mut self) -> Next {
        let (reading, companions) = self.session.wanted_reading().unwrap();
        let (reading, companions) = (Box::new(reading.clone()), companions.to_vec());
        let numbered = numbered(&self.session.files, &companions);
        let job = self.begin(Task::Rereading { reading, companions });
        for (id, Companion { name, reading, .. }) in &numbered {
            if self.bench.lacks(*id, reading) {
                self.n_read += 1;
                let file = self.files[*id as usize];
                let source = Source::from_bytes(name, &bytes(file), reading).unwrap();
                self.bench.shelve(*id, reading, source);
            }
        }
        let answer = self.bench.join(&numbered).unwrap();
        self.session.apply(Event::Done { job, answer })
    }

    fn roles(&self) -> Vec<(String, Role)> {
        self.session.draft.mapping.columns.iter().map(|it| (it.name.clone(), it.role)).collect()
    }

    fn export(&mut self, format: Format) -> Vec<u8> {
        self.bench.handle(Command::Export { format }, &mut Unobserved).unwrap().1.unwrap()
    }
}

#[test]
fn a_file_that_is_added_brings_its_columns_and_changes_no_other_choice() {
    let mut desk = Desk::with("orders.csv");
    let before = desk.roles();
    desk.add("customers.csv");
    assert_eq!(desk.settle(), Next::Run(Goal::Stay));
    let after = desk.roles();
    assert_eq!(after[..before.len()], before);
    assert!(after.contains(&("country (customers.csv)".to_owned(), Role::Country)));
    assert!(after.contains(&("loyalty_points (customers.csv)".to_owned(), Role::Feature)));
    let together = desk.session.together.as_deref().unwrap();
    assert_eq!(together.joins[0].main.n_keys_matched, 69);
    assert_eq!(together.companions[0].n_rows, 84);
    assert_eq!(desk.run(), Next::Wait);
    assert!(desk.session.shown.is_some() && !desk.session.is_stale());
}

#[test]
fn a_file_that_is_removed_takes_its_columns_along_and_undo_brings_both_back() {
    let mut desk = Desk::with("orders.csv");
    let alone = desk.roles();
    desk.add("customers.csv");
    desk.settle();
    let joined = desk.session.draft.clone();
    desk.session.remove_companion("customers.csv");
    assert!(desk.session.notices.last().unwrap().can_undo);
    desk.settle();
    assert_eq!(desk.roles(), alone);
    assert!(desk.session.together.is_none());
    desk.session.undo();
    assert_eq!(desk.session.draft, joined);
    desk.settle();
    assert_eq!(desk.session.draft, joined);
    assert_eq!(desk.session.together.as_deref().unwrap().joins.len(), 1);
}

#[test]
fn a_file_is_read_once_however_its_key_changes() {
    let mut desk = Desk::with("orders.csv");
    desk.add("customers.csv");
    desk.settle();
    let key = |column: &str| KeyChoice { column: Some(column.to_owned()), onto: None };
    desk.session.set_key("customers.csv", key("email"));
    desk.settle();
    assert_eq!(desk.session.together.as_deref().unwrap().joins[0].key, None);
    desk.session.set_key("customers.csv", key("customer_no"));
    desk.settle();
    assert_eq!(desk.session.together.as_deref().unwrap().joins[0].main.n_keys_matched, 69);
    assert_eq!(desk.n_read, 1);
}

#[test]
fn a_file_that_is_no_table_or_is_cancelled_leaves_everything_as_it_was() {
    let mut desk = Desk::with("orders.csv");
    desk.add("customers.csv");
    desk.settle();
    desk.run();
    let (draft, shown) = (desk.session.draft.clone(), desk.session.shown.clone());
    desk.add("customers.csv");
    assert_eq!(desk.session.draft.companions[1].name, "customers.csv (2)");
    let (reading, companions) = desk.session.wanted_reading().unwrap();
    let task = Task::Rereading { reading: Box::new(reading.clone()), companions: companions.to_vec() };
    let job = desk.begin(task.clone());
    let error = EngineError::from(TableError::Empty).in_companion("customers.csv (2)");
    assert!(matches!(&error, EngineError::Join(JoinError::NoTable { .. })));
    desk.session.apply(Event::Failed { job, error });
    assert!(matches!(desk.session.job, Job::Failed(_)));
    assert_eq!((&desk.session.draft, &desk.session.shown), (&draft, &shown));
    desk.add("campaign_log.csv");
    desk.begin(task);
    desk.session.cancel();
    assert_eq!((&desk.session.draft, &desk.session.shown), (&draft, &shown));
    assert!(desk.session.wanted_reading().is_none());
}

#[test]
fn a_recipe_with_companions_survives_the_crossing_and_gives_the_same_bytes() {
    let mut desk = Desk::with("orders.csv");
    desk.add("customers.csv");
    desk.add("campaign_log.csv");
    desk.settle();
    desk.run();
    let saved = String::from_utf8(desk.export(Format::Recipe)).unwrap();
    let recipe = Recipe::from_json(&saved).unwrap();
    assert_eq!(recipe.companions, desk.session.draft.companions);
    let (analysis, problems) = (desk.export(Format::Analysis), desk.export(Format::Problems));
    let mut again = Desk::with("orders.csv");
    again.files = vec!["campaign_log.csv", "customers.csv"];
    again.session.files = vec![("campaign_log.csv".to_owned(), 0), ("customers.csv".to_owned(), 1)];
    assert_eq!(again.session.replay(recipe), Next::Reread);
    assert_eq!(again.settle(), Next::Run(Goal::Segments));
    again.run();
    assert_eq!((again.export(Format::Analysis), again.export(Format::Problems)), (analysis, problems));
}

#[test]
fn recipes_of_one_file_keep_their_form_and_old_ones_open() {
    let text = Recipe::default().to_json();
    assert!(!text.contains("companions") && text.contains("\"version\": 1"), "{text}");
    assert_eq!(Recipe::from_json(&text).unwrap(), Recipe::default());
    let companions = vec![Companion::new("a.csv", &[], "main.csv")];
    let recipe = Recipe { companions, ..Recipe::default() };
    assert!(recipe.to_json().contains("\"version\": 2"));
    let twice = Recipe { companions: [&recipe.companions[..], &recipe.companions].concat(), ..recipe };
    assert!(twice.check().is_err());
}

#[test]
fn files_beside_the_main_one_are_asked_for_again_by_a_new_worker() {
    let mut line = Line::<&str>::default();
    let files = vec![(7, Companion::new("b.csv", &[], "a.csv"))];
    let beside = Beside { files, keeps_main: true };
    let open = Command::Open { name: "a.csv".to_owned(), reading: ReadingOptions::default() };
    let (job, _) = line.add_with(open, Some("a"), (Some(beside.clone()), vec!["b"]), 0.0);
    line.next(0.0).unwrap();
    line.end(job, true, 10.0);
    line.restart();
    let again = line.next(20.0).unwrap();
    assert_eq!((again.file, again.beside), (Some("a"), vec!["b"]));
    let request = Request::decode(&again.request.encode()).unwrap();
    assert_eq!(request.beside, Some(beside));
}

#[test]
fn what_several_files_are_crosses_to_the_page() {
    let heads: Vec<Source> = ["customers.csv", "orders.csv"]
        .iter()
        .map(|it| Source::from_bytes(it, &bytes(it), &ReadingOptions::default()).unwrap())
        .collect();
    let names = heads.iter().map(|it| it.name.clone()).collect();
    let arranged = enclave::worker::protocol::Arranged {
        names,
        arrangement: join::arrange(&heads),
        n_top_bytes: vec![0, 0],
        ends_open: vec![false, true],
    };
    let answer = Answer::Arranged(Box::new(arranged));
    let event = Event::Done { job: JobId(1), answer };
    assert_eq!(Event::decode(&event.encode()).unwrap(), event);
    let mut session = Session { asides: vec![JobId(1)], ..Session::default() };
    assert_eq!(session.apply(event), Next::Wait);
    assert_eq!(session.arranged.unwrap().arrangement.main, 1);
}

#[test]
fn a_file_that_continues_another_is_cut_below_its_column_names() {
    let text = b"Export of March\n\ncustomer_id,amount\nK1,5\nK2,6\n";
    let head = Source::from_bytes("a.csv", text, &ReadingOptions::default()).unwrap();
    let n_top = join::top_bytes(text, &head) as usize;
    assert_eq!(&text[n_top..], b"K1,5\nK2,6\n");
    assert_eq!(join::whole_lines(b"a,b\n1,2\n3,", false), b"a,b\n1,2\n");
    assert_eq!(join::whole_lines(b"a,b\n1,2\n3,", true), b"a,b\n1,2\n3,");
}

#[test]
fn a_column_of_numbers_that_becomes_a_key_is_read_with_its_zeros() {
    let mut desk = Desk::with("orders.csv");
    desk.add("customers.csv");
    desk.settle();
    let key = KeyChoice { column: Some("loyalty_points".to_owned()), onto: Some("amount".to_owned()) };
    desk.session.set_key("customers.csv", key);
    let draft = &desk.session.draft;
    assert_eq!(draft.companions[0].reading.kinds.get("loyalty_points"), Some(&Kind::Identifier));
    assert_eq!(draft.reading.kinds.get("amount"), Some(&Kind::Identifier));
    desk.session.undo();
    assert_eq!(desk.session.draft.reading.kinds.get("amount"), None);
}
