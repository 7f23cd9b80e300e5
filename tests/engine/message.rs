//! Every error and every issue has words.

use enclave::engine::EngineError;
use enclave::engine::features::FeaturesError;
use enclave::engine::present::message::{describe, explain, reason};
use enclave::engine::recipe::RecipeError;
use enclave::engine::segmentation::SegmentationError;
use enclave::engine::table::{Example, FileFormat, Issue, IssueKind, Kind, Role, TableError};

#[test]
fn every_error_says_what_happened_why_and_what_to_do() {
    for error in one_of_each_error() {
        let message = explain(&error);
        for (part, text) in
            [("title", &message.title), ("detail", &message.detail), ("remedy", &message.remedy)]
        {
            assert!(!text.trim().is_empty(), "{error:?} has no {part}");
        }
        assert!(!message.title.ends_with('.'), "{error:?}: {}", message.title);
        assert!(message.detail.ends_with('.'), "{error:?}: {}", message.detail);
        assert!(message.remedy.ends_with('.'), "{error:?}: {}", message.remedy);
    }
}

#[test]
fn every_issue_says_how_many_of_what_and_what_was_done() {
    for &kind in EVERY_ISSUE {
        let issue = an_issue(kind, 1_204);
        let words = describe(&issue);
        assert!(!words.sentence.is_empty() && !words.sentence.ends_with('.'), "{kind:?}: {}", words.sentence);
        assert!(!words.treatment.is_empty() && !words.treatment.ends_with('.'), "{kind:?}");
        assert_eq!(words.detail.as_deref(), Some("For example “n/a” in line 17,640"), "{kind:?}");
        assert_eq!(words.severity, kind.severity());
        assert!(!reason(kind).is_empty());
    }
}

#[test]
fn a_single_case_is_told_in_the_singular() {
    let words = describe(&an_issue(IssueKind::UnreadableNumber, 1));
    assert_eq!(words.sentence, "1 value in “total” is not a number");
    let words = describe(&an_issue(IssueKind::ShortRow, 1));
    assert_eq!(words.sentence, "1 row has fewer cells than there are columns");
}

#[test]
fn many_cases_are_told_with_their_count() {
    let words = describe(&an_issue(IssueKind::UnreadableDate, 1_204));
    assert_eq!(words.sentence, "1,204 values in “total” are not dates");
}

#[test]
fn an_issue_without_a_place_has_no_example() {
    let issue = Issue { kind: IssueKind::NotConverged, column: None, n: 1, examples: Vec::new() };
    assert_eq!(describe(&issue).detail, None);
}

#[test]
fn a_file_of_another_form_is_called_by_its_name() {
    let message = explain(&EngineError::Table(TableError::NotText { format: FileFormat::Pdf }));
    assert!(message.detail.contains("a PDF"), "{}", message.detail);
}

fn an_issue(kind: IssueKind, n: u64) -> Issue {
    let example = Example { line: 17_640, seen: "n/a".to_owned() };
    Issue { kind, column: Some("total".to_owned()), n, examples: vec![example] }
}

fn one_of_each_error() -> Vec<EngineError> {
    let formats = [
        FileFormat::Pdf,
        FileFormat::Zip,
        FileFormat::OldExcel,
        FileFormat::Gzip,
        FileFormat::Picture,
        FileFormat::Json,
        FileFormat::Html,
        FileFormat::Binary,
    ];
    let mut errors: Vec<EngineError> =
        formats.into_iter().map(|format| TableError::NotText { format }.into()).collect();
    errors.extend(Role::ALL.into_iter().flat_map(|role| {
        [EngineError::from(FeaturesError::RoleMissing { role }), RecipeError::RoleTwice { role }.into()]
    }));
    errors.extend(Kind::ALL.into_iter().map(|found| {
        EngineError::from(FeaturesError::WrongKind { column: "when".to_owned(), role: Role::Date, found })
    }));
    errors.extend([
        TableError::Empty.into(),
        TableError::HeaderOnly { n_columns: 1 }.into(),
        TableError::FieldTooLarge { line: 3, limit_bytes: 16_000_000 }.into(),
        TableError::NoRoom { n_rows: 60_000_000, row_bytes: 80, limit_bytes: 2_000_000_000 }.into(),
        TableError::TooManyColumns { n_columns: 20_000, limit: 16_384 }.into(),
        TableError::Protected.into(),
        TableError::Damaged.into(),
        TableError::NotAWorkbook.into(),
        TableError::NoTableInside.into(),
        TableError::UnsafeNames.into(),
        TableError::UnpacksTooLarge { limit_bytes: 512_000_000, limit_ratio: 200 }.into(),
        TableError::TooManyEntries { n_entries: 100_000, limit: 2_000 }.into(),
        TableError::TooManyCells { limit: 20_000_000 }.into(),
        TableError::NoSuchSheet { sheet: "Orders".to_owned() }.into(),
        TableError::PartMissing.into(),
        TableError::PartBroken.into(),
        RecipeError::NotARecipe { line: 1, column: 1 }.into(),
        RecipeError::TooNew { found: 9, known: 1 }.into(),
        RecipeError::OutOfRange { option: "k".to_owned(), value: 99.0, min: 2.0, max: 12.0 }.into(),
        RecipeError::CutsNotRising { feature: "recency".to_owned() }.into(),
        RecipeError::CutsMiscounted { feature: "recency".to_owned(), found: 3, needed: 4 }.into(),
        RecipeError::OwnMapMiscounted { n_cells: 9, bins: 5 }.into(),
        RecipeError::OwnMapNames { n_names: 0, most: 11 }.into(),
        FeaturesError::ColumnMissing { column: "total".to_owned() }.into(),
        FeaturesError::NoCustomers { n_rows: 12 }.into(),
    ]);
    errors.extend(one_of_each_way_to_fail_at_segments().into_iter().map(EngineError::from));
    errors
}

fn one_of_each_way_to_fail_at_segments() -> Vec<SegmentationError> {
    vec![
        SegmentationError::FeatureMissing { feature: "monetary".to_owned() },
        SegmentationError::NoFeatures,
        SegmentationError::NoOutcome,
        SegmentationError::OutcomeOfManyValues {
            column: "plan".to_owned(),
            n_values: 7,
            examples: vec!["basic".to_owned(), "plus".to_owned()],
        },
        SegmentationError::OutcomeIsDate { column: "since".to_owned() },
        SegmentationError::ResponseUnknown { column: "plan".to_owned(), response: "gold".to_owned() },
        SegmentationError::OutcomeAlike { column: "plan".to_owned() },
        SegmentationError::TooFewCustomers { n_customers: 1, needed: 2 },
        SegmentationError::TooLarge { feature: "spent".to_owned() },
        SegmentationError::AllAlike { n_customers: 40 },
        SegmentationError::TooManyGroups { n_groups: 812, limit: 250 },
    ]
}

const EVERY_ISSUE: &[IssueKind] = &[
    IssueKind::ShortRow,
    IssueKind::LongRow,
    IssueKind::OpenQuote,
    IssueKind::SpacedQuote,
    IssueKind::JoinedLines,
    IssueKind::CommentLine,
    IssueKind::RepeatedHeader,
    IssueKind::ChangedSeparator,
    IssueKind::SecondTable,
    IssueKind::MixedLineEnds,
    IssueKind::StrayQuote,
    IssueKind::BadBytes,
    IssueKind::NulCharacters,
    IssueKind::GuessedEncoding,
    IssueKind::TotalRow,
    IssueKind::OtherSheets,
    IssueKind::ErrorCell,
    IssueKind::NoStoredValue,
    IssueKind::UnreadableNumber,
    IssueKind::UnreadableDate,
    IssueKind::MixedValues,
    IssueKind::AmbiguousDates,
    IssueKind::AmbiguousNumbers,
    IssueKind::DuplicateHeader,
    IssueKind::EmptyHeader,
    IssueKind::SkippedLines,
    IssueKind::NoCustomer,
    IssueKind::NoDate,
    IssueKind::NoAmount,
    IssueKind::RepeatedRow,
    IssueKind::NegativeAmount,
    IssueKind::ZeroAmount,
    IssueKind::AfterAsOf,
    IssueKind::SharedOrder,
    IssueKind::RepeatedCustomer,
    IssueKind::OnlyReturns,
    IssueKind::NoFeature,
    IssueKind::ConstantFeature,
    IssueKind::SparseFeature,
    IssueKind::FilledIn,
    IssueKind::OwnLevel,
    IssueKind::LogTaken,
    IssueKind::NotMeasured,
    IssueKind::ProtectedLeftOut,
    IssueKind::ProtectedUsed,
    IssueKind::FewerGroups,
    IssueKind::NotConverged,
    IssueKind::StartsSampled,
    IssueKind::QualitySampled,
    IssueKind::GroupsSampled,
    IssueKind::GapSetAside,
    IssueKind::NoDensePlace,
    IssueKind::LargerGroups,
    IssueKind::ResamplingSampled,
    IssueKind::NoOutcome,
    IssueKind::OutcomeCopy,
    IssueKind::NearlyDecides,
    IssueKind::KnownAfterwards,
    IssueKind::CutColumn,
    IssueKind::EnoughLeaves,
    IssueKind::NothingTells,
    IssueKind::LeafFailed,
    IssueKind::TreeFailed,
    IssueKind::MapSampled,
    IssueKind::EditLeftOut,
    IssueKind::GroupsCollapsed,
    IssueKind::GroupsBlurred,
    IssueKind::NumberLeftOut,
    IssueKind::ClassesLimited,
];
