package org.preimage.capacity.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.preimage.capacity.experiment.Experiment;
import org.preimage.capacity.experiment.SweepPlan;
import org.preimage.capacity.experiment.Trial;
import org.preimage.capacity.experiment.TrialResult;
import org.preimage.capacity.experiment.TrialStore;

/**
 * Finished trials as a table: index, cell, inputs, rows (of the last layer; missing where the trial
 * finds them), number, seed, outcome, overdue, seconds, in recovery experiments the number of
 * observed outputs, then one column for each measured number.
 */
public final class TrialTable {
  /** What the values of a column are. */
  enum Kind {
    WHOLE,
    REAL,
    TEXT,
    TRUTH
  }

  /**
   * A column.
   *
   * @param value {@link Long}, {@link Double}, {@link String} or {@link Boolean} by kind, or null
   *     where a row has none
   */
  record Column(String name, Kind kind, Function<Row, @Nullable Object> value) {}

  /** A finished trial. */
  record Row(Trial trial, TrialResult result) {}

  private final SweepPlan plan;
  private final TrialStore store;
  private final List<Column> columns;

  private TrialTable(SweepPlan plan, TrialStore store, List<Column> columns) {
    this.plan = plan;
    this.store = store;
    this.columns = columns;
  }

  /** The table of a store whose plan was begun. */
  public static TrialTable of(SweepPlan plan, TrialStore store) throws IOException {
    List<Column> columns = new ArrayList<>(fixedColumns());
    if (plan.experiment() == Experiment.RECOVERY) {
      columns.add(new Column("observed", Kind.WHOLE, row -> (long) row.trial().cell().observed()));
    }
    TreeSet<String> names = new TreeSet<>();
    store.forEach(result -> names.addAll(result.numbers().keySet()));
    names.forEach(
        name -> columns.add(new Column(name, Kind.REAL, row -> row.result().numbers().get(name))));
    return new TrialTable(plan, store, List.copyOf(columns));
  }

  private static List<Column> fixedColumns() {
    return List.of(
        new Column("index", Kind.WHOLE, row -> row.trial().index()),
        new Column("cell", Kind.TEXT, row -> row.trial().cell().toString()),
        new Column("inputs", Kind.WHOLE, row -> (long) row.trial().cell().inputs()),
        new Column(
            "rows",
            Kind.WHOLE,
            row -> row.trial().cell().widths().isEmpty() ? null : (long) row.trial().cell().rows()),
        new Column("number", Kind.WHOLE, row -> row.trial().number()),
        new Column("seed", Kind.WHOLE, row -> row.trial().seed()),
        new Column("outcome", Kind.TEXT, row -> row.result().outcome().name()),
        new Column("overdue", Kind.TRUTH, row -> row.result().isOverdue()),
        new Column("seconds", Kind.REAL, row -> row.result().seconds()));
  }

  List<Column> columns() {
    return columns;
  }

  SweepPlan plan() {
    return plan;
  }

  /** Takes a row. */
  interface RowUser {
    void use(Row row) throws IOException;
  }

  /** Passes on the rows in the order of the trials. */
  void forEach(RowUser user) throws IOException {
    try {
      store.forEach(
          result -> {
            try {
              user.use(new Row(plan.trial(result.index()), result));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
