package org.preimage.check;

import java.util.Arrays;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Ends;
import org.preimage.certificate.Indices;

/** Some rows of a layer that read only some of its columns, renumbered in the order listed. */
final class SubLayer implements Layer {
  private final Layer whole;
  private final Indices rows;
  private final int[] sortedColumns;
  private final int[] numbers;
  private final Domain domain;

  /**
   * @throws Rejection if an index is out of range or a column is listed twice
   */
  SubLayer(Layer whole, Indices columns, Indices rows) throws Rejection {
    this.whole = whole;
    this.rows = rows;
    for (int i = 0; i < rows.size(); i++) {
      Rejection.unless(
          rows.get(i) >= 0 && rows.get(i) < whole.rows(), "rows", "row %d is missing", rows.get(i));
    }
    long[] numbered = new long[columns.size()];
    for (int j = 0; j < numbered.length; j++) {
      int column = columns.get(j);
      Rejection.unless(
          column >= 0 && column < whole.columns(), "columns", "column %d is missing", column);
      numbered[j] = (long) column << 32 | j;
    }
    Arrays.sort(numbered);
    this.sortedColumns = Arrays.stream(numbered).mapToInt(c -> (int) (c >> 32)).toArray();
    this.numbers = Arrays.stream(numbered).mapToInt(c -> (int) c).toArray();
    for (int j = 1; j < sortedColumns.length; j++) {
      Rejection.unless(
          sortedColumns[j] != sortedColumns[j - 1],
          "columns",
          "column %d is listed twice",
          sortedColumns[j]);
    }
    this.domain = projected(whole.domain(), columns);
  }

  @Override
  public int rows() {
    return rows.size();
  }

  @Override
  public int columns() {
    return sortedColumns.length;
  }

  @Override
  public SparseRow row(int i) throws Rejection {
    SparseRow row = whole.row(rows.get(i));
    int[] columns = new int[row.size()];
    double[] values = new double[row.size()];
    for (int k = 0; k < columns.length; k++) {
      int at = Arrays.binarySearch(sortedColumns, row.column(k));
      Rejection.unless(
          at >= 0, "row " + rows.get(i), "reads column %d outside its block", row.column(k));
      columns[k] = numbers[at];
      values[k] = row.value(k);
    }
    return new SparseRow(columns, values);
  }

  @Override
  public double bias(int i) {
    return whole.bias(rows.get(i));
  }

  @Override
  public RowKind kind(int i) {
    return whole.kind(rows.get(i));
  }

  @Override
  public Domain domain() {
    return domain;
  }

  private static Domain projected(Domain domain, Indices columns) {
    if (domain instanceof Domain.Ball ball) {
      return new Domain.Ball(columns.size(), ball.radius());
    }
    Domain.Box box = (Domain.Box) domain;
    double[] lower = new double[columns.size()];
    double[] upper = new double[columns.size()];
    for (int j = 0; j < lower.length; j++) {
      lower[j] = box.lower().get(columns.get(j));
      upper[j] = box.upper().get(columns.get(j));
    }
    return new Domain.Box(Ends.of(lower), Ends.of(upper));
  }
}
