//! Verbs about what a person likes: the only part that is kept in the browser.

use crate::session::{Preferences, Theme};
use crate::ui::actions::Actions;
use crate::ui::browser::storage;
use crate::ui::view::Readable as _;

impl Actions {
    /// Remembers that the tour was taken.
    pub fn note_tour(self) {
        let preferences = self.session.preferences().get_untracked();
        self.set_preferences(Preferences { has_taken_tour: true, ..preferences });
    }

    /// Light, dark, or as the system.
    pub fn set_theme(self, theme: Theme) {
        self.set_preferences(Preferences { theme, ..self.session.preferences().get_untracked() });
        self.announce(&format!("Theme: {}", theme.label()));
    }

    /// Whether single letters are shortcuts.
    pub fn set_letter_keys(self, has_letter_keys: bool) {
        self.set_preferences(Preferences { has_letter_keys, ..self.session.preferences().get_untracked() });
    }

    /// Forgets everything that is kept in the browser.
    pub fn forget_preferences(self) {
        storage::clear();
        self.session.preferences().set(Preferences::default());
    }

    fn set_preferences(self, preferences: Preferences) {
        self.session.preferences().set(preferences);
        storage::save("preferences", &preferences);
    }
}
