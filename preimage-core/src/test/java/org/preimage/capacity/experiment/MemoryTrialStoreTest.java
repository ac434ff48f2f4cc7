package org.preimage.capacity.experiment;

final class MemoryTrialStoreTest extends TrialStoreContract {
  @Override
  TrialStore empty() {
    return new MemoryTrialStore();
  }
}
