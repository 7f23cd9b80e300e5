//! The browser door: mounts the page, or serves as its worker, by where it runs.

fn main() {
    #[cfg(target_arch = "wasm32")]
    enclave::ui::start();
}
