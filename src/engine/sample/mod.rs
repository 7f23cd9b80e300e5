//! Files made from fixed seeds, with a truth planted in each.

use serde::{Deserialize, Serialize};

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
