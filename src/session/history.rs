//! Undo and redo: the recipe before each change, with the change's name.
//!
//! Every choice a person makes is in the recipe, so a remembered recipe is all there is to undo.

use crate::engine::recipe::Recipe;
use crate::session::Session;

/// How many changes can be taken back.
const DEPTH: usize = 200;

/// What can be undone and redone.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct History {
    past: Vec<Edit>,
    future: Vec<Edit>,
}

/// A change and the recipe on its other side.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    /// What was changed, in words: "cut point for orders".
    pub action: String,
    /// Before the change in the past, after it in the future.
    pub recipe: Recipe,
}

impl History {
    /// Remembers the recipe before a change.
    pub fn record(&mut self, action: &str, before: Recipe) {
        self.future.clear();
        if self.past.len() == DEPTH {
            self.past.remove(0);
        }
        self.past.push(Edit { action: action.to_owned(), recipe: before });
    }

    /// Name of the change that would be undone.
    pub fn undoes(&self) -> Option<&str> {
        self.past.last().map(|it| it.action.as_str())
    }

    /// Name of the change that would be redone.
    pub fn redoes(&self) -> Option<&str> {
        self.future.last().map(|it| it.action.as_str())
    }

    /// Puts the recipe before the last change into `draft`.
    pub fn undo(&mut self, draft: &mut Recipe) -> Option<String> {
        swap(&mut self.past, &mut self.future, draft)
    }

    /// Puts the recipe after the change undone last into `draft`.
    pub fn redo(&mut self, draft: &mut Recipe) -> Option<String> {
        swap(&mut self.future, &mut self.past, draft)
    }
}

fn swap(from: &mut Vec<Edit>, to: &mut Vec<Edit>, draft: &mut Recipe) -> Option<String> {
    let Edit { action, recipe } = from.pop()?;
    let other_side = std::mem::replace(draft, recipe);
    to.push(Edit { action: action.clone(), recipe: other_side });
    Some(action)
}

impl Session {
    /// Takes back the last change; says what it was.
    pub fn undo(&mut self) -> Option<String> {
        self.notices.retain(|it| !it.can_undo);
        self.history.undo(&mut self.draft)
    }

    /// Makes the change that was taken back last once more; says what it was.
    pub fn redo(&mut self) -> Option<String> {
        self.history.redo(&mut self.draft)
    }
}
