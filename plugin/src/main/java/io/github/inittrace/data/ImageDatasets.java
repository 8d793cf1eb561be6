// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tribuo.MutableDataset;

/** The image data sets that are known by name. */
public final class ImageDatasets {

    /** Digits drawn by code; needs no file. */
    public static final String DIGITS = "digits";

    /** Handwritten digits, 60000 and 10000, from four IDX files. */
    public static final String MNIST = "mnist";

    /** Pictures of clothes, 60000 and 10000, from four IDX files. */
    public static final String FASHION_MNIST = "fashion-mnist";

    /** Where Debian's package dataset-fashion-mnist puts its files. */
    static final Path DEBIAN_FASHION_MNIST = Path.of("/usr/share/datasets/fashion-mnist");

    private static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
    private static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
    private static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
    private static final String TEST_LABELS = "t10k-labels-idx1-ubyte";
    private static final List<String> FILES =
            List.of(TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS);

    private ImageDatasets() {}

    /** {@return the names that {@link #load} knows} */
    public static List<String> names() {
        return List.of(DIGITS, MNIST, FASHION_MNIST);
    }

    /**
     * Loads a data set.
     *
     * @param name one of {@link #names()}
     * @param folder where its files are; null for {@code digits}, and for {@code fashion-mnist}
     *     where Debian's package is installed
     * @return the images
     * @throws IllegalArgumentException if the name is unknown, or needs a folder or none
     * @throws DataFileException if a file is missing or not what it should be
     * @throws IOException if reading fails
     */
    public static ImageData load(String name, @Nullable Path folder) throws IOException {
        return load(name, folder, DEBIAN_FASHION_MNIST);
    }

    static ImageData load(String name, @Nullable Path folder, Path debian) throws IOException {
        switch (name) {
            case DIGITS -> {
                if (folder != null) {
                    throw new IllegalArgumentException(
                            ("the data set 'digits' is drawn by code and takes "
                                            + "no folder, found %s; leave it out")
                                    .formatted(folder));
                }
                return digits();
            }
            case MNIST -> {
                if (folder == null) {
                    throw new IllegalArgumentException(
                            ("the data set 'mnist' needs a folder with its four "
                                            + "files (%s), found none; give one with --data-dir")
                                    .formatted(String.join(", ", FILES)));
                }
                return idx(name, folder);
            }
            case FASHION_MNIST -> {
                if (folder == null && !Files.isDirectory(debian)) {
                    throw new IllegalArgumentException(
                            ("the data set 'fashion-mnist' needs a folder with "
                                            + "its four files, found none at %s either; install "
                                            + "Debian's dataset-fashion-mnist or give one with "
                                            + "--data-dir")
                                    .formatted(debian));
                }
                return idx(name, folder == null ? debian : folder);
            }
            default ->
                    throw new IllegalArgumentException(
                            "the data set must be one of %s, found '%s'"
                                    .formatted(String.join(", ", names()), name));
        }
    }

    private static ImageData digits() {
        DigitsDataSource train = DigitsDataSource.training();
        DigitsDataSource test = DigitsDataSource.heldOut();
        return new ImageData(
                DIGITS,
                new MutableDataset<>(train),
                new MutableDataset<>(test),
                DigitsDataSource.SIDE,
                DigitsDataSource.SIDE);
    }

    private static ImageData idx(String name, Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new DataFileException(
                    "expected a folder with the files of '%s' at %s, found %s; check the path"
                            .formatted(name, folder, Files.exists(folder) ? "a file" : "nothing"));
        }
        List<Path> found = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String file : FILES) {
            Path path = find(folder, file);
            if (path == null) {
                missing.add(file);
            } else {
                found.add(path);
            }
        }
        if (!missing.isEmpty()) {
            throw new DataFileException(
                    ("expected the four files of '%s' in %s, with or without "
                                    + ".gz, found no %s; put what is missing there")
                            .formatted(name, folder, String.join(", no ", missing)));
        }
        IDXImageDataSource train = new IDXImageDataSource(found.get(0), found.get(1));
        IDXImageDataSource test = new IDXImageDataSource(found.get(2), found.get(3));
        if (train.getHeight() != test.getHeight() || train.getWidth() != test.getWidth()) {
            throw new DataFileException(
                    ("expected images of one size, found %d x %d in %s and %d x "
                                    + "%d in %s; give files that belong together")
                            .formatted(
                                    train.getHeight(),
                                    train.getWidth(),
                                    found.get(0),
                                    test.getHeight(),
                                    test.getWidth(),
                                    found.get(2)));
        }
        return new ImageData(
                name,
                new MutableDataset<>(train),
                new MutableDataset<>(test),
                train.getHeight(),
                train.getWidth());
    }

    /** The file under one of the names it goes by: with a dash or a dot, plain or gzipped. */
    private static @Nullable Path find(Path folder, String file) {
        String dotted = file.replace("-idx", ".idx");
        for (String name : List.of(file, file + ".gz", dotted, dotted + ".gz")) {
            Path path = folder.resolve(name);
            if (Files.isRegularFile(path)) {
                return path;
            }
        }
        return null;
    }
}
