//! Verbs that take customers to other tools.

use crate::ui::view::prelude::*;
use web_sys::Blob;

use crate::destinations::Summary;
use crate::session::outgoing::Asked;
use crate::session::{Next, SavedFile};
use crate::ui::actions::Actions;
use crate::ui::browser::download;
use crate::worker::protocol::{Command, Errand, JobId};

const ZIP: &str = "application/zip";
const CSV: &str = "text/csv;charset=utf-8";

impl Actions {
    /// Asks which tools files can be written for; the answer arrives in `session.outgoing`.
    pub fn ask_destinations(self) {
        self.ask(Command::Destinations);
    }

    /// Asks what files for a tool would be; the answer arrives in `session.outgoing`.
    pub fn check(self, asked: Asked) {
        self.send_asked(asked, None);
    }

    /// Writes files for a tool and hands them to the person, several as one archive or each by itself.
    pub fn deliver(self, asked: Asked, is_archive: bool) {
        self.send_asked(asked, Some(is_archive));
    }

    /// Stops what is being looked at or written.
    pub fn stop_delivery(self) {
        self.cancel();
    }

    /// Hands over the list of what was changed and left out, of the files looked at or written last.
    pub fn save_left_out(self, summary: &Summary) {
        let name = summary.archive_name.replace(".zip", "-left-out.csv");
        let is_saved = self
            .problems_of_files
            .with_value(|it| it.as_ref().is_some_and(|it| download::save_file(&name, CSV, it)));
        if !is_saved {
            self.notify("The browser did not take the file. Try once more");
        }
    }

    pub(super) fn advance_delivery(self, job: JobId, fraction: f32) {
        let is_it =
            self.session.outgoing().read_untracked().under_way.as_ref().is_some_and(|it| it.job == job);
        if is_it {
            self.session.outgoing().update(|it| it.advance(job, fraction));
        }
    }

    /// Takes what came beside an answer.
    pub(super) fn take_files(self, next: Next, files: Vec<Blob>) {
        let mut files = files.into_iter();
        if let Some(problems) = files.next() {
            self.problems_of_files.set_value(Some(problems));
        }
        if next != Next::Deliver {
            return;
        }
        let Some(Ok(summary)) = self.session.outgoing().read_untracked().delivered.clone() else { return };
        let files: Vec<Blob> = files.collect();
        let is_archive = files.len() < summary.files.len();
        let named: Vec<(&str, &str, usize)> = if is_archive {
            let n_rows = summary.files.iter().map(|it| it.n_rows).sum::<u64>();
            vec![(summary.archive_name.as_str(), ZIP, usize::try_from(n_rows).unwrap_or(usize::MAX))]
        } else {
            let rows = |n| usize::try_from(n).unwrap_or(usize::MAX);
            summary
                .files
                .iter()
                .map(|it| (it.name.as_str(), it.media_type.as_str(), rows(it.n_rows)))
                .collect()
        };
        let mut is_saved = true;
        for ((name, media_type, n_rows), file) in named.into_iter().zip(&files) {
            is_saved &= download::save_file(name, media_type, file);
            let saved = SavedFile { file_name: name.to_owned(), n_rows };
            self.edit(|session| session.saved.push(saved));
        }
        self.edit(|session| session.outgoing.is_archived = is_archive);
        if !is_saved {
            self.notify("The browser did not take the files. Try once more");
        }
    }

    fn send_asked(self, asked: Asked, is_archive: Option<bool>) {
        let Ok(wish) = postcard::to_stdvec(&asked.wish) else { return };
        let errand = Errand { segments: asked.segments.clone(), wish };
        let command = match is_archive {
            Some(is_archive) => Command::Deliver { errand, is_archive },
            None => Command::Check(errand),
        };
        if let Some(id) = self.client.with_value(|it| it.as_ref().map(|it| it.send(command, None))) {
            self.edit(|session| {
                session.asides.push(id);
                session.outgoing.begin(id, asked, is_archive.is_some());
            });
        }
    }
}
