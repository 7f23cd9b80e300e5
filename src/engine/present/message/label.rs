//! The choices a person is offered, by name.

use crate::engine::features::{FrequencyRule, Repeats, Returns, RowUnit};
use crate::engine::segmentation::rules::Overlap;
use crate::engine::segmentation::{Algorithm, Covariance, Distance, Missing, RfmMap, Scale, ScoreRule};
use crate::engine::table::{DateOrder, DecimalMark, Encoding, Escape, Kind, Quote, Role, Separator};

/// A column's type.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Number => "Number",
        Kind::Money => "Money",
        Kind::Date => "Date",
        Kind::Flag => "Yes/No",
        Kind::Category => "Category",
        Kind::Identifier => "ID",
        Kind::Text => "Text",
    }
}

/// What a column means.
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Customer => "Customer ID",
        Role::Order => "Order ID",
        Role::Date => "Order date",
        Role::Amount => "Amount",
        Role::Quantity => "Quantity",
        Role::UnitPrice => "Unit price",
        Role::Product => "Product",
        Role::Category => "Product category",
        Role::Channel => "Channel",
        Role::Country => "Country",
        Role::Email => "Email",
        Role::Phone => "Phone",
        Role::FirstName => "First name",
        Role::LastName => "Last name",
        Role::Postcode => "Postcode",
        Role::Consent => "Consent",
        Role::Outcome => "Outcome",
        Role::Recency => "Days since last order",
        Role::Frequency => "Number of orders",
        Role::Monetary => "Total spend",
        Role::Feature => "Group by",
        Role::Ignore => "Ignore",
    }
}

/// What a method asks for when a role is missing, in the middle of a sentence.
pub(super) fn need(role: Role) -> &'static str {
    match role {
        Role::Customer => "knowing who bought",
        Role::Order => "knowing which order a row belongs to",
        Role::Date => "knowing when an order was made",
        Role::Amount => "knowing how much an order was worth",
        Role::Quantity => "knowing how many pieces were bought",
        Role::UnitPrice => "knowing the price of one piece",
        Role::Recency => "knowing how long ago the last order was",
        Role::Frequency => "knowing how many orders were made",
        Role::Monetary => "knowing how much was spent",
        Role::Product
        | Role::Category
        | Role::Channel
        | Role::Country
        | Role::Email
        | Role::Phone
        | Role::FirstName
        | Role::LastName
        | Role::Postcode
        | Role::Consent
        | Role::Outcome
        | Role::Feature
        | Role::Ignore => "this column",
    }
}

/// What is measured, at the start of a sentence; other columns by their own name.
pub(super) fn measure(feature: &str) -> String {
    match feature {
        "recency_days" | "recency" => "The time since the last order".to_owned(),
        "frequency" => "The number of orders".to_owned(),
        "monetary" => "The money spent".to_owned(),
        other => format!("“{other}”"),
    }
}

/// What one row of the file is.
pub fn row_unit(unit: RowUnit) -> &'static str {
    match unit {
        RowUnit::Orders => "One row per order",
        RowUnit::Customers => "One row per customer",
    }
}

/// Text encoding.
pub fn encoding(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8 => "UTF-8",
        Encoding::Utf16Le => "UTF-16, low byte first",
        Encoding::Utf16Be => "UTF-16, high byte first",
        Encoding::Windows1252 => "Western European (Windows-1252)",
        Encoding::Windows1250 => "Central European (Windows-1250)",
        Encoding::Windows1251 => "Cyrillic (Windows-1251)",
        Encoding::Windows1254 => "Turkish (Windows-1254)",
        Encoding::Iso8859_1 => "Western European (ISO-8859-1)",
        Encoding::Iso8859_2 => "Central European (ISO-8859-2)",
        Encoding::Iso8859_15 => "Western European with € (ISO-8859-15)",
        Encoding::MacRoman => "Western European (old Mac)",
        Encoding::ShiftJis => "Japanese (Shift JIS)",
        Encoding::Gb18030 => "Simplified Chinese (GB 18030)",
        Encoding::Big5 => "Traditional Chinese (Big5)",
        Encoding::EucKr => "Korean (EUC-KR)",
    }
}

/// What stands between cells.
pub fn separator(separator: Separator) -> String {
    let word = match separator {
        Separator::Comma => "Comma ,",
        Separator::Semicolon => "Semicolon ;",
        Separator::Tab => "Tab",
        Separator::Pipe => "Bar |",
        Separator::Whitespace => "Spaces",
        Separator::Absent => "None: one column",
        Separator::Byte(_) => return separator.name(),
        Separator::Spaced(_) => return separator.name() + "and spaces",
    };
    word.to_owned()
}

/// What stands around cells that hold separators.
pub fn quote(quote: Quote) -> String {
    match quote {
        Quote::DOUBLE => "Double \"".to_owned(),
        Quote::SINGLE => "Single '".to_owned(),
        Quote::NONE => "None".to_owned(),
        other => other.name(),
    }
}

/// What makes a quote or separator one of the text.
pub fn escape(escape: Escape) -> String {
    match escape {
        Escape::Absent => "Doubled".to_owned(),
        Escape::InQuotes(_) | Escape::Anywhere(_) => escape.name(),
    }
}

/// How numbers are written, by example.
pub fn decimal_mark(mark: DecimalMark) -> &'static str {
    match mark {
        DecimalMark::Point => "1,234.50",
        DecimalMark::Comma => "1.234,50",
    }
}

/// How dates are written.
pub fn date_order(order: DateOrder) -> &'static str {
    match order {
        DateOrder::YearFirst => "Year first",
        DateOrder::DayFirst => "Day first",
        DateOrder::MonthFirst => "Month first",
    }
}

/// How numbers become scores.
pub fn score_rule(rule: ScoreRule) -> &'static str {
    match rule {
        ScoreRule::CumeDist => "Equal shares, equal values together",
        ScoreRule::Ntile => "Exactly equal shares, ties split",
        ScoreRule::QcutRankFirst => "As pandas, by rank",
        ScoreRule::RRfm => "As the R package rfm",
        ScoreRule::EqualWidth => "Equal distances",
        ScoreRule::Fixed => "Fixed cut points",
    }
}

/// How scores become names.
pub fn rfm_map(map: &RfmMap) -> &'static str {
    match map {
        RfmMap::ElevenCodes => "Eleven names",
        RfmMap::Eleven => "Eleven names, recency against the rest",
        RfmMap::TenGrid => "Ten names, recency and frequency",
        RfmMap::RRfmTen => "Ten names of the R package rfm",
        RfmMap::Six => "Six names, for three scores",
        RfmMap::Own(_) => "Your own names",
    }
}

/// A way to find natural groups.
pub fn algorithm(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::Kmeans => "Around a middle (k-means)",
        Algorithm::Mixture { .. } => "Overlapping or stretched (mixture of normal distributions)",
        Algorithm::Prototypes { .. } => "Numbers and categories together (k-prototypes)",
        Algorithm::LatentClasses => "Customers who answer alike (latent classes)",
        Algorithm::Ward => "Merged step by step, compact (Ward)",
        Algorithm::Average => "Merged step by step, by average distance",
        Algorithm::Medoids { .. } => "Around a typical customer (medoids)",
        Algorithm::Hdbscan { .. } => "Where customers are dense (HDBSCAN)",
        Algorithm::Dbscan { .. } => "Where customers are dense, one distance (DBSCAN)",
    }
}

/// What a way to find natural groups is good for.
pub fn algorithm_promise(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::Kmeans => "Compact groups of about the same width. Fast at any size.",
        Algorithm::Mixture { .. } => {
            "Groups may overlap, be wide or lie aslant; says how sure each customer's group is. One group is an answer."
        }
        Algorithm::Prototypes { .. } => {
            "Each group has average numbers and usual values. How much a category counts is yours to set."
        }
        Algorithm::LatentClasses => {
            "For surveys and categories: groups by what people answer, and how sure each customer's group is. One group is an answer."
        }
        Algorithm::Ward => "Compact groups, the same at every run: no random starts.",
        Algorithm::Average => "Finds the few who are unlike all others, beside large groups.",
        Algorithm::Medoids { .. } => {
            "Numbers and categories together; customers with gaps take part. Each group has a typical member."
        }
        Algorithm::Hdbscan { .. } | Algorithm::Dbscan { .. } => {
            "Groups of any shape. Customers between them stay apart, as “Unlike any group”."
        }
    }
}

/// How free the shape of a group is.
pub fn covariance(covariance: Covariance) -> &'static str {
    match covariance {
        Covariance::Full => "Any: wide, narrow, aslant",
        Covariance::Diagonal => "Wide or narrow in each number",
        Covariance::Spherical => "Round",
    }
}

/// What becomes of a customer that several segments would take.
pub fn overlap(overlap: Overlap) -> &'static str {
    match overlap {
        Overlap::FirstWins => "is in the first of them",
        Overlap::Several => "is in all of them",
    }
}

/// What becomes of customers without a value.
pub fn missing(missing: Missing) -> &'static str {
    match missing {
        Missing::LeaveOut => "are left out where the value is needed",
        Missing::Impute => "get what is typical",
        Missing::OwnLevel => "no category counts as a category",
    }
}

/// How far customers are apart.
pub fn distance(distance: Distance) -> &'static str {
    match distance {
        Distance::Gower => "Column by column (Gower)",
        Distance::Euclidean => "Straight line, numbers only",
    }
}

/// How columns are made comparable.
pub fn scale(scale: Scale) -> &'static str {
    match scale {
        Scale::Zscore => "Same average and spread",
        Scale::Log => "Same average and spread, large values softened",
        Scale::Robust => "Same middle and middle half",
        Scale::MinMax => "From 0 to 1",
        Scale::None => "As they are",
    }
}

/// What counts as an order.
pub fn frequency_rule(rule: FrequencyRule) -> &'static str {
    match rule {
        FrequencyRule::Orders => "Different orders",
        FrequencyRule::Days => "Different days",
        FrequencyRule::Rows => "Rows of the file",
    }
}

/// Which row speaks of a customer who has several.
pub fn repeats(repeats: Repeats) -> &'static str {
    match repeats {
        Repeats::First => "Keep the first row",
        Repeats::Last => "Keep the last row",
        Repeats::None => "Leave the customer out",
    }
}

/// What is done with amounts below zero.
pub fn returns(returns: Returns) -> &'static str {
    match returns {
        Returns::Net => "Take off the customer’s total",
        Returns::Drop => "Leave out",
        Returns::Keep => "Keep as they are",
    }
}
