//! Examples to learn from: files made from fixed seeds, each with a truth that the product finds.

use serde::{Deserialize, Serialize};

use crate::engine::sample::sheet::Sheet;
use crate::engine::sample::{Planted, alike, coffee, retail, seats};

/// An example.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Example {
    /// Orders, page views and people of a retailer; two pairs of goods belong together.
    Retailer,
    /// Visits to cafés by members of three habits.
    CoffeeChain,
    /// Visitors of two events, of whom few and many look for a car seat.
    CarSeats,
    /// Customers of one kind.
    OneKind,
}

impl Example {
    /// All examples, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::CoffeeChain, Self::Retailer, Self::CarSeats, Self::OneKind];

    /// Its files by name, as CSV text in UTF-8; the main one first.
    pub fn files(self) -> Vec<(&'static str, Vec<u8>)> {
        if self != Self::Retailer {
            return vec![(self.file_name(), self.main().into_bytes())];
        }
        let retail::Files { orders, views, people } = retail::make();
        vec![
            (self.file_name(), orders.into_bytes()),
            ("example-page-views.csv", views.into_bytes()),
            ("example-customers.csv", people.into_bytes()),
        ]
    }

    /// Name of its main file.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Retailer => "example-orders.csv",
            Self::CoffeeChain => "example-visits.csv",
            Self::CarSeats => "example-events.csv",
            Self::OneKind => "example-customers-of-one-kind.csv",
        }
    }

    /// Which customer was made as what; each customer once.
    pub fn truth(self) -> Vec<Planted> {
        self.main().into_truth()
    }

    /// Rows below the header of its main file.
    pub fn n_customers(self) -> usize {
        match self {
            Self::Retailer => retail::N_CUSTOMERS,
            Self::CoffeeChain => coffee::N_MEMBERS,
            Self::CarSeats => seats::N_VISITORS,
            Self::OneKind => alike::N_CUSTOMERS,
        }
    }

    fn main(self) -> Sheet {
        match self {
            Self::Retailer => retail::make().orders,
            Self::CoffeeChain => coffee::make(),
            Self::CarSeats => seats::make(),
            Self::OneKind => alike::make(),
        }
    }
}

/// Goods of the retailer that were made to belong together.
pub fn planted_companions() -> [(&'static str, &'static str); 2] {
    retail::PAIRS.map(|it| (it.0, it.1))
}

/// A file like that of [`Example::OneKind`], of another seed.
pub fn one_kind_of_seed(seed: u64) -> Vec<u8> {
    alike::of_seed(seed).into_bytes()
}
