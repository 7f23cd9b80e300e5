//! The conversation between the page and the engine.

#[cfg(target_arch = "wasm32")]
pub mod client;
#[cfg(target_arch = "wasm32")]
mod delivery;
#[cfg(target_arch = "wasm32")]
mod feed;
pub mod line;
#[cfg(target_arch = "wasm32")]
mod mate;
#[cfg(target_arch = "wasm32")]
mod mates;
#[cfg(target_arch = "wasm32")]
mod part;
mod people;
pub mod protocol;
#[cfg(target_arch = "wasm32")]
pub mod serve;
mod shelf;
pub mod told;
pub mod workbench;
