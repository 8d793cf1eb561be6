// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import static j2html.TagCreator.p;

import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.PageFiles;
import io.github.inittrace.reports.html.kit.Section;
import io.github.inittrace.reports.html.kit.WeightsFigure;
import io.github.inittrace.reports.image.ColourRange;
import io.github.inittrace.reports.image.UnitTiles;
import io.github.inittrace.reports.image.WeightMatrix;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * The first layer's weights as pictures, before and after training and their difference, where
 * the input itself is a picture.
 */
final class FirstLayerSection {
    private final PageFiles files;
    private final List<DomContent> figures = new ArrayList<>();
    private final String remark;

    FirstLayerSection(ReportInput input, PageFiles files) {
        this.files = files;
        remark = draw(input);
    }

    /** Without content where inputs are no pictures. */
    Section section() {
        List<DomContent> parts = new ArrayList<>();
        if (!remark.isEmpty()) {
            parts.add(p(remark));
        }
        if (!figures.isEmpty()) {
            parts.add(Markup.multiples(figures));
        }
        return new Section("weights", "First layer", "What the first layer looks at", parts);
    }

    /** Draws, and says what there is to see or why there is nothing; empty for no picture. */
    private String draw(ReportInput input) {
        List<Integer> shape = input.run().inputShape();
        if (shape == null || shape.size() != 2) {
            return "";
        }
        if (input.initialWeights().isEmpty()) {
            return "There are no pictures: the initial weights are not at hand.";
        }
        WeightMatrix initial = input.initialWeights().get(0);
        int height = shape.get(0);
        int width = shape.get(1);
        if (height < 1 || width < 1 || (long) height * width != initial.rows()) {
            return String.format(
                    Locale.ROOT,
                    "There are no pictures: an input of %d × %d pixels does not fit the %d rows of"
                            + " %s.",
                    height,
                    width,
                    initial.rows(),
                    initial.name());
        }
        UnitTiles tiles = UnitTiles.layout(height, width, initial.columns());
        WeightMatrix trained =
                input.trainedWeights().isEmpty() ? null : input.trainedWeights().get(0);
        if (trained != null
                && (trained.rows() != initial.rows() || trained.columns() != initial.columns())) {
            return String.format(
                    Locale.ROOT,
                    "There are no pictures: the first matrix is %d × %d at the start and %d × %d at"
                            + " the end.",
                    initial.rows(),
                    initial.columns(),
                    trained.rows(),
                    trained.columns());
        }
        draw(tiles, initial, trained);
        return remark(tiles, initial, trained);
    }

    private void draw(UnitTiles tiles, WeightMatrix initial, @Nullable WeightMatrix trained) {
        DoubleStream end = trained == null ? DoubleStream.empty() : tiles.shown(trained);
        double range = ColourRange.of(DoubleStream.concat(tiles.shown(initial), end).toArray());
        add("initial", "At the start", "the initial weights", tiles, initial, range);
        if (trained != null) {
            add("trained", "At the end", "the trained weights", tiles, trained, range);
            WeightMatrix difference = trained.minus(initial);
            double own = ColourRange.of(tiles.shown(difference).toArray());
            add("difference", "Difference, end − start", "the difference", tiles, difference, own);
        }
    }

    private static String remark(
            UnitTiles tiles, WeightMatrix initial, @Nullable WeightMatrix trained) {
        String which =
                tiles.units() == initial.columns()
                        ? "all " + tiles.units() + " units"
                        : "the first " + tiles.units() + " of " + initial.columns() + " units";
        String text =
                String.format(
                        Locale.ROOT,
                        "%s: the incoming weights of %s, a tile of %d × %d inputs for each, row by"
                                + " row. Blue is negative, white zero, orange positive. ",
                        initial.name(),
                        which,
                        tiles.tileHeight(),
                        tiles.tileWidth());
        return trained == null
                ? text + "Training left no final weights to compare them with."
                : text
                        + "Start and end share one colour range; the difference has its own. Each"
                        + " range holds 99.5 % of the weights drawn; larger ones have the strongest"
                        + " colour.";
    }

    private void add(
            String name,
            String title,
            String what,
            UnitTiles tiles,
            WeightMatrix matrix,
            double range) {
        String alternative =
                "Tiles with "
                        + what
                        + " of "
                        + tiles.units()
                        + " units of "
                        + matrix.name()
                        + ", colours from "
                        + Numbers.text(-range)
                        + " to "
                        + Numbers.text(range);
        figures.add(
                WeightsFigure.figure(
                        title,
                        files.picture("img/" + name + ".png", tiles.png(matrix, range), alternative)
                                .attr("width", tiles.width())
                                .attr("height", tiles.height()),
                        tiles.shown(matrix).toArray(),
                        range));
    }
}
