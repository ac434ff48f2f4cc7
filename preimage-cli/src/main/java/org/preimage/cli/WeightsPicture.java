package org.preimage.cli;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.preimage.generative.LayerWeights;

/**
 * Histograms of the weights of layers in a grid, each with the density of the fitted normal law.
 */
final class WeightsPicture {
  private static final int WIDTH = 360;
  private static final int HEIGHT = 260;
  private static final int MARGIN = 34;
  private static final int COLUMNS = 3;
  private static final int BINS = 60;

  /** Weights farther from the mean than this many deviations are not drawn. */
  private static final double REACH = 5;

  private final List<LayerWeights> layers;

  WeightsPicture(List<LayerWeights> layers) {
    this.layers = List.copyOf(layers);
  }

  void write(Path file) {
    // A stream of our own: the library reports a missing folder on the error stream, with a trace.
    try (var stream = Files.newOutputStream(file)) {
      ImageIO.setUseCache(false);
      ImageIO.write(draw(), "png", stream);
    } catch (IOException e) {
      throw CommandException.cannotWrite("picture", file, e);
    }
  }

  BufferedImage draw() {
    int columns = Math.min(COLUMNS, layers.size());
    int rows = (layers.size() + columns - 1) / columns;
    BufferedImage sheet =
        new BufferedImage(columns * WIDTH, rows * HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = sheet.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    for (int k = 0; k < layers.size(); k++) {
      Graphics2D panel =
          (Graphics2D) g.create(k % columns * WIDTH, k / columns * HEIGHT, WIDTH, HEIGHT);
      drawLayer(panel, layers.get(k), "layer " + (k + 1));
      panel.dispose();
    }
    g.dispose();
    return sheet;
  }

  private static void drawLayer(Graphics2D g, LayerWeights layer, String name) {
    boolean spread = layer.deviation() > 0;
    double reach = spread ? REACH * layer.deviation() : 1;
    double low = Math.max(layer.mean() - reach, spread ? layer.smallest() : layer.mean() - reach);
    double high = Math.min(layer.mean() + reach, spread ? layer.largest() : layer.mean() + reach);
    double[] heights = layer.histogram(low, high, BINS);
    double top = Arrays.stream(heights).max().orElse(1);
    top = 1.08 * Math.max(top, spread ? layer.normalDensity(layer.mean()) : 0);
    int width = WIDTH - 2 * MARGIN;
    int height = HEIGHT - 3 * MARGIN;
    g.translate(MARGIN, 2 * MARGIN - 10);
    g.setColor(new Color(0x56B4E9));
    for (int k = 0; k < BINS; k++) {
      int left = k * width / BINS;
      int tall = (int) Math.round(heights[k] / top * height);
      g.fillRect(left, height - tall, (k + 1) * width / BINS - left, tall);
    }
    if (spread) {
      drawDensity(g, layer, new double[] {low, high, top}, width, height);
    }
    g.setColor(Color.BLACK);
    g.setStroke(new BasicStroke(1));
    g.drawLine(0, height, width, height);
    drawTexts(g, layer, name, low, high);
  }

  private static void drawDensity(
      Graphics2D g, LayerWeights layer, double[] range, int width, int height) {
    Path2D curve = new Path2D.Double();
    for (int x = 0; x <= width; x++) {
      double weight = range[0] + (range[1] - range[0]) * x / width;
      double y = height * (1 - layer.normalDensity(weight) / range[2]);
      if (x == 0) {
        curve.moveTo(x, y);
      } else {
        curve.lineTo(x, y);
      }
    }
    g.setColor(new Color(0xD55E00));
    g.setStroke(new BasicStroke(2));
    g.draw(curve);
  }

  private static void drawTexts(
      Graphics2D g, LayerWeights layer, String name, double low, double high) {
    int height = HEIGHT - 3 * MARGIN;
    int width = WIDTH - 2 * MARGIN;
    g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 13));
    g.drawString(name + ": " + NumberText.count(layer.count()) + " weights", 0, -36);
    g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
    g.drawString(
        String.format(Locale.ROOT, "mean %.3g, deviation %.3g", layer.mean(), layer.deviation()),
        0,
        -21);
    g.drawString(
        String.format(
            Locale.ROOT,
            "skewness %.2f, excess kurtosis %.2f, distance %.3f",
            layer.skewness(),
            layer.excessKurtosis(),
            layer.normalDistance()),
        0,
        -7);
    String end = NumberText.brief(high);
    g.drawString(NumberText.brief(low), 0, height + 15);
    g.drawString(end, width - g.getFontMetrics().stringWidth(end), height + 15);
  }
}
