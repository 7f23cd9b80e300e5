//! Charts add up, stay inside their plot, and agree with their tables.

use enclave::engine::present::chart::{
    BarRow, Histogram, MapView, NamePlace, QualityLine, RangeRow, RegionSign, RfmGrid, Ribbon, Span,
    VersusRow,
};
use enclave::engine::segmentation::Detail;

use crate::present_shop::{natural_groups, rfm, shop};

fn is_inside(span: Span) -> bool {
    span.start >= -1e-9 && span.size >= 0.0 && span.end() <= 1.0 + 1e-9
}

#[test]
fn the_cells_of_the_grid_add_up_to_everyone() {
    let profiles = shop();
    let grid = RfmGrid::new(&rfm(), &profiles);
    let cells: Vec<_> = grid.rows.iter().flat_map(|it| &it.cells).collect();
    assert_eq!(cells.len(), 25);
    assert_eq!(cells.iter().map(|it| it.n).sum::<usize>(), profiles.everyone.n);
    assert!(cells.iter().all(|it| (1..=7).contains(&it.heat)));
    let heads: Vec<_> = grid.rows.iter().map(|it| it.head.label.as_str()).collect();
    assert_eq!(heads, ["0–31", "32–88", "89–187", "188–388", "389+"]);
    let heads: Vec<_> = grid.columns.iter().map(|it| format!("{} {}", it.label, it.unit)).collect();
    assert_eq!(heads, ["1 order", "2 orders", "3 orders", "4–5 orders", "6+ orders"]);
}

#[test]
fn a_region_is_named_once_and_bordered_all_around() {
    let grid = RfmGrid::new(&rfm(), &shop());
    let named: Vec<_> = grid
        .rows
        .iter()
        .flat_map(|it| &it.cells)
        .filter(|it| it.sign != RegionSign::Elsewhere)
        .filter_map(|it| it.name.as_deref())
        .collect();
    assert_eq!(
        named,
        [
            "New Customers",
            "Promising",
            "Champions",
            "Loyal Customers",
            "Need Attention",
            "Hibernating",
            "At Risk",
            "Can't Lose Them"
        ]
    );
    for (idx, row) in grid.rows.iter().enumerate() {
        for (column, cell) in row.cells.iter().enumerate() {
            let above = idx > 0 && grid.rows[idx - 1].cells[column].segment != cell.segment;
            let before = column > 0 && row.cells[column - 1].segment != cell.segment;
            assert_eq!((cell.parts_above, cell.parts_before), (above, before));
        }
    }
}

#[test]
fn a_name_too_long_for_its_cell_leaves_its_shape() {
    let mut profiles = shop();
    assert_eq!(RfmGrid::new(&rfm(), &profiles).rows[3].cells[4].sign, RegionSign::Shape);
    profiles.segments[6].segment.name = "Can't lose".to_owned();
    assert_eq!(RfmGrid::new(&rfm(), &profiles).rows[3].cells[4].sign, RegionSign::Name);
}

#[test]
fn a_cell_says_who_how_many_and_when() {
    let readings = RfmGrid::new(&rfm(), &shop()).readings();
    assert_eq!(
        readings[4].text,
        "Champions: 637 customers, 5.1%. Last order 0–31 days ago, 6+ orders. Typical spend €1,200"
    );
    assert_eq!(readings[4].segment, Some(0));
}

#[test]
fn both_sides_of_the_ribbon_fill_the_width() {
    let profiles = shop();
    let ribbon = Ribbon::new(&profiles);
    let above: f64 = ribbon.pieces.iter().map(|it| it.above.span.size).sum();
    let below: f64 = ribbon.pieces.iter().filter_map(|it| it.below.as_ref()).map(|it| it.span.size).sum();
    assert!((above - 1.0).abs() < 1e-12 && (below - 1.0).abs() < 1e-12, "{above} {below}");
    assert!(ribbon.pieces.iter().all(|it| is_inside(it.above.span)));
    assert_eq!(ribbon.pieces[6].place, NamePlace::Lead);
    assert_eq!(ribbon.pieces[0].band.as_deref(), Some("M0 0H9L38 100H0z"));
    assert_eq!(ribbon.base_below.as_deref(), Some("Revenue, €2,236,480"));
    let twin = ribbon.twin();
    assert_eq!(twin.rows[0], ["Champions", "1,117", "9.0%", "€849,862", "38.0%"]);
}

#[test]
fn returns_beyond_orders_take_no_width_and_keep_their_number() {
    let mut profiles = shop();
    profiles.segments[7].group.revenue_share = Some(-0.02);
    let ribbon = Ribbon::new(&profiles);
    let last = ribbon.pieces[7].below.as_ref().unwrap();
    assert!(last.span.size.abs() < 1e-12);
    assert_eq!(last.label, "−2%");
    assert!(ribbon.pieces.iter().filter_map(|it| it.below.as_ref()).all(|it| is_inside(it.span)));
}

#[test]
fn without_money_the_ribbon_has_one_side() {
    let mut profiles = shop();
    for group in profiles.segments.iter_mut().map(|it| &mut it.group).chain([&mut profiles.everyone]) {
        group.revenue = None;
        group.revenue_share = None;
    }
    let ribbon = Ribbon::new(&profiles);
    assert_eq!(ribbon.base_below, None);
    assert_eq!(ribbon.twin().headings.len(), 3);
}

#[test]
fn the_bars_against_everyone_start_at_the_centre() {
    let row = |label: &str, change: f64| (label.to_owned(), change, String::new(), String::new());
    let rows = VersusRow::scaled(vec![row("a", 1.37), row("b", -0.54), row("c", 40.0)]);
    assert!(rows.iter().all(|it| is_inside(it.span)));
    assert!((rows[0].span.start - 0.5).abs() < 1e-12);
    assert!((rows[1].span.end() - 0.5).abs() < 1e-12 && !rows[1].is_above);
    assert_eq!(rows[2].change, "41 times");
}

#[test]
fn ranges_and_bars_stay_inside_their_plot() {
    let profiles = shop();
    for profile in &profiles.segments {
        for (here, all) in profile.group.features.iter().zip(&profiles.everyone.features) {
            let row = RangeRow::new(here, all, Some("€")).unwrap();
            assert!(is_inside(row.here) && is_inside(row.everyone), "{row:?}");
            let histogram = Histogram::new(here, all, Some("€")).unwrap();
            let heights = histogram.here.iter().chain(&histogram.everyone);
            assert!(heights.copied().all(|it| (0.0..=1.0).contains(&it)));
            assert_eq!(histogram.twin().rows.len(), histogram.bins.len());
        }
        for (here, all) in profile.group.categories.iter().zip(&profiles.everyone.categories) {
            let rows = BarRow::of_category(here, all, 4);
            assert!(rows.iter().all(|it| it.size <= 1.0 && it.everyone <= 1.0));
            assert_eq!(rows.last().unwrap().label, "Everything else");
        }
    }
}

#[test]
fn the_line_of_qualities_marks_the_number_shown() {
    let Some(Detail::Groups(detail)) = natural_groups().detail else { unreachable!() };
    let line = QualityLine::new(&detail);
    let chosen: Vec<_> = line.points.iter().filter(|it| it.is_chosen).map(|it| it.k).collect();
    assert_eq!(chosen, [4]);
    let heights: Vec<_> = line.points.iter().filter_map(|it| it.y).collect();
    assert!(heights.iter().all(|it| (0.0..=1.0).contains(it)));
    assert!(heights[2] < heights[1], "clearer is higher");
    assert!(line.path.starts_with("M12.50 "), "{}", line.path);
}

#[test]
fn the_map_holds_every_point_and_the_middle_of_every_group() {
    let profiles = natural_groups();
    let Some(Detail::Groups(detail)) = profiles.detail.clone() else { unreachable!() };
    let map = MapView::new(&detail, &profiles);
    assert_eq!(map.points.len(), detail.map.len());
    assert!(map.points.iter().all(|it| (0.0..=1.0).contains(&it.0) && (0.0..=1.0).contains(&it.1)));
    assert_eq!(map.centres.len(), 4);
    assert_eq!(map.centres.iter().map(|it| it.n).sum::<usize>(), 400);
}
