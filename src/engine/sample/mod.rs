//! Files made from fixed seeds, with a truth planted in each.
//!
//! A sample is generated where it is opened: nothing is downloaded. The same bytes come out on
//! every machine. Nobody in them is real: identifiers are numbers, there are no names.

mod accounts;
mod alike;
mod coffee;
mod customers;
mod example;
mod retail;
mod seats;
mod sheet;
mod shop;

pub use example::{Example, one_kind_of_seed, planted_companions};

use serde::{Deserialize, Serialize};

use crate::engine::sample::sheet::Sheet;

/// The samples a newcomer can open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sample {
    /// 24,000 orders of an online shop.
    ShopOrders,
    /// 5,000 customers, one row each.
    CustomerList,
    /// 900 business accounts, one row each.
    BusinessAccounts,
}

/// A customer, and the type that was planted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planted {
    /// The customer's identifier in the file.
    pub customer: String,
    /// What the customer was made as.
    pub kind: &'static str,
}

impl Sample {
    /// All samples, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::ShopOrders, Self::CustomerList, Self::BusinessAccounts];

    /// The file, as CSV text in UTF-8.
    pub fn bytes(self) -> Vec<u8> {
        self.make().into_bytes()
    }

    /// Which customer was made as what; each customer once.
    pub fn truth(self) -> Vec<Planted> {
        self.make().into_truth()
    }

    /// The file's name.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::ShopOrders => "sample-shop-orders.csv",
            Self::CustomerList => "sample-customer-list.csv",
            Self::BusinessAccounts => "sample-business-accounts.csv",
        }
    }

    /// Its name on the screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::ShopOrders => "Online shop orders",
            Self::CustomerList => "Customer list",
            Self::BusinessAccounts => "Business accounts",
        }
    }

    /// Its size in words.
    pub fn description(self) -> &'static str {
        match self {
            Self::ShopOrders => "24,000 orders of two years",
            Self::CustomerList => "5,000 people, one row each",
            Self::BusinessAccounts => "900 companies, one row each",
        }
    }

    /// Rows below the header.
    pub fn n_rows(self) -> usize {
        match self {
            Self::ShopOrders => shop::N_ORDERS,
            Self::CustomerList => customers::N_CUSTOMERS,
            Self::BusinessAccounts => accounts::N_ACCOUNTS,
        }
    }

    fn make(self) -> Sheet {
        match self {
            Self::ShopOrders => shop::make(),
            Self::CustomerList => customers::make(),
            Self::BusinessAccounts => accounts::make(),
        }
    }
}
