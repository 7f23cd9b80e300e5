//! Counts of rules that are being written: of this file and these columns, never of those before.

use enclave::engine::progress::Unobserved;
use enclave::engine::recipe::Recipe;
use enclave::engine::segmentation::Method;
use enclave::engine::segmentation::rules::{RulesDetail, text};
use enclave::engine::table::{DecimalMark, Kind, ReadingOptions, Role};
use enclave::session::{self, Goal, Session, Task};
use enclave::worker::protocol::{Answer, Command, Event, JobId};
use enclave::worker::workbench::Workbench;

const RULES: &str = "segment \"X\":\n  spend >= 20\n";
const FIRST: &str = "id,spend,visits\na,10,1\nb,20,30\nc,30,40\n";
const SECOND: &str = "id,spend,visits\na,10,1\nb,11,2\nc,12,3\nd,100,4\n";

/// A page with its worker, with rules as its draft.
struct Desk {
    session: Session,
    bench: Workbench,
    last: u32,
}

impl Desk {
    fn with(file: &str) -> Self {
        let mut desk = Self { session: Session::default(), bench: Workbench::default(), last: 0 };
        desk.open(file);
        desk
    }

    fn answer(&mut self, command: Command) {
        let job = JobId(self.last);
        let (answer, _) = self.bench.handle(command, &mut Unobserved).unwrap();
        self.session.apply(Event::Done { job, answer });
    }

    fn begin(&mut self, task: Task) {
        self.last += 1;
        self.session.begin(JobId(self.last), task);
    }

    fn open(&mut self, file: &str) {
        self.begin(Task::Opening {
            name: "a file".to_owned(),
            project: format!("project{}", self.last),
            companions: Vec::new(),
            reading: Box::default(),
            goal: Goal::Stay,
        });
        self.answer(Command::OpenText { text: file.to_owned(), reading: ReadingOptions::default() });
        let method = Method::Rules(text::parse(RULES).unwrap());
        self.session.change("method", |draft| draft.method = method);
    }

    fn run(&mut self) {
        let recipe = self.session.draft.clone();
        self.begin(Task::Analysing { recipe: Box::new(recipe.clone()), goal: Goal::Stay });
        self.answer(Command::Run { recipe });
    }

    fn count(&mut self) {
        self.last += 1;
        self.session.asides.push(JobId(self.last));
        self.answer(Command::CountRules { recipe: self.session.draft.clone() });
    }

    /// How many the first segment has, by what the page shows beside the rules of the draft.
    fn shown(&self) -> Option<usize> {
        let Method::Rules(rules) = &self.session.draft.method else { return None };
        let (counted, shown) = (self.session.counted.as_deref(), self.session.shown.as_ref());
        session::counts_of(rules, counted, shown).map(n_first)
    }
}

fn n_first(detail: &RulesDetail) -> usize {
    detail.segments[0].n
}

fn counted(answer: Answer) -> usize {
    let Answer::Counted(_, Some(detail)) = answer else { panic!("the rules fit the file") };
    n_first(&detail)
}

#[test]
fn counts_of_another_file_are_not_shown() {
    let mut desk = Desk::with(FIRST);
    desk.run();
    desk.count();
    assert_eq!(desk.shown(), Some(2));
    desk.open(SECOND);
    assert_eq!(desk.shown(), None);
    desk.run();
    assert_eq!(desk.shown(), Some(1));
}

#[test]
fn counts_of_other_columns_are_not_shown() {
    let mut desk = Desk::with(FIRST);
    desk.run();
    desk.count();
    let swapped = FIRST.replace("spend,visits", "visits,spend");
    desk.open(&swapped);
    desk.run();
    assert_eq!(desk.shown(), Some(2), "visits of 30 and 40 are the spend now");
    desk.session.change("role", |draft| draft.mapping.columns.retain(|it| it.role != Role::Customer));
    desk.run();
    assert_eq!(desk.session.counted, None, "of the columns before");
}

#[test]
fn without_a_count_of_their_own_rules_show_what_their_result_says() {
    let mut desk = Desk::with(FIRST);
    desk.run();
    assert_eq!(desk.session.counted, None);
    assert_eq!(desk.shown(), Some(2));
    desk.session.change("rules", |draft| {
        draft.method = Method::Rules(text::parse(&RULES.replace("20", "30")).unwrap());
    });
    assert_eq!(desk.shown(), None, "the result is of other rules");
}

#[test]
fn counts_follow_a_file_that_is_read_another_way() {
    let file = "id,spend\na,1.500\nb,2\nc,3\n";
    let mut bench = Workbench::default();
    let mut read = |mark: DecimalMark| -> usize {
        let mut reading = ReadingOptions::default();
        reading.kinds.insert("spend".to_owned(), Kind::Number);
        reading.decimal_mark = Some(mark);
        let open = Command::OpenText { text: file.to_owned(), reading: reading.clone() };
        let (Answer::Opened(summary), _) = bench.handle(open, &mut Unobserved).unwrap() else { panic!() };
        let recipe = Recipe {
            reading,
            method: Method::Rules(text::parse(RULES).unwrap()),
            ..Recipe::suggest(&summary)
        };
        bench.handle(Command::Run { recipe: recipe.clone() }, &mut Unobserved).unwrap();
        counted(bench.handle(Command::CountRules { recipe }, &mut Unobserved).unwrap().0)
    };
    assert_eq!(read(DecimalMark::Point), 0);
    assert_eq!(read(DecimalMark::Comma), 1, "1.500 is fifteen hundred now");
}

#[test]
fn a_run_after_counting_is_that_of_somebody_who_never_counted() {
    let (mut counted, mut plain) = (Desk::with(FIRST), Desk::with(FIRST));
    for limit in ["20", "30", "35"] {
        for desk in [&mut counted, &mut plain] {
            let rules = text::parse(&RULES.replace("20", limit)).unwrap();
            desk.session.change("rules", |draft| draft.method = Method::Rules(rules));
        }
        counted.count();
        counted.run();
        plain.run();
        let analysis = |desk: &Desk| desk.session.shown.as_ref().unwrap().analysis.profiles.clone();
        assert_eq!(analysis(&counted), analysis(&plain), "{limit}");
    }
}
