package org.preimage.onnx;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.preimage.certificate.Indices;

/**
 * Numeric arrays in files: numpy's .npy (versions 1 to 3, either byte order and memory order) and
 * .npz, and matrices as comma-separated text.
 */
public final class ArrayFile {
  private static final int MOST_ENTRIES = 10_000;

  private ArrayFile() {}

  /** How numbers are stored in a written file. */
  public enum Element {
    FLOAT32("<f4"),
    FLOAT64("<f8"),
    INT32("<i4"),
    INT64("<i8");

    final String description;

    Element(String description) {
      this.description = description;
    }
  }

  /**
   * Reads a .npy or .csv file, chosen by its extension.
   *
   * @throws ModelFileException if the file cannot be used
   */
  public static NumberArray read(Path path) {
    return switch (ModelLoader.extension(path)) {
      case "npy" -> readNpy(path);
      case "csv" -> readCsv(path);
      default ->
          throw new ModelFileException(
              "Reading an array requires a file name ending in .npy or .csv but received "
                  + path
                  + ".");
    };
  }

  /**
   * Reads a .npy file of real numbers, integers or booleans.
   *
   * @throws ModelFileException if the file cannot be used; integers beyond ±2⁵³ are refused
   */
  public static NumberArray readNpy(Path path) {
    InputFile.requireReadable(path);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
      return NpyFormat.read(in, new ElementBudget());
    } catch (IOException e) {
      throw InputFile.unreadable(path, e);
    } catch (IllegalArgumentException e) {
      throw new ModelFileException(InputFile.name(path) + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads all arrays of a .npz file by name, in the order of the file.
   *
   * @throws ModelFileException if the file cannot be used
   */
  public static Map<String, NumberArray> readNpz(Path path) {
    InputFile.requireReadable(path);
    Map<String, NumberArray> arrays = new LinkedHashMap<>();
    ElementBudget budget = new ElementBudget();
    try (ZipFile zip = new ZipFile(path.toFile())) {
      if (zip.size() > MOST_ENTRIES) {
        throw new IllegalArgumentException(
            "An archive requires at most " + MOST_ENTRIES + " entries but has " + zip.size() + ".");
      }
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (entry.getName().endsWith(".npy")) {
          String name = entry.getName().substring(0, entry.getName().length() - 4);
          try (InputStream in = zip.getInputStream(entry)) {
            arrays.put(name, NpyFormat.read(in, budget));
          }
        }
      }
    } catch (IOException e) {
      throw InputFile.unreadable(path, e);
    } catch (IllegalArgumentException e) {
      throw new ModelFileException(InputFile.name(path) + ": " + e.getMessage(), e);
    }
    return Collections.unmodifiableMap(arrays);
  }

  /**
   * Reads a matrix as text: a row a line, numbers separated by commas, semicolons or blanks. Empty
   * lines and lines starting with # are skipped.
   *
   * @throws ModelFileException if an entry is no finite number or rows differ in length
   */
  public static NumberArray readCsv(Path path) {
    byte[] bytes = InputFile.read(path);
    try {
      return CsvFormat.read(new String(bytes, StandardCharsets.UTF_8), new ElementBudget());
    } catch (IllegalArgumentException e) {
      throw new ModelFileException(InputFile.name(path) + ": " + e.getMessage(), e);
    }
  }

  /**
   * Writes a .npy file (version 1, little-endian, row-major).
   *
   * @throws ModelFileException if the file cannot be written
   */
  public static void writeNpy(Path path, NumberArray array, Element element) {
    try {
      Files.write(path, NpyFormat.write(array, element));
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  /**
   * Writes a compressed .npz file.
   *
   * @throws ModelFileException if the file cannot be written
   */
  public static void writeNpz(Path path, Map<String, NumberArray> arrays, Element element) {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(path))) {
      for (Map.Entry<String, NumberArray> entry : arrays.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey() + ".npy"));
        out.write(NpyFormat.write(entry.getValue(), element));
        out.closeEntry();
      }
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  /**
   * Writes a matrix as comma-separated text that reads back exactly; a vector becomes one column.
   *
   * @throws ModelFileException if the file cannot be written
   * @throws IllegalArgumentException if the array has more than two axes
   */
  public static void writeCsv(Path path, NumberArray array) {
    Indices shape = array.shape();
    if (shape.size() > 2) {
      throw new IllegalArgumentException(
          "Text requires at most two axes but received shape " + shape + ".");
    }
    int columns = shape.size() == 2 ? shape.get(1) : 1;
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < array.size(); i++) {
      text.append(array.get(i)).append((i + 1) % columns == 0 ? "\n" : ",");
    }
    try {
      Files.write(path, List.of(text.toString().stripTrailing()));
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  static ModelFileException unwritable(Path path, Exception cause) {
    return new ModelFileException(path + " cannot be written (" + cause.getMessage() + ").", cause);
  }
}
