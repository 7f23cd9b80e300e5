//! What a tree may split by, and what its splits say.

use crate::engine::features::{CategoryFeature, Feature, FeatureMatrix, Unit};
use crate::engine::segmentation::learnt::SplitBy;
use crate::engine::segmentation::response_tree::answers::{self, Answers};
use crate::engine::segmentation::response_tree::{Condition, Form};
use crate::kernel::tree::{Predictor, Split, UNSEEN};

/// A column that may tell customers apart.
#[derive(Debug, Clone, Copy)]
pub enum Column<'a> {
    /// A number.
    Number(&'a Feature),
    /// A category.
    Category(&'a CategoryFeature),
}

/// All numbers and categories but the outcome and what is excluded.
pub fn columns<'a>(matrix: &'a FeatureMatrix, answers: &Answers, excluded: &[String]) -> Vec<Column<'a>> {
    let numbers = matrix.features.iter().map(Column::Number);
    let categories = matrix.categories.iter().map(Column::Category);
    let is_wanted = |it: &Column<'_>| {
        let (id, label) = (it.id(), it.label());
        !answers::is_outcome(answers, id, label) && !excluded.iter().any(|it| it == id || it == label)
    };
    numbers.chain(categories).filter(is_wanted).collect()
}

impl<'a> Column<'a> {
    /// Id of the feature, or name of the category's column.
    pub fn id(self) -> &'a str {
        match self {
            Self::Number(it) => &it.id,
            Self::Category(it) => &it.label,
        }
    }

    /// Its name on the screen.
    pub fn label(self) -> &'a str {
        match self {
            Self::Number(it) => &it.label,
            Self::Category(it) => &it.label,
        }
    }

    /// Its values.
    pub fn predictor(self) -> Predictor<'a> {
        match self {
            Self::Number(it) => Predictor::Numbers(&it.values),
            Self::Category(it) => Predictor::Names { codes: &it.codes, n: it.dictionary.len() },
        }
    }

    fn unit(self) -> Option<Unit> {
        match self {
            Self::Number(it) => Some(it.unit),
            Self::Category(_) => None,
        }
    }

    /// What form its numbers have.
    pub fn form(self) -> Form {
        let Self::Number(feature) = self else { return Form::Other };
        let mut known = feature.values.iter().filter(|it| it.is_finite());
        match feature {
            it if answers::is_yes_no(it) => Form::YesNo,
            _ if known.all(|it| it.fract() == 0.0) => Form::Whole,
            _ => Form::Other,
        }
    }

    /// By what a split by this column parts customers.
    pub fn split_by(self, split: &Split) -> SplitBy {
        let Self::Category(it) = self else { return SplitBy::Cuts(split.cuts.clone()) };
        let mut values = vec![Vec::new(); split.n_branches];
        for (name, branch) in it.dictionary.iter().zip(&split.branches) {
            if let Some(own) = values.get_mut(usize::from(*branch)) {
                own.push(name.to_owned());
            }
        }
        SplitBy::Values(values)
    }

    /// What sets one branch of a split by this column apart.
    pub fn condition(self, form: Form, split: &Split, branch: u8) -> Condition {
        let is_missing_only = usize::from(branch) > split.cuts.len();
        let (mut above, mut up_to) = (None, None);
        let (mut values, mut others): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        match self {
            Self::Number(_) if is_missing_only => {}
            Self::Number(_) => {
                above = usize::from(branch).checked_sub(1).and_then(|it| split.cuts.get(it)).copied();
                up_to = split.cuts.get(usize::from(branch)).copied();
            }
            Self::Category(it) => {
                let met = || it.dictionary.iter().zip(&split.branches).filter(|it| *it.1 != UNSEEN);
                let named = |it: (&str, &u8)| it.0.to_owned();
                values = met().filter(|it| *it.1 == branch).map(named).collect();
                others = met().filter(|it| *it.1 != branch).map(named).collect();
            }
        }
        Condition {
            predictor: self.id().to_owned(),
            label: self.label().to_owned(),
            unit: self.unit(),
            form,
            above,
            up_to,
            values,
            others,
            takes_unseen: branch == split.largest && self.unit().is_none(),
            takes_missing: (split.n_missing > 0.0).then_some(split.missing == branch),
        }
    }
}
