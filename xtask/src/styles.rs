//! One file of styles instead of several: they are read together, so they are compressed together.

use crate::page::Page;

const ENDING: &str = ".css";

/// Puts all styles of the page into one file, in the order in which the page names them.
pub fn join(page: &mut Page) -> Result<(), String> {
    let mut names = page.names(ENDING);
    names.sort_by_key(|it| page.html.find(it.as_str()));
    let mut all = Vec::new();
    for name in &names {
        all.extend(page.read(name)?);
    }
    let Some((first, others)) = names.split_first() else {
        return Err("dist: there are no styles".to_owned());
    };
    for name in others {
        page.remove(name)?;
    }
    page.rename(first, ("styles", ENDING), &all)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::join;
    use crate::page::{Page, integrity};

    #[test]
    fn styles_are_joined_in_the_order_of_the_page() {
        let folder = std::env::temp_dir().join(format!("enclave-styles-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let link = |name: &str, text: &str| {
            format!("<link href=\"./{name}\" integrity=\"{}\"/>", integrity(text.as_bytes()))
        };
        let files = [("b-1.css", "first\n"), ("a-2.css", "second\n"), ("c-3.css", "third\n")];
        let links = files.map(|(name, text)| {
            fs::write(folder.join(name), text).unwrap();
            link(name, text)
        });
        fs::write(folder.join("index.html"), format!("<head>\n{}\n</head>\n", links.join("\n"))).unwrap();
        let mut page = Page::open(&folder).unwrap();
        join(&mut page).unwrap();
        let [name] = page.names(".css").try_into().unwrap();
        assert!(name.starts_with("styles-"), "{name}");
        assert_eq!(page.read(&name).unwrap(), b"first\nsecond\nthird\n");
        let link =
            format!("<link href=\"./{name}\" integrity=\"{}\"/>", integrity(b"first\nsecond\nthird\n"));
        assert_eq!(page.html, format!("<head>\n{link}\n</head>\n"));
    }
}
