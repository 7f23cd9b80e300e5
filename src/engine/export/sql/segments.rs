//! The names of segments, and what stands above the statement.

use crate::engine::export::sql::Cuts;
use crate::engine::export::sql::work::Work;

/// Says what the statement is, for which table, and what it means.
pub(super) fn introduce(work: &mut Work<'_>) {
    let table = &work.options.table;
    let mut says = vec![
        "Segments of customers, written by Enclave.".to_owned(),
        format!("For {}; reads the table {table} and gives customer_id and segment.", work.words.name),
    ];
    says.push(match work.options.cuts {
        Cuts::Kept => {
            "Scores with the cut points of this analysis: the same customers get the same segments, new ones \
                       are measured by them."
                .to_owned()
        }
        Cuts::Anew => {
            "Cut anew: cut points are found among the customers of the table, whenever this runs.".to_owned()
        }
    });
    says.push("A customer without a segment has none here either (NULL).".to_owned());
    says.push(String::new());
    work.script.says = says;
}
