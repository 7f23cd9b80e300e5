//! The page, built for release into `dist/`, and the native door beside it.

use crate::page::Page;
use crate::process::{Step, timed};
use crate::{comments, dist, pack, parts, place, size, styles, tools, wrapping};

/// The page, its sizes and its checks.
pub fn everything() -> Result<(), String> {
    for_browser()?;
    let faults: Vec<String> =
        dist::CHECKS.iter().flat_map(|(_, check)| check(&place::inside("dist"))).collect();
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
}

/// The page in `dist/`, with its sizes; what is too large is said, and is an error in the tests.
pub fn for_browser() -> Result<(), String> {
    timed("set up the build", tools::for_build)?;
    timed("build the page for release", || Step::new("trunk").args(["build", "--release"]).stream())?;
    let folder = place::inside("dist");
    timed("part the program", || {
        let mut page = Page::open(&folder)?;
        parts::part(&mut page)?;
        page.save()
    })?;
    timed("pack the program, join the styles, leave out comments", || {
        let mut page = Page::open(&folder)?;
        styles::join(&mut page)?;
        comments::leave_out(&mut page)?;
        pack::program(&mut page)?;
        page.save()
    })?;
    timed("build what undoes wrappings, a module of its own", || {
        let mut page = Page::open(&folder)?;
        wrapping::add(&mut page)?;
        page.save()
    })?;
    size::print(&size::measure(&folder)?);
    Ok(())
}

/// The native door, with the same optimisation as the page.
pub fn native_door() -> Result<(), String> {
    timed("build the native door for release", || {
        Step::new("cargo").args(["build", "--release", "--locked", "--bin", "enclave"]).stream().map(|_| ())
    })
}

/// The door to the files for other tools, for those who check them: an example of their package.
pub fn door_of_destinations() -> Result<(), String> {
    timed("build the door to the files for other tools", || {
        let package = ["--package", "enclave-destinations", "--example", "contacts"];
        Step::new("cargo").args(["build", "--release", "--locked"]).args(package).stream().map(|_| ())
    })
}
