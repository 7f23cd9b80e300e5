//! The tools, at pinned versions: found where they already are, installed where they are not.

use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;

use crate::place;
use crate::process::{self, Step, timed};

/// The newest Trunk that the pinned Rust compiles.
const TRUNK: &str = "0.21.14";

/// Folders with tools that go first on the path.
pub fn folders() -> Vec<PathBuf> {
    let mut all = Vec::new();
    if let Ok(cache) = place::cache() {
        all.push(cache.join("tools").join(format!("trunk-{TRUNK}")).join("bin"));
        if let Ok(version) = bindgen_version() {
            all.push(cache.join("tools").join(format!("wasm-bindgen-cli-{version}")).join("bin"));
        }
    }
    all.push(place::inside("node_modules/.bin"));
    all
}

/// Everything the browser build needs.
pub fn for_build() -> Result<(), String> {
    target()?;
    let light = [
        ("CARGO_PROFILE_RELEASE_LTO", "off"),
        ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
        ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
    ];
    cargo_tool("trunk", "trunk", TRUNK, &["--locked", "--no-default-features"], &light)?;
    // Its own lock file is not used: it may name versions that a mirror does not have.
    cargo_tool("wasm-bindgen-cli", "wasm-bindgen", &bindgen_version()?, &[], &light)?;
    npm()?;
    // Trunk is told to stay offline, so what it compiles is fetched before.
    Step::new("cargo").args(["fetch", "--locked"]).stream().map(|_| ())
}

/// The wasm target of the pinned toolchain.
pub fn target() -> Result<(), String> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let sysroot = Step::new("rustc").args(["--print", "sysroot"]).ask().ok_or("rustc does not run")?;
    if PathBuf::from(sysroot).join("lib/rustlib").join(TARGET).is_dir() {
        return Ok(());
    }
    timed("install the wasm target", || {
        Step::new("rustup").args(["target", "add", TARGET]).stream().map(|_| ())
    })
}

/// The version of wasm-bindgen in Cargo.lock; the tool must be of exactly this one.
fn bindgen_version() -> Result<String, String> {
    let lock = fs::read_to_string(place::inside("Cargo.lock")).map_err(|it| format!("Cargo.lock: {it}"))?;
    version_in_lock(&lock, "wasm-bindgen").ok_or_else(|| "Cargo.lock does not name wasm-bindgen".to_owned())
}

fn version_in_lock(lock: &str, package: &str) -> Option<String> {
    let mut lines = lock.lines().skip_while(|it| *it != format!("name = \"{package}\""));
    let version = lines.nth(1)?.strip_prefix("version = \"")?;
    Some(version.trim_end_matches('"').to_owned())
}

fn cargo_tool(
    package: &str,
    program: &str,
    version: &str,
    options: &[&str],
    profile: &[(&str, &str)],
) -> Result<(), String> {
    let is_there = || {
        let said = Step::new(program).arg("--version").ask().unwrap_or_default();
        said.split_whitespace().nth(1) == Some(version)
    };
    if is_there() {
        return Ok(());
    }
    let folder = place::cache()?.join("tools").join(format!("{package}-{version}"));
    timed(&format!("install {package} {version} into {} (several minutes, once)", folder.display()), || {
        let step = Step::new("cargo").args(["install", package, "--version", version, "--root"]).arg(&folder);
        profile.iter().fold(step.args(options), |it, (name, value)| it.env(name, value)).stream()
    })?;
    if is_there() { Ok(()) } else { Err(format!("{program} {version} was installed but does not run")) }
}

/// The packages of package-lock.json: wasm-opt, the browser's driver, the accessibility checker.
pub fn npm() -> Result<(), String> {
    if process::find(OsStr::new("npm")).is_none() {
        return Err("node and npm are needed: install Node 20 or later".to_owned());
    }
    once("package-lock.json", "node_modules/.installed", || {
        timed("install the npm packages of package-lock.json into node_modules/", || {
            Step::new("npm").args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]).stream().map(|_| ())
        })
    })
}

/// The Python that computes reference values, with the packages of its list.
pub fn python() -> Result<PathBuf, String> {
    let bin = if cfg!(windows) { ".venv/Scripts/python.exe" } else { ".venv/bin/python" };
    let python = place::inside(bin);
    once("tests/oracle/requirements.txt", ".venv/.installed", || {
        timed("install the Python packages of tests/oracle/requirements.txt into .venv/", || {
            let base = if cfg!(windows) { "python" } else { "python3" };
            if let Err(fault) = Step::new(base).args(["-m", "venv", "--clear", ".venv"]).stream() {
                debian(&["python3-venv"]).map_err(|advice| format!("{fault}\n{advice}"))?;
                Step::new(base).args(["-m", "venv", "--clear", ".venv"]).stream()?;
            }
            let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"];
            Step::new(&python).args(pip).arg("tests/oracle/requirements.txt").stream().map(|_| ())
        })
    })?;
    Ok(python)
}

/// A Chromium to drive: `CHROMIUM`, one on the path, or Debian's, installed if that is possible.
pub fn chromium() -> Result<PathBuf, String> {
    const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    const MAC: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
    let look = || {
        let given = std::env::var_os("CHROMIUM").map(PathBuf::from);
        let mac = Some(PathBuf::from(MAC)).filter(|it| it.is_file());
        given.or_else(|| NAMES.iter().find_map(|it| process::find(OsStr::new(it)))).or(mac)
    };
    if let Some(found) = look() {
        return Ok(found);
    }
    timed("install Chromium from the system's packages", || debian(&["chromium", "fonts-liberation"]))?;
    look().ok_or_else(|| "Chromium was installed but is not on the path; set CHROMIUM to it".to_owned())
}

/// A `PostgreSQL` server that the tests may start; Debian's, installed if that is possible.
pub fn postgres() -> Result<(), String> {
    let is_there = || {
        let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
        let mut servers = versions.map(|it| it.path().join("bin").join("postgres"));
        servers.any(|it| it.is_file()) || process::find(OsStr::new("postgres")).is_some()
    };
    if is_there() {
        return Ok(());
    }
    timed("install PostgreSQL from the system's packages", || debian(&["postgresql"]))?;
    if is_there() { Ok(()) } else { Err("PostgreSQL was installed but its server is not there".to_owned()) }
}

/// The machine that Spark runs in; Debian's, installed if that is possible.
pub fn java() -> Result<(), String> {
    let is_there = || Step::new("java").arg("-version").ask().is_some();
    if is_there() {
        return Ok(());
    }
    timed("install Java from the system's packages", || debian(&["default-jre-headless"]))?;
    if is_there() { Ok(()) } else { Err("Java was installed but does not run".to_owned()) }
}

/// A LibreOffice without a window, to open exported files with: `SOFFICE`, one on the path, or
/// Debian's, installed if that is possible.
pub fn libreoffice() -> Result<PathBuf, String> {
    let look = || {
        let given = std::env::var_os("SOFFICE").map(PathBuf::from);
        given.or_else(|| ["soffice", "libreoffice"].iter().find_map(|it| process::find(OsStr::new(it))))
    };
    if let Some(found) = look() {
        return Ok(found);
    }
    let package = ["libreoffice-calc-nogui"];
    timed("install LibreOffice Calc from the system's packages (two minutes, once)", || debian(&package))?;
    look().ok_or_else(|| "LibreOffice was installed but is not on the path; set SOFFICE to it".to_owned())
}

/// Installs Debian packages where this program may, and says the command where it may not.
fn debian(packages: &[&str]) -> Result<(), String> {
    let command = format!("apt-get update && apt-get install -y {}", packages.join(" "));
    let is_root = Step::new("id").arg("-u").ask().as_deref() == Some("0");
    if process::find(OsStr::new("apt-get")).is_none() {
        return Err(format!(
            "please install {} with this system's packages, then try again",
            packages.join(" and ")
        ));
    }
    if !is_root {
        return Err(format!("please run: sudo sh -c '{command}'"));
    }
    Step::new("apt-get").args(["-qq", "update"]).stream()?;
    let step = Step::new("apt-get").args(["-qq", "install", "-y"]).args(packages);
    step.env("DEBIAN_FRONTEND", "noninteractive").stream().map(|_| ())
}

/// Does the work unless the stamp says it was done for the list as it is now.
fn once(list: &str, stamp: &str, work: impl FnOnce() -> Result<(), String>) -> Result<(), String> {
    let wanted = fs::read_to_string(place::inside(list)).map_err(|it| format!("{list}: {it}"))?;
    if fs::read_to_string(place::inside(stamp)).is_ok_and(|it| it == wanted) {
        return Ok(());
    }
    work()?;
    fs::write(place::inside(stamp), wanted).map_err(|it| format!("{stamp}: {it}"))
}

#[cfg(test)]
mod tests {
    use super::version_in_lock;

    #[test]
    fn the_version_is_read_from_the_lock_by_whole_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"9.9.9\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(version_in_lock(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(version_in_lock(lock, "trunk"), None);
    }
}
