//! For the page as it is released: the linker leaves its notes on who refers to whom in the program,
//! by which `cargo xtask build` parts it. See `docs/decisions/0006-program-in-parts.md`.

#[expect(clippy::disallowed_methods, reason = "cargo tells a build script what it builds so")]
fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|it| it == value);
    if is("CARGO_CFG_TARGET_ARCH", "wasm32") && is("PROFILE", "release") {
        println!("cargo:rustc-link-arg-bin=app=--emit-relocs");
    }
}
