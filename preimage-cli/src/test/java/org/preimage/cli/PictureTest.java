package org.preimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.preimage.certificate.Indices;

final class PictureTest {
  @Test
  void recognisesImages() {
    assertThat(Picture.of(Indices.of(28, 28))).contains(new Picture(1, 28, 28));
    assertThat(Picture.of(Indices.of(1, 8, 9))).contains(new Picture(1, 8, 9));
    assertThat(Picture.of(Indices.of(3, 32, 32))).contains(new Picture(3, 32, 32));
    assertThat(Picture.of(Indices.of(784))).isEmpty();
    assertThat(Picture.of(Indices.of(2, 32, 32))).isEmpty();
    assertThat(Picture.of(Indices.of(7, 32))).isEmpty();
  }

  @Test
  void zeroIsBlackAndOneIsWhite() {
    double[] white = new double[64];
    Arrays.fill(white, 1);

    BufferedImage sheet = new Picture(1, 8, 8).draw(List.of(new double[64], white), 2);

    assertThat(sheet.getRGB(0, 0) & 0xffffff).isZero();
    assertThat(sheet.getRGB(sheet.getWidth() - 1, 0) & 0xffffff).isEqualTo(0xffffff);
    assertThat(sheet.getWidth()).isGreaterThan(2 * sheet.getHeight());
  }

  @Test
  void channelsAreRedGreenBlue() {
    double[] green = new double[3 * 64];
    Arrays.fill(green, 64, 128, 1);

    BufferedImage sheet = new Picture(3, 8, 8).draw(List.of(green), 1);

    assertThat(sheet.getRGB(5, 5) & 0xffffff).isEqualTo(0x00ff00);
  }

  @Test
  void theLargestOfManyChannelsIsATile() {
    double[] tiles = new double[5 * 64];
    tiles[2 * 64] = 1;
    tiles[4 * 64 + 63] = 1;

    BufferedImage sheet = new Picture(5, 8, 8).draw(List.of(tiles), 1);

    int last = sheet.getRGB(sheet.getWidth() - 1, sheet.getHeight() - 1);
    assertThat(List.of(sheet.getRGB(0, 0), sheet.getRGB(sheet.getWidth() - 1, 0), last))
        .doesNotHaveDuplicates();
  }

  @Test
  void whatWasNotObservedHasAColourOfItsOwn() {
    double[] half = new double[64];
    Arrays.fill(half, 32, 64, Double.NaN);

    BufferedImage sheet = new Picture(1, 8, 8).draw(List.of(half), 1);

    assertThat(sheet.getRGB(0, 0) & 0xffffff).isZero();
    int unseen = sheet.getRGB(0, sheet.getHeight() - 1);
    assertThat(unseen >> 16 & 0xff).isNotEqualTo(unseen & 0xff);
  }

  @Test
  void constantImagesOfAnyValueCanBeDrawn() {
    double[] seven = new double[64];
    Arrays.fill(seven, 7);

    assertThat(new Picture(1, 8, 8).draw(List.of(seven), 1).getWidth()).isPositive();
  }

  @Test
  void writesPng(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("sheet.png");

    new Picture(1, 8, 8).write(List.of(new double[64], new double[64], new double[64]), 2, file);

    BufferedImage read = ImageIO.read(file.toFile());
    assertThat(read.getWidth()).isEqualTo(read.getHeight());
  }
}
