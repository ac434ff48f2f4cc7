package org.preimage.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ResultJournalTest {
  @TempDir private Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = folder.resolve("results.jsonl");
  }

  @Test
  void resultsSurviveAndAreKnown() {
    fill(3, 1);

    try (ResultJournal journal = ResultJournal.open(file, question(1))) {
      assertThat(journal.has(3)).isTrue();
      assertThat(journal.has(1)).isTrue();
      assertThat(journal.has(0)).isFalse();
      journal.append(0, JsonText.object().put("residual", 0.5));
      assertThat(indices(journal)).containsExactly(3, 1, 0);
    }
  }

  @Test
  void everyCutInsideTheFileLosesAtMostOneResult() throws IOException {
    fill(0, 1, 2);
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      try (ResultJournal journal = ResultJournal.open(file, question(1))) {
        for (int k = 0; k < 3; k++) {
          if (!journal.has(k)) {
            journal.append(k, JsonText.object().put("residual", (double) k));
          }
        }
        assertThat(indices(journal)).containsExactly(0, 1, 2);
      }
      assertThat(Files.readAllBytes(file)).isEqualTo(whole);
    }
  }

  @Test
  void anotherQuestionIsRefusedWithItsDifference() throws IOException {
    fill(0);
    byte[] before = Files.readAllBytes(file);

    assertThatThrownBy(() -> ResultJournal.open(file, question(2)))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("seed 1 instead of 2");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dear diary\nnothing happened\n", "dear diary", "\n", "{\"model\""})
  void aForeignFileIsLeftAlone(String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.CREATE);

    assertThatThrownBy(() -> ResultJournal.open(file, JsonText.object().put("seed", 1)))
        .isInstanceOf(CommandException.class);
    assertThat(file).hasContent(text);
  }

  @Test
  void aSecondRunIsRefused() {
    try (ResultJournal journal = ResultJournal.open(file, question(1))) {
      assertThat(journal.size()).isZero();
      assertThatThrownBy(() -> ResultJournal.open(file, question(1)))
          .isInstanceOf(CommandException.class)
          .hasMessageContaining("in use");
    }
  }

  private void fill(int... indices) {
    try (ResultJournal journal = ResultJournal.open(file, question(1))) {
      for (int k : indices) {
        journal.append(k, JsonText.object().put("residual", (double) k));
      }
    }
  }

  private static ObjectNode question(long seed) {
    return JsonText.object().put("model", "abc").put("seed", seed);
  }

  private static List<Integer> indices(ResultJournal journal) {
    List<Integer> indices = new ArrayList<>();
    journal.forEach(node -> indices.add(node.get("index").asInt()));
    return indices;
  }
}
