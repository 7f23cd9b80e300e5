//! The fitted model in the forms that other engines read, and the check file beside each.

use serde::{Deserialize, Serialize};

use crate::engine::export::{CSV, ExportedFile, JSON, Material, check_csv, file, pmml, pyspark};
use crate::engine::model::{Model, ModelError};

const PYTHON: &str = "text/x-python;charset=utf-8";
const XML: &str = "application/xml";

/// A form of the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Portable {
    /// As JSON, from which new customers are scored here.
    Model,
    /// As PMML 4.4, from a customer's measures to the segment.
    Pmml,
    /// As a Spark job, from orders to segments.
    Pyspark,
    /// A sample of customers with their segments.
    Check,
}

impl Portable {
    /// All forms.
    pub const ALL: [Self; 4] = [Self::Model, Self::Pmml, Self::Pyspark, Self::Check];

    /// What the file is called.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Model => "model.json",
            Self::Pmml => "model.pmml",
            Self::Pyspark => "enclave_job.py",
            Self::Check => "check.csv",
        }
    }
}

/// Writes a form of the model of an analysis.
///
/// # Errors
///
/// Where the segments do not carry over to other customers, or the form does not cover them.
pub fn portable(material: &Material<'_>, form: Portable) -> Result<ExportedFile, ModelError> {
    let Material { source, recipe, outcome } = material;
    let model = || Model::of(source, recipe, outcome);
    let (media_type, content) = match form {
        Portable::Model => (JSON, (model()?.to_json(), 0)),
        Portable::Pmml => (XML, (pmml::text(&model()?)?, 0)),
        Portable::Pyspark => (PYTHON, (pyspark::text(material)?, 0)),
        Portable::Check => (CSV, check_csv::text(outcome)),
    };
    Ok(file(source, form.file_name(), media_type, content))
}
