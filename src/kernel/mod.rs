//! The loops that time is spent in: over bytes, over cells, over points.
//!
//! Bytes become text ([`text`]), text becomes records ([`records`]), records become typed cells
//! ([`value`], [`mod@column`], [`cells`]); rows become accounts ([`ledger`]), tables stand side by
//! side ([`joining`]); points become groups ([`kmeans`], [`mixture`], [`prototypes`], [`latent_classes`], [`linkage`], [`medoids`],
//! [`density`]) by how far they are apart ([`distances`]), and groups are rated ([`quality`]), scales of a survey too ([`reliability`]), compared with the others ([`contrast`]) and told in a rule; conditions
//! become sets of customers ([`bits`], [`purchases`]); customers leave for files ([`contacts`], [`written`]).
//! Nothing here knows a recipe, a role or a word for people: what is decided, and what is said about
//! it, is the engine's.
//!
//! It is a package of its own because it is compiled for speed and the engine for size. So what is
//! called once per file or column belongs to the engine, what is called once per row belongs here.

pub mod bits;
pub mod cells;
pub mod column;
pub mod contacts;
pub mod contrast;
pub mod cut;
pub mod decimal;
pub mod density;
pub mod distances;
pub mod joining;
pub mod kmeans;
pub mod latent_classes;
pub mod ledger;
pub mod letters;
pub mod linkage;
pub mod medoids;
pub mod mixture;
pub mod names;
pub mod notation;
pub mod order;
pub mod principal;
pub mod prototypes;
pub mod purchases;
pub mod quality;
pub mod quantile;
pub mod random;
pub mod records;
pub mod reliability;
pub mod tails;
pub mod text;
pub mod tree;
pub mod value;
pub mod written;
