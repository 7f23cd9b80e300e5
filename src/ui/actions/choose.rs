//! Verbs that change the draft. Each names itself, for undo.

use crate::engine::claims::Claim;
use crate::engine::features::{AsOf, FeatureChoices, RowUnit};
use crate::engine::profile::{Profiles, SegmentNotes, matched};
use crate::engine::recipe::Recipe;
use crate::engine::segmentation::response_tree::TreeOptions;
use crate::engine::segmentation::rules::RulesOptions;
use crate::engine::segmentation::tiers::TiersOptions;
use crate::engine::segmentation::{GroupsOptions, Method, MethodOptions, Outline, RfmOptions, SegmentNames};
use crate::engine::table::{Kind, ReadingOptions, Role};
use crate::session::Session;
use crate::ui::actions::{Actions, MethodKind};
use crate::ui::view::Readable as _;
use crate::worker::protocol::Command;

impl Actions {
    /// Gives a column a role. A role that belongs to one column is taken from the one that had it,
    /// and a column that cannot serve as it is read is read another way, in the same step.
    pub fn map_column(self, name: &str, role: Role) {
        let Some(source) = self.session.source().get_untracked() else { return };
        let found = source.columns.iter().find(|it| it.name == name).map(|it| it.kind);
        let together = self.session.together().get_untracked();
        self.change(&format!("role of {name}"), |draft| {
            draft.mapping.replace(name, role, &source.columns);
            if let Some(kind) = found.and_then(|it| role.kind_instead_of(it))
                && let Some((reading, own)) = Session::reading_of(draft, together.as_deref(), name)
            {
                reading.kinds.insert(own, kind);
            }
        });
    }

    /// Says what one row of the file is.
    pub fn set_row_unit(self, unit: RowUnit) {
        self.change("what one row is", |draft| draft.mapping.unit = unit);
    }

    /// Fixes the kind of a column, or leaves it to the file; the file is read again.
    pub fn set_kind(self, name: &str, kind: Option<Kind>) {
        let together = self.session.together().get_untracked();
        self.change(&format!("type of {name}"), |draft| {
            let found = Session::reading_of(draft, together.as_deref(), name);
            let Some((reading, own)) = found else { return };
            match kind {
                Some(kind) => reading.kinds.insert(own, kind),
                None => reading.kinds.remove(&own),
            };
        });
    }

    /// Reads the file again without a column: nothing of it is kept.
    pub fn drop_column(self, name: &str) {
        let together = self.session.together().get_untracked();
        self.change(&format!("{name} not read"), |draft| {
            draft.mapping.columns.retain(|it| it.name != name);
            if let Some((reading, own)) = Session::reading_of(draft, together.as_deref(), name) {
                reading.kinds.remove(&own);
                reading.dropped.push(own);
            }
        });
        self.edit(|session| session.notify(format!("{name} is not read any more"), true));
    }

    /// Reads the file again with a column that was left out.
    pub fn keep_column(self, name: &str) {
        self.set_reading(&format!("{name} read again"), |reading| {
            reading.dropped.retain(|it| it != name);
        });
    }

    /// Reads a joined file again with a column of its own that was left out.
    pub fn keep_joined_column(self, file: &str, name: &str) {
        self.change(&format!("{name} read again"), |draft| {
            if let Some(it) = draft.companions.iter_mut().find(|it| it.name == file) {
                it.reading.dropped.retain(|it| it != name);
            }
        });
    }

    /// Changes how the file is read; it is read again.
    pub fn set_reading(self, action: &str, change: impl FnOnce(&mut ReadingOptions)) {
        self.change(action, |draft| change(&mut draft.reading));
    }

    /// Changes what is measured.
    pub fn set_features(self, action: &str, change: impl FnOnce(&mut FeatureChoices)) {
        if self.edit(|session| session.change_and_say(action, |draft| change(&mut draft.features))) {
            self.update_later();
        }
    }

    /// The day recency is counted back from.
    pub fn set_as_of(self, as_of: AsOf) {
        self.set_features("day to count back from", |it| it.as_of = as_of);
    }

    /// Chooses a method, with its options as they come.
    pub fn choose_method(self, kind: MethodKind) {
        let shown = self.session.shown().get_untracked();
        let profiles = shown.as_ref().map(|it| &it.analysis.profiles);
        self.change("method", |draft| {
            if MethodKind::of(&draft.method) != kind {
                draft.method = kind.method(profiles);
                draft.edits = Vec::new();
            }
        });
        self.count_rules();
    }

    /// Changes an option of the chosen method; nothing where another method is chosen.
    fn set_options<T: MethodOptions>(self, action: &str, change: impl FnOnce(&mut T)) {
        let change = |draft: &mut Recipe| {
            if let Some(options) = T::of_mut(&mut draft.method) {
                change(options);
            }
        };
        if self.edit(|session| session.change_and_say(action, change)) {
            self.update_later();
        }
    }

    /// Changes an option of RFM.
    pub fn set_rfm(self, action: &str, change: impl FnOnce(&mut RfmOptions)) {
        self.set_options(action, change);
    }

    /// Changes an option of natural groups.
    pub fn set_groups(self, action: &str, change: impl FnOnce(&mut GroupsOptions)) {
        self.set_options(action, change);
    }

    /// Changes an option of who responds.
    pub fn set_tree(self, action: &str, change: impl FnOnce(&mut TreeOptions)) {
        self.set_options(action, change);
    }

    /// Changes an option of value tiers.
    pub fn set_tiers(self, action: &str, change: impl FnOnce(&mut TiersOptions)) {
        self.set_options(action, change);
    }

    /// Changes a person's own rules; they are counted at once.
    pub fn set_rules(self, action: &str, change: impl FnOnce(&mut RulesOptions)) {
        self.set_options(action, change);
        self.count_rules();
    }

    /// Asks what the rules of the draft leave; the answer arrives in `session.counted`.
    pub fn count_rules(self) {
        let recipe = self.session.draft().get_untracked();
        if matches!(recipe.method, Method::Rules(_)) {
            self.ask(Command::CountRules { recipe });
        }
    }

    /// Makes one segment of several, by their given names.
    pub fn merge(self, segments: Vec<String>) {
        if self.edit(|session| session.merge(segments)) {
            self.update_now();
        }
    }

    /// Segments the customers of one segment among themselves.
    pub fn split(self, segment: &str, method: Method) {
        if self.edit(|session| session.split(segment, method)) {
            self.update_now();
        }
    }

    /// Makes a segment of the customers inside an outline on the map.
    pub fn outline(self, outline: Outline) {
        if self.edit(|session| session.outline(outline)) {
            self.update_now();
        }
    }

    /// Takes a merge or split back.
    pub fn take_back_edit(self, idx: usize) {
        if self.edit(|session| session.take_back_edit(idx)) {
            self.update_now();
        }
    }

    /// Groups the same customers another way, to compare; the answer arrives in `session.comparison`.
    pub fn compare(self, kind: MethodKind) {
        let recipe = self.session.draft().get_untracked();
        let shown = self.session.shown().get_untracked();
        let method = kind.method(shown.as_ref().map(|it| &it.analysis.profiles));
        let recipe = Recipe { method, edits: Vec::new(), names: SegmentNames::default(), ..recipe };
        self.edit(|session| session.comparison = None);
        self.ask(Command::Compare { recipe });
    }

    /// Gives a segment a name; an empty one gives it back its own. `given_name` is the method's
    /// name for it.
    pub fn rename_segment(self, given_name: &str, name: &str) {
        let is_changed = self.edit(|session| session.rename(given_name, name));
        if is_changed {
            self.update_now();
        }
    }

    /// Changes what is written about the segment at a position; notes that say nothing go away.
    pub fn write_notes(self, profiles: &Profiles, idx: usize, change: impl FnOnce(&mut SegmentNotes)) {
        let Some(profile) = profiles.segments.get(idx) else { return };
        let action = format!("words about {}", profile.segment.name);
        self.change(&action, |draft| {
            let at = matched(&draft.notes, profiles).get(idx).copied().flatten();
            let mut own = at.map_or_else(
                || SegmentNotes::about(profile, &profiles.everyone),
                |at| draft.notes.remove(at),
            );
            change(&mut own);
            if !own.is_empty() {
                draft.notes.push(own);
            }
        });
    }

    /// Changes what is put to the file as an assumption.
    pub fn set_claims(self, action: &str, change: impl FnOnce(&mut Vec<Claim>)) {
        self.change(action, |draft| change(&mut draft.claims));
    }

    fn change(self, action: &str, change: impl FnOnce(&mut Recipe)) {
        if self.edit(|session| session.change(action, change)) {
            self.update_later();
        }
    }
}
