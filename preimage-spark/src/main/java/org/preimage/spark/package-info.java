/** Runs trials of sweeps and checks of many models on an Apache Spark cluster. */
@org.jspecify.annotations.NullMarked
package org.preimage.spark;
