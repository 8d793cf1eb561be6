// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import io.github.inittrace.files.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files that some epochs of a run have in a folder of their own, {@code
 * checkpoints/epoch-000100.onnx} and so on.
 *
 * @param folder the name of the folder in a run's
 * @param kind what the files' names end in
 */
record EpochFiles(String folder, String kind) {
    /** Networks. */
    static final EpochFiles CHECKPOINTS = new EpochFiles(RunFolder.CHECKPOINTS, "onnx");

    /** States of training. */
    static final EpochFiles RESUME = new EpochFiles(RunFolder.RESUME, "safetensors");

    String name(int epoch) {
        return String.format(Locale.ROOT, "epoch-%06d.%s", epoch, kind);
    }

    /** The files of a run by epoch; none if it has no folder for them. */
    SortedMap<Integer, Path> in(Path run) throws IOException {
        Pattern pattern = Pattern.compile("epoch-(\\d{6,9})\\." + kind);
        Path inside = run.resolve(folder);
        SortedMap<Integer, Path> files = new TreeMap<>();
        if (Files.isDirectory(inside)) {
            FolderFile.requireInside(run, inside);
            for (Path file : list(inside)) {
                Matcher name = pattern.matcher(file.getFileName().toString());
                if (name.matches() && Files.isRegularFile(file)) {
                    FolderFile.requireInside(run, file);
                    files.put(Integer.valueOf(name.group(1)), file);
                }
            }
        }
        return Collections.unmodifiableSortedMap(files);
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        } catch (IOException e) {
            throw FileFailure.cannotRead(folder, e);
        }
    }
}
