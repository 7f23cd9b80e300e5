//! The engine's native tests in one binary, one topic a module.

mod analysed;
mod features;
mod groups;
mod laws;
mod message;
mod present;
mod present_chart;
mod present_palette;
mod present_shop;
mod profile;
mod rfm;
mod samples;
mod sources;
