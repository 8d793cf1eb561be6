// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.chart;

/**
 * The colours of charts. Lines have four colours of Okabe and Ito, and a violet and a brown in
 * place of their pale ones: all have a contrast of 3 to white (WCAG 2.2, 1.4.11), and people with
 * any colour blindness can tell every pair apart.
 */
public final class Palette {
    /** Text in charts. */
    public static final String TEXT = "#333333";

    /** Axes. */
    public static final String AXIS = "#666666";

    /** Lines behind the data. */
    public static final String GRID = "#e2e2e2";

    /** Remarks on a chart, such as a marked epoch. */
    public static final String NOTE = "#555555";

    /** Cells of maps, and the edges of bars. */
    public static final String BAR = "#0072b2";

    /** What bars are filled with: pale, so that lines over them stand out. */
    public static final String BAR_FILL = "#b8d8ec";

    private static final String[] LINES = {
        "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#7722dd", "#663311"
    };

    private Palette() {}

    /** The colour of the series with an index; after six they repeat. */
    public static String line(int index) {
        return LINES[Math.floorMod(index, LINES.length)];
    }
}
