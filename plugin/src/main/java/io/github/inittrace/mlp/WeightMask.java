// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.Configurable;
import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenancable;
import com.oracle.labs.mlrg.olcut.provenance.impl.ConfiguredObjectProvenanceImpl;
import java.util.ArrayList;
import java.util.List;

/**
 * A picture in the initial weights: where it says so they are set to zero, after all have been
 * drawn, so the others keep the values they have without a mark. Zeroed weights train as any other.
 * How long the picture can be seen shows how far training has moved the matrix (Jesus et al.,
 * Mathematics 2021, 9, 2246, figure 1).
 *
 * <p>The picture is stretched to the matrix, seen with its first row on top: a row for each input,
 * a column for each unit. Immutable.
 */
public final class WeightMask implements Configurable, Provenancable<ConfiguredObjectProvenance> {

    /** Which part of the picture becomes zero. */
    public enum Zeroed {
        /** The letter: zeros on random weights. */
        LETTER,
        /** What surrounds the letter: random weights on zeros. */
        SURROUNDINGS
    }

    @Config(mandatory = true, description = "The weight matrix, such as hidden2.weight.")
    private String tensor = "";

    @Config(description = "Which part of the picture becomes zero.")
    private Zeroed zeroed = Zeroed.SURROUNDINGS;

    @Config(
            description =
                    "The picture, a text for each row: blanks and dots are surroundings, all else"
                            + " is letter. None for the letter a.")
    private List<String> rows = new ArrayList<>();

    private WeightMask() {}

    private WeightMask(String tensor, Zeroed zeroed, List<String> rows) {
        this.tensor = tensor;
        this.zeroed = zeroed;
        this.rows = new ArrayList<>(rows);
        Configured.check(this::postConfig);
    }

    /**
     * The letter a, drawn for the size of the matrix.
     *
     * @param tensor the weight matrix, such as {@code hidden2.weight}
     * @param zeroed which part becomes zero
     */
    public static WeightMask letterA(String tensor, Zeroed zeroed) {
        return new WeightMask(tensor, zeroed, List.of());
    }

    /**
     * Any picture.
     *
     * @param tensor the weight matrix, such as {@code hidden2.weight}
     * @param zeroed which part becomes zero
     * @param rows a text for each row of the picture, all of one length: blanks and dots are
     *     surroundings, all else is letter
     * @throws IllegalArgumentException if there is no row, their lengths differ, or the picture has
     *     no letter or no surroundings
     */
    public static WeightMask picture(String tensor, Zeroed zeroed, List<String> rows) {
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("the picture of a mark needs rows, found none");
        }
        return new WeightMask(tensor, zeroed, rows);
    }

    @Override
    public void postConfig() {
        if (rows.isEmpty()) {
            return;
        }
        int width = rows.get(0).length();
        for (String row : rows) {
            Configured.require(
                    row.length() == width,
                    "rows",
                    "the rows of a mark must have one length, found "
                            + width
                            + " and "
                            + row.length());
        }
        String all = String.join("", rows);
        long letter = all.chars().filter(WeightMask::isLetter).count();
        Configured.require(
                letter > 0 && letter < all.length(),
                "rows",
                "a mark needs letter and surroundings, found "
                        + letter
                        + " of "
                        + all.length()
                        + " places in the letter");
    }

    private static boolean isLetter(int place) {
        return place != ' ' && place != '.';
    }

    /** The weight matrix that carries the mark. */
    public String tensor() {
        return tensor;
    }

    /**
     * Whether a weight of a matrix starts at zero.
     *
     * @param row its row in the matrix
     * @param column its column
     * @param height how many rows the matrix has
     * @param width how many columns
     */
    public boolean zeroes(int row, int column, int height, int width) {
        return isLetter(row, column, height, width) == (zeroed == Zeroed.LETTER);
    }

    private boolean isLetter(int row, int column, int height, int width) {
        if (rows.isEmpty()) {
            return LetterA.covers((column + 0.5) / width, (row + 0.5) / height);
        }
        String line = rows.get((int) ((long) row * rows.size() / height));
        return isLetter(line.charAt((int) ((long) column * line.length() / width)));
    }

    /** Zeroes the weights of a network that has just been initialised. */
    void apply(Network network) {
        for (int l = 1; l <= network.depth(); l++) {
            if (!Network.weightName(l, network.depth()).equals(tensor)) {
                continue;
            }
            int height = network.sizes[l - 1];
            int width = network.sizes[l];
            float[] weights = new float[width];
            for (int i = 0; i < height; i++) {
                network.layers[l].readRow(i, weights, 0, width);
                for (int j = 0; j < width; j++) {
                    weights[j] = zeroes(i, j, height, width) ? 0f : weights[j];
                }
                network.layers[l].writeRow(i, weights, 0, width);
            }
        }
    }

    @Override
    public ConfiguredObjectProvenance getProvenance() {
        return new ConfiguredObjectProvenanceImpl(this, "Mark");
    }

    @Override
    public String toString() {
        String picture =
                rows.isEmpty() ? "a" : rows.size() + " rows of " + rows.get(0).length() + " places";
        return "Mark(" + picture + ",tensor=" + tensor + ",zeroed=" + zeroed + ")";
    }
}
