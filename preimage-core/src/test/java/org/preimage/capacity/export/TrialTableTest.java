package org.preimage.capacity.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.preimage.capacity.experiment.MemoryTrialStore;
import org.preimage.capacity.experiment.Outcome;
import org.preimage.capacity.experiment.PlanText;
import org.preimage.capacity.experiment.SweepPlan;
import org.preimage.capacity.experiment.TrialResult;

final class TrialTableTest {
  @TempDir Path folder;
  private TrialTable table;

  @BeforeEach
  void fillTable() throws IOException {
    SweepPlan plan =
        PlanText.parse(
            """
            preimage sweep plan 1
            experiment injectivity
            weights gaussian
            cells 2x6 3x9
            trials 10
            seed 1
            effort 5
            """);
    MemoryTrialStore store = new MemoryTrialStore();
    store.begin(plan);
    store.append(
        List.of(
            new TrialResult(0, Outcome.INJECTIVE, Map.of("work", 3.0), false, 0.5),
            new TrialResult(3, Outcome.UNDECIDED, Map.of("other", -1e-300), true, 0.25),
            new TrialResult(4, Outcome.NOT_INJECTIVE, Map.of("work", 0.1), false, 0)));
    table = TrialTable.of(plan, store);
  }

  @Test
  void csvHasOneLineATrial() throws IOException {
    Path file = folder.resolve("a.csv");
    CsvFile.write(table, file);
    assertThat(Files.readString(file))
        .isEqualTo(
            """
            index,cell,inputs,rows,number,seed,outcome,overdue,seconds,other,work
            0,2x6,2,6,0,-4525384897643860160,INJECTIVE,false,0.5,,3.0
            3,3x9,3,9,1,3047183489474506259,UNDECIDED,true,0.25,-1.0E-300,
            4,2x6,2,6,2,-6082856021181852431,NOT_INJECTIVE,false,0.0,,0.1
            """
                .replace("\n", "\r\n"));
  }

  /** Frozen: DuckDB 1.5.6 and PyArrow 25.0.1 read this very file and print the values above. */
  @Test
  void parquetIsTheFileThatOtherProgramsRead() throws Exception {
    Path file = folder.resolve("a.parquet");
    ParquetFile.write(table, file);
    byte[] bytes = Files.readAllBytes(file);
    int footer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - 8);

    assertThat(new String(bytes, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("PAR1");
    assertThat(footer).isPositive().isLessThan(bytes.length - 12);
    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)))
        .startsWith("f6f4b4910ab71a3d910aa1f25fe8ce5d");
  }
}
