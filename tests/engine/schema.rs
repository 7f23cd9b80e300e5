//! The written JSON has the form that `docs/schema` promises.

use std::fs;
use std::path::Path;

use enclave::engine::export::{Format, write};
use enclave::engine::features::MappedColumn;
use enclave::engine::recipe::Recipe;
use enclave::engine::sample::Sample;
use enclave::engine::segmentation::rules::text;
use enclave::engine::segmentation::{
    Algorithm, Distance, GroupsOptions, Method, RfmCuts, RfmOptions, ScoreRule, TreeKind, TreeOptions,
};
use enclave::engine::table::{ReadingOptions, Role, Source};
use serde_json::{Value, json};

use crate::analysed::{Analysed, rfm_recipe};
use crate::response_tree::campaign;

#[test]
fn an_analysis_by_rfm_has_the_promised_form() {
    holds("analysis", &written(&by_rfm(), &Format::Analysis));
}

#[test]
fn an_analysis_by_natural_groups_has_the_promised_form() {
    holds("analysis", &written(&by_groups(), &Format::Analysis));
}

#[test]
fn an_analysis_by_rules_has_the_promised_form() {
    let by_rules = by_rules();
    let analysis = written(&by_rules, &Format::Analysis);
    holds("analysis", &analysis);
    assert_eq!(analysis["rules"]["segments"][0]["lines"][1]["text"], "category in (\"Shoes\", \"Hats\")");
    assert!(!analysis["rules"]["segments"][1]["why_nobody"].is_null());
    holds("recipe", &written(&by_rules, &Format::Recipe));
}

#[test]
fn an_analysis_by_a_response_tree_has_the_promised_form() {
    for tree in [TreeKind::Cart, TreeKind::Chaid] {
        for outcome in ["answered", "spent"] {
            let options = TreeOptions { tree, outcome: Some(outcome.to_owned()), ..TreeOptions::default() };
            holds("analysis", &written(&campaign(options), &Format::Analysis));
        }
    }
}

#[test]
fn every_recipe_has_the_promised_form() {
    holds("recipe", &written(&by_rfm(), &Format::Recipe));
    holds("recipe", &written(&by_groups(), &Format::Recipe));
    for algorithm in [
        Algorithm::Ward,
        Algorithm::Average,
        Algorithm::Medoids { distance: Distance::Gower },
        Algorithm::Hdbscan { min_size: Some(20), min_samples: None },
        Algorithm::Dbscan { eps: 0.5, min_samples: 5 },
    ] {
        let analysed = by_way(algorithm);
        holds("recipe", &written(&analysed, &Format::Recipe));
        holds("analysis", &written(&analysed, &Format::Analysis));
    }
    holds("recipe", &written(&campaign(TreeOptions::default()), &Format::Recipe));
}

#[test]
fn every_model_has_the_promised_form() {
    for (sample, method) in crate::model::all() {
        let model = crate::model::model(&Analysed::sample(sample, method));
        holds("model", &serde_json::from_str(&model.to_json()).unwrap());
    }
}

#[test]
fn what_breaks_the_form_is_noticed() {
    let schema = schema("recipe");
    let mut recipe = written(&by_rfm(), &Format::Recipe);
    assert_eq!(faults(&schema, &schema, &recipe, "recipe"), Vec::<String>::new());
    recipe["mapping"]["unit"] = json!("weeks");
    recipe["extra"] = json!(1);
    recipe.as_object_mut().unwrap().remove("version");
    assert_eq!(faults(&schema, &schema, &recipe, "recipe").len(), 3);
}

fn by_rfm() -> Analysed {
    let text = "customer,day,amount\nA,2026-01-01,5\nA,2026-02-01,x\nB,2026-01-02,7\nC,2026-03-02,-2\n";
    let cuts = vec![1.0, 2.0, 3.0, 4.0];
    let cuts = Some(RfmCuts { recency_days: cuts.clone(), frequency: cuts.clone(), monetary: cuts });
    let options = RfmOptions { score: ScoreRule::Fixed, cuts, ..RfmOptions::default() };
    let mut recipe = rfm_recipe(options);
    recipe.names.insert("Champions".to_owned(), "Best".to_owned());
    Analysed::of("orders.csv", text, recipe).unwrap()
}

fn by_groups() -> Analysed {
    by_way(Algorithm::Kmeans)
}

fn by_way(algorithm: Algorithm) -> Analysed {
    let text = String::from_utf8(Sample::BusinessAccounts.bytes()).unwrap();
    let source = Source::from_bytes("a.csv", text.as_bytes(), &ReadingOptions::default()).unwrap();
    let method =
        Method::Groups(GroupsOptions { k: Some(3), starts: 5, algorithm, ..GroupsOptions::default() });
    let recipe = Recipe { method, ..Recipe::suggest(&source.summary()) };
    Analysed::of("accounts.csv", &text, recipe).unwrap()
}

/// Rules with every kind of condition, and a segment of nobody.
fn by_rules() -> Analysed {
    let file =
        "customer,day,amount,category\nA,2026-01-01,5,Shoes\nA,2026-02-01,6,Hats\nB,2026-03-01,7,Socks\n";
    let rules = "use rfm = rfm\nsegment \"X\":\n  any:\n    category in (Shoes, Hats)\n    \
        segment of rfm is not Champions\n    at least 1 order where amount > 5 in the last 9 days\n    \
        spent less than 3 more than 9 days before the end\n    bought category = Shoes, then category = Hats \
        within 40 days\n    none:\n      last_order >= 2026-01-01\n      monetary above the median\n      \
        frequency in the top 5%\n      category is missing\n      category does not contain \"o\"\n      \
        last_order in the last 3 days\nsegment \"Y\":\n  frequency between 90 and 99\n";
    let mut recipe = rfm_recipe(RfmOptions::default());
    let category = MappedColumn { name: "category".to_owned(), role: Role::Category };
    recipe.mapping.columns.push(category);
    recipe.method = Method::Rules(text::parse(rules).unwrap());
    Analysed::of("orders.csv", file, recipe).unwrap()
}

pub fn written(analysed: &Analysed, format: &Format) -> Value {
    serde_json::from_slice(&write(&analysed.material(), format).bytes).unwrap()
}

fn schema(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/schema/{name}.schema.json"));
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

pub fn holds(name: &str, value: &Value) {
    let schema = schema(name);
    let faults = faults(&schema, &schema, value, name);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Where a value breaks a schema. Knows the words that our schemas use and no others.
fn faults(root: &Value, schema: &Value, value: &Value, place: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (word, rule) in schema.as_object().unwrap() {
        let breaks = match word.as_str() {
            "$schema" | "$defs" | "title" | "description" | "properties" => false,
            "$ref" => {
                let target = root.pointer(rule.as_str().unwrap().trim_start_matches('#')).unwrap();
                found.extend(faults(root, target, value, place));
                false
            }
            "type" => !types(rule).any(|it| is_type(value, it)),
            "enum" => !rule.as_array().unwrap().contains(value),
            "anyOf" => rule.as_array().unwrap().iter().all(|it| !faults(root, it, value, place).is_empty()),
            "oneOf" => {
                rule.as_array().unwrap().iter().filter(|it| faults(root, it, value, place).is_empty()).count()
                    != 1
            }
            "minimum" => value.as_f64().is_some_and(|it| it < rule.as_f64().unwrap()),
            "maximum" => value.as_f64().is_some_and(|it| it > rule.as_f64().unwrap()),
            "minItems" => value.as_array().is_some_and(|it| (it.len() as u64) < rule.as_u64().unwrap()),
            "maxItems" => value.as_array().is_some_and(|it| it.len() as u64 > rule.as_u64().unwrap()),
            "required" => types(rule).any(|it| value.is_object() && value.get(it).is_none()),
            "items" => {
                for (idx, item) in value.as_array().into_iter().flatten().enumerate() {
                    found.extend(faults(root, rule, item, &format!("{place}[{idx}]")));
                }
                false
            }
            "additionalProperties" => {
                found.extend(members(root, schema, rule, value, place));
                false
            }
            other => unreachable!("the schema says {other}"),
        };
        if breaks {
            found.push(format!("{place}: {value} breaks {word} {rule}"));
        }
    }
    found
}

fn members(root: &Value, schema: &Value, others: &Value, value: &Value, place: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (name, member) in value.as_object().into_iter().flatten() {
        let place = format!("{place}.{name}");
        match (schema.get("properties").and_then(|it| it.get(name)), others) {
            (None, Value::Bool(false)) => found.push(format!("{place} is not foreseen")),
            (Some(rule), _) | (None, rule) => found.extend(faults(root, rule, member, &place)),
        }
    }
    found
}

fn types(rule: &Value) -> impl Iterator<Item = &str> {
    let one = rule.as_str().into_iter();
    one.chain(rule.as_array().into_iter().flatten().filter_map(Value::as_str))
}

fn is_type(value: &Value, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => unreachable!("the schema says {other}"),
    }
}
