//! Who responds: trees learnt from an outcome, honest about what they know.

use enclave::engine::EngineError;
use enclave::engine::export::{Format, write};
use enclave::engine::features::{MappedColumn, Mapping, RowUnit};
use enclave::engine::present::sentence::why::why;
use enclave::engine::recipe::Recipe;
use enclave::engine::segmentation::response_tree::{Leak, Verdict};
use enclave::engine::segmentation::{
    Detail, Method, SegmentationError, TreeDetail, TreeKind, TreeOptions, UNASSIGNED,
};
use enclave::engine::table::{IssueKind, ReadingOptions, Role, Source};
use enclave::kernel::random::Random;

use crate::analysed::Analysed;

/// 4,000 customers of a campaign: customers above 40 reached by phone answer most, nobody knows the
/// answer of one in ten; `talk` is known only afterwards, `coded` is the answer in other words.
fn campaign_file() -> String {
    let mut random = Random::new(17);
    let mut text = String::from("id,age,channel,member,noise,duration,answered,spent,coded\n");
    for id in 0..4000 {
        let age = random.between(18, 79);
        let channel = ["phone", "mail", "web"][random.below(3)];
        let member = random.happens(0.4);
        let rate = match (age > 40, channel == "phone") {
            (true, true) => 0.5,
            (true, false) => 0.2,
            (false, _) => 0.06,
        };
        let answered = random.happens(rate);
        let duration = if answered { random.between(0, 400) } else { random.between(0, 200) };
        let spent = f64::from(age) * if member { 2.0 } else { 1.0 } + random.normal() * 20.0;
        let answer = if random.happens(0.1) {
            ""
        } else if answered {
            "yes"
        } else {
            "no"
        };
        let coded = if answer.is_empty() {
            ""
        } else if answered {
            "responder"
        } else {
            "other"
        };
        let (member, noise) = (if member { "yes" } else { "no" }, random.below(1000));
        let known = format!("{age},{channel},{member},{noise},{duration},{answer},{spent:.2},{coded}");
        text.extend(["c", &id.to_string(), ",", &known, "\n"]);
    }
    text
}

fn recipe(options: TreeOptions) -> Recipe {
    let column = |(name, role): (&str, Role)| MappedColumn { name: name.to_owned(), role };
    let columns =
        ["age", "channel", "member", "noise", "duration", "spent", "coded"].map(|it| (it, Role::Feature));
    let columns = [("id", Role::Customer), ("answered", Role::Outcome)].into_iter().chain(columns);
    Recipe {
        mapping: Mapping { unit: RowUnit::Customers, columns: columns.map(column).collect() },
        method: Method::ResponseTree(options),
        ..Recipe::default()
    }
}

pub fn campaign(options: TreeOptions) -> Analysed {
    Analysed::of("campaign.csv", &campaign_file(), recipe(options)).unwrap()
}

/// A tree of a customer file, all columns but the first features.
fn of_customers(text: &str, options: TreeOptions) -> Analysed {
    let names = text.lines().next().unwrap().split(',').enumerate();
    let role = |at: usize| if at == 0 { Role::Customer } else { Role::Feature };
    let columns = names.map(|(at, name)| MappedColumn { name: name.to_owned(), role: role(at) }).collect();
    let mapping = Mapping { unit: RowUnit::Customers, columns };
    let recipe = Recipe { mapping, method: Method::ResponseTree(options), ..Recipe::default() };
    Analysed::of("customers.csv", text, recipe).unwrap()
}

fn without(excluded: &[&str]) -> TreeOptions {
    TreeOptions { excluded: excluded.iter().map(|it| (*it).to_owned()).collect(), ..TreeOptions::default() }
}

fn detail(analysed: &Analysed) -> &TreeDetail {
    let Detail::ResponseTree(detail) = &analysed.outcome.segmentation.detail else {
        panic!("a tree has the detail of a tree");
    };
    detail
}

fn n_of(analysed: &Analysed, kind: IssueKind, column: Option<&str>) -> Option<u64> {
    let issues = &analysed.outcome.analysis.issues;
    issues.iter().find(|it| it.kind == kind && it.column.as_deref() == column).map(|it| it.n)
}

#[test]
fn a_planted_rule_is_found_by_both_trees_and_holds_up() {
    for tree in [TreeKind::Cart, TreeKind::Chaid] {
        let options = TreeOptions { tree, ..without(&["duration", "coded", "spent"]) };
        let analysed = campaign(options);
        let detail = detail(&analysed);
        let best = detail.leaf("Leaf 1").unwrap();
        let columns: Vec<&str> = detail.path(best).iter().map(|it| it.label.as_str()).collect();
        assert!(columns.contains(&"age") && columns.contains(&"channel"), "{tree:?}: {columns:?}");
        assert!((0.42..0.58).contains(&best.train.mean.unwrap()), "{:?}", best.train);
        assert_eq!(best.holds_up, Some(true));
        assert!(matches!(detail.verdict, Verdict::Held | Verdict::PartlyHeld), "{:?}", detail.verdict);
        assert!(detail.auc_holdout.unwrap().interval[0] > 0.65);
        let share = |at: usize| detail.gains.as_ref().unwrap().deciles[at].outcome;
        assert!(share(3) > 0.55 && (share(10) - 1.0).abs() < 1e-9);
    }
}

#[test]
fn leaves_are_segments_in_the_order_of_their_rates_and_named_by_their_rule() {
    let analysed = campaign(without(&["duration", "coded", "spent", "noise"]));
    let detail = detail(&analysed);
    let segments = &analysed.outcome.segmentation.segments;
    let rates: Vec<f64> = detail.leaves().map(|it| it.train.mean.unwrap()).collect();
    assert!(rates.len() >= 3 && rates.is_sorted_by(|a, b| a >= b), "{rates:?}");
    assert_eq!(segments.len(), rates.len());
    assert_eq!(segments[0].given_name, "Leaf 1");
    assert!(
        segments[0].name.starts_with("Age ") && segments[0].name.contains("channel: phone"),
        "{segments:?}"
    );
    let words: String =
        why(&analysed.outcome.analysis.profiles.segments[0], &analysed.outcome.analysis.profiles)
            .into_iter()
            .map(|it| it.text)
            .collect();
    assert!(words.starts_with("Everyone here: age "), "{words}");
    assert!(words.contains("customers the tree was learnt from, and "), "{words}");
}

#[test]
fn everyone_is_placed_also_those_whose_outcome_is_not_known() {
    let analysed = campaign(without(&["coded"]));
    let detail = detail(&analysed);
    let n_unknown = n_of(&analysed, IssueKind::NoOutcome, Some("answered")).unwrap();
    assert!((300..500).contains(&n_unknown));
    assert_eq!(detail.n_no_outcome as u64, n_unknown);
    assert_eq!(detail.n_train + detail.n_holdout + detail.n_no_outcome, 4000);
    let assignment = &analysed.outcome.segmentation.assignment;
    assert!(assignment.iter().all(|it| *it != UNASSIGNED));
    assert_eq!(detail.leaves().map(|it| it.n_placed).sum::<usize>(), 4000);
    for (at, leaf) in detail.leaves().enumerate() {
        let n_assigned = assignment.iter().filter(|it| usize::from(**it) == at).count();
        assert_eq!(leaf.n_placed, n_assigned);
        assert!(leaf.train.n >= detail.min_size);
    }
    assert_eq!(detail.min_size, detail.n_train.div_ceil(50).max(50));
    for node in detail.nodes.iter().filter(|it| it.split.is_some()) {
        let at = detail.nodes.iter().position(|it| std::ptr::eq(it, node)).unwrap();
        let below: usize = detail.nodes.iter().filter(|it| it.parent == Some(at)).map(|it| it.train.n).sum();
        assert_eq!(below, node.train.n);
    }
}

#[test]
fn what_could_not_be_known_beforehand_is_named_and_a_copy_is_not_used() {
    let analysed = campaign(TreeOptions::default());
    let detail = detail(&analysed);
    let warning = |id: &str| detail.predictors.iter().find(|it| it.id == id).unwrap().warning;
    assert_eq!(warning("coded"), Some(Leak::Copy));
    assert_eq!(warning("duration"), Some(Leak::KnownAfterwards));
    assert_eq!((warning("age"), warning("noise"), warning("channel")), (None, None, None));
    assert!(n_of(&analysed, IssueKind::OutcomeCopy, Some("coded")).is_some());
    assert!(n_of(&analysed, IssueKind::KnownAfterwards, Some("duration")).is_some());
    let used: Vec<&str> = detail
        .nodes
        .iter()
        .filter_map(|it| detail.predictors.get(it.split?.predictor))
        .map(|it| it.id.as_str())
        .collect();
    assert!(
        used.contains(&"duration") && !used.contains(&"coded") && !used.contains(&"answered"),
        "{used:?}"
    );
    let excluded = campaign(without(&["coded", "duration"]));
    assert!(n_of(&excluded, IssueKind::KnownAfterwards, Some("duration")).is_none());
}

#[test]
fn a_column_that_nearly_decides_is_named_with_how_much() {
    let text = (0..2000).fold(String::from("id,age,given,reply\n"), |text, id| {
        let reply = id % 7 == 0;
        let given = if reply ^ (id % 97 == 0) { (id % 13 + 5).to_string() } else { String::new() };
        text + &format!("c{id},{},{given},{}\n", id % 50, if reply { "yes" } else { "no" })
    });
    let options = TreeOptions { outcome: Some("reply".to_owned()), ..TreeOptions::default() };
    let analysed = of_customers(&text, options);
    let percent = n_of(&analysed, IssueKind::NearlyDecides, Some("given")).unwrap();
    assert!((95..=100).contains(&percent), "{percent}");
    let root = detail(&analysed).nodes[1].condition.as_ref().unwrap();
    assert!(root.takes_missing.is_some(), "{root:?}");
}

#[test]
fn amounts_are_explained_by_their_means() {
    for tree in [TreeKind::Cart, TreeKind::Chaid] {
        let options =
            TreeOptions { tree, outcome: Some("spent".to_owned()), ..without(&["coded", "answered"]) };
        let analysed = campaign(options);
        let detail = detail(&analysed);
        assert_eq!((detail.response.as_ref(), detail.auc_holdout.is_some()), (None, false));
        let means: Vec<f64> = detail.leaves().map(|it| it.train.mean.unwrap()).collect();
        assert!(means[0] > 100.0 && *means.last().unwrap() < 40.0, "{means:?}");
        let split = detail.nodes[0].split.unwrap();
        assert!(split.dof_within.is_some() && split.p < 1e-50, "{split:?}");
        let best = detail.leaf("Leaf 1").unwrap();
        let [low, high] = best.train.interval.unwrap();
        assert!(low < means[0] && means[0] < high && best.holds_up.is_some());
    }
}

#[test]
fn an_outcome_by_chance_is_not_explained() {
    let mut n_stumps = 0;
    for seed in 0..40 {
        let mut random = Random::for_task(5, seed);
        let text = (0..800).fold(String::from("id,a,b,c,reply\n"), |text, id| {
            let (a, b, c) = (random.below(90), random.normal(), ["x", "y", "z", "w"][random.below(4)]);
            text + &format!("c{id},{a},{b:.3},{c},{}\n", if random.happens(0.2) { "yes" } else { "no" })
        });
        let tree = if seed % 2 == 0 { TreeKind::Cart } else { TreeKind::Chaid };
        let options = TreeOptions { outcome: Some("reply".to_owned()), tree, ..TreeOptions::default() };
        let analysed = of_customers(&text, options);
        if detail(&analysed).verdict == Verdict::NothingFound {
            n_stumps += 1;
            assert_eq!(analysed.outcome.segmentation.segments[0].name, "Everyone");
            assert!(n_of(&analysed, IssueKind::NothingTells, Some("reply")).is_some());
        }
    }
    assert!(n_stumps >= 38, "{n_stumps} of 40");
}

#[test]
fn a_tree_that_was_forced_on_chance_does_not_hold_up() {
    let mut random = Random::new(8);
    let text = (0..3000).fold(String::from("id,a,b,reply\n"), |text, id| {
        let reply = if random.happens(0.2) { "yes" } else { "no" };
        text + &format!("c{id},{:.3},{:.3},{reply}\n", random.normal(), random.normal())
    });
    let options = TreeOptions { outcome: Some("reply".to_owned()), alpha: 1.0, ..TreeOptions::default() };
    let analysed = of_customers(&text, options);
    assert_eq!(detail(&analysed).verdict, Verdict::Failed);
    assert!(n_of(&analysed, IssueKind::TreeFailed, None).is_some());
}

#[test]
fn outcomes_that_cannot_be_explained_are_refused_with_the_reason() {
    let refused = |change: &dyn Fn(&mut TreeOptions), text: &str| {
        let mut options = TreeOptions::default();
        change(&mut options);
        let mut recipe = recipe(options);
        recipe.mapping.columns.retain(|it| it.role != Role::Outcome);
        match Analysed::of("campaign.csv", text, recipe) {
            Err(EngineError::Segmentation(error)) => error,
            other => panic!("{other:?}"),
        }
    };
    let text = campaign_file();
    assert_eq!(refused(&|_| {}, &text), SegmentationError::NoOutcome);
    let many = refused(&|it| it.outcome = Some("channel".to_owned()), &text);
    assert!(matches!(many, SegmentationError::OutcomeOfManyValues { n_values: 3, .. }), "{many:?}");
    let unknown = |it: &mut TreeOptions| {
        (it.outcome, it.response) = (Some("channel".to_owned()), Some("fax".to_owned()));
    };
    assert!(matches!(refused(&unknown, &text), SegmentationError::ResponseUnknown { .. }));
    let absent = refused(&|it| it.outcome = Some("nowhere".to_owned()), &text);
    assert!(matches!(absent, SegmentationError::FeatureMissing { .. }));
    let same = text.replace(",yes,", ",no,");
    let alike = refused(&|it| it.outcome = Some("answered".to_owned()), &same);
    assert!(matches!(alike, SegmentationError::OutcomeAlike { .. }), "{alike:?}");
    let few = text.lines().take(12).collect::<Vec<_>>().join("\n");
    let few = refused(&|it| it.outcome = Some("answered".to_owned()), &few);
    assert!(matches!(few, SegmentationError::TooFewCustomers { needed: 20, .. }), "{few:?}");
}

#[test]
fn one_value_of_many_may_count_as_yes() {
    let options = TreeOptions {
        outcome: Some("channel".to_owned()),
        response: Some("mail".to_owned()),
        holdout: 0.0,
        ..TreeOptions::default()
    };
    let analysed = campaign(options);
    let detail = detail(&analysed);
    assert_eq!((detail.n_holdout, detail.verdict), (0, Verdict::Untested));
    let all = &detail.nodes[0].train;
    assert!((0.3..0.37).contains(&all.mean.unwrap()) && detail.nodes[0].holdout.is_none());
}

#[test]
fn an_outcome_of_orders_is_that_of_the_latest() {
    let mut text = String::from("customer,day,amount,stayed\n");
    for id in 0..300 {
        let (spent, stayed) = if id % 3 == 0 { (90, "yes") } else { (20, "no") };
        let first = format!("c{id},2026-01-02,{},no\n", 10 + id % 7);
        let last = format!("c{id},2026-03-0{},{spent},{stayed}\n", 1 + id % 9);
        text.extend([first, last]);
    }
    let source = Source::from_bytes("o.csv", text.as_bytes(), &ReadingOptions::default()).unwrap();
    let options = TreeOptions {
        outcome: Some("stayed".to_owned()),
        min_size: Some(30),
        holdout: 0.0,
        ..TreeOptions::default()
    };
    let mut recipe = Recipe { method: Method::ResponseTree(options), ..Recipe::suggest(&source.summary()) };
    recipe.mapping.unit = RowUnit::Orders;
    let analysed = Analysed::of("o.csv", &text, recipe).unwrap();
    let detail = detail(&analysed);
    assert!((detail.nodes[0].train.total - 100.0).abs() < 1e-9);
    let leaf = detail.leaf("Leaf 1").unwrap();
    assert!((leaf.train.mean.unwrap() - 1.0).abs() < 1e-9, "{:?}", detail.nodes);
}

#[test]
fn the_same_recipe_gives_the_same_bytes_and_another_seed_another_draw() {
    let bytes = |seed: u64| {
        let analysed = campaign(TreeOptions { seed, ..TreeOptions::default() });
        let again = Recipe::from_json(&analysed.recipe.to_json()).unwrap();
        assert_eq!(again.method, analysed.recipe.method);
        write(&analysed.material(), &Format::Analysis).bytes
    };
    assert_eq!(bytes(1), bytes(1));
    assert_ne!(bytes(1), bytes(2));
}
