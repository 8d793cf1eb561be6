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

/** The files of a folder of checkpoints, {@code epoch-000100.onnx} and so on. */
final class Checkpoints {
    private static final Pattern NAME = Pattern.compile("epoch-(\\d{6,9})\\.onnx");

    private Checkpoints() {}

    static String name(int epoch) {
        return String.format(Locale.ROOT, "epoch-%06d.onnx", epoch);
    }

    /** The files of a run by epoch; none if it has no folder for them. */
    static SortedMap<Integer, Path> in(Path run) throws IOException {
        Path folder = run.resolve(RunFolder.CHECKPOINTS);
        SortedMap<Integer, Path> files = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            FolderFile.requireInside(run, folder);
            for (Path file : list(folder)) {
                Matcher name = NAME.matcher(file.getFileName().toString());
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
