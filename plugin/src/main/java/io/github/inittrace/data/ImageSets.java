// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;

/** Loads the image data sets that are known by name. */
final class ImageSets {

    /** Where Debian's package dataset-fashion-mnist puts its files. */
    static final Path DEBIAN_FASHION_MNIST = Path.of("/usr/share/datasets/fashion-mnist");

    private static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
    private static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
    private static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
    private static final String TEST_LABELS = "t10k-labels-idx1-ubyte";
    private static final List<String> FILES =
            List.of(TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS);

    private ImageSets() {}

    static LoadedData digits() {
        DigitsDataSource train = DigitsDataSource.training();
        DigitsDataSource test = DigitsDataSource.heldOut();
        return new LoadedData(
                DatasetLoader.DIGITS,
                ImageDataset.of(train),
                ImageDataset.of(test),
                new ImageShape(DigitsDataSource.SIDE, DigitsDataSource.SIDE));
    }

    static LoadedData hasyv2(Path path, int fold, boolean invert) throws IOException {
        HASYv2DataSource.Fold parts = HASYv2DataSource.fold(path, fold, invert);
        return new LoadedData(
                DatasetLoader.HASYV2,
                ImageDataset.of(parts.train()),
                ImageDataset.of(parts.test()),
                new ImageShape(HASYv2DataSource.SIDE, HASYv2DataSource.SIDE));
    }

    /** The folders train and test in a folder, or a share of one folder's images. */
    static LoadedData pngFolder(
            Path path,
            boolean invert,
            @Nullable Double fraction,
            long seed,
            Consumer<String> notices)
            throws IOException {
        if (!FolderLayout.hasParts(path, notices)) {
            PngFolderDataSource all = new PngFolderDataSource(path, invert);
            all.notices().forEach(notices);
            double share = fraction == null ? DatasetLoader.TEST_FRACTION : fraction;
            TestSplit split = TestSplit.of(all, share, seed, path);
            return new LoadedData(
                    DatasetLoader.PNG_FOLDER,
                    split.train(),
                    split.test(),
                    new ImageShape(all.getHeight(), all.getWidth()));
        }
        if (fraction != null) {
            throw new IllegalArgumentException(
                    String.format(
                                    Locale.ROOT,
                                    "testFraction(...) is for a folder without train and test, found them in %s;",
                                    path)
                            + " leave it out");
        }
        Path trainPath = path.resolve(FolderLayout.TRAIN);
        Path testPath = path.resolve(FolderLayout.TEST);
        PngFolderDataSource train = new PngFolderDataSource(trainPath, invert);
        PngFolderDataSource test = new PngFolderDataSource(testPath, invert);
        train.notices().forEach(notices);
        test.notices().forEach(notices);
        checkSizes(
                new ImageShape(train.getHeight(), train.getWidth()),
                trainPath,
                new ImageShape(test.getHeight(), test.getWidth()),
                testPath);
        MutableDataset<Label> trainSet = ImageDataset.of(train);
        MutableDataset<Label> testSet = ImageDataset.of(test);
        TestSplit.checkLabels(trainSet, testSet, path);
        return new LoadedData(
                DatasetLoader.PNG_FOLDER,
                trainSet,
                testSet,
                new ImageShape(train.getHeight(), train.getWidth()));
    }

    private static void checkSizes(ImageShape train, Path trainPath, ImageShape test, Path testPath)
            throws DataFileException {
        if (!train.equals(test)) {
            throw new DataFileException(
                    String.format(
                            Locale.ROOT,
                            "expected images of one size, found %d x %d in %s and %d x %d in %s; give"
                                    + " files that belong together",
                            train.height(),
                            train.width(),
                            trainPath,
                            test.height(),
                            test.width(),
                            testPath));
        }
    }

    static LoadedData idx(String name, Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new DataFileException(
                    String.format(
                            Locale.ROOT,
                            "expected a folder with the files of '%s' at %s, found %s; check the path",
                            name,
                            folder,
                            Files.exists(folder) ? "a file" : "nothing"));
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
                    String.format(
                            Locale.ROOT,
                            "expected the four files of '%s' in %s, with or without "
                                    + ".gz, found no %s; put what is missing there",
                            name,
                            folder,
                            String.join(", no ", missing)));
        }
        IDXImageDataSource train = new IDXImageDataSource(found.get(0), found.get(1));
        IDXImageDataSource test = new IDXImageDataSource(found.get(2), found.get(3));
        checkSizes(
                new ImageShape(train.getHeight(), train.getWidth()),
                found.get(0),
                new ImageShape(test.getHeight(), test.getWidth()),
                found.get(2));
        return new LoadedData(
                name,
                ImageDataset.of(train),
                ImageDataset.of(test),
                new ImageShape(train.getHeight(), train.getWidth()));
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
