/** Runs work that is a pure function of an index on Apache Spark: trials, models, targets. */
@org.jspecify.annotations.NullMarked
package org.preimage.spark;
