//! Verbs about several files: opening them together, adding one, taking it away.

use web_sys::File;
use web_sys::js_sys::Array;

use crate::engine::join::{Companion, KeyChoice};
use crate::engine::table::ReadingOptions;
use crate::session::{Fault, Goal, Session, Task, numbered};
use crate::ui::actions::Actions;
use crate::ui::actions::open::hopeless_ending;
use crate::ui::route::Page;
use crate::ui::view::prelude::*;
use crate::worker::protocol::{Arranged, Beside, Command};

impl Actions {
    /// Opens one table; of several, asks what they are first, unless a recipe that waits says so.
    pub(super) fn open_tables(self, tables: Vec<File>) {
        let mut tables: Vec<File> = tables;
        if tables.len() == 1 {
            if let Some(table) = tables.pop() {
                self.open_file(table);
            }
            return;
        }
        if let Some(ending) = tables.iter().find_map(|it| hopeless_ending(&it.name())) {
            self.notify(&format!("A .{ending} file is no table. Choose the others without it"));
            return;
        }
        if self.open_as_awaited(&tables) {
            return;
        }
        let names = tables.iter().map(File::name).collect();
        self.asked.set_value(tables.clone());
        let command = Command::Arrange { names };
        let id =
            self.client.with_value(|it| it.as_ref().map(|it| it.send_with(command, None, (None, tables))));
        if let Some(id) = id {
            self.edit(|session| session.asides.push(id));
        }
    }

    /// Opens files as a recipe names them; says whether it names all but one.
    fn open_as_awaited(self, tables: &[File]) -> bool {
        let companions = self.session.awaited().get_untracked().map(|it| it.companions).unwrap_or_default();
        let is_named = |file: &&File| companions.iter().any(|it| it.name == file.name());
        let (beside, main): (Vec<&File>, Vec<&File>) = tables.iter().partition(is_named);
        let [main] = main.as_slice() else { return false };
        if companions.is_empty() || beside.len() != companions.len() {
            return false;
        }
        self.open_with((*main).clone(), companions, beside.into_iter().cloned().collect(), Goal::Import);
        true
    }

    /// Opens the files that were asked about as one table, or one of them alone.
    pub fn open_arranged(self, alone: Option<usize>) {
        let files = self.asked.get_value();
        let Some(arranged) = self.session.arranged().get_untracked() else { return };
        let arrangement = &arranged.arrangement;
        let main = alone.unwrap_or(arrangement.main);
        let whole = |idx: usize| table_of(&arranged, &files, idx);
        let Some(main_file) = (if alone.is_some() { files.get(main).cloned() } else { whole(main) }) else {
            return;
        };
        let mut companions: Vec<Companion> = Vec::new();
        let mut chosen = Vec::new();
        for file in arrangement.companions().into_iter().filter(|_| alone.is_none()).filter_map(whole) {
            companions.push(Companion::new(&file.name(), &companions, &main_file.name()));
            chosen.push(file);
        }
        self.edit(|session| session.arranged = None);
        if companions.is_empty() {
            self.open_file(main_file);
        } else {
            self.open_with(main_file, companions, chosen, Goal::Import);
        }
    }

    /// Opens none of the files that were asked about.
    pub fn forget_arranged(self) {
        self.edit(|session| session.arranged = None);
    }

    /// Opens a file with files beside it.
    pub(super) fn open_with(self, main: File, companions: Vec<Companion>, files: Vec<File>, goal: Goal) {
        self.open_read(main, None, (companions, files), goal);
    }

    /// The same, with the main file read as it is told.
    fn open_read(
        self,
        main: File,
        read_as: Option<ReadingOptions>,
        (companions, files): (Vec<Companion>, Vec<File>),
        goal: Goal,
    ) {
        self.go(Page::Start);
        let mut task = self.opening(&main.name(), goal);
        let Task::Opening { reading, companions: of_task, .. } = &mut task else { return };
        if let Some(read_as) = read_as {
            **reading = read_as;
        }
        let numbered: Vec<(u32, Companion)> =
            companions.into_iter().zip(&files).map(|(it, file)| (self.number(file), it)).collect();
        of_task.clone_from(&numbered);
        let command = Command::Open { name: main.name(), reading: (**reading).clone() };
        let beside = Beside { files: numbered, keeps_main: false };
        self.later.set_value(None);
        self.edit(|session| session.arranged = None);
        self.post_with(command, Some(main), (Some(beside), files), task);
    }

    /// Keeps a file's handle; the number that it is known by from now on.
    fn number(self, file: &File) -> u32 {
        let mut all = self.files.get_value();
        all.push(file.clone());
        let id = u32::try_from(all.len() - 1).unwrap_or(u32::MAX);
        self.files.set_value(all);
        id
    }

    /// The handles of numbered files.
    fn handles(self, numbered: &[(u32, Companion)]) -> Vec<File> {
        let all = self.files.get_value();
        numbered.iter().filter_map(|it| all.get(usize::try_from(it.0).ok()?).cloned()).collect()
    }

    /// Adds files about the same customers to the open one.
    pub fn add_files(self, files: Vec<File>) {
        for file in files {
            let name = file.name();
            if let Some(ending) = hopeless_ending(&name) {
                self.notify(&format!("A .{ending} file is no table. Choose a CSV or an export of one"));
                continue;
            }
            let id = self.number(&file);
            self.edit(|session| session.add_companion(&name, id));
        }
        self.update_now();
    }

    /// Opens a joined file as the main one, and the main one beside it; undone like any opening.
    pub fn make_main(self, name: &str) {
        let session = self.session.get_untracked();
        let all = numbered(&session.files, &session.joined_with);
        let reopening =
            self.client.with_value(|it| it.as_ref().and_then(|it| it.reopening(&session.read_with)));
        let Some((_, Some(before))) = reopening else {
            self.notify("Pasted rows and samples cannot be joined to another file");
            return;
        };
        let (chosen, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|it| it.1.name == name);
        let Some(main) = self.handles(&chosen).pop() else { return };
        let old_main = (before.name(), session.read_with);
        let readings: Vec<(String, ReadingOptions)> =
            others.iter().map(|it| (it.1.name.clone(), it.1.reading.clone())).chain([old_main]).collect();
        let reading = chosen.first().map(|it| it.1.reading.clone());
        let mut files = vec![before];
        files.extend(self.handles(&others));
        let mut companions: Vec<Companion> = Vec::new();
        for file in &files {
            let companion = Companion::new(&file.name(), &companions, &main.name());
            // Columns that are not to be read stay unread.
            let reading = readings.iter().find(|it| it.0 == file.name()).map(|it| it.1.clone());
            companions.push(Companion { reading: reading.unwrap_or_default(), ..companion });
        }
        self.open_read(main, reading, (companions, files), Goal::Import);
    }

    /// Takes a file away from the open one.
    pub fn remove_file(self, name: &str) {
        self.edit(|session| session.remove_companion(name));
        self.update_now();
    }

    /// Joins a file by other columns.
    pub fn set_key(self, name: &str, key: KeyChoice) {
        self.edit(|session| session.set_key(name, key));
        self.update_now();
    }

    /// Opens the project before the open one as it was left, if there is one.
    pub(super) fn go_back(self) {
        let Some(task) = self.edit(Session::go_back) else { return };
        let Task::Opening { reading, companions, .. } = &task else { return };
        let reopening = self.client.with_value(|it| it.as_ref().and_then(|it| it.reopening_earlier(reading)));
        let Some((command, file)) = reopening else {
            self.edit(|session| session.fail(task, Fault::Crash));
            return;
        };
        if companions.is_empty() {
            self.post(command, file, task);
            return;
        }
        let files = self.handles(companions);
        let beside = Beside { files: companions.clone(), keeps_main: false };
        self.post_with(command, file, (Some(beside), files), task);
    }

    /// Reads the open source again, another way or with other files beside it.
    pub(super) fn reread(self, reading: ReadingOptions, companions: Vec<Companion>) {
        let session = self.session.get_untracked();
        let task = Task::Rereading { reading: Box::new(reading.clone()), companions: companions.clone() };
        let reopening = self.client.with_value(|it| it.as_ref().and_then(|it| it.reopening(&reading)));
        let Some((command, file)) = reopening else {
            self.edit(|session| session.fail(task, Fault::Crash));
            return;
        };
        if companions.is_empty() && session.joined_with.is_empty() {
            self.post(command, file, task);
            return;
        }
        let numbered = numbered(&session.files, &companions);
        let files = self.handles(&numbered);
        let beside = Beside { files: numbered, keeps_main: reading == session.read_with };
        self.post_with(command, file, (Some(beside), files), task);
    }
}

/// A file with those that continue it, as one; nothing is copied.
fn table_of(arranged: &Arranged, files: &[File], idx: usize) -> Option<File> {
    let first = files.get(idx)?.clone();
    let parts = arranged.arrangement.parts_of(idx);
    if parts.is_empty() {
        return Some(first);
    }
    let pieces = Array::of1(&first);
    let mut before = idx;
    for part in parts {
        if arranged.ends_open.get(before) == Some(&true) {
            pieces.push(&"\n".into());
        }
        let top = f64::from(arranged.n_top_bytes.get(part).copied().unwrap_or(0));
        pieces.push(&files.get(part)?.slice_with_f64(top).ok()?.into());
        before = part;
    }
    File::new_with_blob_sequence(&pieces, &first.name()).ok()
}
