//! Charts: `<svg>`, tables and one `<canvas>`, drawn from `engine::present::chart`.

mod category_rows;
mod crosstab;
mod customer_map;
mod cut_rows;
mod figure;
mod funnel;
mod histogram;
mod mark;
mod micro;
mod pareto;
mod quality_by_k;
mod range_rows;
mod rfm_grid;
mod ribbon;
mod size_strip;
mod treemap;
mod twin;
mod versus_rows;

pub use category_rows::CategoryRows;
pub use crosstab::CrosstabChart;
pub use customer_map::CustomerMap;
pub use cut_rows::CutRowsChart;
pub use figure::{Figure, Readings};
pub use funnel::FunnelBars;
pub use histogram::HistogramChart;
pub use mark::{Mark, SegmentChip, shape_href};
pub use micro::Micro;
pub use pareto::ParetoCurve;
pub use quality_by_k::QualityByK;
pub use range_rows::RangeRows;
pub use rfm_grid::RfmGridChart;
pub use ribbon::RibbonChart;
pub use size_strip::SizeStrip;
pub use treemap::TreemapChart;
pub use twin::TwinTable;
pub use versus_rows::VersusRows;
