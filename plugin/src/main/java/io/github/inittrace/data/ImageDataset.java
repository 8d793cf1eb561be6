// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tribuo.DataSource;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.provenance.DataProvenance;
import org.tribuo.provenance.DatasetProvenance;

/**
 * A {@link MutableDataset} of images that is filled in a fraction of the time: the statistics of the
 * features, which Tribuo updates through a hash table for each pixel of each image, are counted by
 * several threads, each a stripe of all images. They come out the same, and so does everything else:
 * provenance and saved data name a {@code MutableDataset}.
 *
 * @param <T> the type of output
 */
public final class ImageDataset<T extends Output<T>> extends MutableDataset<T> {
    private static final long serialVersionUID = 1L;

    /** Pixels per stripe: those of one cache line. */
    private static final int STRIPE = 64;

    /** Images of one size, of which there is at least one. */
    private ImageDataset(
            List<ImageExample<T>> images, DataProvenance provenance, OutputFactory<T> factory) {
        super(provenance, factory);
        for (ImageExample<T> image : images) {
            outputMap.observe(image.getOutput());
            data.add(image);
        }
        String[] names = PixelNames.of(images.get(0).size());
        for (String name : names) {
            // Puts it where Tribuo would: a saved data set has the hash table's order.
            featureMap.add(name, 0);
        }
        IntStream.range(0, (names.length + STRIPE - 1) / STRIPE)
                .parallel()
                .mapToObj(s -> stripe(images, names, s * STRIPE))
                .forEachOrdered(stripe -> stripe.forEach(pixel -> featureMap.put(pixel.info())));
    }

    private static <T extends Output<T>> List<PixelStatistics> stripe(
            List<ImageExample<T>> images, String[] names, int from) {
        int to = Math.min(names.length, from + STRIPE);
        PixelStatistics[] stripe = new PixelStatistics[to - from];
        for (int p = from; p < to; p++) {
            stripe[p - from] = new PixelStatistics(names[p]);
        }
        for (ImageExample<T> image : images) {
            observe(image.pixels(), from, stripe);
        }
        return List.of(stripe);
    }

    private static void observe(byte[] pixels, int from, PixelStatistics[] stripe) {
        for (int p = 0; p < stripe.length; p++) {
            byte pixel = pixels[from + p];
            if (pixel != 0) {
                stripe[p].observe(pixel & 0xff);
            }
        }
    }

    /**
     * A data set of all examples of a source.
     *
     * @param source any source
     * @return what {@code new MutableDataset<>(source)} holds
     */
    public static <T extends Output<T>> MutableDataset<T> of(DataSource<T> source) {
        return of(source, source.getProvenance(), source.getOutputFactory());
    }

    /** A data set of examples, which need not be images. */
    static <T extends Output<T>> MutableDataset<T> of(
            Iterable<Example<T>> examples, DataProvenance provenance, OutputFactory<T> factory) {
        List<Example<T>> all = new ArrayList<>();
        examples.forEach(all::add);
        List<ImageExample<T>> images = new ArrayList<>();
        for (Example<T> example : all) {
            if (example instanceof ImageExample<T> image
                    && image.hasPixels()
                    && image.size() == all.get(0).size()) {
                images.add(image);
            }
        }
        return images.isEmpty() || images.size() < all.size()
                ? new MutableDataset<>(all, provenance, factory)
                : new ImageDataset<>(images, provenance, factory);
    }

    /** Names the class that anybody can make it by, with the same content. */
    @Override
    public DatasetProvenance getProvenance() {
        Map<String, Provenance> members = new HashMap<>();
        super.getProvenance().forEach(member -> members.put(member.getA(), member.getB()));
        String key = ObjectProvenance.CLASS_NAME;
        members.put(key, new StringProvenance(key, MutableDataset.class.getName()));
        return new DatasetProvenance(members);
    }
}
