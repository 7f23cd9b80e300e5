//! A text, read and run: the one place that knows how.

use enclave::engine::export::Material;
use enclave::engine::features::{FeatureChoices, MappedColumn, Mapping, RowUnit};
use enclave::engine::progress::Unobserved;
use enclave::engine::recipe::Recipe;
use enclave::engine::sample::Sample;
use enclave::engine::segmentation::{Method, RfmOptions};
use enclave::engine::table::{Encoding, Kind, ReadingOptions, Role, Separator, Source};
use enclave::engine::{EngineError, Outcome, run};

/// A source, the recipe that was run on it, and what came out.
#[derive(Debug)]
pub struct Analysed {
    pub source: Source,
    pub recipe: Recipe,
    pub outcome: Outcome,
}

impl Analysed {
    /// Reads a text the way the recipe says and runs the recipe.
    pub fn of(name: &str, text: &str, recipe: Recipe) -> Result<Self, EngineError> {
        let source = Source::from_bytes(name, text.as_bytes(), &recipe.reading)?;
        let outcome = run(&source, &recipe.check()?, &mut Unobserved)?;
        Ok(Self { source, recipe, outcome })
    }

    /// A sample as it suggests itself, but by this method.
    pub fn sample(sample: Sample, method: Method) -> Self {
        let source = Source::from_bytes(sample.file_name(), &sample.bytes(), &ReadingOptions::default())
            .expect("a table");
        let recipe = Recipe { method, ..Recipe::suggest(&source.summary()) };
        let outcome = run(&source, &recipe.check().expect("sound"), &mut Unobserved).expect("segments");
        Self { source, recipe, outcome }
    }

    /// What files are made of.
    pub fn material(&self) -> Material<'_> {
        Material { source: &self.source, recipe: &self.recipe, outcome: &self.outcome }
    }
}

/// RFM on the columns `customer`, `day` and `amount`, with nothing left to be guessed.
pub fn rfm_recipe(options: RfmOptions) -> Recipe {
    let columns = [
        ("customer", Role::Customer, Kind::Identifier),
        ("day", Role::Date, Kind::Date),
        ("amount", Role::Amount, Kind::Money),
    ];
    let kinds = columns.iter().map(|(name, _, kind)| ((*name).to_owned(), *kind)).collect();
    let mapped =
        |(name, role, _): &(&str, Role, Kind)| MappedColumn { name: (*name).to_owned(), role: *role };
    Recipe {
        reading: ReadingOptions {
            encoding: Some(Encoding::Utf8),
            separator: Some(Separator::Comma),
            has_header: Some(true),
            kinds,
            ..ReadingOptions::default()
        },
        mapping: Mapping { unit: RowUnit::Orders, columns: columns.iter().map(mapped).collect() },
        features: FeatureChoices::default(),
        method: Method::Rfm(options),
        ..Recipe::default()
    }
}

/// A cell between quotes.
pub fn quoted(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}

/// Records of a CSV text, as cells, by an independent reader.
pub fn records(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    reader.records().map(|it| it.expect("well formed").iter().map(str::to_owned).collect()).collect()
}
