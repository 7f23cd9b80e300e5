//! A view that is there under a condition.

use super::{Memo, Readable as _, View};

/// One view while a condition holds, another while it does not; made anew at each change.
pub struct Show<W, C, F> {
    /// The condition.
    pub when: W,
    /// What is there while it holds.
    pub children: C,
    /// What is there while it does not.
    pub fallback: F,
}

impl<W, C, F> Show<W, C, F>
where
    W: Fn() -> bool + Send + Sync + 'static,
    C: Fn() -> View + 'static,
    F: Fn() -> View + 'static,
{
    /// The one or the other.
    pub fn view(self) -> View {
        either(Box::new(self.when), Box::new(self.children), Box::new(self.fallback))
    }
}

fn either(
    when: Box<dyn Fn() -> bool + Send + Sync>,
    children: Box<dyn Fn() -> View>,
    fallback: Box<dyn Fn() -> View>,
) -> View {
    let holds = Memo::new(move |_| when());
    View::live(Box::new(move || if holds.get() { children() } else { fallback() }))
}
