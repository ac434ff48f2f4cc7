package org.preimage.cli;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2D;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A picture of curves and points over one axis; the file's ending chooses PNG or SVG. */
final class LinePlot {
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 640;
  private static final String TICKS = "0.######";

  /** Okabe and Ito's, told apart with any colour vision; the first series is black. */
  private static final Color[] COLOURS =
      IntStream.of(
              0x000000, 0x0072B2, 0xD55E00, 0x009E73, 0x56B4E9, 0xE69F00, 0xCC79A7, 0x882255,
              0x999999)
          .mapToObj(Color::new)
          .toArray(Color[]::new);

  /** How a series is drawn. */
  enum Look {
    LINE,
    DASHES,
    POINTS,
    /** Dashes that belong to the series before, in its colour. */
    COMPANION,
    /** A thin border of the series before, in its colour and not in the legend. */
    BORDER
  }

  /**
   * One series.
   *
   * @param errors half-widths of error bars, or empty
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Series(String name, double[] x, double[] y, double[] errors, Look look) {}

  private final String title;
  private final String xAxis;
  private final String yAxis;
  private final List<Series> series = new ArrayList<>();
  private boolean logarithmicX;
  private boolean logarithmicY;

  LinePlot(String title, String xAxis, String yAxis) {
    this.title = title;
    this.xAxis = xAxis;
    this.yAxis = yAxis;
  }

  LinePlot withLogarithmicX() {
    logarithmicX = true;
    return this;
  }

  LinePlot withLogarithmicY() {
    logarithmicY = true;
    return this;
  }

  LinePlot line(String name, double[] x, double[] y) {
    return add(new Series(name, x.clone(), y.clone(), new double[0], Look.LINE));
  }

  LinePlot dashes(String name, double[] x, double[] y) {
    return add(new Series(name, x.clone(), y.clone(), new double[0], Look.DASHES));
  }

  LinePlot points(String name, double[] x, double[] y) {
    return add(new Series(name, x.clone(), y.clone(), new double[0], Look.POINTS));
  }

  /** Dashes in the colour of the line before. */
  LinePlot companion(String name, double[] x, double[] y) {
    return add(new Series(name, x.clone(), y.clone(), new double[0], Look.COMPANION));
  }

  /** Thin lines below and above the line before, such as the ends of confidence intervals. */
  LinePlot between(double[] x, double[] low, double[] high) {
    int number = series.size();
    add(new Series("low " + number, x.clone(), low.clone(), new double[0], Look.BORDER));
    return add(new Series("high " + number, x.clone(), high.clone(), new double[0], Look.BORDER));
  }

  /** Points with error bars of these half-widths. */
  LinePlot points(String name, double[] x, double[] y, double[] errors) {
    return add(new Series(name, x.clone(), y.clone(), errors.clone(), Look.POINTS));
  }

  private LinePlot add(Series one) {
    series.add(one);
    return this;
  }

  /**
   * Looks before the work begins.
   *
   * @throws CommandException if the ending is neither .png nor .svg
   */
  static void requireFits(Path file) {
    String ending = ending(file);
    if (!ending.equals("png") && !ending.equals("svg")) {
      throw new CommandException(
          ExitCode.USAGE,
          "--plot requires a file that ends in .png or .svg but received %s.".formatted(file));
    }
  }

  void write(Path file) {
    requireFits(file);
    try {
      if (ending(file).equals("svg")) {
        writeSvg(file);
      } else {
        Files.write(file, BitmapEncoder.getBitmapBytes(chart(), BitmapFormat.PNG));
      }
    } catch (IOException e) {
      throw CommandException.cannotWrite("plot", file, e);
    }
  }

  private void writeSvg(Path file) throws IOException {
    SVGGraphics2D graphics;
    try {
      graphics =
          new SVGGraphics2D(
              DocumentBuilderFactory.newInstance().newDocumentBuilder().newDocument());
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
    graphics.setSVGCanvasSize(new java.awt.Dimension(WIDTH, HEIGHT));
    chart().paint(graphics, WIDTH, HEIGHT);
    try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      graphics.stream(out, true);
    }
  }

  private XYChart chart() {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(xAxis)
            .yAxisTitle(yAxis)
            .build();
    chart
        .getStyler()
        .setLegendPosition(LegendPosition.OutsideE)
        .setChartBackgroundColor(Color.WHITE)
        .setLegendBorderColor(Color.WHITE)
        .setSeriesColors(COLOURS);
    chart
        .getStyler()
        .setXAxisLogarithmic(logarithmicX)
        .setYAxisLogarithmic(logarithmicY)
        .setXAxisDecimalPattern(TICKS)
        .setYAxisDecimalPattern(TICKS)
        .setLocale(Locale.ROOT);
    int colour = -1;
    for (Series one : series) {
      colour += one.look() == Look.COMPANION || one.look() == Look.BORDER ? 0 : 1;
      draw(chart, one, COLOURS[colour % COLOURS.length]);
    }
    return chart;
  }

  private static void draw(XYChart chart, Series one, Color colour) {
    XYSeries drawn =
        one.errors().length == 0
            ? chart.addSeries(one.name(), one.x(), one.y())
            : chart.addSeries(one.name(), one.x(), one.y(), one.errors());
    drawn.setMarkerColor(colour).setLineColor(colour);
    switch (one.look()) {
      case LINE -> drawn.setMarker(SeriesMarkers.NONE);
      case DASHES, COMPANION -> drawn.setMarker(SeriesMarkers.NONE).setLineStyle(dashed());
      case BORDER ->
          drawn
              .setMarker(SeriesMarkers.NONE)
              .setLineStyle(new BasicStroke(0.5f))
              .setShowInLegend(false);
      case POINTS -> drawn.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    }
  }

  private static BasicStroke dashed() {
    return new BasicStroke(
        2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {8, 6}, 0);
  }

  private static String ending(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
