//! The guided tour: what is said at each step, and a few questions at its end.

/// What is said at a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop {
    /// Where it is.
    pub title: &'static str,
    /// What to see there.
    pub text: &'static str,
}

/// The steps, in the order of the work: start, import, method, segments, segment, export.
pub const STOPS: [Stop; 6] = [
    Stop {
        title: "Start with a file",
        text: "Any list of customers or orders will do. It is read on this device and sent nowhere. For the tour, a coffee chain’s visits are made up: go on, and they are opened as if you had dropped them here.",
    },
    Stop {
        title: "See what was understood",
        text: "Each column has a role: who, when, how much. Guesses are marked and can be changed. Below stands what was odd in the file, with the lines. Here the member, the day, the time and the amount were found.",
    },
    Stop {
        title: "Choose how to group",
        text: "Five ways to look at the same customers. For this example, natural groups by the day and hour of the visits are set up already; on the left you can change every choice, on the right the result follows.",
    },
    Stop {
        title: "Meet the segments",
        text: "Each has a name, a size, its money and what stands out. The sentences above are made from the numbers by fixed rules. Names can be changed; beside a number, the small question mark says where it comes from.",
    },
    Stop {
        title: "Look at one of them",
        text: "Who they are, how they differ from everyone, why somebody is here, and the people themselves. The statistics are at the bottom of “Why”, for those who want them.",
    },
    Stop {
        title: "Take a list along",
        text: "Choose segments, see the first lines as they will be written, and save. The recipe keeps every choice and no customer: open it with next month’s file and the same is done again.",
    },
];

/// A question with one right answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// The question.
    pub ask: &'static str,
    /// Its answers.
    pub answers: [&'static str; 3],
    /// Position of the right one.
    pub right: usize,
    /// Why.
    pub because: &'static str,
}

/// The questions at the end.
pub const QUESTIONS: [Question; 3] = [
    Question {
        ask: "A segment is 9% of the customers and 38% of the revenue. What follows?",
        answers: [
            "More customers in it would raise revenue by as much",
            "Few customers bring much: losing one of them costs more",
            "The others are not worth an offer",
        ],
        right: 1,
        because: "Shares describe who brings what now. They say nothing of what an offer would change.",
    },
    Question {
        ask: "“How clearly separated: none.” What is it?",
        answers: [
            "The groups run into each other: a cut is a decision, not a finding",
            "The file is broken",
            "More groups are needed",
        ],
        right: 0,
        because: "Customers often differ by degrees only. Then one group, or tiers of your own, are honest.",
    },
    Question {
        ask: "Two segments reply at 4% (3 to 5%) and 6% (3 to 11%). Which is better?",
        answers: ["The second, by half", "The first, it is larger", "That cannot be told yet"],
        right: 2,
        because: "The ranges overlap: with so few customers, chance alone may make that difference.",
    },
];
