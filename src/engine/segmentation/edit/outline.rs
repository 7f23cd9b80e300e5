//! A segment drawn on the map: the customers inside an outline, whichever segment they were in.

use crate::engine::segmentation::edit::choice::Outline;
use crate::engine::segmentation::edit::{LeftOut, MAX_SEGMENTS, Reason};
use crate::engine::segmentation::{Derived, N_SLOTS, Segment, Segmentation, UNASSIGNED};

/// Puts the customers inside an outline into a segment of their own, the last; segments that nobody
/// is left in go.
pub(super) fn outline(segmentation: &mut Segmentation, outline: &Outline) -> Result<(), LeftOut> {
    let left_out = |reason| LeftOut { segment: outline.name.clone(), reason };
    if segmentation.places_on_map.is_empty() {
        return Err(left_out(Reason::NoMap));
    }
    if segmentation.segments.iter().any(|it| it.given_name == outline.name) {
        return Err(left_out(Reason::NameTaken));
    }
    let new = u8::try_from(segmentation.segments.len()).unwrap_or(UNASSIGNED);
    if segmentation.segments.len() >= MAX_SEGMENTS {
        return Err(left_out(Reason::TooMany));
    }
    let mut n_inside = 0_usize;
    let places = segmentation.places_on_map.iter().zip(&mut segmentation.assignment);
    for (idx, (place, segment)) in places.enumerate() {
        if *segment == UNASSIGNED || !outline.holds(place.map(f64::from)) {
            continue;
        }
        *segment = new;
        n_inside += 1;
        if let Some(it) = segmentation.confidence.as_mut().and_then(|it| it.get_mut(idx)) {
            *it = f32::NAN;
        }
    }
    if n_inside == 0 {
        return Err(left_out(Reason::NobodyInside));
    }
    let slot = (1..=N_SLOTS).find(|slot| segmentation.segments.iter().all(|it| it.slot != *slot));
    segmentation.segments.push(Segment {
        given_name: outline.name.clone(),
        slot: slot.unwrap_or(new % N_SLOTS + 1),
        derived: Some(Derived::Outlined),
        ..Segment::default()
    });
    drop_empty(segmentation);
    segmentation.number();
    Ok(())
}

fn drop_empty(segmentation: &mut Segmentation) {
    let mut sizes = vec![0_usize; segmentation.segments.len()];
    for it in &segmentation.assignment {
        if let Some(size) = sizes.get_mut(usize::from(*it)) {
            *size += 1;
        }
    }
    let mut n_kept = 0_u8;
    let moves: Vec<u8> = sizes
        .iter()
        .map(|size| {
            let place = n_kept;
            n_kept += u8::from(*size > 0);
            place
        })
        .collect();
    for it in &mut segmentation.assignment {
        *it = moves.get(usize::from(*it)).copied().unwrap_or(*it);
    }
    let mut sizes = sizes.iter();
    segmentation.segments.retain(|_| sizes.next().is_some_and(|it| *it > 0));
}
