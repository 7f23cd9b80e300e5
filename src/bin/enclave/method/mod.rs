//! Which method, and its options.

mod groups;
mod response_tree;
mod rfm;
mod rules;
mod tiers;

pub use groups::weighs_categories;

use enclave::engine::recipe::Recipe;
use enclave::engine::segmentation::tiers::TiersOptions;
use enclave::engine::segmentation::{GroupsOptions, Method, RfmOptions, TreeOptions};

use crate::arguments::Arguments;
use crate::failure::Failure;

/// A kind of method: what its options are read into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Rfm,
    Groups,
    Rules,
    Tiers,
    ResponseTree,
}

/// A name that `--method` takes.
struct Named {
    name: &'static str,
    kind: Kind,
    /// Options that belong to its kind, and to this name alone.
    options: [&'static [&'static str]; 2],
}

fn all() -> impl Iterator<Item = Named> {
    let rfm = Named { name: "rfm", kind: Kind::Rfm, options: [rfm::OPTIONS, &[]] };
    let groups = groups::WAYS.iter().map(|&(name, own)| Named {
        name,
        kind: Kind::Groups,
        options: [groups::OPTIONS, own],
    });
    let tiers = Named { name: "tiers", kind: Kind::Tiers, options: [tiers::OPTIONS, &[]] };
    let rules = Named { name: "rules", kind: Kind::Rules, options: [rules::OPTIONS, &[]] };
    let tree =
        Named { name: "response_tree", kind: Kind::ResponseTree, options: [response_tree::OPTIONS, &[]] };
    [rfm, rules, tiers, tree].into_iter().chain(groups)
}

impl Named {
    fn takes(&self, option: &str) -> bool {
        self.options.iter().any(|it| it.contains(&option))
    }
}

/// The method named, or the one the options belong to, or the one of `base`; `auto` is the one the
/// file suggests.
pub fn chosen(
    arguments: &Arguments,
    base: Method,
    suggested: &Recipe,
    features: Option<Vec<String>>,
    column: &dyn Fn(&str) -> Result<String, Failure>,
) -> Result<Method, Failure> {
    let given: Vec<&str> = options_of_methods().into_iter().filter(|it| arguments.has(it)).collect();
    let (base, kind) = match arguments.one("method") {
        Some("auto") => (suggested.method.clone(), kind_of(&suggested.method)),
        Some(name) => {
            let named = all().find(|it| it.name == name).ok_or_else(|| unknown(name))?;
            if let Some(option) = given.iter().find(|it| !named.takes(it)) {
                return Err(Failure::usage(format!("--{option} does not belong to this method.")));
            }
            (base, named.kind)
        }
        None => {
            let kind = kind_by_options(&given)?.unwrap_or_else(|| kind_of(&base));
            (base, kind)
        }
    };
    Ok(match (kind, base) {
        (Kind::Rfm, Method::Rfm(base)) => Method::Rfm(rfm::options(arguments, base)?),
        (Kind::Rfm, _) => Method::Rfm(rfm::options(arguments, RfmOptions::default())?),
        (Kind::Rules, base) => Method::Rules(rules::options(arguments, base)?),
        (Kind::Tiers, Method::Tiers(base)) => Method::Tiers(tiers::options(arguments, base)?),
        (Kind::Tiers, _) => Method::Tiers(tiers::options(arguments, TiersOptions::default())?),
        (Kind::Groups, Method::Groups(base)) => Method::Groups(groups::options(arguments, base, features)?),
        (Kind::Groups, _) => Method::Groups(groups::options(arguments, GroupsOptions::default(), features)?),
        (Kind::ResponseTree, Method::ResponseTree(base)) => {
            Method::ResponseTree(response_tree::options(arguments, base, column)?)
        }
        (Kind::ResponseTree, _) => {
            Method::ResponseTree(response_tree::options(arguments, TreeOptions::default(), column)?)
        }
    })
}

fn kind_of(method: &Method) -> Kind {
    match method {
        Method::Rfm(_) => Kind::Rfm,
        Method::Groups(_) => Kind::Groups,
        Method::Rules(_) => Kind::Rules,
        Method::Tiers(_) => Kind::Tiers,
        Method::ResponseTree(_) => Kind::ResponseTree,
    }
}

/// The only kind of method that all the options given belong to.
fn kind_by_options(given: &[&str]) -> Result<Option<Kind>, Failure> {
    let mut found: Option<(Kind, &str)> = None;
    for option in given {
        let kinds: Vec<Kind> = all().filter(|it| it.takes(option)).map(|it| it.kind).collect();
        let Some(&first) = kinds.first() else { continue };
        if kinds.iter().any(|it| *it != first) {
            continue;
        }
        match found {
            Some((kind, other)) if kind != first => {
                return Err(Failure::usage(format!(
                    "--{other} and --{option} do not belong to the same method."
                )));
            }
            _ => found = Some((first, option)),
        }
    }
    Ok(found.map(|it| it.0))
}

fn options_of_methods() -> Vec<&'static str> {
    let mut options: Vec<&str> = all().flat_map(|it| it.options).flatten().copied().collect();
    options.sort_unstable();
    options.dedup();
    options
}

fn unknown(name: &str) -> Failure {
    let mut names: Vec<&str> = all().map(|it| it.name).collect();
    names.push("auto");
    Failure::usage(format!("There is no method “{name}”; known are {}.", names.join(", ")))
}
