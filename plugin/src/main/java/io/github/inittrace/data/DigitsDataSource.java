// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil.HashType;
import com.oracle.labs.mlrg.olcut.provenance.primitives.HashProvenance;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.tribuo.classification.Label;

/**
 * Handwriting-like digits drawn by code: 28x28 grey pixels 0..255, labels {@code "0"} to
 * {@code "9"} in turn.
 *
 * <p>The same seed gives the same bytes on every JVM, and the first images do not depend on how
 * many follow. Draws everything when it is made; safe to share between threads after that.
 */
public final class DigitsDataSource extends ImageDataSource {

    /** The height and the width of every image in pixels. */
    public static final int SIDE = 28;

    /**
     * How many images {@link #training()} has: 80 minibatches of 128. With 10 000 every epoch would
     * end with a step over 16 images, whose noise shows in the losses.
     */
    public static final int TRAINING_COUNT = 10_240;

    /** How many images {@link #heldOut()} has. */
    public static final int HELD_OUT_COUNT = 2_000;

    private static final int CLASSES = 10;
    private static final long TRAINING_SEED = 1L;

    @Config(description = "How many images to draw.")
    private int count = TRAINING_COUNT;

    @Config(description = "The seed of everything that is random in them.")
    private long seed = TRAINING_SEED;

    /** For olcut. */
    private DigitsDataSource() {}

    /**
     * Draws images.
     *
     * @param count how many; with a multiple of ten, every digit comes equally often
     * @param seed the seed of everything that is random in them
     * @throws PropertyException if the count is not positive
     */
    public DigitsDataSource(int count, long seed) {
        this.count = count;
        this.seed = seed;
        postConfig();
    }

    /**
     * The built-in images to train on.
     *
     * @return a source of {@link #TRAINING_COUNT} images
     */
    public static DigitsDataSource training() {
        return new DigitsDataSource(TRAINING_COUNT, TRAINING_SEED);
    }

    /**
     * The built-in images to test with, none of which is among those to train on.
     *
     * @return a source of {@link #HELD_OUT_COUNT} images
     */
    public static DigitsDataSource heldOut() {
        return new DigitsDataSource(HELD_OUT_COUNT, heldOutSeed(TRAINING_SEED));
    }

    /**
     * A seed for images that go with those of another seed, but are not among them.
     *
     * @param trainingSeed the seed of the images to train on
     * @return the seed of images to test with
     */
    public static long heldOutSeed(long trainingSeed) {
        return new SplittableRandom(~trainingSeed).nextLong();
    }

    /** Used by the OLCUT configuration system, and should not be called by external code. */
    @Override
    public void postConfig() {
        if (count < 1) {
            throw new PropertyException(
                    "", "count", "the number of images must be positive, found " + count);
        }
        byte[][] drawn = drawn();
        MessageDigest digest = LabelledImages.sha256();
        Label[] labels = new Label[CLASSES];
        for (int digit = 0; digit < CLASSES; digit++) {
            labels[digit] = new Label(Integer.toString(digit));
        }
        List<ImageExample<Label>> images = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int digit = i % CLASSES;
            digest.update(drawn[i]);
            digest.update((byte) digit);
            images.add(ImageExample.around(labels[digit], drawn[i]));
        }
        String hash = HexFormat.of().withUpperCase().formatHex(digest.digest());
        ImageSourceProvenance provenance =
                new ImageSourceProvenance(
                        this,
                        List.of(
                                new HashProvenance(
                                        HashType.SHA256,
                                        ImageSourceProvenance.CONTENT_HASH,
                                        hash)));
        keep(images, SIDE, SIDE, provenance, List.of());
    }

    /** All pictures: each has a random stream of its own, so that threads can draw them. */
    private byte[][] drawn() {
        SplittableRandom random = new SplittableRandom(seed);
        DigitArtist[] artists = new DigitArtist[count];
        for (int i = 0; i < count; i++) {
            artists[i] = new DigitArtist(SIDE, random.split());
        }
        byte[][] drawn = new byte[count][];
        IntStream.range(0, count).parallel().forEach(i -> drawn[i] = artists[i].draw(i % CLASSES));
        return drawn;
    }

    @Override
    public String toString() {
        return "DigitsDataSource(count=" + count + ",seed=" + seed + ")";
    }
}
