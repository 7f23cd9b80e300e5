//! The map in words: how many are drawn, where the middles are, and who overlaps with whom.

use crate::engine::present::chart::map::{MapCentre, MapView};
use crate::engine::present::number;
use crate::engine::present::sentence::is_plural;

/// Overlaps that are told; smaller ones are left to the table.
const TOLD: f64 = 0.05;

impl MapView {
    /// Sentences about the map: counts, then a sentence for each segment, then overlaps.
    pub fn description(&self) -> Vec<String> {
        let (drawn, all) = (self.points.len(), self.n);
        let mut sentences = vec![if drawn < all {
            format!(
                "The map shows {} of {} customers, drawn evenly.",
                number::count(drawn),
                number::count(all)
            )
        } else {
            format!("The map shows all {}.", number::counted(all, "customer", "customers"))
        }];
        let [across, down] = self.explained.map(|it| number::share(it.clamp(0.0, 1.0)));
        sentences.push(format!(
            "From left to right it shows {across} of all differences between them, from bottom to top {down}."
        ));
        for it in &self.centres {
            let n = number::counted(it.n, "customer", "customers");
            let share = number::share(it.n as f64 / drawn.max(1) as f64);
            sentences.push(format!(
                "{}: {n}, {share} of those drawn, with the middle {}.",
                it.name,
                place(it)
            ));
        }
        sentences.extend(self.overlaps().into_iter().map(|(here, there, share)| {
            let (verb, share) = (if is_plural(&here) { "lie" } else { "lies" }, number::share(share));
            format!("{share} of {here} {verb} nearer to the middle of {there}.")
        }));
        if sentences.len() == self.centres.len() + 2 && self.centres.len() > 1 {
            sentences.push("No segment overlaps with another by a twentieth or more.".to_owned());
        }
        sentences
    }

    /// Pairs of segments, and the share of the first whose customers are nearer to the second's
    /// middle, in the order of the segments.
    pub fn overlaps(&self) -> Vec<(String, String, f64)> {
        let k = self.centres.len();
        let mut nearer = vec![0_usize; k * k];
        for (x, y, segment) in &self.points {
            let Some(own) = self.centres.iter().position(|it| it.segment == usize::from(*segment)) else {
                continue;
            };
            let (x, y) = (f64::from(*x), f64::from(*y));
            let distance = |it: &MapCentre| (it.x - x).powi(2) + (it.y - y).powi(2);
            let start = (own, self.centres.get(own).map_or(f64::INFINITY, distance));
            let all = self.centres.iter().map(distance).enumerate();
            let (nearest, _) = all.fold(start, |least, it| if it.1 < least.1 { it } else { least });
            if let Some(it) = nearer.get_mut(own * k + nearest) {
                *it += 1;
            }
        }
        let mut found = Vec::new();
        for (own, here) in self.centres.iter().enumerate() {
            let share =
                |other: usize| nearer.get(own * k + other).map_or(0.0, |n| *n as f64 / here.n.max(1) as f64);
            let others = self.centres.iter().enumerate().filter(|it| it.0 != own);
            let told = others.map(|(other, there)| (there, share(other))).filter(|it| it.1 >= TOLD);
            found.extend(told.map(|(there, share)| (here.name.clone(), there.name.clone(), share)));
        }
        found
    }
}

/// "at the top left", "in the middle".
fn place(it: &MapCentre) -> String {
    let third = |it: f64| match it {
        it if it < 1.0 / 3.0 => 0,
        it if it < 2.0 / 3.0 => 1,
        _ => 2,
    };
    let words = match (third(it.x), third(it.y)) {
        (0, 0) => "at the top left",
        (1, 0) => "at the top",
        (2, 0) => "at the top right",
        (0, 1) => "at the left",
        (1, 1) => "in the middle",
        (2, 1) => "at the right",
        (0, _) => "at the bottom left",
        (1, _) => "at the bottom",
        _ => "at the bottom right",
    };
    words.to_owned()
}
