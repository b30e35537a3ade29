package dev.drover.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Draws times by percentile as SVG: the higher the percentile, the more room it has. Own code, because libraries that draw
 * charts need the machine's fonts.
 */
final class PercentileChart {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 420;
    private static final int LEFT = 60;
    private static final int TOP = 50;
    private static final int RIGHT = 190;
    private static final int BOTTOM = 50;
    private static final double[] TICKS = {0, 0.5, 0.9, 0.99, 0.999, 0.9999};
    private static final String[] COLOURS = {"#1b6ca8", "#d1495b", "#3a7d44", "#8d6a9f", "#e08e45", "#444"};
    private static final int STEPS = 200;

    private final String title;
    private final List<Series> all = new ArrayList<>();

    private record Series(String name, long[] sortedNanos) {}

    PercentileChart(String title) {
        this.title = title;
    }

    /** Adds a line. */
    void add(String name, long[] sortedNanos) {
        all.add(new Series(name, sortedNanos));
    }

    /** The picture. */
    String toSvg() {
        double most = all.stream()
                        .mapToLong(series -> series.sortedNanos()[series.sortedNanos().length - 1])
                        .max()
                        .orElse(1)
                / 1e6;
        double step = niceStep(most / 6);
        double top = Math.ceil(most / step) * step;
        StringBuilder svg = new StringBuilder();
        add(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">",
                WIDTH,
                HEIGHT);
        add(svg, "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>", WIDTH, HEIGHT);
        add(svg, "<text x=\"%d\" y=\"28\" font-size=\"16\">%s</text>", LEFT, title);
        for (double value = 0; value <= top; value += step) {
            grid(svg, LEFT, y(value, top), WIDTH - RIGHT, y(value, top));
            add(
                    svg,
                    "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.0f ms</text>",
                    LEFT - 6,
                    y(value, top) + 4,
                    value);
        }
        for (double tick : TICKS) {
            grid(svg, x(tick), TOP, x(tick), HEIGHT - BOTTOM);
            add(
                    svg,
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s %%</text>",
                    x(tick),
                    HEIGHT - BOTTOM + 20,
                    String.format(Locale.ROOT, "%.4f", tick * 100).replaceAll("\\.?0+$", ""));
        }
        add(
                svg,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">of all notifications</text>",
                (LEFT + WIDTH - RIGHT) / 2,
                HEIGHT - 10);
        for (int i = 0; i < all.size(); i++) {
            line(svg, all.get(i), COLOURS[i % COLOURS.length], top);
            double y = TOP + 10 + 22.0 * i;
            add(
                    svg,
                    "<rect x=\"%d\" y=\"%.1f\" width=\"16\" height=\"4\" fill=\"%s\"/>",
                    WIDTH - RIGHT + 16,
                    y - 6,
                    COLOURS[i % COLOURS.length]);
            add(
                    svg,
                    "<text x=\"%d\" y=\"%.1f\">%s</text>",
                    WIDTH - RIGHT + 38,
                    y,
                    all.get(i).name());
        }
        return svg.append("</svg>\n").toString();
    }

    private static void line(StringBuilder svg, Series series, String colour, double top) {
        StringBuilder points = new StringBuilder();
        long[] nanos = series.sortedNanos();
        double last = TICKS[TICKS.length - 1];
        for (int i = 0; i <= STEPS; i++) {
            double share = 1 - Math.pow(1 - last, (double) i / STEPS);
            double millis = nanos[(int) Math.min(nanos.length - 1, nanos.length * share)] / 1e6;
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(share), y(millis, top)));
        }
        add(
                svg,
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>",
                points.toString().strip(),
                colour);
    }

    private static void grid(StringBuilder svg, double x1, double y1, double x2, double y2) {
        add(svg, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>", x1, y1, x2, y2);
    }

    @SuppressWarnings("AnnotateFormatMethod") // all its callers are above
    private static void add(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    /** Each nine of the percentile is as wide as the one before. */
    private static double x(double share) {
        double nines = Math.log10(1 / (1 - share)) / Math.log10(1 / (1 - TICKS[TICKS.length - 1]));
        return LEFT + nines * (WIDTH - LEFT - RIGHT);
    }

    private static double y(double millis, double top) {
        return HEIGHT - BOTTOM - millis / top * (HEIGHT - TOP - BOTTOM);
    }

    /** 1, 2 or 5 times a power of ten, not below this. */
    private static double niceStep(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (int factor : new int[] {1, 2, 5}) {
            if (factor * power >= least) {
                return factor * power;
            }
        }
        return 10 * power;
    }
}
