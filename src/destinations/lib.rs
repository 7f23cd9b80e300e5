//! Contacts in, files for other tools out, as a package of its own: the page loads it apart.

pub use enclave_kernel::kernel;

#[path = "mod.rs"]
pub mod destinations;
