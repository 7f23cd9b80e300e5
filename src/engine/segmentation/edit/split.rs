//! A segment inside a segment: the customers of one, segmented among themselves.

use crate::engine::progress::Observer;
use crate::engine::segmentation::edit::{LeftOut, MAX_SEGMENTS, Reason, position};
use crate::engine::segmentation::{
    Customers, Derived, Method, N_SLOTS, Segment, Segmentation, UNASSIGNED, by_method,
};
use crate::engine::table::Issues;

/// Given name of the part for those whom the method could not place.
const NOT_PLACED: &str = "Not placed";

/// Puts the parts of a segment in its place.
pub(super) fn split(
    segmentation: &mut Segmentation,
    customers: Customers<'_>,
    (name, method): (&str, &Method),
    issues: &mut Issues,
    observer: &mut dyn Observer,
) -> Result<(), LeftOut> {
    let place = position(segmentation, name)?;
    let left_out = |reason| LeftOut { segment: name.to_owned(), reason };
    let whole = u8::try_from(place).unwrap_or(UNASSIGNED);
    let rows: Vec<usize> = (0..segmentation.assignment.len())
        .filter(|it| segmentation.assignment.get(*it) == Some(&whole))
        .collect();
    let matrix = customers.matrix.select(&rows);
    let own = by_method(Customers::from(&matrix), method, issues, observer)
        .map_err(|it| left_out(Reason::NoGroups(it)))?;
    let has_unplaced = own.assignment.contains(&UNASSIGNED);
    let n_parts = own.segments.len() + usize::from(has_unplaced);
    if segmentation.segments.len() + n_parts > MAX_SEGMENTS + 1 {
        return Err(left_out(Reason::TooMany));
    }
    let part = |given_name: &str, is_numbered: bool| Segment {
        given_name: format!("{name} › {given_name}"),
        is_numbered,
        derived: Some(Derived::PartOf { whole: name.to_owned() }),
        ..Segment::default()
    };
    let mut parts: Vec<Segment> =
        own.segments.iter().map(|it| part(&it.given_name, it.is_numbered)).collect();
    if has_unplaced {
        parts.push(part(NOT_PLACED, false));
    }
    give_slots(&mut parts, segmentation, place);
    let n_more = u8::try_from(parts.len()).unwrap_or(UNASSIGNED).saturating_sub(1);
    for it in &mut segmentation.assignment {
        if *it != UNASSIGNED && *it > whole {
            *it += n_more;
        }
    }
    let last_part = n_more;
    for (row, part) in rows.iter().zip(&own.assignment) {
        if let Some(it) = segmentation.assignment.get_mut(*row) {
            *it = whole + (*part).min(last_part);
        }
        if let Some(it) = segmentation.confidence.as_mut().and_then(|it| it.get_mut(*row)) {
            *it = f32::NAN;
        }
    }
    segmentation.segments.splice(place..=place, parts);
    segmentation.number();
    Ok(())
}

/// Gives parts colours and shapes that no other segment has, as long as there are some; the first
/// part has those of the whole.
fn give_slots(parts: &mut [Segment], segmentation: &Segmentation, place: usize) {
    let mut taken: Vec<u8> = segmentation.segments.iter().map(|it| it.slot).collect();
    let own = taken.get(place).copied().unwrap_or(1);
    for (idx, part) in parts.iter_mut().enumerate() {
        let free = (1..=N_SLOTS).find(|it| !taken.contains(it));
        let again = u8::try_from(idx).unwrap_or(0).wrapping_add(own) % N_SLOTS + 1;
        part.slot = if idx == 0 { own } else { free.unwrap_or(again) };
        taken.push(part.slot);
    }
}
