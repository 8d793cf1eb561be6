// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import io.github.inittrace.files.FileFailure;
import io.github.inittrace.files.Folders;
import io.github.inittrace.run.Ending;
import io.github.inittrace.run.Manifest;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.run.RunFolderWriter;
import io.github.inittrace.study.NamedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts the parts of a sweep together that were trained apart: shards in one folder, or folders of
 * several machines.
 */
public final class SweepCollector {
    private final List<Path> parts;
    private final Path folder;
    private final SweepFolder opened;

    private SweepCollector(List<Path> parts, Path folder, SweepFolder opened) {
        this.parts = parts;
        this.folder = folder;
        this.opened = opened;
    }

    /**
     * Copies the finished runs of several folders into one, and writes its tables. Runs that are
     * there stay; what is not finished anywhere can be trained there by starting the sweep again. A
     * run that has ended but is damaged, or of another plan, is left out, and a warning says so.
     *
     * @param parts the folders of one sweep, at least one; each of their runs is read and checked
     *     against its manifest
     * @param folder where all is to be; one of the parts, or a folder that does not exist, is empty
     *     or holds this sweep
     * @return what came of all runs of the sweep, in the order of the plan
     * @throws IOException if a folder is none of a sweep or of another plan, two of them have
     *     different weights of one run, or something cannot be read or written; one sentence
     */
    public static List<RunResult> collect(List<Path> parts, Path folder) throws IOException {
        PlanRecord plan = PlanRecord.read(parts.get(0));
        for (Path part : parts) {
            if (!PlanRecord.read(part).runs().equals(plan.runs())) {
                throw new IOException(
                        part
                                + " holds the sweep of another plan than "
                                + parts.get(0)
                                + "; collect parts of one sweep");
            }
        }
        SweepFolder opened = SweepFolder.open(folder, plan, plan.runs(), Shard.WHOLE);
        try (opened) {
            SweepCollector collector = new SweepCollector(parts, folder, opened);
            for (SweepRun run : plan.runs()) {
                collector.copy(run);
            }
            opened.readAgain(collector.failures());
        }
        return List.copyOf(opened.results());
    }

    private void copy(SweepRun run) throws IOException {
        Path target = SweepFolder.path(folder, run);
        Path from = null;
        String weights = null;
        Set<Path> all = new LinkedHashSet<>(List.of(folder));
        all.addAll(parts);
        for (Path part : all) {
            Path path = SweepFolder.path(part, run);
            NamedRun finished = opened.finished(run, path);
            Ending ending = finished == null ? null : finished.run().ending();
            if (ending == null) {
                continue;
            }
            if (from == null) {
                from = path;
                weights = ending.weightsSha256();
            } else if (!Objects.equals(ending.weightsSha256(), weights)) {
                throw new IOException(
                        from
                                + " and "
                                + path
                                + " have different weights of one run, perhaps from other versions"
                                + " or kernels; remove one of them");
            }
        }
        if (from != null && !isSame(from, target)) {
            copy(from, target);
        }
    }

    private static boolean isSame(Path one, Path other) throws IOException {
        return Files.exists(other) && Files.isSameFile(one, other);
    }

    /** Copies a whole run under another name, which it loses when it is complete. */
    private static void copy(Path from, Path to) throws IOException {
        RunFolderWriter.check(to, true); // with it, nothing may go that is not a run's
        Path draft = to.resolveSibling("." + to.getFileName() + ".part");
        Folders.delete(draft);
        List<String> names = new ArrayList<>(Manifest.of(from).files().keySet());
        names.add(RunFolder.MANIFEST);
        try {
            for (String name : names) {
                Path target = draft.resolve(name);
                Files.createDirectories(target.getParent());
                Files.copy(from.resolve(name), target, StandardCopyOption.COPY_ATTRIBUTES);
            }
            Folders.delete(to);
            Files.move(draft, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw FileFailure.cannotWrite(to, e);
        } finally {
            Folders.delete(draft);
        }
    }

    private Map<String, String> failures() throws IOException {
        Map<String, String> failures = new HashMap<>();
        for (Path part : parts) {
            for (RecordedRun run : SweepRecord.open(part).runs()) {
                @Nullable String message = run.message();
                if (message != null) {
                    failures.put(run.run().name(), message);
                }
            }
        }
        return failures;
    }
}
