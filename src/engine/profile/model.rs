//! The numbers of a segment.

use serde::{Deserialize, Serialize};

use crate::engine::features::Unit;
use crate::engine::segmentation::rules::Tested;
use crate::engine::segmentation::{Detail, Segment};

/// All segments, and everyone.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Profiles {
    /// In canonical order.
    pub segments: Vec<SegmentProfile>,
    /// All customers in a segment.
    pub everyone: GroupProfile,
    /// Customers that could not be placed.
    pub n_unassigned: usize,
    /// What the method learnt.
    pub detail: Option<Detail>,
    /// The day recency was counted back from, since 1970-01-01.
    pub as_of: Option<i32>,
    /// First and last day of the rows used.
    pub period: Option<(i32, i32)>,
    /// Rows of the file that were used.
    pub n_rows_used: usize,
    /// Sign or code of the currency, where the file tells.
    pub currency: Option<String>,
}

/// One segment.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct SegmentProfile {
    /// Which.
    pub segment: Segment,
    /// Its numbers.
    pub group: GroupProfile,
    /// Position of the segment most like it, by the distance of medians in spreads of everyone.
    pub nearest: Option<usize>,
    /// What tells its customers from those of all other segments, the strongest first.
    pub evidence: Vec<Evidence>,
    /// The shortest rule that describes it; `None` where nothing tells its customers apart.
    pub rule: Option<ShortRule>,
    /// Whether it is one to work with.
    pub criteria: Criteria,
}

/// A rule of at most four conditions, all of which must hold, that describes a segment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShortRule {
    /// The conditions, in the language of a person's own rules.
    pub conditions: Vec<Tested>,
    /// Customers in any segment of whom it holds.
    pub n_matching: usize,
    /// Of those, customers of this segment.
    pub n_hits: usize,
    /// Hits ÷ matching, 0..=1.
    pub precision: f64,
    /// Hits ÷ customers of the segment, 0..=1.
    pub recall: f64,
}

/// The four things a segment must be to be of use; each score 0..=1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Criteria {
    /// Measurable: of the columns that segments were made by, the share of its customers that has the
    /// rarest.
    pub known: f64,
    /// And how often the segment is found again among resampled customers, where that was worked out.
    pub found_again: Option<f64>,
    /// Accessible: the mean share of its customers that has each column.
    pub available: f64,
    /// And the share that can be written to or called: an address or a number, and consent where a
    /// column tells. `None` where no column is either.
    pub reachable: Option<f64>,
    /// Substantial: customers.
    pub n: usize,
    /// And its share of the money; of customers where there is no money.
    pub value_share: f64,
    /// Actionable: how strongly its customers behave unlike the others (the largest Cliff's delta that
    /// chance is unlikely to have made, without its sign); 0 where they do not.
    pub behaves: f64,
    /// And how well its shortest rule tells its customers from the others: recall less the share of the
    /// others it takes (W. Youden 1950); 0 where it has none.
    pub described: f64,
}

/// How far a segment's customers are from all others in one thing, and whether chance may have made
/// it so.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// In what.
    pub subject: Subject,
    /// Whether the segments were made by it: then it is no finding, and nothing is tested.
    pub is_defining: bool,
    /// Customers here of whom it is known.
    pub n_here: usize,
    /// Customers of other segments of whom it is known.
    pub n_others: usize,
    /// (Here − others) in spreads within both: Cohen's d of numbers, the standardised difference of
    /// shares. `None` where nobody differs from the own side.
    pub effect: Option<f64>,
    /// −1 to 1. Of numbers and values Cliff's delta: of all pairs of one here and one elsewhere, the
    /// share in which the one here is larger, less the share in which it is smaller; of a whole column
    /// Cramér's V, 0 to 1.
    pub strength: f64,
    /// ln of the probability that chance alone parts them as far: by ranks of numbers, by chi-square of
    /// categories. `None` where too few are known, and where the segments were made by it.
    pub ln_p: Option<f64>,
    /// The same, adjusted for all that is tested in this analysis.
    pub ln_adjusted: Option<f64>,
}

/// What is compared; positions as in the groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Subject {
    /// A number.
    Number(usize),
    /// All values of a category column.
    Column(usize),
    /// One value of a category column.
    Value(usize, usize),
}

/// The adjusted probability below which a difference is spoken of as one.
pub const ALPHA: f64 = 0.05;

impl Evidence {
    /// Whether chance is an unlikely maker: an adjusted probability below 0.05.
    pub fn is_found(&self) -> bool {
        self.ln_adjusted.is_some_and(|it| libm::exp(it) < ALPHA)
    }
}

impl SegmentProfile {
    /// What is known of a difference in one thing.
    pub fn evidence_of(&self, subject: Subject) -> Option<&Evidence> {
        self.evidence.iter().find(|it| it.subject == subject)
    }

    /// What really sets it apart, the strongest first: differences of numbers and of values that chance
    /// is unlikely to have made, and those that the segments were made by.
    pub fn apart(&self) -> impl Iterator<Item = &Evidence> {
        let is_one = |it: &&Evidence| !matches!(it.subject, Subject::Column(_));
        self.evidence.iter().filter(is_one).filter(|it| it.is_found() || it.is_defining)
    }
}

/// The numbers of a group of customers.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct GroupProfile {
    /// Customers.
    pub n: usize,
    /// Share of everyone, 0..=1.
    pub share: f64,
    /// Money; `None` where the file has none.
    pub revenue: Option<f64>,
    /// Share of everyone's money, 0..=1; `None` where that is not above zero.
    pub revenue_share: Option<f64>,
    /// Orders; `None` where the file has none.
    pub orders: Option<u64>,
    /// Share of everyone's orders, 0..=1; `None` where there are none.
    pub orders_share: Option<f64>,
    /// Same order for every group.
    pub features: Vec<FeatureProfile>,
    /// Same order for every group.
    pub categories: Vec<CategoryProfile>,
    /// Rates of response, satisfaction and engagement, as far as columns tell; same order for every
    /// group.
    pub rates: Vec<Rate>,
    /// Who can be reached; `None` where no column is an address, a number or consent.
    pub reach: Option<Reach>,
}

/// A rate of a group, or a mean of scores.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rate {
    /// What it is.
    pub kind: RateKind,
    /// The column, or what several are together.
    pub label: String,
    /// Customers of whom it is known.
    pub n: usize,
    /// A share, 0..=1; of promoters less detractors −1 to 1; of engagement 0 to 100. `None` of nobody.
    pub value: Option<f64>,
    /// Where it is with 95 %: Wilson's interval of a share, Student's of a mean.
    pub interval: Option<[f64; 2]>,
}

/// What a rate is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RateKind {
    /// Share of yes in the column that a response study looks at.
    Response,
    /// Share of yes in any other column of yes and no.
    Yes,
    /// Share of the two best answers about satisfaction.
    TopTwo,
    /// Share of answers of 9 and 10 less the share of 0 to 6, on whether one would recommend.
    NetPromoters,
    /// Mean place among everyone, 0 to 100, in what was opened, clicked and visited.
    Engagement,
}

/// Customers that can be reached.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reach {
    /// With an e-mail address; `None` where no column is one.
    pub email: Option<usize>,
    /// With a phone number; `None` where no column is one.
    pub phone: Option<usize>,
    /// With consent; `None` where no column is consent.
    pub consent: Option<usize>,
    /// With consent, where a column tells, and an e-mail address.
    pub email_allowed: usize,
    /// With consent, where a column tells, and a phone number.
    pub phone_allowed: usize,
    /// With consent, where a column tells, and either.
    pub any_allowed: usize,
}

/// One number of a group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FeatureProfile {
    /// Name in recipes.
    pub id: String,
    /// Name on the screen.
    pub label: String,
    /// What the numbers are.
    pub unit: Unit,
    /// Customers with it.
    pub n_known: usize,
    /// Customers without it.
    pub n_missing: usize,
    /// `None` where nobody has it.
    pub spread: Option<Spread>,
    /// Where the mean is, 95 % (Student's t); `None` for fewer than two.
    pub mean_interval: Option<[f64; 2]>,
    /// Counts in 24 bins of equal width between everyone's 1st and 99th percentile (outer values in
    /// the outer bins).
    pub bins: Vec<u32>,
}

/// How a number is spread; quantiles of type 7.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    /// Mean.
    pub mean: f64,
    /// Standard deviation (population).
    pub sd: f64,
    /// Smallest.
    pub min: f64,
    /// 1st percentile.
    pub p01: f64,
    /// Lower quartile.
    pub q1: f64,
    /// Median.
    pub median: f64,
    /// Upper quartile.
    pub q3: f64,
    /// 99th percentile.
    pub p99: f64,
    /// Largest.
    pub max: f64,
}

impl Spread {
    /// Whether the number can only be 0 or 1: its spread is that of a share.
    pub fn is_yes_no(self) -> bool {
        let is_end = |x: f64| x == 0.0 || (x - 1.0).abs() < f64::EPSILON;
        let of_share = self.mean * (1.0 - self.mean);
        [self.p01, self.median, self.p99].into_iter().all(is_end)
            && (self.sd * self.sd - of_share).abs() < 1e-9
    }
}

/// One category column of a group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CategoryProfile {
    /// The column's name.
    pub label: String,
    /// Customers without it.
    pub n_missing: usize,
    /// The most frequent values of everyone, at most eight, same order for every group.
    pub shares: Vec<CategoryShare>,
}

/// One value of a category column in a group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CategoryShare {
    /// The value.
    pub value: String,
    /// Customers with it.
    pub n: usize,
    /// Share of the group's customers that have any value, 0..=1.
    pub share: f64,
    /// Share here ÷ share of everyone × 100: 100 is as everyone.
    pub index: f64,
}
