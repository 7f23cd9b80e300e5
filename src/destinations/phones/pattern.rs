//! Patterns of digits, as numbering plans write them: digits, classes, groups, choices, counts.

/// One step of a compiled pattern.
#[derive(Debug, Clone, Copy)]
enum Step {
    /// Any digit of the set: bit `d` stands for digit `d`.
    One(u16),
    /// Goes on with the next step, and at this place where that leads nowhere.
    Either(usize),
    /// Goes on elsewhere.
    Go(usize),
    /// Notes the place in the text.
    Note(usize),
    /// Nothing may follow.
    End,
    /// The pattern is met.
    Met,
}

/// Notes that a pattern can take: up to three groups, where each begins and ends.
const NOTES: usize = 6;

/// A compiled pattern.
#[derive(Debug, Clone)]
pub struct Pattern {
    steps: Vec<Step>,
    groups: usize,
}

/// Where a pattern was met: how many digits it took, and its groups.
#[derive(Debug, Clone, Copy)]
pub struct Met {
    /// Digits taken from the beginning.
    pub len: usize,
    notes: [u8; NOTES],
    groups: usize,
}

impl Met {
    /// The digits of a group, counted from one, if the group took part.
    pub fn group<'t>(&self, number: usize, text: &'t [u8]) -> Option<&'t [u8]> {
        let at = number.checked_sub(1)? * 2;
        text.get(usize::from(*self.notes.get(at)?)..usize::from(*self.notes.get(at + 1)?))
    }

    /// The digits of the last group of the pattern, if there is one and it took part.
    pub fn last_group<'t>(&self, text: &'t [u8]) -> Option<&'t [u8]> {
        self.group(self.groups, text)
    }
}

impl Pattern {
    /// Compiles a pattern; one that is not understood meets nothing.
    pub fn new(source: &str) -> Self {
        let mut reader = Reader { source: source.as_bytes(), at: 0, groups: 0 };
        let mut steps = Vec::new();
        let is_read = reader.choice(&mut steps).is_some() && reader.at == reader.source.len();
        if is_read {
            steps.push(Step::Met);
        } else {
            steps.clear();
        }
        Self { steps, groups: reader.groups }
    }

    /// Whether the pattern takes all of the digits.
    pub fn is_whole(&self, digits: &[u8]) -> bool {
        self.run(digits, true).is_some()
    }

    /// Where the pattern is met at the beginning of the digits.
    pub fn at_start(&self, digits: &[u8]) -> Option<Met> {
        self.run(digits, false)
    }

    /// Tries choices in their order and goes back where one leads nowhere.
    fn run(&self, digits: &[u8], is_whole: bool) -> Option<Met> {
        let mut waiting = Vec::with_capacity(16);
        let mut now = State { step: 0, at: 0, notes: [u8::MAX; NOTES] };
        loop {
            if self.follow(&mut now, digits, is_whole, &mut waiting) {
                return Some(Met { len: now.at, notes: now.notes, groups: self.groups });
            }
            now = waiting.pop()?;
        }
    }

    /// Follows one way as far as it leads; `true` where the pattern is met.
    fn follow(&self, now: &mut State, digits: &[u8], is_whole: bool, waiting: &mut Vec<State>) -> bool {
        while let Some(step) = self.steps.get(now.step) {
            now.step += 1;
            match *step {
                Step::One(set) if takes(set, digits, now.at) => now.at += 1,
                Step::Either(second) if self.is_barred(now.step, digits, now.at) => now.step = second,
                Step::Either(second) => waiting.push(State { step: second, ..*now }),
                Step::Go(place) => now.step = place,
                Step::Note(number) => now.note(number),
                Step::End if at_end(digits, now.at) => {}
                Step::Met => return !is_whole || at_end(digits, now.at),
                Step::One(_) | Step::End => return false,
            }
        }
        false
    }

    /// Whether the next step wants a digit that is not there: so the way need not be begun.
    fn is_barred(&self, step: usize, digits: &[u8], at: usize) -> bool {
        matches!(self.steps.get(step), Some(Step::One(set)) if !takes(*set, digits, at))
    }
}

/// A way through a pattern.
#[derive(Debug, Clone, Copy)]
struct State {
    step: usize,
    at: usize,
    notes: [u8; NOTES],
}

impl State {
    fn note(&mut self, number: usize) {
        if let Some(note) = self.notes.get_mut(number) {
            *note = u8::try_from(self.at).unwrap_or(u8::MAX);
        }
    }
}

fn takes(set: u16, digits: &[u8], at: usize) -> bool {
    digits.get(at).is_some_and(|it| set & bit(*it) != 0)
}

fn at_end(digits: &[u8], at: usize) -> bool {
    at == digits.len()
}

fn bit(digit: u8) -> u16 {
    if digit.is_ascii_digit() { 1 << (digit - b'0') } else { 0 }
}

struct Reader<'a> {
    source: &'a [u8],
    at: usize,
    groups: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.source.get(self.at).copied()
    }

    fn takes(&mut self, wanted: &[u8]) -> bool {
        let is_there = self.source.get(self.at..).is_some_and(|it| it.starts_with(wanted));
        self.at += if is_there { wanted.len() } else { 0 };
        is_there
    }

    /// Branches divided by bars.
    fn choice(&mut self, steps: &mut Vec<Step>) -> Option<()> {
        let mut leaving = Vec::new();
        let last = loop {
            let start = steps.len();
            steps.push(Step::Either(0));
            self.branch(steps)?;
            if !self.takes(b"|") {
                break start;
            }
            leaving.push(steps.len());
            steps.push(Step::Go(0));
            *steps.get_mut(start)? = Step::Either(steps.len());
        };
        // The last branch has no other.
        *steps.get_mut(last)? = Step::Go(last + 1);
        let end = steps.len();
        for place in leaving {
            *steps.get_mut(place)? = Step::Go(end);
        }
        Some(())
    }

    /// Pieces one after another, each as often as is said behind it.
    fn branch(&mut self, steps: &mut Vec<Step>) -> Option<()> {
        while self.peek().is_some_and(|it| it != b'|' && it != b')') {
            let start = self.at;
            let groups = self.groups;
            let mut piece = Vec::new();
            self.piece(&mut piece)?;
            let end = self.at;
            let (least, most) = self.count()?;
            let after = self.at;
            for time in 0..most {
                // Read once more, so that its places fit where it now stands.
                (self.at, self.groups) = (start, groups);
                self.once(steps, time >= least)?;
                debug_assert_eq!(self.at, end, "a piece is read the same again");
            }
            self.at = after;
        }
        Some(())
    }

    /// A piece that has to be there, or may be.
    fn once(&mut self, steps: &mut Vec<Step>, is_free: bool) -> Option<()> {
        if !is_free {
            return self.piece(steps);
        }
        let place = steps.len();
        steps.push(Step::Either(0));
        self.piece(steps)?;
        let next = steps.len();
        *steps.get_mut(place)? = Step::Either(next);
        Some(())
    }

    fn piece(&mut self, steps: &mut Vec<Step>) -> Option<()> {
        let first = self.peek()?;
        if self.takes(b"(?:") {
            self.choice(steps)?;
            return self.takes(b")").then_some(());
        }
        self.at += 1;
        match first {
            b'0'..=b'9' => steps.push(Step::One(bit(first))),
            b'\\' => {
                if !self.takes(b"d") {
                    return None;
                }
                steps.push(Step::One(0x3ff));
            }
            b'[' => steps.push(Step::One(self.class()?)),
            b'$' => steps.push(Step::End),
            b'(' => {
                let number = self.groups * 2;
                self.groups += 1;
                steps.push(Step::Note(number));
                self.choice(steps)?;
                steps.push(Step::Note(number + 1));
                return self.takes(b")").then_some(());
            }
            _ => return None,
        }
        Some(())
    }

    fn class(&mut self) -> Option<u16> {
        let mut set = 0;
        loop {
            let first = self.peek()?;
            self.at += 1;
            match first {
                b']' => return Some(set),
                b'0'..=b'9' if self.takes(b"-") => {
                    let last = self.peek().filter(u8::is_ascii_digit)?;
                    self.at += 1;
                    (first..=last).for_each(|it| set |= bit(it));
                }
                b'0'..=b'9' => set |= bit(first),
                _ => return None,
            }
        }
    }

    /// How often: `?`, `{n}`, `{n,m}`, or once.
    fn count(&mut self) -> Option<(usize, usize)> {
        if self.takes(b"?") {
            return Some((0, 1));
        }
        if !self.takes(b"{") {
            return Some((1, 1));
        }
        let least = self.number()?;
        let most = if self.takes(b",") { self.number()? } else { least };
        (self.takes(b"}") && most >= least && most <= 20).then_some((least, most))
    }

    fn number(&mut self) -> Option<usize> {
        let mut number = None;
        while let Some(digit) = self.peek().filter(u8::is_ascii_digit) {
            number = Some(number.unwrap_or(0) * 10 + usize::from(digit - b'0'));
            self.at += 1;
        }
        number.filter(|it| *it <= 20)
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    fn met<'t>(pattern: &str, text: &'t str) -> Option<(usize, Option<&'t str>)> {
        let met = Pattern::new(pattern).at_start(text.as_bytes())?;
        let group = met.last_group(text.as_bytes()).map(|it| std::str::from_utf8(it).unwrap_or("?"));
        Some((met.len, group))
    }

    #[test]
    fn a_whole_match_takes_every_digit() {
        let pattern = Pattern::new("1(?:2[3-5]|\\d{2,3})");
        for (text, wanted) in [("123", true), ("199", true), ("1999", true), ("19", false), ("19999", false)]
        {
            assert_eq!(pattern.is_whole(text.as_bytes()), wanted, "{text}");
        }
    }

    #[test]
    fn the_first_choice_that_leads_on_is_taken() {
        assert_eq!(met("0(1|12)3", "0123"), Some((4, Some("12"))));
        assert_eq!(met("0|01", "012"), Some((1, None)));
        assert_eq!(met("(5\\d)$|1", "55"), Some((2, Some("55"))));
        assert_eq!(met("(5\\d)$|1", "155"), Some((1, None)));
        assert_eq!(met("(5\\d)$|1", "555"), None);
    }

    #[test]
    fn what_may_be_absent_may_be_absent() {
        assert_eq!(met("0(?:15(\\d{2}))?", "0"), Some((1, None)));
        assert_eq!(met("0(?:15(\\d{2}))?", "01599"), Some((5, Some("99"))));
    }

    #[test]
    fn what_is_no_pattern_meets_nothing() {
        for source in ["(1", "1)", "[1", "a", "1{2", "1{3,2}", "\\w"] {
            assert!(!Pattern::new(source).is_whole(b"1") && met(source, "1").is_none(), "{source}");
        }
    }
}
