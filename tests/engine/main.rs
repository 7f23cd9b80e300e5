//! The engine's native tests in one binary, one topic a module.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unreachable,
    reason = "a test whose own set-up is wrong should fail loudly"
)]

mod analysed;
mod analysis;
mod best_group;
mod claims;
mod conversation;
mod conversation_line;
mod conversation_page;
mod conversation_rules;
mod conversation_several;
mod door;
mod door_export;
mod door_fair;
mod door_model;
mod door_together;
mod edits;
mod export;
mod faults;
mod features;
mod first_look;
mod fitting;
mod fuzzed;
mod glossary;
mod golden;
mod groups;
mod groups_answers;
mod groups_apart;
mod groups_mixture;
mod groups_shared;
mod groups_sure;
mod headers;
mod join;
mod join_laws;
mod laws;
mod learning;
mod measures;
mod message;
mod model;
mod notes;
mod oddities;
mod pollution;
mod present;
mod present_chart;
mod present_compare;
mod present_palette;
mod present_samples;
mod present_shop;
mod present_together;
mod profile;
mod profile_evidence;
mod reading;
mod reading_laws;
mod recipes;
mod report_html;
mod response_tree;
mod rfm;
mod rules;
mod samples;
mod schema;
mod small_cells;
mod sources;
mod split;
mod survey;
mod tiers;
mod treatments;
mod values;
