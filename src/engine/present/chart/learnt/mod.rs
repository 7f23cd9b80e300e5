//! What methods learnt beside their segments: funnels, curves, trees, two ways crossed.

mod crosstab;
mod funnel;
mod pareto;
mod tree;

pub use crosstab::{Crosstab, CrosstabCell, CrosstabHead, CrosstabRow, agreement};
pub use funnel::{FunnelChart, FunnelRow, change, line_said};
pub use pareto::{ParetoChart, ParetoCut, quarters};
pub use tree::{GainsChart, TreeChart, TreeRow, leak};
