// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.data.DatasetLoader;
import io.github.inittrace.data.LoadedData;
import io.github.inittrace.mlp.FeatureScaling;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what to train on. */
final class DataOptions {

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            defaultValue = DatasetLoader.DIGITS,
            description =
                    "What to train on: digits (drawn by code, needs no file), mnist, fashion-mnist,"
                            + " hasyv2, png-folder, csv, libsvm. Default: ${DEFAULT-VALUE}.")
    private String dataset = DatasetLoader.DIGITS;

    @Option(
            names = "--data-dir",
            paramLabel = "PATH",
            description = {
                "Where its files are. mnist, fashion-mnist: a folder with the four IDX files;"
                        + " hasyv2: the tar.bz2 or its folder; png-folder: a folder with one folder"
                        + " of PNG files per class, or with train and test in it; csv, libsvm: the"
                        + " file.",
                "mnist, fashion-mnist and hasyv2 are downloaded once if it is left out, into the"
                        + " folder that INITTRACE_CACHE names or the system's own for such files."
                        + " fashion-mnist takes Debian's dataset-fashion-mnist if it is installed."
            })
    private @Nullable Path dataDir;

    @Option(
            names = "--response",
            paramLabel = "COLUMN",
            description = "csv: the column that holds the labels; all others hold numbers.")
    private @Nullable String response;

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

    String name() {
        return dataset;
    }

    /** What is done to the values where nobody says: pixels are brought to 0..1. */
    FeatureScaling usualScaling() {
        return DatasetLoader.hasImages(dataset)
                ? FeatureScaling.DIVIDE_BY_255
                : FeatureScaling.NONE;
    }

    LoadedData load(boolean quiet) throws IOException {
        try (DownloadBar bar = new DownloadBar(quiet)) {
            return UserException.orUsersMistake(
                    () ->
                            DatasetLoader.of(dataset)
                                    .path(dataDir)
                                    .response(response)
                                    .testFraction(testFraction)
                                    .fold(fold)
                                    .invert(invert)
                                    .downloads(bar)
                                    .load());
        }
    }
}
