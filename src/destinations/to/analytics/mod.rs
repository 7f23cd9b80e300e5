//! Where segments meet what people do: analytics and dashboards.

pub(super) mod amplitude;
pub(super) mod ga4;
pub(super) mod star;
