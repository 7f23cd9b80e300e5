//! A list of business accounts of five types, one row each, with a few cells missing.

use crate::engine::sample::sheet::{Day, Euros, Known, LAST_DAY, Sheet, around, cents, count, pick, whole};
use crate::kernel::random::Random;

/// Accounts in the file.
pub(super) const N_ACCOUNTS: usize = 900;

const SEED: u64 = 900_526;
const REGIONS: [(&str, u32); 4] = [("North", 30), ("South", 28), ("East", 17), ("West", 25)];

/// A type of account: medians of skewed numbers, means of counts.
struct Type {
    name: &'static str,
    n: usize,
    employees: f64,
    annual_spend: f64,
    orders: f64,
    contract_months: f64,
    tickets: f64,
    payment_days: f64,
    recency_days: f64,
    industries: [(&'static str, u32); 6],
}

const TYPES: [Type; 5] = [
    Type {
        name: "key account",
        n: 80,
        employees: 1_100.0,
        annual_spend: 186_000.0,
        orders: 64.0,
        contract_months: 58.0,
        tickets: 11.0,
        payment_days: 32.0,
        recency_days: 6.0,
        industries: [
            ("Manufacturing", 6),
            ("Retail", 3),
            ("Healthcare", 2),
            ("Services", 1),
            ("Construction", 2),
            ("Education", 1),
        ],
    },
    Type {
        name: "steady",
        n: 290,
        employees: 130.0,
        annual_spend: 29_000.0,
        orders: 26.0,
        contract_months: 40.0,
        tickets: 3.0,
        payment_days: 24.0,
        recency_days: 14.0,
        industries: [
            ("Manufacturing", 3),
            ("Retail", 3),
            ("Healthcare", 4),
            ("Services", 4),
            ("Construction", 1),
            ("Education", 2),
        ],
    },
    Type {
        name: "small and occasional",
        n: 280,
        employees: 14.0,
        annual_spend: 2_600.0,
        orders: 4.0,
        contract_months: 24.0,
        tickets: 0.8,
        payment_days: 16.0,
        recency_days: 95.0,
        industries: [
            ("Manufacturing", 1),
            ("Retail", 5),
            ("Healthcare", 1),
            ("Services", 6),
            ("Construction", 3),
            ("Education", 1),
        ],
    },
    Type {
        name: "demanding",
        n: 140,
        employees: 190.0,
        annual_spend: 21_000.0,
        orders: 13.0,
        contract_months: 17.0,
        tickets: 27.0,
        payment_days: 63.0,
        recency_days: 40.0,
        industries: [
            ("Manufacturing", 2),
            ("Retail", 2),
            ("Healthcare", 1),
            ("Services", 2),
            ("Construction", 6),
            ("Education", 1),
        ],
    },
    Type {
        name: "new",
        n: 110,
        employees: 60.0,
        annual_spend: 5_200.0,
        orders: 2.5,
        contract_months: 2.5,
        tickets: 5.0,
        payment_days: 27.0,
        recency_days: 18.0,
        industries: [
            ("Manufacturing", 1),
            ("Retail", 2),
            ("Healthcare", 2),
            ("Services", 3),
            ("Construction", 1),
            ("Education", 5),
        ],
    },
];

/// The file.
pub(super) fn make() -> Sheet {
    let mut sheet = Sheet::new(
        "account_id,industry,region,employees,annual_spend_eur,orders,contract_months,\
         support_tickets,payment_days,last_order_date",
    );
    let mut random = Random::new(SEED);
    let mut kinds: Vec<&Type> = TYPES.iter().flat_map(|it| std::iter::repeat_n(it, it.n)).collect();
    random.shuffle(&mut kinds);
    for (idx, kind) in kinds.into_iter().enumerate() {
        let id = format!("A{}", 3_001 + idx);
        write_row(&mut sheet, &id, kind, &mut random);
        sheet.plant(id, kind.name);
    }
    sheet
}

fn write_row(sheet: &mut Sheet, id: &str, kind: &Type, random: &mut Random) {
    let employees = whole(around(random, kind.employees, 0.4), 2);
    let spend = cents(around(random, kind.annual_spend, 0.35));
    let orders = whole(around(random, kind.orders, 0.25), 1);
    let contract_months = whole(around(random, kind.contract_months, 0.3), 1);
    let tickets = count(random, kind.tickets);
    let payment_days = whole(around(random, kind.payment_days, 0.18), 5);
    let recency_days = whole(around(random, kind.recency_days, 0.5), 1).min(364) - 1;
    let industry = pick(random, &kind.industries).copied().unwrap_or_default();
    let region = pick(random, &REGIONS).copied().unwrap_or_default();
    let is_industry_known = !random.happens(0.01);
    let is_size_known = !random.happens(0.01);
    sheet.row(&[
        &id,
        &Known(is_industry_known, industry),
        &region,
        &Known(is_size_known, employees),
        &Euros(spend),
        &orders,
        &contract_months,
        &tickets,
        &payment_days,
        &Day(LAST_DAY - recency_days),
    ]);
}
