package org.preimage.benchmarks.peers;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;

/** Curves over a logarithmic axis, as PNG. */
final class GrowthPlot {
  /** Okabe and Ito's, told apart with any colour vision; the first curve is black. */
  private static final Color[] COLOURS =
      IntStream.of(
              0x000000, 0x0072B2, 0x56B4E9, 0xD55E00, 0xE69F00, 0x009E73, 0xCC79A7, 0x882255,
              0x999999)
          .mapToObj(Color::new)
          .toArray(Color[]::new);

  private final String title;
  private final String across;
  private final String up;
  private final Map<String, List<double[]>> curves = new LinkedHashMap<>();

  GrowthPlot(String title, String across, String up) {
    this.title = title;
    this.across = across;
    this.up = up;
  }

  /** One more point of a curve; what a logarithm cannot show is left out. */
  void add(String curve, double x, double y) {
    if (y > 0 && Double.isFinite(y)) {
      curves.computeIfAbsent(curve, ignored -> new ArrayList<>()).add(new double[] {x, y});
    }
  }

  /** Writes the picture; without a single point there is none. */
  void write(Path file) throws IOException {
    if (curves.isEmpty()) {
      return;
    }
    XYChart chart =
        new XYChartBuilder()
            .width(900)
            .height(560)
            .title(title)
            .xAxisTitle(across)
            .yAxisTitle(up)
            .build();
    chart.getStyler().setYAxisLogarithmic(true);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setXAxisDecimalPattern("0.#");
    chart.getStyler().setSeriesColors(COLOURS);
    curves.forEach(
        (name, points) ->
            chart.addSeries(
                name,
                points.stream().mapToDouble(point -> point[0]).toArray(),
                points.stream().mapToDouble(point -> point[1]).toArray()));
    BitmapEncoder.saveBitmap(chart, file.toString(), BitmapEncoder.BitmapFormat.PNG);
  }
}
