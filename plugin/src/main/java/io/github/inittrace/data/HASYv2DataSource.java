// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.inittrace.data.HASYv2Reader.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Handwritten symbols from HASYv2 (Thoma, 2017): 32x32 grey pixels, labelled by LaTeX name.
 *
 * <p>Reads the published tar.bz2 itself or the folder that it unpacks to, and of it one part of one
 * of the ten folds. The pictures are black ink (0) on white paper (255); {@code invert} makes them
 * light on dark, as MNIST is. Every pixel is a feature. Reads everything when it is made; safe to
 * share between threads after that.
 */
public final class HASYv2DataSource extends ImageDataSource {

    /** The height and the width of every image in pixels. */
    public static final int SIDE = HASYv2Reader.SIDE;

    @Config(mandatory = true, description = "HASYv2's tar.bz2 or the folder that it unpacks to.")
    private @Nullable Path path;

    @Config(description = "Which of the folds of the classification task, from 1.")
    private int fold = 1;

    @Config(description = "True for the images to train on, false for those held out.")
    private boolean train = true;

    @Config(description = "Whether ink becomes light and paper dark.")
    private boolean invert;

    /** For olcut. */
    private HASYv2DataSource() {}

    /**
     * Reads one part of a fold.
     *
     * @param path the tar.bz2 or the folder that it unpacks to
     * @param fold which fold, from 1
     * @param train true for the images to train on, false for those held out
     * @param invert whether ink becomes light and paper dark
     * @throws PropertyException if the fold is not positive
     * @throws DataFileException if a file is not what it should be; its message says what to do
     * @throws IOException if reading fails
     */
    public HASYv2DataSource(Path path, int fold, boolean train, boolean invert) throws IOException {
        this(path, fold, train, invert, null);
        postConfig();
    }

    private HASYv2DataSource(
            Path path, int fold, boolean train, boolean invert, @Nullable LabelledImages images) {
        this.path = path;
        this.fold = fold;
        this.train = train;
        this.invert = invert;
        if (images != null) {
            take(images);
        }
    }

    /**
     * Both parts of a fold.
     *
     * @param train the images to train on
     * @param test those held out
     */
    public record Fold(HASYv2DataSource train, HASYv2DataSource test) {}

    /**
     * Reads both parts of a fold in one pass, which for the tar.bz2 takes half the time of two.
     *
     * @param path the tar.bz2 or the folder that it unpacks to
     * @param fold which fold, from 1
     * @param invert whether ink becomes light and paper dark
     * @return both parts
     * @throws PropertyException if the fold is not positive
     * @throws DataFileException if a file is not what it should be; its message says what to do
     * @throws IOException if reading fails
     */
    public static Fold fold(Path path, int fold, boolean invert) throws IOException {
        checkFold(fold);
        Map<Part, LabelledImages> parts =
                HASYv2Reader.read(path, fold, EnumSet.allOf(Part.class), invert);
        return new Fold(
                new HASYv2DataSource(path, fold, true, invert, parts.get(Part.TRAIN)),
                new HASYv2DataSource(path, fold, false, invert, parts.get(Part.TEST)));
    }

    /** Used by the OLCUT configuration system, and should not be called by external code. */
    @Override
    public void postConfig() throws IOException {
        checkFold(fold);
        if (path != null) {
            Part part = train ? Part.TRAIN : Part.TEST;
            take(HASYv2Reader.read(path, fold, Set.of(part), invert).get(part));
        }
    }

    private static void checkFold(int fold) {
        if (fold < 1) {
            throw new PropertyException(
                    "", "fold", "the fold must be a number from 1 on, found " + fold);
        }
    }

    private void take(@Nullable LabelledImages read) {
        if (read == null) {
            throw new IllegalStateException("the reader must return the part that was asked for");
        }
        read.keepIn(this, List.of());
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "HASYv2DataSource(path=%s,fold=%d,train=%b,invert=%b)",
                path,
                fold,
                train,
                invert);
    }
}
