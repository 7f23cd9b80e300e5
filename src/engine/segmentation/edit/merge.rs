//! Several segments as one.

use crate::engine::segmentation::edit::{LeftOut, Reason, position};
use crate::engine::segmentation::{Derived, Segmentation, UNASSIGNED};

/// Puts the customers of several segments into the first of them.
pub(super) fn merge(segmentation: &mut Segmentation, names: &[String]) -> Result<(), LeftOut> {
    let mut places = Vec::new();
    for name in names {
        places.push(position(segmentation, name)?);
    }
    places.sort_unstable();
    places.dedup();
    let &[first, _, ..] = places.as_slice() else {
        let segment = names.first().cloned().unwrap_or_default();
        return Err(LeftOut { segment, reason: Reason::NotThere });
    };
    let parts: Vec<String> =
        places.iter().filter_map(|&it| Some(segmentation.segments.get(it)?.given_name.clone())).collect();
    let mut moves = Vec::new();
    let mut n_kept = 0_u8;
    for place in 0..segmentation.segments.len() {
        let is_merged = place != first && places.contains(&place);
        let target = if is_merged { u8::try_from(first).unwrap_or(UNASSIGNED) } else { n_kept };
        n_kept += u8::from(!is_merged);
        moves.push(target);
    }
    if let Some(confidence) = &mut segmentation.confidence {
        for (it, segment) in confidence.iter_mut().zip(&segmentation.assignment) {
            if places.contains(&usize::from(*segment)) {
                *it = f32::NAN;
            }
        }
    }
    for it in &mut segmentation.assignment {
        *it = moves.get(usize::from(*it)).copied().unwrap_or(*it);
    }
    if let Some(segment) = segmentation.segments.get_mut(first) {
        segment.given_name = parts.join(" + ");
        segment.is_numbered = false;
        segment.derived = Some(Derived::Merged { of: parts });
    }
    let mut place = 0;
    segmentation.segments.retain(|_| {
        let is_kept = place == first || !places.contains(&place);
        place += 1;
        is_kept
    });
    segmentation.number();
    Ok(())
}
