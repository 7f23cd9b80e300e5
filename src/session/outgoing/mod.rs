//! Files for other tools: what can be asked for, what they would be, what they became.

mod accounted;

use crate::destinations::{Catalogue, Refusal, Summary, Wish};
use crate::engine::segmentation::SegmentId;
use crate::session::Same;
use crate::worker::protocol::JobId;
use crate::worker::told::{Told, broken};

pub use accounted::{AccountLine, AccountPart, account_lines, balance, counted, saved_line};

/// What is known of files for other tools.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outgoing {
    /// What can be asked for, of the result on screen; `None` until it is known.
    pub catalogue: Option<Result<Same<Catalogue>, Refusal>>,
    /// What is being looked at or written.
    pub under_way: Option<UnderWay>,
    /// What would be written, and what was asked for.
    pub checked: Option<(Asked, Outcome)>,
    /// What was written last, or why it was not.
    pub delivered: Option<Outcome>,
    /// Whether that became one archive.
    pub is_archived: bool,
}

/// What came of it.
pub type Outcome = Result<Same<Summary>, Refusal>;

/// What is asked for, of whom.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// Only customers of these segments, or all where empty.
    pub segments: Vec<SegmentId>,
    /// What is asked for.
    pub wish: Wish,
}

/// A look or a delivery that goes on.
#[derive(Debug, Clone, PartialEq)]
pub struct UnderWay {
    /// The job.
    pub job: JobId,
    /// What was asked for.
    pub asked: Asked,
    /// Whether files are written, or only counted.
    pub writes: bool,
    /// How much of it is done, in 0..=1.
    pub fraction: f32,
}

impl Outgoing {
    /// A job was sent; it takes the place of one before. What was written before is not told any more.
    pub fn begin(&mut self, job: JobId, asked: Asked, writes: bool) {
        if writes {
            self.delivered = None;
        }
        self.under_way = Some(UnderWay { job, asked, writes, fraction: 0.0 });
    }

    /// How far the job is.
    pub fn advance(&mut self, job: JobId, fraction: f32) {
        if let Some(it) = self.under_way.as_mut().filter(|it| it.job == job) {
            it.fraction = fraction;
        }
    }

    /// What can be asked for.
    pub fn offer(&mut self, told: &Told) {
        self.catalogue = Some(told.catalogue().map(Same::new));
    }

    /// The job is done. Says whether there are files to hand over.
    pub fn end(&mut self, job: JobId, told: &Told) -> bool {
        let Some(UnderWay { asked, writes, .. }) = self.under_way.take_if(|it| it.job == job) else {
            return false;
        };
        let outcome = told.summary().map(Same::new);
        let is_there = outcome.is_ok();
        if writes {
            self.delivered = Some(outcome);
        } else {
            self.checked = Some((asked, outcome));
        }
        writes && is_there
    }

    /// The worker broke down over a job, or over one that is not known: nothing comes of what goes on.
    pub fn crash(&mut self, job: Option<JobId>) {
        let Some(it) = self.under_way.take_if(|it| job.is_none_or(|job| job == it.job)) else { return };
        if it.writes {
            self.delivered = Some(Err(broken()));
        } else {
            self.checked = Some((it.asked, Err(broken())));
        }
    }

    /// What would be written of this, where that is known and not out of date.
    pub fn checked_for(&self, asked: &Asked) -> Option<&Outcome> {
        self.checked.as_ref().filter(|it| it.0 == *asked).map(|it| &it.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::destinations::{Contacts, Export, Nowhere};

    fn asked(destination: &str) -> Asked {
        Asked { segments: Vec::new(), wish: Wish::of(destination) }
    }

    /// Nobody, written for a destination.
    fn written(destination: &str) -> Told {
        let mut export = Export::new(&Contacts::default(), &Wish::of(destination)).unwrap();
        export.push(&[0; 8], &mut Nowhere).unwrap();
        Told::Written(postcard::to_stdvec(&export.finish(&mut Nowhere).unwrap()).unwrap())
    }

    #[test]
    fn what_was_looked_at_is_known_for_what_was_asked_only() {
        let mut outgoing = Outgoing::default();
        outgoing.begin(JobId(1), asked("csv"), false);
        outgoing.advance(JobId(1), 0.5);
        assert!((outgoing.under_way.as_ref().unwrap().fraction - 0.5).abs() < 1e-12);
        assert!(!outgoing.end(JobId(1), &written("csv")));
        assert!(outgoing.checked_for(&asked("csv")).unwrap().is_ok());
        assert!(outgoing.checked_for(&asked("hubspot")).is_none() && outgoing.under_way.is_none());
    }

    #[test]
    fn news_of_a_job_that_another_took_the_place_of_is_dropped() {
        let mut outgoing = Outgoing::default();
        outgoing.begin(JobId(1), asked("csv"), false);
        outgoing.begin(JobId(2), asked("csv"), true);
        outgoing.advance(JobId(1), 0.9);
        assert!(!outgoing.end(JobId(1), &written("csv")) && outgoing.checked.is_none());
        assert!((outgoing.under_way.as_ref().unwrap().fraction - 0.0).abs() < 1e-12);
        assert!(outgoing.end(JobId(2), &written("csv")));
        assert!(matches!(outgoing.delivered, Some(Ok(_))));
    }

    #[test]
    fn a_breakdown_and_a_module_that_is_not_there_are_told_in_words() {
        let mut outgoing = Outgoing::default();
        outgoing.begin(JobId(1), asked("csv"), true);
        outgoing.crash(Some(JobId(7)));
        assert!(outgoing.under_way.is_some());
        outgoing.crash(None);
        assert_eq!(outgoing.delivered.clone().unwrap().unwrap_err().kind, "part_broken");
        outgoing.offer(&Told::Missing);
        assert_eq!(outgoing.catalogue.clone().unwrap().unwrap_err().kind, "part_missing");
        outgoing.begin(JobId(2), asked("csv"), true);
        assert!(outgoing.delivered.is_none());
        assert!(!outgoing.end(JobId(2), &Told::Refused(vec![1])));
        assert!(matches!(outgoing.delivered, Some(Err(_))));
    }
}
