//! The session as signals, one for each field: a view follows the fields that it reads.

use crate::engine::affinity::Affinity;
use crate::engine::join::Companion;
use crate::engine::plan::opportunity::Choice;
use crate::engine::present::report::ReportOptions;
use crate::engine::recipe::Recipe;
use crate::engine::segmentation::best_group::BestGroups;
use crate::engine::segmentation::{Comparison, MethodOptions};
use crate::engine::table::{Glance, Problem, ReadingOptions, SourceSummary};
use crate::session::{
    CountedRules, Earlier, History, Job, Mismatch, Notice, OpenExample, Outgoing, Preferences, Same,
    SavedFile, Session, Shown, undoes,
};
use crate::ui::view::{Memo, Readable as _, RwSignal};
use crate::worker::protocol::{Arranged, JobId, PeoplePage, Together};

/// The session of this page. Copies are the same session.
#[derive(Debug, Clone, Copy)]
pub struct LiveSession(&'static Fields);

impl LiveSession {
    /// Name of what an undo takes back.
    pub fn undoes(self) -> Option<String> {
        let has_earlier = self.earlier().read().is_some();
        undoes(&self.history().read(), self.source().read().as_deref(), has_earlier)
    }

    /// The options of the draft's method, followed; as they come while another method is chosen.
    pub fn options<T: MethodOptions>(self) -> Memo<T> {
        Memo::new(move |_| T::of(&self.draft().read().method).cloned().unwrap_or_default())
    }

    /// Whether the result on screen was made by another recipe than the controls say.
    pub fn is_stale(self) -> bool {
        self.shown().read().as_ref().is_some_and(|it| it.is_stale(&self.draft().read()))
    }
}

macro_rules! fields {
    ($($(#[$doc:meta])* $field:ident: $type:ty,)*) => {
        #[derive(Debug)]
        struct Fields { $($field: RwSignal<$type>,)* }

        impl LiveSession {
            /// Of this session; it lasts as long as the program.
            pub fn new(session: Session) -> Self {
                let Session { $($field,)* } = session;
                Self(Box::leak(Box::new(Fields { $($field: RwSignal::new($field),)* })))
            }

            /// The session as it is now.
            pub fn get_untracked(self) -> Session {
                Session { $($field: self.0.$field.get_untracked(),)* }
            }

            /// Writes the fields that differ.
            pub fn put(self, next: Session) {
                $(put(self.0.$field, next.$field);)*
            }

            $($(#[$doc])* pub fn $field(self) -> RwSignal<$type> {
                self.0.$field
            })*
        }
    };
}

fn put<T: PartialEq + Send + Sync + 'static>(field: RwSignal<T>, value: T) {
    if *field.read_untracked() != value {
        field.set(value);
    }
}

fields! {
    /// See [`Session::opportunity`].
    opportunity: Option<[Choice; 2]>,
    /// See [`Session::project`].
    project: String,
    /// See [`Session::glance`].
    glance: Option<Same<Glance>>,
    /// See [`Session::read_with`].
    read_with: ReadingOptions,
    /// See [`Session::joined_with`].
    joined_with: Vec<Companion>,
    /// See [`Session::together`].
    together: Option<Same<Together>>,
    /// See [`Session::files`].
    files: Vec<(String, u32)>,
    /// See [`Session::arranged`].
    arranged: Option<Same<Arranged>>,
    /// See [`Session::source`].
    source: Option<Same<SourceSummary>>,
    /// See [`Session::draft`].
    draft: Recipe,
    /// See [`Session::shown`].
    shown: Option<Shown>,
    /// See [`Session::asides`].
    asides: Vec<JobId>,
    /// See [`Session::focus`].
    /// See [`Session::people`].
    people: Option<Same<PeoplePage>>,
    /// See [`Session::counted`].
    counted: Option<Same<CountedRules>>,
    /// See [`Session::best`].
    best: Option<Same<BestGroups>>,
    /// See [`Session::comparison`].
    comparison: Option<Same<Comparison>>,
    /// See [`Session::bought_together`].
    bought_together: Option<Option<Same<Affinity>>>,
    /// See [`Session::example`].
    example: Option<OpenExample>,
    /// See [`Session::problems`].
    problems: Option<Same<Vec<Problem>>>,
    /// See [`Session::typical`].
    typical: Option<Same<PeoplePage>>,
    /// See [`Session::preview`].
    preview: Option<Same<String>>,
    /// See [`Session::outgoing`].
    outgoing: Outgoing,
    /// See [`Session::report`].
    report: ReportOptions,
    /// See [`Session::saved`].
    saved: Vec<SavedFile>,
    /// See [`Session::notices`].
    notices: Vec<Notice>,
    /// See [`Session::history`].
    history: History,
    /// See [`Session::earlier`].
    earlier: Option<Same<Earlier>>,
    /// See [`Session::returning`].
    returning: Option<Same<Earlier>>,
    /// See [`Session::awaited`].
    awaited: Option<Recipe>,
    /// See [`Session::mismatch`].
    mismatch: Option<Mismatch>,
    /// See [`Session::preferences`].
    preferences: Preferences,
    // Last, so that whoever waits for the end of a job finds its result.
    /// See [`Session::job`].
    job: Job,
}
