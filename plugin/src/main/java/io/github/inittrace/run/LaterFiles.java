// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import io.github.inittrace.files.AtomicFile;
import io.github.inittrace.files.FileFailure;
import io.github.inittrace.files.Folders;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What of a run folder is later than an epoch to which the run goes back. */
final class LaterFiles {
    /** Of the end of training, or made from it. */
    private static final Set<String> OF_THE_END =
            Set.of(
                    RunFolder.MANIFEST,
                    RunFolder.TRAINED,
                    RunFolder.BEST_RECORD,
                    RunFolder.ANALYSIS,
                    RunFolder.SAMPLES,
                    RunFolder.CLASSIFICATION);

    /** Files of lines that say their {@code epoch}, which never decreases. */
    static final List<String> LINES =
            List.of(RunFolder.CONDITIONAL, RunFolder.LOSS_LEVELS, RunFolder.INVARIANTS);

    private static final Set<String> BY_EPOCH =
            Set.of(RunFolder.CHECKPOINTS, RunFolder.PICTURES, RunFolder.RESUME);

    private static final Pattern NAME = Pattern.compile("epoch-(\\d{6,9})\\.[a-z]+");

    private LaterFiles() {}

    /**
     * Lets pass a folder through whose links nothing is written elsewhere.
     *
     * @throws IOException if there is another link; the message is one sentence that names it
     */
    static void requireInside(Path folder) throws IOException {
        for (Path path : Folders.all(folder)) {
            if (Files.isSymbolicLink(path)) {
                FolderFile.requireInside(folder, path);
            }
        }
    }

    /** Removes all but {@code epochs.jsonl}, and what a process that was killed left half done. */
    static void remove(Path folder, int epoch) throws IOException {
        for (Path file : files(folder)) {
            if (isLater(folder.relativize(file), epoch)) {
                AtomicFile.remove(file);
            }
        }
        for (String name : LINES) {
            Path file = folder.resolve(name);
            if (Files.exists(file)) {
                try (FileChannel lines = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    cut(lines, file, "epoch", epoch);
                } catch (IOException e) {
                    throw FileFailure.cannotWrite(file, e);
                }
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        return Folders.all(folder).stream()
                .filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                .toList();
    }

    private static boolean isLater(Path inside, int epoch) {
        String name = inside.getFileName().toString();
        if (AtomicFile.draftOf(name) != null || OF_THE_END.contains(inside.toString())) {
            return true;
        }
        Matcher ofEpoch = NAME.matcher(name);
        return BY_EPOCH.contains(inside.getName(0).toString())
                && ofEpoch.matches()
                && Integer.parseInt(ofEpoch.group(1)) > epoch;
    }

    /** Removes the lines of later epochs, or with an incomplete line, from a file of lines. */
    static void cut(FileChannel lines, Path file, String key, int epoch) throws IOException {
        lines.truncate(end(file, key, epoch));
        lines.position(lines.size());
    }

    /** Where the last line up to an epoch ends, its line break included; epochs never decrease. */
    private static long end(Path file, String key, int epoch) throws IOException {
        long end = 0;
        long at = 0;
        ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 14);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            for (int c = in.read(); c >= 0; c = in.read()) {
                at++;
                if (c != '\n') {
                    line.write(c);
                    continue;
                }
                if (Json.tree(line.toByteArray()).path(key).asInt(Integer.MAX_VALUE) > epoch) {
                    return end;
                }
                end = at;
                line.reset();
            }
        }
        return end;
    }
}
