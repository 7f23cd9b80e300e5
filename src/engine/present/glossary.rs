//! The words of the pages and of the report: what each means to anybody, and what it is exactly.

/// A word that is explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Its part of addresses.
    pub id: &'static str,
    /// The word as it is shown.
    pub term: &'static str,
    /// What it means, in plain words.
    pub plain: &'static str,
    /// How it is worked out, in words; the source where there is one.
    pub exact: &'static str,
    /// Ids of words that go with it.
    pub see: &'static [&'static str],
}

const fn entry(
    id: &'static str,
    term: &'static str,
    plain: &'static str,
    exact: &'static str,
    see: &'static [&'static str],
) -> Entry {
    Entry { id, term, plain, exact, see }
}

/// Everything that is explained, by the letters of its name.
pub const GLOSSARY: &[Entry] = &[
    entry(
        "agreement",
        "Agreement of two groupings",
        "How alike two ways to group the same customers are: 1 is the same groups, 0 is what chance gives.",
        "The adjusted Rand index: of all pairs of customers those that both ways put together or both put apart, less what is expected of groups of these sizes by chance, as a share of what is possible (L. Hubert and P. Arabie, 1985).",
        &["natural-groups", "stability"],
    ),
    entry(
        "average-order",
        "Average order",
        "What one order of a customer brings on average.",
        "All the money of the customer’s orders ÷ the number of orders.",
        &["monetary", "frequency"],
    ),
    entry(
        "bought-together",
        "Bought together",
        "Goods that the same customers have, more often than chance would have it. Who has one and lacks the other is worth an offer.",
        "At least 10 customers have both, and a chi-square test of having both is below 5 in 100 for all pairs together. One customer is one basket, over the whole time.",
        &["confidence", "lift"],
    ),
    entry(
        "chance",
        "Could be chance",
        "Whether a difference is likely to be there only because of who happens to be in the file.",
        "The probability (p) of so large a difference where there is none. Where many are looked at, it is multiplied by their number (Bonferroni), or corrected as the method’s page says.",
        &["interval", "effect-size"],
    ),
    entry(
        "confidence",
        "How many also have it",
        "Of those who bought one thing, how many bought the other as well.",
        "Customers with both ÷ customers with the first.",
        &["bought-together", "lift"],
    ),
    entry(
        "customer",
        "Customer",
        "Whoever the rows are about: a person or a company. All rows with the same number, e-mail address or phone number are one customer.",
        "One value of the column that has the role “Customer ID”, compared letter by letter.",
        &["order", "segment"],
    ),
    entry(
        "customer-map",
        "Customer map",
        "Customers as points: who is alike stands close together. The directions themselves mean nothing.",
        "The plane of the first two principal components of the comparable columns. Where there are very many customers a seeded sample is drawn, and this is said.",
        &["natural-groups", "separation"],
    ),
    entry(
        "cut-point",
        "Cut point",
        "The number at which one score ends and the next begins.",
        "With equal groups, cut points are quantiles, and equal values always have the same score. Fixed points are the ones you set.",
        &["score", "quantile"],
    ),
    entry(
        "effect-size",
        "Size of a difference",
        "How far a segment lies from everyone, measured in the usual differences between customers: 0.2 is small, 0.5 medium, 0.8 large.",
        "Of averages: here less everyone, ÷ the standard deviation of everyone; of typical values: the medians, ÷ the distance of the quartiles × 0.741; of shares p: ÷ √(p (1 − p)) (J. Cohen, 1988).",
        &["spread", "typical", "chance"],
    ),
    entry(
        "everyone",
        "Everyone",
        "All customers that are in a segment. Each segment is shown beside them.",
        "Customers in any segment; whoever could not be placed is counted apart.",
        &["segment", "share"],
    ),
    entry(
        "everyone-else",
        "Everyone else",
        "The customers whom none of your rules takes. They are always shown, so that nobody is lost.",
        "All customers less those in any segment of the rules; unknown values take nobody in.",
        &["rule", "funnel"],
    ),
    entry(
        "frequency",
        "Frequency",
        "How often a customer has ordered.",
        "Different order numbers; where there are none, different days with a purchase. Returns are no orders.",
        &["recency", "monetary", "rfm"],
    ),
    entry(
        "funnel",
        "Funnel",
        "How many customers each line of your rules leaves, and how many it takes away.",
        "Lines are applied from top to bottom; each bar is the customers for whom all lines so far are true.",
        &["rule", "everyone-else"],
    ),
    entry(
        "gains",
        "Gains",
        "If you start with the most promising customers: how much of all responses you reach with how few of the people.",
        "Leaves from the highest rate down; the share of responders reached against the share of customers, on those kept back.",
        &["lift", "response-tree", "kept-back"],
    ),
    entry(
        "index",
        "Index",
        "A share here beside the same share of everyone: 100 is average, 200 is twice as often.",
        "100 × the share in the segment ÷ the share of everyone.",
        &["share", "lift", "everyone"],
    ),
    entry(
        "interval",
        "Range of uncertainty",
        "Where the true number lies, as far as this many customers can tell. Few customers give a wide range. If the ranges of two segments lie apart, they differ.",
        "A 95% interval: of 100 such ranges 95 hold the true value. Of shares Wilson’s (1927), of averages Student’s t.",
        &["chance", "kept-back"],
    ),
    entry(
        "kept-back",
        "Kept back",
        "Customers that were not learnt from. What still holds for them was no accident.",
        "A seeded share, 30% unless you set another, with the same share of yes and no.",
        &["response-tree", "interval"],
    ),
    entry(
        "lift",
        "Times as often as usual",
        "How many times as often something happens here as among everyone. 1 is no difference.",
        "The share here ÷ the share among all customers.",
        &["confidence", "gains", "share"],
    ),
    entry(
        "monetary",
        "Spend",
        "All the money a customer has brought.",
        "The sum of all amounts. Returns are taken off, unless you chose otherwise.",
        &["revenue-share", "average-order", "rfm"],
    ),
    entry(
        "natural-groups",
        "Natural groups",
        "Groups of customers who are alike, found from the numbers alone: nobody says beforehand who belongs where.",
        "By default k-means with k-means++ starts on comparable columns; the smallest number of groups that describes customers clearly better than one, with a gap between any two.",
        &["separation", "stability", "one-group"],
    ),
    entry(
        "one-group",
        "No groups",
        "Sometimes customers differ only by degrees and form one heap. Then one group is the honest answer, and any cut is your decision, not a finding.",
        "One group is advised where no number of groups describes customers by at least 0.05 natural units each better than one, or where there is no valley between the parts.",
        &["natural-groups", "separation"],
    ),
    entry(
        "opportunity",
        "Opportunity",
        "What an event, a list or a campaign is worth: how many people, how many of them are meant, how many of these need it now, and how many of those buy.",
        "Audience × share in the target group × share in the market now × conversion × margin − cost.",
        &["share", "interval"],
    ),
    entry(
        "order",
        "Order",
        "One purchase, even if it has several lines in the file.",
        "All rows with one order number; where there is no such column, all rows of a customer on one day.",
        &["frequency", "average-order"],
    ),
    entry(
        "pareto",
        "Pareto curve",
        "How much of the value the best customers bring: often a fifth of them bring more than half.",
        "Customers sorted by value; the share of the value against the share of customers so far.",
        &["tier", "revenue-share"],
    ),
    entry(
        "quantile",
        "Quartile, percentile",
        "A number that so many customers are below: a quarter of them below the lower quartile, half below the median. The middle half lies between the quartiles.",
        "Type 7 of R. Hyndman and Y. Fan (1996): linear between the two nearest customers.",
        &["typical", "spread"],
    ),
    entry(
        "recency",
        "Recency",
        "How long ago a customer ordered last. The fewer days, the likelier the next order.",
        "Days from the last order to the last day of the file, or to the day you set; never to today, so that the same file gives the same answer tomorrow.",
        &["frequency", "monetary", "rfm"],
    ),
    entry(
        "recipe",
        "Recipe",
        "Every choice that leads from the file to the segments, and no customer. Open it with next month’s file and the same is done again.",
        "A text file in JSON. The same recipe on the same file gives the same bytes on every machine.",
        &["seed", "segment"],
    ),
    entry(
        "response-tree",
        "Response tree",
        "Splits customers step by step where the share who responds differs most. Each end of the tree is a group with its own rate.",
        "CART (L. Breiman and others, 1984) or CHAID (G. Kass, 1980). A split must be sure beyond chance after all columns are counted.",
        &["kept-back", "gains", "lift", "interval"],
    ),
    entry(
        "revenue-share",
        "Share of revenue",
        "How much of all the money comes from this segment.",
        "The money of the segment’s customers ÷ the money of all customers in segments.",
        &["share", "pareto", "monetary"],
    ),
    entry(
        "rfm",
        "RFM",
        "Recent, frequent, valuable: three questions that tell good customers from those who are slipping away.",
        "Each customer has a score for recency, frequency and spend; a map gives each combination of scores its name.",
        &["score", "recency", "frequency", "monetary"],
    ),
    entry(
        "rule",
        "Rule",
        "Who is in a segment, as you write it down: line by line, each true or not for a customer.",
        "Three values as in SQL: what is not known is neither true nor untrue, and only what is true counts.",
        &["funnel", "everyone-else"],
    ),
    entry(
        "score",
        "Score",
        "A rank from 1 to 5, where 5 is best: the most recent, the most frequent, the most valuable fifth.",
        "Position among all customers in equal parts, or by fixed cut points. Equal values have equal scores.",
        &["rfm", "cut-point"],
    ),
    entry(
        "seed",
        "Seed",
        "The number that all chance starts from. The same seed gives the same groups, so that results can be repeated.",
        "A generator of the kind xoshiro256++ started from it; no clock and no other source of chance is used.",
        &["recipe", "stability"],
    ),
    entry(
        "segment",
        "Segment",
        "A group of customers with a name, whom you can treat alike.",
        "Every customer is in one segment, or counted as in none; shares add up to 100%.",
        &["share", "customer", "everyone-else"],
    ),
    entry(
        "separation",
        "How clearly separated",
        "Whether groups stand apart or run into each other: strong, fair, weak or none.",
        "The mean silhouette: of each customer, the distance to the nearest other group less that to the own one, ÷ the larger of the two; −1 to 1 (P. Rousseeuw, 1987). From 0.71 strong, from 0.51 fair, from 0.26 weak.",
        &["stability", "natural-groups", "one-group"],
    ),
    entry(
        "share",
        "Share of customers",
        "How many of all customers are in this segment.",
        "Customers of the segment ÷ customers in any segment.",
        &["revenue-share", "segment"],
    ),
    entry(
        "spread",
        "Spread",
        "How far customers usually lie apart.",
        "The range from the lower to the upper quartile, and the standard deviation.",
        &["quantile", "effect-size"],
    ),
    entry(
        "stability",
        "How surely it is a group",
        "How often the group is found again when others of these customers are drawn: highly stable, stable, doubtful, or not found again.",
        "Mean Jaccard similarity with the most similar group over seeded bootstrap draws (C. Hennig, 2007). From 0.85 highly stable, from 0.75 stable, from 0.6 doubtful.",
        &["separation", "agreement"],
    ),
    entry(
        "tier",
        "Tier",
        "Customers ranked by what they bring and cut: the top 1%, the next 4%, and so on.",
        "Sorted by the amount; customers who bring the same stay together in the higher tier.",
        &["pareto", "revenue-share"],
    ),
    entry(
        "trait",
        "What stands out",
        "A number or an answer in which a segment differs from everyone by more than a little.",
        "The traits with the largest size of difference; only such as matter are named.",
        &["effect-size", "lift"],
    ),
    entry(
        "typical",
        "Typical",
        "The customer in the middle: half have less, half have more. A few very large ones do not move it.",
        "The median.",
        &["quantile", "spread"],
    ),
];

/// Id of the word that says what a chart shows, by the name that the chart is saved under.
pub fn of_chart(name: &str) -> Option<&'static str> {
    const CHARTS: [(&str, &str); 20] = [
        ("against-everyone", "effect-size"),
        ("areas", "revenue-share"),
        ("categories", "lift"),
        ("categories-compared", "share"),
        ("compared-ranges", "quantile"),
        ("crosstab", "agreement"),
        ("customer-map", "customer-map"),
        ("cuts", "cut-point"),
        ("fingerprint", "effect-size"),
        ("funnel", "funnel"),
        ("gains", "gains"),
        ("histogram", "spread"),
        ("medians", "typical"),
        ("pareto", "pareto"),
        ("quality", "separation"),
        ("ranges", "quantile"),
        ("rfm-grid", "score"),
        ("shares", "revenue-share"),
        ("sizes", "share"),
        ("tree", "response-tree"),
    ];
    CHARTS.iter().find(|it| it.0 == name).map(|it| it.1)
}

/// The entry of that id.
pub fn find(id: &str) -> Option<&'static Entry> {
    GLOSSARY.iter().find(|it| it.id == id)
}
