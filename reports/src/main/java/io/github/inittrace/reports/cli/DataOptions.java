// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.data.DatasetLoader;
import io.github.inittrace.data.LoadedData;
import io.github.inittrace.mlp.FeatureScaling;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say what to train on. */
final class DataOptions {

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            description =
                    "What to train on: digits (drawn by code, needs no file), mnist, fashion-mnist,"
                            + " hasyv2, png-folder, csv, libsvm. Default: digits; of a run that is"
                            + " resumed or replayed, what it was trained on.")
    private @Nullable String dataset;

    @Option(
            names = "--data-dir",
            paramLabel = "PATH",
            converter = FileHere.class,
            description = {
                "Where its files are. mnist, fashion-mnist: a folder with the four IDX files;"
                        + " hasyv2: the tar.bz2 or its folder; png-folder: a folder with one folder"
                        + " of PNG files per class, or with train and test in it (16 bits a channel"
                        + " are rounded to 8); csv, libsvm: the file.",
                "mnist, fashion-mnist and hasyv2 are downloaded once if it is left out, into the"
                        + " folder that INITTRACE_CACHE names or the system's own for such files."
                        + " fashion-mnist takes Debian's dataset-fashion-mnist if it is installed."
            })
    private @Nullable Path dataDir;

    @Option(
            names = "--response",
            paramLabel = "COLUMN",
            description =
                    "csv: the column that holds the labels, by name, or by number with --no-header;"
                            + " all others hold numbers.")
    private @Nullable String response;

    @Option(
            names = "--separator",
            paramLabel = "CHAR",
            converter = SeparatorConverter.class,
            description =
                    "csv: what parts the cells, such as ';' or tab. Default: a comma, a semicolon"
                            + " or a tab, whichever the first row shows.")
    private @Nullable Character separator;

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            description =
                    "csv, libsvm: the encoding of the file, such as windows-1251. Default: what its"
                            + " byte order mark shows, or UTF-8.")
    private @Nullable String encoding;

    @Option(
            names = "--header",
            paramLabel = "COLUMN",
            split = ",",
            description = "csv: the names of the columns, where the first row is data already.")
    private List<String> header = List.of();

    @Option(
            names = "--no-header",
            description = "csv: the first row is data, and the columns go by their numbers from 1.")
    private boolean noHeader;

    @Option(
            names = "--allow-one-class",
            description = "Train even if all examples have the same label.")
    private boolean allowOneClass;

    @Option(
            names = "--test-fraction",
            paramLabel = "SHARE",
            description =
                    "csv, libsvm, png-folder: the share of the examples that is held out, drawn at"
                            + " random but always the same. Default: "
                            + DatasetLoader.TEST_FRACTION
                            + ".")
    private @Nullable Double testFraction;

    @Option(
            names = "--fold",
            paramLabel = "N",
            description = "hasyv2: which of its ten folds. Default: 1.")
    private @Nullable Integer fold;

    @Option(
            names = "--invert",
            description = "hasyv2, png-folder: make dark ink on white light on black.")
    private boolean invert;

    @Option(
            names = "--label-noise",
            paramLabel = "SHARE",
            description =
                    "The share of the training examples, from 0 to 1, that get a label drawn from the"
                            + " other classes. Test examples keep theirs. Default: none.")
    private @Nullable Double labelNoise;

    @Option(
            names = "--label-noise-seed",
            paramLabel = "N",
            description = "The seed by which wrong labels are drawn. Default: 1.")
    private @Nullable Long labelNoiseSeed;

    /** What a new run is trained on. */
    String name() {
        return dataset == null ? DatasetLoader.DIGITS : dataset;
    }

    /** What is done to the values where nobody says: pixels are brought to 0..1. */
    FeatureScaling usualScaling() {
        return DatasetLoader.hasImages(name()) ? FeatureScaling.DIVIDE_BY_255 : FeatureScaling.NONE;
    }

    /** Where the data lie; null for wherever they can be had. */
    @Nullable Path path() {
        return dataDir;
    }

    /** Whether they name a data set, or a place where one is. */
    boolean nameData() {
        return dataset != null || dataDir != null;
    }

    /**
     * The loader of the data of a new run.
     *
     * @throws IllegalArgumentException if there is no such data set
     */
    DatasetLoader loader() {
        return withOptions(DatasetLoader.of(name()));
    }

    /**
     * The loader of the data of a run that there is.
     *
     * @param recorded finds a loader of what it was trained on; is asked unless the options name a
     *     data set
     * @return that loader with what the options say, or a loader of the data set
     * @throws IllegalArgumentException if there is no such data set
     */
    DatasetLoader loader(UsageException.Checked<DatasetLoader> recorded) throws IOException {
        return dataset == null ? withOptions(recorded.call()) : loader();
    }

    private DatasetLoader withOptions(DatasetLoader loader) {
        given(dataDir, loader::path);
        given(response, loader::response);
        given(separator, loader::separator);
        given(encoding, loader::encoding);
        given(header.isEmpty() ? null : header, loader::header);
        given(noHeader ? true : null, loader::noHeader);
        given(allowOneClass ? true : null, loader::allowOneClass);
        given(testFraction, loader::testFraction);
        given(fold, loader::fold);
        given(invert ? true : null, loader::invert);
        given(labelNoise, loader::labelNoise);
        given(labelNoiseSeed, loader::labelNoiseSeed);
        return loader;
    }

    private static <V> void given(@Nullable V value, Consumer<V> setting) {
        if (value != null) {
            setting.accept(value);
        }
    }

    /** Loads data and shows how downloads go on. */
    static LoadedData load(DatasetLoader loader, boolean quiet) throws IOException {
        try (DownloadBar bar = new DownloadBar(quiet)) {
            return UsageException.orUsersMistake(
                    () -> loader.downloads(bar).notices(Failures::say).load());
        }
    }

    /** Takes a tab by its name too, which shells make hard to type. */
    static final class SeparatorConverter implements ITypeConverter<Character> {
        @Override
        public Character convert(String text) {
            String character = text.equals("tab") || text.equals("\\t") ? "\t" : text;
            if (character.length() != 1) {
                throw new TypeConversionException(
                        "expected one character, or tab, found '" + text + "'");
            }
            return character.charAt(0);
        }
    }
}
