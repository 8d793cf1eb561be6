// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
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

    /** The files by epoch; none if there is no such folder. */
    static SortedMap<Integer, Path> in(Path folder) throws IOException {
        SortedMap<Integer, Path> files = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> entries = Files.list(folder)) {
                for (Path file : entries.toList()) {
                    Matcher name = NAME.matcher(file.getFileName().toString());
                    if (name.matches() && Files.isRegularFile(file)) {
                        files.put(Integer.valueOf(name.group(1)), file);
                    }
                }
            } catch (IOException e) {
                throw IoSentence.cannotRead(folder, e);
            }
        }
        return Collections.unmodifiableSortedMap(files);
    }
}
