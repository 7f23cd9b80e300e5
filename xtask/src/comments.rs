//! Scripts and styles travel without the comments that have lines of their own; readers have the source.

use crate::page::Page;

/// Leaves the comments out of every script and style of the page.
pub fn leave_out(page: &mut Page) -> Result<(), String> {
    for ending in [".js", ".css"] {
        for name in page.names(ending) {
            let text = String::from_utf8(page.read(&name)?).map_err(|it| format!("{name}: {it}"))?;
            page.replace(
                &name,
                ending,
                without_comments(&text).map_err(|it| format!("{name}: {it}"))?.as_bytes(),
            )?;
        }
    }
    Ok(())
}

/// The lines that are neither empty nor part of a comment. What else stands in a line is not looked at.
pub fn without_comments(text: &str) -> Result<String, String> {
    let mut lean = String::with_capacity(text.len());
    let mut is_within = false;
    // A text over several lines keeps their indentation; nothing else needs it.
    let has_long_text = text.lines().any(|it| it.matches('`').count() % 2 == 1);
    for line in text.lines() {
        let words = line.trim();
        let is_comment = is_within || words.starts_with("/*");
        is_within = is_comment && !words.contains("*/");
        if is_comment && !is_within && !words.ends_with("*/") {
            return Err(format!("something stands behind a comment: {words}"));
        }
        if !is_comment && !words.is_empty() && !words.starts_with("//") {
            lean.push_str(if has_long_text { line } else { words });
            lean.push('\n');
        }
    }
    Ok(lean)
}

#[cfg(test)]
mod tests {
    use super::without_comments;

    #[test]
    fn comments_with_lines_of_their_own_are_left_out() {
        let text = "// one\na = 1; // kept\n\n  /** two\n   * more */\n  b('/* kept */');\n/* three */\nc\n";
        assert_eq!(without_comments(text).unwrap(), "a = 1; // kept\nb('/* kept */');\nc\n");
    }

    #[test]
    fn a_text_over_several_lines_keeps_its_indentation() {
        assert_eq!(without_comments("  a = `b\n  c`;\n").unwrap(), "  a = `b\n  c`;\n");
        assert_eq!(without_comments("  a = `b` + `c`;\n").unwrap(), "a = `b` + `c`;\n");
    }

    #[test]
    fn code_behind_a_comment_is_an_error_and_not_lost() {
        assert!(without_comments("/* one */ a\nb\n").unwrap_err().contains("/* one */ a"));
    }
}
