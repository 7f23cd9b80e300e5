#!/usr/bin/env python3
"""Puts the customers of any number of orders into segments, with Apache Spark.

    spark-submit enclave_job.py --input 'orders/*.csv' --output segments
    spark-submit enclave_job.py --input orders.parquet --output segments --check check.csv
    spark-submit enclave_job.py --input orders.parquet --output groups --refit 5

Written by Enclave. Measures and scores are those of the analysis it was exported from; with --check the
result is held against the check file beside it, and the job fails where a customer is elsewhere. With
--refit groups are found anew by Spark's k-means among the customers of the input.

Standard output: one line of JSON with the counts. Needs Spark 3.4 or newer.
"""

import argparse
import csv
import json
import sys

from pyspark.sql import SparkSession, functions as F

# The columns of the input: name, and what it holds.
COLUMNS = @COLUMNS@
# From the table `orders` to customer_id and segment; what each step does stands in it.
STATEMENT = @STATEMENT@
# How the file that the analysis was made from writes numbers and days.
DECIMAL_COMMA = @DECIMAL_COMMA@
DAY_FORMATS = @DAY_FORMATS@
# What groups are found anew by, and how: those of the recipe, where it has any.
REFIT = @REFIT@
LAST = "SELECT customer_id, segment FROM segments"


def quoted(name):
    """A column's name, whatever stands in it."""
    return "`" + name.replace("`", "``") + "`"


def read(session, path):
    """The input, every column as what it holds."""
    if path.endswith(".parquet") or path.rstrip("/").endswith("parquet"):
        table = session.read.parquet(path)
    else:
        reader = session.read.option("header", True).option("multiLine", True).option("escape", '"')
        table = reader.option("ignoreLeadingWhiteSpace", False).option("ignoreTrailingWhiteSpace", False).csv(path)
    missing = [it["name"] for it in COLUMNS if it["name"] not in table.columns]
    if missing:
        sys.exit("The input has no column " + ", ".join(missing) + "; it has " + ", ".join(table.columns) + ".")
    types = dict(table.dtypes)
    kept = [typed(it, types[it["name"]]).alias(it["name"]) for it in COLUMNS]
    return table.select(*kept)


def typed(column, found):
    """A text as the number or the day that stands in it; what has a type already keeps it."""
    own = F.col(quoted(column["name"]))
    if found != "string":
        return own
    if column["kind"] in ("number", "money"):
        text = F.trim(own)
        if DECIMAL_COMMA:
            text = F.replace(F.replace(text, F.lit("."), F.lit("")), F.lit(","), F.lit("."))
        return text.try_cast("double")
    if column["kind"] == "date":
        return F.coalesce(*[F.try_to_timestamp(F.trim(own), F.lit(it)) for it in DAY_FORMATS])
    return own


def refit(session, k, seed):
    """Groups found anew: the measures made comparable, then k-means."""
    from pyspark.ml.clustering import KMeans
    from pyspark.ml.feature import StandardScaler, VectorAssembler

    customers = session.sql(STATEMENT.replace(LAST, "SELECT * FROM customers"))
    names = [it for it in REFIT["features"] if it in customers.columns]
    customers = customers.dropna(subset=names).select("customer_id", *names)
    for name in names:
        low, skew = customers.agg(F.min(name), F.skewness(name)).first()
        if REFIT["scale"] == "log" and low is not None and low >= 0 and (skew or 0) > 1:
            customers = customers.withColumn(name, F.log1p(name))
    vectors = VectorAssembler(inputCols=names, outputCol="raw").transform(customers)
    scaler = StandardScaler(inputCol="raw", outputCol="features", withMean=True, withStd=True).fit(vectors)
    comparable = scaler.transform(vectors).cache()
    means = KMeans(k=k, seed=seed, maxIter=300, initSteps=5).fit(comparable)
    named = F.concat(F.lit("Group "), (F.col("prediction") + 1).cast("string"))
    return means.transform(comparable).select("customer_id", named.alias("segment"))


def verify(found, path):
    """The customers of a check file who are elsewhere."""
    with open(path, encoding="utf-8", newline="") as file:
        expected = {it["customer_id"]: it["segment"] or None for it in csv.DictReader(file)}
    wanted = found.sparkSession.createDataFrame([(it,) for it in expected], "customer_id STRING")
    known = {it.customer_id: it.segment for it in found.join(wanted, "customer_id").collect()}
    return len(expected), [it for it in expected if it not in known or known[it] != expected[it]]


def main():
    """Reads, measures, scores, writes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--input", required=True, help="CSV files with a header, or Parquet")
    parser.add_argument("--output", required=True, help="a folder that is not there yet")
    parser.add_argument("--format", choices=["csv", "parquet"], default="csv", help="of the output")
    parser.add_argument("--check", help="the check file that was exported with this job")
    parser.add_argument("--refit", type=int, metavar="K", help="find so many groups anew instead")
    parser.add_argument("--seed", type=int, default=REFIT["seed"], help="of --refit")
    given = parser.parse_args()
    session = SparkSession.builder.appName("enclave").config("spark.sql.session.timeZone", "UTC").getOrCreate()
    session.conf.set("spark.sql.session.timeZone", "UTC")
    session.conf.set("spark.sql.ansi.enabled", "false")
    read(session, given.input).createOrReplaceTempView("orders")
    found = (refit(session, given.refit, given.seed) if given.refit else session.sql(STATEMENT)).cache()
    writer = found.write.mode("errorifexists")
    if given.format == "csv":
        writer.option("header", True).option("escape", '"').option("emptyValue", "").csv(given.output)
    else:
        writer.parquet(given.output)
    sizes = {it.segment or "": it["count"] for it in found.groupBy("segment").count().collect()}
    said = {"n_customers": sum(sizes.values()), "segments": sizes}
    wrong = []
    if given.check and not given.refit:
        said["n_checked"], wrong = verify(found, given.check)
        said["n_matching"] = said["n_checked"] - len(wrong)
    print(json.dumps(said, ensure_ascii=False))
    session.stop()
    if wrong:
        sys.exit("In another segment than expected: " + ", ".join(wrong[:10]))


if __name__ == "__main__":
    main()
