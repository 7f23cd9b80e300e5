//! The questions that tell a segment, in words.

use crate::engine::plan::typing::{Question, Says, TypingTool};
use crate::engine::present::number;

/// What is asked.
pub fn question(question: &Question) -> String {
    let label = question.label.trim().trim_end_matches('?');
    format!("{}?", number::capitalised(label))
}

/// An answer.
pub fn answer(question: &Question, says: &Says, currency: Option<&str>) -> String {
    let yes_no = question.answers.iter().all(|it| is_one_of(&it.says, [0.0, 1.0]));
    let said = |it: f64| number::figure(it, question.unit, currency);
    match says {
        Says::Number(number) if yes_no => (if *number > 0.5 { "Yes" } else { "No" }).to_owned(),
        Says::Number(number) => said(*number),
        Says::Between(None, Some(below)) => format!("Under {}", said(*below)),
        Says::Between(Some(from), None) => format!("{} or more", said(*from)),
        Says::Between(Some(from), Some(below)) => format!("{} to under {}", said(*from), said(*below)),
        Says::Between(None, None) => "Any".to_owned(),
        Says::Value(value) => value.clone(),
        Says::Other => "Something else".to_owned(),
    }
}

fn is_one_of(says: &Says, numbers: [f64; 2]) -> bool {
    matches!(says, Says::Number(it) if numbers.iter().any(|number| number.to_bits() == it.to_bits()))
}

/// How often the questions are right.
pub fn tested(tool: &TypingTool) -> String {
    let it = &tool.tested;
    let [low, high] = it.interval.map(number::share);
    let base = format!(
        "On {} who had no part in it, the right segment came out for {} ({low} to {high})",
        number::counted(it.n, "customer", "customers"),
        number::share(it.accuracy)
    );
    let guess = number::share(it.baseline);
    if it.is_better {
        format!("{base}; calling everybody one of the largest segment is right for {guess}.")
    } else {
        format!(
            "{base}. That is no better than calling everybody one of the largest segment ({guess}): do not use it."
        )
    }
}
