//! Elements and escaped words, written one after another.

use crate::engine::present::chart::drawing::escaped;

/// HTML being written.
#[derive(Debug, Default)]
pub(super) struct Tags {
    text: String,
}

impl Tags {
    /// Markup as it is; never with anything of the file in it.
    pub fn raw(&mut self, markup: &str) {
        self.text.push_str(markup);
    }

    /// Words, so that they stay words.
    pub fn text(&mut self, words: &str) {
        self.text.push_str(&escaped(words));
    }

    /// An opening tag with attributes; those without a value are left out.
    pub fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.start(name, attributes);
        self.raw(">");
    }

    /// An element without content, as SVG has them.
    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.start(name, attributes);
        self.raw("/>");
    }

    /// A closing tag.
    pub fn close(&mut self, name: &str) {
        self.raw("</");
        self.raw(name);
        self.raw(">\n");
    }

    /// An element with nothing but words, of a class or none.
    pub fn element(&mut self, name: &str, class: &str, words: &str) {
        self.open(name, &[("class", class)]);
        self.text(words);
        self.close(name);
    }

    /// All that was written.
    pub fn finish(self) -> String {
        self.text
    }

    fn start(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.raw("<");
        self.raw(name);
        for (name, value) in attributes.iter().filter(|it| !it.1.is_empty()) {
            self.raw(" ");
            self.raw(name);
            self.raw("=\"");
            self.text(value);
            self.raw("\"");
        }
    }
}
