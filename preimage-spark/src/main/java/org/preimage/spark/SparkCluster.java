package org.preimage.spark;

import org.preimage.capacity.experiment.TrialCluster;
import org.preimage.capacity.experiment.TrialExecutor;

/** Offers Spark to sweeps; found as a service. */
public final class SparkCluster implements TrialCluster {
  /** For the service loader. */
  public SparkCluster() {}

  @Override
  public boolean serves(String master) {
    return master.matches("local(\\[.+\\])?|(spark|k8s)://.+|yarn");
  }

  @Override
  public TrialExecutor at(String master) {
    return new SparkTrials(master);
  }
}
