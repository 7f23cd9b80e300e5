//! What is bought together: customers and goods in, for each article its companion out.
//!
//! Baskets are whole customers, not single orders: whoever has bought both has bought them together,
//! whenever. Of an article A and another B, **support** is how many have both, **confidence** the share
//! of those with A who have B, **lift** that share ÷ the share of B among all (R. Agrawal, T. Imielinski,
//! A. Swami, *Mining association rules between sets of items in large databases*, 1993; S. Brin and
//! others, *Dynamic itemset counting*, 1997). A pair counts where at least [`MIN_BOTH`] have both and
//! chance makes so strong a tie (chi-square of the table of both, one degree of freedom) in at most 5 of
//! 100 such files, all pairs looked at together (Bonferroni).
//!
//! Linear in the rows; of each customer the pairs of different articles, of which the
//! [`MAX_ITEMS`] most bought are looked at.

use serde::{Deserialize, Serialize};

use crate::engine::features::Trace;
use crate::engine::progress::{Observer, Stage};
use crate::engine::segmentation::{Customers, SegmentationError};
use crate::engine::table::{Cells, Dictionary, Role};
use crate::kernel::order;
use crate::kernel::tails::ln_chi_square;

/// Customers who must have both.
pub const MIN_BOTH: u32 = 10;
/// Articles that are looked at.
pub const MAX_ITEMS: usize = 200;
/// How often chance may make a pair, of all pairs together.
const CHANCE: f64 = 0.05;

/// What is bought together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Affinity {
    /// The column that names the articles.
    pub column: String,
    /// Customers with a purchase.
    pub n_customers: u32,
    /// Articles there are.
    pub n_items: u32,
    /// Articles that are looked at: the most bought.
    pub n_seen: u32,
    /// Pairs that chance does not make, the one that gains most first.
    pub pairs: Vec<Pair>,
}

/// Who has one article often has another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pair {
    /// The article that is there.
    pub item: String,
    /// The article that goes with it.
    pub companion: String,
    /// Customers with the first.
    pub n_item: u32,
    /// Customers with the second.
    pub n_companion: u32,
    /// Customers with both.
    pub n_both: u32,
    /// Customers there are.
    n_customers: u32,
}

impl Pair {
    /// Share of those with the first who have the second.
    pub fn confidence(&self) -> f64 {
        f64::from(self.n_both) / f64::from(self.n_item.max(1))
    }

    /// Share of all customers who have the second.
    pub fn usual(&self) -> f64 {
        f64::from(self.n_companion) / f64::from(self.n_customers.max(1))
    }

    /// How many times as often as usual.
    pub fn lift(&self) -> f64 {
        self.confidence() / self.usual()
    }

    /// Customers with the first who lack the second.
    pub fn n_lacking(&self) -> u32 {
        self.n_item - self.n_both
    }

    /// How much more often than usual, as a difference of shares.
    fn gain(&self) -> f64 {
        self.confidence() - self.usual()
    }
}

impl Affinity {
    /// The pair that best says what goes with an article.
    pub fn companion_of(&self, item: &str) -> Option<&Pair> {
        self.pairs.iter().find(|it| it.item == item)
    }

    /// What a customer who has these articles is likeliest to want next: never one of them.
    pub fn next(&self, owned: &[&str]) -> Option<&Pair> {
        let is_owned = |name: &str| owned.contains(&name);
        self.pairs.iter().find(|it| is_owned(&it.item) && !is_owned(&it.companion))
    }
}

/// Finds what is bought together; `None` where the file is not of orders or names no articles.
pub fn find(
    customers: Customers<'_>,
    observer: &mut dyn Observer,
) -> Result<Option<Affinity>, SegmentationError> {
    let Some(origin) = customers.origin else { return Ok(None) };
    let named = origin.mapping.column(Role::Product).or_else(|| origin.mapping.column(Role::Category));
    let Some(column) = named.and_then(|it| origin.column(it)) else { return Ok(None) };
    let Cells::Codes { codes, dictionary } = &column.cells else { return Ok(None) };
    let missing = |_error| SegmentationError::FeatureMissing { feature: column.name.clone() };
    let Trace::Orders(orders) = origin.trace(customers.matrix).map_err(missing)? else { return Ok(None) };
    observer.progress(Stage::Profiling, 0.3);
    let baskets = || orders.purchases.each().map(|rows| basket(rows, codes, dictionary.len()));
    let mut owners = vec![0_u32; dictionary.len()];
    let mut n_customers = 0;
    for basket in baskets().filter(|it| !it.is_empty()) {
        n_customers += 1;
        for code in basket {
            if let Some(it) = owners.get_mut(code as usize) {
                *it += 1;
            }
        }
    }
    observer.progress(Stage::Profiling, 0.6);
    let (seen, place) = most_bought(&owners);
    let n = seen.len();
    let both = count_both(baskets(), &place, n);
    observer.progress(Stage::Profiling, 1.0);
    Ok(Some(Affinity {
        column: column.name.clone(),
        n_customers,
        n_items: u32::try_from(owners.iter().filter(|it| **it > 0).count()).unwrap_or(u32::MAX),
        n_seen: u32::try_from(n).unwrap_or(u32::MAX),
        pairs: pairs(&seen, &owners, &both, dictionary, n_customers),
    }))
}

/// How many baskets hold both of each two of `n` places, in rows of `n`.
fn count_both(baskets: impl Iterator<Item = Vec<u32>>, place: &[Option<usize>], n: usize) -> Vec<u32> {
    let mut both = vec![0_u32; n * n];
    for basket in baskets {
        let own = basket.iter().filter_map(|&it| place.get(it as usize).copied().flatten());
        let own: Vec<usize> = own.collect();
        let pairs = own.iter().flat_map(|a| own.iter().filter(move |b| *b != a).map(move |b| a * n + b));
        for pair in pairs {
            if let Some(it) = both.get_mut(pair) {
                *it += 1;
            }
        }
    }
    both
}

/// The different articles of a customer's rows.
fn basket(rows: &[u32], codes: &[u32], n_codes: usize) -> Vec<u32> {
    let own = rows.iter().filter_map(|&it| codes.get(it as usize).copied());
    let mut own: Vec<u32> = own.filter(|&it| (it as usize) < n_codes).collect();
    own.sort_unstable();
    own.dedup();
    own
}

/// The codes that most have bought, the first of those that tie, and the place of each code among them.
fn most_bought(owners: &[u32]) -> (Vec<usize>, Vec<Option<usize>>) {
    let mut seen: Vec<usize> = (0..owners.len()).filter(|&it| owners.get(it) > Some(&0)).collect();
    order::sort_by(&mut seen, |&a, &b| owners.get(b).cmp(&owners.get(a)).then(a.cmp(&b)));
    seen.truncate(MAX_ITEMS);
    let mut place = vec![None; owners.len()];
    for (idx, &code) in seen.iter().enumerate() {
        if let Some(it) = place.get_mut(code) {
            *it = Some(idx);
        }
    }
    (seen, place)
}

fn pairs(seen: &[usize], owners: &[u32], both: &[u32], names: &Dictionary, n_customers: u32) -> Vec<Pair> {
    let n = seen.len();
    let n_of = |code: usize| owners.get(code).copied().unwrap_or(0);
    let limit = libm::log(CHANCE / (n * n.saturating_sub(1) / 2).max(1) as f64);
    let mut found = Vec::new();
    for (a, &item) in seen.iter().enumerate() {
        for (b, &companion) in seen.iter().enumerate() {
            let n_both = both.get(a * n + b).copied().unwrap_or(0);
            if a == b || n_both < MIN_BOTH {
                continue;
            }
            let pair = Pair {
                item: names.get(item).to_owned(),
                companion: names.get(companion).to_owned(),
                n_item: n_of(item),
                n_companion: n_of(companion),
                n_both,
                n_customers,
            };
            if pair.gain() > 0.0 && ln_chi_square(chi_square(&pair), 1.0) <= limit {
                found.push(pair);
            }
        }
    }
    order::sort_by(&mut found, |a, b| {
        let names = || (&a.item, &a.companion).cmp(&(&b.item, &b.companion));
        b.gain().total_cmp(&a.gain()).then_with(names)
    });
    found
}

/// Pearson's statistic of the table of having the one and having the other.
fn chi_square(pair: &Pair) -> f64 {
    let [n, a, b, both] = [pair.n_customers, pair.n_item, pair.n_companion, pair.n_both].map(f64::from);
    let determinant = both * n - a * b;
    let product = a * (n - a) * b * (n - b);
    if product > 0.0 { determinant * determinant * n / product } else { 0.0 }
}
