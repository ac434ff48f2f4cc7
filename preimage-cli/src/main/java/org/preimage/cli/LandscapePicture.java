package org.preimage.cli;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.preimage.generative.Landscape;

/** A cost landscape as a map: colours with a scale, contour lines, z* and the minima. */
final class LandscapePicture {
  private static final int SIDE = 600;
  private static final int LEFT = 80;
  private static final int TOP = 50;
  private static final int WIDTH = LEFT + SIDE + 140;
  private static final int HEIGHT = TOP + SIDE + 70;
  private static final int LEVELS = 16;

  /** Costs this much below the largest are one colour where the scale is logarithmic. */
  private static final double DEEPEST = 1e-6;

  private final Landscape landscape;
  private final double[][] costs;
  private final boolean logarithmic;
  private final double highest;

  LandscapePicture(Landscape landscape, boolean logarithmic) {
    this.landscape = landscape;
    this.costs = landscape.costs();
    this.logarithmic = logarithmic;
    double most = 0;
    for (double[] row : costs) {
      for (double cost : row) {
        most = Double.isFinite(cost) ? Math.max(most, cost) : most;
      }
    }
    this.highest = most > 0 ? most : 1;
  }

  void write(String title, Path file) {
    // A stream of our own: the library reports a missing folder on the error stream, with a trace.
    try (var stream = Files.newOutputStream(file)) {
      ImageIO.setUseCache(false);
      ImageIO.write(draw(title), "png", stream);
    } catch (IOException e) {
      throw CommandException.cannotWrite("picture", file, e);
    }
  }

  BufferedImage draw(String title) {
    BufferedImage sheet = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = sheet.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, WIDTH, HEIGHT);
    drawMap(sheet);
    drawScale(sheet);
    g.setColor(Color.BLACK);
    g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 16));
    g.drawString(title, LEFT, TOP - 18);
    g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    g.drawRect(LEFT, TOP, SIDE, SIDE);
    drawTicks(g);
    drawScaleTicks(g);
    drawMinima(g);
    g.dispose();
    return sheet;
  }

  private void drawMap(BufferedImage sheet) {
    double[][] share = new double[SIDE][SIDE];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        share[y][x] = share(between(y, x));
      }
    }
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        Color color = ColourScale.at(share[y][x]);
        sheet.setRGB(LEFT + x, TOP + y, (onContour(share, y, x) ? color.darker() : color).getRGB());
      }
    }
  }

  private static boolean onContour(double[][] share, int y, int x) {
    int level = (int) (LEVELS * share[y][x]);
    return (x > 0 && (int) (LEVELS * share[y][x - 1]) != level)
        || (y > 0 && (int) (LEVELS * share[y - 1][x]) != level);
  }

  /** The cost at a pixel, linear between the four grid points around it. */
  private double between(int y, int x) {
    int last = costs.length - 1;
    double row = last * (1 - (y + 0.5) / SIDE);
    double column = last * ((x + 0.5) / SIDE);
    int i = Math.min(last - 1, (int) row);
    int j = Math.min(last - 1, (int) column);
    double s = row - i;
    double t = column - j;
    return (1 - s) * ((1 - t) * costs[i][j] + t * costs[i][j + 1])
        + s * ((1 - t) * costs[i + 1][j] + t * costs[i + 1][j + 1]);
  }

  private double share(double cost) {
    double relative = cost / highest;
    return logarithmic ? 1 - Math.log(Math.max(relative, DEEPEST)) / Math.log(DEEPEST) : relative;
  }

  private static void drawScale(BufferedImage sheet) {
    for (int y = 0; y < SIDE; y++) {
      Color color = ColourScale.at(1 - (y + 0.5) / SIDE);
      for (int x = 0; x < 20; x++) {
        sheet.setRGB(LEFT + SIDE + 24 + x, TOP + y, color.getRGB());
      }
    }
  }

  private void drawScaleTicks(Graphics2D g) {
    int ticks = logarithmic ? 6 : 4;
    for (int k = 0; k <= ticks; k++) {
      double share = (double) k / ticks;
      double cost = logarithmic ? highest * Math.pow(DEEPEST, 1 - share) : highest * share;
      String text = (logarithmic && k == 0 ? "≤ " : "") + short3(cost);
      int y = TOP + (int) Math.round((1 - share) * SIDE);
      g.drawLine(LEFT + SIDE + 44, y, LEFT + SIDE + 49, y);
      g.drawString(text, LEFT + SIDE + 53, y + 5);
    }
    g.drawString("cost", LEFT + SIDE + 24, TOP - 10);
  }

  /** 227, 0.0123, 1.8e+04. */
  private static String short3(double cost) {
    return cost == 0 || (cost >= 1e-3 && cost < 1e4)
        ? new BigDecimal(cost).round(new MathContext(3)).stripTrailingZeros().toPlainString()
        : String.format(Locale.ROOT, "%.1e", cost);
  }

  private void drawTicks(Graphics2D g) {
    double span = landscape.options().span();
    for (int k = -2; k <= 2; k++) {
      String text = NumberText.brief(span * k / 2);
      int along = (int) Math.round((k + 2) / 4.0 * SIDE);
      int wide = g.getFontMetrics().stringWidth(text);
      g.drawLine(LEFT + along, TOP + SIDE, LEFT + along, TOP + SIDE + 5);
      g.drawString(text, LEFT + along - wide / 2, TOP + SIDE + 20);
      g.drawLine(LEFT - 5, TOP + SIDE - along, LEFT, TOP + SIDE - along);
      g.drawString(text, LEFT - 10 - wide, TOP + SIDE - along + 5);
    }
    String axis = "offset from z* along the first direction";
    int wide = g.getFontMetrics().stringWidth(axis);
    g.drawString(axis, LEFT + (SIDE - wide) / 2, TOP + SIDE + 45);
    Graphics2D turned = (Graphics2D) g.create();
    turned.rotate(-Math.PI / 2);
    turned.drawString("along the second", -TOP - SIDE / 2 - wide / 4, 22);
    turned.dispose();
  }

  /** A ring around every minimum inside the grid, a dot at z*. */
  private void drawMinima(Graphics2D g) {
    g.setStroke(new BasicStroke(2));
    for (Landscape.Minimum minimum : landscape.minima()) {
      if (!minimum.atEdge() || minimum.atCentre()) {
        g.setColor(Color.RED);
        g.draw(circle(minimum.first(), minimum.second(), 8));
      }
    }
    g.setColor(Color.WHITE);
    g.fill(circle(0, 0, 4));
  }

  private Ellipse2D circle(double first, double second, double radius) {
    double span = landscape.options().span();
    double x = LEFT + (first / span + 1) / 2 * SIDE;
    double y = TOP + (1 - second / span) / 2 * SIDE;
    return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
  }
}
