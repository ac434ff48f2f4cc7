package org.preimage.capacity.experiment;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.preimage.random.RandomNumbers;
import org.preimage.random.SeedStream;
import org.preimage.random.WeightEnsemble;

/**
 * One trial with all that its result depends on, so that it can be run alone and anywhere.
 *
 * @param index its number in the plan
 * @param weights law of all matrices
 * @param cell its sizes
 * @param number its number within the cell
 * @param seed key of its stream of random numbers
 * @param effort limit of each decision, in units of work
 */
public record Trial(
    long index,
    Experiment experiment,
    WeightEnsemble weights,
    Cell cell,
    long number,
    long seed,
    long effort)
    implements Serializable {
  /** A fresh generator of the weights of layer {@code layer}, counted from 1. */
  RandomNumbers weightNumbers(int layer) {
    return new SeedStream(seed).child("weights").child(layer).numbers();
  }

  /** The matrices of all layers, each row by row, first layer first. */
  List<double[]> drawLayers() {
    List<double[]> layers = new ArrayList<>();
    int columns = cell.inputs();
    for (int width : cell.widths()) {
      layers.add(weights.draw(width, columns, weightNumbers(layers.size() + 1)));
      columns = width;
    }
    return layers;
  }

  /** Seed of the searches. */
  long searchSeed() {
    return new SeedStream(seed).child("search").key();
  }
}
