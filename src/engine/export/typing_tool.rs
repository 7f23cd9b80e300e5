//! The questions that tell a segment: as a page of its own, as a table and as JSON.
//!
//! The page is one file without a single request: its policy forbids all of them, and lets only this
//! style and this script run, known by their SHA-256. What is answered stays on the page.

use sha2::{Digest as _, Sha256};

use crate::engine::export::Safety;
use crate::engine::export::csv_text::{CsvText, decimal};
use crate::engine::json;
use crate::engine::plan::typing::{Answer, Question, Says, TypingTool};
use crate::engine::present::typing as words;
use crate::kernel::random::Random;

const STYLE: &str = include_str!("typing_tool.css");
const SCRIPT: &str = include_str!("typing_tool.js");

/// Points of every answer for every segment, a row for each answer.
pub(super) fn csv(tool: &TypingTool, currency: Option<&str>) -> (String, usize) {
    let mut header = vec!["question", "column", "answer", "from", "below", "value"];
    header.extend(tool.segments.iter().map(String::as_str));
    let mut csv = CsvText::with_header(&header);
    let mut n_rows = 1;
    row(&mut csv, ["", "", "(before any answer)", "", "", ""], &tool.start);
    for question in &tool.questions {
        for Answer { says, points } in &question.answers {
            let text = words::answer(question, says, currency);
            let bound = |it: &Option<f64>| it.map_or_else(String::new, decimal);
            let [from, below, value] = match says {
                Says::Between(from, below) => [bound(from), bound(below), String::new()],
                Says::Number(number) => [String::new(), String::new(), decimal(*number)],
                Says::Value(value) => [String::new(), String::new(), value.clone()],
                Says::Other => [const { String::new() }; 3],
            };
            row(&mut csv, [&question.label, &question.column, &text, &from, &below, &value], points);
            n_rows += 1;
        }
    }
    (csv.into_text(), n_rows)
}

fn row(csv: &mut CsvText, cells: [&str; 6], points: &[i32]) {
    for cell in cells {
        csv.cell(cell, Safety::Spreadsheet);
    }
    for it in points {
        csv.cell(&it.to_string(), Safety::Spreadsheet);
    }
    csv.end_record();
}

/// Answers drawn by a seed, with the segment they come to: what other makers of the sum are checked by.
/// A column for each question has the answer's number from 1, empty where it is not answered.
pub(super) fn check(tool: &TypingTool, n: usize, seed: u64) -> String {
    let mut header: Vec<&str> = tool.questions.iter().map(|it| it.label.as_str()).collect();
    header.extend(["segment_id", "segment"]);
    let mut csv = CsvText::with_header(&header);
    let mut random = Random::new(seed);
    for _ in 0..n {
        let draw =
            |it: &Question| Some(random.below(it.answers.len() + 1)).filter(|at| *at < it.answers.len());
        let answers: Vec<Option<usize>> = tool.questions.iter().map(draw).collect();
        for it in &answers {
            csv.cell(&it.map_or_else(String::new, |it| (it + 1).to_string()), Safety::Exact);
        }
        let segment = tool.segment(&answers);
        csv.cell(&(segment + 1).to_string(), Safety::Exact);
        csv.cell(tool.segments.get(segment).map_or("", String::as_str), Safety::Spreadsheet);
        csv.end_record();
    }
    csv.into_text()
}

/// The page.
pub(super) fn html(tool: &TypingTool, title: &str, currency: Option<&str>) -> String {
    let of =
        |it: &dyn Fn(&Answer) -> Vec<i32>, question: &Question| question.answers.iter().map(it).collect();
    let points: Vec<Vec<Vec<i32>>> =
        tool.questions.iter().map(|it| of(&|answer| answer.points.clone(), it)).collect();
    let data = json::in_one_line(&(&tool.segments, &tool.start, &points)).replace('<', "\\u003c");
    let script = format!("const [SEGMENTS, START, POINTS] = {data};\n{SCRIPT}");
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        digest(STYLE),
        digest(&script)
    );
    let title = escaped(title);
    let mut text = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n<p>Answer what you can. Nothing you answer leaves this page.</p>\n<noscript><p>This page adds points with a small script; allow it, or add them by the table.</p></noscript>\n<form>\n"
    );
    for (at, question) in tool.questions.iter().enumerate() {
        text.extend([format!(
            "<fieldset>\n<legend>{}. {}</legend>\n",
            at + 1,
            escaped(&words::question(question))
        )]);
        for (place, answer) in question.answers.iter().enumerate() {
            let said = escaped(&words::answer(question, &answer.says, currency));
            text.extend([format!(
                "<label><input type=\"radio\" name=\"q{at}\" value=\"{place}\"> {said}</label>\n"
            )]);
        }
        text.extend([format!(
            "<label><input type=\"radio\" name=\"q{at}\" value=\"\" checked> Not known</label>\n</fieldset>\n"
        )]);
    }
    text.push_str("<p><button type=\"reset\">Start again</button></p>\n</form>\n<section aria-labelledby=\"answer\">\n<h2 id=\"answer\">Segment</h2>\n<p><output id=\"segment\" aria-live=\"polite\"></output></p>\n</section>\n");
    text.extend([format!(
        "<p>{}</p>\n</main>\n<script>{script}</script>\n</body>\n</html>\n",
        escaped(&words::tested(tool))
    )]);
    text
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// SHA-256 in base 64, as a policy names what may run.
fn digest(text: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut found = String::new();
    for part in Sha256::digest(text).chunks(3) {
        let bits = part.iter().fold(0_u32, |bits, it| (bits << 8) | u32::from(*it)) << (8 * (3 - part.len()));
        for place in 0..4 {
            let letter =
                LETTERS.get((bits >> (18 - 6 * place)) as usize & 63).filter(|_| place <= part.len());
            found.push(letter.map_or('=', |it| char::from(*it)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::digest;

    /// Reference: `printf '' | openssl dgst -sha256 -binary | base64`, and of "abc".
    #[test]
    fn a_digest_is_that_of_openssl() {
        assert_eq!(digest(""), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        assert_eq!(digest("abc"), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    }
}
