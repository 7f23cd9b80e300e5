//! A person's own map while it is painted: what a cell is called, and how names come and go.

use crate::engine::segmentation::{MAX_OWN_NAMES, OTHERS, OwnMap, RfmMap};

/// What the customers of one cell of recency and frequency are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Painted {
    /// "Others": the cell has no name.
    Nothing,
    /// The name at this position.
    Name(u8),
    /// More than one name: the cell is parted by money.
    Several,
}

/// Why a name is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameFault {
    /// It has no letters.
    Blank,
    /// Cells without a name are called so.
    Reserved,
    /// Another name of the map is the same.
    Taken,
    /// The map has as many names as it can have.
    TooMany,
}

impl OwnMap {
    /// A map of the person's own that begins as another: each cell of recency and frequency gets the
    /// name that most of its monetary scores have there, the first of equals. Names without a cell
    /// are left out.
    pub fn like(map: &RfmMap, bins: u8) -> Self {
        if let RfmMap::Own(own) = map {
            return own.clone();
        }
        let all = map.names();
        let found: Vec<u8> =
            cells(bins).map(|(r, f)| most((1..=bins).map(|m| map.position([r, f, m], bins)))).collect();
        let is_named = |idx: usize| all.get(idx).is_some_and(|it| it.name != OTHERS);
        let used: Vec<u8> = (0..u8::MAX)
            .take(all.len())
            .filter(|it| is_named(usize::from(*it)) && found.contains(it))
            .take(MAX_OWN_NAMES)
            .collect();
        let own = |it: &u8| used.iter().position(|used| used == it).and_then(|it| u8::try_from(it).ok());
        let name = |it: &u8| all.get(usize::from(*it)).map(|it| it.name.clone().into_owned());
        Self { names: used.iter().filter_map(name).collect(), cells: found.iter().map(own).collect() }
    }

    /// The same map for another number of scores: each cell takes the name of the one that lies where
    /// it lies. A map that is parted by money stays so.
    #[must_use]
    pub fn stretched(&self, from: u8, to: u8) -> Self {
        let near = |score: u8| {
            let (score, from, to) = (u16::from(score), u16::from(from), u16::from(to));
            u8::try_from(((2 * score - 1) * from).div_ceil(2 * to)).unwrap_or(1)
        };
        let named = |code: [u8; 3]| {
            let position = self.position(code.map(near), from);
            (usize::from(position) < self.names.len()).then_some(position)
        };
        let cells = if self.has_money(usize::from(from)) {
            cells(to).flat_map(|(r, f)| (1..=to).map(move |m| [r, f, m])).map(named).collect()
        } else {
            cells(to).map(|(r, f)| named([r, f, 1])).collect()
        };
        Self { names: self.names.clone(), cells }
    }

    /// What a cell of recency and frequency scores, each 1 to `bins`, is called.
    pub fn painted(&self, (r, f): (u8, u8), bins: u8) -> Painted {
        let mut names = (1..=bins).map(|m| self.position([r, f, m], bins));
        let first = names.next().unwrap_or(u8::MAX);
        match () {
            () if !names.all(|it| it == first) => Painted::Several,
            () if usize::from(first) < self.names.len() => Painted::Name(first),
            () => Painted::Nothing,
        }
    }

    /// Gives a cell a name by its position, or none. A cell that is parted by money has one name
    /// afterwards.
    pub fn paint(&mut self, (r, f): (u8, u8), bins: u8, name: Option<u8>) {
        let n = usize::from(bins);
        let cell = usize::from(bins.saturating_sub(r)) * n + usize::from(f.saturating_sub(1));
        let parts = if self.has_money(n) { cell * n..(cell + 1) * n } else { cell..cell + 1 };
        for it in self.cells.get_mut(parts).into_iter().flatten() {
            *it = name;
        }
    }

    /// Takes the name away from every cell.
    pub fn clear(&mut self) {
        self.cells.fill(None);
    }

    /// Whether a name can be taken: for a new one `place` is `None`, otherwise the position of the
    /// name that it is to replace.
    pub fn check_name(&self, name: &str, place: Option<usize>) -> Result<(), NameFault> {
        let name = name.trim();
        let is_other = |(idx, it): (usize, &String)| Some(idx) != place && it == name;
        match () {
            () if name.is_empty() => Err(NameFault::Blank),
            () if name.eq_ignore_ascii_case(OTHERS) => Err(NameFault::Reserved),
            () if self.names.iter().enumerate().any(is_other) => Err(NameFault::Taken),
            () if place.is_none() && self.names.len() >= MAX_OWN_NAMES => Err(NameFault::TooMany),
            () => Ok(()),
        }
    }

    /// Takes a name off the map; its cells are without one afterwards. The last name stays.
    pub fn remove_name(&mut self, place: u8) {
        if self.names.len() < 2 || usize::from(place) >= self.names.len() {
            return;
        }
        self.names.remove(usize::from(place));
        for cell in &mut self.cells {
            *cell = cell.filter(|it| *it != place).map(|it| it - u8::from(it > place));
        }
    }
}

/// Every cell, the best recency first, then the lowest frequency.
fn cells(bins: u8) -> impl Iterator<Item = (u8, u8)> {
    (1..=bins).rev().flat_map(move |r| (1..=bins).map(move |f| (r, f)))
}

/// The most frequent, the smallest of equals.
fn most(of: impl Iterator<Item = u8>) -> u8 {
    let mut counts = [0_u8; 256];
    for it in of {
        if let Some(count) = counts.get_mut(usize::from(it)) {
            *count += 1;
        }
    }
    let most = counts.iter().copied().max().unwrap_or(0);
    counts.iter().position(|it| *it == most).and_then(|it| u8::try_from(it).ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAPS: [RfmMap; 5] =
        [RfmMap::ElevenCodes, RfmMap::Eleven, RfmMap::TenGrid, RfmMap::RRfmTen, RfmMap::Six];

    #[test]
    fn a_map_of_ones_own_begins_as_the_map_before_and_may_run() {
        for map in MAPS {
            for bins in 3..=5 {
                let own = OwnMap::like(&map, bins);
                assert_eq!(own.check(bins), Ok(()), "{map:?}, {bins}");
                let named = cells(bins).filter(|it| own.painted(*it, bins) != Painted::Nothing).count();
                let is_partial = map == RfmMap::RRfmTen;
                assert!(is_partial || named == usize::from(bins * bins), "{map:?}, {bins}");
                // Of three scores of money, two make the best customers Potential Loyalists by the codes.
                let is_coarse = map == RfmMap::ElevenCodes && bins == 3;
                assert!(is_partial || is_coarse || own.names[0] == "Champions", "{map:?}, {bins}");
            }
        }
    }

    #[test]
    fn a_map_of_recency_and_frequency_is_kept_cell_by_cell() {
        let own = OwnMap::like(&RfmMap::TenGrid, 5);
        for (r, f) in cells(5) {
            let published =
                RfmMap::TenGrid.names()[usize::from(RfmMap::TenGrid.position([r, f, 3], 5))].clone();
            let Painted::Name(it) = own.painted((r, f), 5) else { panic!("{r}{f}") };
            assert_eq!(own.names[usize::from(it)], published.name);
        }
    }

    #[test]
    fn a_painted_cell_is_the_only_one_that_changes() {
        let before = OwnMap::like(&RfmMap::TenGrid, 4);
        for at in cells(4) {
            for name in [None, Some(0), Some(3)] {
                let mut own = before.clone();
                own.paint(at, 4, name);
                assert_eq!(own.painted(at, 4), name.map_or(Painted::Nothing, Painted::Name));
                let mut others = cells(4).filter(|it| *it != at);
                assert!(others.all(|it| own.painted(it, 4) == before.painted(it, 4)));
                assert_eq!(own.check(4), Ok(()));
            }
        }
    }

    #[test]
    fn a_cell_parted_by_money_says_so_until_it_is_painted() {
        let mut own = OwnMap { names: vec!["A".to_owned(), "B".to_owned()], cells: vec![Some(0); 27] };
        own.cells[1] = Some(1);
        assert_eq!(own.painted((3, 1), 3), Painted::Several);
        assert_eq!(own.painted((3, 2), 3), Painted::Name(0));
        own.paint((3, 1), 3, Some(1));
        assert_eq!(own.painted((3, 1), 3), Painted::Name(1));
        assert_eq!((own.cells.len(), own.check(3)), (27, Ok(())));
    }

    #[test]
    fn more_or_fewer_scores_keep_the_corners_and_all_names_that_fit() {
        let own = OwnMap::like(&RfmMap::TenGrid, 5);
        for to in 3..=5 {
            let other = own.stretched(5, to);
            assert_eq!(other.check(to), Ok(()));
            for (near, far) in [((to, to), (5, 5)), ((1, 1), (1, 1)), ((to, 1), (5, 1)), ((1, to), (1, 5))] {
                assert_eq!(other.painted(near, to), own.painted(far, 5), "{to}");
            }
        }
        assert_eq!(own.stretched(5, 5), own);
        let by_money = OwnMap { names: vec!["A".to_owned()], cells: vec![Some(0); 27] };
        assert_eq!(by_money.stretched(3, 5).check(5), Ok(()));
    }

    #[test]
    fn a_name_that_goes_leaves_its_cells_without_one() {
        let mut own = OwnMap::like(&RfmMap::Six, 3);
        let (gone, after) = (own.names[1].clone(), own.names[2].clone());
        let of = |own: &OwnMap, name: &str| {
            let place = own.names.iter().position(|it| it == name).unwrap();
            own.cells.iter().filter(|it| **it == u8::try_from(place).ok()).count()
        };
        let (n_gone, n_after) = (of(&own, &gone), of(&own, &after));
        own.remove_name(1);
        assert_eq!(own.check(3), Ok(()));
        assert_eq!((own.cells.iter().filter(|it| it.is_none()).count(), of(&own, &after)), (n_gone, n_after));
        let mut one = OwnMap::blank(vec!["Only".to_owned()], 3);
        one.remove_name(0);
        assert_eq!(one.names, ["Only"]);
    }

    #[test]
    fn names_are_taken_that_a_map_may_have() {
        let own = OwnMap::like(&RfmMap::Six, 3);
        let first = own.names[0].clone();
        assert_eq!(own.check_name(" ", None), Err(NameFault::Blank));
        assert_eq!(own.check_name("others", None), Err(NameFault::Reserved));
        assert_eq!(own.check_name(&first, None), Err(NameFault::Taken));
        assert_eq!(own.check_name(&first, Some(0)), Ok(()));
        let full = OwnMap::blank((0..MAX_OWN_NAMES).map(|it| it.to_string()).collect(), 3);
        assert_eq!(full.check_name("One more", None), Err(NameFault::TooMany));
        assert_eq!(full.check_name("Another", Some(3)), Ok(()));
    }
}
