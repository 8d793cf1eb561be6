// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Whether the folders {@code train} and {@code test} in a folder of images are its parts or two of
 * its classes: a train is a thing to be recognised, too. Where both can be meant, a notice says
 * what was taken.
 */
final class FolderLayout {
    static final String TRAIN = "train";
    static final String TEST = "test";

    private FolderLayout() {}

    /**
     * Whether a folder has parts: one of them holds folders, or they are all there is.
     *
     * @param notices told what was taken where both can be meant
     * @throws IOException if a folder cannot be read
     */
    static boolean hasParts(Path folder, Consumer<String> notices) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        List<Path> all = PngFolderDataSource.folders(folder);
        List<Path> parts = all.stream().filter(FolderLayout::isNamedAsPart).toList();
        List<Path> others = all.stream().filter(path -> !isNamedAsPart(path)).toList();
        if (parts.isEmpty()) {
            return false;
        }
        String first = parts.get(0).getFileName().toString();
        boolean hasParts = others.isEmpty();
        for (Path part : parts) {
            hasParts |= !PngFolderDataSource.folders(part).isEmpty();
        }
        if (!hasParts) {
            notices.accept(
                    parts.size() == 2
                            ? String.format(
                                    Locale.ROOT,
                                    "the folders 'train' and 'test' in %s are read as classes, for they"
                                            + " hold no folders",
                                    folder)
                            : String.format(
                                    Locale.ROOT,
                                    "the folder '%s' in %s is read as a class, for it holds no folders",
                                    first,
                                    folder));
        } else if (parts.size() == 2 && !others.isEmpty()) {
            notices.accept(
                    String.format(
                            Locale.ROOT,
                            "train and test in %s are read as the parts to train on and to test with;"
                                    + " what else is there is left out",
                            folder));
        }
        return hasParts;
    }

    private static boolean isNamedAsPart(Path path) {
        String name = path.getFileName().toString();
        return name.equals(TRAIN) || name.equals(TEST);
    }
}
