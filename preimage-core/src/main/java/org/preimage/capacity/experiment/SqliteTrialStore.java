package org.preimage.capacity.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.sqlite.SQLiteErrorCode;

/**
 * Keeps results in an SQLite file, one row a trial. Each {@link #append} is a transaction in
 * write-ahead mode: a process that is killed loses the trials in flight and nothing else. The only
 * class that uses JDBC.
 *
 * <p>Tables: {@code plan(digest, text)} with one row, and {@code trial(idx, cell, number, seed,
 * outcome, numbers, overdue, seconds)}, where {@code numbers} is a JSON object.
 */
public final class SqliteTrialStore implements TrialStore {
  /** Marks files of this kind: "PrIm". */
  private static final int APPLICATION = 0x5072496d;

  private static final int VERSION = 1;

  private static final String TABLES =
      """
      create table plan (digest text primary key, text text not null);
      create table trial (
        idx integer primary key,
        cell text not null,
        number integer not null,
        seed integer not null,
        outcome text not null,
        numbers text not null,
        overdue integer not null,
        seconds real not null);
      pragma application_id = %d;
      pragma user_version = %d;
      """
          .formatted(APPLICATION, VERSION);

  private final Path file;
  private final Connection connection;
  private Optional<SweepPlan> plan = Optional.empty();

  private SqliteTrialStore(Path file) throws IOException, SQLException {
    this.file = file;
    this.connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    try {
      execute("pragma busy_timeout = 20000");
      prepare();
    } catch (IOException | SQLException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Opens a file, which is created if it does not exist.
   *
   * @throws IOException if it is something else than a store or cannot be opened
   */
  public static SqliteTrialStore open(Path file) throws IOException {
    try {
      return new SqliteTrialStore(file);
    } catch (SQLException e) {
      throw failed("opening", file, e);
    }
  }

  /**
   * Opens a file that exists.
   *
   * @throws NoSuchFileException if it does not
   * @throws IOException if it is something else than a store or cannot be opened
   */
  public static SqliteTrialStore openExisting(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(file.toString());
    }
    return open(file);
  }

  private void prepare() throws IOException, SQLException {
    if (number("pragma application_id") == 0) {
      // Another process may be making the same file: one of them waits, then finds it made.
      execute("begin immediate");
      try {
        if (number("pragma application_id") == 0
            && number("select count(*) from sqlite_master") == 0) {
          for (String statement : TABLES.split(";\n")) {
            execute(statement);
          }
        }
        execute("commit");
      } catch (SQLException e) {
        execute("rollback");
        throw e;
      }
    }
    if (number("pragma application_id") != APPLICATION
        || number("pragma user_version") != VERSION) {
      throw new IOException(
          "Opening a store requires a file of sweep results (version %d) but %s is another one."
              .formatted(VERSION, file));
    }
    writeAhead();
    // Enough for a killed process; a power failure may lose the last transactions, not the file.
    execute("pragma synchronous = normal");
  }

  /** Stays with the file. Fails only while another process changes the same setting. */
  private void writeAhead() throws SQLException {
    try {
      execute("pragma journal_mode = wal");
    } catch (SQLException e) {
      if (e.getErrorCode() != SQLiteErrorCode.SQLITE_BUSY.code) {
        throw e;
      }
    }
  }

  @Override
  public void begin(SweepPlan asked) throws IOException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into plan select ?, ? where not exists (select * from plan)")) {
      insert.setString(1, asked.digest());
      insert.setString(2, asked.toString());
      insert.executeUpdate();
    } catch (SQLException e) {
      throw failed("writing", file, e);
    }
    SweepPlan kept = plan().orElseThrow();
    if (!kept.equals(asked)) {
      throw new PlanMismatchException(file.toString(), kept, asked);
    }
  }

  @Override
  public Optional<SweepPlan> plan() throws IOException {
    if (plan.isEmpty()) {
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("select text from plan")) {
        plan = rows.next() ? Optional.of(PlanText.parse(rows.getString(1))) : Optional.empty();
      } catch (SQLException | IllegalArgumentException e) {
        throw failed("reading", file, e);
      }
    }
    return plan;
  }

  @Override
  public BitSet finished() throws IOException {
    BitSet finished = new BitSet();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select idx from trial")) {
      while (rows.next()) {
        finished.set(rows.getInt(1));
      }
      return finished;
    } catch (SQLException e) {
      throw failed("reading", file, e);
    }
  }

  @Override
  public void append(List<TrialResult> results) throws IOException {
    SweepPlan of =
        plan()
            .orElseThrow(
                () -> new IllegalStateException("A store requires a plan before results."));
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert or ignore into trial values (?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (TrialResult result : results) {
        bind(insert, of.trial(result.index()), result);
        insert.addBatch();
      }
      transact(insert);
    } catch (SQLException e) {
      throw failed("writing", file, e);
    }
  }

  private void transact(PreparedStatement batch) throws SQLException {
    connection.setAutoCommit(false);
    try {
      batch.executeBatch();
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private static void bind(PreparedStatement insert, Trial trial, TrialResult result)
      throws SQLException {
    insert.setLong(1, result.index());
    insert.setString(2, trial.cell().toString());
    insert.setLong(3, trial.number());
    insert.setLong(4, trial.seed());
    insert.setString(5, result.outcome().name());
    insert.setString(6, NumbersText.print(result.numbers()));
    insert.setInt(7, result.isOverdue() ? 1 : 0);
    insert.setDouble(8, result.seconds());
  }

  @Override
  public Optional<TrialResult> result(long index) throws IOException {
    List<TrialResult> found = new ArrayList<>();
    select("where idx = " + index, found::add);
    return found.stream().findFirst();
  }

  @Override
  public void forEach(Consumer<TrialResult> consumer) throws IOException {
    select("order by idx", consumer);
  }

  private void select(String which, Consumer<TrialResult> consumer) throws IOException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select idx, outcome, numbers, overdue, seconds from trial " + which)) {
      while (rows.next()) {
        consumer.accept(
            new TrialResult(
                rows.getLong(1),
                Outcome.valueOf(rows.getString(2)),
                NumbersText.parse(rows.getString(3)),
                rows.getInt(4) != 0,
                rows.getDouble(5)));
      }
    } catch (SQLException | IllegalArgumentException e) {
      throw failed("reading", file, e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failed("closing", file, e);
    }
  }

  private void execute(String statement) throws SQLException {
    try (Statement one = connection.createStatement()) {
      one.execute(statement);
    }
  }

  private int number(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }

  private static IOException failed(String action, Path file, Exception cause) {
    return new IOException(
        "%s a store of sweep results requires an SQLite file of this program but %s failed: %s"
            .formatted(
                Character.toUpperCase(action.charAt(0)) + action.substring(1),
                file,
                cause.getMessage()),
        cause);
  }
}
