//! Leaves of a tree.

use crate::engine::export::sql::refusal::SqlRefusal;
use crate::engine::export::sql::script::Select;
use crate::engine::export::sql::work::Work;
use crate::engine::segmentation::learnt::{LearntNode, LearntSplit, LearntTree, SplitBy};

/// Writes a tree as cases within cases.
pub(super) fn write(work: &mut Work<'_>, tree: &LearntTree) -> Result<(), SqlRefusal> {
    let mut wanted: Vec<String> = Vec::new();
    for node in &tree.nodes {
        let LearntNode::Split(split) = node else { continue };
        if matches!(split.by, SplitBy::Values(_)) {
            let column = work.own_column(&split.column)?;
            work.category(column)?;
        } else if !wanted.contains(&split.column) {
            wanted.push(split.column.clone());
        }
    }
    work.measure(&wanted)?;
    let mut case = String::new();
    node(work, tree, 0, "    ", &mut case)?;
    let mut select = Select::default();
    select.column("customer_id", "customer_id", "");
    select.column(case.trim_start(), "segment", "");
    work.script.add(
        "segments",
        "The tree, from everyone down to its leaves.",
        select.from("  FROM customers"),
    );
    Ok(())
}

fn node(
    work: &mut Work<'_>,
    tree: &LearntTree,
    at: usize,
    indent: &str,
    text: &mut String,
) -> Result<(), SqlRefusal> {
    let split = match tree.nodes.get(at) {
        None => return Ok(()),
        Some(LearntNode::Leaf(place)) => {
            text.push_str(indent);
            text.push_str(&work.segment(*place));
            return Ok(());
        }
        Some(LearntNode::Split(split)) => split,
    };
    let deeper = format!("{indent}    ");
    text.extend([format!("{indent}CASE\n")]);
    for (rule, child) in branches(work, split)? {
        let Some(&below) = split.children.get(child) else { continue };
        match rule {
            Some(rule) => text.extend([format!("{indent}  WHEN {rule} THEN\n")]),
            None => text.extend([format!("{indent}  ELSE\n")]),
        }
        node(work, tree, below, &deeper, text)?;
        text.push('\n');
    }
    text.extend([format!("{indent}END")]);
    Ok(())
}

/// Conditions in order, each with the child that it leads to; the last has none.
fn branches(work: &mut Work<'_>, split: &LearntSplit) -> Result<Vec<(Option<String>, usize)>, SqlRefusal> {
    let missing = usize::from(split.missing);
    match &split.by {
        SplitBy::Cuts(cuts) => {
            let name = work.feature(&split.column);
            let mut all = vec![(Some(format!("{name} IS NULL")), missing)];
            for (child, cut) in cuts.iter().enumerate() {
                all.push((Some(format!("{name} <= {}", work.words.number_of(*cut))), child));
            }
            all.push((None, cuts.len()));
            Ok(all)
        }
        SplitBy::Values(values) => {
            let column = work.own_column(&split.column)?;
            let name = work.category(column)?;
            let mut all = vec![(Some(format!("{name} IS NULL")), missing)];
            for (child, values) in values.iter().enumerate().filter(|it| !it.1.is_empty()) {
                let values: Vec<String> = values.iter().map(|it| work.words.quoted(it)).collect();
                all.push((Some(format!("{name} IN ({})", values.join(", "))), child));
            }
            all.push((None, usize::from(split.unseen)));
            Ok(all)
        }
    }
}
