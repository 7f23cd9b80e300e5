//! Value against cost to serve: who brings more than they cost.

use crate::engine::segmentation::tiers::{
    Contribution, QuadrantDetail, QuadrantOptions, Ranked, Tier, Tiered, TiersDetail, column, count_missing,
    curve, with_customers,
};
use crate::engine::segmentation::{Customers, Figure, SegmentationError, UNASSIGNED};
use crate::engine::table::Issues;
use crate::kernel::ledger::Units;
use crate::kernel::quantile::quantiles;

/// The four, the best first.
const NAMES: [&str; 4] =
    ["High value, low cost", "High value, high cost", "Low value, low cost", "Low value, high cost"];

/// Puts customers into the four; those without a margin or a cost are in none.
pub(super) fn find(
    customers: Customers<'_>,
    options: &QuadrantOptions,
    issues: &mut Issues,
) -> Result<Tiered, SegmentationError> {
    let margins = column(&options.margin, customers)?;
    let costs = column(&options.cost, customers)?;
    count_missing(&options.margin, &margins, issues);
    count_missing(&options.cost, &costs, issues);
    let is_known = |it: &(&f64, &f64)| !it.0.is_nan() && !it.1.is_nan();
    let known: Vec<(f64, f64)> = margins.iter().zip(&costs).filter(is_known).map(|(a, b)| (*a, *b)).collect();
    if known.is_empty() {
        return Err(SegmentationError::TooFewCustomers { n_customers: 0, needed: 1 });
    }
    let margin_cut = options.margin_cut.unwrap_or_else(|| median(known.iter().map(|it| it.0).collect()));
    let cost_cut = options.cost_cut.unwrap_or_else(|| median(known.iter().map(|it| it.1).collect()));
    let units = Units::of(&known.iter().flat_map(|it| [it.0, it.1]).collect::<Vec<_>>());
    let mut parts = [Part::default(); 4];
    let mut places = vec![UNASSIGNED; margins.len()];
    let mut contributions = vec![f64::NAN; margins.len()];
    for (idx, (&margin, &cost)) in margins.iter().zip(&costs).enumerate().filter(|it| is_known(&it.1)) {
        let quarter = if margin > margin_cut { 0 } else { 2 } + usize::from(cost > cost_cut);
        let (margin, cost) = (units.count(margin), units.count(cost));
        if let (Some(part), Some(place), Some(left)) =
            (parts.get_mut(quarter), places.get_mut(idx), contributions.get_mut(idx))
        {
            part.add(margin, cost);
            *place = u8::try_from(quarter).unwrap_or(UNASSIGNED);
            *left = units.as_amount(margin - cost);
        }
    }
    let mut all = Part::default();
    for it in &parts {
        all.join(it);
    }
    let quarters: Vec<Contribution> =
        NAMES.iter().zip(&parts).map(|(name, part)| part.written(name, units)).collect();
    let quadrant = QuadrantDetail {
        margin: options.margin.clone(),
        cost: options.cost.clone(),
        margin_cut,
        cost_cut,
        all: all.written("", units),
        quarters,
    };
    let ranked = Ranked::of(&known.iter().map(|it| it.0).collect::<Vec<_>>())?;
    let detail = TiersDetail {
        tiers: tiers(&quadrant, &ranked),
        quadrant: Some(quadrant),
        ..curve::spread(&options.margin, &ranked)
    };
    let figure = |name: &str, values| Figure { name: name.to_owned(), values };
    let figures =
        vec![figure("margin", margins), figure("cost", costs), figure("contribution", contributions)];
    let (names, assignment) = with_customers(&NAMES.map(str::to_owned), places);
    Ok(Tiered { names, assignment, figures, detail })
}

fn median(mut values: Vec<f64>) -> f64 {
    quantiles(&mut values, &[(1, 2)]).first().copied().unwrap_or(f64::NAN)
}

/// The four as tiers of their margins.
fn tiers(quadrant: &QuadrantDetail, ranked: &Ranked) -> Vec<Tier> {
    let all = ranked.units.as_amount(ranked.positive());
    let tier = |it: &Contribution| Tier {
        name: it.name.clone(),
        from: None,
        n: it.n,
        amount: it.margin,
        share: (all > 0.0).then(|| it.margin / all),
    };
    quadrant.quarters.iter().map(tier).collect()
}

/// Sums in whole units.
#[derive(Debug, Clone, Copy, Default)]
struct Part {
    n: usize,
    margin: i64,
    cost: i64,
    n_below_zero: usize,
    lost: i64,
}

impl Part {
    fn add(&mut self, margin: i64, cost: i64) {
        self.n += 1;
        self.margin += margin;
        self.cost += cost;
        if margin < cost {
            self.n_below_zero += 1;
            self.lost += margin - cost;
        }
    }

    fn join(&mut self, other: &Self) {
        self.n += other.n;
        self.margin += other.margin;
        self.cost += other.cost;
        self.n_below_zero += other.n_below_zero;
        self.lost += other.lost;
    }

    fn written(&self, name: &str, units: Units) -> Contribution {
        Contribution {
            name: name.to_owned(),
            n: self.n,
            margin: units.as_amount(self.margin),
            cost: units.as_amount(self.cost),
            contribution: units.as_amount(self.margin - self.cost),
            n_below_zero: self.n_below_zero,
            lost: units.as_amount(self.lost),
        }
    }
}
