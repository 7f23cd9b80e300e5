//! Charts: `<svg>`, tables and one `<canvas>`, drawn from `engine::present::chart`.

mod figure;
mod mark;
mod micro;
mod quality_by_k;
mod rfm_grid;
mod ribbon;
mod size_strip;
mod twin;

pub use figure::{Figure, Readings};
pub use mark::{Mark, SegmentChip, shape_href};
pub use micro::Micro;
pub use quality_by_k::QualityByK;
pub use rfm_grid::RfmGridChart;
pub use ribbon::RibbonChart;
pub use size_strip::SizeStrip;
