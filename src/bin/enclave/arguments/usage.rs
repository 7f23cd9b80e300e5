//! What the door says about itself.

/// What `enclave --help` says.
pub const USAGE: &str = "\
enclave: customer segmentation, the same engine as in the browser

enclave read FILE... [--records] [reading options]
    What the reader understood, as one JSON object; with --records every record
    as a JSON array of its cells, one a line, header first.

enclave segment FILE... --out DIR [options]
    Writes customers.csv, analysis.json and recipe.json into DIR.
    --method NAME                   rfm, kmeans, mixture, prototypes, latent_classes, ward, average,
                                    medoids, hdbscan, dbscan, rules, tiers, response_tree or auto
                                    (suggested by the file), which it is where left out
    --recipe R.json                 start from a saved recipe instead of the file's suggestions
    --role ROLE=COLUMN              what a column means; may be repeated
    --rows orders|customers         what one row is
    --as-of DATE                    count days back from this day (2026-05-31)
    --frequency orders|days|rows    what counts as an order
    --returns net|drop|keep         what an amount below zero does
    --repeats first|last|none       which row speaks of a customer who has several
    --measures A,B|all              what else is measured about each customer
    --survey-scale NAME=A,B,-C@1..5 put survey items together; a minus asks the other way round
    --split COLUMN=;                several answers in a cell, and what stands between them
    --leave-out ISSUE               leave out the rows with this kind of issue; may be repeated
    --bins 3|4|5                    scores of each number
    --score cume_dist|ntile|qcut_rank_first|r_rfm|equal_width|fixed
    --cuts MEASURE=A,B,C,D          for recency, frequency and monetary each, with --score fixed
    --map eleven_codes|eleven|ten_grid|r_rfm_ten|six|FILE.json
    --features A,B                  columns or measures to find groups by
    --allow-protected A,B|all       let columns about age, gender, health and the like group customers
    --scale log|zscore|robust|min_max|none
                                    how they are made comparable
    --weights A=2,B=0.5             how often they count
    --missing leave_out|impute|own_level
                                    what becomes of customers without a value
    --k N  --starts N  --seed S     groups (2 to 12), random starts, seed
    --distance gower|euclidean      of medoids: how far customers are apart
    --min-size N  --min-samples N   of hdbscan: the least size of a group, and how many
                                    near each other make a place dense
    --eps X  --min-samples N        of dbscan: the distance, and how many within it
    --rules FILE                    your own rules as text, with --method rules (docs/rules.md)
    --gamma X                       of prototypes: what a category that differs costs
    --covariance full|diagonal|spherical
                                    how free the shape of each group is, with --method mixture
    --tiers customers|revenue|amounts=A,B,C
                                    value tiers: shares from the top in per cent, or amounts
    --amount COLUMN                 what tiers are by; what customers spent where left out
    --margin COLUMN --cost COLUMN   value against cost to serve, in four tiers;
                                    --margin-cut X --cost-cut Y instead of the medians
    --outcome COLUMN                of response_tree: what is to be explained, yes or no or an amount
    --response VALUE                the value that counts as yes, where there are more than two
    --tree cart|chaid               --criterion gini|entropy (of cart)
    --depth N  --max-leaves N       splits one below the other (1 to 5), leaves (2 to 30)
    --min-size N  --holdout SHARE   customers of a leaf, and the share kept back to test the tree
    --alpha P  --alpha-merge P      how unlikely by chance a split must be, and a difference (of chaid)
    --exclude COLUMN                never split by this column; may be repeated
    --claims FILE.json              what you believe about your customers, to be put to the file
    --exact                         no apostrophe before cells that look like formulas
    --problems                      write problem-rows.csv too

enclave report FILE... --out REPORT.html [options]
    The segments as a report in one HTML file without a script: totals only, for
    people to read, send and print. Takes the options of segment, and
    --title TEXT                    what it is called; from the numbers where left out
    --least N                       fewest customers behind a number (10)
    --without SECTION               cover, findings, segments, plans, assumptions,
                                    definitions, notes or glossary; may be repeated

enclave model FILE... --out DIR [options]
    Writes the fitted model and check.csv, a sample of customers with their
    segments, into DIR. Takes the options of segment, and
    --form model|pmml|pyspark|all   model.json (where left out), model.pmml, enclave_job.py

enclave score --model model.json FILE... --out DIR [reading options]
    Puts the customers of another file into the segments of a model, and says who
    is unlike anybody it was learnt from.
    --column NAME=COLUMN            the column that the model knows by another name; may be repeated
    --as-of DATE                    count days back from this day

enclave verify --check check.csv --result their.csv
    Whether another engine put the customers of a check file into their segments;
    fails where any is elsewhere.
    --id COLUMN  --segment COLUMN   the columns of the result (customer_id and segment)

enclave compare FILE... --recipe A.json --with B.json
    How the segments of two recipes for the same customers lie in each other, as
    one JSON object; options of segment change the first.

enclave sql --analysis DIR | FILE... --out DIR [options]
    The statement that computes the same segments in a database, from the raw table
    to customer_id and segment. Takes the options of segment, and
    --dialect duckdb|postgres|sqlite|spark|bigquery|snowflake|all
    --table NAME                    the table it reads; named after the file where left out
    --cut-points kept|anew          those of this analysis, or found anew in the table

enclave split --analysis DIR [--out DIR] [options]
    The customers of an analysis that segment wrote into DIR in a test and a control
    group: split.csv, recipe.json, and what they are like as one JSON object.
    --holdout 10%|N                 the control group: a share of each segment (10%), or
                                    customers in all
    --seed S                        what chance starts from (1)
    --strata A,B                    columns and measures that keep their shares too
    --rule exact|steady             exact: each segment gives its share to the customer; steady:
                                    nobody changes groups whatever the file becomes
    --earlier FILE                  a split.csv of before, whose customers keep their group
    --base 4%                       share that buys without the test; with --sd X, the mean
    --rise 1%                       the rise that is hoped for
    --alpha P  --power P            5 % and 80 % where left out
    --input FILE                    another file in place of the analysis' own; repeat for several

enclave results --analysis DIR --results FILE [options]
    What customers did, test against control, in each segment, as one JSON object.
    --converted, --amount, --date, --group, --customer COLUMN
                                    columns of the file; found where left out
    --groups FILE                   the split.csv of the test; else the file's own column, or
                                    that in DIR, or the split of the recipe
    --from DAY  --to DAY            only rows of these days
    --absent no|unknown             what is taken of customers who are not in the file
    --margin 40% --cost X --fixed X share of an amount that is left, cost of reaching one
                                    customer, and of the test: whether it paid
    --worth X                       what one conversion brings, where there are no amounts
    --seed S  --out DIR             of the samples drawn; where to list rows of nobody

enclave export --analysis DIR --to NAME [--out DIR] [options]
    The files that another tool takes in, from a folder that segment wrote: its
    files are read again and recipe.json is run again. --list names the tools.
    --to customers|recipe|analysis|problems|report, or a tool such as hubspot
    --to sql                        with --dialect, --table and --cut-points as sql has them
    --to model|pmml|pyspark|check   the fitted model with check.csv, or check.csv alone
    --input FILE                    a file in place of those in inputs.json; may be repeated
    --segments A,B                  only customers of these segments, by name or number
    --by-segment  --zip             files for each segment; all files in one archive
    --preflight                     say what would be written, and write nothing
    --consent-override REASON       people without consent too, for a reason in words
    --consent-words A,B             the words of the column that mean yes
    --keep-repeats                  people who come twice, too
    --field FIELD=COLUMN            what a column means that has no role: city, state, street, company,
                                    record_id, birth_date, gender, mobile_id; may be repeated
    --columns A,B                   further columns, for csv and xlsx
    --set SETTING=VALUE             what a tool has to be told (see --list); may be repeated
    --separator C  --decimal point|comma  --exact
    --encoding utf8|utf8-bom|windows-1252|utf16  --line-end lf|crlf

enclave typing --analysis DIR [--out DIR] [options]
    Three to five questions that tell a customer's segment, as a page of its own
    (typing.html), as points (typing-points.csv, typing.json), and answers to check
    them by (typing-check.csv); how often they are right as one JSON object.
    --questions A,B                 only these columns and measures
    --exclude COLUMN                never this one; may be repeated
    --most N                        questions at most (5)
    --ask COLUMN=TEXT               what is asked; may be repeated
    --title TEXT  --seed S

Several files with the same columns are parts of one table; files with other
columns are joined to the one with orders, or else customers, by the customer:
    --key FILE=COLUMN               a file by name or position from 1, and its column
                                    that names the customer; may be repeated

Reading options, for both (with several files, those of the main one):
    --kind KIND=COLUMN              number, money, date, flag, category, identifier or text
    --drop COLUMN                   never keep this column; may be repeated
    --encoding E                    utf-8, utf-16le, utf-16be, windows-1250, -1251, -1252 or -1254,
                                    iso-8859-1, -2 or -15, macintosh, shift_jis, gb18030, big5, euc-kr
    --sheet NAME                    the sheet of a workbook, or the file in an archive
    --delimiter comma|semicolon|tab|pipe|whitespace|none, or any one ASCII character
                                    (as it is, or 0x1F)
    --quote double|single|none      --escape none|backslash; both also as the character
    --decimal point|comma           --dates year_first|day_first|month_first
    --comment TEXT                  how lines start that are no records: none, or as it is
    --line-end C                    a character that ends records too, as it is or 0x1E
    --header yes|no, --no-header    --skip-lines N

--sample shop|customers|accounts takes the place of FILE.
COLUMN is a column's name, or its position from 1.
";
