//! Which customers are drawn around a place: found by a grid, however many there are.

use crate::kernel::order;

/// Cells across and down.
const ACROSS: usize = 72;
const DOWN: usize = 42;

/// Points of the map by the cell that they are in.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Grid {
    /// Positions of the points, cell by cell.
    points: Vec<u32>,
    /// Where each cell starts; one more at the end.
    starts: Vec<u32>,
}

/// Who is drawn around a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Around {
    /// The nearest customer's segment.
    pub nearest: u8,
    /// Segments and how many of their customers are near, most first.
    pub near: Vec<(u8, usize)>,
}

impl Grid {
    /// The grid of some points.
    pub fn new(points: &[(f32, f32, u8)]) -> Self {
        let mut starts = vec![0_u32; ACROSS * DOWN + 1];
        let mut before = 0;
        for point in points {
            if let Some(it) = starts.get_mut(cell_of(point) + 1) {
                *it += 1;
            }
        }
        for it in &mut starts {
            before += *it;
            *it = before;
        }
        let mut next = starts.clone();
        let mut sorted = vec![0_u32; points.len()];
        for (idx, point) in (0_u32..).zip(points) {
            let Some(next) = next.get_mut(cell_of(point)) else { continue };
            if let Some(place) = sorted.get_mut(*next as usize) {
                *place = idx;
            }
            *next += 1;
        }
        Self { points: sorted, starts }
    }

    /// Customers within `reach`, as shares of the plot's width and height; `None` where nobody is.
    pub fn around(&self, points: &[(f32, f32, u8)], at: (f64, f64), reach: (f64, f64)) -> Option<Around> {
        let mut nearest: Option<(f64, u8)> = None;
        let mut near: Vec<(u8, usize)> = Vec::new();
        let (left, right) = (step(at.0 - reach.0, ACROSS), step(at.0 + reach.0, ACROSS));
        let (top, bottom) = (step(at.1 - reach.1, DOWN), step(at.1 + reach.1, DOWN));
        let cells = (top..=bottom).flat_map(|row| row * ACROSS + left..=row * ACROSS + right);
        let close = cells.flat_map(|it| self.cell(it)).filter_map(|it| points.get(*it as usize));
        let away = |a: f32, b: f64, reach: f64| (f64::from(a) - b) / reach.max(1e-9);
        for (x, y, segment) in close {
            let distance = away(*x, at.0, reach.0).powi(2) + away(*y, at.1, reach.1).powi(2);
            if distance > 1.0 {
                continue;
            }
            if nearest.is_none_or(|it| distance < it.0) {
                nearest = Some((distance, *segment));
            }
            match near.iter_mut().find(|it| it.0 == *segment) {
                Some(it) => it.1 += 1,
                None => near.push((*segment, 1)),
            }
        }
        order::sort_by(&mut near, |a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        nearest.map(|(_, nearest)| Around { nearest, near })
    }

    fn cell(&self, cell: usize) -> &[u32] {
        let start = self.starts.get(cell).copied().unwrap_or(0) as usize;
        let end = self.starts.get(cell + 1).copied().unwrap_or(0) as usize;
        self.points.get(start..end).unwrap_or_default()
    }
}

fn cell_of((x, y, _): &(f32, f32, u8)) -> usize {
    step(f64::from(*y), DOWN) * ACROSS + step(f64::from(*x), ACROSS)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cell of the grid")]
fn step(fraction: f64, n: usize) -> usize {
    ((fraction.clamp(0.0, 1.0) * n as f64) as usize).min(n - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Points that fill the plot, the same on every run.
    fn points() -> Vec<(f32, f32, u8)> {
        let place = |it: u32, step: u32| (it * step % 1_009) as f32 / 1_008.0;
        (0..2_000_u32).map(|it| (place(it, 37), place(it, 113), (it % 5) as u8)).collect()
    }

    #[test]
    fn the_grid_finds_whoever_looking_at_everyone_finds() {
        let points = points();
        let grid = Grid::new(&points);
        let reach = (0.03, 0.05);
        for at in [(0.0, 0.0), (0.5, 0.5), (1.0, 1.0), (0.31, 0.97), (-0.2, 0.4)] {
            let near = points.iter().filter(|it| {
                let x = (f64::from(it.0) - at.0) / reach.0;
                let y = (f64::from(it.1) - at.1) / reach.1;
                x * x + y * y <= 1.0
            });
            let found = grid.around(&points, at, reach);
            let n = found.as_ref().map_or(0, |it| it.near.iter().map(|it| it.1).sum::<usize>());
            assert_eq!(n, near.count(), "{at:?}");
        }
        assert_eq!(Grid::new(&[]).around(&[], (0.5, 0.5), reach), None);
    }
}
