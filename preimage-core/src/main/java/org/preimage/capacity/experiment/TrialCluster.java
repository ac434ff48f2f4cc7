package org.preimage.capacity.experiment;

import java.util.Optional;
import java.util.ServiceLoader;

/**
 * A kind of cluster on which trials can run. Modules that know one offer it as a service, so that
 * nothing here depends on it.
 */
public interface TrialCluster {
  /** Whether it understands this address, such as {@code local[*]} or {@code spark://host:7077}. */
  boolean serves(String master);

  /** Runs trials at an address that it understands; connects only when trials are started. */
  TrialExecutor at(String master);

  /** An executor for this address, if a module on the class path understands it. */
  static Optional<TrialExecutor> find(String master) {
    return ServiceLoader.load(TrialCluster.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(cluster -> cluster.serves(master))
        .findFirst()
        .map(cluster -> cluster.at(master));
  }
}
