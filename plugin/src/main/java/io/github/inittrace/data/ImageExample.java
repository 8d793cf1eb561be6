// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.FeatureMap;
import org.tribuo.Output;
import org.tribuo.VariableInfo;
import org.tribuo.impl.ArrayExample;
import org.tribuo.protos.ProtoUtil;
import org.tribuo.protos.core.ExampleDataProto;
import org.tribuo.protos.core.ExampleProto;
import org.tribuo.transform.Transformer;
import org.tribuo.transform.TransformerMap;
import org.tribuo.util.Merger;

/**
 * An example that holds every pixel of a grey image, zeros included, in one byte each.
 *
 * <p>A data set of such examples always has as many features as its images have pixels, and a
 * 28x28 image takes 0.8 kB where an {@link ArrayExample} takes 9.5 kB. The names are one array
 * that all examples of a size share, so the same feature is the same {@code String} instance in
 * each of them.
 *
 * <p>An example is in one of two states. It starts with pixels, which are never written and
 * which its copies share. The first change of a value moves it to an array of doubles of its
 * own; a change of which features there are is left to an {@link ArrayExample}, whose result it
 * takes over, names included. Not thread-safe while it is being changed, like Tribuo's own.
 *
 * <p>This file is long because Tribuo's contract for examples is.
 *
 * @param <T> the type of output
 */
public final class ImageExample<T extends Output<T>> extends Example<T> {
    private static final long serialVersionUID = 1L;

    /** Protobuf serialization version. */
    public static final int CURRENT_VERSION = 0;

    /** Where pixels go in Tribuo's message for examples, far from Tribuo's own field numbers. */
    static final int PIXELS_FIELD = 1000;

    private static final double[] NO_VALUES = {};

    /** Sorted; possibly shared, so never written to. */
    private String[] names;

    /** The pixels 0..255 as unsigned bytes; null once {@link #values} has taken over. */
    private byte @Nullable [] pixels;

    /** One per name once {@link #pixels} is null; its own, never shared. */
    private double[] values = NO_VALUES;

    /**
     * Makes an example of an image. Its features are named {@code "000"}, {@code "001"}, ..., as
     * wide as the number of pixels asks for.
     *
     * @param output the output
     * @param pixels the pixels in row-major order, as unsigned bytes; copied
     * @throws IllegalArgumentException if there are no pixels
     */
    public ImageExample(T output, byte[] pixels) {
        this(output, DEFAULT_WEIGHT, pixels.clone());
    }

    private ImageExample(T output, float weight, byte[] pixels) {
        super(output, weight);
        if (pixels.length == 0) {
            throw new IllegalArgumentException("an image must have at least one pixel, found none");
        }
        this.names = PixelNames.of(pixels.length);
        this.pixels = pixels;
    }

    private ImageExample(ImageExample<T> other) {
        super(other);
        this.names = other.names;
        this.pixels = other.pixels;
        this.values = other.pixels == null ? other.values.clone() : NO_VALUES;
    }

    private ImageExample(T output, ImageExample<T> other) {
        super(output, other.weight);
        other.getMetadata().forEach(this::setMetadataValue);
        names = other.names;
        pixels = other.pixels;
        values = other.pixels == null ? other.values.clone() : NO_VALUES;
    }

    private ImageExample(ArrayExample<T> general) {
        super(general);
        this.names = new String[0];
        take(general);
    }

    /** The same image, with another output. */
    ImageExample<T> relabelled(T other) {
        return new ImageExample<>(other, this);
    }

    /** Makes an example around an array that the caller gives away. */
    static <T extends Output<T>> ImageExample<T> around(T output, byte[] pixels) {
        return new ImageExample<>(output, DEFAULT_WEIGHT, pixels);
    }

    /**
     * Deserialization factory.
     *
     * @param version the serialized object version
     * @param className the class name
     * @param message the serialized data
     * @return the example
     * @throws InvalidProtocolBufferException if the message is not an example's
     */
    @SuppressWarnings({"unchecked", "rawtypes"}) // the output's type is checked by the data set
    public static ImageExample<?> deserializeFromProto(int version, String className, Any message)
            throws InvalidProtocolBufferException {
        if (version < 0 || version > CURRENT_VERSION) {
            throw new IllegalArgumentException(
                    "Unknown version "
                            + version
                            + ", this class supports at most version "
                            + CURRENT_VERSION);
        }
        ExampleDataProto proto = message.unpack(ExampleDataProto.class);
        UnknownFieldSet more = proto.getUnknownFields();
        if (!more.hasField(PIXELS_FIELD)) {
            return new ImageExample(ArrayExample.deserializeFromProto(0, className, message));
        }
        List<ByteString> found = more.getField(PIXELS_FIELD).getLengthDelimitedList();
        if (found.size() != 1 || found.get(0).isEmpty() || proto.getFeatureNameCount() != 0) {
            throw new IllegalStateException(
                    "Invalid protobuf, expected one array of pixels and no named features, found "
                            + found.size()
                            + " arrays and "
                            + proto.getFeatureNameCount()
                            + " names");
        }
        Output<?> output = ProtoUtil.deserialize(proto.getOutput());
        ImageExample<?> example =
                new ImageExample(output, proto.getWeight(), found.get(0).toByteArray());
        proto.getMetadataMap().forEach(example::setMetadataValue);
        return example;
    }

    /**
     * Whether the features are the pixels of the image as it was made: {@link #size} of them, with
     * the names that all images of that size have, in their order. For readers that want them
     * without an object for each.
     */
    public boolean hasPixels() {
        return pixels != null;
    }

    /**
     * A pixel, from 0 to 255.
     *
     * @param index in row-major order
     * @throws IllegalStateException if the features are no longer {@linkplain #hasPixels pixels}
     */
    public int pixel(int index) {
        return pixels()[index] & 0xff;
    }

    /** All of them, as unsigned bytes, which nobody may write to. */
    byte[] pixels() {
        byte[] kept = pixels;
        if (kept == null) {
            throw new IllegalStateException("the values of this image were changed");
        }
        return kept;
    }

    @Override
    public ExampleProto serialize() {
        ExampleDataProto.Builder data = ExampleDataProto.newBuilder();
        data.setOutput(output.serialize()).setWeight(weight);
        getMetadata().forEach((key, value) -> data.putMetadata(key, value.toString()));
        if (pixels != null) {
            UnknownFieldSet.Field field =
                    UnknownFieldSet.Field.newBuilder()
                            .addLengthDelimited(ByteString.copyFrom(pixels))
                            .build();
            data.setUnknownFields(
                    UnknownFieldSet.newBuilder().addField(PIXELS_FIELD, field).build());
        } else {
            for (int i = 0; i < names.length; i++) {
                data.addFeatureName(names[i]).addFeatureValue(values[i]);
            }
        }
        return ExampleProto.newBuilder()
                .setClassName(ImageExample.class.getName())
                .setVersion(CURRENT_VERSION)
                .setSerializedData(Any.pack(data.build()))
                .build();
    }

    @Override
    protected void sort() {
        // Always sorted: every way to change the names goes through an ArrayExample.
    }

    @Override
    public void add(Feature feature) {
        restructure(general -> general.add(feature));
    }

    @Override
    public void addAll(Collection<? extends Feature> features) {
        restructure(general -> general.addAll(features));
    }

    @Override
    public int size() {
        return names.length;
    }

    @Override
    public void removeFeatures(List<Feature> featureList) {
        if (!featureList.isEmpty()) {
            restructure(general -> general.removeFeatures(featureList));
        }
    }

    @Override
    public void reduceByName(Merger merger) {
        if (names != PixelNames.of(names.length)) {
            restructure(general -> general.reduceByName(merger));
        }
    }

    @Override
    public boolean validateExample() {
        return pixels != null || new ArrayExample<>(this).validateExample();
    }

    @Override
    public void transform(TransformerMap transformerMap) {
        for (int i = 0; i < names.length; i++) {
            List<Transformer> transformers = transformerMap.get(names[i]);
            if (transformers != null) {
                double value = value(i);
                for (Transformer transformer : transformers) {
                    value = transformer.transform(value);
                }
                widen()[i] = value;
            }
        }
    }

    @Override
    public boolean isDense(FeatureMap fMap) {
        if (fMap.size() != names.length) {
            return false;
        }
        for (String name : names) {
            if (fMap.get(name) == null) {
                return false;
            }
        }
        return true;
    }

    @Override
    protected void densify(List<String> featureNames) {
        if (!Arrays.asList(names).equals(featureNames)) {
            restructure(general -> general.densify(featureNames));
        }
    }

    @Override
    public ImageExample<T> copy() {
        return new ImageExample<>(this);
    }

    @Override
    public @Nullable Feature lookup(String name) {
        int index = Arrays.binarySearch(names, name);
        return index < 0 ? null : new Feature(names[index], value(index));
    }

    @Override
    public void set(Feature feature) {
        int index = Arrays.binarySearch(names, feature.getName());
        if (index < 0) {
            throw new IllegalArgumentException(
                    "the example must already have the feature to set, found no '"
                            + feature.getName()
                            + "' among its "
                            + names.length
                            + " features");
        }
        widen()[index] = feature.getValue();
    }

    /** Exists to save memory, and shared names need no saving; others become the map's. */
    @Override
    public void canonicalize(FeatureMap featureMap) {
        if (names == PixelNames.of(names.length)) {
            return;
        }
        String[] canonical = names.clone();
        for (int i = 0; i < canonical.length; i++) {
            VariableInfo info = featureMap.get(canonical[i]);
            if (info != null) {
                canonical[i] = info.getName();
            }
        }
        names = canonical;
    }

    @Override
    public Iterator<Feature> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < names.length;
            }

            @Override
            public Feature next() {
                if (!hasNext()) {
                    throw new NoSuchElementException(
                            "the example has " + names.length + " features and no more");
                }
                Feature feature = new Feature(names[next], value(next));
                next++;
                return feature;
            }
        };
    }

    /** Equal in output, metadata and features; the weight does not count, as with Tribuo's own. */
    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof ImageExample<?> that)
                || names.length != that.names.length
                || output.getClass() != that.output.getClass()
                || !getMetadata().equals(that.getMetadata())) {
            return false;
        }
        @SuppressWarnings("unchecked") // guarded by the comparison of classes
        boolean sameOutput = output.fullEquals((T) that.output);
        return sameOutput
                && (names == that.names || Arrays.equals(names, that.names))
                && sameValues(that);
    }

    private boolean sameValues(ImageExample<?> that) {
        if (pixels != null && that.pixels != null) {
            return Arrays.equals(pixels, that.pixels);
        }
        for (int i = 0; i < names.length; i++) {
            if (Double.compare(value(i), that.value(i)) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int result = 31 * names.length + output.hashCode();
        for (int i = 0; i < names.length; i++) {
            result = 31 * result + names[i].hashCode();
            result = 31 * result + Double.hashCode(value(i));
        }
        return result;
    }

    @Override
    public String toString() {
        return "ImageExample(numFeatures="
                + names.length
                + ",output="
                + output
                + ",weight="
                + weight
                + (metadata == null ? "" : ",metadata=" + metadata)
                + ")";
    }

    private double value(int index) {
        return pixels != null ? pixels[index] & 0xff : values[index];
    }

    /** Moves from pixels to values, if that has not happened yet. */
    private double[] widen() {
        if (pixels != null) {
            double[] wide = new double[names.length];
            for (int i = 0; i < wide.length; i++) {
                wide[i] = pixels[i] & 0xff;
            }
            values = wide;
            pixels = null;
        }
        return values;
    }

    /** Changes which features there are, exactly as Tribuo's general example would. */
    private void restructure(Consumer<ArrayExample<T>> change) {
        ArrayExample<T> general = new ArrayExample<>(this);
        change.accept(general);
        take(general);
    }

    private void take(ArrayExample<T> general) {
        String[] newNames = new String[general.size()];
        double[] newValues = new double[newNames.length];
        int i = 0;
        for (Feature feature : general) {
            newNames[i] = feature.getName();
            newValues[i] = feature.getValue();
            i++;
        }
        names = PixelNames.share(newNames);
        values = newValues;
        pixels = null;
    }

    /**
     * Finds the shared names again.
     *
     * @param in where the example comes from
     * @throws IOException if reading fails
     * @throws ClassNotFoundException if the output's class is missing
     */
    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        names = pixels == null ? PixelNames.share(names) : PixelNames.of(pixels.length);
    }
}
